"""Where a report says two things of one: both are given, the table's first; what says the same is cited beside it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from answering import SUICHANG_2016, SUICHANG_2017, draft_of, evidence_of, report, text_of, understood

from assistant.conflicts import contradicting, supporting
from assistant.model import Figure, Found
from assistant.verify import verify

OPENING = "泸溪县人民政府2013年政府信息公开工作年度报告\n一、依申请公开情况\n"
CLOSING = "\n二、存在的问题\n力量不足。\n"


def found_in(text: str) -> Found:
    (found,) = evidence_of(text).found
    return found


def scoped(figure: Figure, value: str, scope: str | None) -> Figure:
    return replace(figure, value=Decimal(value), scope=scope, source="text", start=figure.start + 1)


def test_the_same_figure_in_table_and_text_supports_and_does_not_contradict():
    found = found_in("遂昌县2016年收到多少件申请")
    assert [(figure.value, figure.source) for figure in supporting(found)] == [(24, "text")]
    assert contradicting(found) == []


def test_another_figure_in_the_text_contradicts_the_table():
    found = found_in("遂昌县2017年收到多少件申请")
    assert [(figure.value, figure.source) for figure in contradicting(found)] == [(32, "text")]
    assert supporting(found) == []


def test_each_other_figure_contradicts_once():
    found = found_in("遂昌县2017年收到多少件申请")
    again = replace(found, figures=(*found.figures, *found.figures[1:]))
    assert len(contradicting(again)) == 1


def test_a_part_of_the_scope_is_no_contradiction():
    first = found_in("遂昌县2016年收到多少件申请").figures[0]
    found = Found(SUICHANG_2016, None, (first, scoped(first, "5", "县本级")))
    assert contradicting(found) == []
    assert contradicting(replace(found, figures=(first, scoped(first, "5", None)))) != []


def test_the_whole_place_contradicts_no_table_that_bears_out_a_part():
    first = found_in("遂昌县2016年收到多少件申请").figures[0]
    whole, part = scoped(first, "51", "全县"), scoped(first, str(first.value), "本级")
    assert contradicting(Found(SUICHANG_2016, None, (first, whole, part))) == []
    assert contradicting(Found(SUICHANG_2016, None, (first, whole))) == [whole]


def test_the_same_in_another_unit_is_no_contradiction():
    first = replace(found_in("遂昌县2016年主动公开多少条信息").figures[0], value=Decimal(164000))
    other = replace(first, value=Decimal("16.4"), unit="万条", source="text")
    assert contradicting(Found(SUICHANG_2016, None, (first, other))) == []
    assert supporting(Found(SUICHANG_2016, None, (first, other))) == [other]


def test_the_answer_gives_both_figures_and_says_which_is_preferred():
    draft = draft_of("遂昌县2017年收到多少件申请")
    (note,) = [note for note in draft.notes if note.kind == "conflict"]
    assert "30件" in note.text
    assert "32件" in note.text
    assert "以表格为准" in note.text
    assert draft.values[0].value == "30"
    quotes = [citation.quote for citation in draft.citations if citation.id in note.citations]
    assert len(quotes) == 2
    assert any("30" in quote for quote in quotes)
    assert any("32" in quote for quote in quotes)
    assert all(verdict.ruling != "unsupported" for verdict in verify(draft))


def test_the_note_is_in_the_questions_language():
    draft = draft_of("How many applications did Suichang receive in 2017?")
    (note,) = [note for note in draft.notes if note.kind == "conflict"]
    assert "the table is preferred" in note.text
    assert "30 in its table" in note.text
    assert "32 in its text" in note.text


def test_a_report_that_agrees_with_itself_has_no_note():
    assert all(note.kind != "conflict" for note in draft_of("遂昌县2016年收到多少件申请").notes)


def test_two_sentences_of_one_text_contradict_with_the_first_preferred():
    one = understood(OPENING + "全年收到政府信息公开申请17件。\n2013年共收到政府信息公开申请19件。" + CLOSING)
    draft = draft_of("泸溪县2013年收到多少件申请", reports=[one])
    assert draft.values[0].value == "17"
    (note,) = [note for note in draft.notes if note.kind == "conflict"]
    assert "以先出现的一处为准" in note.text


def test_other_indicators_beside_it_are_no_contradiction():
    draft = draft_of("遂昌县2016年网络申请几件")
    assert "16" in text_of(draft)
    assert all(note.kind != "conflict" for note in draft.notes)


def test_a_sum_over_a_contradiction_tells_of_it():
    draft = draft_of("遂昌县2016年和2017年一共收到多少件申请")
    assert draft.values[0].value == "54"
    assert [note.kind for note in draft.notes].count("conflict") == 1
    assert report(SUICHANG_2017).text.count("32件") == 1
