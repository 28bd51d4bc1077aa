"""One cell, a row of cells that stand apart, and a row of cells that ran together."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.ontology import ontology
from index.sums import Balance, Reading, group_readings, only_group_reading, row_readings, settle, totals
from index.tables import (
    CellReading,
    as_count,
    cell_spans,
    digits_of,
    read_cell,
    row_cells,
    tabbed_cells,
    with_unit,
)

WIDTH = 7


def cell(text: str, signed: bool = False) -> CellReading:
    return read_cell(text, 0, len(text), signed)


def apart(text: str, columns: int = WIDTH) -> list[str] | None:
    """The cells of a row as they are shown: a value, "—" or nothing."""
    cells = row_cells(text, 0, len(text), columns)
    shown = {"not_applicable": "—", "blank": ""}
    return None if cells is None else [shown.get(one.state, str(one.value)) for one in cells]


# -- one cell -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("30", "30", ""),
        ("\n\n件\n\n30\n\n", "30", "件"),
        ("人次240", "240", "人次"),
        ("240人次", "240", "人次"),
        (" 条 １２ ", "12", "条"),
        ("1,234", "1234", ""),
        ("12，345", "12345", ""),
        ("万元 0.5", "0.5", "万元"),
        ("（万元）10", "10", "万元"),
        ("单位：元 500", "500", "元"),
        ("0", "0", ""),
        ("统计数 7", "7", ""),
        ("251000元", "251000", "元"),
    ],
)
def test_a_cell_holds_one_figure_and_a_unit(text: str, value: str, unit: str) -> None:
    assert (cell(text).state, cell(text).value, cell(text).unit) == ("reported", Decimal(value), unit)
    start, end = cell(text).span or (0, 0)
    assert text[start:end] == cell(text).raw


@pytest.mark.parametrize("text", ["", " ", "\n\n", "件", "统计指标单位统计数", "（万元）"])
def test_a_cell_without_a_figure_is_blank_and_has_no_why(text: str) -> None:
    assert (cell(text).state, cell(text).value, cell(text).why) == ("blank", None, None)


@pytest.mark.parametrize("text", ["—", "——", "/", "-", "无", " 件 — "])
def test_a_dash_a_stroke_or_none_is_not_applicable_and_never_zero(text: str) -> None:
    assert (cell(text).state, cell(text).value) == ("not_applicable", None)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("12 3", "several"),
        ("— 12 —", "several"),
        ("- 5 -", "several"),
        ("5/12", "several"),
        ("1 234", "several"),
        ("1,23", "words"),
        ("300余", "words"),
        ("约300", "words"),
        ("12万", "words"),
        ("100%", "words"),
        ("2017年新增3", "words"),
        ("5(注)", "words"),
        ("5（1）", "words"),
        ("（3）", "words"),
        ("3）", "words"),
        ("3、", "words"),
        ("3.", "words"),
        ("①", "words"),
        ("第5页", "words"),
        ("007", "run together"),
        ("0,123", "run together"),
        ("12345678901", "run together"),
        ("件 件 5", "units"),
        ("-5", "sign"),
        ("+5", "sign"),
    ],
)
def test_anything_else_than_one_figure_is_blank_and_says_why(text: str, why: str) -> None:
    assert (cell(text).state, cell(text).value) == ("blank", None)
    assert why in str(cell(text).why)


@pytest.mark.parametrize(("text", "value"), [("-3", -3), ("+2", 2), ("－３", -3), ("0", 0), ("5", 5)])
def test_a_column_of_changes_may_have_signs(text: str, value: int) -> None:
    assert cell(text, signed=True).value == value


def test_a_unit_from_elsewhere_does_not_replace_the_cells_own() -> None:
    assert with_unit(cell("5元"), "万元").unit == "元"
    assert with_unit(cell("5"), "万元").unit == "万元"


@pytest.mark.parametrize(("text", "state"), [("3.1", "blank"), ("3.0", "reported"), ("3.5万元", "reported")])
def test_what_is_counted_whole_has_no_fraction(text: str, state: str) -> None:
    assert as_count(cell(text), ontology().terms["meetings"]).state == state


# -- cells that stand apart ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("between", ["\t", " ", "\n", "\n\n", "\u3000\u3000"])
def test_white_space_parts_the_cells_of_a_row(between: str) -> None:
    assert apart(between.join("2010003")) == list("2010003")


def test_tabs_keep_the_place_of_empty_cells() -> None:
    assert apart("\t2\t\t\t0\t—\t\t2") == ["2", "", "", "0", "—", "", "2"]


def test_tabs_on_a_line_of_their_own_do_as_well() -> None:
    assert apart("\n2\t\t\t0\t\t\t2\n") == ["2", "", "", "0", "", "", "2"]


def test_a_pages_number_behind_a_row_of_tabs_is_none_of_its_cells() -> None:
    assert apart("\t2\t\t\t0\t\t\t2\n17\n") == ["2", "", "", "0", "", "", "2"]


def test_too_few_tabs_leave_the_places_open() -> None:
    assert tabbed_cells("\t2\t0\t2", 0, 6, WIDTH) is None
    assert apart("\t2\t0\t2") == ["2", "0", "2"]


@pytest.mark.parametrize("text", ["2000002", "2 0 0 约3 0 0 2", "2 0 0 -3 0 0 2", "12", ""])
def test_a_row_that_runs_together_or_holds_more_has_no_cells_apart(text: str) -> None:
    assert apart(text) is None


def test_only_one_run_of_digits_is_taken_for_cells_that_ran_together() -> None:
    assert digits_of(" １７0000017\n", 0, 11) == "170000017"
    assert digits_of("17 000017", 0, 9) is None
    assert digits_of("17a", 0, 3) is None


# -- cells that ran together --------------------------------------------------------------------------------------

cells_of_six = st.lists(st.one_of(st.just(0), st.integers(0, 9), st.integers(0, 400)), min_size=6, max_size=6)


@given(cells_of_six)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_what_was_written_is_among_the_readings_of_its_digits(addends: list[int]) -> None:
    row = (*addends, sum(addends))
    assert row in row_readings("".join(map(str, row)), WIDTH)


@given(cells_of_six)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_the_total_is_among_those_that_a_row_with_dropped_cells_can_have(addends: list[int]) -> None:
    row = [figure for figure in (*addends, sum(addends)) if figure]
    if len(row) > 1:
        assert sum(addends) in totals("".join(map(str, row)), WIDTH)


@pytest.mark.parametrize(
    ("digits", "readings"),
    [
        ("170000017", [(17, 0, 0, 0, 0, 0, 17)]),
        ("0000000", [(0,) * 7]),
        ("110000011", [(1, 10, 0, 0, 0, 0, 11), (11, 0, 0, 0, 0, 0, 11)]),
        ("20000011", []),
        ("22", []),
        ("1" * 60, []),
    ],
)
def test_a_row_of_digits_is_parted_in_every_way_that_its_sum_allows(digits: str, readings: list[Reading]) -> None:
    assert row_readings(digits, WIDTH) == readings


def test_three_groups_of_five_are_parted_by_their_own_sums() -> None:
    assert group_readings("1230600000" + "40048", (5, 5, 5)) == [(1, 2, 3, 0, 6, 0, 0, 0, 0, 0, 4, 0, 0, 4, 8)]
    assert group_readings("0" * 15, (5, 5, 5)) == [(0,) * 15]
    assert group_readings("0" * 14, (5, 5, 5)) == []


def test_groups_are_read_only_where_no_cell_can_have_been_dropped() -> None:
    assert only_group_reading("0" * 15, 3, 5) == (0,) * 15
    assert only_group_reading("28131" + "42", 1, 5) is None  # 28, 13, 1, 42 or 2, 8, 1, 31, 42


@given(st.lists(st.lists(st.integers(0, 30), min_size=4, max_size=4), min_size=3, max_size=3))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_what_was_written_is_among_the_readings_of_three_groups(groups: list[list[int]]) -> None:
    row = tuple(figure for group in groups for figure in (*group, sum(group)))
    assert row in group_readings("".join(map(str, row)), (5, 5, 5))


def test_each_cell_that_ran_together_knows_its_own_digits() -> None:
    text = "结转 １７0000017 件"
    spans = cell_spans(text, 3, len(text), (17, 0, 0, 0, 0, 0, 17))
    assert [text[slice(*span)] for span in spans if span] == ["１７", "0", "0", "0", "0", "0", "17"]
    assert cell_spans("数22", 1, 3, (*(None,) * 6, 2)) == [*(None,) * 6, (2, 3)]


# -- what the other rows leave ------------------------------------------------------------------------------------

BALANCE = [Balance(("in",), ("a", "b"))]


def padded(*figures: int) -> Reading:
    return (*figures, *(0,) * (WIDTH - len(figures)))


def test_the_balance_decides_between_two_readings() -> None:
    rows = {"in": [padded(11, 0), padded(1, 10)], "a": [padded(10, 0)], "b": [padded(1, 0)]}
    assert settle(rows, BALANCE)["in"] == padded(11, 0)


def test_two_choices_that_both_balance_settle_only_what_they_agree_on() -> None:
    rows = {"in": [padded(2, 2)], "a": [padded(1, 1), padded(2, 0)], "b": [padded(1, 1), padded(0, 2)]}
    assert settle(rows, BALANCE) == {"in": padded(2, 2)}


def test_nothing_is_settled_without_a_row_or_without_a_balance_that_holds() -> None:
    rows = {"in": [padded(3)], "a": [padded(1)], "b": [padded(1)]}
    assert settle(rows, BALANCE) == {}
    assert settle({**rows, "b": []}, BALANCE) == {}
    assert settle({"in": [padded(2)], "a": [padded(2)]}, BALANCE) == {}
    assert settle(rows, []) == {}


def test_too_many_choices_are_not_tried() -> None:
    many = [padded(figure) for figure in range(200)]
    assert settle({"in": many, "a": many, "b": many}, BALANCE) == {}


def test_columns_that_a_reading_does_not_know_are_not_balanced() -> None:
    only = (*(None,) * 6, 5)
    rows: dict[str, list[Reading]] = {"in": [(*(None,) * 6, 9)], "a": [only], "b": [(9, 9, 9, 9, 9, 9, 4)]}
    assert settle(rows, BALANCE)["b"][0] == 9


@given(st.randoms(use_true_random=True))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_a_settled_row_is_what_was_written(random: Random) -> None:
    high = random.choice([3, 20, 300])
    parts = [[random.choice([0, 0, random.randint(0, high)]) for _ in range(6)] for _ in range(2)]
    rows = {name: (*row, sum(row)) for name, row in zip("ab", parts, strict=True)}
    rows["in"] = tuple(left + right for left, right in zip(rows["a"], rows["b"], strict=True))
    readings = {name: row_readings("".join(map(str, row)), WIDTH) for name, row in rows.items()}
    assert all(rows[name] == reading for name, reading in settle(readings, BALANCE).items())


# -- zeros in words, marks of notes -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "state", "value", "raw"),
    [
        ("零", "reported", 0, "零"),
        ("零件", "reported", 0, "零"),
        ("件 〇", "reported", 0, "〇"),
        ("0件", "reported", 0, "0"),
        ("无", "not_applicable", None, "无"),
        ("/", "not_applicable", None, "/"),
        ("——", "not_applicable", None, "——"),
        ("", "blank", None, ""),
        ("零星", "blank", None, "零星"),
        ("二〇", "blank", None, "二〇"),
        ("12¹", "reported", 12, "12"),
        ("12（²）", "reported", 12, "12"),
        ("12[³]", "reported", 12, "12"),
        ("³", "blank", None, "³"),
    ],
)
def test_a_zero_in_words_is_one_and_a_dash_is_none(text: str, state: str, value: int | None, raw: str) -> None:
    cell = read_cell(text, 0, len(text))
    assert (cell.state, cell.value, cell.raw) == (state, value, raw)
    assert cell.span is None or text[slice(*cell.span)] == cell.raw
