"""The figure that a wording found in a sentence: its value, unit and place; in a list of years the one of this year.

A list gives each of its years a figure, in their order: 2010年、2011年、2012年分别公开3105条、4280条和5117条.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from index.numerals import parse_number
from index.paragraphs import Span

_AND = r"(?:[、,和与及]|以及)"
_FIGURE = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[万亿]?(?:[人件条场]次|[^\W\d_、,和与及])?"
_LIST = re.compile(
    rf"(?P<years>(?:19|20)\d\d年?度?(?:{_AND}(?:19|20)\d\d年?度?)+)(?!\d)[^;。\d]{{0,30}}?分别[^;。\d]{{0,24}}?"
    rf"(?P<figures>{_FIGURE}(?:{_AND}{_FIGURE})+)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
# What of a wider matter's figure is of information disclosure: 行政复议5件，其中涉及政府信息公开2件.
_OF_THEM = r"[^,;。\d]{0,6}[,(:]?(?:其中|内含|包括|含)[,:]?"
_ITS_FIGURE = (
    r"(?:共|有|为|计|达)*(?P<soft>约)?(?P<n>\d[\d,]*(?:\.\d+)?)(?P<soft2>余|多)?(?P<ten>万|亿)?(?P<soft3>余|多)?"
    r"(?P<unit>件次|条次|件|起|宗|例|份|条|个|项)"
)
_OF_DISCLOSURE = re.compile(
    rf"(?:{_OF_THEM}(?:涉及?|属于?|关于|有关|因|与)?|,(?:均?涉及|属于|关于|有关))(?:政府)?信息公开[^,。;\d]{{0,12}}?{_ITS_FIGURE}"
)
# 行政诉讼4件，无政府信息公开类; 行政复议1件、行政诉讼2件，均与政府信息公开无关.
_NONE_OF_DISCLOSURE = re.compile(
    r"[^。;]{0,14}?[,(](?:其中)?均?(?:无|没有|未涉及|不涉及|不属于|非|与)(?:涉及|因|属于|一?件)?(?:政府)?信息公开"
    r"(?:类|的|案件|方面|事项|无关)*(?:[,;。)]|$)"
)
# 公开政府信息8640条，其中主动公开8600条，依申请公开40条.
_OF_OWN_ACCORD = re.compile(rf"{_OF_THEM}(?:属于?)?主动公开(?:的)?(?:政府)?(?:信息)?{_ITS_FIGURE}")
_VALUE = re.compile(r"(?P<n>[\d,.]+)(?P<ten>[万亿]?)")
_REACHED = frozenset({"达", "达到"})


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure as a sentence writes it: its value in `unit`, its own characters, the word that softens it; `at` is the
    place of its number and unit in the sentence; None for a zero in words."""

    value: Decimal
    unit: str
    raw: str
    approximate: str | None = None
    at: Span | None = None


def of_disclosure(text: str, match: re.Match[str]) -> re.Match[str] | None:
    """What `text` says right behind the figure of `match` to be the part that information disclosure has in it, where
    the figure's own words do not speak of disclosure; None where nothing is."""
    own = _own_words(text, match)
    return None if "信息公开" in own or "申请公开" in own else _OF_DISCLOSURE.match(text, match.end())


def none_of_disclosure(text: str, match: re.Match[str]) -> bool:
    """Whether `text` says right behind the figure of `match` that nothing of it is of information disclosure."""
    return _NONE_OF_DISCLOSURE.match(text, match.end()) is not None


def of_own_accord(text: str, match: re.Match[str]) -> re.Match[str] | None:
    """What `text` says right behind the figure of `match` to have been disclosed unasked, where the figure's own words
    do not say so; None where nothing is."""
    return None if "主动" in _own_words(text, match) else _OF_OWN_ACCORD.match(text, match.end())


def _own_words(text: str, match: re.Match[str]) -> str:
    return text[max(text.rfind(edge, 0, match.start("n")) for edge in ",;。") + 1 : match.end()]


def figure_of(text: str, match: re.Match[str], year: int) -> StatedFigure | None:
    """The figure that `match` found in `text` (plain, without blanks); the one of `year` where a list of years has one
    for each. None where it is no number, or the list has none for that year."""
    place = _of_listed_year(text, match.start("n"), year)
    if place is None:
        return None
    soft: str | None = match["soft"] or match["soft2"] or match["soft3"]
    raw, ten, at = match["n"], match["ten"] or "", (match.start("n"), match.end("unit"))
    if place[1] > place[0] and (own := _VALUE.match(text, *place)):
        raw, ten, soft, at = own["n"], own["ten"], None, place
    value = parse_number(raw)
    if value is None:
        return None
    return StatedFigure(value, ten + match["unit"], raw, None if soft in _REACHED else soft, at)


def _of_listed_year(text: str, at: int, year: int) -> Span | None:
    """Where the figure of `year` stands in the list of years that holds the place `at`; `(at, at)` where it stands in
    no such list, None where the list has no figure of `year`."""
    for match in _LIST.finditer(text):
        if not match.start("figures") <= at < match.end("figures"):
            continue
        years = [int(one[0]) for one in _YEAR.finditer(match["years"])]
        figures = list(re.finditer(_FIGURE, match["figures"]))
        if len(years) != len(figures) or years.count(year) != 1:
            return None
        start, end = figures[years.index(year)].span()
        return match.start("figures") + start, match.start("figures") + end
    return at, at
