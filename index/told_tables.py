"""Tables that set out sentences and no figures (序号|项目|内容): running text, whose figures are read as such.

Not where a row or a head governs its sentence: 县教育局|公开信息120条。 is no sentence of the county's own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.local_words import is_of_another_body, is_of_bodies, is_passed_over, is_planned, words_of, years_of
from index.numerals import fold

_SHORTEST = 12
# A figure or a stroke, with its unit, as a table of figures has it in each of its cells.
_FIGURE = re.compile(r"[-+—–―/\\]*(?:\d[\d,.]*[^\d,。]{0,3})?")
_ORDINAL = re.compile(r"\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)、.]?|序号|编号")


def is_told(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table, given as rows of the texts of cells, is running text: a whole sentence in half of its rows and
    one at most in each, and nothing that governs it."""
    full = [row for row in map(_without_ordinal, rows) if row]
    told = [sum(map(_is_sentence, row)) for row in full]
    return bool(full) and sum(map(bool, told)) * 2 >= len(full) and max(told) == 1 and not is_governed(rows)


def is_governed(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table holds figures in cells of their own, or a row or a head says that its sentence is another body's,
    another year's or a plan's: without it the sentence would be the issuer's own."""
    full = (text for row in rows for text in _without_ordinal(row) if not _is_sentence(text))
    return any(_FIGURE.fullmatch(text) or _governs(text) for text in full)


def _without_ordinal(row: Sequence[str]) -> list[str]:
    full = [fold(text).strip() for text in row if text.strip()]
    return full[1:] if len(full) > 1 and _ORDINAL.fullmatch(full[0]) else full


def _is_sentence(text: str) -> bool:
    return text.endswith("。") and len(text) >= _SHORTEST


def _governs(text: str) -> bool:
    """Whether a label or a head makes the sentence beside or under it somebody else's or of another time."""
    words = words_of(text)
    return bool(
        years_of(text) or is_passed_over(text) or is_planned(words) or is_of_bodies(words) or is_of_another_body(words)
    )
