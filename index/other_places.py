"""Where a report speaks of another place or body than its issuer's: 其中呼伦贝尔市受理713件 in the report of 内蒙古,
and 省教育厅受理300件 in that of a county's bureau.

One that opens a clause is the one of whom it speaks, and so do the clauses after it until the sentence ends or another
opens one: 海拉尔区建立体验区12个，全年接待群众4300人次. The figures there are not the issuer's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.model import Indicator, Issuer, Level, Quantity
from index.numerals import fold
from index.other_bodies import is_below, other_body
from index.places import Mention, gazetteer
from index.stated_whose import is_another_body, is_other_place

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
    """[start, end) of a report's text that speaks of `whose`, a place or a body that is not its issuer's."""

    start: int
    end: int
    whose: str


@dataclass(frozen=True, slots=True)
class Told:
    """Of whom a report's text tells: its issuer, of `level` (None where it is not known), but in `others`."""

    level: Level | None = None
    others: tuple[Passage, ...] = ()

    def other_at(self, at: int) -> str | None:
        """The other place or body that the text speaks of at `at`; None for the issuer."""
        return next((one.whose for one in self.others if one.start <= at < one.end), None)


# A text that tells of nobody but its issuer, whoever that is.
ISSUER_ALONE = Told()


def told_of(text: str, issuer: Issuer) -> Told:
    """Of whom `text`, a report of `issuer`, tells."""
    others = (passage for match in _SENTENCE.finditer(text) for passage in _in_sentence(match, issuer))
    return Told(issuer.level, tuple(others))


def with_scopes(quantities: Sequence[Quantity], told: Told, stated: Sequence[Indicator]) -> tuple[Quantity, ...]:
    """`quantities` with the other place for their scope where the text speaks of one, or the body whose figure it is
    as an indicator of `stated`; without those of bodies and areas that the issuer's report is not about at all. What
    the bodies below it did together can be asked for by name (区县公开多少条)."""
    bodies = {one.at: one.scope for one in stated if one.at is not None and is_another_body(one.scope)}
    found = []
    for one in quantities:
        other = told.other_at(one.at)
        if other is None or is_below(other):
            found.append(replace(one, scope=bodies.get(one.at, one.scope)))
        elif is_other_place(other):
            found.append(replace(one, scope=other))
    return tuple(found)


def _in_sentence(match: re.Match[str], issuer: Issuer) -> Iterator[Passage]:
    sentence = fold(match.group())
    if len(sentence) > _LONGEST or not any(char.isdigit() for char in sentence):
        return
    mentions = {one.start: one for one in gazetteer().find(sentence) if one.certain}
    opens: list[tuple[int, str | None]] = []
    for clause in _CLAUSE.finditer(sentence):
        mention = mentions.get(clause.end())
        body = other_body(sentence, clause.end(), issuer)
        if body is not None:
            opens.append((clause.end(), body))
        elif mention is not None:
            opens.append((clause.end(), _other(mention, sentence, issuer)))
        elif _OWN.match(sentence, clause.end()):
            opens.append((clause.end(), None))
    opens.append((len(sentence), None))
    for (start, whose), (end, _) in pairwise(opens):
        if whose is not None:
            yield Passage(match.start() + start, match.start() + end, whose)


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
