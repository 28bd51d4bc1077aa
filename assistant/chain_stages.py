"""What goes from one stage of the chain to the next, what the stages ask of it, and how long each takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from assistant.model import Draft, Evidence, ModelUse, Reading
from index.model import Report

Given = TypeVar("Given")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Composed:
    """What the last stages hand on: the evidence and what was written from it, and what a chat model had in it."""

    evidence: Evidence
    draft: Draft
    model: ModelUse | None = None


def asks_something(reading: Reading) -> bool:
    """Whether there is anything to look for: a question that names nothing of such reports needs words of its own."""
    return reading.about_reports or sum(len(term.words[0]) > 1 for term in reading.terms) > 1


def wants_figure(reading: Reading) -> bool:
    """Whether words are no answer: a number is asked for, or what has one by its name (the budget)."""
    return reading.numeric or (any(asked.sure for asked in reading.asked) and not reading.worded)


def names_none(reading: Reading) -> bool:
    """Whether a figure is asked for, and none of the indicators is named for sure."""
    figure = reading.operation not in {"narrative", "fact", "catalogue"}
    return figure and bool(reading.subject) and not any(asked.sure for asked in reading.asked)


def reported_codes(reports: Sequence[Report]) -> frozenset[str]:
    """The indicators that any of `reports` states a figure for."""
    return frozenset(one.code for report in reports for one in report.indicators if one.state == "reported")


def blank(evidence: Evidence) -> bool:
    """Whether a cell that is asked for was left blank."""
    return any(found.blank for found in evidence.found)


def timed(name: str, function: Callable[[Given], Made], stages: dict[str, float]) -> Callable[[Given], Made]:
    """`function`, which writes the milliseconds that it takes into `stages`."""

    def run(value: Given) -> Made:
        started = time.perf_counter()
        try:
            return function(value)
        finally:
            stages[name] = round((time.perf_counter() - started) * 1000, 3)

    return run
