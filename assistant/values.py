"""Figures and results → the Values of an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.model import Figure, Result, Value, exact
from assistant.phrases import label
from index.model import Report


def reported_value(figure: Figure, report: Report, numbers: Sequence[int]) -> Value:
    """The value of a figure as `report` states it or as its rows add up to it, cited by `numbers`."""
    return Value(
        indicator=figure.code,
        label=label(figure, "zh"),
        region=report.identity.issuer.region,
        year=report.identity.year,
        value=exact(figure.value) if figure.value is not None else None,
        unit=figure.unit,
        state=figure.state,
        citations=tuple(dict.fromkeys(numbers)),
        applicant=figure.applicant,
        computed="sum" if figure.parts else None,
    )


def computed_value(result: Result, code: str | None, name: str, report: Report, numbers: Sequence[int]) -> Value:
    """The value of a computed figure of the indicator `code`, called `name`; the place and the year are `report`'s."""
    return Value(
        indicator=code or None,
        label=name,
        region=report.identity.issuer.region,
        year=report.identity.year,
        value=exact(result.value),
        unit=result.unit,
        state="reported",
        citations=tuple(dict.fromkeys(numbers)),
        computed=result.operation,
    )


def across(value: Value, reports: Sequence[Report]) -> Value:
    """`value` as one of several places: their names together, the latest year."""
    regions = list(dict.fromkeys(report.identity.issuer.region for report in reports))
    return replace(value, region="、".join(regions), year=max(report.identity.year for report in reports))
