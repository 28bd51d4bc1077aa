"""What the commands print with --json: plain dictionaries, their keys in the order that the documentation gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from assistant.model import Answer, ModelUse, Value, exact
from index.build import IndexOutcome
from index.catalog import ReportEntry
from index.model import Indicator, Report

if TYPE_CHECKING:
    from index.checks import Finding

INDICATOR_COLUMNS = (
    "report", "issuer", "region", "year", "indicator", "label", "applicant", "value", "unit", "state", "source",
    "quote", "start", "end", "page", "scope", "approximate", "why",
)  # fmt: skip


def answer(given: Answer, explain: bool = False) -> dict[str, Any]:
    """An answer; with `explain` the id of its request and the milliseconds that each stage took, too."""
    row: dict[str, Any] = {} if given.id is None else {"id": given.id}
    row |= {
        "question": given.question,
        "language": given.language,
        "status": given.status,
        "answer": given.answer,
        "values": [_value(value) for value in given.values],
        "citations": [asdict(citation) for citation in given.citations],
        "notes": [asdict(note) for note in given.notes],
        "elapsed_ms": round(given.elapsed_ms, 1),
    }
    if given.model is not None:
        row["model"] = _model(given.model)
    if explain:
        row["request"] = given.request
        row["stages_ms"] = {stage: round(spent, 2) for stage, spent in given.stages_ms.items()}
    return row


def _model(used: ModelUse) -> dict[str, Any]:
    """What a chat model had in an answer: its name, its tokens, and their cost where prices are set."""
    cost = {} if used.cost is None else {"cost": exact(used.cost)}
    return {"name": used.name, "tokens_read": used.tokens_read, "tokens_written": used.tokens_written, **cost}


def _value(value: Value) -> dict[str, Any]:
    row = asdict(value)
    return {key: row[key] for key in row if row[key] is not None or key not in {"applicant", "computed"}}


def report_entry(entry: ReportEntry) -> dict[str, Any]:
    """A report's line of `gongkai reports`."""
    issuer = entry.identity.issuer
    return {
        "id": entry.id,
        "title": entry.identity.title,
        "issuer": issuer.name,
        "region": issuer.region,
        "region_path": list(issuer.region_path),
        "level": issuer.level,
        "year": entry.identity.year,
        "layout": entry.layout,
        "source": entry.source,
        "sha256": entry.sha256,
        "published": entry.identity.published.isoformat() if entry.identity.published else None,
        "indexed_at": entry.indexed_at.isoformat(),
        "warnings": list(entry.warnings),
    }


def report(entry: ReportEntry, whole: Report) -> dict[str, Any]:
    """A report with its sections and its whole text."""
    sections = [{"path": list(section.path), "start": section.start, "end": section.end} for section in whole.sections]
    return {**report_entry(entry), "sections": sections, "text": whole.text}


def indicator(entry: ReportEntry, text: str, found: Indicator) -> dict[str, Any]:
    """A row of `gongkai indicators`, with the columns of INDICATOR_COLUMNS."""
    return {
        "report": entry.id,
        "issuer": entry.identity.issuer.name,
        "region": entry.identity.issuer.region,
        "year": entry.identity.year,
        "indicator": found.code,
        "label": found.label,
        "applicant": found.applicant,
        "value": None if found.value is None else exact(found.value),
        "unit": found.unit,
        "state": found.state,
        "source": found.source,
        "quote": text[found.start : found.end],
        "start": found.start,
        "end": found.end,
        "page": found.page,
        "scope": found.scope,
        "approximate": found.approximate,
        "why": found.why,
    }


def findings(found: Sequence[Finding]) -> list[dict[str, Any]]:
    """What does not add up."""
    return [asdict(finding) for finding in found]


def outcome(done: IndexOutcome) -> dict[str, Any]:
    """What indexing came to."""
    return asdict(done)
