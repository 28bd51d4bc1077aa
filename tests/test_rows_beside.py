"""Rows of the tables that are named beside one another: in one column, and the head over five columns of applicants."""

from __future__ import annotations

import pytest

from tests.answering import draft_of, text_of, understood

TABLED = understood(
    "青川县人民政府2022年政府信息公开工作年度报告\n\n一、总体情况\n全年新收申请40件，申请数量较去年回落12.5%。\n"
    "二、主动公开政府信息情况\n"
    "第二十条第（一）项\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t1\t0\t4\n行政规范性文件\t9\t3\t57\n"
    "第二十条第（五）项\n信息内容\t本年处理决定数量\n行政许可\t812\n"
    "第二十条第（六）项\n信息内容\t本年处理决定数量\n行政处罚\t365\n行政强制\t28\n"
    "三、收到和处理政府信息公开申请情况\n"
    "申请情况\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n"
    "一、本年新收政府信息公开申请数量\t31\t6\t1\t0\t2\t0\t40\n"
    "二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0\n"
    "三、本年度办理结果\n（一）予以公开\t22\t5\t0\t0\t1\t0\t28\n"
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）\t9\t1\t1\t0\t1\t0\t12\n"
    "（七）总计\t31\t6\t1\t0\t2\t0\t40\n四、结转下年度继续办理\t0\t0\t0\t0\t0\t0\t0\n"
    "五、存在的主要问题\n公开不够及时。",
    "青川2022.txt",
)
TOLD = understood(
    "青川县人民政府2014年政府信息公开工作年度报告\n\n一、概述\n工作有序推进。\n二、依申请公开情况\n"
    "全县受理申请64件。其中：公民申请51件，法人和其他组织申请13件。\n三、存在的主要问题\n公开不够及时。",
    "青川2014.txt",
)
UNTOLD = understood(
    "青川县人民政府2015年政府信息公开工作年度报告\n\n一、概述\n工作有序推进。\n二、依申请公开情况\n"
    "全县受理申请70件。\n三、行政复议和诉讼情况\n没有引发行政诉讼。\n四、存在的主要问题\n公开不够及时。",
    "青川2015.txt",
)
REPORTS = (TOLD, UNTOLD, TABLED)


@pytest.mark.parametrize(
    ("conversation", "expected"),
    [
        (["青川县2022年法人或其他组织申请多少件"], ["9", "40", "31"]),
        (["青川县2022年法人申请几件"], ["9", "40", "31"]),
        (["How many applications did legal persons file in Qingchuan in 2022?"], ["9", "40", "31"]),
        (["青川县2022年法人或其他组织的申请中予以公开多少件"], ["6", "28", "22"]),
        (["青川县2022年公民、法人和其他组织提交了多少申请"], ["40"]),
        (["青川县2014年法人和其他组织申请多少件"], ["13"]),
        (["青川县2015年法人申请几件"], []),
        (["青川县2022年规章和规范性文件现行有效各几件"], ["4", "57"]),
        (["青川县2022年规范性文件和规章废止各多少"], ["3", "0"]),
        (["青川县2022年行政许可多少件", "处罚呢"], ["365"]),
        (["青川县2022年行政许可多少件", "处罚呢", "强制呢"], ["28"]),
        (["青川县2022年规章现行有效多少", "规范性文件呢"], ["57"]),
        (["青川县2022年申请量下降多少"], ["12.5"]),
        (["青川县2022年行政许可、处罚、强制各多少"], ["812", "365", "28"]),
        (["青川县2022年行政许可、处罚、强制总数"], ["1205", "812", "365", "28"]),
        (["青川县2022年行政许可比处罚多多少"], ["447", "812", "365"]),
        (["青川县2022年行政处罚是行政强制的几倍"], ["13.04", "365", "28"]),
        (["青川县2015年政府信息公开被起诉了几次"], ["0"]),
        (["青川县2022年予以公开和部分公开各几件"], ["28", "12"]),
        (["青川县2022年上年结转+新收的申请"], ["40", "0", "40"]),
        (["青川县2022年结转下年度的比上年结转的多几件"], ["0", "0", "0"]),
    ],
)
def test_what_stands_beside_it(conversation: list[str], expected: list[str]) -> None:
    draft = draft_of(*conversation, reports=REPORTS)
    assert [one.value for one in draft.values] == expected, text_of(draft)


def test_what_is_not_told_of_some_is_not_said_of_all() -> None:
    """The report states how many applications there were: only who made them is not told."""
    assert "没有说明收到申请数" not in text_of(draft_of("青川县2015年法人申请几件", reports=REPORTS))


def test_a_part_that_is_not_stated_is_noted_once() -> None:
    draft = draft_of("青川县2022年部分公开和传真申请各几件", reports=REPORTS)
    assert [one.value for one in draft.values] == ["12"]
    assert [one.text for one in draft.notes if one.kind == "coverage"] == ["青川县2022年的报告没有说明“传真申请数”。"]
