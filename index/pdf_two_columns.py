"""Lines of running text that is set in two columns → the lines of the left column, then those of the right one.

Only prose is parted: many lines in a row that are parted once, at the same place near the page's middle, with words on
both sides that reach to their column's edge, and no rules among them. Whatever else stands side by side is a table's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.pdf_page import Char, Rule, is_wide
from index.pdf_text import TextLine, text_lines

_FEWEST_LINES = 6
_FEWEST_LETTERS = 10  # on each side of a line
_GAP = 1.4  # in letter sizes, between the columns
_MIDDLE = (0.35, 0.65)  # of the page's width
_FULL_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class _Parted:
    """A line's two sides, and the strip between them."""

    top: float
    bottom: float
    size: float
    left: tuple[Char, ...]
    right: tuple[Char, ...]

    @property
    def strip(self) -> tuple[float, float]:
        return self.left[-1].x1, self.right[0].x0


def in_columns(lines: Sequence[TextLine], rules: Sequence[Rule], width: float) -> list[tuple[TextLine, ...]]:
    """The lines of a page in reading order, parted wherever its text begins or ends to stand in two columns: the lines
    above, those of the left column, those of the right one, those below. A page without columns stays in one part."""
    for run in _runs([_parted(line, width) for line in lines]):
        top, bottom = run[0].top, max(line.bottom for line in run)
        if not any(_crosses(rule, top, bottom) for rule in rules):
            sides = (text_lines(char for line in run for char in side(line)) for side in (_left, _right))
            above = tuple(line for line in lines if line.bottom <= top or line.y < top)
            below = [line for line in lines if line.y > bottom]
            return [part for part in (above, *map(tuple, sides), *in_columns(below, rules, width)) if part]
    return [tuple(lines)]


def _left(line: _Parted) -> tuple[Char, ...]:
    return line.left


def _right(line: _Parted) -> tuple[Char, ...]:
    return line.right


def _parted(line: TextLine, width: float) -> _Parted | None:
    """A line of prose that is parted once, near the middle; None for any other."""
    chars = sorted(line.chars, key=lambda char: char.x0)
    printed = [char for char in chars if not char.text.isspace()]
    gaps = [at for at, (one, other) in enumerate(pairwise(printed), 1) if other.x0 - one.x1 > _GAP * line.size]
    if len(gaps) != 1:
        return None
    left, right = tuple(printed[: gaps[0]]), tuple(printed[gaps[0] :])
    middle = (left[-1].x1 + right[0].x0) / 2 / width
    prose = all(sum(is_wide(char.text) for char in side) >= _FEWEST_LETTERS for side in (left, right))
    return (
        _Parted(line.top, line.bottom, line.size, left, right) if prose and _MIDDLE[0] < middle < _MIDDLE[1] else None
    )


def _runs(lines: Sequence[_Parted | None]) -> Iterator[list[_Parted]]:
    run: list[_Parted] = []
    for line in [*lines, None]:
        if line is not None and _strip([*run, line])[1] - _strip([*run, line])[0] > line.size:
            run.append(line)
            continue
        if len(run) >= _FEWEST_LINES and _is_full(run):
            yield run
        run = [line] if line is not None else []


def _strip(run: Sequence[_Parted]) -> tuple[float, float]:
    """What lies between the columns in every line."""
    return max(line.strip[0] for line in run), min(line.strip[1] for line in run)


def _is_full(run: Sequence[_Parted]) -> bool:
    """Whether the lines of both columns reach to the column's right edge, as those of paragraphs do."""
    for ends in ([line.left[-1].x1 for line in run], [line.right[-1].x1 for line in run]):
        full = sum(end > max(ends) - 2 * run[0].size for end in ends)
        if full < _FULL_SHARE * len(run):
            return False
    return True


def _crosses(rule: Rule, top: float, bottom: float) -> bool:
    return top <= rule.at <= bottom if rule.level else rule.start < bottom and rule.end > top
