"""Sums, differences, shares, growth and ranks: exact in Decimal, with all their operands, and none without a value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import compute
from assistant.model import Figure
from index.model import State


def figure(
    value: str | None, unit: str = "件", code: str = "applications_received", state: State = "reported"
) -> Figure:
    """A figure of an invented report; `value` None is a blank cell."""
    return Figure(
        report="泸溪县-2016",
        code=code,
        label=code,
        value=Decimal(value) if value is not None else None,
        unit=unit,
        state="blank" if value is None else state,
        source="table",
        start=0,
        end=1,
    )


@pytest.mark.parametrize(
    ("value", "unit", "exact", "base"),
    [
        ("24", "件", "24", "件"),
        ("16.4", "万条", "164000", "条"),
        ("1.3", "亿次", "130000000", "次"),
        ("3", "千人", "3000", "人"),
        ("2", "百万人次", "2000000", "人次"),
        ("7.5", "万元", "75000", "元"),
        ("132.44", "亿元", "13244000000", "元"),
        ("98.4", "%", "98.4", "%"),
        ("5", "万", "5", "万"),
    ],
)
def test_a_multiple_is_taken_in_its_base_unit(value: str, unit: str, exact: str, base: str):
    assert compute.exact_value(figure(value, unit)) == Decimal(exact)
    assert compute.base_unit(unit) == base


def test_a_blank_is_no_number():
    with pytest.raises(ValueError, match="a blank is no number"):
        compute.exact_value(figure(None))
    for computed in (compute.total, compute.average, compute.ranked):
        with pytest.raises(ValueError, match="a blank is no number"):
            computed([figure("1"), figure(None)])
    for paired in (compute.difference, compute.share, compute.growth, compute.same):
        with pytest.raises(ValueError, match="a blank is no number"):
            paired(figure(None), figure("1"))


def test_the_same_number_in_another_unit_is_the_same():
    assert compute.same(figure("16.4", "万条"), figure("164000", "条"))
    assert compute.same(figure("7.50", "万元"), figure("7.5", "万元"))
    assert not compute.same(figure("16.4", "万条"), figure("16.4", "条"))


@pytest.mark.parametrize(
    ("values", "units", "total", "unit"),
    [
        (("24", "30"), ("件", "件"), "54", "件"),
        (("2.6", "3.1"), ("万人次", "万人次"), "5.7", "万人次"),
        (("7.5", "9.25"), ("万元", "万元"), "16.75", "万元"),
        (("0.1", "0.2"), ("万元", "万元"), "0.3", "万元"),
        (("1.2", "500"), ("万条", "条"), "12500", "条"),
        (("0", "0"), ("件", "件"), "0", "件"),
    ],
)
def test_a_sum_is_exact_in_the_unit_of_its_operands(values, units, total: str, unit: str):
    operands = [figure(value, one) for value, one in zip(values, units, strict=True)]
    result = compute.total(operands)
    assert (format(result.value, "f"), result.unit, result.operation) == (total, unit, "sum")
    assert result.operands == tuple(operands)


@pytest.mark.parametrize(
    ("values", "mean"),
    [(("24", "30"), "27"), (("1", "2", "2"), "1.67"), (("640", "1833"), "1236.5"), (("0", "1"), "0.5")],
)
def test_a_mean_has_two_decimals(values: tuple[str, ...], mean: str):
    result = compute.average([figure(value) for value in values])
    assert (format(result.value, "f"), result.operation) == (mean, "average")
    assert len(result.operands) == len(values)


@pytest.mark.parametrize(
    ("one", "other", "between"), [("30", "24", "6"), ("24", "30", "6"), ("9.25", "7.5", "1.75"), ("3", "3", "0")]
)
def test_a_difference_has_no_sign(one: str, other: str, between: str):
    result = compute.difference(figure(one), figure(other))
    assert (format(result.value, "f"), result.operation) == (between, "difference")
    assert [operand.value for operand in result.operands] == [Decimal(one), Decimal(other)]


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        ("16", "24", "66.67"),
        ("1", "8", "12.5"),
        ("24", "24", "100"),
        ("0", "24", "0"),
        ("1", "3", "33.33"),
        ("2", "3", "66.67"),
    ],
)
def test_a_share_is_a_percentage_of_two_decimals(part: str, whole: str, percent: str):
    result = compute.share(figure(part), figure(whole))
    assert result is not None
    assert (format(result.value, "f"), result.unit, result.operation) == (percent, "%", "share")


@pytest.mark.parametrize(("part", "whole"), [("1", "0"), ("0", "0"), ("25", "24")])
def test_there_is_no_share_of_nothing_and_none_above_the_whole(part: str, whole: str):
    assert compute.share(figure(part), figure(whole)) is None


@pytest.mark.parametrize(
    ("earlier", "later", "percent"),
    [
        ("24", "30", "25"),
        ("30", "24", "-20"),
        ("7.5", "9.25", "23.33"),
        ("3", "3", "0"),
        ("3", "0", "-100"),
        ("3", "4", "33.33"),
    ],
)
def test_growth_is_signed(earlier: str, later: str, percent: str):
    result = compute.growth(figure(earlier), figure(later))
    assert result is not None
    assert (format(result.value, "f"), result.unit, result.operation) == (percent, "%", "growth")


def test_there_is_no_growth_from_nothing():
    assert compute.growth(figure("0"), figure("3")) is None


def test_figures_are_ranked_by_what_they_amount_to():
    ten, thousand, few = figure("1", "万条"), figure("9000", "条"), figure("9999", "条")
    assert compute.ranked([thousand, ten, few]) == [ten, few, thousand]
    assert compute.ranked([thousand, ten, few], lowest=True) == [thousand, few, ten]


NUMBERS = st.decimals(0, 10**9, places=2, allow_nan=False, allow_infinity=False)


@settings(deadline=None)
@given(st.lists(NUMBERS, min_size=1, max_size=6), st.sampled_from(("件", "万条", "亿元", "%")))
def test_any_sum_is_the_sum_of_its_operands_without_an_exponent(values: list[Decimal], unit: str):
    result = compute.total([figure(format(value, "f"), unit) for value in values])
    assert result.value == sum(values)
    assert "E" not in format(result.value, "f")
    assert result.unit == unit


@settings(deadline=None)
@given(NUMBERS, NUMBERS)
def test_any_share_lies_between_nothing_and_all(part: Decimal, whole: Decimal):
    result = compute.share(figure(format(part, "f")), figure(format(whole, "f")))
    assert (result is None) == (whole == 0 or part > whole)
    assert result is None or 0 <= result.value <= 100


@settings(deadline=None)
@given(st.lists(NUMBERS, max_size=6))
def test_any_ranking_holds_every_figure_once(values: list[Decimal]):
    figures = [figure(format(value, "f")) for value in values]
    ranked = compute.ranked(figures)
    assert [one.value for one in ranked] == sorted(values, reverse=True)
