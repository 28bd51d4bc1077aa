"""Rows of cells that span → Grid, as HTML and Word both draw them, and a cell's lines → its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.model import Cell, Grid
from index.reading import LIMITS, check_limit
from index.told_tables import is_governed, is_told

_SPACE = re.compile(r"[\s\u200b\ufeff]+")
_WORD_END = re.compile(r"[\w.,%+\-]$", re.ASCII)
_WORD_START = re.compile(r"[\w.,%+\-]", re.ASCII)

# A cell that holds most of a table's text, in several paragraphs or in sentences, is a column of a page.
_LONG_CELL = 60
_LONG_CELL_LINES = 3
_SENTENCE, _ONE_SENTENCE = 15, 120


@dataclass(frozen=True, slots=True)
class Spanned:
    """A cell before it has its place. A `rowspan` of 0 reaches to the end of the row group, as in HTML."""

    text: str
    rowspan: int = 1
    colspan: int = 1


def lay_out(rows: Sequence[Sequence[Spanned]], group_ends: Sequence[int] | None = None) -> Grid:
    """Place each row's cells from the left into what the rows above leave free, by HTML's table model.

    `group_ends` gives for each row the number of the row after its group, which no rowspan crosses; by default all rows
    are one group. A span that would overlap another cell or leave its group is cut short. Raises LimitExceeded.
    """
    ends = group_ends if group_ends is not None else [len(rows)] * len(rows)
    check_limit(sum(map(len, rows)), LIMITS.cells, "table cells")
    taken: list[int] = []
    cells: list[Cell] = []
    for number, row in enumerate(rows):
        column = 0
        for spanned in row:
            check_limit(number * len(taken) + column, LIMITS.slots, "table places")
            while column < len(taken) and taken[column] > number:
                column += 1
            cell = _place(spanned, number, column, taken, ends[number])
            cells.append(cell)
            column += cell.colspan
    return Grid(tuple(cells), len(rows), len(taken))


def _place(spanned: Spanned, row: int, column: int, taken: list[int], end: int) -> Cell:
    """The cell at its place, with the columns it covers marked in `taken` as taken up to the row it ends before."""
    height = max(end - row, 1) if spanned.rowspan == 0 else max(1, min(spanned.rowspan, end - row))
    width = 1
    while width < min(spanned.colspan, LIMITS.span) and _is_free(taken, column + width, row):
        width += 1
    taken.extend([0] * (column + width - len(taken)))
    taken[column : column + width] = [row + height] * width
    return Cell(spanned.text, row, column, height, width)


def _is_free(taken: Sequence[int], column: int, row: int) -> bool:
    return column >= len(taken) or taken[column] <= row


def cell_text(lines: Iterable[str]) -> str:
    """A cell's lines as one: joined directly, as labels wrap, but with a space between two words or figures."""
    text = ""
    for line in lines:
        part = _SPACE.sub(" ", line).strip()
        if part:
            text += (" " if _WORD_END.search(text) and _WORD_START.match(part) else "") + part
    return text


def is_layout(rows: Sequence[Sequence[Sequence[str]]]) -> bool:
    """Whether a table, given as rows of cells of lines, only lays out text: one cell, one column, one long cell, or a
    sentence in each row that nothing beside it governs."""
    filled = [lines for row in rows for lines in row if any(lines)]
    if len(filled) < 2 or max(map(len, rows)) < 2:
        return True
    longest = max(filled, key=_length)
    texts = [["".join(lines) for lines in row] for row in rows]
    if _length(longest) <= _ONE_SENTENCE and is_governed(texts):
        return False
    return (_is_prose(longest) and _length(longest) * 2 > sum(map(_length, filled))) or is_told(texts)


def _length(lines: Sequence[str]) -> int:
    return sum(map(len, lines))


def _is_prose(lines: Sequence[str]) -> bool:
    """Whether a cell's lines are paragraphs rather than one wrapped label."""
    if len(lines) >= _LONG_CELL_LINES and _length(lines) > _LONG_CELL:
        return True
    return any(len(line) > _SENTENCE and line.rstrip().endswith("。") for line in lines)
