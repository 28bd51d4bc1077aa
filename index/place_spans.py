"""Where a Chinese text may name places, and how surely.

Many names are ordinary words or turn up across the seam of two words (和政 in 和政府). A dictionary's segmentation of
the text tells: a name that cuts through one of its words is uncertain. Words that the dictionary does not know, as most
townships' names, are cut into single characters by it and so are never in the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from index.place_index import SHORT_TEXT, PlaceEntry, PlaceIndex, Span
from index.place_names import SCOPE_WORDS, TOWN_SUFFIX, FormKind

_LONGEST_TOWN = 14
_SCOPE = re.compile(rf"[{SCOPE_WORDS}][省市州县区盟旗镇乡]")
_STREET = re.compile(r"[东西南北中一二三]?(?:路|街|大道|大街|巷|大厦|广场|公园|大桥|机场|酒店|宾馆|社区|小区)")
_NOT_A_DISTRICT = re.compile(r"[域位块间别划]")
_REGISTRATION = re.compile(r"([\u4e00-\u9fff])(?=ICP|公网安备)")
_TOGETHER = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,5}?(?=(?:[两三四五]?(?:地|省|省市)|地区)?(?![\u4e00-\u9fff]))"
)
_CITY_DISTRICT = re.compile(r"(?<!市)市[\u4e00-\u9fff]区")
_SIDE = re.compile(r"[市城江河湖路桥铁港站][东西南北中内外前后]|[东西南北][岸部郊]")
_BY_POSITION = re.compile(r"[新矿城郊东西]区|市郊区")
# What a new part of a city is called, too: 沣东新城 is none of the districts called 新城区.
_NEW_TOWN = re.compile(r"[新古老]城")
_CONJUNCTIONS = "和与及"
_OFFICE = re.compile(r"办事处|办(?!公|理|法|事|好|学|案|件|结)")


class _Seams:
    """Where the dictionary's words begin and end in a text."""

    def __init__(self, text: str) -> None:
        import rjieba  # loads its dictionary

        self.text = text
        self._at = {0, *accumulate(map(len, rjieba.cut(text, False)))}

    def is_word(self, start: int, end: int) -> bool:
        """Whether [start, end) is one word of the dictionary."""
        return not self.cut_through(start, end) and self._at.isdisjoint(range(start + 1, end))

    def cut_through(self, start: int, end: int) -> bool:
        return start not in self._at or end not in self._at


def chinese_spans(gazetteer: PlaceIndex, text: str) -> Iterator[Span]:
    """All stretches of simplified `text` that may name places; they may overlap."""
    seams = _Seams(text)
    yield from _named_spans(gazetteer, text, seams)
    yield from _shared_character(gazetteer, text)
    yield from _town_spans(gazetteer, text, seams)
    yield from _abbreviated(gazetteer, text)
    if len(text) <= SHORT_TEXT:
        yield from _bare_towns(gazetteer, text, seams)


def _named_spans(gazetteer: PlaceIndex, text: str, seams: _Seams) -> Iterator[Span]:
    heads = gazetteer.heads
    for start in range(len(text) - 1):
        lengths = heads.get(text[start : start + 2])
        if not lengths:
            continue
        for length in lengths:
            form = text[start : start + length]
            found = gazetteer.named(form) if len(form) == length else None
            if found:
                kind, places = found
                certain = _is_certain(gazetteer, seams, start, form, kind)
                yield _span(start, form, places, certain, kind != "bare")


def _span(start: int, form: str, places: tuple[PlaceEntry, ...], certain: bool, whole: bool) -> Span:
    weight = (len(form) - 0.5) * (1.0 if certain else 0.3)
    return Span(start, start + len(form), places, certain, weight, whole)


def _is_certain(gazetteer: PlaceIndex, seams: _Seams, start: int, form: str, kind: FormKind) -> bool:
    """Whether the words can hardly be anything but a place, taken by themselves."""
    text, end = seams.text, start + len(form)
    # 新区, 矿区 or 市郊区 alone are words; their city before them makes them certain.
    part = _BY_POSITION.fullmatch(form) or (_NEW_TOWN.fullmatch(form) and _is_end_of_a_name(gazetteer, text, start))
    if part or form in gazetteer.ordinary or _SCOPE.fullmatch(form[:2]) or _after_a_conjunction(seams, start):
        return False
    if kind == "bare":
        if form in gazetteer.provinces:
            return not (seams.cut_through(start, start) or _STREET.match(text, end))
        return not (seams.cut_through(start, end) or _STREET.match(text, end) or _SIDE.fullmatch(form))
    if len(form) == 2:  # 和县, 徽县
        return not _chinese(text[start - 1 : start]) or (form[0] not in _CONJUNCTIONS and seams.is_word(start, end))
    if form[-1] == "区" and _NOT_A_DISTRICT.match(text, end):
        return False
    return form[:-1] not in gazetteer.ordinary or not seams.cut_through(start, end) or not _chinese(text[end : end + 1])


def _is_end_of_a_name(gazetteer: PlaceIndex, text: str, start: int) -> bool:
    """Whether the words before `start` go on to it and are no place that it may lie in."""
    before = text[max(0, start - 4) : start]
    if not re.search(r"[\u4e00-\u9fff]{2}$", before) or re.search(r"[省市州县区的在和与及、]$", before):
        return False
    return not any(gazetteer.named(before[-length:]) for length in (2, 3, 4))


def _after_a_conjunction(seams: _Seams, start: int) -> bool:
    """Whether what looks like a name's first character is an "and" between two words: 和村镇 in 集镇和村镇."""
    text = seams.text
    joins = text[start] in _CONJUNCTIONS and _chinese(text[start - 1 : start])
    return joins and not seams.cut_through(start, start + 1)


def _shared_character(gazetteer: PlaceIndex, text: str) -> Iterator[Span]:
    """乐山市中区 is short for 乐山市市中区: one 市 serves both names."""
    for district in _CITY_DISTRICT.finditer(text):
        start = district.start()
        known = gazetteer.named(district[0])
        for length in (2, 3, 4):
            city = gazetteer.named(text[max(0, start - length) : start + 1])
            pairs = [(a, b) for a in city[1] for b in known[1] if b.within(a)] if city and known else []
            if pairs:
                yield _span(start - length, text[start - length : start], (pairs[0][0],), certain=True, whole=False)
                yield _span(start, district[0], (pairs[0][1],), certain=True, whole=True)


def _chinese(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _town_spans(gazetteer: PlaceIndex, text: str, seams: _Seams) -> Iterator[Span]:
    for suffix in TOWN_SUFFIX.finditer(text):
        end = suffix.end()
        office = suffix[0] == "办事处" and text[suffix.start() - 2 : suffix.start()] != "街道"
        for start in range(max(0, end - _LONGEST_TOWN), end - 1):
            form = text[start : suffix.start()] + "街道" if office else text[start:end]
            places = gazetteer.towns(form)
            if places:
                tail = _OFFICE.match(text, end) if suffix[0] == "街道" else None
                yield _town_span(text, start, tail.end() if tail else end, places, seams)
                break


def _town_span(text: str, start: int, end: int, places: tuple[PlaceEntry, ...], seams: _Seams) -> Span:
    generic = _SCOPE.match(text, start) or _after_a_conjunction(seams, start)
    certain = end - start > 2 and not seams.cut_through(start, start) and not generic
    return _span(start, text[start:end], places, certain, whole=True)


def _abbreviated(gazetteer: PlaceIndex, text: str) -> Iterator[Span]:
    """湘 of 湘ICP备, and abbreviations standing together: 京津冀, 川渝两地."""
    known = gazetteer.abbreviations
    for registration in _REGISTRATION.finditer(text):
        if registration[1] in known:
            yield Span(registration.start(), registration.end(), (known[registration[1]],), True, 0.2)
    for run in _TOGETHER.finditer(text) if len(text) <= SHORT_TEXT else ():
        if all(character in known for character in run[0]):
            for start, character in enumerate(run[0], run.start()):
                yield Span(start, start + 1, (known[character],), True, 0.2)


def _bare_towns(gazetteer: PlaceIndex, text: str, seams: _Seams) -> Iterator[Span]:
    """Townships without their level, never certain; an ordinary word or another place's name is not taken for one."""
    bases = gazetteer.town_bases
    for start in range(len(text) - 1):
        for length in (6, 5, 4, 3, 2):
            form = text[start : start + length]
            if (
                len(form) == length
                and form in bases
                and not _is_word(form)
                and not seams.cut_through(start, start + length)
            ):
                places = tuple(place for name in bases[form] for place in gazetteer.towns(name))
                yield _span(start, form, places, certain=False, whole=False)
                break


@lru_cache(maxsize=4096)
def _is_word(form: str) -> bool:
    import rjieba

    return bool(rjieba.has_word(form))
