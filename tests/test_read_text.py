"""Text is read line by line and verbatim; only regular pipe tables become grids."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import assemble
from index.errors import LimitExceeded
from index.model import Grid
from index.read_text import read_text
from index.reading import LIMITS

cells = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="|\\\u2028\u2029"), max_size=8).map(
    str.strip
)
tables = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=2, max_size=6)
)


def rows_of(grid: Grid) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row].append(cell.text)
    return rows


def only_grid(text: str) -> Grid:
    grids = [block.grid for block in read_text(text).blocks if block.grid is not None]
    assert len(grids) == 1
    return grids[0]


def test_a_block_a_line_with_every_character_kept() -> None:
    blocks = read_text("\ufeff 一、概述\u3000\n\n\t共\xa03条\x0b。").blocks
    assert [block.text for block in blocks] == [" 一、概述\u3000", "", "\t共\xa03条\x0b。"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system(end: str) -> None:
    assert [block.text for block in read_text(end.join("甲乙丙")).blocks] == ["甲", "乙", "丙"]


def test_a_regular_pipe_table_is_a_grid() -> None:
    text = "附表\n| 指标 | 单位 | 数量 |\n| --- | :-: | --- |\n| 收到申请数 | 件 | 12 |\n| 复议 | 件 |  |\n完"
    blocks = read_text(text).blocks
    assert [block.text for block in blocks] == ["附表", "", "完"]
    assert rows_of(only_grid(text)) == [["指标", "单位", "数量"], ["收到申请数", "件", "12"], ["复议", "件", ""]]


def test_rows_that_only_end_in_a_pipe_are_a_grid_too() -> None:
    text = "索引号 | 公开方式 | 发布机构 |\n9900/2009-1 | 主动公开 | 白石镇 |"
    assert rows_of(only_grid(text)) == [["索引号", "公开方式", "发布机构"], ["9900/2009-1", "主动公开", "白石镇"]]


def test_rows_with_a_blank_line_after_each_are_one_grid() -> None:
    text = "附表\n\n| 指标 | 数量 |\n\n| 申请 | 1 |\n\n| 复议 | 0 |\n\n完"
    assert [block.text for block in read_text(text).blocks] == ["附表", "", "", "", "完"]
    assert rows_of(only_grid(text)) == [["指标", "数量"], ["申请", "1"], ["复议", "0"]]


def test_tables_with_a_blank_line_between_stay_apart() -> None:
    text = "| 甲 | 1 |\n| 乙 | 2 |\n\n| 丙 | 3 |\n| 丁 | 4 |\n\n| 戊 | 5 |"
    blocks = read_text(text).blocks
    assert [(block.text, block.grid is not None) for block in blocks] == [
        ("", True),
        ("", False),
        ("", True),
        ("", False),
        ("| 戊 | 5 |", False),
    ]


def test_a_pipe_written_as_text_stays_in_its_cell() -> None:
    assert rows_of(only_grid("| a\\|b | c |\n| d | e |"))[0] == ["a|b", "c"]


@pytest.mark.parametrize(
    "text",
    [
        "| 规章 | 0 |\n| 行政许可 | 3 | 4 |",
        "| 一行不成表 | 1 |",
        "首页 | 政务公开 | 政务服务",
        "| 一列 |\n| 也不成表 |",
        "收到申请数\n12\n件",
        "收到申请数 12 件\n复议     3 件",
    ],
)
def test_anything_irregular_stays_text(text: str) -> None:
    assert [block.text for block in read_text(text).blocks] == text.split("\n")


def test_too_many_lines_are_refused() -> None:
    with pytest.raises(LimitExceeded):
        read_text("\n" * LIMITS.blocks)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="|")))
def test_text_without_pipes_comes_back_whole(text: str) -> None:
    joined = "\n".join(block.text for block in read_text(text).blocks)
    assert joined == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


@settings(deadline=None)
@given(st.lists(st.sampled_from(["| a | b |", "| c |", "| 1 | 2 | 3 |", "", "正文", "a | b |"])))
def test_no_line_is_lost_and_none_changes_its_place(lines: list[str]) -> None:
    shown: list[str] = []
    for block in read_text("\n".join(lines)).blocks:
        shown += [block.text] if block.grid is None else [" | ".join(row) for row in rows_of(block.grid)]
    bare = [line.strip("| ") for line in shown if line.strip()]
    assert bare == [line.strip("| ") for line in lines if line.strip()]


@settings(deadline=None)
@given(tables)
def test_a_pipe_table_written_at_random_comes_back_as_written(rows: list[list[str]]) -> None:
    rows = [["名称", *row] for row in rows]
    text = "\n".join("| " + " | ".join(row) + " |" for row in rows)
    grid = only_grid(text)
    assert rows_of(grid) == rows
    located = assemble(read_text(text)).tables[0]
    assert [cell.text for cell in located.cells] == [text for row in rows for text in row]


HEAD = "| 指标 | 件数 |\n|---|---|\n"


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n|  |  |\n|---|---|\n"])
def test_the_pieces_of_a_broken_pipe_table_are_one_grid(between: str) -> None:
    rows = "| 收到 | 2 |\n| 办结 |  |\n"
    (block,) = [block for block in read_text(f"{HEAD}{rows}{between}{rows}").blocks if block.grid or block.text]
    assert block.grid is not None
    assert [cell.text for cell in block.grid.cells] == ["指标", "件数"] + ["收到", "2", "办结", ""] * 2


@pytest.mark.parametrize("second", [f"{HEAD}| 办结 | 2 |", "| 办结 | 2 | 3 |\n| 转下年 | 0 | 0 |"])
def test_a_table_with_a_head_or_a_width_of_its_own_stays_apart(second: str) -> None:
    blocks = read_text(f"{HEAD}| 收到 | 2 |\n\n{second}\n").blocks
    assert sum(block.grid is not None for block in blocks) == 2
    assert "" in [block.text for block in blocks if block.grid is None]
