"""Letters that stand upright one below the other (a head set from top to bottom) → their text.

A page does not say that such letters are set sideways: each is upright, and only the order in which the file draws them
and the way from one to the next tell it from a narrow cell's lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.pdf_page import Char, is_wide

_FEWEST = 3
# In letter sizes: how far the letters of one column may be out of line, and how far below the one before the next is
# (marks between them are drawn out of place and stand for one letter more).
_ALIGNED = 0.35
_STEP, _TIGHT = 2.4, 1.15
_LEAST = 0.4


def stacked_text(chars: Sequence[Char]) -> str | None:
    """The text of a cell's characters, in the order in which the file draws them, where they go from top to bottom in
    columns from right to left; None where they do not."""
    letters = [char for char in chars if char.text.isalnum()]
    if len(letters) < _FEWEST or any(char.turn for char in chars):
        return None
    ways = {_way(before, after) for before, after in pairwise(letters)}
    return None if "other" in ways or "down" not in ways else "".join(char.text for char in chars).strip()


def stacks(chars: Sequence[Char]) -> Iterator[list[Char]]:
    """The characters in the order in which they are drawn, those of one column of letters without space between them
    together: a head that is too long for its cell runs over the line below and is still one head."""
    stack: list[Char] = []
    for char in chars:
        if stack and not (_is_letter(stack[-1]) and _is_letter(char) and _way(stack[-1], char, _TIGHT) == "down"):
            yield stack
            stack = []
        stack.append(char)
    if stack:
        yield stack


def _is_letter(char: Char) -> bool:
    return is_wide(char.text) and not char.turn


def _way(before: Char, after: Char, most: float = _STEP) -> str:
    """Where the next letter stands: "down" below the one before, at the head of the next "column" to its left, or at
    any "other" place."""
    aside, below = (after.x - before.x) / before.size, (after.y - before.y) / before.size
    if abs(aside) < _ALIGNED:
        return "down" if _LEAST < below < most else "other"
    return "column" if aside < -1 + _ALIGNED and below < -_LEAST else "other"
