"""Text → words for the full text search: the one segmentation that passages and questions share."""

from __future__ import annotations

import re
import unicodedata

import rjieba

# Within a number a comma only groups digits: 1,234 and 1234 are one word.
_GROUPING_COMMA = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
# Words of this field that the general dictionary lacks.
_FIELD = re.compile(
    r"(微信公众号|公众号|微信|微博|新媒体|视频号|小程序|触摸屏|显示屏|查阅点|查阅场所|依申请公开|依申请"
    r"|县级|州级|市级|省级|镇级)"
)

_BARE_COUNT = re.compile(r"[一两几各每][个件条次份项家处位名人年类种]?$")

# 各县 and 本市 say whose figure it is.
_OF_PLACES = re.compile(r"[省市州县区镇乡村级]")


def words(text: str) -> list[str]:
    """The words of `text` in order, repeated where they are; overlapping ones too, as search engines cut Chinese.

    Full-width and compatibility forms are folded (NFKC), case is folded, numbers and single characters are kept,
    punctuation and white space are left out. A long word also gives the shorter words it is made of.
    """
    folded = _GROUPING_COMMA.sub("", unicodedata.normalize("NFKC", text).lower())
    return [word for word in rjieba.cut_for_search(folded) if any(character.isalnum() for character in word)]


def is_function_word(word: str) -> bool:
    """Whether `word` names nothing: the dictionary knows it only as a pronoun, preposition, conjunction or particle
    (怎么, 因为), as a single adverb (都), or it is a bare count (两个)."""
    tags = [tag for _, tag in rjieba.tag(word)]
    if not tags:
        return False
    if _OF_PLACES.search(word):
        return False
    return (
        all(tag[0] in "rpcuyo" or tag == "e" for tag in tags)
        or (len(word) == 1 and tags == ["d"])
        or bool(_BARE_COUNT.match(word))
    )


def cut(text: str) -> list[str]:
    """The words of `text` in order, none over another; for reading a question, where each word must be accounted for.

    Only dictionary words: guessed ones (发了, 屏花) would hide the words that they are made of.
    """
    folded = _GROUPING_COMMA.sub("", unicodedata.normalize("NFKC", text).lower())
    pieces = [
        word
        for piece in _FIELD.split(folded)
        for word in ([piece] if _FIELD.fullmatch(piece) else rjieba.cut(piece, hmm=False))
    ]
    return [word for word in pieces if any(character.isalnum() for character in word)]
