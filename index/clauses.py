"""A paragraph's sentences and the clauses that they are made of, each with its figures."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.figures import NumberSpan, figures
from index.notations import Notation, notations
from index.paragraphs import Paragraph

_FULL_STOP = re.compile(r"[。!?](?:[”’\")]+)?")
_JOINT = re.compile(r"以及|和|及(?!时)")
_BRACKETS = re.compile(r"\([^()]*\)")
_AMONG = re.compile(r"[\0\s]*其中[\0\s]*$")
_TIME_LEAD = re.compile(
    r"\0(?:[\0\s]|年?度|以来|期间|间)*$|截[至止].{0,12}$|(?:全年|年内|今年|目前|同时|期间|.{0,6}以来)$|[月季]份?度?$|日$"
)
_LONGEST_LEAD = 25
_YEAR = r"(?:19|20)\d\d年"
_WHOLE_YEAR = re.compile(
    rf"(?<![《〔比较同与])(?:(?:{_YEAR})?1月(?:1日)?(?:起)?[-—–~至到]+(?:{_YEAR})?12月(?:31日)?(?:止|底|期间)?"
    rf"|截[至止](?:到)?{_YEAR}12月(?:31日|底)|{_YEAR}(?:[至到—-]+{_YEAR})?(?:度|以来|底|末|期间)*(?!\d))"
)
# A stretch this long without a full stop is no sentence: it is cut and no clause is read in it.
LONGEST_SENTENCE = 4000
_EDGE = " 。、!?"
# The sign of a clause that 和 or 以及 parts from the next, which may say for both what was done.
JOINED = "和"


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause by its place in a paragraph, with the figures in it; `depth` counts the brackets around it and `sign`
    is what closes it."""

    start: int
    end: int
    depth: int
    sign: str
    figures: tuple[NumberSpan, ...]


@dataclass(frozen=True)
class Prose:
    """A paragraph with what has been found in it: numbers that count, numbers that do not."""

    paragraph: Paragraph

    @property
    def text(self) -> str:
        return self.paragraph.text

    @cached_property
    def figures(self) -> tuple[NumberSpan, ...]:
        return figures(self.text)

    def figures_in(self, start: int, end: int) -> tuple[NumberSpan, ...]:
        """The figures that begin in [start, end)."""
        first = bisect_left(self.figures, start, key=lambda figure: figure.start)
        last = bisect_left(self.figures, end, key=lambda figure: figure.start)
        return self.figures[first:last]

    @cached_property
    def notations(self) -> tuple[Notation, ...]:
        return notations(self.text)

    def notations_in(self, start: int, end: int) -> tuple[Notation, ...]:
        """The notations that begin in [start, end)."""
        first = bisect_left(self.notations, start, key=lambda notation: notation.start)
        last = bisect_left(self.notations, end, key=lambda notation: notation.start)
        return self.notations[first:last]

    @cached_property
    def undated(self) -> str:
        """The text with list ordinals and whole years, which name no subject, blanked out by NUL characters.

        Parts of a year (第一季度, 10月份) and years compared with (比2018年增加) stay: they say which figure it is.
        """
        named = [notation for notation in self.notations if notation.kind == "title"]
        ordinals = [(notation.start, notation.end) for notation in self.notations if notation.kind == "ordinal"]
        years = [match.span() for match in _WHOLE_YEAR.finditer(self.text)]
        chars = list(self.text)
        for start, end in ordinals + years:
            above = bisect_left(named, start, key=lambda notation: notation.end)
            if above == len(named) or named[above].start > start:
                chars[start:end] = "\0" * (end - start)
        return "".join(chars)


@dataclass(frozen=True, slots=True)
class Sentence:
    """[start, end) of a paragraph up to a full stop, its clauses, and those of the sentence before it."""

    prose: Prose
    start: int
    end: int
    clauses: tuple[Clause, ...]
    before: tuple[Clause, ...]

    def undated(self, clause: Clause) -> str:
        return self.prose.undated[clause.start : clause.end]

    def lead_start(self, index: int) -> int:
        """Where the clause begins with the time that stands before it: `2018年度,共收到…`."""
        start = self.clauses[index].start
        while index > 0:
            lead = self.clauses[index - 1]
            words = self.undated(lead)
            if lead.figures or lead.sign != "," or len(words) > _LONGEST_LEAD or not _TIME_LEAD.search(words):
                break
            start, index = lead.start, index - 1
        return start


def sentences_of(paragraph: Paragraph) -> Iterator[Sentence]:
    """The sentences of a paragraph in order; a semicolon parts clauses, not sentences, since 其中 reaches over it."""
    prose = Prose(paragraph)
    start = 0
    before: tuple[Clause, ...] = ()
    stops = [*(match.end() for match in _FULL_STOP.finditer(prose.text)), len(prose.text)]
    for end in sorted({*stops, *range(LONGEST_SENTENCE, len(prose.text), LONGEST_SENTENCE)}):
        if start < end:
            clauses = tuple(_clauses(prose, start, end)) if end - start < LONGEST_SENTENCE else ()
            yield Sentence(prose, start, end, clauses, before)
            before = clauses or before
        start = end


def _clauses(prose: Prose, start: int, end: int) -> Iterator[Clause]:
    """Parted at commas, colons and semicolons, at brackets around figures, and at 、 or 和 right behind a figure."""
    found = prose.figures_in(start, end)
    depth = 0
    for stop, after, sign in [*_borders(prose, start, end, found), (end, end, "。")]:
        words = prose.text[start:stop]
        if _AMONG.match(words) and sign in ",:":
            continue
        first, last = start + len(words) - len(words.lstrip(_EDGE)), start + len(words.rstrip(_EDGE))
        if first < last:
            yield Clause(first, last, depth, sign, prose.figures_in(first, last))
        start = after
        depth = max(0, depth + (sign == "(") - (sign == ")"))


def _borders(prose: Prose, start: int, end: int, found: Sequence[NumberSpan]) -> Iterator[tuple[int, int, str]]:
    """Where clauses part: the end of one, the start of the next, and the sign between."""
    closed = _closed_places(prose, start, end, found)
    ends = {figure.end for figure in found}
    for at in range(start, end):
        sign = prose.text[at]
        joint = _JOINT.match(prose.text, at, end) if at in ends else None
        if joint:
            yield at, joint.end(), JOINED
        elif at not in closed and (sign in ",;:()" or (sign == "、" and at in ends)):
            yield at, at + 1, sign


def _closed_places(prose: Prose, start: int, end: int, found: Sequence[NumberSpan]) -> set[int]:
    """The places where no clause parts: in notations, in figures, and in brackets that hold no figure."""
    closed: set[int] = set()
    for notation in prose.notations_in(start, end):
        closed.update(range(notation.start, notation.end))
    for figure in found:
        closed.update(range(figure.start, figure.end))
    for match in _BRACKETS.finditer(prose.text, start, end):
        if not any(match.start() <= figure.start < match.end() for figure in found):
            closed.update(range(match.start(), match.end()))
    return closed
