"""Leave one report out: what is calibrated on the questions of the others, asked about the one that was left out.

Whatever is fitted to questions (a threshold, a weight) is honest only on reports it has not seen. Each report in turn
is left out of the calibration, and only the questions about it are asked with what the others gave. The assistant's
thresholds (`assistant.settings.Thresholds`) are what there is to calibrate.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from assistant.model import Answer
from assistant.settings import Thresholds, with_thresholds
from eval.asking import Asks, Progress, run_cases
from eval.metrics import CRAG_SCORES, mean
from eval.result import Row
from eval.retrieval import Searcher
from eval.sets import Case, QuestionSet

P = TypeVar("P")


def leave_one_out(
    questions: QuestionSet,
    calibrate: Callable[[str, tuple[Case, ...]], P],
    assistant: Callable[[P], Asks],
    search: Searcher | None = None,
) -> tuple[Row, ...]:
    """One row for each question that is about a single report, asked of an assistant calibrated without that report.

    `calibrate` is told the key of the report that is left out and makes parameters of the questions about the others,
    `assistant` an answerer of parameters. Questions about several reports, or about none, are left out.
    """
    rows: list[Row] = []
    for report in questions.reports:
        held = tuple(case for case in questions.cases if about(case) == {report.key})
        seen = tuple(case for case in questions.cases if report.key not in about(case))
        if held:
            rows += run_cases(replace(questions, cases=held), assistant(calibrate(report.key, seen)), search)
    return tuple(rows)


def about(case: Case) -> set[str]:
    """The keys of the reports that a question's expected answer stands in."""
    figures = {figure.at.key for figure in case.values if figure.at}
    return figures | {item.report.key for item in case.support}


@dataclass(frozen=True, slots=True)
class Fit:
    """The thresholds that the questions of all reports but `left_out` chose; `gain` is how many points of the CRAG
    score they are better on those questions than the thresholds as they are set, added up. `as_set` is
    the CRAG score of those that are set on the questions about the report left out."""

    left_out: str
    thresholds: Thresholds
    gain: int
    as_set: float = math.nan


@dataclass(frozen=True, slots=True)
class Calibrated:
    """An answerer with its thresholds."""

    asks: Asks
    thresholds: Thresholds

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """One answer, given with these thresholds."""
        with with_thresholds(self.thresholds):
            return self.asks.ask(question, history)


def calibrated(
    questions: QuestionSet, asks: Asks, search: Searcher | None = None, progress: Progress | None = None
) -> tuple[tuple[Row, ...], tuple[Fit, ...]]:
    """The questions about each report, asked with the thresholds that the others chose; and what they chose."""
    candidates = tuple(candidate for _, candidate in choices())
    scores = {}
    for done, candidate in enumerate((Thresholds(), *candidates), 1):
        scores[candidate] = {
            row.id: CRAG_SCORES[row.outcome] for row in run_cases(questions, Calibrated(asks, candidate))
        }
        if progress:
            progress(done, len(candidates) + 1)
    fits: list[Fit] = []

    def calibrate(left_out: str, seen: tuple[Case, ...]) -> Thresholds:
        held = [scores[Thresholds()][case.id] for case in questions.cases if about(case) == {left_out}]
        fits.append(replace(fit(left_out, [case.id for case in seen], scores), as_set=mean(held)))
        return fits[-1].thresholds

    return leave_one_out(questions, calibrate, lambda chosen: Calibrated(asks, chosen), search), tuple(fits)


def choices() -> list[tuple[str, Thresholds]]:
    """Each threshold's name with the thresholds as they are set but for another value of it."""
    return [
        (item.name, replace(Thresholds(), **_one(item.name, other)))
        for item in fields(Thresholds)
        for other in item.metadata["others"]
    ]


def fit(left_out: str, seen: Sequence[str], scores: Mapping[Thresholds, Mapping[str, int]]) -> Fit:
    """The thresholds that do best on the questions `seen`, by the sum of the CRAG score (+1 right, 0 silent, −1 wrong).

    Each threshold is chosen with the others as they are set: `scores` says of each choice how every question went. What
    does no better than the value that is set does not replace it.
    """
    at_present = sum(scores[Thresholds()][name] for name in seen)
    best: dict[str, tuple[int, Any]] = {}
    for name, candidate in choices():
        gain = sum(scores[candidate][one] for one in seen) - at_present
        if gain > best.get(name, (0, None))[0]:
            best[name] = gain, getattr(candidate, name)
    chosen = replace(Thresholds(), **{name: value for name, (_, value) in best.items()})
    return Fit(left_out, chosen, sum(gain for gain, _ in best.values()))


def _one(name: str, value: float) -> dict[str, Any]:
    return {name: value}
