"""What a report's whole text says about where it comes from: the places it names, and what it calls itself.

The own place need not be named most often: a report lists its counties and cites the province. So a mention weighs
less inside a cited title or a list, and more before 人民政府 or near the beginning; and what the text calls itself
(我市, 全县, 我厅) says which level to look for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from index.organisations import Organisation, fuller_body
from index.place_index import PlaceEntry
from index.places import Gazetteer, Mention

_SELF = re.compile(
    r"(?P<who>[我本全])(?P<level>自治区|自治州|省|市(?!场|直)|县|区(?!域|间|别)|州|盟|旗|镇|乡|街道"
    r"|厅|局(?!面|部|势)|委(?!托)|办(?!理|公|法|事|件|结|好)|署|部(?!门|分|署|队)|院|会(?!议|场)|中心|校|公司|集团)"
)
_DEPARTMENTS = frozenset({"厅", "局", "委", "办", "署", "部", "院", "会", "中心", "校", "公司", "集团"})
_LEVEL_ENDINGS = {
    "省": ("省", "自治区"), "自治区": ("自治区",), "自治州": ("自治州",), "市": ("市",), "县": ("县",), "区": ("区",),
    "州": ("州",), "盟": ("盟",), "旗": ("旗",), "镇": ("镇",), "乡": ("乡",), "街道": ("街道",),
}  # fmt: skip
_CITED = re.compile(r"《[^《》]{0,80}》")
_HEAD = 400
_CAP = 6.0


class Surroundings:
    """A report's text read for places, once. `year` is the report's, which decides whose a name was."""

    def __init__(self, gazetteer: Gazetteer, text: str, year: int) -> None:
        self.text = text
        self.year = year
        self.gazetteer = gazetteer
        self.mentions = gazetteer.find(text)
        self._cited = [edge for cited in _CITED.finditer(text) for edge in cited.span()]
        self._weights = self._weigh(certain=True)
        self._hints = self._weigh(certain=False)
        self.self_words = Counter(_self_word(found) for found in _SELF.finditer(text))

    def _weigh(self, certain: bool) -> dict[PlaceEntry, float]:
        weights: dict[PlaceEntry, float] = {}
        for mention in self.mentions:
            weight = self._weight(mention) / len(mention.candidates)
            for place in mention.candidates if mention.certain == certain else ():
                weights[place] = weights.get(place, 0.0) + weight
        return weights

    def _weight(self, mention: Mention) -> float:
        weight = 2.0 if mention.start < _HEAD else 1.0
        if self._is_cited(mention):
            weight *= 0.4
        around = self.text[max(0, mention.start - 1) : mention.start] + self.text[mention.end : mention.end + 1]
        if "、" in around:
            weight *= 0.3
        if re.match(r"(?:人民)?政府|党政|门户", self.text[mention.end : mention.end + 4]):
            weight *= 1.5
        return weight

    def _is_cited(self, mention: Mention) -> bool:
        """Whether a mention stands inside the title of a cited document."""
        return bisect_right(self._cited, mention.start) % 2 == 1

    # -- what it calls itself -----------------------------------------------------------------------------------------

    def is_department(self) -> bool:
        """Whether the text speaks for a department (我厅) rather than for a government (我市)."""
        ours = Counter[bool]()
        for (who, level), times in self.self_words.items():
            if who != "全":
                ours[level in _DEPARTMENTS] += times
        return ours[True] > ours[False]

    def department_level(self) -> str:
        """The word it uses for itself as a department: 厅 of 我厅; empty where there is none."""
        words = Counter(
            {level: times for (who, level), times in self.self_words.items() if level in _DEPARTMENTS and who != "全"}
        )
        return words.most_common(1)[0][0] if words else ""

    def level(self) -> str:
        """The word for the level of its place: 市 of 全市, 我市; empty where the text uses none."""
        words = Counter[str]()
        for (who, level), times in self.self_words.items():
            if level not in _DEPARTMENTS:
                words[level] += times * (1 if who == "全" else 2)
        return words.most_common(1)[0][0] if words else ""

    # -- where --------------------------------------------------------------------------------------------------------

    def place_of_level(self, level: str) -> tuple[PlaceEntry, ...]:
        """The places with this word for their level that the text most likely comes from, equally likely ones all."""
        fit = {
            place: weight
            for place, weight in self._weights.items()
            if place.name.endswith(_LEVEL_ENDINGS.get(level, ()))
        }
        return self._heaviest(fit)

    def names(self, path: tuple[str, ...]) -> bool:
        """Whether the text names the place with this path."""
        return any(place.path == path for place in self._weights)

    def counties(self) -> tuple[PlaceEntry, ...]:
        """The counties, districts and county-level cities that the text speaks of most; more than one where alike."""
        return self._heaviest({place: weight for place, weight in self._weights.items() if place.level == "county"})

    def only_parent(self) -> tuple[PlaceEntry, ...]:
        """The one prefecture that the text names, else the one province; () where it names several or none."""
        for level in ("prefecture", "province"):
            named = [place for place in self._weights if place.level == level]
            if named:
                return tuple(named) if len(named) == 1 else ()
        return ()

    def likeliest_place(self) -> tuple[PlaceEntry, ...]:
        return self._heaviest(self._weights)

    def _heaviest(self, weights: dict[PlaceEntry, float]) -> tuple[PlaceEntry, ...]:
        if not weights:
            return ()
        top = max(weights.values())
        return tuple(place for place, weight in weights.items() if weight >= top * 0.99) if top >= 1 else ()

    def settle(self, places: Sequence[PlaceEntry]) -> tuple[PlaceEntry, ...]:
        """Those of the candidates that the other places in the text speak for most, as names were in the report's year;
        one where it is clear."""
        places = self.gazetteer.as_of(places, self.year)
        wanted = _LEVEL_ENDINGS.get(self.level(), ())
        if len(places) > 1:
            places = [place for place in places if place.name.endswith(wanted)] or places
        if len(places) < 2:
            return tuple(places)
        scores = {place: self._support(place) for place in places}
        top = max(scores.values())
        best = tuple(place for place, score in scores.items() if score >= top * 0.8)
        current = tuple(place for place in best if not place.former)
        return best if len(best) == 1 or not current else current

    def _support(self, candidate: PlaceEntry) -> float:
        """How much the places above, below and beside a candidate are spoken of."""
        support = 0.0
        for place, spoken_of in self._weights.items():
            weight = min(spoken_of, _CAP)
            if candidate.within(place):
                support += weight * (3 if len(place.path) == len(candidate.path) - 1 else 1.5)
            elif place.within(candidate):
                support += weight * 0.5
            elif place.path[0] == candidate.path[0] and place.name != candidate.name:
                support += weight * (0.3 if len(candidate.path) > 2 and place.path[:2] == candidate.path[:2] else 0.1)
        hinted = (weight for place, weight in self._hints.items() if candidate.within(place))
        return support + min(sum(hinted), 1.0) / 2

    # -- departments --------------------------------------------------------------------------------------------------

    def department(self, body: str, places: Sequence[PlaceEntry]) -> tuple[tuple[PlaceEntry, ...], str]:
        """A department's place and fullest name, from wherever the text writes it behind a place.

        `places` narrows to those places where it is not empty. Gives no place where the text has no such name.
        """
        found: dict[tuple[tuple[PlaceEntry, ...], str], float] = {}
        for mention in self.mentions:
            if not mention.certain or (places and not set(places) & set(mention.candidates)):
                continue
            name = fuller_body(body, self.text[mention.end : mention.end + 40])
            if name:
                key = (mention.candidates, name)
                found[key] = found.get(key, 0.0) + (1 if self._is_cited(mention) else 2)
        if not found:
            return (), body
        return max(found, key=lambda key: (len(key[1]) > len(body), found[key]))

    def departments(self, level: str) -> Counter[tuple[tuple[PlaceEntry, ...], str]]:
        """The departments ending in `level` (厅) that the text names behind a place, with how often."""
        named = re.compile(rf"[\u4e00-\u9fff]{{2,12}}?{level}{'(?:员会)?' if level == '委' else ''}(?!属)")
        found = Counter[tuple[tuple[PlaceEntry, ...], str]]()
        for mention in self.mentions:
            body = named.match(self.text, mention.end)
            if mention.certain and body and "政府办" not in body[0] and not body[0].startswith(("人民政府", "政府")):
                found[mention.candidates, body[0]] += 1
        return found


def _self_word(found: re.Match[str]) -> tuple[str, str]:
    return found["who"], found["level"]


def own_place(organisation: Organisation, surroundings: Surroundings) -> tuple[PlaceEntry, ...]:
    """The places that the organisation's words name, as far as the text around settles it."""
    if organisation.places:
        return surroundings.settle(organisation.places)
    if organisation.level:
        return surroundings.settle(surroundings.place_of_level(organisation.level))
    return ()
