"""Drawn shapes → the rules that a reader sees: borders come as strokes, as thin filled boxes, as rings and as polygons.

A word processor also fills the background of every cell, most often in white. A background is no border, so a filled
shape counts only where it is thinner than THIN, or white on a larger shade; a white line counts only on a shade.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from index.pdf_page import Box, Rule

THIN = 3.0
_SHORTEST = 2.0
_SLANT = 1.0
_LARGER = 1.3

Point = tuple[float, float]
# A point of an outline, and whether a straight line leads to it from the point before.
Step = tuple[float, float, bool]


class Drawing:
    """The shapes of one page in the order in which they are painted."""

    def __init__(self) -> None:
        self._dark: list[Rule] = []
        self._light: list[tuple[Rule, int]] = []
        self._shades: list[Box] = []

    def fill(self, outlines: Sequence[Sequence[Step]], light: bool) -> None:
        """Paint the inside of closed outlines; `light` says that the colour is next to white."""
        boxes = [_bounds(outline) for outline in outlines if outline]
        rings = _rings(boxes)
        for box in boxes:
            if min(box.x1 - box.x0, box.bottom - box.top) <= THIN:
                self._add(_along(box), light)
            elif box in rings:
                self._add(_sides(box), light)
            elif not light:
                self._shades.append(box)
            elif any(_stands_out(box, shade) for shade in self._shades):
                self._add(_sides(box), light=False)

    def stroke(self, outlines: Sequence[Sequence[Step]], light: bool) -> None:
        """Draw lines from point to point."""
        for outline in outlines:
            for (x0, y0, _), (x1, y1, straight) in pairwise(outline):
                if straight:
                    self._add(_segment((x0, y0), (x1, y1)), light)

    def rules(self) -> Iterator[Rule]:
        """Every rule that stands out from what lies under it."""
        yield from self._dark
        for rule, painted in self._light:
            middle = (rule.start + rule.end) / 2
            x, y = (middle, rule.at) if rule.level else (rule.at, middle)
            if any(shade.holds(x, y, THIN) for shade in self._shades[:painted]):
                yield rule

    def _add(self, rules: Iterable[Rule], light: bool) -> None:
        for rule in rules:
            if light:
                self._light.append((rule, len(self._shades)))
            else:
                self._dark.append(rule)


def _bounds(outline: Sequence[Step]) -> Box:
    xs, ys, _ = zip(*outline, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _rings(boxes: Sequence[Box]) -> set[Box]:
    """Boxes of one shape that lie in each other with a thin gap all around: a border filled as a ring."""
    rings: set[Box] = set()
    for outer, inner in pairwise(boxes):
        gaps = (inner.x0 - outer.x0, inner.top - outer.top, outer.x1 - inner.x1, outer.bottom - inner.bottom)
        if all(0 <= gap <= THIN for gap in gaps) or all(-THIN <= gap <= 0 for gap in gaps):
            rings.update((outer, inner))
    return rings


def _stands_out(box: Box, shade: Box) -> bool:
    """Whether a light box lies on a shade that is larger: white cells on a black ground leave lines between them."""
    inside = shade.holds(box.x0, box.top) and shade.holds(box.x1, box.bottom)
    return inside and shade.area > _LARGER * box.area


def _along(box: Box) -> Iterator[Rule]:
    """The line that a thin box draws; a dot may be part of a level line and of an upright one."""
    if max(box.x1 - box.x0, box.bottom - box.top) <= THIN:
        yield Rule(True, (box.top + box.bottom) / 2, box.x0, box.x1)
        yield Rule(False, (box.x0 + box.x1) / 2, box.top, box.bottom)
    elif box.x1 - box.x0 >= box.bottom - box.top:
        yield from _segment((box.x0, (box.top + box.bottom) / 2), (box.x1, (box.top + box.bottom) / 2))
    else:
        yield from _segment(((box.x0 + box.x1) / 2, box.top), ((box.x0 + box.x1) / 2, box.bottom))


def _sides(box: Box) -> Iterator[Rule]:
    corners = ((box.x0, box.top), (box.x1, box.top), (box.x1, box.bottom), (box.x0, box.bottom), (box.x0, box.top))
    for start, end in pairwise(corners):
        yield from _segment(start, end)


def _segment(start: Point, end: Point) -> Iterator[Rule]:
    """The rule from one point to the other, none where it slants or is a mere dot."""
    (x0, y0), (x1, y1) = start, end
    if abs(x1 - x0) >= _SHORTEST and abs(y1 - y0) <= _SLANT:
        yield Rule(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
    elif abs(y1 - y0) >= _SHORTEST and abs(x1 - x0) <= _SLANT:
        yield Rule(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1))
