"""Which letters of a page lie under a box that was painted over them, outside their clip, or in their ground's colour.

A figure is corrected in a PDF file by painting a white box over it and writing the new one on that; the old one stays
in the file, where no reader of the page sees it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import combinations

from index.pdf_page import UNKNOWN, Char

Bounds = tuple[float, float, float, float]  # left, bottom, right, top, in the file's coordinates
Colour = tuple[int, int, int]
Outline = Sequence[tuple[float, float, bool]]

_BAND = 16.0  # points: boxes are kept by the bands of the page that they reach into
_MOST_BANDS = 2_000
# A letter's ink keeps this far from the sides of its box; covered by less of what is inside, a digit may be told wrong.
# A line through a letter covers little of it.
_AROUND, _MOSTLY, _LITTLE = 0.15, 0.75, 0.3
_EDGE = 1.0  # points
_BOXLIKE = 0.9  # the part of its bounds that a shape fills to be a box: corners may be round, sides a little askew
_ALIKE = 8  # parts of colours, of 255, closer than this are not told apart


class Covers:
    """The opaque boxes of a page in the order of painting, and each run of letters with its place in that order.

    `shaded` says that the page shows pictures or shadings, which may lie between letters and a box under them.
    """

    def __init__(self) -> None:
        self.shaded = False
        self._bands: dict[int, list[tuple[int, Bounds, Colour | None]]] = {}
        self._runs: dict[int, tuple[int, Bounds | None, Colour | None]] = {}

    def add_text(self, run: int, order: int, clip: Bounds | None, colour: Colour | None) -> None:
        """A run of letters, by PDFium's address of it, that was painted as the page's `order`th object; `clip` is where
        it shows, `colour` None where it is not known."""
        self._runs[run] = order, clip, colour

    @property
    def has_text(self) -> bool:
        return bool(self._runs)

    def add_boxes(self, order: int, outlines: Sequence[Outline], colour: Colour | None) -> None:
        """A filled path: what it hides if it is a box, or boxes apart. Others (rings, letters, drawings) are taken for
        seen through."""
        boxes = [bounds for outline in outlines if (bounds := _box(outline))]
        if len(boxes) == len(outlines) and not any(_meet(one, other) for one, other in combinations(boxes[:9], 2)):
            for bounds in boxes if len(boxes) < 9 else ():
                self.add_box(order, bounds, colour)

    def add_box(self, order: int, bounds: Bounds, colour: Colour | None) -> None:
        """A box that nothing is seen through."""
        first, last = int(bounds[1] // _BAND), int(bounds[3] // _BAND)
        for band in range(max(first, last - _MOST_BANDS), last + 1):
            self._bands.setdefault(band, []).append((order, bounds, colour))

    def seen(self, run: int, letter: Char) -> str:
        """What a reader sees of a letter of `run`: the letter, nothing, or a digit that cannot be told."""
        if run not in self._runs or not letter.text:
            return letter.text
        order, clip, colour = self._runs[run]
        x, y = letter.x, letter.y
        if clip and not _holds(clip, x, y):
            return UNKNOWN if letter.text.isdigit() and _is_at_edge(letter, clip) else ""
        boxes = self._bands.get(int(y // _BAND), [])
        later = bisect_right(boxes, order, key=lambda one: one[0])
        for _, bounds, _ in boxes[later:]:
            if _hides(bounds, letter):
                return UNKNOWN if letter.text.isdigit() and _share(letter, bounds) < _MOSTLY else ""
        if colour is None or self.shaded:
            return letter.text
        ground = next((box[2] for box in reversed(boxes[:later]) if _hides(box[1], letter)), None)
        return "" if ground and all(abs(a - b) < _ALIKE for a, b in zip(ground, colour, strict=True)) else letter.text


def _is_at_edge(letter: Char, clip: Bounds) -> bool:
    """Whether a letter begins or ends at the edge of where it shows: without it, its figure would be another."""
    wide, high = (
        min(letter.x1, clip[2]) - max(letter.x0, clip[0]),
        min(letter.top, clip[3]) - max(letter.bottom, clip[1]),
    )
    return wide > -_EDGE and high > -_EDGE


def _hides(bounds: Bounds, letter: Char) -> bool:
    return _holds(bounds, letter.x, letter.y) and _share(letter, bounds) > _LITTLE


def _meet(one: Bounds, other: Bounds) -> bool:
    wide, high = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    return wide > 0 and high > 0


def _holds(bounds: Bounds, x: float, y: float) -> bool:
    return bounds[0] <= x <= bounds[2] and bounds[1] <= y <= bounds[3]


def _share(letter: Char, bounds: Bounds) -> float:
    """Which part of a letter's ink lies in `bounds`. In the file's coordinates `top` is above `bottom`."""
    aside, above = _AROUND * (letter.x1 - letter.x0), _AROUND * (letter.top - letter.bottom)
    left, right, bottom, top = letter.x0 + aside, letter.x1 - aside, letter.bottom + above, letter.top - above
    area = (right - left) * (top - bottom)
    wide, high = min(right, bounds[2]) - max(left, bounds[0]), min(top, bounds[3]) - max(bottom, bounds[1])
    return max(0.0, wide) * max(0.0, high) / area if area > 0 else 1.0


def _box(outline: Outline) -> Bounds | None:
    """The bounds of an outline that all but fills them; None for any other."""
    xs, ys = [at[0] for at in outline], [at[1] for at in outline]
    left, bottom, right, top = bounds = min(xs), min(ys), max(xs), max(ys)
    twice = abs(sum(x * ys[at - 1] - y * xs[at - 1] for at, (x, y) in enumerate(zip(xs, ys, strict=True))))
    return bounds if twice / 2 > _BOXLIKE * (right - left) * (top - bottom) > 0 else None
