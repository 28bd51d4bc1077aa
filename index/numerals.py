"""Numbers as Chinese reports write them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=8192)
def _folded(char: str) -> str:
    """One character in its plain width; disguised digits (①, ², ⒈) stay, or `①3件` would become 13."""
    plain = unicodedata.normalize("NFKC", char)
    if len(plain) != 1 or (plain.isdigit() and not char.isdecimal()):
        return char
    return plain


def fold(text: str) -> str:
    """`text` with full-width and compatibility forms in their plain form, character by character.

    The result has the same length, so that an offset into it is an offset into `text`.
    """
    if text.isascii():
        return text
    return "".join(map(_folded, text))
