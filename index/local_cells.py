"""One cell of a report's own table → the one figure that it holds and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from index.figures import figures
from index.numerals import fold

_NUMBER = re.compile(r"(?:[1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d{0,8})(?:\.\d+)?")
_DIGITS = re.compile(r"[-+]?\d[\d,.]*[%‰]?")
_NOTHING = re.compile(r"[-—–―─/\\]*|无")
_NOUGHT = re.compile(r"0\.\d+")


@dataclass(frozen=True, slots=True)
class CellFigure:
    """A figure: `value` exact in `unit`, `exact` the same in `base_unit`, both units empty where nothing says what is
    counted; `approximate` the word that softens it."""

    value: Decimal
    unit: str
    exact: Decimal
    base_unit: str
    approximate: str | None = None


def read_figure(text: str, unit: str) -> CellFigure | None:
    """The one figure in a cell's `text`, in its own unit, else in `unit` (条, 万元, %; empty where the table gives
    none); None where the cell holds none, several, or anything beside it. Leading zeros and counts with a fraction are
    no figures."""
    plain = fold(text).strip()
    bare = _NUMBER.fullmatch(plain) or _NOUGHT.fullmatch(plain)
    if bare is not None and not unit:
        value = Decimal(plain.replace(",", ""))
        return CellFigure(value, "", value, "") if value == value.to_integral_value() else None
    whole = f"{plain}{unit}" if bare is not None else plain
    found = figures(whole)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(whole)):
        return None
    one = found[0]
    return CellFigure(one.value, one.unit, one.exact, one.base_unit, one.approximate)


def is_number(text: str) -> bool:
    """Whether a cell holds a number, whether it can be read or not, and no words beside its unit: 12, 1.5, 007, 3件."""
    plain = fold(text).strip()
    return _DIGITS.fullmatch(plain) is not None or read_figure(plain, "") is not None


def is_empty(text: str) -> bool:
    """Whether a cell says nothing, or by a dash, a stroke or 无 that there is nothing to say."""
    return _NOTHING.fullmatch(fold(text).strip()) is not None
