"""Sentences of the product that arise in English → Chinese, by the list in `in_chinese.yaml`. Pure."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

import yaml

LIST = Path(__file__).with_suffix(".yaml")
_PLACE = re.compile(r"\{(\w+)\}")


@lru_cache(maxsize=1024)
def in_chinese(sentence: str) -> str | None:
    """A sentence, or a part of one, in Chinese with its names and figures as they stand; None where it is not known."""
    for pattern, words in _known():
        found = pattern.fullmatch(sentence)
        if found is not None:
            return words.format(**{name: in_chinese(part) or part for name, part in found.groupdict().items()})
    return None


def wordings() -> dict[str, str]:
    """Every English wording with its Chinese; {names} stand for what changes."""
    data = yaml.safe_load(LIST.read_text(encoding="utf-8"))
    return {one["en"]: one["zh"] for one in (*data["sentences"], *data["parts"])}


@cache
def _known() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What each wording looks like, with its Chinese; those that say most themselves come first."""
    found = wordings()
    return tuple((_pattern(one), found[one]) for one in sorted(found, key=lambda one: -len(_PLACE.sub("", one))))


def _pattern(wording: str) -> re.Pattern[str]:
    pieces = enumerate(_PLACE.split(wording))
    return re.compile("".join(f"(?P<{one}>.+?)" if at % 2 else re.escape(one) for at, one in pieces), re.DOTALL)
