"""Rows of a table without rules whose labels are torn: put together where one reading is left, and else left alone.

The blocks are those that a PDF reader makes of such pages; the figures are invented. A line of a table is its label and
its figures: None where nothing is known of its cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import assemble
from index.model import EMPTY_CELL, Block, Cell, Grid
from index.ontology import APPLICANTS, ontology
from index.reading import Reading
from index.statutory import statutory_indicators
from index.torn_rows import with_whole_rows

NAMES = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
SPLIT = {"other_not_corrected", "other_unpaid", "other_other"}
GROUPS = ("三、本年度办理结果", "（三）不予公开", "（四）无法提供", "（五）不予处理", "（六）其他处理")
BLANK = [""] * 7
Line = tuple[str, Sequence[str] | None]


def figures(number: int) -> list[str]:
    """Seven figures that no other row has."""
    parts = [10 * number + place for place in range(6)]
    return [*map(str, parts), str(sum(parts))]


def form_rows(form_2021: bool = True) -> list[tuple[str, str]]:
    """The code and the label of every row of the form."""
    left_out = {"other_handling"} if form_2021 else SPLIT
    return [
        (row.code, row.labels[0]) for row in ontology().rows["applications"] if row.code and row.code not in left_out
    ]


def table(lines: Iterable[Line], page: int) -> Block:
    """A table of a page, its columns those of the applicants."""
    cells: list[Cell] = []
    count = 0
    for row, (label, values) in enumerate(lines):
        cells.append(Cell(label, row, 0, 1, 1 if values is not None else 8, page))
        cells += [Cell(text, row, column, page=page) for column, text in enumerate(values or (), 1)]
        count += 1
    return Block(grid=Grid(tuple(cells), count, 8), page=page)


def read(blocks: Sequence[Block]) -> dict[str, list[tuple[int | None, str | None]]]:
    """The value of each row's cells, and why it is blank."""
    found: dict[str, list[tuple[int | None, str | None]]] = {}
    title = Block("云溪县2023年政府信息公开工作年度报告", page=1)
    document = assemble(Reading((title, *with_whole_rows(blocks))))
    for item in statutory_indicators(document):
        if item.applicant in APPLICANTS:
            value = int(item.value) if item.value is not None else None
            found.setdefault(item.code, []).append((value, item.why))
    return found


def around(
    code: str, torn: Sequence[Line], below: Sequence[Line] | None = None, between: Sequence[str] = ()
) -> list[Block]:
    """The whole table with the lines `torn` for the row of this code; `below` are those of it on the next page, behind
    the lines of text `between`."""
    rows = form_rows()
    at = [one for one, _ in rows].index(code)
    lines: list[Line] = [(label, figures(number)) for number, (_, label) in enumerate(rows)]
    first: list[Line] = [("", NAMES), *lines[:at], *torn]
    if below is None:
        return [table([*first, *lines[at + 1 :]], 1)]
    return [table(first, 1), *(Block(text, page=2) for text in between), table([*below, *lines[at + 1 :]], 2)]


def expected(code: str) -> list[tuple[int | None, str | None]]:
    number = [one for one, _ in form_rows()].index(code)
    return [(int(text), None) for text in figures(number)]


LAW = "refused_law"
OWN = figures([code for code, _ in form_rows()].index(LAW))
TORN: dict[str, tuple[list[Line], list[Line] | None, list[str]]] = {
    "the end of the label under the head of the next page": (
        [("2.其他法律、行政", OWN)],
        [("第四项之和）", NAMES), ("法规禁止公开", BLANK)],
        ["申请人情况", "法人或其他组织"],
    ),
    "the figures on the next page": ([("2.其他法律、", None)], [("行政法规禁止公开", OWN)], []),
    "the label begun in a line above the next page's table": ([], [("行政法规禁止公开", OWN)], ["2.其他法律、"]),
    "the label around its figures": ([("2.其他法律、", None), ("", OWN), ("行政法规禁止公开", None)], None, []),
    "the figures before the label": ([("", OWN), ("2.其他法律、行政", None), ("法规禁止公开", None)], None, []),
    "the name of the group through the label": (
        [("（三）不予 2.其他法律、", None), ("公开", None), ("行政法规禁止公开", OWN)],
        None,
        [],
    ),
    "the end of the group's name behind the line's words": (
        [("（三）不予 2.其他法律、行政公开", OWN), ("法规禁止公开", None)],
        None,
        [],
    ),
    "the label run into the first figure": (
        [("", [f"2.其他法律、{OWN[0]}", *OWN[1:]]), ("行政法规禁止公开", None)],
        None,
        [],
    ),
    "letters of the great group one below the other": (
        [("三", None), ("2.其他法律、", None), ("本", None), ("", OWN), ("年", None), ("行政法规禁止公开", None)],
        None,
        [],
    ),
}


@pytest.mark.parametrize("name", TORN)
def test_a_torn_row_is_read(name: str) -> None:
    torn, below, between = TORN[name]
    found = read(around(LAW, torn, below, between))
    assert found[LAW] == expected(LAW)
    assert found == {code: expected(code) for code, _ in form_rows()}


UNTOLD: dict[str, tuple[list[Line], list[Line] | None, list[str]]] = {
    "two lines of figures": ([("2.其他法律、", OWN)], [("行政法规禁止公开", ["1", *BLANK[1:]])], []),
    "figures in the text between": ([("2.其他法律、行政", OWN)], [("法规禁止公开", BLANK)], ["12"]),
    "other words between": ([("2.其他法律、行政", OWN)], [("法规禁止公开", BLANK)], ["另有说明"]),
    "a letter lost": ([("2.其他法律、行", OWN)], [("法规禁止公开", BLANK)], []),
    "a line of figures more": ([("2.其他法律、行政", OWN), ("法规禁止公开", None), ("", OWN)], None, []),
}


@pytest.mark.parametrize("name", UNTOLD)
def test_a_row_that_is_not_told_for_certain_is_left(name: str) -> None:
    torn, below, between = UNTOLD[name]
    blocks = around(LAW, torn, below, between)
    assert with_whole_rows(blocks) == tuple(blocks)
    found = read(blocks)
    assert all(value is None and why != EMPTY_CELL for value, why in found.get(LAW, []))


def test_a_blank_row_beside_figures_without_a_label_is_left() -> None:
    torn: list[Line] = [
        ("1.属于国家", None),
        ("秘密", None),
        ("", OWN),
        ("2.其他法律、", None),
        ("行政法规禁止公开", None),
    ]
    rows = form_rows()
    lines: list[Line] = [(label, figures(number)) for number, (_, label) in enumerate(rows)]
    at = [code for code, _ in rows].index("refused_secret")
    blocks = [table([("", NAMES), *lines[:at], *torn, *lines[at + 2 :]], 1)]
    assert with_whole_rows(blocks) == tuple(blocks)


def test_the_name_of_a_group_beside_figures_is_not_their_row() -> None:
    rows = form_rows()
    at = [code for code, _ in rows].index("other_not_corrected")
    lines: list[Line] = [(label, figures(number)) for number, (_, label) in enumerate(rows)]
    torn: list[Line] = [
        ("（六）其他处理", figures(at)),
        ("1.申请人无正当理由逾期不补正、", None),
        ("行政机关不再处理其政府信息公开申请", None),
        ("", figures(at + 1)),
        ("2.申请人逾期未按收费通知要求缴纳费用、", None),
        ("行政机关不再处理其政府信息公开申请", None),
    ]
    found = read([table([("", NAMES), *lines[:at], *torn, *lines[at + 2 :]], 1)])
    assert "other_handling" not in found
    assert found["other_not_corrected"] == expected("other_not_corrected")
    assert found["other_unpaid"] == expected("other_unpaid")


def test_a_row_of_the_statistics_table_is_put_together() -> None:
    rows = list(ontology().rows["statistics-2014"])
    lines = [
        [row.labels[0], "件" if row.code else "——", str(number) if row.code else "——"]
        for number, row in enumerate(rows)
    ]
    at = next(number for number, row in enumerate(rows) if row.code == "litigation_upheld")
    label = lines[at][0]
    first = [["统计指标", "单位", "统计数"], *lines[:at]]
    second = [[label[15:], *lines[at][1:]], *lines[at + 1 :]]
    grids = [
        Grid(
            tuple(
                Cell(text, row, column, page=page) for row, line in enumerate(part) for column, text in enumerate(line)
            ),
            len(part),
            3,
        )
        for page, part in ((1, first), (2, second))
    ]
    blocks = [Block(grid=grids[0], page=1), Block(label[:15], page=2), Block(grid=grids[1], page=2)]
    found = {item.code: item.value for item in statutory_indicators(assemble(Reading(with_whole_rows(blocks))))}
    assert {
        code: found[code] for code in ("litigation_upheld", "litigation_corrected", "reconsideration_corrected")
    } == {
        code: next(number for number, row in enumerate(rows) if row.code == code)
        for code in ("litigation_upheld", "litigation_corrected", "reconsideration_corrected")
    }


def test_a_table_with_merged_rows_is_left() -> None:
    blocks = around(LAW, TORN["the label around its figures"][0])
    grid = blocks[0].grid
    assert grid is not None
    merged = Grid((Cell("注", 0, 0, 2, 1, 1), *grid.cells[1:]), grid.rows, grid.columns)
    blocks = [Block(grid=merged, page=1)]
    assert with_whole_rows(blocks) == tuple(blocks)


def drawn(random: Random, form_2021: bool) -> tuple[list[Block], dict[str, list[str]]]:
    """A table whose rows are torn at random, over several pages, and what stands in each of its rows."""
    truth: dict[str, list[str]] = {}
    pages: list[list[tuple[str, Sequence[str] | None]]] = [[("", NAMES)]]
    for number, (code, label) in enumerate(form_rows(form_2021), 1):
        values = BLANK if random.random() < 0.2 else figures(number)
        truth[code] = list(values)
        ordinal = re.match(r"\(?\w[、.)]+", label)  # stays with the letter behind it
        places = [
            at
            for at in range(ordinal.end() + 1 if ordinal else 1, len(label))
            if label[at] not in "、)" and len(label) > 5
        ]
        places = [at for at in places if "其他" not in label[at - 2 : at + 2]]  # alone it is another row's label
        cuts = sorted(random.sample(places, min(len(places), random.choice([0, 0, 0, 1, 2]))))
        ends = zip([0, *cuts], [*cuts, len(label)], strict=True)
        lines: list[tuple[str, Sequence[str] | None]] = [(label[start:end], None) for start, end in ends]
        if values is not BLANK:
            at = random.randrange(len(lines))
            beside = random.random() < 0.7
            lines[at:at] = [] if beside else [("", values)]
            lines[at] = (lines[at][0], values)
        if random.random() < 0.1:
            lines.insert(random.randrange(len(lines) + 1), (random.choice(GROUPS)[: random.randrange(2, 7)], None))
        for line in lines:
            if random.random() < 0.06 and len(pages[-1]) > 4:
                pages.append([("第四项之和）", NAMES)] if random.random() < 0.5 else [])
            pages[-1].append(line)
    known = [not any(not label and values for label, values in page) for page in pages]
    shown = [
        [(label, BLANK if values is None and sure and random.random() < 0.9 else values) for label, values in page]
        for page, sure in zip(pages, known, strict=True)
    ]
    return [table(page, number) for number, page in enumerate(shown, 1) if page], truth


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 1_000_000), st.booleans())
def test_no_torn_table_gives_a_wrong_figure(seed: int, form_2021: bool) -> None:
    blocks, truth = drawn(Random(seed), form_2021)  # noqa: S311
    for code, cells in read(blocks).items():
        for place, (value, why) in enumerate(cells):
            text = truth.get(code, BLANK)[place % 7]
            assert value is None or str(value) == text, (code, cells)
            assert why != EMPTY_CELL or not text, (code, cells)
