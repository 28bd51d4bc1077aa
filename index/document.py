"""Located blocks → Document: the canonical text, with a place in it for every line, table and cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from index.errors import EmptyFile
from index.letters import simplified, simplified_report
from index.model import Block, Cell, Document, Grid, Line, Table, TableCell
from index.reading import LIMITS, Reading, check_limit
from index.told_tables import is_told

# A page saved with its line breaks lost keeps the indents of its paragraphs: two ideographic spaces.
_INDENT = re.compile(r"(?<=[^\u3000])(?=\u3000{2})")
_RUN_TOGETHER_LENGTH = 120
_RUN_TOGETHER_INDENTS = 3
_CELL_SPACE = re.compile(r" *[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")


def assemble(reading: Reading) -> Document:
    """The Document of a Reading: its blocks joined by line feeds, each located in the joined text.

    A text block is verbatim. A table is one line a row: the cells that begin in the row, joined by tabs, an empty cell
    as nothing between two tabs. Blank lines at either end are left out. A text in traditional characters is kept as
    `written`, and located in its simplified copy. Raises EmptyFile when nothing remains and LimitExceeded when the text
    is longer than `Limits.characters`.
    """
    builder = _Builder()
    for block in _without_blank_ends(reading.blocks):
        if block.grid is None:
            builder.add_text(block)
        elif is_told([[cell.text for cell in row] for row in _rows(block.grid)]):
            for cell in (one for row in _rows(block.grid) for one in row if one.text.strip()):
                builder.add_text(Block(cell.text, page=cell.page or block.page))
        else:
            builder.add_grid(block.grid, block.page)
    if not builder.parts:
        raise EmptyFile("The file holds no text; check that it was saved or converted with its content.")
    return _in_simplified(
        Document("\n".join(builder.parts), tuple(builder.lines), tuple(builder.tables), reading.title)
    )


def _in_simplified(document: Document) -> Document:
    plain = simplified_report(document.text)
    if plain is None:
        return document
    tables = tuple(
        replace(table, cells=tuple(replace(cell, text=plain[cell.start : cell.end]) for cell in table.cells))
        for table in document.tables
    )
    title = document.source_title and simplified(document.source_title)
    return Document(plain, document.lines, tables, title, written=document.text)


def _without_blank_ends(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    full = [index for index, block in enumerate(blocks) if not _is_blank(block)]
    return blocks[full[0] : full[-1] + 1] if full else ()


def _is_blank(block: Block) -> bool:
    if block.grid is None:
        return not block.text.strip()
    return not any(cell.text.strip() for cell in block.grid.cells)


class _Builder:
    """The text so far as lines, with what has been located in it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.lines: list[Line] = []
        self.tables: list[Table] = []
        self._length = 0

    def _append(self, part: str) -> int:
        """Add one line of text and return where it starts."""
        start = self._length + 1 if self.parts else 0
        self.parts.append(part)
        self._length = start + len(part)
        check_limit(self._length, LIMITS.characters, "characters")
        return start

    def add_text(self, block: Block) -> None:
        done = 0
        for part in block.text.split("\n"):
            start = self._append(part)
            turns = tuple((start + place - done, page) for place, page in block.turns)
            for begin, end in _paragraphs(part):
                self.lines.append(Line(start + begin, start + end, block.page, block.heading, turns))
            done += len(part) + 1

    def add_grid(self, grid: Grid, page: int | None) -> None:
        cells: list[TableCell] = []
        start = end = None
        for row in _rows(grid):
            texts = [_CELL_SPACE.sub(" ", cell.text).strip() for cell in row]
            at = self._append("\t".join(texts))
            start, end = at if start is None else start, self._length
            for cell, text in zip(row, texts, strict=True):
                cells.append(
                    TableCell(text, cell.row, cell.column, cell.rowspan, cell.colspan, at, at + len(text), cell.page)
                )
                at += len(text) + 1
        if start is not None and end is not None:
            self.tables.append(Table(len(self.tables), tuple(cells), grid.rows, grid.columns, start, end, page))


def _rows(grid: Grid) -> Iterator[list[Cell]]:
    """The cells that begin in each row, from left to right; an empty list for a row that only holds spans."""
    rows: list[list[Cell]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row].append(cell)
    for row in rows:
        yield sorted(row, key=lambda cell: cell.column)


def _paragraphs(line: str) -> Iterator[tuple[int, int]]:
    """The spans of a line's paragraphs: the whole line, unless it is a page run together with its indents kept."""
    cuts = [match.start() for match in _INDENT.finditer(line)]
    if len(line) < _RUN_TOGETHER_LENGTH or len(cuts) < _RUN_TOGETHER_INDENTS:
        cuts = []
    yield from zip([0, *cuts], [*cuts, len(line)], strict=True)
