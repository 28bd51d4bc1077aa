"""Whose reports a question names: issuers of the store by their own names, departments, places of the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.departments import departments_in
from assistant.known import Known
from assistant.model import Department, Place
from index.places import Mention, gazetteer

Span = tuple[int, int]

_PARENT_OF_REPORT = re.compile(
    r"(?:省|市|州|县)?(?:的|里|下面|辖内)?那[份个篇本](?:[省市州县区镇乡旗](?=的|报|里))?(?:的|里)?(?:报告)?(?:里|中)?"
    r"|\s+(?:province )?report\b",
    re.I,
)
_YEAR_BESIDE = re.compile(r"[市县区镇乡州省]?(?:在|的|政府)?[ ,(（]{0,2}(?:in )?((?:19|20)\d{2})(?!\d)", re.I)
_YEAR_BEFORE = re.compile(r"((?:19|20)\d{2})年(?:度)?的?$")
_FURTHER_OUT = re.compile(r",? ?(?:in|of)? ?", re.I)
_BESIDE, _BESIDE_EN, _NEAR = 3, 10, 5


@dataclass(frozen=True, slots=True)
class Named:
    """The places and departments that a text names, and the spans of all the words that name them."""

    places: tuple[Place, ...] = ()
    departments: tuple[Department, ...] = ()
    spans: tuple[Span, ...] = ()

    @property
    def any(self) -> bool:
        return bool(self.places or self.departments)


def named_in(text: str, known: Known) -> Named:
    """Whose reports `text` (plain) names. A name that the store knows goes before the gazetteer, unless the gazetteer
    reads the same words as a place that the store holds: it tells places of one name apart by their parents."""
    mentions, further, spans = _mentions(text, known.paths)
    held = [
        _span(one) for one in (*mentions, *further) if _is_held(one, known) or one in further or _parent(one, further)
    ]
    own = [
        (place, span)
        for place, span in known.find(text)
        if place.issuers or not any(_overlap(span, other) for other in held)
    ]
    inside = [span for _, span in own]
    departments = [one for one in departments_in(text) if not any(_overlap(one[1], span) for span in inside)]
    inside += [span for _, span in departments]
    mentions = [one for one in mentions if not any(_overlap(_span(one), span) for span in inside)]
    mentions = [_narrowed(one, further) for one in mentions]
    named, alone = _with_places(text, departments, mentions)
    places = {(place.words, place.paths): place for place in (*_places(text, alone), *(place for place, _ in own))}
    return Named(tuple(places.values()), tuple(named), (*inside, *spans))


def _parent(mention: Mention, further: Sequence[Mention]) -> Mention | None:
    """The parent that stands right before or, in English, behind a place (徐州市 of 徐州市鼓楼区)."""
    near = [one for one in further if abs(one.end - mention.start) <= _NEAR or abs(mention.end - one.start) <= _NEAR]
    return next((one for one in near if mention.place.within(one.place)), None)


def _narrowed(mention: Mention, further: Sequence[Mention]) -> Mention:
    """The mention without the places of its name that lie elsewhere than its parent says."""
    parent = _parent(mention, further)
    if parent is None:
        return mention
    return replace(mention, candidates=tuple(one for one in mention.candidates if one.within(parent.place)))


def _is_held(mention: Mention, known: Known) -> bool:
    return any(path in known.paths for path in _paths(mention))


def _paths(mention: Mention) -> tuple[tuple[str, ...], ...]:
    """The places that the words may mean: as they were when they had the name, and as they are today."""
    found = []
    for place in (mention.place, *mention.candidates):
        found += [place.path, *([place.successor] if place.successor else [])]
    return tuple(dict.fromkeys(found))


def _span(mention: Mention) -> Span:
    return mention.start, mention.end


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _mentions(text: str, known: frozenset[tuple[str, ...]]) -> tuple[list[Mention], list[Mention], list[Span]]:
    """The places that `text` names; the parents right before their parts (衡阳市衡山县); and the spans of the words
    that name them all, with a word for the level or the report (那份报告)."""
    found = [one for one in gazetteer().find(text) if one.certain or any(path in known for path in _paths(one))]
    kept: list[Mention] = []
    for index, mention in enumerate(found):
        after = found[index + 1] if index + 1 < len(found) else None
        before = found[index - 1] if index else None
        if after is not None and after.place.within(mention.place) and after.start - mention.end <= 2:
            continue
        inner = before is not None and before.place.within(mention.place)
        if before is not None and inner and _FURTHER_OUT.fullmatch(text[before.end : mention.start]):
            continue
        kept.append(mention)
    further = [mention for mention in found if mention not in kept]
    return kept, further, [(mention.start, _named_until(text, mention)) for mention in found]


def _named_until(text: str, mention: Mention) -> int:
    report = _PARENT_OF_REPORT.match(text[mention.end :])
    if report:
        return mention.end + report.end()
    latin = mention.words[-1:].isascii() and text[mention.end : mention.end + 1] in tuple("省市州县区镇乡旗")
    return mention.end + int(latin)


def _places(text: str, mentions: Sequence[Mention]) -> tuple[Place, ...]:
    found: dict[tuple[str, tuple[tuple[str, ...], ...]], Place] = {}
    for mention in mentions:
        after = text[mention.end :]
        year = _YEAR_BESIDE.match(after) or _YEAR_BEFORE.search(text[: mention.start])
        place = Place(
            words=mention.words,
            paths=_paths(mention),
            certain=mention.certain,
            parent_only=bool(_PARENT_OF_REPORT.match(after)),
            year=int(year[1]) if year else None,
        )
        found.setdefault((place.words, place.paths), place)
    return tuple(found.values())


def _with_places(
    text: str, departments: Sequence[tuple[Department, Span]], mentions: Sequence[Mention]
) -> tuple[list[Department], list[Mention]]:
    """The departments with the places they are named with, and the places named for themselves."""
    alone = list(mentions)
    named = []
    for department, (start, end) in departments:
        near = [
            one
            for one in alone
            if 0 <= start - one.end <= _BESIDE or (text.isascii() and 0 <= one.start - end <= _BESIDE_EN)
        ]
        near = near or (alone if len(departments) == 1 and len(alone) == 1 else [])
        if near:
            own = near[-1]
            alone.remove(own)
            named.append(replace(department, place=_places(text, [own])[0]))
        else:
            named.append(department)
    return named, alone
