"""English questions: words that the lexicon lacks, the form's own words, growth that a report states, what is carried
over into a year."""

from __future__ import annotations

import pytest
from answering import evidence_of, reading_of, understood

from assistant.data.make_english import meanings as in_entry
from assistant.english import meanings
from index.model import Report

TEXT = """# 遂昌县人民政府2021年政府信息公开工作年度报告

## 一、总体情况

2021年，全县新增主动公开政府信息3.2万条，同比上升14%。护士培训班举办6期。全县18个村委会公开了财务，门户网站公开信息1200条。

## 二、依申请公开情况

2021年，全县收到政府信息公开申请45件，较上年下降10%。
"""


@pytest.fixture(scope="module")
def reports() -> tuple[Report, ...]:
    return (understood(TEXT, "suichang.md"),)


@pytest.mark.parametrize(("word", "chinese"), [("nurses", "护士"), ("villages", "村庄"), ("warnings", "警告")])
def test_a_common_word_has_meanings_whatever_its_ending(word: str, chinese: str):
    assert chinese in meanings(word)


def test_an_unknown_word_has_none():
    assert meanings("xqzzy") == ()


def test_a_translation_gives_words_alone():
    assert list(in_entry("n. 报, 公报（官方的）\nvt. 在公报上宣布\n[经] 有名的; a")) == ["公报", "有名"]


def values(question: str, reports: tuple[Report, ...]) -> list[str]:
    return [str(figure.value) for found in evidence_of(question, reports=reports).found for figure in found.figures]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("By what percentage did Suichang's disclosed information grow in 2021?", "14"),
        ("遂昌县2021年收到的申请同比下降百分之几", "10"),
        ("How many nurse training courses did Suichang hold in 2021?", "6"),
        ("How many village committees were there in Suichang in 2021?", "18"),
    ],
)
def test_what_the_report_states(question: str, value: str, reports: tuple[Report, ...]):
    assert values(question, reports) == [value]


def test_growth_over_two_years_is_not_the_growth_of_one(reports: tuple[Report, ...]):
    assert values("By what percentage did Suichang's applications change from 2019 to 2021?", reports) != ["10"]


def test_a_word_of_another_thing_finds_nothing(reports: tuple[Report, ...]):
    assert values("How many doctors did Suichang train in 2021?", reports) == []


def test_what_is_carried_over_into_a_year_stands_in_the_report_before():
    assert reading_of("How many applications did Suichang carry over into 2022?").years == (2021,)
    assert reading_of("遂昌县结转到2022年的申请有几件").years == (2021,)
    assert 2022 in reading_of("遂昌县2021年结转到2022年的申请有几件").years


@pytest.mark.parametrize(
    ("question", "code", "applicant"),
    [
        (
            "How many petition-type (信访举报投诉类) applications did Suichang get in 2021?",
            "not_processed_petition",
            None,
        ),
        (
            "How many applications did legal service organisations file in Suichang in 2021?",
            "applications_received",
            "legal_service",
        ),
        ("How many requests were extended past the deadline in Suichang, 2017?", "concluded_extended", None),
        ("How much did Suichang charge for handling applications in 2015?", "fees_charged", None),
    ],
)
def test_what_is_asked_is_surely_known(question: str, code: str, applicant: str | None):
    (asked,) = reading_of(question).asked
    assert (asked.codes, asked.applicant, asked.sure) == ((code,), applicant, True)
