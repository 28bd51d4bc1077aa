"""Whose reports a question names: issuers of the store by their own names, departments, places of the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.departments import bare_in, behind, departments_in, needs_place
from assistant.known import Known
from assistant.model import Department, Place
from assistant.strange import strange_places, without_misplaced
from index.places import Mention, gazetteer

Span = tuple[int, int]

_PARENT_OF_REPORT = re.compile(
    r"(?:省|市|州|县)?(?:的|里|下面|辖内)?那[份个篇本](?:[省市州县区镇乡旗](?=的|报|里))?(?:的|里)?(?:报告)?(?:里|中)?"
    r"|\s+(?:province )?report\b",
    re.I,
)
# Guangdong Provincial Government, Wuhan Municipal People's Government
_GOVERNMENT_EN = re.compile(
    r" (?:provincial|municipal|prefectural|city|county|district|town(?:ship)?) (?:people {1,3})?government\b"
    r"(?! (?:general )?office)",
    re.I,
)
# What several places of one name are called together (the two Gulou districts).
_KINDS_EN = re.compile(r" {1,3}(?:districts|counties|cities|prefectures|provinces|towns(?:hips)?)\b", re.I)
_YEAR_BESIDE = re.compile(r"[市县区镇乡州省]?(?:在|的|政府)?[ ,(（]{0,2}(?:in )?((?:19|20)\d{2})(?!\d)", re.I)
_YEAR_BEFORE = re.compile(r"((?:19|20)\d{2})年(?:度)?的?$")
# What may stand between a place and one within it that alone is asked about: 滨州市2018年惠民县.
_IN_FRONT = re.compile(r"(?:(?:人民)?政府)?(?:(?:19|20)?\d\d年度?|[〇零一二三四五六七八九]{2,4}年度?|[去今]年)?的?")
_JOINED = re.compile(r"[和与及、,跟或]|以及")
_FURTHER_OUT = re.compile(r",? ?(?:in|of)? ?", re.I)
_MAY_PRECEDE = re.compile(r"(?:^|[^\u4e00-\u9fff]|[在与和及跟比较问下看查请年度的省市州是对从而或除加给])$")
_MAY_FOLLOW = re.compile(
    r"$|[^\u4e00-\u9fff]|(?:人民)?政府|[的在去今前历近收受主共有和与跟比较是呢县市区那把将对做没未要还也都向因]|公开|一共|总共|哪"
    r"|网上|网站|办[理结了公]|怎[么样]|如何|为什么|制[发定]|发布|通过|开[展通]|行政|依申请|申请|答复|处理|不予|予以|部分|结转"
    r"|报告|年报|信[访函]|当面|举办|召开|回应|上年|本年|培训|政[务策]|存在|打算|计划|设[立置]|谁|几|多少"
)
_JOIN_OR_SCOPE = "和与及全本各"
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
    own = _own(text, known, mentions, further)
    departments = _departments(text, [*mentions, *further], own)
    inside = [span for _, span in own] + [span for _, span in departments]
    strange = [
        one for one in strange_places(text, [*mentions, *further]) if not any(_overlap(one[1], span) for span in inside)
    ]
    inside += [span for _, span in strange]
    mentions = [one for one in mentions if not any(_overlap(_span(one), span) for span in inside)]
    mentions = [_narrowed(one, further) for one in mentions]
    held = _without_parents(text, [*own, *strange, *((_place(text, one), _span(one)) for one in mentions)])
    named, alone = _with_places(text, departments, without_misplaced(text, held))
    places = {(place.words, place.paths): place for place in alone}
    kinds = [match.span() for _, end in (*inside, *spans) if (match := _KINDS_EN.match(text, end))]
    return Named(tuple(places.values()), tuple(named), (*inside, *spans, *kinds))


def _own(text: str, known: Known, mentions: Sequence[Mention], further: Sequence[Mention]) -> list[tuple[Place, Span]]:
    """The issuers that the store knows by the words of `text`."""
    held = [
        _span(one) for one in (*mentions, *further) if _is_held(one, known) or one in further or _parent(one, further)
    ]
    return [
        (place, span)
        for place, span in known.find(text)
        if place.issuers or not any(_overlap(span, other) for other in held)
    ]


def _departments(
    text: str, mentions: Sequence[Mention], own: Sequence[tuple[Place, Span]]
) -> list[tuple[Department, Span]]:
    """The departments of `text`; not the word for a zone inside a place's name (浦东新区) or without its place."""
    places = [_span(one) for one in mentions]
    beside = [*places, *(span for place, span in own if not place.issuers)]
    found = []
    for department, (begun, end) in departments_in(text):
        span = max([begun, *(stop for start, stop in places if start < begun < stop < end)]), end
        if any(_overlap(span, other) for _, other in own):
            continue
        if needs_place(department) and not _beside_its_place(text, span, beside):
            continue
        found.append((department, span))
    taken = [*(one for _, one in own), *(one for _, one in found)]
    return [*found, *_bare(text, mentions, beside, taken)]


def _bare(
    text: str, mentions: Sequence[Mention], beside: Sequence[Span], taken: Sequence[Span]
) -> Iterator[tuple[Department, Span]]:
    """The bodies that stand right behind their places and are named without the word for their kind (南通公安)."""
    gap = int(text.isascii())
    for department, (begun, end) in bare_in(text):
        inside = [one for one in mentions if begun < one.end < end]
        span = max([begun, *(one.end for one in inside)]), end
        if any(0 <= span[0] - stop <= gap for _, stop in beside) and not any(_overlap(span, one) for one in taken):
            yield behind(department, text[span[0] : end], text[inside[-1].start : end] if inside else ""), span


def _beside_its_place(text: str, span: Span, places: Sequence[Span]) -> bool:
    if any(_overlap(span, one) for one in places):
        return False
    latin = text[span[0] : span[1]].isascii()
    return any(0 <= span[0] - end <= int(latin) for _, end in places)


def _without_parents(text: str, named: Sequence[tuple[Place, Span]]) -> list[tuple[Place, Span]]:
    """What is named, without the places that only say where the next one lies (徐汇区人民政府天平路街道办事处)."""
    ordered = sorted(named, key=lambda one: one[1])
    kept = [
        one
        for one, after in zip(ordered, [*ordered[1:], None], strict=False)
        if after is None or not (_IN_FRONT.fullmatch(text, one[1][1], after[1][0]) and _holds(one[0], after[0]))
    ]
    return [one for one in named if one in kept]


def _holds(above: Place, below: Place) -> bool:
    return any(
        low[: len(high)] == high and (len(low) > len(high) or below.issuers)
        for high in above.paths
        for low in below.paths
    )


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
    """The places that the words may mean, under each name that the same place has had; and those of their name then."""
    places = gazetteer()
    found: list[tuple[str, ...]] = []
    for place in (mention.place, *mention.candidates):
        others = (*places.other_selves(place), *places.namesakes(place))
        found += [place.path, *(other.path for other in others)]
    return tuple(dict.fromkeys(found))


def _span(mention: Mention) -> Span:
    return mention.start, mention.end


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _stands_before(text: str, mention: Mention, after: Mention) -> bool:
    """Whether `mention` says where `after` lies, and is not set beside it (景德镇市和浮梁县)."""
    return after.start - mention.end <= 2 and not _JOINED.search(text, mention.end, after.start)


def _mentions(text: str, known: frozenset[tuple[str, ...]]) -> tuple[list[Mention], list[Mention], list[Span]]:
    """The places that `text` names; the parents right before their parts (衡阳市衡山县); and the spans of the words
    that name them all, with a word for the level or the report (那份报告)."""
    named = gazetteer().find(text)
    found = [one for one in named if one.certain or _is_meant(text, one, named, known)]
    kept: list[Mention] = []
    for index, mention in enumerate(found):
        after = found[index + 1] if index + 1 < len(found) else None
        before = found[index - 1] if index else None
        if after is not None and after.place.within(mention.place) and _stands_before(text, mention, after):
            continue
        inner = before is not None and before.place.within(mention.place)
        if before is not None and inner and _FURTHER_OUT.fullmatch(text[before.end : mention.start]):
            continue
        kept.append(mention)
    further = [mention for mention in found if mention not in kept]
    return kept, further, [(mention.start, _named_until(text, mention)) for mention in found]


def _is_meant(text: str, mention: Mention, others: Sequence[Mention], known: frozenset[tuple[str, ...]]) -> bool:
    """Whether an uncertain name is a place of the store: 资源 of 资源收到多少申请, not that of 公共资源交易."""
    if not any(path in known for path in _paths(mention)):
        return False
    if mention.words not in gazetteer().ordinary and mention.words[0] not in _JOIN_OR_SCOPE:
        return True
    below = any(one.end == mention.start and mention.place.within(one.place) for one in others)
    before = below or _MAY_PRECEDE.search(text[: mention.start])
    return bool(before and _MAY_FOLLOW.match(text, mention.end))


def _named_until(text: str, mention: Mention) -> int:
    report = _PARENT_OF_REPORT.match(text[mention.end :]) or _GOVERNMENT_EN.match(text[mention.end :])
    if report:
        return mention.end + report.end()
    latin = mention.words[-1:].isascii() and text[mention.end : mention.end + 1] in tuple("省市州县区镇乡旗")
    return mention.end + int(latin)


def _place(text: str, mention: Mention) -> Place:
    after = text[mention.end :]
    year = _YEAR_BESIDE.match(after) or _YEAR_BEFORE.search(text[: mention.start])
    return Place(
        words=mention.words,
        paths=_paths(mention),
        certain=mention.certain,
        parent_only=bool(_PARENT_OF_REPORT.match(after)),
        year=int(year[1]) if year else None,
    )


def _with_places(
    text: str, departments: Sequence[tuple[Department, Span]], named: Sequence[tuple[Place, Span]]
) -> tuple[list[Department], list[Place]]:
    """The departments with the places they are named with, and the places named for themselves."""
    alone = list(named)
    found = []
    for department, (start, end) in departments:
        places = [one for one in alone if not one[0].issuers]
        near = [
            one
            for one in places
            if 0 <= start - one[1][1] <= _BESIDE or (text.isascii() and 0 <= one[1][0] - end <= _BESIDE_EN)
        ]
        near = [one for one in near if one[1][0] < start] or near
        near = near or (places if len(departments) == 1 and len(places) == 1 else [])
        if near:
            own = near[-1]
            alone.remove(own)
            found.append(replace(department, place=own[0]))
        else:
            found.append(department)
    return found, [place for place, _ in alone]
