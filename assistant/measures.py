"""Whether a figure is counted in what a question counts in."""

from __future__ import annotations

import re

from assistant.lexicon import lexicon

_MULTIPLE = re.compile(r"^[十百千万亿]+(?=.)")
_PERCENT = ("%", "百分点", "个百分点")


def fits(measure: str | None, unit: str) -> bool:
    """Whether `unit` may answer a question for `measure` (多少条, 几期).

    A question without a measure word is answered by any unit but a percentage.
    """
    if measure is None:
        return unit not in _PERCENT
    if unit in _PERCENT:
        return measure == "%"
    allowed = lexicon().measures.get(measure)
    base = _MULTIPLE.sub("", unit) if unit not in {"万元", "亿元"} else unit
    return allowed is None or unit in allowed or base in allowed


def is_percent(unit: str) -> bool:
    return unit in _PERCENT
