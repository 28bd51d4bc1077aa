"""Lines of text → the runs of lines that may be one table without rules, each line cut where columns may part it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from index.pdf_page import UNKNOWN, Char, is_wide
from index.pdf_text import TextLine, starts_item, text_lines

# In letter sizes: a gap as wide as this may part columns, and one as wide as that where two parts are drawn apart.
_GAP, _DRAWN_APART, _WIDE_APART = 0.9, 0.12, 0.3
# In letter sizes: lines as near as this may be one table's; further apart than that they are two.
_NEAR, _APART = 3.5, 5.0
# How far apart the lines of one label and of one head may be.
WRAPPED = 2.2
# A column of units is one of figures here: it tells which rows there are, those without a figure among them.
_UNIT = r"[件条次篇个人元]|人次|万元"
VALUE = re.compile(rf"[-—–/]+|[+-]?[\d０-９,，.．%％{UNKNOWN}]+|{_UNIT}")
_LETTERS = re.compile(_UNIT)
_UNIT_HEADS = frozenset({"单位", "计量单位"})
_ARTICLE = re.compile(r"第[一二三四五六七八九十百\d]+条(?:第?[（(]?[一二三四五六七八九十\d]+[)）]?[款项]?)*")
_HEADING = re.compile(r"[一二三四五六七八九十]+、")
_OTHER_SIZE = 0.08


@dataclass(frozen=True, slots=True)
class Row:
    """A line cut where its gaps are wide; `in_head` where what looks like a unit is the end of a head's word."""

    line: TextLine
    parts: tuple[TextLine, ...]
    in_head: bool = False

    @property
    def values(self) -> list[TextLine]:
        return [part for part in self.parts if self.is_value(part)]

    def is_value(self, part: TextLine) -> bool:
        """Whether a part is a figure, a dash for want of one, or a unit."""
        return VALUE.fullmatch(part.text) is not None and not (self.in_head and _LETTERS.fullmatch(part.text))

    @property
    def is_tabular(self) -> bool:
        return len(self.parts) > 1

    @classmethod
    def of(cls, line: TextLine) -> Row:
        return cls(line, tuple(_parts(line)))


def _parts(line: TextLine) -> Iterator[TextLine]:
    start = 0
    for index, (one, other) in enumerate(pairwise(line.chars), 1):
        if _are_apart(one, other, line.size):
            yield from text_lines(line.chars[start:index])
            start = index
    yield from text_lines(line.chars[start:])


def _are_apart(one: Char, other: Char, size: float) -> bool:
    """Whether two neighbours on a line may stand in two columns: far apart, or drawn apart where nothing but a column
    parts them (programs draw Latin letters among Chinese ones apart)."""
    gap = other.x0 - one.x1
    if gap > _GAP * size:
        return True
    wide = is_wide(one.text)
    if one.run == other.run or wide != is_wide(other.text):
        return False
    return abs(gap) > (_WIDE_APART if wide else _DRAWN_APART) * size


def runs(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows next to each other that may be one table: tabular ones and what clings to them; others by themselves."""
    run: list[Row] = []
    for index, row in enumerate(rows):
        if not row.is_tabular and not _belongs(rows, index):
            yield from filter(None, (run, [row]))
            run = []
        elif run and row.line.y - run[-1].line.y > _APART * row.line.size:
            yield run
            run = [row]
        else:
            run.append(row)
    if run:
        yield run


def sections(run: Sequence[Row]) -> Iterator[list[Row]]:
    """A run cut before the lines that name an article of the law, and at those that are set in another size or stand
    over a head: each part of the form has columns of its own."""
    tabular = [row.line.size for row in run if row.is_tabular]
    usual = median(tabular) if tabular else 0.0
    part: list[Row] = []
    for place, row in enumerate(run):
        alone = not row.is_tabular and usual > 0
        other = alone and (abs(row.line.size - usual) > _OTHER_SIZE * usual or _is_heading(run, place))
        if part and (other or (alone and _ARTICLE.fullmatch(row.line.text))):
            yield part
            part = []
        part.append(row)
        if other:
            yield part
            part = []
    if part:
        yield part


def with_whole_heads(run: Sequence[Row]) -> list[Row]:
    """The rows, those over the first figures told what they are that end a head's word in a narrow column (自然 over
    人), which is no unit there."""
    figures = (index for index, row in enumerate(run) if any(not _LETTERS.fullmatch(part.text) for part in row.values))
    first = next(figures, len(run))
    return [
        replace(row, in_head=any(_ends_a_word(part, run[:index]) for part in row.values)) if index < first else row
        for index, row in enumerate(run)
    ]


def _ends_a_word(part: TextLine, above: Sequence[Row]) -> bool:
    over = [
        other
        for row in above
        for other in row.parts
        if 0 < part.y - other.y < WRAPPED * part.size and part.x0 < other.x1 and other.x0 < part.x1
    ]
    return bool(over) and over[-1].text not in _UNIT_HEADS and not VALUE.fullmatch(over[-1].text)


def _is_heading(run: Sequence[Row], place: int) -> bool:
    """Whether a line has a heading's number and stands over words in columns, not over figures."""
    after = next((row for row in run[place + 1 :] if row.is_tabular), None)
    return after is not None and not after.values and _HEADING.match(run[place].line.text) is not None


def _belongs(rows: Sequence[Row], index: int) -> bool:
    """Whether a line that is not tabular is part of a table: lines lead from it to a tabular one, each close to the
    next, and it does not go on under that one's columns."""
    for step in (-1, 1):
        place = index
        while 0 <= place + step < len(rows):
            here, there = rows[place], rows[place + step]
            if abs(here.line.y - there.line.y) > _NEAR * here.line.size:
                break
            if there.is_tabular:
                if _within(rows[index].line, there):
                    return True
                break
            place += step
    return False


def _within(line: TextLine, row: Row) -> bool:
    """Whether a line stands beside or between the parts of a row, not across them."""
    return sum(part.x0 < line.x1 and line.x0 < part.x1 for part in row.parts) < 2


def outside(run: Sequence[Row]) -> tuple[int, int]:
    """How many lines at the start and at the end of a run are no part of its table: a heading stands over it and does
    not fill its line, or is set larger."""
    tabular = [index for index, row in enumerate(run) if row.is_tabular]
    if not tabular:
        return len(run), 0
    right = max(run[index].parts[0].x1 for index in tabular)
    size = run[tabular[0]].line.size
    above = tabular[0]
    while above and _is_of_label(run[above - 1].line, right, size):
        above -= 1
    below = len(run) - 1 - tabular[-1]
    ends = [row.line for row in run[tabular[-1] + 1 :]]
    for number, line in enumerate(ends):
        if starts_item(line.text) or abs(line.size - size) > 0.1 * size or line.x1 > right + line.size:
            below = len(ends) - number
            break
    else:
        below = 0
    return above, below


def _is_of_label(line: TextLine, right: float, size: float) -> bool:
    return line.x1 + line.size > right >= line.x1 - line.size and abs(line.size - size) <= 0.1 * size
