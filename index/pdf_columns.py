"""Lines of text that stand in columns → tables, for pages whose tables have no rules around their cells.

Only what its place makes certain becomes a cell: the columns of figures are the strips in which rows hold figures or
dashes and between which nothing stands. Everything left of them is one column of labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from index.pdf_page import Box, Rule
from index.pdf_tables import Piece, PieceCell
from index.pdf_text import TextLine, is_full, join, starts_item, text_lines

# In letter sizes: a gap as wide as this may part columns; lines as near as this may be one cell's; further apart than
# this they are two tables.
_GAP = 0.9
_TIGHT = 1.7
_APART = 5.0
# A fragment of a label belongs to the row that is nearer by this much.
_NEARER = 0.8
# The lines of one label are no further apart than this.
_WRAPPED = 2.2
# A column of units is one of figures here: it tells which rows there are, those without a figure among them.
_VALUE = re.compile(r"[-—–/]+|[\d０-９,，.．%％]+|[件条次篇个人元]|人次|万元")
_FEWEST_ROWS = 2
# Level rules shorter than this part of the lines' width part no rows.
_LONG_RULE = 0.3


@dataclass(frozen=True, slots=True)
class _Row:
    """A line cut where its gaps are wide; `band` counts the level rules above it."""

    line: TextLine
    parts: tuple[TextLine, ...]
    band: int

    @property
    def values(self) -> list[TextLine]:
        return [part for part in self.parts if _VALUE.fullmatch(part.text)]

    @property
    def is_tabular(self) -> bool:
        return len(self.parts) > 1


@dataclass(slots=True)
class _Draft:
    """A row of the table as it grows: its label's lines and what stands in its strips, by first and last strip."""

    labels: list[TextLine] = field(default_factory=list)
    values: dict[tuple[int, int], str] = field(default_factory=dict)

    def add(self, other: _Draft) -> None:
        self.labels += other.labels
        self.values |= other.values


def find_columns(lines: Sequence[TextLine], rules: Iterable[Rule], page: int) -> tuple[list[Piece], list[TextLine]]:
    """The tables without rules among a page's lines, and the lines outside them."""
    pieces: list[Piece] = []
    rest: list[TextLine] = []
    for run in _runs(_rows(lines, rules)):
        above = _above(run)
        rest.extend(row.line for row in run[:above])
        piece = _table(run[above:], page)
        if piece is None:
            rest.extend(row.line for row in run[above:])
        else:
            pieces.append(piece)
    return pieces, rest


# -- lines → rows → runs ------------------------------------------------------------------------------------------


def _rows(lines: Sequence[TextLine], rules: Iterable[Rule]) -> list[_Row]:
    width = max((line.x1 for line in lines), default=0.0) - min((line.x0 for line in lines), default=0.0)
    levels = [rule.at for rule in rules if rule.level and rule.end - rule.start > _LONG_RULE * width]
    return [_Row(line, tuple(_parts(line)), sum(level < line.y for level in levels)) for line in lines]


def _parts(line: TextLine) -> Iterator[TextLine]:
    start = 0
    for index, (one, other) in enumerate(pairwise(line.chars), 1):
        if other.x0 - one.x1 > _GAP * line.size:
            yield from text_lines(line.chars[start:index])
            start = index
    yield from text_lines(line.chars[start:])


def _runs(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Rows next to each other that may be one table: tabular ones and what clings to them; others by themselves."""
    run: list[_Row] = []
    for index, row in enumerate(rows):
        beside = [rows[other] for other in (index - 1, index + 1) if 0 <= other < len(rows)]
        if not row.is_tabular and not any(other.is_tabular and _clings(row, other) for other in beside):
            yield from filter(None, (run, [row]))
            run = []
        elif run and row.line.y - run[-1].line.y > _APART * row.line.size:
            yield run
            run = [row]
        else:
            run.append(row)
    if run:
        yield run


def _above(run: Sequence[_Row]) -> int:
    """How many lines at the start of a run are no part of its first label: a heading does not fill its line."""
    right = max((row.parts[0].x1 for row in run if row.is_tabular), default=0.0)
    for index, row in enumerate(run):
        if row.is_tabular or row.line.x1 + row.line.size > right:
            return index
    return len(run)


def _clings(row: _Row, other: _Row) -> bool:
    return abs(row.line.y - other.line.y) < _TIGHT * row.line.size


# -- run → table --------------------------------------------------------------------------------------------------


def _table(run: Sequence[_Row], page: int) -> Piece | None:
    """The run's table; None where it has too few rows with figures or something stands across their columns."""
    tabular = [row for row in run if row.is_tabular]
    with_values = [row for row in tabular if row.values]
    if len(with_values) < _FEWEST_ROWS or 2 * len(with_values) < len(tabular):
        return None
    strips = _strips(with_values)
    drafts = [draft for row in run if (draft := _draft(row, strips))]
    if len(drafts) < len(run):
        return None
    merged = _by_band(run, drafts) or _by_place(run, drafts)
    return _piece(merged, run, strips, page)


def _strips(rows: Iterable[_Row]) -> list[tuple[float, float]]:
    """The columns of figures, from left to right: what the figures' widths cover together."""
    strips: list[tuple[float, float]] = []
    for value in sorted((value for row in rows for value in row.values), key=lambda part: part.x0):
        if strips and value.x0 < strips[-1][1]:
            strips[-1] = (strips[-1][0], max(strips[-1][1], value.x1))
        else:
            strips.append((value.x0, value.x1))
    return strips


def _draft(row: _Row, strips: Sequence[tuple[float, float]]) -> _Draft | None:
    """The row's label and what it holds in the strips; None where a part stands in none, or two in one."""
    draft = _Draft()
    for part in row.parts:
        over = [index for index, (start, end) in enumerate(strips) if part.x0 < end and start < part.x1]
        if not over and part.x1 <= strips[0][0]:
            draft.labels.append(part)
        elif not over or any(start <= over[-1] and over[0] <= end for start, end in draft.values):
            return None
        else:
            draft.values[over[0], over[-1]] = part.text
    return draft


def _by_band(run: Sequence[_Row], drafts: Sequence[_Draft]) -> list[_Draft] | None:
    """The rows that level rules part; None where there are too few of them, or one has two figures in a strip."""
    pairs = groupby(zip(run, drafts, strict=True), key=lambda pair: pair[0].band)
    bands = [[draft for _, draft in band] for _, band in pairs]
    if 2 * len(bands) < sum(row.is_tabular for row in run):
        return None
    merged = []
    for band in bands:
        whole = _Draft()
        for draft in band:
            if whole.values.keys() & draft.values.keys():
                return None
            whole.add(draft)
        merged.append(whole)
    return merged


def _by_place(run: Sequence[_Row], drafts: Sequence[_Draft]) -> list[_Draft]:
    """The rows told by their labels: a label goes on below a line that was full, and figures without a label belong to
    the label before them that has none."""
    right = max((part.x1 for draft in drafts for part in draft.labels), default=0.0)
    merged: list[_Draft] = []
    for index, draft in enumerate(drafts):
        last = merged[-1] if merged else None
        if last is None or _is_loose(run, index) or not _goes_on(last, draft, right) or _nearer_below(run, index):
            merged.append(draft)
        else:
            last.add(draft)
    return merged


def _goes_on(last: _Draft, draft: _Draft, right: float) -> bool:
    if last.values and draft.values:
        return False
    if not last.labels or not draft.labels:
        return bool(last.labels or draft.labels)
    return not starts_item(draft.labels[0].text) and is_full(last.labels[-1], right, draft.labels[0])


def _is_loose(run: Sequence[_Row], index: int) -> bool:
    """Whether a line stands too far below the one before to be of one label with it."""
    return run[index].line.y - run[index - 1].line.y > _WRAPPED * run[index].line.size


def _nearer_below(run: Sequence[_Row], index: int) -> bool:
    """Whether a label without figures is nearer to the row below than to the one above."""
    if run[index].is_tabular or index + 1 == len(run):
        return False
    above, here, below = (run[place].line.y for place in (index - 1, index, index + 1))
    return below - here < _NEARER * (here - above)


def _piece(drafts: Sequence[_Draft], run: Sequence[_Row], strips: Sequence[tuple[float, float]], page: int) -> Piece:
    left, right = min(row.line.x0 for row in run), max(row.line.x1 for row in run)
    labels = int(any(draft.labels for draft in drafts))
    xs = [left, *[strips[0][0]] * labels, *((end + start) / 2 for (_, end), (start, _) in pairwise(strips)), right]
    cells = [cell for row, draft in enumerate(drafts) for cell in _cells(draft, row, labels, len(strips), page)]
    box = Box(left, run[0].line.top, right, run[-1].line.bottom)
    return Piece(page, box, tuple(xs), len(drafts), tuple(cells), ruled=False)


def _cells(draft: _Draft, row: int, labels: int, strips: int, page: int) -> Iterator[PieceCell]:
    """The label's cell, over the whole row where it stands alone, and a cell for every strip."""
    if labels:
        yield PieceCell(_label(draft.labels), row, 0, 1, 1 if draft.values else labels + strips, page)
    if not draft.values:
        return
    inner = {strip for start, end in draft.values for strip in range(start + 1, end + 1)}
    spans = {start: (end, text) for (start, end), text in draft.values.items()}
    for strip in range(strips):
        end, text = spans.get(strip, (strip, ""))
        if strip not in inner:
            yield PieceCell(text, row, labels + strip, 1, end - strip + 1, page)


def _label(lines: Sequence[TextLine]) -> str:
    """A label's text: what stands side by side apart, what stands one below the other joined."""
    text = lines[0].text if lines else ""
    for before, line in pairwise(lines):
        text = f"{text} {line.text}" if before.y > line.top and before.x1 < line.x0 else join(text, line.text)
    return text
