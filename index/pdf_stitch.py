"""Pieces of one table on consecutive pages → one table, and tables → Grid.

A page break leaves its marks: the head is repeated or not, a cell that goes on is drawn again without its text, a row
may be cut in the middle of its words. What is undone here is only what can be told for certain; where it cannot, the
rows stay as they are drawn. Two figures are never joined.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.model import Cell, Grid
from index.pdf_tables import Piece, PieceCell
from index.pdf_text import join, starts_item, unbroken

# Column lines of two pieces closer than this are the same line.
_SAME_LINE = 4.0
# The applications table has seven columns of figures, whatever became of the columns before them.
_FIGURE_COLUMNS = 7
_FIGURE = re.compile(r"[\d０-９][\d０-９,，.．%％\s]*")
_OPEN, _CLOSED = re.compile(r"[(（][^()（）]+$"), re.compile(r"[^()（）]*[)）]")
# What stands beside the label of every row and is no label of its own: its unit, or a dash for want of one.
_UNIT = re.compile(r"[件条次篇个人元]|人次|万元|[-—–/]*")


def stitched(above: Piece, below: Piece) -> Piece | None:
    """The table that goes on from `above` to `below`, the next piece of its own or a later page with nothing between;
    None where the columns say that they are two tables."""
    columns = _aligned(above, below)
    if columns is None:
        return None
    above, below = _on_columns(above, columns, columns.above), _on_columns(below, columns, columns.below)
    below = _without_head(below, _repeated_head(above, below))
    if not below.rows:
        return above
    seam = _Seam.between(above, below)
    overlap = int(seam.cuts_a_row())
    joined = {lower: upper for upper, lower in seam.pairs if upper and (overlap or seam.goes_on(upper, lower))}
    grown = {upper: _grown(upper, lower, overlap) for lower, upper in joined.items()}
    shift = above.rows - overlap
    cells = [grown.get(cell, cell) for cell in above.cells]
    cells += [replace(cell, row=cell.row + shift) for cell in below.cells if cell not in joined]
    return replace(above, rows=shift + below.rows, cells=tuple(cells))


def to_grid(piece: Piece) -> Grid:
    """The table as a Grid, without columns in which no cell begins."""
    starts = sorted({cell.column for cell in piece.cells})
    number = {column: index for index, column in enumerate(starts)}
    cells = tuple(
        Cell(
            cell.text,
            cell.row,
            number[cell.column],
            cell.rowspan,
            sum(cell.column <= start < cell.end_column for start in starts),
            cell.page,
        )
        for cell in sorted(piece.cells, key=lambda cell: (cell.row, cell.column))
    )
    return Grid(cells, piece.rows, len(starts))


# -- columns ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Columns:
    """Column lines that two pieces share, and the place among them of each piece's own lines."""

    xs: tuple[float, ...]
    above: tuple[int, ...]
    below: tuple[int, ...]


def _aligned(above: Piece, below: Piece) -> _Columns | None:
    """The columns of two pieces put over each other: by their places where both are as wide, and otherwise by their
    order from the right."""
    if above.ruled != below.ruled:
        return None
    if not above.ruled:
        places = tuple(range(len(above.xs)))
        return _Columns(above.xs, places, places) if above.columns == below.columns else None
    if abs((above.xs[-1] - above.xs[0]) - (below.xs[-1] - below.xs[0])) <= 2 * _SAME_LINE:
        return _by_place(above.xs, below.xs)
    return _by_order(above.xs, below.xs)


def _by_place(above: Sequence[float], below: Sequence[float]) -> _Columns | None:
    shift = (above[0] + above[-1] - below[0] - below[-1]) / 2
    xs = list(above)
    for x in (line + shift for line in below):
        if all(abs(x - other) > _SAME_LINE for other in xs):
            xs.append(x)
    if len(xs) == len(above) + len(below) - 2:
        return None
    xs.sort()

    def nearest(x: float) -> int:
        return min(range(len(xs)), key=lambda index: abs(xs[index] - x))

    places = tuple(nearest(x + shift) for x in below)
    return _Columns(tuple(xs), tuple(map(nearest, above)), places) if len(set(places)) == len(places) else None


def _by_order(above: Sequence[float], below: Sequence[float]) -> _Columns | None:
    """The figures' columns one on another, and a single label column over all of the other piece's."""
    most = max(above, below, key=len)
    fewest = min(above, below, key=len)
    labels = len(fewest) - 1 - _FIGURE_COLUMNS
    extra = len(most) - len(fewest)
    if labels < 1 or extra > 2 or (extra and labels > 1):
        return None
    spread = (0, *range(1 + extra, len(most))) if extra else tuple(range(len(most)))
    whole = tuple(range(len(most)))
    return _Columns(tuple(most), whole if above is most else spread, spread if above is most else whole)


def _on_columns(piece: Piece, columns: _Columns, places: Sequence[int]) -> Piece:
    cells = tuple(
        replace(cell, column=places[cell.column], colspan=places[cell.end_column] - places[cell.column])
        for cell in piece.cells
    )
    return replace(piece, xs=columns.xs, cells=cells)


# -- the repeated head --------------------------------------------------------------------------------------------


def _repeated_head(above: Piece, below: Piece) -> int:
    """How many rows at the start of `below` repeat those at the start of `above`, none of them with figures."""
    repeated = 0
    for rows in range(1, min(above.rows, below.rows) + 1):
        head = _head(below, rows)
        if any(_FIGURE.fullmatch(cell[0]) for cell in head) or head != _head(above, rows):
            break
        if all(row + rowspan <= rows for _, row, _, rowspan, _ in head) and any(cell[0] for cell in head):
            repeated = rows
    return repeated


def _head(piece: Piece, rows: int) -> list[tuple[str, int, int, int, int]]:
    return sorted(
        ("".join(cell.text.split()), cell.row, cell.column, cell.rowspan, cell.colspan)
        for cell in piece.cells
        if cell.row < rows
    )


def _without_head(piece: Piece, rows: int) -> Piece:
    cells = [cell for cell in piece.cells if cell.row >= rows]
    moved = tuple(replace(cell, row=cell.row - rows, open_top=cell.open_top or cell.row == rows) for cell in cells)
    return replace(piece, rows=piece.rows - rows, cells=moved) if rows else piece


# -- the seam -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Seam:
    """Where a page break cuts a table: each cell at the top of the lower piece with the cell at the bottom of the upper
    one that has the same columns. Columns before `figures` hold labels, that one holds figures or is the last."""

    pairs: tuple[tuple[PieceCell | None, PieceCell], ...]
    figures: int

    @classmethod
    def between(cls, above: Piece, below: Piece) -> _Seam:
        ends = {(cell.column, cell.colspan): cell for cell in above.cells if cell.end_row == above.rows}
        tops = sorted((cell for cell in below.cells if cell.row == 0), key=lambda cell: cell.column)
        columns = (cell.column for cell in (*above.cells, *below.cells) if _FIGURE.fullmatch(cell.text))
        pairs = tuple((ends.get((cell.column, cell.colspan)), cell) for cell in tops)
        return cls(pairs, min(columns, default=tops[-1].column))

    def cuts_a_row(self) -> bool:
        """Whether the rows next to the page break are one row: every column goes on or has something in one part only.
        Where the lower part has the figures, no line may part the two."""
        if self._cuts_a_figure():
            return True
        if self.cuts_a_head() and all(upper for upper, _ in self.pairs):
            return True
        labels = [(upper, lower) for upper, lower in self.pairs if upper and lower.column < self.figures]
        others = [(upper, lower) for upper, lower in self.pairs if upper and lower.column >= self.figures]
        if len(labels) + len(others) < len(self.pairs) or not labels or not others:
            return False
        if not all(_wraps(*pair) for pair in labels) or not all(_wraps(*pair) for pair in others if pair[0].text):
            return False
        is_open = all(upper.open_bottom and lower.open_top for upper, lower in self.pairs if upper)
        return is_open or not any(_FIGURE.fullmatch(cell.text) for _, cell in others)

    def _cuts_a_figure(self) -> bool:
        """Whether all that stands below is digits under figures: the end of figures too long for their cells."""
        below = [(upper, lower) for upper, lower in self.pairs if lower.text]
        figures = all(_FIGURE.fullmatch(cell.text) if cell else False for pair in below for cell in pair)
        return bool(below) and len(below) < len(self.pairs) and all(upper for upper, _ in self.pairs) and figures

    def cuts_a_head(self) -> bool:
        """Whether the page break goes through the words of a head (结果 | 总计 over 维持 | nothing), even if lines are
        drawn along it: no figures, what stands below goes on full lines, and something ends above."""
        both = [(upper, lower) for upper, lower in self.pairs if upper]
        if any(_FIGURE.fullmatch(cell.text) for pair in self.pairs for cell in pair if cell):
            return False
        ends = any(upper.text and not lower.text for upper, lower in both)
        going_on = [pair for pair in both if pair[1].text]
        return ends and bool(going_on) and all(upper.text and _wraps(upper, lower) for upper, lower in going_on)

    def goes_on(self, upper: PieceCell, lower: PieceCell) -> bool:
        """Whether a cell goes on over the page break: a label before those of single rows, or words of the head."""
        if self.cuts_a_head() or _closes_bracket(upper.text, lower.text):
            return True
        is_open = upper.open_bottom and lower.open_top
        if is_open and upper.text and not _FIGURE.fullmatch(upper.text) and _wraps(upper, lower):
            return True
        finer = (cell for _, cell in self.pairs if lower.column < cell.column < self.figures)
        if lower.end_column > self.figures or all(_UNIT.fullmatch(cell.text) for cell in finer):
            return False
        if not lower.text:
            return True
        if starts_item(lower.text):
            return is_open and not upper.text
        return is_open or starts_item(upper.text + lower.text)


def _closes_bracket(upper: str, lower: str) -> bool:
    """Whether the lower text ends in a bracket that the upper one opens."""
    return _OPEN.search(upper) is not None and _CLOSED.match(lower) is not None


def _wraps(upper: PieceCell, lower: PieceCell) -> bool:
    """Whether the lower part can be what was left of the upper part's text: nothing, or words after a full line."""
    if not lower.text:
        return True
    figures = _FIGURE.fullmatch(upper.text) or _FIGURE.fullmatch(lower.text)
    full = upper.room < unbroken(lower.text)
    return full and not figures and upper.text != lower.text and not starts_item(lower.text)


def _grown(upper: PieceCell, lower: PieceCell, overlap: int) -> PieceCell:
    """The upper cell with what the lower one adds to it."""
    return replace(
        upper,
        text=join(upper.text, lower.text, full=not _FIGURE.fullmatch(lower.text)),
        rowspan=upper.rowspan + lower.rowspan - overlap,
        page=upper.page if upper.text or not lower.text else lower.page,
        open_bottom=lower.open_bottom,
        room=lower.room if lower.text else upper.room,
    )
