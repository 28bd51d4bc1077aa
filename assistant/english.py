"""What the commoner English words mean in Chinese: the file that `data/make_english.py` makes."""

from __future__ import annotations

import gzip
from functools import cache
from importlib import resources

from assistant.aliases import stem


def meanings(word: str) -> tuple[str, ...]:
    """The Chinese words that an English word may stand for, whatever its ending; empty for one that is not known."""
    found = _dictionary()
    return found.get(stem(word)) or found.get(stem(stem(word)), ())


@cache
def _dictionary() -> dict[str, tuple[str, ...]]:
    packed = resources.files("assistant").joinpath("data", "english.tsv.gz").read_bytes()
    lines = gzip.decompress(packed).decode().splitlines()
    return {word: tuple(chinese.split(" ")) for word, chinese in (line.split("\t") for line in lines)}
