"""What goes from one year into the next is asked of both years' reports, of each in the row that it has for it."""

from __future__ import annotations

import pytest

from assistant.carried import years_across
from tests.answering import draft_of, text_of, understood


def _report(year: int, received: int, before: int, after: int) -> str:
    total = received + before - after
    return (
        f"青川县人民政府{year}年政府信息公开工作年度报告\n\n一、总体情况\n全年新收申请{received}件。\n"
        "二、主动公开政府信息情况\n主动公开政府信息512条。\n三、收到和处理政府信息公开申请情况\n"
        "申请情况\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n"
        f"一、本年新收政府信息公开申请数量\t{received - 3}\t3\t0\t0\t0\t0\t{received}\n"
        f"二、上年结转政府信息公开申请数量\t{before}\t0\t0\t0\t0\t0\t{before}\n"
        f"三、本年度办理结果\n（一）予以公开\t{total - 3}\t3\t0\t0\t0\t0\t{total}\n"
        f"（七）总计\t{total - 3}\t3\t0\t0\t0\t0\t{total}\n"
        f"四、结转下年度继续办理\t{after}\t0\t0\t0\t0\t0\t{after}\n五、存在的主要问题\n公开不够及时。\n"
    )


REPORTS = tuple(
    understood(_report(year, *figures), f"青川{year}.txt")
    for year, figures in ((2021, (64, 7, 11)), (2022, (58, 11, 5)))
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("青川县2021年结转到2022年的申请有几件", [("11", 2021), ("11", 2022)]),
        ("青川县从2021年结转到2022年几件", [("11", 2021), ("11", 2022)]),
        ("How many applications did Qingchuan carry over from 2021 into 2022?", [("11", 2021), ("11", 2022)]),
        ("青川县2020年结转到2021年的申请有几件", [("7", 2021)]),
        ("How many applications did Qingchuan carry over from 2020 to 2021?", [("7", 2021)]),
        ("青川县2022年结转到2023年几件", [("5", 2022)]),
        ("青川县结转到2022年的申请几件", [("11", 2021)]),
        ("青川县从2020年结转来的申请几件", [("7", 2021)]),
        ("青川县2021年商业企业的申请结转到2022年几件", [("0", 2021), ("0", 2022)]),
    ],
)
def test_each_report_in_its_own_row(question: str, expected: list[tuple[str, int]]) -> None:
    draft = draft_of(question, reports=REPORTS)
    assert [(one.value, one.year) for one in draft.values] == expected, text_of(draft)


@pytest.mark.parametrize("text", ["2019年结转到2022年", "2021年收到多少，2022年呢", "2022年转到2021年", "结转2022年"])
def test_years_that_do_not_follow_are_no_border(text: str) -> None:
    assert years_across(text) == ()
