"""Of several figures near each other the one that is asked for: this year's of a count over years, the rate of what is
counted last, what is denied, a class called 其他, a board, the most frequent way to apply."""

from __future__ import annotations

import pytest
from answering import draft_of, report, text_of, understood

from index.model import Report

NARRATIVE = """# 遂昌县人民政府2011年政府信息公开工作年度报告

## 一、主动公开情况

截至2011年12月31日，全县累计主动公开政府信息5612条，其中2011年新增2387条。其中扶贫救灾类471条，占19.7%；其他类1084条，占45.4%。
各乡镇设置政务公开栏38块、村务公开栏352块。解决农村饮水不安全人口3.2万人，新建饮水工程14处。县（区）公开信息174条。
“县长信箱”受理来信1287件，办结1279件；“12345”热线接听来电4630个，办理工单2850件，办结率99.6%，满意率93.8%。
县微信公众号发布信息638条，微博发布信息207条。

## 二、依申请公开情况

2011年收到政府信息公开申请27件，其中网络申请17件，信函申请7件，当面申请3件。申请内容主要集中在水库移民、河道采砂许可等方面。
全部办结，其中属于主动公开范围11件，同意公开10件，不同意公开2件，信息不存在4件。

## 三、复议和诉讼情况

因政府信息公开被申请行政复议8件，其中维持6件，纠错2件。
"""


@pytest.fixture(scope="module")
def reports() -> tuple[Report, ...]:
    return (understood(NARRATIVE, "suichang.md"),)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("2011年主动公开信息多少条", "2387"),
        ("2011年底累计主动公开信息多少条", "5612"),
        ("2011年其他类信息占百分之几", "45.4"),
        ("2011年政务公开栏有多少", "38"),
        ("2011年村务公开栏有多少块", "352"),
        ("2011年解决了多少农村饮水不安全人口", "3.2"),
        ("2011年县区公开信息多少条", "174"),
        ("2011年热线办结率", "99.6"),
        ("2011年县长信箱办结率", "99.38"),
        ("2011年微信比微博多发布多少条", "431"),
        ("2011年同意公开几件", "10"),
        ("2011年不同意公开几件", "2"),
        ("2011年行政复议被纠错率", "25"),
    ],
)
def test_the_figure_that_is_asked_for(question: str, value: str, reports: tuple[Report, ...]) -> None:
    first, *_ = draft_of(f"遂昌县{question}", reports=reports).values
    assert first.value == value


@pytest.mark.parametrize(
    "question",
    [
        "2011年县长信箱满意率",
        "2011年没有按时办结的申请有多少件",
        "2011年农村饮水安全不达标人口多少",
        "2011年不公开的工程有几处",
    ],
)
def test_what_is_not_said_is_not_answered(question: str, reports: tuple[Report, ...]) -> None:
    assert draft_of(f"遂昌县{question}", reports=reports).values == ()


def test_a_share_without_its_whole_is_not_the_part(reports: tuple[Report, ...]) -> None:
    values = draft_of("遂昌县2011年不同意公开的比例", reports=reports).values
    assert [value for value in values if value.unit != "%" and not any(one.unit == "%" for one in values)] == []


def test_the_way_that_was_used_most() -> None:
    said = text_of(draft_of("遂昌县2016年哪种申请方式最多"))
    assert said.startswith("最多的是网络申请")
    assert "16件" in said


@pytest.mark.parametrize("question", ["遂昌县2016年哪个渠道公开最多", "遂昌县2016年通过哪种方式公开得最多"])
def test_the_channel_that_published_most(question: str) -> None:
    assert "3650条" in text_of(draft_of(question)).splitlines()[0]


def test_two_figures_of_one_row_of_rules() -> None:
    (value,) = draft_of("景德镇市2019年对外公开的规章总数").values
    assert (value.indicator, value.value) == ("rules_public_total", "11")


# -- in a conversation --------------------------------------------------------------------------------------------


def test_columns_are_taken_from_the_row_talked_of() -> None:
    asked = ("石家庄桥西区2022年收到申请几件", "除了自然人呢")
    assert draft_of(*asked).values[0].value == "22"
    assert draft_of("石家庄桥西区2022年予以公开几件", "除了自然人呢").values[0].value == "13"


def test_a_column_talked_of_is_not_taken_from() -> None:
    report("河北省石家庄市桥西区-2022")
    values = draft_of("石家庄桥西区2022年企业申请几件", "除了自然人呢").values
    assert all(value.computed != "difference" or value.value == "22" for value in values)


# -- whose figure -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", ["丽水市2016年遂昌县收到多少件申请", "丽水市2016年遂昌县的申请有几件"])
def test_a_place_that_says_where_another_lies_is_not_asked_about(question: str) -> None:
    draft = draft_of(question)
    assert [(value.region, value.value) for value in draft.values] == [("遂昌县", "24")]


@pytest.mark.parametrize("question", ["遂昌县2016年妙高街道收到多少件申请", "景德镇市2019年浮梁县收到多少件申请"])
def test_a_part_without_a_report_is_not_answered_by_its_whole(question: str) -> None:
    draft = draft_of(question)
    assert (draft.status, draft.values) == ("no_report", ())


def test_places_beside_each_other_are_both_asked_about() -> None:
    values = draft_of("景德镇市和浮梁县2019年收到多少件申请").values
    assert [value.region for value in values] == ["景德镇市"]


@pytest.mark.parametrize("question", ["2011年行政复议维持率（政府信息公开）", "2011年维持率（行政复议）"])
def test_a_rate_is_never_a_count(question: str, reports: tuple[Report, ...]) -> None:
    values = draft_of(f"遂昌县{question}", reports=reports).values
    assert not values or values[0].unit == "%"


def test_so_much_for_each_is_not_computed() -> None:
    assert draft_of("遂昌县2016年培训班人均多少次").values == ()


@pytest.mark.parametrize("question", ["信息公开花了多少钱", "花了多少钱搞政务公开", "拨了多少经费搞政府信息公开"])
def test_money_for_disclosure_is_its_funding(question: str) -> None:
    (value,) = draft_of(f"遂昌县2016年{question}").values
    assert (value.indicator, value.value) == ("funding", "7.5")
