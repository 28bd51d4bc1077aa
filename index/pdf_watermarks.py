"""Which letters of a page are a watermark: large and faint ones, and large or faint ones that others stand across.

The text that recognition put behind a page's own text is faint in this sense, too: what is drawn counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median

from index.pdf_page import Char

# A letter as many times as large as the page's usual ones may be a watermark's.
_LARGE = 1.8
# Letters cross where the boxes around them cover this part of the smaller one's height and width.
_COVERED = 0.3
# The page is looked at in squares of this many points.
_SQUARE = 24.0

_Line = tuple[int, int, int, bool]


def without_watermarks(glyphs: Sequence[Char]) -> list[Char]:
    """The page's letters without its watermarks."""
    if not glyphs:
        return []
    usual = median(glyph.size for glyph in glyphs)
    suspects = [glyph for glyph in glyphs if glyph.faint or glyph.size > _LARGE * usual]
    if not suspects:
        return list(glyphs)
    lines: dict[_Line, list[Char]] = defaultdict(list)
    for glyph in suspects:
        lines[_line(glyph)].append(glyph)
    suspected = set(map(id, suspects))
    near = _Near(glyph for glyph in glyphs if id(glyph) not in suspected and not glyph.text.isspace())
    marks = {
        line
        for line, letters in lines.items()
        if any((letter.faint and letter.size > _LARGE * usual) or near.crosses(letter) for letter in letters)
    }
    return [glyph for glyph in glyphs if id(glyph) not in suspected or _line(glyph) not in marks]


def _line(glyph: Char) -> _Line:
    """What the letters of one line share: their direction, size and height, and whether they are faint."""
    level = glyph.y if glyph.turn % 2 == 0 else glyph.x
    return glyph.turn, round(glyph.size), round(2 * level / glyph.size), glyph.faint


class _Near:
    """Letters by the squares of the page that they stand in."""

    def __init__(self, glyphs: Iterable[Char]) -> None:
        self._squares: dict[tuple[int, int], list[Char]] = defaultdict(list)
        for glyph in glyphs:
            self._squares[_square(glyph.x), _square(glyph.y)].append(glyph)

    def crosses(self, letter: Char) -> bool:
        """Whether another letter stands across `letter`."""
        columns = range(_square(letter.x0) - 1, _square(letter.x1) + 2)
        rows = range(_square(letter.bottom) - 1, _square(letter.top) + 2)
        if len(columns) * len(rows) > len(self._squares):
            return any(_cross(letter, other) for square in self._squares.values() for other in square)
        return any(_cross(letter, other) for x in columns for y in rows for other in self._squares.get((x, y), ()))


def _square(place: float) -> int:
    return int(place // _SQUARE)


def _cross(one: Char, other: Char) -> bool:
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.top, other.top) - max(one.bottom, other.bottom)
    narrower = min(one.x1 - one.x0, other.x1 - other.x0)
    lower = min(one.top - one.bottom, other.top - other.bottom)
    return width > _COVERED * narrower and height > _COVERED * lower
