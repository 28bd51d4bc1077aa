"""Where a text names places in Latin letters: pinyin, with or without spaces, hyphens, tones and a word for the level.

Only whole words count. Qingyang, Qing-yang, Qìngyáng City, Qingyang Shi, Aba Tibetan and Qiang Autonomous Prefecture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.place_index import PlaceEntry, PlaceIndex, Span, plain_letters

_WORD = re.compile(r"[^\W\d_\u0370-\U0010ffff]+(?:['\u2019][^\W\d_\u0370-\U0010ffff]+)*")
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


def latin_spans(gazetteer: PlaceIndex, text: str) -> Iterator[Span]:
    """All stretches of `text` in Latin letters that may name places; they may overlap."""
    words = list(_WORD.finditer(text))
    plain = [plain_letters(word[0]) for word in words]
    for first in range(len(words)):
        for last in range(min(first + _LONGEST_NAME, len(words)) - 1, first - 1, -1):
            if all(_GAP.fullmatch(text, words[at].end(), words[at + 1].start()) for at in range(first, last)):
                span = _span_of(gazetteer, text, words, plain, first, last)
                if span:
                    yield span


def _span_of(
    gazetteer: PlaceIndex, text: str, words: list[re.Match[str]], plain: list[str], first: int, last: int
) -> Span | None:
    """The places that the words from `first` to `last` and a level after them may mean."""
    if first < last and not _looks_like_a_name(gazetteer, words, plain, first, last):
        return None
    level_at = _level_word(text, words, plain, last)
    level = plain[level_at] if level_at else ""
    letters = "".join(plain[first : last + 1])
    places = _places(gazetteer, letters, level) if level else ()
    end = words[level_at].end() if level_at and places else words[last].end()
    if not places:
        places = _places(gazetteer, letters, "") or _with_suffix(gazetteer, letters)
        level = ""
    short = len(text) <= 300 and not places and len(letters) > 4 and letters not in gazetteer.english
    if short:
        places = gazetteer.town_entries(gazetteer.romanised_towns.get(letters, ()))
    if not places:
        return None
    certain = bool(level) or not (short or letters in gazetteer.english)
    weight = (end - words[first].start()) * (1.0 if certain else 0.3)
    return Span(words[first].start(), end, places, certain, weight)


def _looks_like_a_name(
    gazetteer: PlaceIndex, words: list[re.Match[str]], plain: list[str], first: int, last: int
) -> bool:
    """Words apart from each other are one name only where they cannot be English ones: not "how long an answer"."""
    if all(word[0][0].isupper() for word in words[first : last + 1]):
        return True
    return plain[first] not in gazetteer.english


def _level_word(text: str, words: list[re.Match[str]], plain: list[str], last: int) -> int | None:
    """The number of the word after the name that says its level, with peoples' names left in between."""
    for at in range(last + 1, min(last + 9, len(words))):
        if text[words[at - 1].end() : words[at].start()] not in {" ", "-", ", ", "\u00a0"}:
            return None
        if plain[at] in _LEVEL_ENDINGS:
            return at
        if not _BETWEEN.fullmatch(plain[at]):
            return None
    return None


def _places(gazetteer: PlaceIndex, letters: str, level: str) -> tuple[PlaceEntry, ...]:
    found = gazetteer.romanised.get(letters, ())
    if not level:
        return tuple(place for place in found if len(place.name) > 2 or letters.endswith(_SUFFIXES))
    kept = tuple(place for place in found if place.name.endswith(_LEVEL_ENDINGS[level]))
    if kept or _TOWN_ENDINGS.isdisjoint(_LEVEL_ENDINGS[level]):
        return kept
    towns = gazetteer.town_entries(gazetteer.romanised_towns.get(letters, ()))
    return tuple(town for town in towns if town.name.endswith(_LEVEL_ENDINGS[level]))


def _with_suffix(gazetteer: PlaceIndex, letters: str) -> tuple[PlaceEntry, ...]:
    """Names whose level is written on to them: Qingyangshi."""
    for suffix in _SUFFIXES:
        if letters.endswith(suffix) and len(letters) > len(suffix) + 2:
            found = _places(gazetteer, letters.removesuffix(suffix), suffix)
            if found:
                return found
    return ()
