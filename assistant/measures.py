"""What a question counts in (多少条: 条), and whether a figure is counted in that."""

from __future__ import annotations

import re

from assistant.lexicon import lexicon

_MULTIPLE = re.compile(r"^[十百千万亿]+(?=.)")
_PERCENT = ("%", "百分点", "个百分点")
_MEASURE = re.compile(
    r"(?:多少|(?<!哪)几)(?:万|亿)?"
    r"(人次|件次|场次|万元|亿元|回|通|个|件|条|次|人|篇|期|场|家|处|台|块|份|项|类|种|元|钱|名|位|户|天|封|村)"
)
_MEASURE_EN = (
    (re.compile(r"\bhow many (?:people|persons|participants|trainees|officials|staff|employees)\b", re.I), "人"),
    (re.compile(r"\b(?:how much (?:money|was spent|did .{0,40}(?:spend|cost|charge))|yuan|rmb)\b", re.I), "元"),
    (re.compile(r"\b(?:percentage|percent|what share|proportion)\b|%", re.I), "%"),
)
_MEASURE_NOUNS = (
    (re.compile(r"资金|经费|金额|成交额|多少亿|费用"), "元"),
    (re.compile(r"人次(?:数|是|有|为)?(?:多少|几|[？?]|$)"), "人次"),
)


def measure_of(text: str, named: bool = False) -> str | None:
    """The measure word that `text` counts in (多少条: 条), None where it names none. Where an indicator is `named` its
    own words (未要求缴纳费用) say nothing of what is counted."""
    match = _MEASURE.search(text)
    if match:
        return match[1]
    others = _MEASURE_EN if named else (*_MEASURE_EN, *_MEASURE_NOUNS)
    return next((measure for pattern, measure in others if pattern.search(text)), None)


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
