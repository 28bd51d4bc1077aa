"""What a report is found by on the page: its words in Chinese and in pinyin. Pure."""

from __future__ import annotations

from functools import lru_cache

from index.model import Identity


def searchable(identity: Identity) -> str:
    """Everything that a filter may match: title, issuer, place with its parents, all in pinyin too, and the year."""
    issuer = identity.issuer
    names = dict.fromkeys((issuer.name, *issuer.region_path))
    return " ".join((identity.title, *names, *(pinyin(name) for name in names), str(identity.year)))


@lru_cache(maxsize=4096)
def pinyin(name: str) -> str:
    """A name in plain Latin letters, as one word and by the initials of its characters: qingyangshi qys."""
    from pypinyin import lazy_pinyin

    syllables = lazy_pinyin(name)
    return f"{''.join(syllables)} {''.join(syllable[:1] for syllable in syllables)}"
