"""Where a file holds another report behind the issuer's own: last year's, or one of a body under it, as an annex.

附件：某市2021年政府信息公开工作年度报告 at the end of the report of 2022 begins a report with sections and tables of
its own. None of its figures are the report's, and nothing there may be read as if it were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.identify import issuer_named
from index.model import Document, Identity, Issuer
from index.numerals import fold
from index.statutory import statutory_indicators
from index.titles import years_in

_LONGEST = 80
_YEAR = r"(?:(?:19|20)\d\d|二[〇○零一二三四五六七八九]{3})年度?"
_SUBJECT = r"(?:政府|政务)?信息公开(?:工作)?"
_ANNEX = re.compile(
    r"附[件表录]?[\d一二三四五六七八九十]{0,3}[:、.]*"
    rf"(?P<name>[\u4e00-\u9fff·()]{{0,40}}?)(?P<year>{_YEAR})(?P<place>[\u4e00-\u9fff·]{{0,20}}?){_SUBJECT}[^,。;]{{0,24}}"
)
_TITLE = re.compile(
    rf"(?P<name>[\u4e00-\u9fff·()]{{0,40}}?)(?P<year>{_YEAR})(?P<place>[\u4e00-\u9fff·]{{0,20}}?){_SUBJECT}"
    r"(?:年度)?(?:工作)?(?:报告|年报)(?:\([^()]*\))?"
)
_MARK = re.compile(r"附[件表录]?[\d一二三四五六七八九十]{0,3}[:、.]*")  # on a line of its own, the annex's title below
_BRACKET = re.compile(r"\([^()]*\)")
_NO_SPACE = re.compile(r"[\s《》“”\"【】\[\]]")
_NUMBERED = re.compile(r"([一二三四五六七八九])[、.]")
_NUMBERS = "一二三四五六七八九"
_OFFICE = re.compile(r"办公[厅室]$")


@dataclass(frozen=True, slots=True)
class _Opening:
    """A line that opens a report or an annex; `number` is the last heading's above it, 0 where there is none."""

    start: int
    number: int
    annex: bool
    other_year: bool
    other_issuer: bool

    @property
    def other(self) -> bool:
        return self.other_year or self.other_issuer


def attached(document: Document, identity: Identity) -> tuple[tuple[int, int], ...]:
    """The stretches of `document` that are another report than the one that `identity` tells, in the text's order.

    One of another year counts where the report's own sections or tables begin again in it; a table that is alone under
    another year may be the report's own, its year a slip. A stretch ends where the report's own title comes, or where
    its headings are counted on from before an annex.
    """
    openings = [*_openings(document, identity)]
    if not any(one.other for one in openings):
        return ()
    tables = [one.start for one in statutory_indicators(document)]
    firsts = [start for start, number in _numbers(document) if number == 1]
    found: list[tuple[int, int]] = []
    for at, one in enumerate(openings):
        if not one.other or (found and one.start < found[-1][1]):
            continue
        own = (later.start for later in openings[at + 1 :] if not later.other)
        end = min(*own, _counted_on(document, one), len(document.text))
        again = any(
            min(starts, default=end) < one.start and any(one.start < start < end for start in starts)
            for starts in (tables, firsts)
        )
        if again or (one.other_issuer and one.annex):
            found.append((one.start, end))
    return tuple(found)


def own_part(document: Document, others: tuple[tuple[int, int], ...]) -> Document:
    """`document` without the stretches `others`; every place in what is left stays the same."""
    if not others:
        return document
    lines = tuple(one for one in document.lines if not _within(one.start, others))
    tables = tuple(one for one in document.tables if not _within(one.start, others))
    written = None if document.written is None else _emptied(document.written, others)
    return replace(document, text=_emptied(document.text, others), lines=lines, tables=tables, written=written)


def _emptied(text: str, stretches: tuple[tuple[int, int], ...]) -> str:
    whole = len(text)
    for start, end in stretches:
        text = text[:start] + ("\n" * (end - start) if end < whole else "") + text[end:]
    return text


def _within(start: int, stretches: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= start < end for first, end in stretches)


def _openings(document: Document, identity: Identity) -> Iterator[_Opening]:
    number, marked = 0, None
    for line in document.lines:
        words = _NO_SPACE.sub("", fold(document.text[line.start : line.end]))
        if not words:
            continue
        if _MARK.fullmatch(words):
            marked = line.start
            continue
        start, marked = line.start if marked is None else marked, None
        counted = _NUMBERED.match(words)
        if counted:
            number = _NUMBERS.index(counted[1]) + 1
        if len(words) > _LONGEST or not number:  # what stands before the first heading is the report's own head
            continue
        annex = _ANNEX.fullmatch(words if start == line.start else f"附:{words}")
        match = annex or _TITLE.fullmatch(words)
        if match is None:
            continue
        year = identity.year not in years_in(match["year"])
        other = is_other(match["name"] or match["place"], identity.issuer, identity.year)
        yield _Opening(start, number, annex is not None, year, other)


def _numbers(document: Document) -> Iterator[tuple[int, int]]:
    for line in document.lines:
        counted = _NUMBERED.match(_NO_SPACE.sub("", fold(document.text[line.start : line.start + 8])))
        if counted:
            yield line.start, _NUMBERS.index(counted[1]) + 1


def _counted_on(document: Document, opening: _Opening) -> int:
    """Where the headings behind an annex go on from those before it; the text's end where they do not."""
    for start, number in _numbers(document):
        if start <= opening.start:
            continue
        if number == opening.number + 1:
            return start
        if number == 1:
            break
    return len(document.text)


def is_other(words: str, issuer: Issuer, year: int) -> bool:
    """Whether the words name another body or place than the issuer: a lower place, a department of a government, or
    another department. A government's general office speaks for it."""
    words = _BRACKET.sub("", words)
    if not words or words in issuer.name or issuer.name in words:
        return False
    named = issuer_named(words, year)
    if named is None or named.name == issuer.name:
        return False
    if named.region_path != issuer.region_path:
        return named.region_path[: len(issuer.region_path)] == issuer.region_path
    if named.level != "department" or _OFFICE.search(named.name):
        return False
    return issuer.level != "department" or not (
        _shortens(named.name, issuer.name) or _shortens(issuer.name, named.name)
    )


def _shortens(short: str, name: str) -> bool:
    """Whether `short` is made of characters of `name` in their order, as 发改委 is of 发展和改革委员会."""
    rest = iter(name)
    return all(char in rest for char in short)
