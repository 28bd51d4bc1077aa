"""Lines of labels beside rows of figures → the label of each row, in tables without rules.

A label of several lines and the figures of its row are set by one rule throughout a table: the figures stand beside the
label's first line, its last one or its middle. Where the lines of labels can be parted so that this holds for every
row, each row has its label; what is left over is a heading, or a row without figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from math import inf
from statistics import median
from typing import Literal

from index.pdf_text import TextLine, is_full, starts_item

Side = Literal["top", "middle", "bottom"]
_SIDES: tuple[Side, ...] = ("middle", "top", "bottom")

# In letter sizes: how far figures may be from where their label has them, and within what they are as good as there.
_OFF, _EXACT = 0.4, 0.12
_MOST_LINES = 8
# The lines of one label are no further apart than this many times the least distance of two, and no further than this
# many letters.
_PITCH = 1.12
_BESIDE = 0.6
_LOOSEST = 3.0
# What it costs to leave a label without figures or figures without a label, to part lines that read on, to join lines
# that do not.
_BARE, _LONE, _PARTED, _JOINED = 1.0, 3.0, 0.5, 1.5
# And to begin a label without a number where most have one.
_UNNUMBERED = 0.8


@dataclass(frozen=True, slots=True)
class Label:
    """Lines that are one label, from top to bottom, and the number of the row of figures beside it, if there is one;
    not `sure` where it may be a part of a label only."""

    lines: tuple[TextLine, ...]
    row: int | None = None
    sure: bool = True

    @property
    def y(self) -> float:
        return (self.lines[0].y + self.lines[-1].y) / 2


def parted(columns: Sequence[Sequence[TextLine]], rows: Sequence[float]) -> list[Label]:
    """The labels in columns of lines, the column next to the figures first, beside rows of figures at these heights.

    A row takes its label from the first column that has one.
    """
    return min((_parted(columns, rows, side) for side in _SIDES), key=lambda found: found[0])[1]


def _parted(columns: Sequence[Sequence[TextLine]], rows: Sequence[float], side: Side) -> tuple[float, list[Label]]:
    labels: list[Label] = []
    left = list(range(len(rows)))
    edges = _Edges.of(columns)
    numbered = bool(columns) and _are_numbered(columns[0])
    cost = 0.0
    for number, lines in enumerate(columns):
        last = number == len(columns) - 1
        beside = tuple(rows[row] for row in left)
        price, found = _column(tuple(lines), edges, beside, side, _LONE if last else _LONE / 5, number > 0 and numbered)
        found = [replace(label, row=None if label.row is None else left[label.row]) for label in found]
        taken = {label.row for label in found}
        left = [row for row in left if row not in taken]
        # A label further out may stand for several rows: that none of them is beside it does not make its own empty.
        labels += found if number == 0 else [replace(label, sure=label.row is not None) for label in found]
        cost += price
    return cost, [replace(label, sure=label.sure and not _contested(label, labels, rows)) for label in labels]


def _contested(label: Label, labels: Sequence[Label], rows: Sequence[float]) -> bool:
    """Whether figures that have another label stand beside this one."""
    top, bottom, size = label.lines[0].y, label.lines[-1].y, label.lines[0].size
    return label.row is None and any(
        other.row is not None and top - _BESIDE * size < rows[other.row] < bottom + _BESIDE * size for other in labels
    )


def _column(
    lines: tuple[TextLine, ...], edges: _Edges, rows: tuple[float, ...], side: Side, lone: float, strict: bool
) -> tuple[float, list[Label]]:
    """The cheapest way to part a column's lines, and what it costs; if `strict`, only numbered labels have rows."""
    if not lines:
        return lone * len(rows), []
    joints = [edges.reads_on(before, after) for before, after in pairwise(lines)]
    numbered = _are_numbered(lines)
    pitch = _pitch(lines)

    @cache
    def best(line: int, row: int) -> tuple[float, tuple[Label, ...]]:
        """For the lines from `line` and the rows from `row`."""
        if line == len(lines):
            return lone * (len(rows) - row), ()
        found: tuple[float, tuple[Label, ...]] = (inf, ())
        for end in _ends(lines, line, pitch):
            inner = sum(_JOINED for joint in joints[line : end - 1] if not joint)
            if end < len(lines) and joints[end - 1] and lines[end].y - lines[end - 1].y < _PITCH * pitch:
                inner += _PARTED
            here = lines[line:end]
            inner += _UNNUMBERED if numbered and not starts_item(here[0].text) else 0.0
            matches = _matches(here, rows, row, side, lone)
            if strict and not starts_item(here[0].text):
                matches = iter([(_BARE, None, row)])
            for cost, taken, after in matches:
                rest, others = best(end, after)
                total = cost + inner + rest
                if total < found[0]:
                    found = (total, (Label(here, taken), *others))
        return found

    price, labels = best(0, 0)
    return price, _doubted(labels, edges)


def _doubted(labels: Sequence[Label], edges: _Edges) -> list[Label]:
    """The labels: none without figures is sure that may go on with another, and where that one has figures and reads on
    by its length too, neither has figures."""
    doubtful: set[int] = set()
    parts: set[int] = set()
    for number, (before, after) in enumerate(pairwise(labels)):
        last, first = before.lines[-1], after.lines[0]
        close = first.y - last.y < _LOOSEST * first.size and not starts_item(first.text)
        if close and (before.row is None or after.row is None):
            doubtful |= {number, number + 1}
            parts |= {number, number + 1} if edges.reads_on(last, first) else set()
    return [
        replace(label, row=None if number in parts else label.row, sure=number not in doubtful)
        for number, label in enumerate(labels)
    ]


def _are_numbered(lines: Sequence[TextLine]) -> bool:
    return 2 * sum(starts_item(line.text) for line in lines) > len(lines)


def _matches(
    lines: Sequence[TextLine], rows: Sequence[float], row: int, side: Side, lone: float
) -> Iterator[tuple[float, int | None, int]]:
    """What a label may stand beside: what that costs, the row or None, and the first row that is left over."""
    place = {"top": lines[0].y, "bottom": lines[-1].y, "middle": (lines[0].y + lines[-1].y) / 2}[side]
    size = lines[0].size
    yield _BARE, None, row
    for number in range(row, len(rows)):
        off = abs(rows[number] - place) / size
        if off < _OFF:
            yield lone * (number - row) + (0.0 if off < _EXACT else 2 * off), number, number + 1
        elif rows[number] > place:
            break


def _ends(lines: Sequence[TextLine], start: int, pitch: float) -> Iterator[int]:
    """Where a label that begins with one line may end."""
    yield start + 1
    for end in range(start + 1, min(len(lines), start + _MOST_LINES)):
        before, line = lines[end - 1], lines[end]
        if line.y - before.y > min(_PITCH * pitch, _LOOSEST * line.size) or starts_item(line.text):
            return
        yield end + 1


@dataclass(frozen=True, slots=True)
class _Edges:
    """Where the columns of labels end: the last one, and with it every label that reaches into it, at `right`, others
    before it begins at `inner`; `centred` where lines are set in the middle."""

    inner: float
    right: float
    before: float
    centred: bool

    @classmethod
    def of(cls, columns: Sequence[Sequence[TextLine]]) -> _Edges:
        lines = [line for column in columns for line in column]
        inner = min((line.x0 for line in columns[0]), default=0.0) if columns else 0.0
        right = max((line.x1 for line in lines), default=0.0)
        before = max((line.x1 for line in lines if line.x1 <= inner), default=inner)
        return cls(inner, right, before, bool(columns) and _is_centred(columns[0]))

    def reads_on(self, before: TextLine, after: TextLine) -> bool:
        """Whether one line reads on in the next as far as its length and the next one's number tell."""
        right = self.right if before.x1 > self.inner else self.before
        free = max(0.0, right - before.x1)
        return not starts_item(after.text) and is_full(before, right + (free if self.centred else 0.0), after)


def _is_centred(lines: Sequence[TextLine]) -> bool:
    """Whether most lines have their middle at one place and begin at different ones."""
    size = lines[0].size
    middle, left = median(line.x0 + line.x1 for line in lines), median(line.x0 for line in lines)
    middles = sum(abs(line.x0 + line.x1 - middle) < _OFF * size for line in lines)
    lefts = sum(abs(line.x0 - left) < _OFF * size for line in lines)
    return middles > lefts


def _pitch(lines: Sequence[TextLine]) -> float:
    """The least distance of two lines that are not on one."""
    steps = [after.y - before.y for before, after in pairwise(lines)]
    return min((step for step, line in zip(steps, lines, strict=False) if step > 0.8 * line.size), default=0.0)
