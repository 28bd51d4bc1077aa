"""Chinese words in Latin letters: 行政处罚 is xingzhengchufa."""

from __future__ import annotations

from functools import cache


@cache
def in_pinyin(words: str) -> str:
    """The pinyin of `words` in small letters without tones, spaces or apostrophes; ü becomes v. What is not Chinese is
    left out."""
    from pypinyin import lazy_pinyin  # takes a fifth of a second, and few questions need it

    return "".join(syllable for syllable in lazy_pinyin(words, errors="ignore"))
