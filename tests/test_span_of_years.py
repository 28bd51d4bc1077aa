"""What is asked over several years says of which of them there are figures: one year is no total of three."""

from __future__ import annotations

import pytest
from answering import draft_of, text_of, understood

from assistant.verify import verify
from index.model import Report


def linze(year: int, applications: int, rate: int) -> Report:
    return understood(
        f"临泽县{year}年政府信息公开工作年度报告\n\n本报告由临泽县人民政府办公室编制，统计期限为{year}年1月1日至12月31日。\n\n"
        f"一、主动公开情况\n全年公开信息。\n二、依申请公开情况\n全年共收到政府信息公开申请{applications}件，比上年增长{rate}%。\n",
        f"临泽县{year}.txt",
    )


ONE = (linze(2019, 36, 80),)
THREE = (linze(2016, 10, 5), linze(2018, 20, 25), linze(2019, 36, 80))


@pytest.mark.parametrize(
    "text",
    [
        "临泽县三年累计收到多少件申请",
        "临泽县近三年合计收到多少申请",
        "临泽县三年来共收到几件申请",
        "临泽县近三年平均每年收到多少申请",
        "临泽县近三年收到申请数的趋势",
        "临泽县这几年一共收到多少申请",
        "how many applications did Linze County receive over three years, combined?",
        "what is the three-year total of applications received in Linze County?",
        "average number of applications in Linze County over a 3-year period",
    ],
)
def test_one_year_of_several_is_named_as_one(text: str):
    draft = draft_of(text, reports=ONE)
    assert [(value.value, value.year, value.computed) for value in draft.values] == [("36", 2019, None)]
    assert any(word in draft.statements[0].text for word in ("只有一年（2019年）", "only one (2019)"))
    assert "coverage" in {note.kind for note in draft.notes}
    assert {verdict.ruling for verdict in verify(draft)} == {"supported"}


@pytest.mark.parametrize(
    ("text", "operation", "value"),
    [
        ("临泽县近三年合计收到多少申请", "sum", "56"),
        ("临泽县近三年平均每年收到多少申请", "average", "28"),
        ("临泽县2016至2019年合计收到多少申请", "sum", "66"),
        ("临泽县十三五期间共收到多少申请", "sum", "66"),
    ],
)
def test_a_result_over_some_of_the_years_says_which(text: str, operation: str, value: str):
    draft = draft_of(text, reports=THREE)
    assert [one.value for one in draft.values if one.computed == operation] == [value]
    assert "只算这些" in draft.statements[0].text


def test_a_result_over_all_the_years_says_nothing_of_it():
    draft = draft_of("临泽县近两年合计收到多少申请", reports=THREE)
    assert draft.values[0].value == "56"
    assert "只有" not in text_of(draft)


def test_the_growth_over_several_years_is_not_that_of_one():
    draft = draft_of("临泽县近三年申请增长了多少", reports=THREE)
    assert [value.value for value in draft.values if value.computed == "growth"] == ["80"]
    assert draft_of("临泽县近三年申请增长了多少", reports=ONE).status == "not_reported"


def test_years_without_any_report_are_not_answered_from_another():
    assert draft_of("临泽县2012至2014年合计收到多少申请", reports=THREE).status == "no_report"
    assert draft_of("临泽县十四五期间共收到多少申请", reports=THREE).status == "no_report"


def test_letters_that_came_are_no_years():
    assert draft_of("临泽县2019年三年来信多少件", reports=ONE).status == "not_reported"
