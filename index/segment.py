"""Text → words for the full text search: the one segmentation that passages and questions share."""

from __future__ import annotations

import re
import unicodedata

import rjieba

# Within a number a comma only groups digits: 1,234 and 1234 are one word.
_GROUPING_COMMA = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def words(text: str) -> list[str]:
    """The words of `text` in order, repeated where they are; overlapping ones too, as search engines cut Chinese.

    Full-width and compatibility forms are folded (NFKC), case is folded, numbers and single characters are kept,
    punctuation and white space are left out. A long word also gives the shorter words it is made of.
    """
    folded = _GROUPING_COMMA.sub("", unicodedata.normalize("NFKC", text).lower())
    return [word for word in rjieba.cut_for_search(folded) if any(character.isalnum() for character in word)]
