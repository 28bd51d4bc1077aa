"""The gazetteer: China's provinces, prefectures, counties and townships, by every name they go by.

`Gazetteer.find` reads places out of running text, Chinese (`index.place_spans`) or Latin (`index.place_romanised`);
`Gazetteer.lookup` takes a name alone. The names themselves are in `index.place_index`.
"""

from __future__ import annotations

import gzip
import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Any, cast

from index.place_index import PlaceEntry, PlaceIndex, PlaceLevel, Span
from index.place_romanised import latin_spans
from index.place_spans import chinese_spans

__all__ = ["Gazetteer", "Mention", "PlaceEntry", "PlaceLevel", "gazetteer"]

_GOVERNMENT = re.compile(r"(?:人民)?政府$")
_SENTENCE_END = re.compile(r"[。！？!?；;\n]")
_JOINED = re.compile(r"[\s·,，/()（）的-]{0,2}|,? (?:in|of) ")
_NEARBY = 60  # characters
_NEIGHBOURS = 10  # mentions
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a text: `text[start:end] == words`.

    `place` is the likeliest of `candidates`, all the places that the words may mean where the text stands. `certain`
    is False where the words may be no place at all (资源, 和县 in 州和县). Such a mention is still worth trusting when
    its place is known from elsewhere, for example as the issuer of a report at hand.
    """

    place: PlaceEntry
    start: int
    end: int
    words: str
    certain: bool
    candidates: tuple[PlaceEntry, ...] = ()


class Gazetteer(PlaceIndex):
    """All places by all names. Take it from `gazetteer()`, which loads it once."""

    def lookup(self, name: str) -> tuple[PlaceEntry, ...]:
        """The places that a name alone may mean, likeliest first; empty where there is none.

        Takes official names, names without level or peoples, former names, pinyin and English, traditional characters,
        one-character abbreviations (沪), parents beside the name (湖南衡山), and a government's name for its place.
        """
        name = _GOVERNMENT.sub("", self.simplified(name.strip()))
        if name in self.abbreviations:
            return (self.abbreviations[name],)
        known = self.named(name)
        places = (*(known[1] if known else ()), *self.towns(name))
        if places:
            return places
        mentions = self.find(name)
        if mentions and mentions[0].start == 0 and mentions[-1].end == len(name):
            return max(mentions, key=lambda mention: len(mention.place.path)).candidates
        return tuple(place for town in self.town_bases.get(name, ()) for place in self.towns(town))

    def find(self, text: str) -> tuple[Mention, ...]:
        """The places that a text names, in its order, the longest names that do not overlap.

        A parent in front (衡阳市衡山县), behind (Hengshan County, Hunan) or elsewhere in the sentence narrows the
        candidates. Townships are found by their names with level; in a short text, such as a question, also without.
        """
        spans = list(chinese_spans(self, self.simplified(text)))
        if _LATIN.search(text):
            spans.extend(latin_spans(self, text))
        mentions = [
            Mention(span.places[0], span.start, span.end, text[span.start : span.end], span.certain, span.places)
            for span in _heaviest(spans)
        ]
        return tuple(_narrowed(text, mentions, {span.start for span in spans if span.whole}))


def _heaviest(spans: list[Span]) -> list[Span]:
    """The spans that do not overlap and weigh most together, in order (weighted interval scheduling)."""
    spans = sorted(spans, key=lambda span: (span.end, span.start))
    best: list[tuple[float, int, bool]] = [(0.0, 0, False)]  # weight so far, where to go on from, whether taken
    ends = [0]
    for span in spans:
        before = _last_at_most(ends, span.start)
        taken = best[before][0] + span.weight
        best.append((taken, before, True) if taken > best[-1][0] else (best[-1][0], len(best) - 1, False))
        ends.append(span.end)
    chosen, at = [], len(spans)
    while at:
        if best[at][2]:
            chosen.append(spans[at - 1])
        at = best[at][1]
    return chosen[::-1]


def _last_at_most(ends: list[int], limit: int) -> int:
    return bisect_right(ends, limit) - 1


def _narrowed(text: str, mentions: list[Mention], whole: set[int]) -> Iterator[Mention]:
    """Narrows each mention's candidates by the mentions around it, those that touch it first."""
    for number, mention in enumerate(mentions):
        neighbours = []
        if number and _JOINED.fullmatch(text, mentions[number - 1].end, mention.start):
            neighbours.append(mentions[number - 1])
        if number + 1 < len(mentions) and _JOINED.fullmatch(text, mention.end, mentions[number + 1].start):
            neighbours.append(mentions[number + 1])
        touching = _below(mention, neighbours[:1]) or _below(mention, neighbours)
        children = _above(mention, neighbours)
        if touching:
            sure = mention.certain or mention.start in whole or not _followed_by_word(text, mention.end)
            yield replace(mention, place=touching[0], candidates=touching, certain=sure)
        elif children:
            sure = mention.certain or mention.words not in gazetteer().ordinary
            yield replace(mention, place=children[0], candidates=children, certain=sure)
        elif len(mention.candidates) > 1:
            nearby = _below(mention, _same_sentence(text, mentions, number)) or mention.candidates
            yield replace(mention, place=nearby[0], candidates=nearby)
        else:
            yield mention


def _below(mention: Mention, others: Sequence[Mention]) -> tuple[PlaceEntry, ...]:
    """The candidates that lie below a place that one of the other mentions may mean."""
    above = [place for other in others for place in other.candidates]
    return tuple(place for place in mention.candidates if any(place.within(other) for other in above))


def _above(mention: Mention, others: Sequence[Mention]) -> tuple[PlaceEntry, ...]:
    below = [place for other in others for place in other.candidates]
    return tuple(place for place in mention.candidates if any(other.within(place) for other in below))


def _followed_by_word(text: str, end: int) -> bool:
    return "\u4e00" <= text[end : end + 1] <= "\u9fff"


def _same_sentence(text: str, mentions: list[Mention], number: int) -> list[Mention]:
    at = mentions[number]
    found = []
    for other in mentions[max(0, number - _NEIGHBOURS) : number + _NEIGHBOURS + 1]:
        between = text[min(at.end, other.end) : max(at.start, other.start)]
        if other is not at and other.certain and len(between) <= _NEARBY and not _SENTENCE_END.search(between):
            found.append(other)
    return found


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer that the package ships, loaded on the first call."""
    packed = resources.files("index").joinpath("data/gazetteer.json.gz").read_bytes()
    return Gazetteer(cast("dict[str, Any]", json.loads(gzip.decompress(packed))))
