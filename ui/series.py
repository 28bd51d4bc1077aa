"""The figures of an answer that people would rather look at than read → the rows of a chart. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.model import Citation, Value
from ui.lines import whose

ENOUGH = 3
MOST_PLACES = 30


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a chart: its number for the drawing and its `written` form for reading."""

    place: str
    year: int
    number: float
    written: str


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one kind: over `year`s (a line for each place) or over `place`s (a bar for each, named with its year
    where the years differ)."""

    label: str
    unit: str
    over: Literal["year", "place"]
    points: tuple[Point, ...]


def series(values: Sequence[Value], citations: Sequence[Citation] = ()) -> Series | None:
    """What of `values` can be drawn: three or more reported figures of one thing in one unit, one for a place and year.

    A blank is left out and never drawn as zero. None where there is no such series.
    """
    told = [value for value in values if value.computed is None and value.state == "reported" and value.value]
    kinds = {(value.indicator or value.label, value.applicant, value.unit) for value in told}
    owners = [whose(value, citations) for value in told]
    years = {value.year for value in told}
    where = {(owner, value.year) for owner, value in zip(owners, told, strict=True)}
    if len(kinds) != 1 or len(told) < ENOUGH or len(where) < len(told) or len(set(owners)) > MOST_PLACES:
        return None
    over_years = len(set(owners)) < len(told)  # a line needs two figures of one place
    names = owners if over_years or len(years) == 1 else [f"{owners[at]} {one.year}" for at, one in enumerate(told)]
    points = tuple(
        Point(name, one.year, float(one.value or 0), one.value or "") for name, one in zip(names, told, strict=True)
    )
    return Series(told[0].label, told[0].unit, "year" if over_years else "place", points)
