"""The last stage: of what was composed, what is supported becomes the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.abstain import not_reported
from assistant.as_written import as_written
from assistant.chain_search import DEGRADED
from assistant.chain_stages import Composed
from assistant.model import Answer, Draft, Note, Statement
from assistant.verify import verify
from index.model import Report


def verified(composed: Composed, degraded: bool, report: Callable[[str], Report]) -> Answer:
    """The answer of what is supported; where nothing is, that the report does not say it. `degraded` says that the
    search did without its vectors, `report` gives a report by its id."""
    draft = composed.draft
    question = composed.evidence.plan.reading.question
    if draft.status == "answered":
        kept = [verdict.statement for verdict in verify(draft) if verdict.ruling != "unsupported"]
        if len(kept) < len(draft.statements):
            draft = _without_unsupported(composed, kept, report)
    notes = (Note("degraded", DEGRADED[question.language]),) if degraded else ()
    answer = Answer(
        question=question.text,
        language=question.language,
        status=draft.status,
        answer="\n".join(statement.text for statement in draft.statements),
        values=draft.values,
        citations=draft.citations,
        notes=(*draft.notes, *notes),
        model=composed.model,
    )
    return as_written(answer, report)


def _without_unsupported(composed: Composed, kept: Sequence[Statement], report: Callable[[str], Report]) -> Draft:
    draft = composed.draft
    if not kept:
        reports = {one: report(one) for one in composed.evidence.plan.reports}
        return not_reported(replace(composed.evidence, found=()), reports)
    cited = {number for statement in kept for number in statement.citations}
    values = tuple(value for value in draft.values if set(value.citations) <= cited)
    question = composed.evidence.plan.reading.question
    dropped = len(draft.statements) - len(kept)
    note = Note(
        "degraded",
        f"有{dropped}句话的依据没有核对上，已略去。"
        if question.language == "zh"
        else f"Statements whose support could not be verified were left out: {dropped}.",
    )
    return replace(draft, statements=tuple(kept), values=values, notes=(*draft.notes, note))
