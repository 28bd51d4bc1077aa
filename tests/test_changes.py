"""Rates and changes that a report states: of what was asked and of nothing else, in the kind that was asked for."""

from __future__ import annotations

import pytest
from answering import draft_of, evidence_of, text_of, understood

from index.model import Report

EARLIER = """# 遂昌县人民政府2020年政府信息公开工作年度报告

## 一、总体情况

2020年，全县主动公开政府信息5200条。全县新收政府信息公开申请150件。县长信箱收到来信310封，答复率97.5%。
"""
LATER = """# 遂昌县人民政府2021年政府信息公开工作年度报告

## 一、总体情况

2021年，全县主动公开政府信息5630条，比上年增加430条。县政府门户网站总访问量86万次，较2020年增长12.5%。
公开“三公”经费支出310万元，同比下降8.4%。12345热线受理诉求9020件，办结率99.1%，满意率96.3%。

## 二、依申请公开情况

2021年，全县新收政府信息公开申请126件，其中网上申请80件。发布政策解读60篇，其中图解类24篇。
"""


@pytest.fixture(scope="module")
def reports() -> tuple[Report, ...]:
    return understood(EARLIER, "suichang_2020.md"), understood(LATER, "suichang_2021.md")


def values(question: str, reports: tuple[Report, ...]) -> list[str]:
    return [str(figure.value) for found in evidence_of(question, reports=reports).found for figure in found.figures]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("遂昌2021年主动公开信息比上年增加多少条", "430"),
        ("遂昌2021年主动公开同比增加多少", "430"),
        ("遂昌2021年网站访问量增长多少", "12.5"),
        ("遂昌2021年三公经费下降多少", "8.4"),
        ("遂昌2021年热线满意率", "96.3"),
        ("遂昌2020年县长信箱答复率是多少", "97.5"),
    ],
)
def test_what_the_report_states_itself(question: str, value: str, reports: tuple[Report, ...]) -> None:
    assert values(question, reports) == [value]


@pytest.mark.parametrize(
    "question", ["遂昌2021年满意率是多少", "遂昌2021年办结率", "遂昌2021年公开率是多少", "遂昌2021年满意度"]
)
def test_a_rate_of_something_else_is_no_answer(question: str, reports: tuple[Report, ...]) -> None:
    assert draft_of(question, reports=reports).status == "not_reported"


def test_an_increase_in_a_count_is_a_count(reports: tuple[Report, ...]) -> None:
    assert "减少24件" in text_of(draft_of("遂昌2021年新收申请比上年少多少件", reports=reports))
    assert "下降16%" in text_of(draft_of("遂昌2021年新收申请下降百分之几", reports=reports))


def test_each_year_states_its_own_rate(reports: tuple[Report, ...]) -> None:
    assert values("遂昌这两年热线满意率", reports) == ["96.3"]


def test_a_part_is_a_share_of_the_figure_that_it_is_given_under(reports: tuple[Report, ...]) -> None:
    assert text_of(draft_of("遂昌2021年图解占解读的比例", reports=reports)).startswith("40%")


@pytest.mark.parametrize(
    ("conversation", "value"),
    [
        (("遂昌2021年12345热线受理了多少诉求", "办结率呢"), "99.1"),
        (("遂昌2021年12345热线受理了多少诉求", "满意度呢"), "96.3"),
    ],
)
def test_a_rate_asked_after_a_figure_is_the_rate_of_that(
    conversation: tuple[str, ...], value: str, reports: tuple[Report, ...]
) -> None:
    found = evidence_of(*conversation, reports=reports).found
    assert [str(figure.value) for one in found for figure in one.figures] == [value]


def test_a_rate_asked_after_applications_is_not_a_hotlines(reports: tuple[Report, ...]) -> None:
    assert draft_of("遂昌2021年收到多少申请", "满意率呢", reports=reports).status == "not_reported"


def test_no_rate_is_worked_out_from_what_came_in_where_more_was_carried_over() -> None:
    text = EARLIER.replace("申请150件。", "申请150件，上年结转4件，办结148件。")
    carried = (understood(text, "suichang_2020.md"),)
    assert draft_of("遂昌2020年申请办结率是多少", reports=carried).status == "not_reported"


# -- computed from two years --------------------------------------------------------------------------------------

FREE = """# 遂昌县人民政府{year}年政府信息公开工作年度报告

## 一、总体情况

{year}年，“遂昌发布”微信公众号推送信息{pushed}篇，阅读量{read}万人次。公文类信息{papers}条，公文公开率为{rate}%。
组织政务公开培训{times}次{people}人次。

## 二、依申请公开情况

{change}

## 三、存在的主要问题

一是解读形式单一；二是更新不够及时。
"""


@pytest.fixture(scope="module")
def two_years() -> tuple[Report, ...]:
    first = FREE.format(
        year=2021,
        pushed=400,
        read="20",
        papers=43,
        rate="82.7",
        times=3,
        people=420,
        change="全年收到政府信息公开申请20件。",
    )
    said = (
        "全年收到政府信息公开申请18件，较2020年下降14.3%。"
        "办理人大建议36件，较2021年增长20%。办理政协提案33件，比2021年增长10%。"
    )
    second = FREE.format(year=2022, pushed=500, read="26.4", papers=51, rate="86.4", times=4, people=515, change=said)
    return understood(first, "suichang_2021.md"), understood(second, "suichang_2022.md")


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("遂昌县微信推送从2021年到2022年增长了多少", "25", "%"),
        ("遂昌县2022年微信阅读量比2021年增长百分之几", "32", "%"),
        ("遂昌县2022年微信推送比上年多了多少篇", "100", "篇"),
        ("遂昌县2022年微信推送比上年增加了多少", "100", "篇"),
        ("遂昌县2022年公文公开率比2021年提高了多少", "3.7", "个百分点"),
        ("遂昌县2022年培训比上年增加多少人次", "95", "人次"),
    ],
)
def test_a_free_figure_grows(question: str, value: str, unit: str, two_years: tuple[Report, ...]) -> None:
    computed, *operands = draft_of(question, reports=two_years).values
    assert (computed.value, computed.unit) == (value, unit)
    assert [one.year for one in operands] == [2021, 2022]


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("遂昌县2022年申请较2021年增长多少", []),  # the report says how it differs from 2020
        ("遂昌县2022年申请同比下降多少", []),
        ("遂昌县2022年人大建议较2021年增长多少", ["20"]),
        ("遂昌县2022年政协提案较2020年增长多少", []),
    ],
)
def test_the_year_that_is_not_there_may_be_compared_with(
    question: str, values: list[str], two_years: tuple[Report, ...]
) -> None:
    """The report may say itself what it grew by, from the year that is asked for and no other."""
    assert [value.value for value in draft_of(question, reports=two_years[1:]).values] == values


def test_one_year_alone_grew_by_nothing(two_years: tuple[Report, ...]) -> None:
    assert draft_of("遂昌县2022年微信推送比上年多了多少篇", reports=two_years[1:]).values == ()


@pytest.mark.parametrize("question", ["遂昌县2022年满意率比上年提高多少", "遂昌县2022年公开率提高了多少"])
def test_a_rate_of_nothing_named_does_not_grow(question: str, two_years: tuple[Report, ...]) -> None:
    assert draft_of(question, reports=two_years).values == ()


# -- the column of the form of 2019 -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    ["景德镇市2019年行政许可增加了几项", "景德镇市2019年行政许可项目变化了多少", "景德镇市2019年行政许可本年增减多少"],
)
def test_the_change_in_items_is_the_form_s_own(question: str) -> None:
    (value,) = draft_of(question).values
    assert (value.indicator, value.unit) == ("licensing_change", "项")


TWICE = """# 遂昌县人民政府2019年政府信息公开工作年度报告

## 一、依申请公开

2019年，全县收到政府信息公开申请31件，{change}。发布政策解读60篇。
"""


@pytest.mark.parametrize(
    ("change", "question", "expected"),
    [
        ("较2018年增加10件，增长47.6%", "申请比上年增长百分之多少", ["47.6"]),
        ("较2018年增加10件，增长47.6%", "申请比上年增加多少件", ["10"]),
        ("同比增长47.6%，增加10件", "申请比上年增加多少件", ["10"]),
        ("较2015年增加10件，增长47.6%", "申请比上年增长百分之多少", []),
        ("同比增加10件；解读60篇，增长20%", "申请比上年增长百分之多少", []),
    ],
)
def test_a_change_told_in_two_measures_is_given_in_the_one_asked_for(
    change: str, question: str, expected: list[str]
) -> None:
    report = understood(TWICE.format(change=change), "suichang_2019.md")
    assert [one.value for one in draft_of(f"遂昌2019年{question}", reports=(report,)).values] == expected
