"""What the reports say on a question, gathered: the figures, or the words where words answer or no figure does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant import extracts
from assistant.among_parts import among_parts, asks_among_parts
from assistant.chain_stages import blank, wants_figure
from assistant.evidence import figures_for
from assistant.facts import facts, is_told_in_words
from assistant.model import Evidence, Extract, Plan
from assistant.planned import asks_for_plans, planned_figures
from assistant.retrieve import HybridRetriever
from assistant.search import sought
from index.model import Report

_NEAREST = 2
_SEARCHED = 6


class Gathering:
    """Gathers evidence from reports. `retriever` gives the search over some reports, for so many passages."""

    def __init__(self, retriever: Callable[[tuple[str, ...], int], HybridRetriever]) -> None:
        self._retriever = retriever

    def evidence(self, plan: Plan, reports: Sequence[Report]) -> Evidence:
        """The evidence that `reports`, those of `plan`, hold; it has neither figures nor extracts
        where they are silent."""
        reading = plan.reading
        if asks_among_parts(plan, reports):
            return Evidence(plan, extracts=tuple(one for each in reports for one in among_parts(plan, each)))
        if reading.operation in {"narrative", "fact"}:
            return Evidence(plan, extracts=tuple(self._told(plan, reports)))
        evidence = figures_for(plan, reports)
        if any(found.figures for found in evidence.found) or blank(evidence):
            return evidence
        if not wants_figure(reading) and reading.about_reports:
            return replace(evidence, extracts=tuple(self._told(plan, reports)))
        if asks_for_plans(reading):
            planned = (one for each in reports for one in planned_figures(reading, each))
            return replace(evidence, extracts=tuple(planned))
        return evidence

    def nearest(self, plan: Plan) -> tuple[Extract, ...]:
        """The passages nearest to a question that the reports do not answer."""
        passages = self._retriever(plan.reports, _NEAREST).passages(sought(plan).text)
        return tuple(Extract(one.report_id, one.start, one.end, one.path, one.page, score) for one, score in passages)

    def _told(self, plan: Plan, reports: Sequence[Report]) -> list[Extract]:
        reading = plan.reading
        found: list[Extract] = []
        for report in reports:
            if reading.operation == "fact":
                found += facts(reading, report) or (self._searched(plan, report) if is_told_in_words(reading) else ())
                continue
            found += (
                extracts.by_announced_list(reading, report)
                or extracts.by_topic(reading, report)
                or extracts.giving_reasons(reading, report, extracts.by_heading(reading, report))
                or self._searched(plan, report)
            )
        return found

    def _searched(self, plan: Plan, report: Report) -> tuple[Extract, ...]:
        """The sentences of the passages that come first in a search of one report."""
        passages = self._retriever((report.id,), _SEARCHED).passages(sought(plan).text)
        found = extracts.by_sentence(plan.reading.terms, report, [(one.start, one.end) for one, _ in passages])
        return extracts.giving_reasons(plan.reading, report, found)
