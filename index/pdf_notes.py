"""Marks of notes: small digits behind a figure, which are no digits of it (12 with a small raised 1 is no 121).

A digit that is smaller than the letter it touches and stands higher is raised, as ¹ is. One that is much smaller and
stands on the same line may be a mark or not, and is not told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.pdf_page import UNKNOWN, Char
from index.raised import raised

# In sizes of the letter before: what is small on the same line and what is where it is raised, how much higher a raised
# letter begins, how far off a mark stands, and how far below the line it may reach.
_SMALL, _SMALLER, _RAISED = 0.72, 0.9, 0.2
_APART, _BELOW = 0.35, 0.12


def with_marks(glyphs: Sequence[Char]) -> Iterator[Char]:
    """The letters in the file's coordinates (`top` above `bottom`) and order; a small digit behind another letter is
    raised and stands on that one's line, or is unknown if it is level with a figure."""
    base: Char | None = None  # what a mark would belong to
    last: Char | None = None
    for glyph in glyphs:
        if base and last and glyph.text.isdecimal() and _is_small_behind(glyph, base, last):
            last = glyph
            yield _mark(glyph, base)
            continue
        yield glyph
        if not glyph.text.isspace():
            base = last = glyph


def _is_small_behind(digit: Char, base: Char, last: Char) -> bool:
    """Whether the digit is a small one that stands close behind `base` and what small ones already follow it."""
    if digit.turn or base.turn or digit.size > (_SMALLER if _is_raised(digit, base) else _SMALL) * base.size:
        return False
    level = base.bottom - _BELOW * base.size <= digit.bottom and digit.y <= base.top
    return level and -_APART * base.size < digit.x0 - last.x1 < _APART * base.size


def _is_raised(digit: Char, base: Char) -> bool:
    return digit.bottom - base.bottom > _RAISED * base.size


def _mark(digit: Char, base: Char) -> Char:
    if _is_raised(digit, base):
        return replace(digit, text=raised(digit.text), top=base.top, bottom=base.bottom, size=base.size)
    return replace(digit, text=UNKNOWN) if base.text.isdigit() else digit
