"""What stands at the end of a page or of a table is none of its figures: page numbers, notes, the next heading."""

from __future__ import annotations

from random import Random

import forms
import pytest
from forms import Key, Sheet
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import Document, Indicator
from index.statutory import statutory_indicators
from index.tables import FURTHER_OFF, MORE_DIGITS

randoms = st.randoms(use_true_random=True)
few = settings(max_examples=4, deadline=None, derandomize=True)
NEXT = "四、政府信息公开行政复议、行政诉讼情况"
TAILS = ["", "\n12", "\n\n12\n", "\n- 12 -", "\n—12—", "\n第12页", "\n12/30", f"\n\n3\n\n{NEXT}", f"\n{NEXT}",
         "\n注：本表数据含下属单位3家。", "\n2022年1月20日"]  # fmt: skip
GLUED = ["12", f"3\n{NEXT}"]


def read(document: Document) -> dict[Key, Indicator]:
    return {(one.code, one.applicant): one for one in statutory_indicators(document)}


def assert_right(document: Document, figures: dict[Key, str]) -> int:
    found = read(document)
    for key, one in found.items():
        assert one.value is None or str(one.value) == figures[key].replace(",", ""), (key, document.text[-60:])
        assert one.why or one.state != "blank"
    return sum(one.state == "reported" for one in found.values())


def sheets(random: Random) -> list[tuple[dict[Key, str], Sheet]]:
    """A table of each form that holds figures in its last cell or none."""
    statistics = forms.loose_figures(random, forms.STATISTICS_KEYS)
    charges = forms.loose_figures(random, forms.disclosure_keys("form-2021"))
    balanced = forms.balanced(random, "form-2021")
    fifteen = random.choice([forms.dispute_figures(random), {(code, None): "0" for code in forms.DISPUTE_CODES}])
    return [
        (statistics, forms.statistics(statistics)),
        (charges, forms.disclosure(charges, "form-2021")),
        (balanced, forms.applications(balanced, "form-2021")),
        (fifteen, forms.disputes(fifteen)),
    ]


@pytest.mark.parametrize("tail", TAILS)
@pytest.mark.parametrize("layout", forms.TEXT_LAYOUTS)
@given(randoms)
@few
def test_what_stands_behind_a_table_is_not_its_last_figure(layout: str, tail: str, random: Random) -> None:
    for figures, sheet in sheets(random):
        assert_right(forms.text(forms.TEXT_LAYOUTS[layout](sheet) + tail), figures)


@pytest.mark.parametrize("tail", GLUED)
@pytest.mark.parametrize("layout", forms.TEXT_LAYOUTS)
@given(randoms)
@few
def test_a_page_number_that_touches_the_last_total_is_not_part_of_it(layout: str, tail: str, random: Random) -> None:
    for figures, sheet in sheets(random)[2:]:
        assert_right(forms.text(forms.TEXT_LAYOUTS[layout](sheet) + tail), figures)


def test_the_last_total_says_why_it_is_not_read() -> None:
    figures = {(code, None): "0" for code in forms.DISPUTE_CODES} | {
        ("litigation_after_upheld", None): "1",
        ("litigation_after_total", None): "1",
    }
    found = read(forms.text(forms.tab_parted(forms.disputes(figures)) + "12"))
    assert found["litigation_after_total", None].why == MORE_DIGITS
    assert found["litigation_after_upheld", None].value == 1


@pytest.mark.parametrize("tail", ["\n五、存在的主要问题及改进情况", "", "\u3000\u3000五、存在的主要问题"])
def test_fifteen_zeros_are_fifteen_cells(tail: str) -> None:
    figures: dict[Key, str] = {(code, None): "0" for code in forms.DISPUTE_CODES}
    for layout in ("a_row_a_line", "run_together", "tab_parted", "one_cell_a_line"):
        assert assert_right(forms.text(forms.TEXT_LAYOUTS[layout](forms.disputes(figures)) + tail), figures) == 15


@pytest.mark.parametrize("digits", ["0" * 14, "0" * 16])
def test_another_number_of_zeros_is_not_fifteen_cells(digits: str) -> None:
    head = forms.run_together(forms.disputes({(code, None): "" for code in forms.DISPUTE_CODES}))
    found = read(forms.text(head + digits))
    assert len(found) == 15
    assert {(one.state, bool(one.why)) for one in found.values()} == {("blank", True)}


def test_a_number_further_off_than_the_tables_figures_is_a_pages() -> None:
    figures = {key: str(number) for number, key in enumerate(forms.STATISTICS_KEYS)} | {("trainees", None): ""}
    text = forms.one_cell_a_line(forms.statistics(figures))
    one = read(forms.text(f"{text}\n\n12\n"))["trainees", None]
    assert (one.value, one.why) == (None, FURTHER_OFF)
