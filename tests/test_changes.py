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
