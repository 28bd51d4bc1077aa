"""Evidence → Draft, without a model: which answer is due, and for one with figures what it says on which citations."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.abstain import cannot_compute, no_report, not_reported, out_of_scope, too_open
from assistant.cite import Citer
from assistant.conflicts import conflict_notes
from assistant.model import Draft, Evidence, Found
from assistant.notes import answer_notes
from assistant.operations import OPERATIONS, comparable
from assistant.span_of_years import said_of_span, span_of
from assistant.statements import each
from assistant.told import Told
from assistant.words import catalogue, in_words
from index.model import Report

# A list of more figures than this is no answer to read; one result over all of them is, however many they are.
MOST_STATEMENTS = 24
_OVER_ALL = frozenset({"sum", "average", "highest", "lowest", "rank", "count"})
_EACH = re.compile(
    r"各地|各个?(?:地方|单位|报告|县|市|区|省)|分别|每个|每份|逐个|\b(?:each|every|all)\b", re.IGNORECASE
)

Reports = Mapping[str, Report]


def compose(evidence: Evidence, reports: Reports) -> Draft:
    """Write the answer that `evidence` supports, or the abstention that is due."""
    reading = evidence.plan.reading
    told = any(found.figures for found in evidence.found) or bool(evidence.extracts)
    if not reading.about_reports and not told:
        return out_of_scope(reading)
    if reading.operation == "catalogue":
        return catalogue(evidence, reports)
    if not evidence.plan.reports:
        return no_report(evidence, reports)
    if reading.operation in {"narrative", "fact"}:
        return in_words(evidence, reports)
    if not reading.asked and not reading.terms:
        return too_open(evidence, reports)
    return _figures(evidence, reports)


def _apart(found: Sequence[Found]) -> list[Found]:
    """Each figure once: two parts of a question may be answered by the same one."""
    kept: dict[tuple[object, ...], Found] = {}
    for one in found:
        figure = one.figures[0]
        kept.setdefault((figure.report, figure.code, figure.value, figure.start, figure.end, figure.at), one)
    return list(kept.values())


def _figures(evidence: Evidence, reports: Reports) -> Draft:
    found = _apart([one for one in evidence.found if one.figures])
    if not found:
        return in_words(evidence, reports) if evidence.extracts else not_reported(evidence, reports)
    operation = evidence.plan.reading.operation
    over_all = operation in _OVER_ALL or _EACH.search(evidence.plan.reading.text)
    if evidence.plan.open_place and len(found) > MOST_STATEMENTS and not over_all:
        return too_open(evidence, reports)
    told = Told(evidence, found, reports, Citer(reports))
    write = OPERATIONS.get(operation, each)
    written = write(told) if write is each or comparable(told) else None
    if written is None:
        return cannot_compute(evidence, reports)
    statements, values = written
    notes = [*conflict_notes(told), *answer_notes(told)]
    if span := span_of(told):
        said, note = said_of_span(told, span)
        statements, notes = [said, *statements], [note, *notes]
    return Draft("answered", tuple(statements), told.citer.citations, tuple(values), tuple(notes))
