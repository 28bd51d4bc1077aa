"""The columns of a table without rules: the strips of the page in which its figures and their heads stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.pdf_page import UNKNOWN
from index.pdf_text import TextLine

# A part that two strips share belongs to one of them where it stands in the other by less than this part of its width.
_MOSTLY = 0.25
# A head's line is no wider than this many times the lines below it.
_WIDEST = 2.5
# In letter sizes: a head's last letter (业 under 商业企) is no wider than this, and a line over it no wider than that.
_ONE_LETTER, _OVER_ONE = 1.2, 4.5
# In points: how far a figure may run over its column's side; and further than any page is wide.
_SLACK = 2.0
_FAR = 1e6
# In points: how far a figure may reach into the next column; and what figures that run together look like.
_REACHING = 1.0
_TOGETHER = re.compile(rf"[\d０-９,，.．%％/—–+{UNKNOWN}-]+")


@dataclass(frozen=True, slots=True)
class Strips:
    """Columns from left to right, each from where it begins to where it ends."""

    places: tuple[tuple[float, float], ...]
    left: float

    @classmethod
    def of(cls, rows: Iterable[Sequence[TextLine]]) -> Strips:
        """The columns of figures: those of the rows that have most first, and what stands in none of them."""
        places: list[tuple[float, float]] = []
        for row in sorted(rows, key=len, reverse=True):
            for part in row:
                over = [index for index, (start, end) in enumerate(places) if part.x0 < end and start < part.x1]
                if not over:
                    places.append((part.x0, part.x1))
                elif len(over) == 1:
                    start, end = places[over[0]]
                    room = [other for index, other in enumerate(places) if index != over[0]]
                    wider = (min(start, part.x0), max(end, part.x1))
                    if not any(wider[0] < e and s < wider[1] for s, e in room):
                        places[over[0]] = wider
        places.sort()
        return cls(tuple(places), places[0][0])

    @property
    def count(self) -> int:
        return len(self.places)

    @property
    def right(self) -> float:
        return self.places[-1][1]

    def reaching(self, left: float) -> Strips:
        """The same columns with no labels before them: from `left` on there may be more."""
        return Strips(self.places, left)

    def with_heads(self, heads: Iterable[TextLine], labels_end: float) -> Strips | None:
        """The columns with their heads, those too that have a head and no figure; None where it cannot be told which
        head is whose. Heads come from the lowest to the highest; what begins before `labels_end` is over the labels."""
        clusters = [place for place in _clusters(heads) if place[0] >= labels_end]
        if not clusters:
            return self
        found = {_matched(self.places, cells) for cells in (_from_left(clusters), _around(clusters))} - {None}
        if not found and len(clusters) <= self.count:
            return self._under_some(clusters)
        if len(found) != 1:
            return None
        whose = next(iter(found)) or ()
        places = [
            (
                min(start, *(self.places[number][0] for number in strips)),
                max(end, *(self.places[number][1] for number in strips)),
            )
            if strips
            else (start, end)
            for (start, end), strips in zip(clusters, whose, strict=True)
        ]
        return Strips(tuple(places), places[0][0])

    def _under_some(self, heads: Sequence[tuple[float, float]]) -> Strips | None:
        """The columns where only some have their heads, as at the top of a page that cuts the head: each head stands
        over one column alone and no column has two; None where that is not so."""
        if len(heads) == self.count:
            return self
        whose = [
            [at for at, (start, end) in enumerate(self.places) if left < end and start < right] for left, right in heads
        ]
        if any(len(over) != 1 for over in whose) or len({over[0] for over in whose}) < len(heads):
            return None
        places = list(self.places)
        for (at,), (left, right) in zip(whose, heads, strict=True):
            places[at] = (min(places[at][0], left), max(places[at][1], right))
        return Strips(tuple(places), places[0][0])

    def under(self, part: TextLine) -> tuple[int, int] | None:
        """The first and the last column that a part stands in; None where it stands in none."""
        shares = {
            index: min(part.x1, end) - max(part.x0, start)
            for index, (start, end) in enumerate(self.places)
            if part.x0 < end and start < part.x1
        }
        if not shares:
            return None
        whole = sum(shares.values())
        over = [index for index, share in shares.items() if share > _MOSTLY * whole] or [
            max(shares, key=shares.__getitem__)
        ]
        return over[0], over[-1]

    def at(self, x: float) -> int | None:
        """The column that a place is in; None between two columns."""
        return next((index for index, (start, end) in enumerate(self.places) if start <= x <= end), None)

    def between(self) -> list[float]:
        """The middle of every gap between two columns."""
        return [(end + start) / 2 for (_, end), (start, _) in pairwise(self.places)]


def mark_reaching(
    texts: dict[tuple[int, int], str], places: Sequence[tuple[tuple[int, int], TextLine]], strips: Strips
) -> None:
    """Leave a figure unread that reaches into a column where nothing else stands, and that column's: the figures of two
    narrow columns run together."""
    for over, part in places:
        for index, (start, end) in enumerate(strips.places):
            reaches = min(part.x1, end) - max(part.x0, start) > _REACHING
            free = not any(first <= index <= last for first, last in texts)
            if reaches and free and _TOGETHER.fullmatch(part.text):
                texts[over] += UNKNOWN
                texts[index, index] = UNKNOWN


def _clusters(heads: Iterable[TextLine]) -> list[tuple[float, float]]:
    """Where the heads of single columns stand: lines over each other together, those over several of them left out."""
    places: list[tuple[float, float]] = []
    for head in heads:
        over = [index for index, (start, end) in enumerate(places) if head.x0 < end and start < head.x1]
        if not over:
            places.append((head.x0, head.x1))
        elif len(over) == 1 and _is_of_head(head, places[over[0]]):
            start, end = places[over[0]]
            wider = (min(start, head.x0), max(end, head.x1))
            others = [place for index, place in enumerate(places) if index != over[0]]
            if not any(wider[0] < other[1] and other[0] < wider[1] for other in others):
                places[over[0]] = wider
    return sorted(places)


def _is_of_head(line: TextLine, below: tuple[float, float]) -> bool:
    """Whether a line may be of the same head as the lines below it, by their widths."""
    wide, narrow = line.x1 - line.x0, below[1] - below[0]
    return wide < _WIDEST * narrow or (narrow < _ONE_LETTER * line.size and wide < _OVER_ONE * line.size)


def _from_left(heads: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The columns, if each begins where its head does."""
    return list(pairwise([*(start - _SLACK for start, _ in heads), _FAR]))


def _around(heads: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The columns, if each has its head in its middle."""
    edges = [(before[1] + after[0]) / 2 for before, after in pairwise(heads)]
    return list(pairwise([heads[0][0] - _FAR, *edges, _FAR]))


def _matched(
    strips: Sequence[tuple[float, float]], cells: Sequence[tuple[float, float]]
) -> tuple[tuple[int, ...], ...] | None:
    """For each column the strip of figures in it, if there is one; None where a strip is in no column alone."""
    whose: list[tuple[int, ...]] = [()] * len(cells)
    for number, (start, end) in enumerate(strips):
        inside = [
            index for index, (left, right) in enumerate(cells) if left - _SLACK <= start and end <= right + _SLACK
        ]
        if len(inside) != 1 or whose[inside[0]]:
            return None
        whose[inside[0]] = (number,)
    return tuple(whose)
