"""Figures → computed figures, exactly (Decimal), each with its operands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from assistant.model import Computed, Figure, Result

_MULTIPLIERS = {"万": Decimal(10_000), "亿": Decimal(100_000_000), "百": Decimal(100), "千": Decimal(1000)}
_MULTIPLE = re.compile(r"^([百千]?[万亿]|[百千])(?=.)")


def exact_value(figure: Figure) -> Decimal:
    """The figure's value in its base unit (16.4 万条 is 164000 条). The figure has to have a value."""
    if figure.value is None:
        raise ValueError(f"{figure.label} of {figure.report} has no value: a blank is no number.")
    return figure.value * _factor(figure.unit)


def base_unit(unit: str) -> str:
    """The unit without its multiplier."""
    return _MULTIPLE.sub("", unit)


def same(one: Figure, other: Figure) -> bool:
    """Whether two figures say the same number in whatever unit they are written."""
    return exact_value(one) == exact_value(other)


def total(figures: Sequence[Figure]) -> Result:
    """The sum of `figures`."""
    return _result("sum", sum((exact_value(figure) for figure in figures), Decimal(0)), figures)


def average(figures: Sequence[Figure]) -> Result:
    """The mean of `figures`, to two decimal places."""
    mean = sum((exact_value(figure) for figure in figures), Decimal(0)) / len(figures)
    return _result("average", _rounded(mean), figures)


def difference(one: Figure, other: Figure) -> Result:
    """`one` less `other`, as an amount without sign: which is the greater stands in the figures."""
    return _result("difference", abs(exact_value(one) - exact_value(other)), (one, other))


def remainder(whole: Figure, parts: Sequence[Figure]) -> Result | None:
    """What is left of `whole` without `parts`; None where they come to more than it."""
    left = exact_value(whole) - sum((exact_value(part) for part in parts), Decimal(0))
    return _result("difference", left, (whole, *parts)) if left >= 0 else None


def share(part: Figure, whole: Figure) -> Result | None:
    """What percentage of `whole` `part` is, to two decimals; None where `whole` is zero or less than `part`."""
    if exact_value(whole) == 0 or exact_value(part) > exact_value(whole):
        return None
    return Result("share", _rounded(exact_value(part) * 100 / exact_value(whole)), "%", (part, whole))


def ratio(one: Figure, other: Figure) -> Result | None:
    """How many times `other` goes into `one`, to two decimal places; None where `other` is zero."""
    if exact_value(other) == 0:
        return None
    return Result("ratio", _rounded(exact_value(one) / exact_value(other)), "倍", (one, other))


def growth(earlier: Figure, later: Figure) -> Result | None:
    """By what percentage `later` exceeds `earlier` (negative for a fall); None where the earlier is zero."""
    before = exact_value(earlier)
    if before == 0:
        return None
    return Result("growth", _rounded((exact_value(later) - before) * 100 / before), "%", (earlier, later))


def ranked(figures: Sequence[Figure], lowest: bool = False) -> list[Figure]:
    """The figures from the highest (or lowest) on."""
    return sorted(figures, key=exact_value, reverse=not lowest)


def _result(operation: Computed, value: Decimal, figures: Sequence[Figure]) -> Result:
    units = {figure.unit for figure in figures}
    if len(units) == 1:
        unit = units.pop()
        return Result(operation, _plain(value / _factor(unit)), unit, tuple(figures))
    return Result(operation, _plain(value), base_unit(figures[0].unit), tuple(figures))


def _factor(unit: str) -> Decimal:
    match = _MULTIPLE.match(unit)
    factor = Decimal(1)
    for char in match[1] if match else "":
        factor *= _MULTIPLIERS[char]
    return factor


def _rounded(value: Decimal) -> Decimal:
    return _plain(value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
