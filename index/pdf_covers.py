"""Which letters of a page lie under a box that was painted over them.

A figure is corrected in a PDF file by painting a white box over it and writing the new one on that; the old one stays
in the file, where no reader of the page sees it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from index.pdf_page import UNKNOWN, Char

Bounds = tuple[float, float, float, float]  # left, bottom, right, top, in the file's coordinates

_BAND = 16.0  # points: boxes are kept by the bands of the page that they reach into
_MOST_BANDS = 2_000
# A letter's ink keeps this far from the sides of its box; covered by less of what is inside, a digit may be told wrong.
_AROUND, _MOSTLY = 0.15, 0.75
_NEARLY = 0.5  # points by which a box may miss the shape of one


class Covers:
    """The opaque boxes of a page in the order of painting, and each run of letters with its place in that order."""

    def __init__(self) -> None:
        self._bands: dict[int, list[tuple[int, Bounds]]] = {}
        self._runs: dict[int, int] = {}

    def add_text(self, run: int, order: int) -> None:
        """A run of letters, by PDFium's address of it, that was painted as the page's `order`th object."""
        self._runs[run] = order

    def add_boxes(self, order: int, outlines: Sequence[Sequence[tuple[float, float, bool]]]) -> None:
        """A filled path: what it hides if it is one upright box. Others (rings, letters, drawings) are taken for
        seen through."""
        bounds = _upright_box(outlines[0]) if len(outlines) == 1 else None
        if bounds is None:
            return
        first, last = int(bounds[1] // _BAND), int(bounds[3] // _BAND)
        for band in range(max(first, last - _MOST_BANDS), last + 1):
            self._bands.setdefault(band, []).append((order, bounds))

    def seen(self, run: int, letter: Char) -> str:
        """What a reader sees of a letter of `run`: the letter, nothing, or a digit that cannot be told."""
        order = self._runs.get(run)
        if order is None or not letter.text:
            return letter.text
        x, y = letter.x, letter.y
        later = self._bands.get(int(y // _BAND), [])
        for _, bounds in later[bisect_right(later, order, key=lambda one: one[0]) :]:
            if _holds(bounds, x, y):
                return UNKNOWN if letter.text.isdigit() and _share(letter, bounds) < _MOSTLY else ""
        return letter.text


def _holds(bounds: Bounds, x: float, y: float) -> bool:
    return bounds[0] <= x <= bounds[2] and bounds[1] <= y <= bounds[3]


def _share(letter: Char, bounds: Bounds) -> float:
    """Which part of a letter's ink lies in `bounds`. In the file's coordinates `top` is above `bottom`."""
    aside, above = _AROUND * (letter.x1 - letter.x0), _AROUND * (letter.top - letter.bottom)
    left, right, bottom, top = letter.x0 + aside, letter.x1 - aside, letter.bottom + above, letter.top - above
    area = (right - left) * (top - bottom)
    wide, high = min(right, bounds[2]) - max(left, bounds[0]), min(top, bounds[3]) - max(bottom, bounds[1])
    return wide * high / area if area > 0 else 1.0


def _upright_box(outline: Sequence[tuple[float, float, bool]]) -> Bounds | None:
    """The bounds of an outline that is a box with upright sides; None for any other."""
    xs, ys = [at[0] for at in outline], [at[1] for at in outline]
    left, bottom, right, top = bounds = min(xs), min(ys), max(xs), max(ys)
    corners = {(x - left < right - x, y - bottom < top - y) for x, y, _ in outline}
    at_corners = all(min(x - left, right - x) <= _NEARLY and min(y - bottom, top - y) <= _NEARLY for x, y, _ in outline)
    return bounds if len(corners) == 4 and at_corners and all(straight for *_, straight in outline[1:]) else None
