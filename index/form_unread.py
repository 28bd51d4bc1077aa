"""Rows of a form that a page shows and that nothing read → Indicators, blank with the reason.

A page end cuts a row in two, or its label stands torn between the figures of its neighbours: then no reader of the form
knows it again. That it was printed the table itself tells: the row's label begins between the rows that the form has
before and after it. A row that the issuer left out has no words there, and nothing is said of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.forms import LocatedRow, Region
from index.labels import core_of, squeeze
from index.model import Document, Indicator
from index.ontology import APPLICANTS, ontology
from index.tables import CellReading

PAGE_ENDS = "the page ends inside this row, and nothing tells for certain what stands in it"
TORN = "the row's label is torn, and nothing tells for certain which figures stand beside it"

_APPLICATIONS, _STATISTICS = "applications", "statistics-2014"
# So many rows of a form were read in its order where it is one of its tables.
_FEWEST_ROWS = 5
# How many letters of a label must stand there: behind its number, where it has none, and outside the rows read.
_NUMBERED, _UNNUMBERED, _OUTSIDE = 1, 4, 2
# How far before the first row that was read, and behind the last one, others are looked for.
_BEFORE, _BEHIND = 600, 2000
# A table of which no five rows were read: its title, its outermost heads, so many labels begun, so long at most.
_TITLE = re.compile("收到和处理(?:政府信息公开)?申请情况")
_HEADS = ("自然人", "总计")
_FEWEST_BEGUN, _LONGEST = 10, 4000
_NEXT_TABLE = re.compile("行政复议|行政诉讼")
_NUMBER = re.compile(r"(?:[一二三四五六七八九十]、|\([一二三四五六七八九十]\)|\d\.)")


@dataclass(frozen=True, slots=True)
class _Read:
    """A row of a form that was read, and where it stands in the text."""

    row: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Gap:
    """A stretch of the text between two rows that were read, and the rows of the form that belong into it; `outside`
    says that it lies before the first of them or behind the last."""

    start: int
    end: int
    rows: range
    outside: bool


def unread_rows(document: Document, found: Sequence[Indicator]) -> Iterator[Indicator]:
    """The indicators of rows of the applications and of the statistics table that stand on the pages of `document` and
    are not among those `found`, all of them blank. A format without pages has no rows that a page end could cut."""
    if document.page_at(0) is None:
        return
    for form in (_APPLICATIONS, _STATISTICS):
        own = [item for item in found if (item.applicant is not None) == (form == _APPLICATIONS)]
        known = {item.code for item in own}
        for gap in _gaps(document, form, own):
            yield from _in_gap(document, form, gap, known)


def _gaps(document: Document, form: str, found: Sequence[Indicator]) -> Iterator[_Gap]:
    """Where rows may be missing: between those that were read in the form's order, and at both ends of them."""
    count = len(ontology().rows[form])
    runs = _runs(document.text, form, found)
    if not runs and form == _APPLICATIONS:
        yield from _whole_table(document.text)
    for run in runs:
        first, last = run[0], run[-1]
        ended = max((item.end for item in found if item.end <= first.start), default=0)
        yield _Gap(max(ended, first.start - _BEFORE), first.start, range(first.row), outside=True)
        for above, below in pairwise(run):
            yield _Gap(above.end, below.start, range(above.row + 1, below.row), outside=False)
        begun = min((item.start for item in found if item.start >= last.end), default=len(document.text))
        end = min(begun, last.end + _BEHIND)
        other = _NEXT_TABLE.search(document.text, last.end, end) if form == _APPLICATIONS else None
        yield _Gap(last.end, other.start() if other else end, range(last.row + 1, count), outside=True)


def _whole_table(text: str) -> Iterator[_Gap]:
    """Where the applications table stands of which too few rows were read for a table: behind the heads of its columns,
    with as many of its labels begun as make one."""
    rows = range(len(ontology().rows[_APPLICATIONS]))
    for title in _TITLE.finditer(text):
        end = _NEXT_TABLE.search(text, title.end(), title.end() + _LONGEST)
        words = squeeze(text, title.end(), end.start() if end else min(len(text), title.end() + _LONGEST)).text
        begun = sum(bool(_begun(words, _APPLICATIONS, row, outside=True)) for row in rows)
        if begun >= _FEWEST_BEGUN and all(head in words for head in _HEADS):
            yield _Gap(title.end(), end.start() if end else min(len(text), title.end() + _LONGEST), rows, outside=True)
            return


def _runs(text: str, form: str, found: Sequence[Indicator]) -> list[list[_Read]]:
    """The rows that were read, in runs that keep the form's order: each such run is a table. Of a row whose label could
    not be told from what stands around it, only the first line is its own for certain."""
    rows = {row.code: number for number, row in enumerate(ontology().rows[form]) if row.code is not None}
    places: dict[tuple[int, int], int] = {}
    for item in found:
        if item.code in rows:
            place = rows[item.code], item.start
            line = text.find("\n", item.start, item.end) if item.value is None else -1
            places[place] = max(places.get(place, 0), item.end if line < 0 else line)
    runs: list[list[_Read]] = [[]]
    for (row, start), end in sorted(places.items(), key=lambda one: (one[0][1], one[0][0])):
        if runs[-1] and row <= runs[-1][-1].row:
            runs.append([])
        runs[-1].append(_Read(row, start, end))
    return [run for run in runs if len(run) >= _FEWEST_ROWS]


def _in_gap(document: Document, form: str, gap: _Gap, known: set[str]) -> Iterator[Indicator]:
    """The indicators of the gap's rows whose labels begin in it."""
    words = squeeze(document.text, gap.start, gap.end) if gap.start < gap.end else None
    if words is None or not any(_code(form, row) not in {None, *known} for row in gap.rows):
        return
    begun = {row: length for row in gap.rows if (length := _begun(words.text, form, row, outside=gap.outside))}
    there = known | {str(_code(form, row)) for row in begun}
    why = PAGE_ENDS if document.page_at(gap.start) != document.page_at(gap.end) else TORN
    for row, length in begun.items():
        code = _code(form, row)
        if code is None or code in known or there & set(ontology().terms[code].parts):
            continue
        at = words.text.find(_label(form, row)[:length])
        region = Region(gap.start, gap.end, None)
        located = LocatedRow(document, region, *words.span(at, at + length))
        for applicant in APPLICANTS if form == _APPLICATIONS else (None,):
            yield located.indicator(code, CellReading("blank", why=why), applicant)


def _begun(words: str, form: str, row: int, *, outside: bool) -> int:
    """How many letters of the row's label stand in `words` as its beginning; 0 where they are too few to tell."""
    label = _label(form, row)
    number = _NUMBER.match(label)
    least = number.end() + _NUMBERED if number else _UNNUMBERED
    least = min(least + (_OUTSIDE if outside else 0), len(label))
    if len(core_of(label)) <= 2:
        least = len(label)
    length = least
    while length <= len(label) and label[:length] in words:
        length += 1
    return length - 1 if length > least else 0


def _label(form: str, row: int) -> str:
    label = ontology().rows[form][row].labels[0]
    return squeeze(label, 0, len(label)).text


def _code(form: str, row: int) -> str | None:
    return ontology().rows[form][row].code
