"""Chinese words in Latin letters: 行政处罚 is xingzhengchufa, and the place 六安市 is Lu'an."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from index.place_names import bare, town_bare
from index.places import gazetteer

_SYLLABLE = re.compile(
    r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:[aeiouv]|[iu]?a[io]?|ei|i[eu]|iu|ou|u[eoi]|ve)(?:ng|n|r)?"
)
_LETTERS = re.compile(r"[a-z]+")
_LONGEST = 6  # letters of a syllable


@cache
def in_pinyin(words: str) -> str:
    """The pinyin of `words` in small letters without tones, spaces or apostrophes; ü becomes v. What is not Chinese is
    left out."""
    from pypinyin import lazy_pinyin  # takes a fifth of a second, and few questions need it

    return "".join(syllable for syllable in lazy_pinyin(words, errors="ignore"))


@cache
def latin_name(path: tuple[str, ...]) -> str:
    """What people who read no Chinese call the place with this path, without its level: Qingyang, Lu'an, Inner
    Mongolia. Empty for a path without places."""
    if not path:
        return ""
    places, name = gazetteer(), path[-1]
    spelt = places.spellings.get(path)
    short = bare(name) if spelt or bare(name) != name else town_bare(name)
    letters = spelt or in_pinyin(short)
    if not _LETTERS.fullmatch(letters):
        return letters
    splits = list(_split(letters, len(short)))
    # Where the letters can be cut in several ways, those who know the name cut it right.
    return ("'".join(_joined(splits[0])) if len(splits) == 1 else letters).capitalize()


def _joined(syllables: Sequence[str]) -> list[str]:
    """Syllables as the pieces between apostrophes: one stands before a vowel that opens a syllable (Lu'an)."""
    pieces = [syllables[0]]
    for syllable in syllables[1:]:
        if syllable[0] in "aeo":
            pieces.append(syllable)
        else:
            pieces[-1] += syllable
    return pieces


def _split(letters: str, count: int) -> Iterator[list[str]]:
    """The ways to cut `letters` into `count` syllables."""
    if count <= 1:
        if _SYLLABLE.fullmatch(letters):
            yield [letters]
        return
    for end in range(1, min(_LONGEST, len(letters) - 1) + 1):
        if _SYLLABLE.fullmatch(letters, 0, end):
            yield from ([letters[:end], *rest] for rest in _split(letters[end:], count - 1))
