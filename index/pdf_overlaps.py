"""Which digits of a page cannot be told, for another letter is printed across them: a stamp, a correction, a watermark.

Sorted from left to right, two figures on one place would make a third (12 over 99 gives 1929). What is printed twice to
be bold, or as a shadow, is the same letter beside itself and is left to `pdf_text`, and a figure that only runs into
its neighbour on the line to `pdf_words`, which knows the cells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from index.pdf_page import UNKNOWN, Char

# Letters stand across each other where their boxes share this part of the narrower one's width and the lower one's
# height; neighbours that are set tightly share less.
_WIDE, _HIGH = 0.35, 0.4
# The same letter printed again stands at most so many letter sizes off.
_AGAIN = 0.14
# A figure that runs into its neighbour lies over less than this part of the shorter one.
_SPILLS = 0.6
_LEVEL = 0.1  # letter sizes
_SQUARE = 24.0  # points: letters are kept by the squares of the page that they stand in


# PDFium leaves out a letter that stands on the same one within so many letter sizes, whatever figures they are of.
_LEFT_OUT = 0.08
# A letter, from where to where the figure goes that it stands in, and that figure.
_Place = tuple[Char, tuple[float, float], str]


def untold_where_crossed(glyphs: Sequence[Char]) -> list[Char]:
    """The letters in their order, U+FFFD for each digit that another letter of another run is printed across."""
    squares: dict[tuple[int, int], list[_Place]] = defaultdict(list)
    places = list(_places(glyphs))
    for place in places:
        if not place[0].text.isspace():
            squares[_square(place[0].x), _square(place[0].y)].append(place)
    return [
        replace(place[0], text=UNKNOWN) if place[0].text.isdigit() and _is_crossed(place, squares) else place[0]
        for place in places
    ]


def _places(glyphs: Sequence[Char]) -> Iterator[_Place]:
    """Each letter with the ends of the digits in a row that it is one of, or its own."""
    if not glyphs:
        return
    starts = [0]
    for at, (before, after) in enumerate(pairwise(glyphs), 1):
        if not (before.run == after.run and before.text.isdigit() and after.text.isdigit()):
            starts.append(at)
    for start, end in pairwise([*starts, len(glyphs)]):
        part = glyphs[start:end]
        ends = min(glyph.x0 for glyph in part), max(glyph.x1 for glyph in part)
        figure = "".join(glyph.text for glyph in part)
        yield from ((glyph, ends, figure) for glyph in part)


def _is_crossed(digit: _Place, squares: dict[tuple[int, int], list[_Place]]) -> bool:
    """Whether another letter stands across the digit."""
    column, row = _square(digit[0].x), _square(digit[0].y)
    near = (squares.get((x, y), ()) for x in range(column - 1, column + 2) for y in range(row - 1, row + 2))
    return any(_cross(digit, other) and not _spills(digit, other) for square in near for other in square)


def _spills(one: _Place, other: _Place) -> bool:
    """Whether of two figures on one line the first runs into the second; not where one begins on a digit of the other,
    as what is left of 110 over 10 does, of which PDFium leaves the first digit out."""
    (letter, (start, end), _), (near, (from_, to), _) = one, other
    if not near.text.isdigit() or letter.turn or near.turn or abs(letter.y - near.y) > _LEVEL * letter.size:
        return False
    if abs(letter.x0 - near.x0) < _LEFT_OUT * letter.size:
        return False
    shorter = min(end - start, to - from_)
    return (start < from_) == (end < to) and min(end, to) - max(start, from_) < _SPILLS * shorter


def _cross(one: _Place, another: _Place) -> bool:
    digit, other = one[0], another[0]
    if other is digit or other.run == digit.run or (one[2] == another[2] and _is_again(digit, other)):
        return False
    wide = min(digit.x1, other.x1) - max(digit.x0, other.x0)
    high = min(digit.top, other.top) - max(digit.bottom, other.bottom)
    narrower = min(digit.x1 - digit.x0, other.x1 - other.x0)
    lower = min(digit.top - digit.bottom, other.top - other.bottom)
    return wide > _WIDE * narrower and high > _HIGH * lower


def _is_again(digit: Char, other: Char) -> bool:
    near = _AGAIN * digit.size
    return other.text == digit.text and abs(other.x - digit.x) < near and abs(other.y - digit.y) < near


def _square(place: float) -> int:
    return int(place // _SQUARE)
