"""Where a quote stands: its section, the text around it, and its table when it stands in one. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.model import Report, Section, Table

BEFORE = 280
AFTER = 700
LINES_BEFORE = 6
LINES_AFTER = 16
WORDS_AFTER_BREAK = re.compile(r"\n(?=[^\S\n]*\S)")
ROWS_AROUND = 3
HEADER_ROWS = 2


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of verbatim report text; `quoted` when it belongs to the quote."""

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell to draw, its spans cut to the rows that are drawn; `exact` where it alone holds the figure quoted."""

    text: str
    rowspan: int
    colspan: int
    quoted: bool
    exact: bool = False


@dataclass(frozen=True, slots=True)
class TableView:
    """The rows of a table to draw. `gap` is the row before which others were left out, None where none were."""

    rows: tuple[tuple[CellView, ...], ...]
    gap: int | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading to link to: `anchor` is its id on the page."""

    text: str
    level: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing to draw of a whole report: a line, or a table. `title` are the heading's words a line begins with, and
    `heading` is set where the section begins with it."""

    line: tuple[Run, ...] = ()
    title: tuple[Run, ...] = ()
    heading: Heading | None = None
    table: TableView | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """A quote with what stands around it: lines of runs, or a table. The flags say where the section goes on."""

    path: tuple[str, ...]
    lines: tuple[tuple[Run, ...], ...]
    table: TableView | None = None
    more_before: bool = False
    more_after: bool = False


def section_at(report: Report, offset: int) -> Section | None:
    """The deepest section that holds the character at `offset`."""
    holding = [section for section in report.sections if section.start <= offset < section.end]
    return max(holding, key=lambda section: section.level, default=None)


def table_at(report: Report, start: int, end: int) -> Table | None:
    """The table that [start, end) stands in."""
    return next((table for table in report.tables if table.start <= start and end <= table.end), None)


def context(report: Report, start: int, end: int, figures: Collection[str] = ()) -> Context:
    """The quote text[start:end] in its section, or in its table; `figures` are those that are taken from it."""
    section = section_at(report, start)
    path = section.path if section else ()
    table = table_at(report, start, end)
    if table is not None:
        return Context(path, (), table=pointed(nearby_rows(table, start, end), figures))
    low, high = bounds(section, start) if section else (0, len(report.text))
    first = window_start(report.text, max(low, 0), start)
    last = window_end(report.text, max(high, end), end)
    lines = split_lines(report.text, first, last, start, end)
    return Context(path, lines, more_before=first > low, more_after=last < high)


def bounds(section: Section, start: int) -> tuple[int, int]:
    """Where a section's text begins and ends; its heading counts only when the quote stands in it."""
    return (section.body if section.body <= start else section.start), section.end


def window_start(text: str, low: int, start: int) -> int:
    """Where to begin showing: some lines or characters before `start`, at the beginning of a line if one is near."""
    near = max(low, start - BEFORE)
    breaks = [found.start() for found in WORDS_AFTER_BREAK.finditer(text, near, start)]
    if len(breaks) > LINES_BEFORE:
        return breaks[-LINES_BEFORE] + 1
    if near == low:
        return low
    return breaks[0] + 1 if breaks else near


def window_end(text: str, high: int, end: int) -> int:
    """Where to stop showing: some lines or characters after `end`, at the end of a line if one is near."""
    near = min(high, end + AFTER)
    breaks = [found.start() for found in WORDS_AFTER_BREAK.finditer(text, end, near)]
    if len(breaks) > LINES_AFTER:
        return breaks[LINES_AFTER]
    if near == high:
        return high
    return breaks[-1] if breaks else near


def split_lines(text: str, first: int, last: int, start: int, end: int) -> tuple[tuple[Run, ...], ...]:
    """text[first:last] as lines of runs, the part inside [start, end) quoted; lines without words are left out."""
    lines = []
    at = first
    for line in text[first:last].split("\n"):
        stop = at + len(line)
        if line.strip():
            lines.append(_runs(text, at, stop, start, end))
        at = stop + 1
    return tuple(lines)


def _runs(text: str, first: int, last: int, start: int, end: int) -> tuple[Run, ...]:
    """text[first:last] with the part inside [start, end) quoted."""
    cuts = sorted({first, last, min(max(start, first), last), min(max(end, first), last)})
    return tuple(Run(text[low:high], start <= low and high <= end) for low, high in pairwise(cuts))


def nearby_rows(table: Table, start: int, end: int) -> TableView:
    """The quoted rows with a few around them, under the table's first rows."""
    quoted = {cell.row for cell in table.cells if overlaps(cell.start, cell.end, start, end)}
    low = max(min(quoted, default=0) - ROWS_AROUND, 0)
    high = min(max(quoted, default=0) + ROWS_AROUND + 1, table.rows)
    if low <= HEADER_ROWS:
        return TableView(table_rows(table, 0, high, start, end))
    head = table_rows(table, 0, HEADER_ROWS, start, end)
    return TableView(head + table_rows(table, low, high, start, end), gap=len(head))


def pointed(shown: TableView, figures: Collection[str]) -> TableView:
    """The same with the cells marked that hold one of `figures`; a figure that two quoted cells hold marks neither."""
    held = Counter(cell.text.replace(",", "") for row in shown.rows for cell in row if cell.quoted)
    alone = {figure for figure in figures if held[figure] == 1}
    rows = (
        tuple(replace(cell, exact=cell.quoted and cell.text.replace(",", "") in alone) for cell in row)
        for row in shown.rows
    )
    return replace(shown, rows=tuple(rows))


def table_rows(table: Table, low: int, high: int, start: int = -1, end: int = -1) -> tuple[tuple[CellView, ...], ...]:
    """Rows low to high of `table`; a cell that reaches in from above is drawn in the first of them."""
    rows: list[list[CellView]] = [[] for _ in range(low, high)]
    for cell in sorted(table.cells, key=lambda cell: cell.column):
        top, bottom = max(cell.row, low), min(cell.row + cell.rowspan, high)
        if top < bottom:
            quoted = overlaps(cell.start, cell.end, start, end)
            rows[top - low].append(CellView(cell.text, bottom - top, cell.colspan, quoted))
    return tuple(tuple(row) for row in rows)


def overlaps(start: int, end: int, other_start: int, other_end: int) -> bool:
    """Whether two spans share a character."""
    return max(start, other_start) < min(end, other_end)


def headings(report: Report) -> tuple[Heading, ...]:
    """A report's headings in their order."""
    return tuple(_heading(section) for section in report.sections if section.path)


def _heading(section: Section) -> Heading:
    return Heading(section.path[-1], section.level, f"section-{section.start}")


def whole(report: Report, start: int = -1, end: int = -1) -> tuple[Piece, ...]:
    """The whole report as it is drawn, the quote [start, end) marked."""
    named = [section for section in report.sections if section.path]
    pieces: list[Piece] = []
    at = 0
    for table in report.tables:
        pieces += text_pieces(report.text, at, table.start, (start, end), named)
        pieces.append(Piece(table=TableView(table_rows(table, 0, table.rows, start, end))))
        at = table.end
    return tuple(pieces + text_pieces(report.text, at, len(report.text), (start, end), named))


def text_pieces(text: str, first: int, last: int, quote: tuple[int, int], named: Sequence[Section]) -> list[Piece]:
    """The lines of text[first:last]; a line in which a section begins is cut there, its heading's words apart."""
    pieces = []
    for low, high in _parts(text, first, last, [section.start for section in named]):
        opened = max((one for one in named if one.start <= low), key=lambda one: one.start, default=None)
        body = low if opened is None else min(max(opened.body, low), high)
        piece = Piece(
            line=_runs(text, body, high, *quote),
            title=_runs(text, low, body, *quote),
            heading=_heading(opened) if opened is not None and opened.start == low else None,
        )
        pieces.append(piece)
    return pieces


def _parts(text: str, first: int, last: int, starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The lines of text[first:last] that have words, without the blanks before them, cut where a section starts."""
    at = first
    for line in text[first:last].split("\n"):
        stop = at + len(line)
        if line.strip():
            begin = at + len(line) - len(line.lstrip())
            yield from pairwise(sorted({begin, stop, *(start for start in starts if begin < start < stop)}))
        at = stop + 1
