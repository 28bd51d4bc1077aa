"""Which of the passages that a retriever finds hold what was asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval.judge import same_report
from eval.sets import Case, squash

DEPTH = 10
# Questions whose answer stands in one passage; what is worked out from several reports has no single one.
_IN_ONE_PASSAGE = {"table_lookup", "text_lookup", "quantity", "fact", "narrative", "zero", "blank", "trap", "conflict"}
TYPES = frozenset({*_IN_ONE_PASSAGE, "traditional", "pinyin", "numeral_year"})


@dataclass(frozen=True, slots=True)
class Found:
    """A retrieved passage: whose report, which year, its text, and the report's id where there is one."""

    region: str
    year: int
    text: str
    report: str = ""


Searcher = Callable[[str, int], Sequence[Found]]
"""A question and how many passages are wanted → the passages, best first."""


def counts(case: Case) -> bool:
    """Whether retrieval is measured on this question: it stands alone and one report holds its answer."""
    reports = {item.report.key for item in case.support}
    return case.type in TYPES and len(reports) == 1 and not case.history and case.status == "answered"


def hits(case: Case, found: Sequence[Found]) -> tuple[bool, ...]:
    """For each passage whether it holds a supporting text of the question, in the right report."""
    return tuple(any(_holds(passage, item.text, case) for item in case.support) for passage in found)


def _holds(passage: Found, text: str, case: Case) -> bool:
    report = case.support[0].report
    known = same_report(passage.region, passage.year, passage.report or report.within, report)
    return known and squash(text) in squash(passage.text)
