"""Report → passages to retrieve: 150 to 400 characters of one section, whole sentences; whole rows of a table."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from index.model import Document, Passage, Section, Table
from index.outline import path_at
from index.paragraphs import Paragraph, Span, paragraphs, sentences
from index.runs import row_starts, table_runs

_ENOUGH, _MOST, _TINY = 150, 400, 60
_ROWS = 15
_COMMA = re.compile(r"[,、]")


def passages(document: Document, sections: Sequence[Section], report_id: str) -> tuple[Passage, ...]:
    """The document's passages in reading order, their ids `report_id#0`, `report_id#1` and so on.

    None reaches over a section's end or cuts a table's row; none cuts a sentence but one longer than a passage may be,
    which is cut at its commas. A heading belongs to the passage that follows it; with nothing under it, it makes none.
    """
    pieces = sorted([*_table_pieces(document), *_text_pieces(document, sections)], key=lambda piece: piece.start)
    return tuple(
        Passage(
            id=f"{report_id}#{number}",
            report_id=report_id,
            path=path_at(sections, piece.start),
            start=piece.start,
            end=piece.end,
            kind=piece.kind,
            page=document.page_at(piece.start),
        )
        for number, piece in enumerate(pieces)
    )


def embedding_text(passage: Passage, text: str, title: str) -> str:
    """What of a passage is embedded and searched: the report's title and the headings first, so that a short passage
    tells its place and year, and a table's later rows their table."""
    return "\n".join([title, " > ".join(passage.path), text[passage.start : passage.end]])


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    kind: Literal["text", "table"]


# -- tables -------------------------------------------------------------------------------------------------------


def _table_pieces(document: Document) -> Iterator[_Piece]:
    regions = [(_table_rows(table), table.end) for table in document.tables if table.start < table.end]
    regions += [(row_starts(document.text, run), run[1]) for run in table_runs(document)]
    for rows, end in regions:
        for start, stop in pairwise([*rows[::_ROWS], end]):
            stripped = document.text[start:stop].rstrip()
            if stripped:
                yield _Piece(start, start + len(stripped), "table")


def _table_rows(table: Table) -> list[int]:
    """Where the table's rows start; a row that a cell from above reaches into is not parted from it."""
    starts = {cell.row: cell.start for cell in reversed(table.cells)}
    held = {row for cell in table.cells for row in range(cell.row + 1, cell.row + cell.rowspan) if cell.rowspan <= 3}
    return [table.start, *(starts[row] for row in sorted(starts) if row > 0 and row not in held)]


# -- text ---------------------------------------------------------------------------------------------------------


def _text_pieces(document: Document, sections: Sequence[Section]) -> Iterator[_Piece]:
    """The packed sentences of each stretch of text that no heading and no table interrupts."""
    cuts = sorted({section.start for section in sections})
    bodies = {section.start: section.body for section in sections}
    walls = sorted([*cuts, *(table.start for table in document.tables), *(run[0] for run in table_runs(document))])
    stretch: list[Paragraph] = []
    for part in (part for paragraph in paragraphs(document) for part in paragraph.cut(cuts)):
        if stretch and bisect_right(walls, stretch[-1].offsets[-1]) < bisect_right(walls, part.offsets[0]):
            yield from _packed(stretch, bodies)
            stretch = []
        stretch.append(part)
    if stretch:
        yield from _packed(stretch, bodies)


def _packed(stretch: Sequence[Paragraph], bodies: dict[int, int]) -> Iterator[_Piece]:
    first, last = stretch[0].offsets[0], stretch[-1].offsets[-1] + 1
    if last <= bodies.get(first, first):
        return
    spans: list[Span] = []
    for part in stretch:
        for start, end in _units(part):
            if (
                spans
                and (spans[-1][1] - spans[-1][0] < _ENOUGH or part.offsets[0] < start)
                and end - spans[-1][0] <= _MOST
            ):
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
    if len(spans) > 1 and spans[-1][1] - spans[-1][0] < _TINY:
        spans[-2:] = [(spans[-2][0], spans[-1][1])]
    for start, end in spans:
        yield _Piece(start, end, "text")


def _units(part: Paragraph) -> Iterator[Span]:
    """The paragraph's sentences, and the clauses of those that are longer than a passage may be."""
    for begin, end in sentences(part.text):
        start = begin
        while end - start > _MOST:
            commas = [match.end() for match in _COMMA.finditer(part.text, start + _ENOUGH, start + _MOST)]
            cut = commas[-1] if commas else start + _MOST
            yield part.span(start, cut)
            start = cut
        yield part.span(start, end)
