"""Why applications were not granted is told from the rows of the table: each ground that there was, with its figure."""

from __future__ import annotations

import pytest

from tests.answering import draft_of, text_of, understood

REPORT = understood(
    "青川县人民政府2022年政府信息公开工作年度报告\n\n一、总体情况\n全年新收申请40件。\n"
    "二、主动公开政府信息情况\n主动公开政府信息512条。\n三、收到和处理政府信息公开申请情况\n"
    "申请情况\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n"
    "一、本年新收政府信息公开申请数量\t36\t4\t0\t0\t0\t0\t40\n"
    "二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0\n"
    "三、本年度办理结果\n（一）予以公开\t20\t4\t0\t0\t0\t0\t24\n"
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）\t0\t0\t0\t0\t0\t0\t0\n"
    "（三）不予公开 1.属于国家秘密\t2\t0\t0\t0\t0\t0\t2\n2.其他法律行政法规禁止公开\t0\t0\t0\t0\t0\t0\t0\n"
    "3.危及“三安全一稳定”\t0\t0\t0\t0\t0\t0\t0\n4.保护第三方合法权益\t3\t0\t0\t0\t0\t0\t3\n"
    "5.属于三类内部事务信息\t0\t0\t0\t0\t0\t0\t0\n6.属于四类过程性信息\t0\t0\t0\t0\t0\t0\t0\n"
    "7.属于行政执法案卷\t0\t0\t0\t0\t0\t0\t0\n8.属于行政查询事项\t0\t0\t0\t0\t0\t0\t0\n"
    "（四）无法提供 1.本机关不掌握相关政府信息\t9\t0\t0\t0\t0\t0\t9\n2.没有现成信息需要另行制作\t0\t0\t0\t0\t0\t0\t0\n"
    "3.补正后申请内容仍不明确\t0\t0\t0\t0\t0\t0\t0\n"
    "（五）不予处理 1.信访举报投诉类申请\t2\t0\t0\t0\t0\t0\t2\n2.重复申请\t0\t0\t0\t0\t0\t0\t0\n"
    "3.要求提供公开出版物\t0\t0\t0\t0\t0\t0\t0\n4.无正当理由大量反复申请\t0\t0\t0\t0\t0\t0\t0\n"
    "5.要求行政机关确认或重新出具已获取信息\t0\t0\t0\t0\t0\t0\t0\n"
    "（七）总计\t36\t4\t0\t0\t0\t0\t40\n四、结转下年度继续办理\t0\t0\t0\t0\t0\t0\t0\n",
    "青川2022.txt",
)


@pytest.mark.parametrize(
    ("conversation", "expected"),
    [
        (["青川县2022年不予公开的原因是什么"], ["2", "3"]),
        (["青川县2022年为什么不予公开"], ["2", "3"]),
        (["青川县2022年不予公开几件", "为什么"], ["2", "3"]),
        (["青川县2022年无法提供的原因有哪些"], ["9"]),
        (["青川县2022年为什么不予处理"], ["2"]),
        (["Why were applications refused in Qingchuan in 2022?"], ["2", "3"]),
    ],
)
def test_each_ground_that_there_was(conversation: list[str], expected: list[str]) -> None:
    draft = draft_of(*conversation, reports=(REPORT,))
    assert [one.value for one in draft.values] == expected, text_of(draft)
    assert all(one.value != "0" for one in draft.values)


def test_how_many_were_refused_is_still_one_figure() -> None:
    assert [one.value for one in draft_of("青川县2022年不予公开几件", reports=(REPORT,)).values] == ["5"]


def test_the_grounds_are_told_where_others_are_blank() -> None:
    text = REPORT.text.replace("1.属于国家秘密\t2\t0\t0\t0\t0\t0\t2", "1.属于国家秘密\t\t\t\t\t\t\t")
    blank = understood(text.replace("2022", "2021"), "青川2021.txt")
    assert [one.value for one in draft_of("青川县2021年不予公开几件", reports=(blank,)).values] == []
    assert [one.value for one in draft_of("青川县2021年为什么不予公开", reports=(blank,)).values] == ["3"]
