"""Pages → blocks in reading order: page numbers and running heads left out, tables joined over page breaks, and lines
joined into the paragraphs that they were broken from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import inf

from index.model import Block
from index.pdf_columns import find_columns
from index.pdf_page import Page
from index.pdf_prose import Measure, goes_on, is_prose, measures
from index.pdf_stitch import stitched, to_grid
from index.pdf_tables import MARGIN, Piece, find_tables
from index.pdf_text import PAGE_NUMBER, TextLine, join, text_lines
from index.pdf_two_columns import in_columns


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page's tables and the lines outside them, both from top to bottom; `aside` are lines set sideways."""

    page: Page
    pieces: tuple[Piece, ...]
    lines: tuple[TextLine, ...]
    aside: tuple[TextLine, ...]

    @classmethod
    def of(cls, page: Page) -> _Sheet:
        pieces, chars = find_tables(page)
        lines = text_lines(char for char in chars if not char.turn)
        aside = text_lines(char for char in chars if char.turn)
        return cls(page, tuple(pieces), tuple(lines), tuple(aside))

    def with_columns(self, edge: float) -> _Sheet:
        """The sheet with the tables that its lines make; `edge` is where the document's prose ends on the right."""
        pieces, lines = find_columns(self.lines, self.page.rules, self.page.number, edge)
        return replace(self, pieces=(*self.pieces, *pieces), lines=tuple(lines))

    def parted(self) -> list[_Sheet]:
        """The sheet as several where its text stands in two columns and nothing else beside them, in reading order."""
        parts = [] if self.pieces or self.aside else in_columns(self.lines, self.page.rules, self.page.width)
        return [replace(self, lines=lines) for lines in parts] or [self]

    def in_margins(self) -> list[TextLine]:
        """The lines at the page's top and bottom edge, outside its tables' height."""
        top = min((piece.box.top for piece in self.pieces), default=self.page.height)
        bottom = max((piece.box.bottom for piece in self.pieces), default=0.0)
        high, low = MARGIN * self.page.height, (1 - MARGIN) * self.page.height
        return [line for line in self.lines if line.bottom < min(top, high) or line.top > max(bottom, low)]

    def in_order(self) -> list[Piece | TextLine]:
        """The tables and lines from top to bottom."""
        return sorted((*self.pieces, *self.lines), key=lambda item: item.box.top if isinstance(item, Piece) else item.y)


def blocks(pages: Iterable[Page]) -> tuple[Block, ...]:
    """Everything that the pages hold, as located blocks."""
    sheets = _without_furniture([_Sheet.of(page) for page in pages])
    edge = max((line.x1 for sheet in sheets for line in sheet.lines if is_prose(line)), default=inf)
    sheets = [part.with_columns(edge) for sheet in sheets for part in sheet.parted()]
    flow = _Flow()
    for sheet, measure in zip(sheets, measures([sheet.lines for sheet in sheets]), strict=True):
        for item in sheet.in_order():
            if isinstance(item, Piece):
                flow.add_piece(item)
            else:
                flow.add_line(item, measure, sheet.page.number)
        for line in sheet.aside:
            flow.add_aside(line, sheet.page.number)
    return flow.finished()


# -- running heads and page numbers -------------------------------------------------------------------------------


def _without_furniture(sheets: Sequence[_Sheet]) -> list[_Sheet]:
    repeated = _repeated(sheets)
    shift = _numbering(sheets)
    kept = []
    for sheet in sheets:
        dropped = {
            id(line)
            for line in sheet.in_margins()
            if _masked(line) in repeated or _is_page_number(line, sheet.page.number, shift)
        }
        kept.append(replace(sheet, lines=tuple(line for line in sheet.lines if id(line) not in dropped)))
    return kept


def _repeated(sheets: Sequence[_Sheet]) -> set[str]:
    """What stands in the margins of several pages, digits aside."""
    counts = Counter(mask for sheet in sheets for mask in {_masked(line) for line in sheet.in_margins()})
    return {
        mask for mask, count in counts.items() if count > 1 and 3 * count >= len(sheets) and re.search(r"[\w/:]", mask)
    }


def _masked(line: TextLine) -> str:
    """The line without white space and digits."""
    return re.sub(r"[\d\s]+", "", line.text)


def _numbering(sheets: Sequence[_Sheet]) -> int | None:
    """By how much the numbers in the margins differ from the pages' own count, where most agree on it."""
    shifts: Counter[int] = Counter()
    for sheet in sheets:
        numbers = (PAGE_NUMBER.fullmatch(line.text) for line in sheet.in_margins())
        shifts.update(int(number[1]) - sheet.page.number for number in numbers if number)
    if not shifts:
        return None
    shift, count = shifts.most_common(1)[0]
    return shift if count > 1 or len(sheets) == 1 else None


def _is_page_number(line: TextLine, page: int, shift: int | None) -> bool:
    number = PAGE_NUMBER.fullmatch(line.text)
    return number is not None and (int(number[1]) - page == shift or not line.text.isdecimal())


# -- lines → paragraphs, pieces → tables --------------------------------------------------------------------------


class _Flow:
    """The blocks so far, with the paragraph and the table that may still go on."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._text = ""
        self._page = 0
        self._turns: list[tuple[int, int]] = []
        self._last: tuple[TextLine, Measure, int] | None = None
        self._table: Piece | None = None
        self._table_end = 0

    def add_line(self, line: TextLine, measure: Measure, page: int) -> None:
        """Go on with the paragraph before, or begin one."""
        self._end_table()
        if self._last is not None:
            before, above, last_page = self._last
            # The first line of a column stands as far from the one before as that of a page.
            if goes_on(before, line, above, measure, page == last_page and line.y > before.y):
                self._text = join(self._text, line.text)
                if page != last_page:
                    self._turns.append((len(self._text) - len(line.text), page))
                self._last = (line, measure, page)
                return
        self._end_paragraph()
        self._text, self._page, self._last = line.text, page, (line, measure, page)

    def add_piece(self, piece: Piece) -> None:
        """Go on with the table of the page before, or begin one."""
        self._end_paragraph()
        joined = None
        if self._table is not None and piece.page == self._table_end + 1:
            joined = stitched(self._table, piece)
        if joined is None:
            self._end_table()
        self._table, self._table_end = joined or piece, piece.page

    def add_aside(self, line: TextLine, page: int) -> None:
        """A line that belongs to no paragraph."""
        self._end_table()
        self._end_paragraph()
        self._blocks.append(Block(line.text, page=page))

    def finished(self) -> tuple[Block, ...]:
        self._end_table()
        self._end_paragraph()
        return tuple(self._blocks)

    def _end_paragraph(self) -> None:
        if self._last is not None:
            self._blocks.append(Block(self._text, page=self._page, turns=tuple(self._turns)))
        self._text, self._last, self._turns = "", None, []

    def _end_table(self) -> None:
        if self._table is not None:
            self._blocks.append(Block(grid=to_grid(self._table), page=self._table.page))
        self._table = None
