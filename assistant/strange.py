"""Places that a question names and no list knows: 青禾县2020年收到多少申请, 衡阳市青禾区.

Such a question is about that place and no other, whether the store holds it or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.model import Place
from index.place_unlisted import leading_place, leading_town
from index.places import Mention, gazetteer

Span = tuple[int, int]

_LEAD_IN = re.compile(
    r"^(?:请问一?下?|问一?下|请|帮我|麻烦|查询?一?下?|看看|想知道|我想(?:知道|了解)|告诉我|关于|那么?|在|和|与|[,，])*"
)
_YEAR = re.compile(r"(?:20\d\d|[012]\d|去|今|前)年(?:度)?(?:的)?[,，]?")
_QUESTION_WORDS = re.compile(r"[哪几多每这些那两个收到公开请主动受理是有在对的了和与比下辖内里几另同一]")
_GOES_ON = re.compile(r"$|\d|\s|(?:人民)?政府|[,，、?？的在去今前历近收受主共有和与比是呢]|公开|一共|总共|哪")
_SHORTEST = 3
_IN_CHINESE = re.compile(r"(?:(?:19|20)\d\d年度?)?的?")
_IN_ENGLISH = re.compile(r",? (?:in |of )?")
_TOWN, _COUNTY = re.compile(r"(?:[镇乡]|街道)$"), re.compile(r"[县区旗]$")
_CITY = re.compile(r"(?:[省市州盟]|自治区|地区)$")
_BY_POSITION = re.compile(r"[新矿城郊东西南北]区")
_NEW_TOWN = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:新城|科学城|生态城)(?:管理委员会|管委会)?")
_JOINED = re.compile(r"[和与及跟比、]")
_ENGLISH = re.compile(
    r"\b(?!(?:The|How|In|Which|What|Each|Every|Did|Does|Do|For|Is|Was|Were|Has|Have|Of|And|This|That|List|Compare)\b)"
    r"(?:[A-Z][a-z]+['’]?[a-z]*[ -]){1,2}"
    r"(?:County|District|City|Town|Township|Subdistrict|Prefecture|Banner|New Area)\b"
)


def strange_places(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[Place, Span]]:
    """The places of `text` (plain) that no list knows: at its beginning, joined to another, or below a known place."""
    known = _known(mentions)
    for mention in mentions:
        below = mention.certain and mention.place.level != "township"
        name = _at(text, mention.end, known) if below else None
        if name:
            paths = tuple((*place.path, name) for place in mention.candidates)
            yield Place(text[mention.start : mention.end] + name, paths), (mention.start, mention.end + len(name))
    for start in (_beginning(text), *(joined.end() for joined in _JOINED.finditer(text))):
        name = _at(text, start, known)
        if name and not gazetteer().lookup(name):
            yield Place(name, ((name,),)), (start, start + len(name))
    for english in _ENGLISH.finditer(text):
        if not any(low < english.end() and english.start() < high for low, high in known):
            yield Place(english[0], ((english[0],),)), english.span()


def without_misplaced(text: str, named: Sequence[tuple[Place, Span]]) -> list[tuple[Place, Span]]:
    """`named`, in the text's order, where a place of which no list knows a part by the name right behind it stands with
    that part for one place that no list knows: 石门县白沙镇 is none of the 白沙镇 elsewhere, nor 石门县."""
    found: list[tuple[Place, Span]] = []
    for place, span in sorted(named, key=lambda one: one[1]):
        before = found[-1] if found else None
        if before is not None and _is_said_to_lie(text, before, (place, span)):
            above, below = (before[0], place) if not text.isascii() else (place, before[0])
            paths = tuple((*path, below.paths[0][-1]) for path in above.paths)
            found[-1] = (replace(below, paths=paths), (before[1][0], span[1]))
        else:
            found.append((place, span))
    return found


def _is_said_to_lie(text: str, first: tuple[Place, Span], second: tuple[Place, Span]) -> bool:
    """Whether two places are set one in the other by the order of their names, where neither list has it so."""
    between = text[first[1][1] : second[1][0]]
    (above, below) = (first[0], second[0]) if not text.isascii() else (second[0], first[0])
    if not (_IN_ENGLISH if text.isascii() else _IN_CHINESE).fullmatch(between) or not (above.paths and below.paths):
        return False
    higher, lower = above.paths[0][-1], below.paths[0][-1]
    if above.issuers or below.issuers or not (_TOWN.search(lower) or (_COUNTY.search(lower) and _CITY.search(higher))):
        return False
    inside = any(low[: len(high)] == high for high in above.paths for low in below.paths)
    return not (inside or _TOWN.search(higher))


def _known(mentions: Sequence[Mention]) -> list[Span]:
    """Where known places stand that may well be meant: not 东区 of 攀枝花 behind 阳泉."""
    return [
        (mention.start, mention.end)
        for mention in mentions
        if mention.certain or any(mention.place.within(one.place) for one in mentions if one.end == mention.start)
    ]


def _beginning(text: str) -> int:
    """Where the words begin after what leads in to a question and a year."""
    lead = _LEAD_IN.match(text)
    start = lead.end() if lead else 0
    year = _YEAR.match(text, start)
    return year.end() if year else start


def _at(text: str, start: int, known: Sequence[Span]) -> str | None:
    """The name that stands there, None where the words may be anything else."""
    place = leading_place(text[start:])
    name = place.name if place else leading_town(text[start:])
    if not name and (zone := _NEW_TOWN.match(text, start)):
        name = zone[0]
    if not name or _QUESTION_WORDS.search(name) or (len(name) < _SHORTEST and not _BY_POSITION.fullmatch(name)):
        return None
    end = start + len(name)
    if any(low < end and start < high for low, high in known):
        return None
    return name if _GOES_ON.match(text, end) else None
