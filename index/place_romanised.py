"""Where a text names places in Latin letters: pinyin, with or without spaces, hyphens, tones and a word for the level.

Only whole words count. Qingyang, Qing-yang, Qìngyáng City, Qingyang Shi, Aba Tibetan and Qiang Autonomous Prefecture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.place_index import SHORT_TEXT, PlaceEntry, PlaceIndex, Span, plain_letters

_WORD = re.compile(r"[^\W\d_\u0370-\U0010ffff]+(?:['\u2019][^\W\d_\u0370-\U0010ffff]+)*")
# Words that can be pinyin, taken apart in the one way in which a consonant before a vowel begins the next syllable.
_END = "(?![aeiouv])"
_SYLLABLES = re.compile(
    rf"""(?>(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])
        (?:i(?:ong|u|a?ng{_END}|a?n{_END}|ao|a|e)?|u(?:ang{_END}|a?n{_END}|ai|[aeio])?|ve?|yue?)
    |(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:[ae](?:ng{_END}|n{_END}|r{_END}|i|o)?|o(?:ng|u)?)){{2,}}+""",
    re.VERBOSE,
)
_CHINESE_LEVEL = re.compile(r"[省市县区州盟旗镇乡]|街道")
_GAP = re.compile(r"[ \u00a0-]")
_LONGEST_NAME = 5  # words

# What the word after a name says about how the Chinese name ends, or which level the place has.
_LEVEL_ENDINGS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("province", "sheng"), ("省", "自治区")),
    **dict.fromkeys(("city", "municipality", "shi"), ("市",)),
    **dict.fromkeys(("prefecture", "zhou"), ("州", "地区", "盟")),
    **dict.fromkeys(("county", "xian"), ("县",)),
    **dict.fromkeys(("district", "qu", "area"), ("区",)),
    **dict.fromkeys(("banner", "qi"), ("旗",)),
    **dict.fromkeys(("league", "meng"), ("盟",)),
    **dict.fromkeys(("town", "zhen"), ("镇",)),
    **dict.fromkeys(("township", "xiang"), ("乡", "镇")),
    **dict.fromkeys(("subdistrict", "street", "neighborhood", "neighbourhood", "jiedao"), ("街道",)),
    "region": ("自治区", "地区"),
    "sumu": ("苏木",),
}
_ROADS = {"road": "lu", "street": "jie", "avenue": "dajie", "bridge": "qiao", "gate": "men", "lake": "hu"}
_SUFFIXES = ("sheng", "shi", "xian", "qu", "zhou", "qi", "meng", "zhen", "xiang")
_TOWN_ENDINGS = {"镇", "乡", "街道", "苏木"}
_BETWEEN = re.compile(
    r"""and|autonomous|new|sub|special|administrative|ethnic|multi|various|peoples
    |tibetan|qiang|zhuang|miao|yi|hani|dai|bai|dong|tujia|buyi|bouyei|mongol|mongolian|mongolia|hui|kazak|kazakh
    |kirgiz|kyrgyz|korean|lisu|jingpo|naxi|wa|va|lahu|yao|she|li|gelao|gelo|sui|shui|tu|salar|dongxiang|manchu|daur
    |evenki|ewenki|oroqen|uygur|uyghur|tajik|xibe|pumi|nu|maonan|mulao|mulam|yugur|bonan|derung|dulong|jino|achang
    |deang|blang|bulang""",
    re.VERBOSE,
)


class _Words:
    """The words of a text in Latin letters, as they stand (`found`) and in plain letters (`plain`)."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found = list(_WORD.finditer(text))
        self.plain = [plain_letters(word[0]) for word in self.found]

    def touch(self, first: int, last: int) -> bool:
        """Whether nothing but a space or hyphen stands between each two of them."""
        found = self.found
        return all(_GAP.fullmatch(self.text, found[at].end(), found[at + 1].start()) for at in range(first, last))

    def level_after(self, last: int) -> tuple[tuple[str, ...], int]:
        """How Chinese names of the level said after word `last` end, and where the word for it ends; () for none.

        Peoples' names may stand in between; the word may be Chinese (hengshan县).
        """
        chinese = _CHINESE_LEVEL.match(self.text, self.found[last].end())
        if chinese:
            return (chinese[0],), chinese.end()
        for at in range(last + 1, min(last + 9, len(self.found))):
            if self.text[self.found[at - 1].end() : self.found[at].start()] not in {" ", "-", ", ", "\u00a0"}:
                break
            if self.plain[at] in _LEVEL_ENDINGS:
                return _LEVEL_ENDINGS[self.plain[at]], self.found[at].end()
            if not _BETWEEN.fullmatch(self.plain[at]):
                break
        return (), 0


def latin_spans(gazetteer: PlaceIndex, text: str) -> Iterator[Span]:
    """All stretches of `text` in Latin letters that may name places; they may overlap."""
    words = _Words(text)
    for first in range(len(words.found)):
        for last in range(min(first + _LONGEST_NAME, len(words.found)) - 1, first - 1, -1):
            if words.touch(first, last) and _may_be_one_name(gazetteer, words, first, last):
                span = _span(gazetteer, words, first, last)
                if span:
                    yield span


def _may_be_one_name(gazetteer: PlaceIndex, words: _Words, first: int, last: int) -> bool:
    """Words apart from each other are one name only where they cannot be English ones: not "how long an answer"."""
    capitals = all(word[0][0].isupper() for word in words.found[first : last + 1])
    return first == last or capitals or words.plain[first] not in gazetteer.english


def _span(gazetteer: PlaceIndex, words: _Words, first: int, last: int) -> Span | None:
    """The places that the words from `first` to `last` and a level after them may mean."""
    letters = "".join(words.plain[first : last + 1])
    if first < last and words.plain[last] in _ROADS:  # Tianping Road Subdistrict
        letters = "".join(words.plain[first:last]) + _ROADS[words.plain[last]]
    endings, end = words.level_after(last)
    places = _of_level(gazetteer, letters, endings) if endings else ()
    certain = bool(places) or letters not in gazetteer.english
    if not places:
        end = words.found[last].end()
        places = _by_name(gazetteer, letters) or _with_suffix(gazetteer, letters)
    if not places and len(words.text) <= SHORT_TEXT and certain and _SYLLABLES.fullmatch(letters):
        places = gazetteer.town_entries(gazetteer.romanised_towns.get(letters, ()))
        certain = False
    if not places:
        return None
    start = words.found[first].start()
    return Span(start, end, places, certain, (end - start) * (1.0 if certain else 0.3))


def _by_name(gazetteer: PlaceIndex, letters: str) -> tuple[PlaceEntry, ...]:
    found = gazetteer.romanised.get(letters, ())
    return tuple(place for place in found if len(place.name) > 2 or letters.endswith(_SUFFIXES))


def _of_level(gazetteer: PlaceIndex, letters: str, endings: tuple[str, ...]) -> tuple[PlaceEntry, ...]:
    found = gazetteer.romanised.get(letters, ())
    kept = tuple(place for place in found if place.name.endswith(endings))
    if kept or _TOWN_ENDINGS.isdisjoint(endings):
        return kept
    towns = gazetteer.town_entries(gazetteer.romanised_towns.get(letters, ()))
    return tuple(town for town in towns if town.name.endswith(endings))


def _with_suffix(gazetteer: PlaceIndex, letters: str) -> tuple[PlaceEntry, ...]:
    """Names whose level is written on to them: Qingyangshi."""
    for suffix in _SUFFIXES:
        if letters.endswith(suffix) and len(letters) > len(suffix) + 2:
            found = _of_level(gazetteer, letters.removesuffix(suffix), _LEVEL_ENDINGS[suffix])
            if found:
                return found
    return ()
