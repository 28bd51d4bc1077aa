"""Statutory tables whose merged cells lost their spans, or that are cut below their first rows, and rows with a colon
before their figure."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import form_layouts
import forms
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import Document
from index.statutory import statutory_indicators

randoms = st.randoms(use_true_random=True)
FORMS = ["form-2019", "form-2021"]


def read(document: Document) -> dict[forms.Key, str]:
    found = statutory_indicators(document)
    return {(one.code, one.applicant): str(one.value) for one in found if one.state == "reported"}


def without_spans(sheet: forms.Sheet) -> forms.Sheet:
    return tuple(tuple(replace(slot, rowspan=1, colspan=1) for slot in row) for row in sheet)


@pytest.mark.parametrize("form", FORMS)
@given(numbers=randoms)
@settings(max_examples=5, deadline=None)
def test_tables_without_any_spans_are_read_as_the_form_has_them(form: str, numbers: Random) -> None:
    figures = forms.balanced(numbers, form)
    assert read(form_layouts.page(without_spans(forms.applications(figures, form)))) == figures
    disputes = forms.dispute_figures(numbers)
    assert read(form_layouts.page(without_spans(forms.disputes(disputes)))) == disputes


@given(numbers=randoms)
@settings(max_examples=3, deadline=None)
def test_a_row_that_lost_a_cell_with_the_spans_keeps_the_table_unread(numbers: Random) -> None:
    sheet = without_spans(forms.applications(forms.balanced(numbers, "form-2021"), "form-2021"))
    short = tuple(row[:-1] if number == 9 else row for number, row in enumerate(sheet))
    assert read(form_layouts.page(short)) == {}


@given(numbers=randoms)
@settings(max_examples=3, deadline=None)
def test_figures_that_do_not_add_up_keep_a_table_without_spans_unread(numbers: Random) -> None:
    figures = forms.balanced(numbers, "form-2021")
    wrong = {key: "700000" if key[1] == "total" else figure for key, figure in figures.items()}
    assert read(form_layouts.page(without_spans(forms.applications(wrong, "form-2021")))) == {}


@pytest.mark.parametrize("cut", [4, 5, 6, 12])
@pytest.mark.parametrize("again", [True, False])
@given(numbers=randoms)
@settings(max_examples=3, deadline=None)
def test_a_table_that_is_cut_below_its_first_rows_is_one(cut: int, again: bool, numbers: Random) -> None:
    figures = forms.balanced(numbers, "form-2021")
    drawn = form_layouts.drawn(forms.applications(figures, "form-2021"), again=True)
    above, below = drawn[:cut], (drawn[:3] if again else ()) + drawn[cut:]
    assert read(forms.html([above, below])) == figures


def test_rows_of_the_statistics_table_with_a_colon_before_the_figure_are_read() -> None:
    figures = {key: str(number) for number, key in enumerate(forms.STATISTICS_KEYS)}
    lines = [
        f"{item.ordinal}{item.words}" + (f"：{figures[item.code, None]}{item.unit}" if item.code else "")
        for item in forms.STATISTICS
    ]
    assert read(forms.text("\n".join(lines))) == figures
