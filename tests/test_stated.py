"""Indicators in running text: what is stated of the report's own year, matter and whole is read, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import forms
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prose import document

from index.model import Indicator
from index.numerals import fold
from index.ontology import ontology
from index.outline import outline
from index.stated import stated_indicators
from index.stated_scope import of_this_year, speaks_of
from index.understand import understand

YEAR = 2018
SENTENCES = Path(__file__).with_name("stated_sentences.txt")
APPLIED = "2018年，全县共收到政府信息公开申请30件。"


def sentences() -> Iterator[tuple[str, str]]:
    for line in SENTENCES.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            sentence, _, figures = line.partition("|")
            yield sentence.strip(), figures.strip()


def stated(text: str, year: int = YEAR) -> list[Indicator]:
    document = forms.text(text)
    return list(stated_indicators(document, outline(document), year))


def shown(found: list[Indicator]) -> set[str]:
    return {f"{item.code} {item.value}{item.unit}" for item in found}


@pytest.mark.parametrize(("sentence", "figures"), list(sentences()))
def test_a_sentence_states_these_figures_and_no_others(sentence: str, figures: str) -> None:
    assert shown(stated(sentence)) == set(filter(None, figures.split(", ")))


def test_there_are_sentences_of_every_kind() -> None:
    found = list(sentences())
    assert len(found) >= 200
    assert len({sentence for sentence, _ in found}) == len(found)
    assert sum(not figures for _, figures in found) >= 90
    codes = {figure.split()[0] for _, figures in found for figure in figures.split(", ") if figure}
    assert codes <= set(ontology().terms)


# -- quotes and circumstances -------------------------------------------------------------------------------------


@pytest.mark.parametrize("sentence", [sentence for sentence, figures in sentences() if figures])
def test_a_quote_holds_its_figure(sentence: str) -> None:
    for item in stated(sentence):
        quote = sentence[item.start : item.end]
        assert item.value is not None
        assert item.raw in fold(re.sub(r"\s", "", quote))
        assert (item.state, item.source, item.table) == ("reported", "text", None)


def one(text: str, code: str) -> Indicator:
    (item,) = (item for item in stated(text) if item.code == code)
    return item


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [
        ("2018年，全市共收到政府信息公开申请326件。", "全市"),
        ("2018年，我县收到政府信息公开申请26件。", "我县"),
        ("2018年，本机关收到政府信息公开申请26件。", "本机关"),
        ("2018年，市本级收到政府信息公开申请41件。", "市本级"),
        ("2018年，收到政府信息公开申请26件。", None),
    ],
)
def test_the_scope_is_kept(sentence: str, scope: str | None) -> None:
    assert one(sentence, "applications_received").scope == scope


@pytest.mark.parametrize(
    ("figure", "value", "unit", "approximate"),
    [
        ("60余件", "60", "件", "余"),
        ("近60件", "60", "件", "近"),
        ("约1.2万件", "1.2", "万件", "约"),
        ("1万余件", "1", "万件", "余"),
        ("达60件", "60", "件", None),
        ("六十件", "60", "件", None),
        ("1,286件", "1286", "件", None),
        ("６０件", "60", "件", None),
    ],
)
def test_a_figure_keeps_its_value_its_unit_and_what_softens_it(
    figure: str, value: str, unit: str, approximate: str | None
) -> None:
    item = one(f"2018年，全县共收到政府信息公开申请{figure}。", "applications_received")
    assert (item.value, item.unit, item.approximate) == (Decimal(value), unit, approximate)


@given(st.integers(0, 10**6), st.sampled_from(["收到", "受理", "共收到", "接收"]), st.sampled_from(["件", "份", "宗"]))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_any_number_of_applications_is_read_as_written(number: int, verb: str, unit: str) -> None:
    text = f"2018年，全县{verb}政府信息公开申请{number:,}{unit}，上年为{number + 1}{unit}。"
    assert shown(stated(text)) == {f"applications_received {number}{unit}"}


def test_white_space_inside_a_sentence_changes_nothing() -> None:
    text = "2018 年 ，全县 共收到 政府信息\u3000公开申请 30 件 。"
    item = one(text, "applications_received")
    assert item.value == 30
    assert text[item.start : item.end].startswith("2018 年")


def test_figures_in_tables_and_headings_are_not_sentences() -> None:
    table = forms.statistics(dict.fromkeys(forms.STATISTICS_KEYS, "3"))
    for page in (forms.html([table]), forms.text(forms.run_together(table))):
        assert stated_indicators(page, outline(page), YEAR) == ()


@pytest.mark.parametrize("year", [2017, 2019])
def test_a_report_on_another_year_reads_nothing_of_this_one(year: int) -> None:
    assert stated(APPLIED, year) == []


# -- sections -----------------------------------------------------------------------------------------------------

SECTIONS = [
    (
        "三、依申请公开政府信息情况\n2018年收到申请12件，办结12件，其中网上申请10件。",
        "applications_received 12件, applications_concluded 12件, applications_online 10件",
    ),
    ("四、行政复议、行政诉讼情况\n无。", "reconsideration_total 0件, litigation_total 0件"),
    ("四、行政复议、行政诉讼情况\n2018年度没有发生。", "reconsideration_total 0件, litigation_total 0件"),
    ("四、行政复议和行政诉讼情况\n行政复议2件；行政诉讼1件。", "reconsideration_total 2件, litigation_total 1件"),
    ("四、收费及减免情况\n无", "fees_charged 0万元"),
    ("三、依申请公开政府信息情况\n无", "applications_received 0件"),
    ("三、收到和处理政府信息公开申请情况\n2018年未收到申请。", "applications_received 0件"),
    ("五、存在的问题\n无", ""),
    ("四、举报投诉情况\n（一）举报情况\n无\n（二）投诉情况\n受理投诉3件", ""),
    ("八、行政复议和行政应诉工作\n全年受理行政复议申请23件，办结20件。", ""),
    ("三、行政审批服务\n全年受理申请3021件，办结3010件。", ""),
    ("四、行政复议、行政诉讼情况\n无重大变化，另见附件说明三项。", ""),
    ("六、收费及减免情况\n无收费。", "fees_charged 0万元"),
    ("五、2019年工作计划\n全县主动公开政府信息4000条，收到政府信息公开申请9件。", ""),
    ("五、下一步打算\n全县主动公开政府信息4000条。", ""),
    ("五、2018年工作安排及完成情况\n全县主动公开政府信息4000条。", "proactive_total 4000条"),
    ("五、存在问题及下一步打算\n全县主动公开政府信息4000条，仍有不足。", "proactive_total 4000条"),
]


def test_a_sentence_under_another_heading_says_nothing_of_the_matter() -> None:
    """The hotline of the section before is no part of what 受理 is about here."""
    text = "一、回应关切\n12345热线受理诉求4862件。\n二、依申请公开情况\n全市受理申请328件，较2017年下降4.1%。\n"
    assert "applications_received 328件" in shown(stated(text))
    assert not [
        item for item in stated(text.replace("二、依申请公开情况\n", "")) if item.code == "applications_received"
    ]


@pytest.mark.parametrize(("section", "figures"), SECTIONS)
def test_a_sections_heading_says_what_its_sentences_are_about(section: str, figures: str) -> None:
    assert shown(stated(f"{section}\n六、下一步打算\n继续努力。")) == set(filter(None, figures.split(", ")))


# -- which year, which matter -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("收到12件", True),
        ("2018年,收到12件", True),
        ("2017年,收到12件", False),
        ("2017年收到9件,2018年收到12件", True),
        ("2016年至2018年,收到12件", False),
        ("2016-2018年,收到12件", False),
        ("2018年1月1日至2018年12月31日,收到12件", True),
        ("截至2018年12月31日,收到12件", True),
        ("截止年底,收到12件", True),
        ("2018年1-12月,收到12件", True),
        ("2018年9月,收到12件", False),
        ("3月,印发通知,全年收到12件", True),
        ("上半年收到12件", False),
        ("条例施行以来,收到12件", False),
        ("条例施行以来,2018年收到12件", True),
        ("近五年来,收到12件", False),
        ("一年来,收到12件", True),
    ],
)
def test_a_figure_is_of_the_whole_reporting_year_or_not(before: str, expected: bool) -> None:
    assert of_this_year(before, before.rsplit(",", maxsplit=1)[-1], YEAR) is expected


def test_a_clause_of_last_year_is_not_of_this_year_but_what_was_carried_over_is() -> None:
    assert not of_this_year("比上年多收到12件", "比上年多收到12件", YEAR)
    assert of_this_year("上年结转12件", "上年结转12件", YEAR)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("收到政府信息公开申请", True),
        ("收到政府信息公开申请3件,办理提案5件,答复", False),
        ("办理提案5件,收到政府信息公开申请3件,答复", True),
        ("受理行政许可申请", False),
        ("收到申请", False),
    ],
)
def test_the_matter_named_last_is_the_one_spoken_of(before: str, expected: bool) -> None:
    assert speaks_of("applications", before) is expected


@pytest.mark.parametrize("figure", ["12¹件", "12[1]件", "12件¹"])
def test_the_mark_of_a_note_hides_no_figure(figure: str) -> None:
    title, told = "凤台县2021年政府信息公开工作年度报告", f"2021年，全县收到政府信息公开申请{figure}。"
    text = f"{title}\n一、总体情况\n{told}\n二、主要问题\n培训不足。"
    found = understand(document(text), "report.txt", "").indicators
    assert [(one.code, one.value) for one in found] == [("applications_received", 12)]


@pytest.mark.parametrize("figure", ["\ufffd12件", "12\ufffd件", "1\ufffd2件"])
def test_a_figure_with_a_digit_untold_states_nothing(figure: str) -> None:
    title, told = "凤台县2021年政府信息公开工作年度报告", f"2021年，全县收到政府信息公开申请{figure}。"
    text = f"{title}\n一、总体情况\n{told}\n二、主要问题\n培训不足。"
    assert understand(document(text), "report.txt", "").indicators == ()
