"""Disclosure tables in running text whose rows stand as columns → tables.

    信息内容      规章   行政规范性文件
    本年制发件数   0      4
    本年废止件数   1      2

The cells are parted by white space alone, so a block is read only where each line has a figure, or a dash, for every
name in the line of names: a cell that was dropped would move the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.labels import squeeze
from index.model import Document, Line, Table, TableCell
from index.ontology import ontology
from index.tabbed import UNNUMBERED

_CORNER = re.compile(r"信息内容|项目|指标|类别|名称")
_FIGURE = re.compile(r"[+\-]?\d[\d,.]*|[—–\-/]+")
_CELL = re.compile(r"[^\s|]+")

Place = tuple[int, int]


def turned_lines(document: Document) -> Iterator[Table]:
    """The blocks of `document`'s lines outside its tables that are such tables, numbered UNNUMBERED, as they stand in
    the text: their names in the first row."""
    lines = [line for line in document.lines if document.text[line.start : line.end].strip()]
    at = 0
    while at < len(lines):
        block = _block(document, lines[at:])
        if len(block) > 1:
            yield _table(document.text, block, lines[at].page)
        at += max(1, len(block))


def _block(document: Document, lines: Sequence[Line]) -> list[list[Place]]:
    """The cells of the names and of the rows under them that the lines begin with; empty where they begin with none."""
    text = document.text
    head = _cells(text, lines[0])
    if head and not _CORNER.fullmatch(text[slice(*head[0])]):
        head = [(head[0][0], head[0][0]), *head]  # nothing stands in the corner
    if len(head) < 2 or not all(_plain(text, cell) in ontology().disclosure for cell in head[1:]):
        return []
    heads = {name for columns in ontology().disclosure.values() for name in columns}
    rows = [head]
    for line in lines[1:]:
        cells = _cells(text, line)
        named = bool(cells) and _plain(text, cells[0]).partition("(")[0] in heads
        if not named or len(cells) != len(head) or not all(_FIGURE.fullmatch(text[slice(*one)]) for one in cells[1:]):
            return [] if named else rows
        rows.append(cells)
    return rows


def _cells(text: str, line: Line) -> list[Place]:
    return [found.span() for found in _CELL.finditer(text, line.start, line.end)]


def _plain(text: str, cell: Place) -> str:
    return squeeze(text, *cell).text


def _table(text: str, rows: Sequence[Sequence[Place]], page: int | None) -> Table:
    cells = tuple(
        TableCell(text[start:end], row, column, 1, 1, start, end)
        for row, places in enumerate(rows)
        for column, (start, end) in enumerate(places)
    )
    return Table(UNNUMBERED, cells, len(rows), len(rows[0]), rows[0][0][0], rows[-1][-1][1], page)
