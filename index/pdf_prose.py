"""Whether a line of text goes on in the next one, told from where the lines of a page begin and end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from index.pdf_text import TextLine, is_full, is_tabular, starts_item

# A line with fewer letters says little about where the text's right edge is.
_PROSE = 8
_FEW_LINES = 4
_LONG = 20
# In letter sizes: how far a line begins from the left edge when it begins a paragraph, and at most.
_INDENT = 1.2
_DEEPEST_INDENT = 5.0
# Lines further apart than this many times the usual distance are two paragraphs.
_LOOSE = 1.4
_TITLE = 1.15
_SAME_SIZE = 0.12
_MANY = 0.1
_SENTENCE_END = re.compile(r"[。！？；：!?;:][”’）)》」]*$")


@dataclass(frozen=True, slots=True)
class Measure:
    """Where a page's text stands: its left and right edge, the usual distance of its lines, the size of its letters,
    and whether the document begins its paragraphs with an indent."""

    left: float
    right: float
    pitch: float
    size: float
    indented: bool

    def indent(self, line: TextLine) -> float:
        """How far the line begins from the left edge, in letter sizes."""
        return (line.x0 - self.left) / line.size

    def is_title(self, line: TextLine) -> bool:
        """Whether the line is set large and in the middle."""
        off_centre = abs(line.x0 - self.left - (self.right - line.x1))
        return line.size > _TITLE * self.size and off_centre < 2 * line.size


def measures(pages: Sequence[Sequence[TextLine]]) -> list[Measure]:
    """The measure of each page from its lines; a page with few of them takes the document's edges."""
    prose = [[line for line in lines if len(line.chars) >= _PROSE] for lines in pages]
    every = [line for lines in prose for line in lines] or [line for lines in pages for line in lines]
    if not every:
        return [Measure(0.0, 0.0, 0.0, 1.0, False)] * len(pages)
    full = [lines for lines in prose if len(lines) >= _FEW_LINES] or [every]
    left = median(min(line.x0 for line in lines) for lines in full)
    right = median(max(line.x1 for line in lines) for lines in full)
    size = median(line.size for line in every)
    pitch = _pitch(pages, size)
    edges = []
    indents = []
    for lines in prose:
        enough = len(lines) >= _FEW_LINES
        edges.append((min(line.x0 for line in lines), max(line.x1 for line in lines)) if enough else (left, right))
        indents += [_INDENT < (line.x0 - edges[-1][0]) / line.size < 3 for line in lines]
    indented = sum(indents) > _MANY * len(indents)
    return [Measure(*sides, pitch, size, indented) for sides in edges]


def is_prose(line: TextLine) -> bool:
    """Whether the line is as long as lines of prose are and has no gap as between columns."""
    gaps = (after.x0 - before.x1 for before, after in pairwise(line.chars))
    return len(line.chars) >= _LONG and all(gap < line.size for gap in gaps)


def _pitch(pages: Sequence[Sequence[TextLine]], size: float) -> float:
    """The usual distance from line to line: the middle one of those under three letters."""
    steps = [after.y - before.y for lines in pages for before, after in pairwise(lines)]
    return median([step for step in steps if 0.8 * size < step < 3 * size] or [2 * size])


def goes_on(before: TextLine, after: TextLine, above: Measure, below: Measure, same_page: bool) -> bool:
    """Whether `after` goes on with the text of `before`, the line above it or the last one of the page before."""
    if abs(before.size - after.size) > _SAME_SIZE * before.size or is_tabular(before) or is_tabular(after):
        return False
    distance = after.y - before.y if same_page else 0.0
    if above.is_title(before) and below.is_title(after):
        return distance < 2.5 * before.size and not starts_item(after.text)
    if distance > _LOOSE * above.pitch * max(1.0, before.size / above.size) or not is_full(before, above.right, after):
        return False
    ended = bool(_SENTENCE_END.search(before.text))
    if ended and not same_page and not below.indented:
        return False
    if below.indent(after) > _INDENT:
        hanging = abs(above.indent(before) - below.indent(after)) < 0.5 and below.indent(after) < _DEEPEST_INDENT
        return hanging and not ended and not starts_item(after.text)
    return not starts_item(after.text) or (below.indented and not ended)
