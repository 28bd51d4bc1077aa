"""The statutory tables in other layouts than the form's read back as they were written, or say why not."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import form_layouts as layouts
import forms
import pytest
from forms import DISPUTE_CODES, Figures, Key, Row, Sheet, Slot, plain
from hypothesis import given, settings
from hypothesis import strategies as st
from prose import document

from index.model import EMPTY_CELL, Document, Indicator
from index.ontology import APPLICANTS
from index.statutory import statutory_indicators

randoms = st.randoms(use_true_random=True)
few = settings(max_examples=3, deadline=None, derandomize=True)
ROWS_OF_TEXT = ("one_cell_a_line", "tab_parted", "space_parted")


def read(document: Document) -> dict[Key, Indicator]:
    found = statutory_indicators(document)
    read = {(one.code, one.applicant): one for one in found}
    assert len(read) == len(found), "an indicator was read twice"
    for one in found:
        assert one.why or one.state != "blank"
        assert one.at is None or one.start <= one.at < one.end
    return read


def written(text: str) -> str:
    return text.replace(",", "").removeprefix("+")


def wrong(found: dict[Key, Indicator], figures: Figures) -> list[Key]:
    return [
        key for key, one in found.items() if one.value is not None and str(one.value) != written(figures.get(key, "?"))
    ]


def assert_reads_back(document: Document, figures: Figures) -> None:
    found = read(document)
    assert wrong(found, figures) == []
    missing = [key for key, text in figures.items() if text and (key not in found or found[key].value is None)]
    assert missing == []
    assert {found[key].why for key, text in figures.items() if not text and key in found} <= {EMPTY_CELL}


def assert_nothing_wrong(document: Document, figures: Figures) -> int:
    found = read(document)
    assert wrong(found, figures) == []
    for key, one in found.items():
        assert one.why != EMPTY_CELL or not figures[key], (key, one)
    return sum(one.value is not None for one in found.values())


# -- reconsideration and litigation -------------------------------------------------------------------------------


@pytest.mark.parametrize("grid", layouts.GRIDS)
@pytest.mark.parametrize("layout", layouts.DISPUTES)
@given(randoms, st.booleans())
@few
def test_disputes_in_any_layout_read_back_from_a_grid(grid: str, layout: str, random: Random, blanks: bool) -> None:
    figures = forms.dispute_figures(random)
    figures = forms.with_blanks(random, figures, 0.5, zeros=True) if blanks else figures
    assert_reads_back(layouts.GRIDS[grid](layouts.DISPUTES[layout](figures)), figures)


@pytest.mark.parametrize("text", ROWS_OF_TEXT)
@pytest.mark.parametrize("layout", layouts.DISPUTES)
@given(randoms)
@few
def test_disputes_in_any_layout_read_back_from_text(text: str, layout: str, random: Random) -> None:
    figures = forms.dispute_figures(random)
    assert_reads_back(forms.text(forms.TEXT_LAYOUTS[text](layouts.DISPUTES[layout](figures))), figures)


@pytest.mark.parametrize("text", forms.TEXT_LAYOUTS)
@pytest.mark.parametrize("layout", layouts.DISPUTES)
@given(randoms, st.booleans())
@few
def test_no_figure_of_disputes_in_text_is_wrong(text: str, layout: str, random: Random, blanks: bool) -> None:
    figures = forms.dispute_figures(random)
    figures = forms.with_blanks(random, figures, 0.5, zeros=True) if blanks else figures
    sheet = layouts.DISPUTES[layout](figures)
    assert_nothing_wrong(forms.text(forms.TEXT_LAYOUTS[text](sheet) + "\n五、存在的主要问题及改进情况\n"), figures)


@given(randoms)
@few
def test_figures_between_bars_on_the_line_under_their_heads_read_back(random: Random) -> None:
    figures = forms.dispute_figures(random)
    *heads, row = forms.disputes(figures)
    lines = ["| " + " | ".join(slot.text for slot in one) + " |" for one in (*heads, row)]
    assert_reads_back(document("\n".join([*lines[:2], "", *lines[2:]])), figures)


def _loose_heads(figures: Figures, places: dict[int, str], merged: dict[int, str]) -> Sheet:
    """The table of disputes as a page without lines has it: the groups' names over single columns, some of them one
    with the head below them."""
    names = tuple(Slot(places.get(column, "")) for column in range(15))
    heads = tuple(Slot(merged.get(column, "") + forms.RESULTS[column % 5]) for column in range(15))
    return names, heads, tuple(Slot(figures[code, None]) for code in DISPUTE_CODES)


@pytest.mark.parametrize(
    ("places", "merged"),
    [
        ({0: "行政复议", 5: "未经复议直接起诉"}, {10: "复议后起诉"}),
        ({2: "行政复议", 7: "未经复议直接起诉"}, {12: "复议后起诉"}),
        ({6: "未经复议直接起诉", 11: "复议后起诉"}, {0: "行政复议"}),
    ],
)
@given(randoms, st.booleans())
@few
def test_names_of_groups_over_single_columns_are_of_their_five(
    places: dict[int, str], merged: dict[int, str], random: Random, blanks: bool
) -> None:
    figures = forms.dispute_figures(random)
    figures = forms.with_blanks(random, figures, 0.5, zeros=True) if blanks else figures
    assert_reads_back(forms.mixed([_loose_heads(figures, places, merged)]), figures)


@pytest.mark.parametrize(("places", "merged"), [({5: "行政复议"}, {}), ({2: "复议后起诉"}, {12: "行政复议"})])
def test_names_of_groups_over_the_results_of_others_tell_nothing(
    places: dict[int, str], merged: dict[int, str]
) -> None:
    figures: Figures = {(code, None): str(at) for at, code in enumerate(DISPUTE_CODES, 1)}
    assert_nothing_wrong(forms.mixed([_loose_heads(figures, places, merged)]), figures)


def test_lawsuits_that_are_not_told_apart_are_nobodys() -> None:
    results = plain(*forms.RESULTS)
    sheet = ((Slot("行政复议", 1, 5), Slot("行政诉讼", 1, 5)), (*results, *results), plain(*"1010200000"))
    found = read(forms.html([sheet]))
    assert {key[0] for key in found} == set(DISPUTE_CODES[:5])


def test_several_rows_of_figures_under_the_same_heads_are_nobodys() -> None:
    figures: Figures = dict.fromkeys(((code, None) for code in DISPUTE_CODES), "0")
    sheet = forms.disputes(figures)
    two = (*sheet, tuple(Slot("1") for _ in DISPUTE_CODES))
    assert {one.value for one in read(forms.html([two])).values()} == {None}
    empty = (*sheet, tuple(Slot("") for _ in DISPUTE_CODES))
    assert_reads_back(forms.html([empty]), figures)


def test_a_row_that_lost_a_cell_is_not_read_one_column_to_the_left() -> None:
    sheet = layouts.disputes_as_named_rows({(code, None): str(at) for at, code in enumerate(DISPUTE_CODES, 1)})
    short = (*sheet[:2], sheet[2][:3], sheet[3])
    found = read(forms.html([short]))
    assert {key[0] for key, one in found.items() if one.value is None} == set(DISPUTE_CODES[5:10])


def test_pairs_whose_total_is_not_their_sum_are_not_read_from_text() -> None:
    text = "行政复议\n结果维持\n3\n结果纠正\n1\n其他结果\n0\n尚未审结\n2\n总计\n6\n"
    assert read(forms.text(text))["reconsideration_total", None].value == 6
    found = read(forms.text(text.replace("总计\n6", "总计\n612")))
    assert {one.value for one in found.values()} == {None}


# -- turned tables, blocks side by side, three tables in one ------------------------------------------------------


def disclosed(random: Random, codes: tuple[tuple[str, ...], ...]) -> dict[Key, str]:
    return forms.loose_figures(random, [(code, None) for row in codes for code in row])


@pytest.mark.parametrize("grid", layouts.GRIDS)
@pytest.mark.parametrize("part", [0, 1, 2])
@given(randoms)
@few
def test_a_turned_disclosure_table_reads_back(part: int, grid: str, random: Random) -> None:
    _, columns, rows = [*forms.DISCLOSURE_2021[:1], *forms.DISCLOSURE_2019[1:3]][part]
    figures = disclosed(random, tuple(codes for _, codes in rows))
    body = (plain(label, *(figures[code, None] for code in codes)) for label, codes in rows)
    sheet = (plain("信息内容", *columns), *body)
    assert_reads_back(layouts.GRIDS[grid](layouts.turned(sheet)), figures)
    assert_reads_back(forms.text(forms.tab_parted(layouts.turned(sheet))), figures)


@pytest.mark.parametrize("form", ["form-2019", "form-2021"])
@given(randoms)
@few
def test_turned_parts_of_the_disclosure_table_read_back_one_under_another(form: str, random: Random) -> None:
    figures, sheet = turned_parts(form, random)
    assert_reads_back(layouts.page(as_wide(sheet)), figures)
    assert_reads_back(forms.word([as_wide(sheet)]), figures)


@pytest.mark.parametrize("form", ["form-2019", "form-2021"])
@given(randoms)
@few
def test_turned_parts_parted_by_spaces_read_back_where_no_cell_was_dropped(form: str, random: Random) -> None:
    figures, sheet = turned_parts(form, random)
    text = "\n".join("   ".join(slot.text for slot in row) for row in sheet)
    dropped = "" in figures.values()
    found = read(document(text))
    assert wrong(found, figures) == []
    assert dropped or {key for key, one in found.items() if one.value is not None} == set(figures)


def turned_parts(form: str, random: Random) -> tuple[dict[Key, str], Sheet]:
    """The parts of the disclosure table, each with its rows as columns."""
    parts = forms.DISCLOSURE_2021 if form == "form-2021" else forms.DISCLOSURE_2019
    figures: dict[Key, str] = {}
    sheet: list[Row] = []
    for _, columns, rows in parts:
        own = disclosed(random, tuple(codes for _, codes in rows))
        body = (plain(label, *(own[code, None] for code in codes)) for label, codes in rows)
        sheet += layouts.turned((plain("信息内容", *columns), *body))
        figures |= own
    return figures, tuple(sheet)


def as_wide(sheet: Sheet) -> Sheet:
    """The sheet with empty cells at the end of its shorter rows."""
    width = max(map(len, sheet))
    return tuple((*row, *plain(*[""] * (width - len(row)))) for row in sheet)


@pytest.mark.parametrize("grid", layouts.GRIDS)
@pytest.mark.parametrize("form", ["form-2019", "form-2021"])
@given(randoms)
@few
def test_a_turned_applications_table_reads_back(form: str, grid: str, random: Random) -> None:
    figures = forms.balanced(random, form)
    assert_reads_back(layouts.GRIDS[grid](layouts.turned(forms.applications(figures, form))), figures)


@pytest.mark.parametrize("units", [True, False])
@pytest.mark.parametrize("count", [2, 3])
@given(randoms)
@few
def test_a_statistics_table_in_blocks_side_by_side_reads_back(count: int, units: bool, random: Random) -> None:
    figures = forms.loose_figures(random, forms.STATISTICS_KEYS)
    sheet = forms.statistics(figures, random.choice(["——", "", "/"]))
    sheet = sheet if units else tuple((row[0], row[2]) for row in sheet)
    blocks = layouts.in_blocks(sheet, count)
    for grid in layouts.GRIDS.values():
        assert_reads_back(grid(blocks), figures)
    assert_reads_back(forms.text(forms.tab_parted(blocks)), figures)
    for write in forms.TEXT_LAYOUTS.values():
        assert_nothing_wrong(forms.text(write(blocks)), figures)
    if count == 2:
        assert_reads_back(forms.text(forms.one_cell_a_line(blocks)), figures)


@pytest.mark.parametrize("grid", layouts.GRIDS)
@given(randoms)
@few
def test_the_three_tables_of_the_form_in_one_read_back(grid: str, random: Random) -> None:
    disclosure = forms.loose_figures(random, forms.disclosure_keys("form-2021"))
    applications, disputes = forms.balanced(random, "form-2021"), forms.dispute_figures(random)
    sheet = layouts.whole_form(
        forms.disclosure(disclosure, "form-2021"),
        forms.applications(applications, "form-2021"),
        forms.disputes(disputes),
    )
    assert_reads_back(layouts.GRIDS[grid](sheet), {**disclosure, **applications, **disputes})


@given(randoms)
@few
def test_parts_of_the_disclosure_table_named_at_the_left_read_back(random: Random) -> None:
    figures = forms.loose_figures(random, forms.disclosure_keys("form-2021"))
    rows: list[forms.Row] = []
    for title, columns, body in forms.DISCLOSURE_2021:
        wide = [1] * (len(columns) - 1) + [4 - len(columns)]
        heads = (Slot(name, 1, width) for name, width in zip(columns, wide, strict=True))
        rows.append((Slot(title, 1 + len(body)), Slot("信息内容"), *heads))
        for label, codes in body:
            cells = (Slot(figures[code, None], 1, width) for code, width in zip(codes, wide, strict=True))
            rows.append((Slot(label), *cells))
    for grid in layouts.GRIDS.values():
        assert_reads_back(grid(tuple(rows)), figures)


# -- text whose columns stand otherwise than the form's -----------------------------------------------------------


def total_first(sheet: Sheet) -> Sheet:
    head = (sheet[0], (sheet[1][-1], *sheet[1][:-1]), sheet[2])
    return (*head, *((*row[:-7], row[-1], *row[-7:-1]) for row in sheet[3:]))


@pytest.mark.parametrize("layout", forms.TEXT_LAYOUTS)
@given(randoms)
@few
def test_applicants_in_another_order_are_not_read_in_the_forms(layout: str, random: Random) -> None:
    figures = forms.balanced(random, "form-2021")
    sheet = total_first(forms.applications(figures, "form-2021"))
    assert_nothing_wrong(forms.text(forms.TEXT_LAYOUTS[layout](sheet)), figures)


Change = Callable[[Sheet], Sheet]
BESIDE: dict[str, Change] = {
    "counted rows": forms.numbered,
    "remarks": lambda sheet: forms.with_column(sheet, "备注", ["", "", "3", "含转载"]),
}


@pytest.mark.parametrize("change", BESIDE)
@pytest.mark.parametrize("layout", forms.TEXT_LAYOUTS)
@given(randoms)
@few
def test_columns_beside_the_figures_make_none_wrong(layout: str, change: str, random: Random) -> None:
    disclosure = forms.loose_figures(random, forms.disclosure_keys("form-2021"))
    statistics = forms.loose_figures(random, forms.STATISTICS_KEYS)
    tables = ((disclosure, forms.disclosure(disclosure, "form-2021")), (statistics, forms.statistics(statistics)))
    for figures, sheet in tables:
        assert_nothing_wrong(forms.text(forms.TEXT_LAYOUTS[layout](BESIDE[change](sheet))), figures)


@pytest.mark.parametrize(
    "order", ["指标|代码|单位|统计数", "指标|单位|统计数|代码", "指标|行次|单位|统计数", "统计数|指标|单位"]
)
@pytest.mark.parametrize("layout", forms.TEXT_LAYOUTS)
@given(randoms)
@few
def test_codes_and_figures_before_their_labels_make_none_wrong(layout: str, order: str, random: Random) -> None:
    figures = forms.loose_figures(random, forms.STATISTICS_KEYS)
    rows: list[forms.Row] = []
    for number, (label, unit, figure) in enumerate(forms.statistics(figures)):
        cells = {"指标": label, "单位": unit, "统计数": figure}
        more = Slot(str(100 + number))
        rows.append(tuple(cells.get(head, more) if number else Slot(head) for head in order.split("|")))
    assert_nothing_wrong(forms.text(forms.TEXT_LAYOUTS[layout](tuple(rows))), figures)


# -- columns that are missing, or are another year's --------------------------------------------------------------


@pytest.mark.parametrize("grid", layouts.GRIDS)
@pytest.mark.parametrize("kept", [(0, 1, 2, 3, 4, 5), (6,), (0, 6)])
@given(randoms)
@few
def test_applicants_that_a_table_has_are_read_without_the_others(
    kept: tuple[int, ...], grid: str, random: Random
) -> None:
    figures = forms.balanced(random, "form-2021")
    sheet = layouts.drawn(forms.applications(figures, "form-2021"), again=True)
    left = tuple((*row[:3], *(row[3 + at] for at in kept)) for row in sheet)
    names = [APPLICANTS[at] for at in kept]
    found = read(layouts.GRIDS[grid](left))
    assert wrong(found, figures) == []
    assert {key for key, one in found.items() if one.value is not None} == {key for key in figures if key[1] in names}


def test_a_head_that_is_lost_moves_no_figure() -> None:
    figures = dict.fromkeys(forms.application_keys("form-2021"), "0") | {("granted", "research"): "3"}
    sheet = list(layouts.drawn(forms.applications(figures, "form-2021"), again=True))
    lost = tuple((*row[:5], *row[6:], Slot("")) for row in sheet[:3])
    assert all(one.value is None for one in read(forms.html([(*lost, *sheet[3:])])).values())


def _with_plain_heads(figures: Figures, over: dict[int, str]) -> Sheet:
    """The applications table as a page without lines has it: one column of labels, and heads of one row, some of which
    are one with what stands `over` them."""
    rows = forms.applications(figures, "form-2021")[3:]
    names = tuple(Slot(over.get(at, "") + name) for at, name in enumerate(forms.COLUMNS))
    return (Slot(""), *names), *((Slot(row[-8].text), *row[-7:]) for row in rows)


@pytest.mark.parametrize(
    "over",
    [
        {0: "申请人情况"},
        {3: "申请人情况法人或其他组织"},
        {2: "法人或其他组织", 6: "申请人情况"},
        {5: "法人或其他组织"},
    ],
)
@given(randoms)
@few
def test_heads_that_are_one_with_those_above_them_are_read(over: dict[int, str], random: Random) -> None:
    figures = forms.balanced(random, "form-2021")
    assert_reads_back(forms.mixed([_with_plain_heads(figures, over)]), figures)


def test_a_sum_of_the_legal_persons_alone_is_no_total() -> None:
    shown = {"natural_person": "2", "business": "1", "total": "1"}
    figures: Figures = {key: shown.get(str(key[1]), "0") for key in forms.application_keys("form-2021")}
    found = read(forms.mixed([_with_plain_heads(figures, {6: "法人或其他组织"})]))
    assert {one.value for (_, applicant), one in found.items() if applicant == "total"} <= {None}


def test_two_years_side_by_side_are_not_read_for_one() -> None:
    figures: dict[Key, str] = dict.fromkeys(forms.application_keys("form-2021"), "0")
    sheet = layouts.drawn(forms.applications(figures, "form-2021"), again=True)
    doubled = tuple((*row, *row[3:]) for row in sheet)
    assert all(one.value is None for one in read(forms.html([doubled])).values())
    heads = plain("信息内容", "本年处理决定数量", "上年处理决定数量")
    found = read(forms.html([(heads, plain("行政许可", "5", "6"), plain("行政处罚", "7", "8"))]))
    assert {key[0]: str(one.value) for key, one in found.items()} == {
        "licensing_decisions": "5",
        "penalty_decisions": "7",
    }


@pytest.mark.parametrize("grid", layouts.GRIDS)
@given(randoms)
@few
def test_labels_that_name_row_and_column_are_read_with_the_figure_behind_them(grid: str, random: Random) -> None:
    figures = forms.loose_figures(random, forms.disclosure_keys("form-2021"))
    rows = [
        plain(label + column, figures[code, None])
        for _, columns, body in forms.DISCLOSURE_2021
        for label, codes in body
        for column, code in zip(columns, codes, strict=True)
    ]
    assert_reads_back(layouts.GRIDS[grid]((plain("指标", "数量"), *rows)), figures)


def test_a_head_that_names_group_and_result_is_no_head_of_the_row_where_its_figure_is_blank() -> None:
    results = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    heads = [result for group in ("行政复议", "", "复议后起诉") for result in (group + results[0], *results[1:])]
    figures = ("", "", "", "8", "8", "30", "575", "", "", "605", "24", "", "13", "8", "45")
    sheet = (forms.plain(*heads), forms.plain(*figures))
    found = statutory_indicators(forms.mixed(["四、政府信息公开行政复议、行政诉讼情况", sheet]))
    assert {one.code: int(one.value) for one in found if one.value is not None and one.code.startswith("recon")} == {}
