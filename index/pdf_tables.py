"""Rules and characters of a page → the ruled tables on it, each a lattice of cells with their text.

The places of a table's lines cut its box into a lattice whose neighbouring squares are one cell wherever no line parts
them. The box itself closes every cell at the edge, since a page break leaves no line where it cuts a table.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from index.pdf_lines import bounds, connected, merged, runs
from index.pdf_page import UNKNOWN, Box, Char, Page, Rule
from index.pdf_stacked import stacked_text
from index.pdf_text import PAGE_NUMBER, TextLine, is_full, is_tabular, join, starts_item, text_lines
from index.pdf_words import Span, Word, in_figure, settled, words

# Running heads and page numbers stand in this part of a page's height, at its top and at its bottom.
MARGIN = 0.12
# A line parts two squares when it runs along this much of the side that they share.
_PARTS = 0.5
# Squares lower or narrower than this have no room for text: they lie between the frames of cells.
_LOWEST = 5.5
_NARROWEST = 8.0
_WORDS_APART = 0.8
# In letter sizes: how far from its cell's left side a figure may begin; and in points, what is still on the right one.
_PADDING = 1.2
_ON_EDGE = 0.25
# A table with more squares is a drawing.
_MOST_SQUARES = 20_000


@dataclass(frozen=True, slots=True)
class PieceCell:
    """A cell of a table on one page. `open_top` and `open_bottom` say that no line closes it at the table's edge,
    `room` for how many more letters its last line leaves room, so that its text may go on over the page break."""

    text: str
    row: int
    column: int
    rowspan: int
    colspan: int
    page: int
    open_top: bool = False
    open_bottom: bool = False
    room: float = inf

    @property
    def end_row(self) -> int:
        return self.row + self.rowspan

    @property
    def end_column(self) -> int:
        return self.column + self.colspan


@dataclass(frozen=True, slots=True)
class Piece:
    """A table, or the part of one, on one page: `xs` are its column lines from left to right, one more than columns;
    where it is not `ruled`, they are guessed from the text."""

    page: int
    box: Box
    xs: tuple[float, ...]
    rows: int
    cells: tuple[PieceCell, ...]
    ruled: bool = True

    @property
    def columns(self) -> int:
        return len(self.xs) - 1


def find_tables(page: Page) -> tuple[list[Piece], list[Char]]:
    """The page's ruled tables from top to bottom, and the characters outside them.

    A table in a cell of another is taken first; a frame around text is no table.
    """
    chars = list(page.chars)
    pieces = []
    lattices = [lattice for lattice in map(_Lattice.of, connected(merged(page.rules))) if lattice.is_table]
    lattices.sort(key=lambda lattice: lattice.box.area)
    lowest = max((lattice.box.bottom for lattice in lattices), default=0.0)
    for lattice in lattices:
        inside, outside = lattice.divide(chars)
        if any(not char.text.isspace() for char in inside) and not lattice.lacks_lines(inside):
            run_over = lattice.run_over(outside, page.height) if lattice.box.bottom == lowest else set()
            pieces.append(lattice.piece(page.number, [*inside, *run_over]))
            chars = [char for char in outside if char not in run_over]
    return sorted(pieces, key=lambda piece: piece.box.top), chars


@dataclass(frozen=True, slots=True)
class _Lattice:
    """The squares that a table's lines cut its box into: `right[row][column]` and `below[row][column]` say whether a
    line parts a square from the next."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    right: tuple[tuple[bool, ...], ...]
    below: tuple[tuple[bool, ...], ...]
    closed_top: tuple[bool, ...]

    @classmethod
    def of(cls, lines: Sequence[Rule]) -> _Lattice:
        box = bounds(lines)
        level = [line for line in lines if line.level]
        upright = [line for line in lines if not line.level]
        xs = _places((box.x0, *(line.at for line in upright), box.x1), _NARROWEST)
        ys = _places((box.top, *(line.at for line in level), box.bottom), _LOWEST)
        at_x, at_y = _by_place(upright, xs), _by_place(level, ys)
        right = tuple(tuple(_covered(at_x[x], *span) for x in xs[1:]) for span in pairwise(ys))
        below = tuple(tuple(_covered(at_y[y], *span) for span in pairwise(xs)) for y in ys[1:])
        return cls(xs, ys, right, below, tuple(_covered(at_y[ys[0]], *span) for span in pairwise(xs)))

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def is_table(self) -> bool:
        return self.columns > 1 and self.rows * self.columns <= _MOST_SQUARES

    def divide(self, chars: Sequence[Char]) -> tuple[list[Char], list[Char]]:
        """The characters inside the table, and those outside; figures that run over its edge are inside."""
        inside = {id(char) for char in chars if self.box.holds(char.x, char.y)}
        level = [char for char in chars if self.box.top <= char.y <= self.box.bottom and in_figure(char)]
        if inside and any(id(char) not in inside for char in level):
            over = (word for word in words(level) if any(id(char) in inside for char in word.chars))
            inside.update(id(char) for word in over for char in word.chars)
        return [char for char in chars if id(char) in inside], [char for char in chars if id(char) not in inside]

    def lacks_lines(self, chars: Sequence[Char]) -> bool:
        """Whether a cell holds lines of several columns: lines that are there for the eye could not be found."""
        return any(is_tabular(line) for content in self._contents(chars) for line in text_lines(content))

    def run_over(self, chars: Sequence[Char], height: float) -> set[Char]:
        """The characters right below the last table of a page of this height, in cells that no line closes, where
        nothing but a page number follows: browsers cut a cell's borders at a page break and still print its text."""
        bottom = self.ys[-1]
        lines = text_lines(char for char in chars if char.y > bottom) if not all(self.below[-1]) else []
        taken: list[TextLine] = []
        for line in lines:
            if line.top > bottom + line.size or starts_item(line.text) or _numbers_a_page(line.text):
                break
            if not self._in_open_cells(line):
                break
            taken.append(line)
            bottom = line.bottom
        if any(line.y < (1 - MARGIN) * height for line in lines[len(taken) :]):
            return set()
        return {char for line in taken for char in line.chars}

    def _in_open_cells(self, line: TextLine) -> bool:
        """Whether the line stands under cells without a lower side, and no word of it under two."""
        if not self.xs[0] < line.x0 < line.x1 < self.xs[-1]:
            return False
        slots = [_slot(self.xs, char.x) for char in line.chars]
        if any(self.below[-1][slot] for slot in slots):
            return False
        divided = [any(self.right[-1][slot] for slot in range(*sorted(pair))) for pair in pairwise(slots)]
        gaps = [after.x0 - before.x1 > _WORDS_APART * line.size for before, after in pairwise(line.chars)]
        return all(gap for gap, cut in zip(gaps, divided, strict=True) if cut)

    def piece(self, page: int, chars: Sequence[Char]) -> Piece:
        whole = self._opened(chars)
        if whole is not self:
            return whole.piece(page, chars)
        contents = zip(self._cells(), self._contents(chars), strict=True)
        cells = _without_idle_rows([self._filled(PieceCell("", *cell, page), content) for cell, content in contents])
        rows = max(cell.end_row for cell in cells)
        return Piece(page, self.box, self.xs, rows, cells)

    def _contents(self, chars: Sequence[Char]) -> list[list[Char]]:
        """The characters in each cell, in the order in which they are drawn."""
        contents: list[list[Char]] = [[] for _ in self._cells()]
        drawn = {id(char): place for place, char in enumerate(chars)}
        for word, spans in self._placed(chars):
            middle = next((span for span in spans if word.x < span.right), spans[-1])
            for cell, part in settled(word, spans) or [(middle.number, word)]:
                contents[cell] += part.chars
        return [sorted(content, key=lambda char: drawn[id(char)]) for content in contents]

    def _opened(self, chars: Sequence[Char]) -> _Lattice:
        """The same lattice, but with no line under figures that lie across it and may belong on either side."""
        right = [list(row) for row in self.right]
        for word, spans in self._placed(chars):
            if settled(word, spans) is None:
                first, last = self._columns_under(word)
                right[_slot(self.ys, word.y)][first:last] = [False] * (last - first)
        opened = tuple(map(tuple, right))
        return self if opened == self.right else replace(self, right=opened)

    def _placed(self, chars: Sequence[Char]) -> Iterator[tuple[Word, list[Span]]]:
        """The words, each with the cells that it lies across."""
        cells = self._cells()
        owner = {
            (inner_row, inner_column): number
            for number, (row, column, rowspan, colspan) in enumerate(cells)
            for inner_row in range(row, row + rowspan)
            for inner_column in range(column, column + colspan)
        }
        for word in words(chars):
            row, (first, last) = _slot(self.ys, word.y), self._columns_under(word)
            numbers = dict.fromkeys(owner[row, column] for column in range(first, last + 1))
            ends = ((number, cells[number][1], cells[number][1] + cells[number][3]) for number in numbers)
            yield word, [Span(number, self.xs[left], self.xs[right]) for number, left, right in ends]

    def _columns_under(self, word: Word) -> tuple[int, int]:
        """The first and the last column that a word lies across."""
        first, last = (_slot(self.xs, char.x) for char in (word.chars[0], word.chars[-1]))
        return min(first, last), max(first, last)

    def _cells(self) -> list[tuple[int, int, int, int]]:
        """Row, column, rowspan and colspan of every cell: each as wide, then as deep as no line stops it."""
        taken: set[tuple[int, int]] = set()
        cells = []
        for row in range(self.rows):
            for column in range(self.columns):
                if (row, column) in taken:
                    continue
                end = column + 1
                while end < self.columns and not self.right[row][end - 1] and (row, end) not in taken:
                    end += 1
                bottom = row + 1
                while bottom < self.rows and self._goes_on(bottom, column, end):
                    bottom += 1
                taken.update((r, c) for r in range(row, bottom) for c in range(column, end))
                cells.append((row, column, bottom - row, end - column))
        return cells

    def _goes_on(self, row: int, column: int, end: int) -> bool:
        """Whether a cell above that covers the columns from `column` to `end` covers this row too."""
        inner = any(self.right[row][c] for c in range(column, end - 1))
        return not inner and not any(self.below[row - 1][c] for c in range(column, end))

    def _filled(self, cell: PieceCell, chars: Sequence[Char]) -> PieceCell:
        columns = range(cell.column, cell.end_column)
        lines = text_lines(chars)
        turned = any(char.turn for char in chars)
        left, right = self.xs[cell.column], self.xs[cell.end_column]
        if right == self.xs[-1] and not turned and any(_is_cut(line, left, right) for line in lines):
            return replace(cell, text=_cell_text(lines, inf) + UNKNOWN)
        end = inf if turned or not lines else _end_of_lines(lines, left, right)
        return replace(
            cell,
            text=stacked_text(chars) or _cell_text(lines, -inf if turned else end),
            open_top=cell.row == 0 and not any(self.closed_top[c] for c in columns),
            open_bottom=cell.end_row == self.rows and not any(self.below[-1][c] for c in columns),
            room=(end - lines[-1].x1) / lines[-1].size if lines else inf,
        )


def _numbers_a_page(text: str) -> bool:
    """Whether a line names its page as no cell of figures does: - 3 -, 第3页."""
    return not text.isdecimal() and PAGE_NUMBER.fullmatch(text) is not None


def _is_cut(line: TextLine, left: float, right: float) -> bool:
    """Whether a figure fills its cell and ends on the table's edge: browsers leave out the digits that begin behind the
    edge of the page's content."""
    last = line.chars[-1]
    fills = line.x0 - left < _PADDING * line.size and last.x0 < right < last.x1 + _ON_EDGE
    return fills and all(map(in_figure, line.chars))


def _places(lines: Iterable[float], least: float) -> tuple[float, ...]:
    """The places at which lines cut a box, its two ends among them; lines less than `least` apart are at one place."""
    ordered = sorted(lines)
    places = ordered[:1]
    for place in ordered[1:]:
        if place - places[-1] > least:
            places.append(place)
    return (*places[: max(1, len(places) - 1)], ordered[-1])


def _without_idle_rows(cells: Sequence[PieceCell]) -> tuple[PieceCell, ...]:
    """The cells without the rows in which only empty cells begin: what page breaks and broken lines leave over."""
    idle = sorted({cell.row for cell in cells} - {cell.row for cell in cells if cell.text})

    def place(row: int) -> int:
        return row - bisect_left(idle, row)

    kept = (replace(cell, row=place(cell.row), rowspan=place(cell.end_row) - place(cell.row)) for cell in cells)
    return tuple(cell for cell in kept if cell.rowspan)


def _by_place(lines: Iterable[Rule], places: Sequence[float]) -> dict[float, list[Rule]]:
    """The lines at each place: each at the one nearest to it, since columns may be a little off from row to row."""
    found: dict[float, list[Rule]] = {place: [] for place in places}
    for line in lines:
        found[min(places, key=lambda place: abs(place - line.at))].append(line)
    return found


def _covered(lines: Iterable[Rule], start: float, end: float) -> bool:
    """Whether lines at one place run along enough of the side from `start` to `end`."""
    covered = sum(max(0.0, min(end, stop) - max(start, begin)) for begin, stop in runs(lines))
    return covered >= _PARTS * (end - start)


def _slot(places: Sequence[float], at: float) -> int:
    """Which gap between the places holds `at`."""
    return next((index for index, place in enumerate(places[1:-1]) if at < place), len(places) - 2)


def _cell_text(lines: Sequence[TextLine], end: float) -> str:
    text = lines[0].text if lines else ""
    for before, line in pairwise(lines):
        apart = " " in before.text or " " in line.text
        text = join(text, line.text, not apart and is_full(before, end, line))
    return text


def _end_of_lines(lines: Sequence[TextLine], left: float, right: float) -> float:
    """Where a cell's lines end at the latest: as far from its right side as they begin from its left one, and no more
    than one and a half letters (lines set in the middle begin late)."""
    margin = min(line.x0 for line in lines) - left
    return right - max(0.0, min(margin, 1.5 * lines[0].size))
