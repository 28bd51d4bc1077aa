"""The words of questions in Latin letters: xingzheng chufa, shenqing, zhengfu xinxi → 行政处罚, 申请, 政府信息.

Only the words that questions are made of are known here; what names a place is the gazetteer's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from assistant.aliases import MASK, aliases_zh
from assistant.english import meanings
from assistant.lexicon import lexicon
from index.place_pinyin import in_pinyin
from index.places import gazetteer

_WORD = re.compile(r"[^\W\d_\u0370-\U0010ffff]+(?:['’][^\W\d_\u0370-\U0010ffff]+)*")
_GAP = re.compile(r"[ -]?")
_LONGEST = 8  # words in Latin letters for one Chinese word, each syllable written apart
_SHORTEST = 5  # letters
# What stands beside such words in one syllable, and what it says there.
_BESIDE = {
    "nian": "年", "jian": "件", "tiao": "条", "ci": "次", "ge": "个", "de": "的", "ji": "几", "shi": "是", "le": "了",
}  # fmt: skip
_ASKING = (
    "多少件", "多少条", "多少次", "多少个", "多少人", "几件", "几条", "几次", "几个", "存在问题", "有多少", "是多少",
    "哪些问题", "下一步打算", "县长", "市长", "联系电话", "地址", "年度", "收到多少", "公开多少",
)  # fmt: skip
_KINDS = ("局", "厅", "委员会", "部")


def in_characters(text: str) -> str:
    """`text` (plain) with its romanised words in Chinese characters. As long as `text`: every offset stays."""
    words = [(match.group().lower(), match.span()) for match in _WORD.finditer(text)]
    if all(_is_english(word) for word, _ in words):
        return text
    places = [(one.start, one.end) for one in gazetteer().find(text) if one.certain]
    outside = [one for one in words if not any(low < one[1][1] and one[1][0] < high for low, high in places)]
    if all(_is_english(word) for word, _ in outside):
        return text
    chars = list(text)
    for (start, end), chinese in _found(text, words):
        # A longer word that holds a place's name is no place: the susong of xingzheng susong.
        if not any(low < end and start < high and not start < low < high <= end for low, high in places):
            chars[start:end] = chinese.ljust(end - start, MASK)
    return "".join(_with_neighbours(chars, [one for one in words if text[slice(*one[1])].islower()]))


def _found(text: str, words: Sequence[tuple[str, tuple[int, int]]]) -> Iterator[tuple[tuple[int, int], str]]:
    """The longest runs of words that spell one Chinese word, from the left."""
    known, at = _known(), 0
    while at < len(words):
        for last in range(min(at + _LONGEST, len(words)) - 1, at - 1, -1):
            run = words[at : last + 1]
            letters = "".join(re.sub(r"['’]", "", word) for word, _ in run)
            if letters in known and _is_one(text, run):
                yield (run[0][1][0], run[-1][1][1]), known[letters]
                at = last
                break
        at += 1


def _is_one(text: str, run: Sequence[tuple[str, tuple[int, int]]]) -> bool:
    """Whether nothing but a space or hyphen stands between the words of `run`, and they cannot all be English."""
    touch = all(_GAP.fullmatch(text, one[1], other[0]) for (_, one), (_, other) in pairwise(run))
    return touch and not all(_is_english(word) for word, _ in run)


def _is_english(word: str) -> bool:
    known = lexicon()
    return word in known.stop_en or word in known.weak_en or word in known.glossary or bool(meanings(word))


def _with_neighbours(chars: list[str], words: Sequence[tuple[str, tuple[int, int]]]) -> list[str]:
    """`chars` with the single syllables (nian, jian) that stand right behind a Chinese word or a number."""
    for word, (start, end) in words:
        before = "".join(chars[:start]).rstrip(f" {MASK}")[-1:]
        if word in _BESIDE and chars[start].isascii() and (before >= "\u3400" or before.isdecimal()):
            chars[start:end] = _BESIDE[word].ljust(end - start, MASK)
    return chars


@cache
def _known() -> dict[str, str]:
    """The letters of each word that questions are made of; of words that sound alike the one that names more."""
    words = lexicon()
    names = [part for _, aliases in aliases_zh() for parts in aliases for part in (*parts, "".join(parts))]
    bodies = [field + kind for field in words.department_fields for kind in _KINDS]
    said = [*names, *bodies, *_ASKING, *words.synonyms, *words.weak_zh]
    found: dict[str, str] = {}
    for word in said:
        letters = in_pinyin(word) if len(word) > 1 else ""
        if len(letters) >= _SHORTEST and not _is_english(letters):
            found.setdefault(letters, word)
    return found
