"""Planned and prescribed figures are none of the year: they answer who asks for plans, and nobody else."""

from __future__ import annotations

import pytest
from answering import draft_of, evidence_of, reading_of, text_of, understood

from assistant.planned import asks_for_plans, planned_figures
from index.model import Report

TEXT = """遂昌县2021年政府信息公开工作年度报告

一、总体情况
2021年，建成政务公开专区17个。发布政策解读93篇，其中负责人解读41篇。在全县26个办事大厅安装自助机38台。
为进一步推进工作，召开座谈会4次。各乡镇公开7300条，各乡镇受理申请19件。
截至2021年底，全县累计公开政府信息21480条，其中2021年公开6120条。
二、存在的主要问题及改进情况
存在的问题：一是公开不够及时。二是解读较少。2021年整改问题12个。
2022年，我县将重点做好以下工作：
（一）提升解读质量。全年负责人解读不少于55篇，要求解读率达到100%。
（二）推动公开向村延伸，新建村级专区29个。
"""


@pytest.fixture(scope="module")
def reports() -> tuple[Report, ...]:
    return (understood(TEXT, "suichang.txt"),)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("遂昌2021年政务公开专区有几个", ["17"]),
        ("遂昌2021年负责人解读多少篇", ["41"]),
        ("遂昌2021年座谈会几次", ["4"]),
        ("遂昌2021年整改问题多少个", ["12"]),
        ("遂昌2021年村级专区有几个", []),
        ("遂昌2021年解读率多少", []),
        ("遂昌2021年各乡镇公开多少", ["7300"]),
        ("遂昌2021年累计公开多少条", ["21480"]),
    ],
)
def test_a_planned_figure_is_none_of_the_year(question: str, expected: list[str], reports: tuple[Report, ...]) -> None:
    found = evidence_of(question, reports=reports).found
    assert [str(figure.value) for one in found for figure in one.figures] == expected


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("遂昌计划负责人解读多少篇", "不少于55篇"),
        ("遂昌打算新建几个村级专区", "新建村级专区29个"),
    ],
)
def test_who_asks_for_plans_is_given_the_sentence(question: str, said: str, reports: tuple[Report, ...]) -> None:
    reading = reading_of(question, reports=reports)
    assert asks_for_plans(reading)
    (found,) = planned_figures(reading, reports[0])
    assert said in reports[0].text[found.start : found.end]


def test_what_is_not_planned_is_not_given_for_a_plan(reports: tuple[Report, ...]) -> None:
    assert planned_figures(reading_of("遂昌计划安装多少台自助机", reports=reports), reports[0]) == ()


def test_the_quote_that_is_shown_holds_the_figure(reports: tuple[Report, ...]) -> None:
    said = text_of(draft_of("遂昌2021年有几个办事大厅", reports=reports))
    assert said.startswith("26个")
    assert "26个办事大厅安装自助机38台”" in said
