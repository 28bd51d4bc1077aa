"""By how much a figure grew from one year to another: as the report states it, or computed from the two years' figures,
as an amount or as a percentage, whichever is asked for; between two percentages, in percentage points."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from assistant import compute
from assistant.model import Figure, Found, Reading, Result, Statement, Value, exact
from assistant.phrases import amount, label, marks, named, stop, who
from assistant.statements import Written, each
from assistant.told import Told
from assistant.values import computed_value, reported_value

_PERCENT, _POINTS = "%", "个百分点"
# What stands before a figure by which something changed.
_CHANGED = re.compile(r"增|减|升|降|涨|跌|多|少|提高|回落|较|比")
_BEFORE = 12
# An amount is asked for, though no measure word says so: 增加了多少, 多了多少.
_AMOUNT = re.compile(r"(?:增加|减少|[多少])了?多少|\bhow many\b", re.I)
_RELATIVE = re.compile(r"同比|增长|百分|[幅率]")
_RATE = re.compile(r"百分|[幅率]|\bper ?cent|\brate\b", re.I)


def growth(told: Told) -> Written | None:
    """What each place's figures grew by from year to year; None where there are no two of them to compare."""
    if is_stated_change(told):
        return each(told)
    by_place: dict[str, list[Found]] = {}
    for found in told.found:
        by_place.setdefault(told.reports[found.report].identity.issuer.name, []).append(found)
    statements: list[Statement] = []
    values: list[Value] = []
    for series in by_place.values():
        ordered = sorted(series, key=lambda found: told.reports[found.report].identity.year)
        for earlier, later in pairwise(found.figures[0] for found in ordered):
            result = _change(told, earlier, later)
            if result and _is_of_two_years(told, earlier, later):
                statement, value = _grew(told, earlier, later, result)
                statements.append(statement)
                values.append(value)
                values += [
                    reported_value(one, told.reports[one.report], told.citer.figure(one)) for one in (earlier, later)
                ]
    return (statements, values) if statements else None


def is_stated_change(told: Told) -> bool:
    """Whether what was found is the change itself, as the report states it (比上年增加12件, 本年增/减)."""
    figures = told.figures
    if all(figure.code is not None and figure.code.endswith("_change") for figure in figures):
        return True
    return all(figure.code is None and bool(_CHANGED.search(_up_to(told, figure))) for figure in figures) and (
        len(figures) == 1 or all(figure.unit == _PERCENT for figure in figures)
    )


def _up_to(told: Told, figure: Figure) -> str:
    """The words right before a figure, and its subject."""
    at = figure.start if figure.at is None else figure.at
    return figure.label + told.reports[figure.report].text[max(figure.start, at - _BEFORE) : at]


def _is_of_two_years(told: Told, earlier: Figure, later: Figure) -> bool:
    return told.reports[earlier.report].identity.year < told.reports[later.report].identity.year


def _change(told: Told, earlier: Figure, later: Figure) -> Result | None:
    """The change from one figure to another, an amount where a rate is of nothing; None where that rate is what is
    asked for."""
    amounted = compute.difference(earlier, later)
    if earlier.unit == later.unit == _PERCENT:
        return replace(amounted, unit=_POINTS)
    reading = told.evidence.plan.reading
    if _asks_amount(reading):
        return amounted
    rate = compute.growth(earlier, later)
    return amounted if rate is None and not _asks_rate(reading) else rate


def _asks_rate(reading: Reading) -> bool:
    return reading.measure == _PERCENT or bool(_RATE.search(reading.text))


def _asks_amount(reading: Reading) -> bool:
    if reading.measure is not None:
        return reading.measure != _PERCENT
    return bool(_AMOUNT.search(reading.text)) and not _RELATIVE.search(reading.text)


def _grew(told: Told, earlier: Figure, later: Figure, result: Result) -> tuple[Statement, Value]:
    numbers = told.cited((earlier, later))
    old, new = told.reports[earlier.report], told.reports[later.report]
    write = _grew_zh if told.language == "zh" else _grew_en
    place = who(new, told.language)
    text = write(place, (old.identity.year, earlier), (new.identity.year, later), result) + marks(numbers)
    value = computed_value(result, later.code, label(later, told.language), new, numbers)
    return Statement(text + stop(told.language), numbers, (earlier, later), (result,)), value


def _grew_zh(place: str, earlier: tuple[int, Figure], later: tuple[int, Figure], result: Result) -> str:
    sign = _sign(earlier[1], later[1])
    became = {-1: "降至", 0: "到", 1: "增至"}[sign]
    fell, rose = ("下降", "增长") if result.unit == _PERCENT else ("减少", "增加")
    changed = fell if sign < 0 else rose
    return (
        f"{place}{named(later[1], 'zh')}由{earlier[0]}年的{amount(earlier[1], 'zh')}"
        f"{became}{later[0]}年的{amount(later[1], 'zh')}，{changed}{exact(abs(result.value))}{result.unit}"
    )


def _grew_en(place: str, earlier: tuple[int, Figure], later: tuple[int, Figure], result: Result) -> str:
    sign, what = _sign(earlier[1], later[1]), _moved_en(later[1])
    before, after = amount(earlier[1], "en"), amount(later[1], "en")
    if not sign:
        return f"{place}: {what} did not change, from {before} in {earlier[0]} to {after} in {later[0]} "
    by = exact(abs(result.value)) + {_PERCENT: "%", _POINTS: " percentage points"}.get(result.unit, "")
    changed = "fell" if sign < 0 else "rose"
    return f"{place}: {what} {changed} by {by}, from {before} in {earlier[0]} to {after} in {later[0]} "


def _moved_en(figure: Figure) -> str:
    """What rose or fell: a number of things, a sum of money, or the figure that stands under the report's own words."""
    if figure.code is None:
        return f"the figure for {named(figure, 'en')}"
    noun = named(figure, "en")
    return noun if figure.unit.endswith("元") else f"the number of {noun}"


def _sign(earlier: Figure, later: Figure) -> int:
    """-1 where the figure fell, 0 where it stayed, 1 where it rose."""
    before, after = compute.exact_value(earlier), compute.exact_value(later)
    return (after > before) - (after < before)
