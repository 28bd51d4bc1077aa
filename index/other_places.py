"""Where a report speaks of another place than its issuer's: 其中呼伦贝尔市受理713件 in the report of 内蒙古.

A place that opens a clause is the one of whom it speaks, and so do the clauses after it until the sentence ends or
another opens one: 海拉尔区建立体验区12个，全年接待群众4300人次. The figures there are not the issuer's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.model import Indicator, Issuer, Quantity
from index.numerals import fold
from index.places import Mention, gazetteer

_SENTENCE = re.compile(r"[^。！？!?；;\n]+")
_LONGEST = 400
_CLAUSE = re.compile(
    r"(?:^|[,:(])(?:\s|[一二三四五六七八九十\d]{1,2}[、.)]|[一二三四五六七八九十]是|其中|如|例如|比如|特别是|\d{4}年度?|今年|全年|,|:)*"
)
# What opens a clause that is about the issuer again.
_OWN = re.compile(
    r"(?:全|我|本|各)[省市州县区旗盟镇乡局厅委级地单部]|自治[区州县旗]|[省市州县区旗盟](?:人民)?政府|[省市州县区旗盟](?:本级|级|直)"
)
# Behind a place what is of more than it (呼伦贝尔市等12个盟市; 红原、汶川3县), or a thing called after it.
_OF_MORE = re.compile(r"[^,。\d]{0,24}等|(?:、|[和与及])(?![^。]*分别)|[^,。\d]{0,6}(?:路|街|大道)")
# Behind a place that the issuer's lies in, what says that the figure is that place's: 山南地区2010年共公开信息9800条.
_DOES = re.compile(
    r"(?:\d{4}年度?|今年|全年|各级[^,。\d]{0,8}|全[省市州区])*(?:共计?|总计?|累计|新|主动)*(?:公开|收到|受理|办理|答复|发布|收)"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """[start, end) of a report's text that speaks of `place`, which is not its issuer's."""

    start: int
    end: int
    place: str


def apart(
    text: str, issuer: Issuer, indicators: Sequence[Indicator], quantities: Sequence[Quantity]
) -> tuple[tuple[Indicator, ...], tuple[Quantity, ...]]:
    """`indicators` without those that sentences state of another place, and `quantities` with such a place for their
    scope."""
    found = [*_of_others(text, issuer)]
    stated = tuple(
        one for one in indicators if one.source != "text" or _at(found, one.start, one.at or one.end) is None
    )
    counted = []
    for one in quantities:
        passage = _at(found, one.at, one.at)
        counted.append(one if passage is None else replace(one, scope=passage.place))
    return stated, tuple(counted)


def _at(found: Sequence[Passage], start: int, at: int) -> Passage | None:
    return next((one for one in found if one.start <= max(start, at - 1) < one.end), None)


def _of_others(text: str, issuer: Issuer) -> Iterator[Passage]:
    for match in _SENTENCE.finditer(text):
        sentence = fold(match.group())
        if len(sentence) > _LONGEST or not any(char.isdigit() for char in sentence):
            continue
        mentions = {one.start: one for one in gazetteer().find(sentence) if one.certain}
        if not mentions:
            continue
        opens: list[tuple[int, str | None]] = []
        for clause in _CLAUSE.finditer(sentence):
            mention = mentions.get(clause.end())
            if mention is not None:
                place = _other(mention, sentence, issuer)
                opens.append((clause.end(), place))
            elif _OWN.match(sentence, clause.end()):
                opens.append((clause.end(), None))
        opens.append((len(sentence), None))
        for (start, place), (end, _) in pairwise(opens):
            if place is not None:
                yield Passage(match.start() + start, match.start() + end, place)


def _other(mention: Mention, sentence: str, issuer: Issuer) -> str | None:
    """The full name of the place that a clause opens with; None where it is the issuer's. One that the issuer's lies in
    is another where the words behind it say what it did itself."""
    if _OF_MORE.match(sentence, mention.end):
        return None
    if mention.words in issuer.region or issuer.region in mention.words or mention.words in issuer.name:
        return None
    does = _DOES.match(sentence, mention.end) is not None
    own = {issuer.region_path, gazetteer().one_path(issuer.region_path), gazetteer().present(issuer.region_path)}
    for place in (mention.place, *mention.candidates):
        for path in (place.path, gazetteer().one_path(place.path)):
            if any(one[: len(path)] == path and (one == path or not does) for one in own):
                return None
    return mention.place.name
