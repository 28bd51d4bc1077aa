"""Lines of running text whose cells are parted by tabs, as many in each line → tables.

So a page's tables are copied as text, and so spreadsheets save them. Where cells were merged the lines differ in their
number of cells, and only the labels tell what belongs where: such lines are left to the readers of running text.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from index.model import Document, Line, Table, TableCell

_MIN_ROWS = 2
UNNUMBERED = -1  # a table that is not one of the document's own


def tabbed_tables(document: Document) -> Iterator[Table]:
    """The runs of lines of `document` with the same number of tabs, as tables numbered UNNUMBERED."""
    for (_, tabs), lines in groupby(enumerate(document.lines), key=lambda one: _kind(document, *one)):
        rows = [line for _, line in lines]
        if tabs and len(rows) >= _MIN_ROWS:
            yield _table(document.text, rows, tabs + 1)


def _kind(document: Document, number: int, line: Line) -> tuple[int, int]:
    """What lines of one table have in common: their number of tabs, and that no table stands between them."""
    tabs = document.text.count("\t", line.start, line.end)
    return sum(table.end <= line.start for table in document.tables) if tabs else number, tabs


def _table(text: str, rows: list[Line], columns: int) -> Table:
    cells = [
        _cell(text, row, column, start, end)
        for row, line in enumerate(rows)
        for column, (start, end) in enumerate(_places(text, line))
    ]
    return Table(UNNUMBERED, tuple(cells), len(rows), columns, rows[0].start, rows[-1].end, rows[0].page)


def _places(text: str, line: Line) -> Iterator[tuple[int, int]]:
    start = line.start
    for part in text[line.start : line.end].split("\t"):
        yield start, start + len(part)
        start += len(part) + 1


def _cell(text: str, row: int, column: int, start: int, end: int) -> TableCell:
    whole = text[start:end]
    start, end = start + len(whole) - len(whole.lstrip()), end - (len(whole) - len(whole.rstrip()))
    return TableCell(text[start : max(start, end)], row, column, 1, 1, start, max(start, end))
