"""Pieces of one statutory table are read as one, where the form makes sure that they are."""

from __future__ import annotations

from random import Random

import forms
import pytest
from forms import Figures, Key, Sheet, Slot
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import Document, Indicator
from index.ontology import ontology
from index.statutory import statutory_indicators

randoms = st.randoms(use_true_random=True)
few = settings(max_examples=5, deadline=None, derandomize=True)


def read(document: Document) -> dict[Key, Indicator]:
    found = {(one.code, one.applicant): one for one in statutory_indicators(document)}
    for one in found.values():
        assert one.why or one.state != "blank"
        assert one.at is None or one.start <= one.at < one.end
    return found


def wrong(found: dict[Key, Indicator], figures: Figures) -> list[Key]:
    return [key for key, one in found.items() if one.value is not None and str(one.value) != figures[key]]


def reported(found: dict[Key, Indicator]) -> int:
    return sum(one.state == "reported" for one in found.values())


def adding_up(random: Random) -> dict[Key, str]:
    """Figures of a statistics table in which every sum of the form holds."""
    figures = {key: str(random.randint(1, 60)) for key in forms.STATISTICS_KEYS}
    for rule in reversed([rule for rule in ontology().sums if rule.form == "statistics-2014"]):
        figures[rule.total, None] = str(sum(int(figures[part, None]) for part in rule.parts))
    return figures


def piped(sheet: Sheet) -> str:
    return "\n".join(f"| {' | '.join(slot.text for slot in row)} |" for row in sheet)


def in_pieces(sheet: Sheet, every: int) -> list[Sheet]:
    return [sheet[at : at + every] for at in range(0, len(sheet), every)]


@pytest.mark.parametrize("between", ["", "- 3 -", "第 4 页", "续表", "（续上表）"])
@pytest.mark.parametrize("every", [3, 7, 20])
@given(randoms)
@few
def test_pieces_under_one_another_are_one_table(every: int, between: str, random: Random) -> None:
    figures = forms.loose_figures(random, forms.STATISTICS_KEYS)
    figures = {key: text.replace(",", "") for key, text in figures.items()}
    pieces = in_pieces(forms.statistics(figures), every)
    for document in (forms.html(pieces, between), forms.text(f"\n\n{between}\n\n".join(map(piped, pieces)))):
        found = read(document)
        assert wrong(found, figures) == []
        if len(pieces[-1]) > 1:
            assert reported(found) == sum(bool(text) for text in figures.values())


def test_other_words_between_two_pieces_keep_them_apart() -> None:
    sheet = forms.statistics(dict.fromkeys(forms.STATISTICS_KEYS, "3"))
    found = read(forms.html(in_pieces(sheet, 4), "其中市本级情况如下："))
    assert found == {}


def test_a_second_table_of_the_same_form_is_no_piece_of_the_first() -> None:
    sheet = forms.statistics(dict.fromkeys(forms.STATISTICS_KEYS, "3"))
    found = statutory_indicators(forms.html([sheet[:30], sheet[20:40]]))
    assert {one.table for one in found} == {0, 1}


@given(randoms)
@few
def test_figures_torn_from_their_labels_are_read_where_the_sums_hold(random: Random) -> None:
    figures = adding_up(random)
    sheet = forms.numbered(forms.statistics(figures))
    left, right = tuple(row[:2] for row in sheet), tuple(row[2:] for row in sheet)
    for document in (forms.html([left, right]), forms.text(f"{piped(left)}\n\n{piped(right)}")):
        found = read(document)
        assert wrong(found, figures) == []
        assert reported(found) == len(figures)


@given(randoms)
@few
def test_figures_torn_from_their_labels_are_not_read_where_rows_are_lost_or_moved(random: Random) -> None:
    figures = adding_up(random)
    sheet = forms.numbered(forms.statistics(figures))
    left, right = tuple(row[:2] for row in sheet), tuple(row[2:] for row in sheet)
    for moved in (right[1:], (*right[2:], right[1], right[0])):
        found = read(forms.html([left, moved]))
        assert len(found) == len(figures)
        assert reported(found) == 0


@pytest.mark.parametrize("form", ["form-2019", "form-2021"])
@pytest.mark.parametrize("cut", [5, 7, 9])
@given(randoms)
@few
def test_columns_of_applicants_torn_off_are_read_where_the_sums_hold(cut: int, form: str, random: Random) -> None:
    figures = forms.balanced(random, form)
    sheet = tuple(
        (forms.Slot(row[-8].text), forms.Slot(""), *row[-7:]) for row in forms.applications(figures, form)[3:]
    )
    left, right = tuple(row[:cut] for row in sheet), tuple(row[cut:] for row in sheet)
    found = read(forms.html([left, right]))
    assert wrong(found, figures) == []
    if any(text != "0" for text in figures.values()) and cut < 9:
        assert reported(found) == len(figures)
    moved = read(forms.html([left, (*right[3:], *right[:3])]))
    assert wrong(moved, figures) == []


@pytest.mark.parametrize("form", ["form-2019", "form-2021"])
@given(randoms)
@few
def test_a_piece_whose_merged_labels_stayed_above_is_read(form: str, random: Random) -> None:
    figures = forms.balanced(random, form)
    sheet = forms.applications(figures, form)
    cut = random.randrange(6, len(sheet) - 2)
    above, below = sheet[:cut], sheet[cut:]
    found = read(forms.html([above, below], "— 5 —"))
    assert wrong(found, figures) == []
    assert reported(found) == len(figures)
    row, lost = random.randrange(len(below)), random.randrange(1, 8)
    short = (*below[row][:-lost], *below[row][len(below[row]) - lost + 1 :])
    found = read(forms.html([above, (*below[:row], short, *below[row + 1 :])], "— 5 —"))
    assert wrong(found, figures) == []


def test_a_row_under_the_head_of_the_piece_above_is_read() -> None:
    head = (forms.plain("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"), forms.plain("规章", "1", "0", "4"))
    rest = (forms.plain("行政规范性文件", "12", "3", "45"), forms.plain("第二十条第（五）项", "", "", ""))
    found = read(forms.html([head, rest]))
    assert {key[0]: str(one.value) for key, one in found.items()} == {
        "rules_made": "1", "rules_repealed": "0", "rules_in_force": "4",
        "normative_made": "12", "normative_repealed": "3", "normative_in_force": "45",
    }  # fmt: skip


@given(randoms)
@few
def test_the_fifteen_figures_under_a_head_of_their_own_are_read(random: Random) -> None:
    figures = forms.dispute_figures(random)
    sheet = forms.disputes(figures)
    found = read(forms.html([sheet[:3], sheet[3:]], "- 7 -"))
    assert wrong(found, figures) == []
    assert reported(found) == 15


@pytest.mark.parametrize("shown", [True, False])
def test_the_later_forms_group_of_rows_is_no_row_where_they_stand_on_the_next_page(shown: bool) -> None:
    """The heading (六)其他处理 ends a page; the next one begins with its rows, the first of them torn."""
    figures = dict.fromkeys(forms.application_keys("form-2021"), "2")
    whole = forms.applications(figures, "form-2021")
    at = next(index for index, row in enumerate(whole) if row[0].text.startswith("（六）"))
    group, label, *cells = whole[at]
    above = (*(forms.plain(*(slot.text for slot in row[-8:])) for row in whole[3:at]), (Slot(group.text, 1, 8),))
    torn = (Slot("1.申请", 1, 8),) if shown else (Slot(label.text), *cells)
    below = (torn, *(forms.plain(*(slot.text for slot in row[-8:])) for row in whole[at + 1 :]))
    found = read(forms.mixed((above, "三、收到和处理情况（续）", below)))
    assert found
    assert "other_handling" not in {code for code, _ in found}
    assert wrong(found, figures) == []


@pytest.mark.parametrize(
    ("between", "one"),
    [("申请人情况", True), ("申请人情况 法人或其他组织\n项加第四项之和）", True), ("其中市本级", False)],
)
def test_a_head_that_is_repeated_in_part_keeps_no_pieces_apart(between: str, one: bool) -> None:
    figures = dict.fromkeys(forms.application_keys("form-2019"), "2")
    whole = forms.applications(figures, "form-2019")
    pieces = [tuple(forms.plain(*(slot.text for slot in row[-8:])) for row in part) for part in (whole[3:7], whole[7:])]
    head = tuple(Slot(name) for name in ("", *forms.COLUMNS))
    found = read(forms.mixed(((head, *pieces[0]), between, (head, *pieces[1]))))
    assert ("granted", "total") in found or not one
    assert (("applications_received", "total") in found) is one
    assert wrong(found, figures) == []


def test_a_head_that_is_repeated_below_the_earlier_forms_last_group_is_no_row() -> None:
    figures = dict.fromkeys(forms.application_keys("form-2019"), "2")
    whole = forms.applications(figures, "form-2019")
    rows = [forms.plain(*(slot.text for slot in row[-8:])) for row in whole[3:]]
    head = (Slot(""), *(Slot(name) for name in forms.COLUMNS))
    found = read(forms.mixed(((head, *rows[:-2]), "申请人情况", (head, *rows[-2:]))))
    assert {code for code, _ in found} == {code for code, _ in figures}
    assert wrong(found, figures) == []
