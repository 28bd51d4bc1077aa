"""Blocks become one canonical text, and everything located in it can be read back from its place."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import assemble
from index.errors import EmptyFile, LimitExceeded
from index.model import Block, Cell, Grid
from index.reading import LIMITS, Reading

GRID = Grid(
    (
        Cell("项目", 0, 0, rowspan=2),
        Cell("数量", 0, 1, colspan=2),
        Cell("上年", 1, 1),
        Cell("本年", 1, 2),
        Cell("", 2, 0),
    ),
    rows=3,
    columns=3,
)

lines = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r"), max_size=30)
grids = st.lists(st.lists(lines, min_size=1, max_size=4), min_size=1, max_size=4).map(
    lambda rows: Grid(
        tuple(Cell(text, row, column) for row, texts in enumerate(rows) for column, text in enumerate(texts)),
        len(rows),
        max(map(len, rows)),
    )
)
blocks = st.lists(st.one_of(lines.map(lambda text: Block(text=text)), grids.map(lambda grid: Block(grid=grid))))


def test_blocks_are_joined_by_line_feeds_and_stay_verbatim() -> None:
    document = assemble(Reading((Block(text="　　一、概述  "), Block(text=""), Block(text="共 3 条。"))))
    assert document.text == "　　一、概述  \n\n共 3 条。"
    assert [document.text[line.start : line.end] for line in document.lines] == ["　　一、概述  ", "", "共 3 条。"]


def test_a_grid_row_is_one_line_with_its_own_cells_joined_by_tabs() -> None:
    document = assemble(Reading((Block(text="表"), Block(grid=GRID, page=2))))
    table = document.tables[0]
    assert document.text == "表\n项目\t数量\n上年\t本年\n"
    assert (table.rows, table.columns, table.page) == (3, 3, 2)
    assert document.text[table.start : table.end] == "项目\t数量\n上年\t本年\n"
    assert [document.text[cell.start : cell.end] for cell in table.cells] == ["项目", "数量", "上年", "本年", ""]
    assert table.cells[0].rowspan == 2
    assert table.cells[1].colspan == 2


def test_cell_text_never_holds_a_tab_or_a_line_break() -> None:
    grid = Grid((Cell(" a\tb\n c ", 0, 0), Cell("d", 0, 1)), 1, 2)
    document = assemble(Reading((Block(grid=grid),)))
    assert document.text == "a b c\td"
    assert [cell.text for cell in document.tables[0].cells] == ["a b c", "d"]


def test_blank_lines_at_either_end_are_left_out() -> None:
    document = assemble(Reading((Block(text=" \u3000"), Block(text="正文"), Block(text=""))))
    assert document.text == "正文"


def test_headings_and_pages_go_with_their_lines() -> None:
    document = assemble(Reading((Block(text="标题", heading=1, page=1), Block(text="正文", page=2)), title="名"))
    assert [(line.heading, line.page) for line in document.lines] == [(1, 1), (None, 2)]
    assert document.page_at(3) == 2
    assert document.source_title == "名"


def test_a_page_run_together_is_parted_at_its_indents_without_a_change_to_its_text() -> None:
    paragraphs = ["一、总体情况", "本年公开信息三十条，" * 12, "二、申请情况", "收到申请2件。"]
    text = "　　".join(paragraphs)
    document = assemble(Reading((Block(text=text),)))
    assert document.text == text
    assert [document.text[line.start : line.end].strip() for line in document.lines] == paragraphs


def test_a_spaced_title_is_no_page_run_together() -> None:
    document = assemble(Reading((Block(text="政　　府　　信　　息"),)))
    assert len(document.lines) == 1


def test_nothing_to_read_is_an_empty_file() -> None:
    with pytest.raises(EmptyFile):
        assemble(Reading((Block(text="  "), Block(grid=Grid((Cell("", 0, 0),), 1, 1)))))


def test_a_text_beyond_the_limit_is_refused() -> None:
    with pytest.raises(LimitExceeded):
        assemble(Reading((Block(text="字" * (LIMITS.characters + 1)),)))


@settings(deadline=None)
@given(blocks)
def test_everything_located_is_read_back_from_its_place(given_blocks: list[Block]) -> None:
    try:
        document = assemble(Reading(tuple(given_blocks)))
    except EmptyFile:
        return
    for table in document.tables:
        assert all(document.text[cell.start : cell.end] == cell.text for cell in table.cells)
        assert all(table.start <= cell.start <= cell.end <= table.end for cell in table.cells)
        assert document.text[table.start : table.end].count("\n") == table.rows - 1
    places = sorted([(line.start, line.end) for line in document.lines] + [(t.start, t.end) for t in document.tables])
    assert places[0][0] == 0
    assert places[-1][1] == len(document.text)
    for (_, end), (start, _) in pairwise(places):
        assert start == end or document.text[end:start] == "\n"
    kept = [block.text for block in given_blocks if block.grid is None and block.text.strip()]
    assert all(text in document.text for text in kept)
