"""The places by their names: the dictionaries behind the gazetteer, with nothing of how a text is read.

They are filled from the one generated file (`data/gazetteer.json.gz`, see `data/ATTRIBUTION.md`); the other names of
a place are computed from the official one by `index.place_names`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from index.place_names import FormKind, forms, town_bare, town_forms

SHORT_TEXT = 300  # characters; in a text so short, such as a question, townships are found without their level too

PlaceLevel = Literal["province", "prefecture", "county", "township"]

_LEVELS: tuple[PlaceLevel, ...] = ("province", "prefecture", "county", "township")
_SHORTEST_CERTAIN = 2
_STRENGTH: tuple[FormKind, ...] = ("full", "short", "bare")
# English spellings that older texts have and nobody writes today.
_OUTDATED = frozenset({"Sinkiang", "Peking", "Canton", "Chungking", "Xizang", "Nei Mongol"})
# Where places are known by the spelling of their own languages; elsewhere pinyin is commoner (Aba, not Ngawa).
_SPELT_THEIR_WAY = frozenset({"内蒙古自治区", "新疆维吾尔自治区", "西藏自治区"})
_LEVEL_PINYIN = re.compile(r"(?:xian|shi|qu|qi)$")


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A place: its official name and its path, highest first and itself last (("甘肃省", "庆阳市")).

    `code` is the six-digit administrative code, a township's is its county's. A `former` place has given up its name
    in the year `until`; `successor` is the path of the place that it became, empty where that is unknown and for places
    of today. `whole` says that it went on there as the same place (洪泽县, 洪泽区), and was not taken in by another one
    (闸北区, 静安区).
    """

    name: str
    path: tuple[str, ...]
    level: PlaceLevel
    code: str
    former: bool = False
    successor: tuple[str, ...] = ()
    until: int = 0
    whole: bool = False

    def within(self, other: PlaceEntry) -> bool:
        """Whether this place lies below `other`."""
        return len(self.path) > len(other.path) and self.path[: len(other.path)] == other.path


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text that may name places, before overlaps and candidates are settled.

    `weight` is what it is worth against overlapping spans; `whole` says that it has a word for its level, so that a
    parent before it makes it certain.
    """

    start: int
    end: int
    places: tuple[PlaceEntry, ...]
    certain: bool
    weight: float
    whole: bool = True


class PlaceIndex:
    """All places by all names, as the generated file holds them: `entries` are all but the townships."""

    def __init__(self, data: dict[str, Any]) -> None:
        rows = data["places"]
        paths = [tuple(row[1].split("/")) for row in rows]
        self.entries = [
            PlaceEntry(path[-1], path, _level(path, row[0]), row[0], bool(row[3]), after, row[3], bool(row[5]))
            for path, row in zip(paths, rows, strict=True)
            for after in [paths[row[4]] if row[4] >= 0 else ()]
        ]
        self._by_path = {place.path: place for place in self.entries}
        self._pinyin = [row[2] for row in rows]
        self._data = data
        self._to_simplified = dict(zip(map(ord, data["traditional"][::2]), data["traditional"][1::2], strict=True))
        self.ordinary: frozenset[str] = frozenset(data["ordinary"])
        self.english: frozenset[str] = frozenset(data["english"])
        self.abbreviations: dict[str, PlaceEntry] = {
            character: self._by_path[name,] for character, name in data["abbreviations"].items()
        }
        self.provinces = frozenset(
            form for place in self.entries if place.level == "province" for form, _ in forms(place.name)
        )
        self._names = self._index_names()
        self._towns = self._index_towns()

    def _index_names(self) -> dict[str, list[tuple[FormKind, PlaceEntry]]]:
        names: dict[str, list[tuple[FormKind, PlaceEntry]]] = {}
        for place in self.entries:
            for form, kind in forms(place.name):
                names.setdefault(form, []).append((kind, place))
        for form, path in self._data["short_names"].items():
            # Two characters may be the end and the beginning of other words (标准旗舰店).
            kind = "short" if len(form) > _SHORTEST_CERTAIN else "bare"
            names.setdefault(form, []).append((kind, self._by_path[tuple(path.split("/"))]))
        return names

    def _index_towns(self) -> dict[str, list[tuple[int, str]]]:
        towns: dict[str, list[tuple[int, str]]] = {}
        for number, line in self._data["towns"].items():
            for name in line.split(" "):
                towns.setdefault(name, []).append((int(number), name))
                if "族" in name:
                    for form in town_forms(name)[1:]:
                        towns.setdefault(form, []).append((int(number), name))
        return towns

    # -- by name ------------------------------------------------------------------------------------------------------

    def named(self, form: str) -> tuple[FormKind, tuple[PlaceEntry, ...]] | None:
        """The provinces, prefectures and counties that simplified `form` names, and how; None where there is none.

        The strongest way wins: 梅县 is the county of that name before it is short for 梅县区. Names given up come only
        where no place of today answers.
        """
        found = self._names.get(form)
        if not found:
            return None
        kind = min((kind for kind, _ in found), key=_STRENGTH.index)
        places = _without_outlived(place for how, place in found if how == kind)
        if kind == "bare" and not all(place.former for place in places):
            places = tuple(place for place in places if not place.former)
        return kind, places

    @cached_property
    def _formers(self) -> dict[tuple[str, ...], tuple[PlaceEntry, ...]]:
        """The former places by the path of the place that each became."""
        found: dict[tuple[str, ...], tuple[PlaceEntry, ...]] = {}
        for place in self.entries:
            if place.successor:
                found[place.successor] = (*found.get(place.successor, ()), place)
        return found

    def other_selves(self, place: PlaceEntry) -> tuple[PlaceEntry, ...]:
        """The same place under its other names: 洪泽县 for 洪泽区 and the other way round; not one that took it in."""
        today = self._by_path.get(place.successor) if place.whole else place if not place.former else None
        if today is None:
            return ()
        return tuple(one for one in (today, *self._earlier(today)) if one.path != place.path)

    def _earlier(self, place: PlaceEntry) -> tuple[PlaceEntry, ...]:
        return tuple(one for one in self._formers.get(place.path, ()) if one.whole)

    def one_path(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """One path for all names of the same place: today's for a place that went on whole, else the path itself."""
        place = self._by_path.get(path)
        return place.successor if place and place.whole else path

    def namesakes(self, place: PlaceEntry) -> tuple[PlaceEntry, ...]:
        """The former places that bore the name of `place` before it did: the prefecture 巢湖市 for today's county."""
        return tuple(one for one in self._formers.get(place.path, ()) if one.name == place.name)

    def as_of(self, places: Sequence[PlaceEntry], year: int) -> tuple[PlaceEntry, ...]:
        """Which places bore, in `year`, the name that `places` share: the namesake that had it then for one of today,
        and none that had given it up, where another remains. A year of change still counts as the later place's."""
        then = [one for place in places for one in self._bearers(place, year)]
        valid = [one for one in then if not one.former or one.until > year]
        return tuple(dict.fromkeys(valid or then))

    def _bearers(self, place: PlaceEntry, year: int) -> tuple[PlaceEntry, ...]:
        return tuple(one for one in self.namesakes(place) if one.until > year) or (place,)

    def towns(self, form: str) -> tuple[PlaceEntry, ...]:
        """The townships and subdistricts of that name, in every county that has one."""
        return tuple(self._town(number, name) for number, name in self._towns.get(form, ()))

    def _town(self, number: int, name: str) -> PlaceEntry:
        above = self.entries[number]
        return PlaceEntry(name, (*above.path, name), "township", above.code)

    @cached_property
    def heads(self) -> dict[str, tuple[int, ...]]:
        """For each two characters that a name of province, prefecture or county begins with, the names' lengths."""
        lengths: dict[str, set[int]] = {}
        for name in self._names:
            lengths.setdefault(name[:2], set()).add(len(name))
        return {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}

    @cached_property
    def town_bases(self) -> dict[str, tuple[str, ...]]:
        """Townships by their names without a level: 阿猛 gives 阿猛镇."""
        bases: dict[str, tuple[str, ...]] = {}
        for name in self._towns:
            base = town_bare(name)
            if len(base) > 1:
                bases[base] = (*bases.get(base, ()), name)
        return bases

    @cached_property
    def spellings(self) -> dict[tuple[str, ...], str]:
        """Each place's path with how it is spelt in Latin letters: the English spelling of today where there is one
        (Inner Mongolia), else its pinyin in small letters without its level (qingyang)."""
        found = {place.path: pinyin for place, pinyin in zip(self.entries, self._pinyin, strict=True)}
        for words, path in self._data["exonyms"].items():
            place = tuple(path.split("/"))
            known = place[0] in _SPELT_THEIR_WAY or len(place) == 1
            if known and words not in _OUTDATED and not found[place][:1].isupper():
                found[place] = words
        return found

    @cached_property
    def romanised(self) -> dict[str, tuple[PlaceEntry, ...]]:
        """Provinces, prefectures and counties by their pinyin and English spellings, in letters alone: innermongolia.

        Where two provinces share a pinyin and one has a spelling of its own (Shaanxi), the pinyin means the other.
        """
        spelt = [
            (plain_letters(words), self._by_path[tuple(path.split("/"))])
            for words, path in self._data["exonyms"].items()
        ]
        own = {place.path for _, place in spelt}
        found: dict[str, list[PlaceEntry]] = {}
        for place, pinyin in zip(self.entries, self._pinyin, strict=True):
            for variant in _variants(pinyin, place.name):
                found.setdefault(variant, []).append(place)
        for pinyin, places in found.items():
            provinces = [place for place in places if place.level == "province"]
            if len({place.path in own for place in provinces}) == 2:
                found[pinyin] = [place for place in places if place not in provinces or place.path not in own]
        for letters, place in spelt:
            found[letters] = [place, *(other for other in found.get(letters, ()) if other != place)]
        return {letters: _without_outlived(places) for letters, places in found.items()}

    @cached_property
    def romanised_towns(self) -> dict[str, list[tuple[int, str]]]:
        """Townships by their pinyin, as (row, name) pairs for `town_entries`."""
        found: dict[str, list[tuple[int, str]]] = {}
        for number, line in self._data["town_pinyin"].items():
            row = int(number)
            for pinyin, name in zip(line.split(" "), self._data["towns"][number].split(" "), strict=True):
                for variant in _umlauts(pinyin) if "v" in pinyin else (pinyin,):
                    found.setdefault(variant, []).append((row, name))
        return found

    def town_entries(self, pairs: Iterable[tuple[int, str]]) -> tuple[PlaceEntry, ...]:
        return tuple(self._town(number, name) for number, name in pairs)

    def simplified(self, text: str) -> str:
        """The text with the traditional characters of place names made simplified, character by character."""
        return text.translate(self._to_simplified)

    def entry(self, path: Sequence[str]) -> PlaceEntry | None:
        """The place with exactly this path."""
        place = self._by_path.get(tuple(path))
        if place or len(path) < 2:
            return place
        return next((town for town in self.towns(path[-1]) if town.path == tuple(path)), None)

    def present(self, path: Sequence[str]) -> tuple[str, ...]:
        """The path of today: a place that became another gives that one's path, any other path comes back as it is.

        Townships follow their county.
        """
        for length in range(len(path), 0, -1):
            place = self._by_path.get(tuple(path[:length]))
            if place:
                return (*(place.successor or place.path), *path[length:])
        return tuple(path)


def _level(path: tuple[str, ...], code: str) -> PlaceLevel:
    if len(path) == 1:
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def _without_outlived(places: Iterable[PlaceEntry]) -> tuple[PlaceEntry, ...]:
    """Drops former places whose successor is there too; higher levels come first, and places of today."""
    places = sorted(places, key=lambda place: (_LEVELS.index(place.level), place.former))
    living = {place.path for place in places if not place.former}
    return tuple(place for place in places if place.successor not in living)


def plain_letters(words: str) -> str:
    """Small letters alone, without tones; ü becomes v, as in the file's pinyin: Xī'ān gives xian."""
    decomposed = unicodedata.normalize("NFD", words.lower()).replace("u\u0308", "v")
    return re.sub(r"[^a-z]", "", decomposed)


def _variants(pinyin: str, name: str) -> tuple[str, ...]:
    """The ways to spell a county's pinyin: 陵县, read lingxian, is also Ling (County)."""
    short = _umlauts(_LEVEL_PINYIN.sub("", pinyin)) if len(name) == 2 else ()
    return tuple(dict.fromkeys((*_umlauts(pinyin), *short)))


def _umlauts(pinyin: str) -> tuple[str, ...]:
    """ü, written v here, is also written u or yu."""
    return tuple(dict.fromkeys(pinyin.replace("v", letter) for letter in ("v", "u", "yu")))
