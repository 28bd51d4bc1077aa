"""Rules and characters of a page → the ruled tables on it, each a lattice of cells with their text.

Rules at almost the same place are taken for one line, lines that touch form a table, and the lines' places cut the
table's box into a lattice whose neighbouring squares are one cell wherever no line parts them. The box itself closes
every cell at the edge, since a page break leaves no line where it cuts a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from index.pdf_page import Box, Char, Page, Rule
from index.pdf_text import TextLine, is_full, join, text_lines

# Lines closer than this are one, and lines that miss each other by less than this touch.
SNAP = 3.0
# A line parts two squares when it runs along this much of the side that they share.
_PARTS = 0.5
# Squares narrower than this between the two strokes of a double line are no cells.
_SLIVER = 5.0
# A page with more lines or a table with more squares is a drawing.
_MOST_LINES = 600
_MOST_SQUARES = 20_000


@dataclass(frozen=True, slots=True)
class PieceCell:
    """A cell of a table on one page. `open_top` and `open_bottom` say that no line closes it at the table's edge,
    `full` that its last line leaves no room for another letter, so that its text may go on over the page break."""

    text: str
    row: int
    column: int
    rowspan: int
    colspan: int
    page: int
    open_top: bool = False
    open_bottom: bool = False
    full: bool = False

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
    for lines in sorted(_connected(_merged(page.rules)), key=lambda lines: _bounds(lines).area):
        box = _bounds(lines)
        inside = [char for char in chars if box.holds(char.x, char.y)]
        lattice = _Lattice.of(lines, inside)
        if lattice.is_table and any(not char.text.isspace() for char in inside):
            pieces.append(lattice.piece(page.number, inside))
            chars = [char for char in chars if not box.holds(char.x, char.y)]
    return sorted(pieces, key=lambda piece: piece.box.top), chars


# -- rules → lines → tables ---------------------------------------------------------------------------------------


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules along one line joined where they overlap or all but touch."""
    merged: list[Rule] = []
    for level in (True, False):
        along = sorted((rule for rule in rules if rule.level == level), key=lambda rule: rule.at)
        for group in _near(along):
            at = sum(rule.at for rule in group) / len(group)
            merged.extend(Rule(level, at, start, end) for start, end in _runs(group))
    return merged if len(merged) <= _MOST_LINES else []


def _near(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Parallel rules, in order of their place, grouped by it."""
    groups: list[list[Rule]] = []
    for rule in rules:
        if groups and rule.at - groups[-1][0].at <= SNAP:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _runs(rules: Iterable[Rule]) -> list[tuple[float, float]]:
    """The stretches that rules on one line cover together."""
    runs: list[tuple[float, float]] = []
    for rule in sorted(rules, key=lambda rule: rule.start):
        if runs and rule.start <= runs[-1][1] + SNAP:
            runs[-1] = (runs[-1][0], max(runs[-1][1], rule.end))
        else:
            runs.append((rule.start, rule.end))
    return runs


def _connected(lines: Sequence[Rule]) -> list[list[Rule]]:
    """The lines of each table: those that cross or touch, and uprights side by side from one height to another (a row
    cut off by page breaks both above and below has no level line at all)."""
    parents = list(range(len(lines)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = index = parents[parents[index]]
        return index

    for first, one in enumerate(lines):
        for second in range(first):
            if _touch(one, lines[second]):
                parents[root(first)] = root(second)
    groups: dict[int, list[Rule]] = {}
    for index, line in enumerate(lines):
        groups.setdefault(root(index), []).append(line)
    return [group for group in groups.values() if sum(not line.level for line in group) > 1]


def _touch(one: Rule, other: Rule) -> bool:
    if one.level == other.level:
        same = abs(one.start - other.start) <= SNAP and abs(one.end - other.end) <= SNAP
        return same and not one.level
    return one.start - SNAP <= other.at <= one.end + SNAP and other.start - SNAP <= one.at <= other.end + SNAP


def _bounds(lines: Iterable[Rule]) -> Box:
    xs: list[float] = []
    ys: list[float] = []
    for line in lines:
        along, across = (xs, ys) if line.level else (ys, xs)
        along += (line.start, line.end)
        across.append(line.at)
    return Box(min(xs), min(ys), max(xs), max(ys))


# -- lines → cells ------------------------------------------------------------------------------------------------


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
    def of(cls, lines: Sequence[Rule], chars: Sequence[Char]) -> _Lattice:
        box = _bounds(lines)
        level = [line for line in lines if line.level]
        upright = [line for line in lines if not line.level]
        xs = _places([line.at for line in upright], box.x0, box.x1, [char.x for char in chars])
        ys = _places([line.at for line in level], box.top, box.bottom, [char.y for char in chars])
        ys = _without_bare_ends(ys, xs, upright, chars)
        right = tuple(tuple(_covered(upright, x, *span) for x in xs[1:]) for span in pairwise(ys))
        below = tuple(tuple(_covered(level, y, *span) for span in pairwise(xs)) for y in ys[1:])
        return cls(xs, ys, right, below, tuple(_covered(level, ys[0], *span) for span in pairwise(xs)))

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    @property
    def is_table(self) -> bool:
        return self.columns > 1 and self.rows * self.columns <= _MOST_SQUARES

    def piece(self, page: int, chars: Sequence[Char]) -> Piece:
        squares = [
            PieceCell("", row, column, rowspan, colspan, page) for row, column, rowspan, colspan in self._cells()
        ]
        owner = {
            (row, column): index
            for index, cell in enumerate(squares)
            for row in range(cell.row, cell.end_row)
            for column in range(cell.column, cell.end_column)
        }
        inside: list[list[Char]] = [[] for _ in squares]
        for char in chars:
            inside[owner[_slot(self.ys, char.y), _slot(self.xs, char.x)]].append(char)
        cells = tuple(self._filled(cell, content) for cell, content in zip(squares, inside, strict=True))
        return Piece(page, Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]), self.xs, self.rows, cells)

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
        end = inf if turned or not lines else _end_of_lines(lines, self.xs[cell.column], self.xs[cell.end_column])
        return replace(
            cell,
            text=_cell_text(lines, -inf if turned else end),
            open_top=cell.row == 0 and not any(self.closed_top[c] for c in columns),
            open_bottom=cell.end_row == self.rows and not any(self.below[-1][c] for c in columns),
            full=bool(lines) and lines[-1].x1 + lines[-1].size > end,
        )


def _places(lines: Iterable[float], first: float, last: float, chars: Sequence[float]) -> tuple[float, ...]:
    """The places that cut a box, its two ends among them; a gap too small for text between two lines cuts once."""
    places = [first]
    for place in sorted((*lines, last)):
        narrowest = SNAP if any(places[-1] < char < place for char in chars) else _SLIVER
        if place - places[-1] > narrowest:
            places.append(place)
    return (*places[:-1], last) if len(places) > 1 else (first, last)


def _without_bare_ends(
    ys: tuple[float, ...], xs: tuple[float, ...], upright: Sequence[Rule], chars: Sequence[Char]
) -> tuple[float, ...]:
    """The places without a strip at the top or bottom that no line divides and that holds no text: what a page break
    leaves of a frame around the table."""

    def is_bare(top: float, bottom: float) -> bool:
        divided = any(_covered(upright, x, top, bottom) for x in xs[1:-1])
        return not divided and not any(top < char.y < bottom and not char.text.isspace() for char in chars)

    while len(ys) > 2 and is_bare(ys[-2], ys[-1]):
        ys = ys[:-1]
    while len(ys) > 2 and is_bare(ys[0], ys[1]):
        ys = ys[1:]
    return ys


def _covered(lines: Iterable[Rule], at: float, start: float, end: float) -> bool:
    """Whether lines at the place `at` run along enough of the side from `start` to `end`."""
    runs = _runs(line for line in lines if abs(line.at - at) <= _SLIVER)
    covered = sum(max(0.0, min(end, stop) - max(start, begin)) for begin, stop in runs)
    return covered >= _PARTS * (end - start)


def _slot(places: Sequence[float], at: float) -> int:
    """Which gap between the places holds `at`."""
    return next((index for index, place in enumerate(places[1:-1]) if at < place), len(places) - 2)


def _cell_text(lines: Sequence[TextLine], end: float) -> str:
    text = lines[0].text if lines else ""
    for before, line in pairwise(lines):
        text = join(text, line.text, is_full(before, end, line))
    return text


def _end_of_lines(lines: Sequence[TextLine], left: float, right: float) -> float:
    """Where a cell's lines end at the latest: as far from its right side as they begin from its left one, and no more
    than one and a half letters (lines set in the middle begin late)."""
    margin = min(line.x0 for line in lines) - left
    return right - max(0.0, min(margin, 1.5 * lines[0].size))
