"""Tables against their cells written down by hand: what is missed, misread or made up lowers a score."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from eval.cells import Cell, Form, Row, load_forms, score_forms
from eval.probe import cell_questions, columns
from eval.sets import QuestionSet, ReportKey, load_set
from index.model import Identity, Indicator, Issuer, Report

KEY = ReportKey("甲2020", "甲县", "甲县人民政府", 2020)
TEXT = "收到申请数 7\n当面申请数 \n网络申请数 5\n7 5"
ROWS = (("收到申请数", Decimal(7)), ("当面申请数", None), ("", Decimal(5)))
FORM = Form("a form", KEY, tuple(Row(label, (Cell(label, value),)) for label, value in ROWS))


def indicator(quote: str, value: str | None, source: str = "table", why: str | None = None) -> Indicator:
    start = TEXT.index(quote)
    return Indicator(
        "code", "label", None if value is None else Decimal(value), "件", "blank" if value is None else "reported",
        "table" if source == "table" else "text", start, start + len(quote), why=why,
    )  # fmt: skip


def report(*indicators: Indicator) -> Report:
    identity = Identity(Issuer("甲县人民政府", "甲县", ("甲县",), "county"), 2020, "")
    return Report("甲县-2020", identity, "statistics-2014", TEXT, (), (), (), indicators, (), "", "")


GOOD = (indicator("收到申请数 7", "7"), indicator("当面申请数", None), indicator("网络申请数 5", "5"))


def scores(*indicators: Indicator) -> tuple[float, float]:
    (extraction,) = score_forms([FORM], lambda _: report(*indicators))
    assert extraction.cells == 3
    return extraction.score.precision, extraction.score.recall


def test_every_cell_that_is_answered_for_counts() -> None:
    assert scores(*GOOD) == (1.0, 1.0)


@pytest.mark.parametrize("wrong", [indicator("收到申请数 7", "8"), indicator("收到申请数 7", None)])
def test_a_misread_cell_is_missed_and_made_up(wrong: Indicator) -> None:
    assert scores(wrong, *GOOD[1:]) == pytest.approx((2 / 3, 2 / 3))


def test_a_blank_read_as_zero_is_wrong() -> None:
    assert scores(GOOD[0], indicator("当面申请数", "0"), GOOD[2]) == pytest.approx((2 / 3, 2 / 3))


def test_a_cell_found_twice_is_made_up_once() -> None:
    assert scores(*GOOD, GOOD[0]) == pytest.approx((3 / 4, 1.0))


def test_figures_of_the_text_and_cells_that_say_why_they_are_not_read_are_left_out() -> None:
    unread = indicator("当面申请数", None, why="run together")
    assert scores(*GOOD, indicator("网络申请数 5", "5", source="text"), unread) == (1.0, 1.0)


def test_a_report_that_is_not_there_has_found_nothing() -> None:
    (extraction,) = score_forms([FORM], lambda _: None)
    assert extraction.score.recall == 0


def test_the_forms_of_the_sets_are_read() -> None:
    seeds: QuestionSet = load_set("seeds")
    forms = load_forms(seeds)
    assert [(form.report.key, len(form.cells)) for form in forms] == [("衡山2017", 58), ("阿猛2017", 58)]
    assert load_forms(QuestionSet("none", Path("nowhere"), (), ())) == ()


def test_every_cell_that_its_row_names_is_asked_for() -> None:
    questions = cell_questions(load_set("seeds"))
    by_question = {case.question: case for case in questions.cases}
    zero = by_question["衡山县2017年政府公报公开政府信息数是多少"]
    assert (zero.type, zero.status, zero.values[0].value) == ("zero", "answered", 0)
    blank = by_question["阿猛镇2017年政务微博公开政府信息数是多少"]
    assert (blank.type, blank.status, blank.values) == ("blank", "not_reported", ())
    assert "阿猛镇2017年收到申请数是多少" not in by_question
    assert not any("被依法纠错数" in question for question in by_question)


def test_the_columns_of_the_applications_table_are_asked_for_by_name() -> None:
    cells = tuple(Cell("予以公开", Decimal(number)) for number in range(7))
    assert [name for name, _ in columns(Row("予以公开", cells))][:2] == ["natural_person", "business"]
    assert columns(Row("规章", cells[:3])) == []
    assert columns(Row("行政许可", cells[:1])) == [(None, cells[0])]
