"""Leave one report out: what is calibrated on the questions of the others, asked about the one that was left out.

Whatever is fitted to questions (a threshold, a weight) is honest only on reports it has not seen. Each report in turn
is left out of the calibration, and only the questions about it are asked with what the others gave.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from eval.result import Row
from eval.run import Asks, run_cases
from eval.sets import Case, QuestionSet

P = TypeVar("P")


def leave_one_out(
    questions: QuestionSet, calibrate: Callable[[tuple[Case, ...]], P], assistant: Callable[[P], Asks]
) -> tuple[Row, ...]:
    """One row for each question that is about a single report, asked of an assistant calibrated without that report.

    `calibrate` makes parameters of the questions it is given, `assistant` an answerer of parameters.
    """
    rows: list[Row] = []
    for report in questions.reports:
        held = tuple(case for case in questions.cases if about(case) == {report.key})
        seen = tuple(case for case in questions.cases if report.key not in about(case))
        if held:
            rows += run_cases(replace(questions, cases=held), assistant(calibrate(seen)))
    return tuple(rows)


def about(case: Case) -> set[str]:
    """The keys of the reports that a question's expected answer stands in."""
    figures = {figure.at.key for figure in case.values if figure.at}
    return figures | {item.report.key for item in case.support}
