"""What a run gave: one row a question, the scores over any of them, JSON in and out, and two runs compared."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from eval import metrics
from eval.metrics import Outcome, PrecisionRecall
from index.errors import UsageError

ABSTENTIONS = frozenset({"no_report", "not_reported", "ambiguous", "out_of_scope"})


@dataclass(frozen=True, slots=True)
class Row:
    """One question of a run: what was asked and expected, what came and how it was judged.

    `rank_hits` says of the passages retrieved, best first, which hold what was asked; `relevant` is how many there are
    to be found, and None where the question names no passage.
    """

    id: str
    type: str
    language: str
    question: str
    expected: str
    status_due: str
    status: str
    answer: str
    values: tuple[str, ...]
    outcome: Outcome
    reasons: tuple[str, ...]
    statements: int
    supported_statements: int
    citations: int
    serving_citations: int
    supported: bool | None
    elapsed_ms: float
    rank_hits: tuple[bool, ...] = ()
    relevant: int | None = None

    @property
    def due_to_abstain(self) -> bool:
        return self.status_due in ABSTENTIONS

    @property
    def abstained(self) -> bool:
        return self.status in ABSTENTIONS


@dataclass(frozen=True, slots=True)
class Extraction:
    """How well the tables of one form were read: its name and precision and recall over its cells."""

    form: str
    cells: int
    score: PrecisionRecall


@dataclass(frozen=True, slots=True)
class RunResult:
    """A whole run over one set. `index_s` is None where the store was there already.

    `fingerprint` is that of the embedding model, `questions` a digest of what was asked and expected.
    """

    name: str
    model: str
    rows: tuple[Row, ...]
    extraction: tuple[Extraction, ...] = ()
    index_s: float | None = None
    fingerprint: str | None = None
    questions: str | None = None


@dataclass(frozen=True, slots=True)
class Scores:
    """The measures over some rows; eval/metrics.py defines each. Shares are in [0, 1], nan where there is nothing."""

    questions: int
    accuracy: float
    accuracy_interval: tuple[float, float]
    wrong_rate: float
    crag: float
    crag_interval: tuple[float, float]
    abstention_precision: float
    abstention_recall: float
    citation_precision: float
    citation_recall: float
    supported: float
    hit_1: float
    hit_4: float
    mrr: float
    ndcg_10: float
    p50_ms: float
    p95_ms: float


def score(rows: Sequence[Row]) -> Scores:
    """All measures over `rows`."""
    outcomes = [row.outcome for row in rows]
    abstention = metrics.abstention([row.due_to_abstain for row in rows], [row.abstained for row in rows])
    retrieved = [row for row in rows if row.relevant]
    times = [row.elapsed_ms for row in rows]
    return Scores(
        questions=len(rows),
        accuracy=metrics.accuracy(outcomes),
        accuracy_interval=metrics.bootstrap([float(outcome == "right") for outcome in outcomes]),
        wrong_rate=metrics.wrong_rate(outcomes),
        crag=metrics.crag_score(outcomes),
        crag_interval=metrics.bootstrap([float(metrics.CRAG_SCORES[outcome]) for outcome in outcomes]),
        abstention_precision=abstention.precision,
        abstention_recall=abstention.recall,
        citation_precision=_share(rows, lambda row: row.serving_citations, lambda row: row.citations),
        citation_recall=_share(rows, lambda row: row.supported_statements, lambda row: row.statements),
        supported=metrics.mean([row.supported for row in rows if row.supported is not None and row.outcome == "right"]),
        hit_1=metrics.mean([metrics.hit_at(row.rank_hits, 1) for row in retrieved]),
        hit_4=metrics.mean([metrics.hit_at(row.rank_hits, 4) for row in retrieved]),
        mrr=metrics.mean([metrics.reciprocal_rank(row.rank_hits) for row in retrieved]),
        ndcg_10=metrics.mean([metrics.ndcg_at(row.rank_hits, row.relevant or 0) for row in retrieved]),
        p50_ms=metrics.percentile(times, 50),
        p95_ms=metrics.percentile(times, 95),
    )


def _share(rows: Sequence[Row], part: Callable[[Row], int], whole: Callable[[Row], int]) -> float:
    """The mean over the answered questions, each counting the same, of part ÷ whole."""
    return metrics.mean([part(row) / whole(row) for row in rows if whole(row)])


def groups(rows: Sequence[Row], key: Callable[[Row], str]) -> dict[str, tuple[Row, ...]]:
    """The rows by what `key` says of them, in the order of their first row."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return {name: tuple(group) for name, group in found.items()}


def failures(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows that were not right, the wrong ones first."""
    order = {"wrong": 0, "partial": 1, "silent": 2}
    return tuple(sorted((row for row in rows if row.outcome != "right"), key=lambda row: order[row.outcome]))


def thresholds_missed(scores: Scores, thresholds: dict[str, float]) -> tuple[str, ...]:
    """A sentence for each threshold that a run misses: `…_max` are upper bounds, all others lower ones."""
    known = {item.name for item in fields(Scores)}
    missed = []
    for name, bound in thresholds.items():
        measure = name.removesuffix("_max")
        if measure not in known:
            raise UsageError(f"The thresholds name {measure!r}, which no measure is called; correct the file.")
        got = getattr(scores, measure)
        good = not math.isnan(got) and (got <= bound if name.endswith("_max") else got >= bound)
        if not good:
            missed.append(f"{measure} is {got:.3f}, {'above' if name.endswith('_max') else 'below'} {bound}")
    return tuple(missed)


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose outcome differs between two runs."""

    id: str
    question: str
    before: Outcome
    after: Outcome
    reasons: tuple[str, ...]

    @property
    def better(self) -> bool:
        order: tuple[Outcome, ...] = ("wrong", "silent", "partial", "right")
        return order.index(self.after) > order.index(self.before)


def outcomes(result: RunResult) -> dict[str, Outcome]:
    """Each question's outcome by its id."""
    return {row.id: row.outcome for row in result.rows}


def compare(before: Mapping[str, Outcome], after: RunResult) -> tuple[Change, ...]:
    """What changed since the outcomes `before`, the worsened first; a question that only one run has is left out."""
    changes = [
        Change(row.id, row.question, before[row.id], row.outcome, row.reasons)
        for row in after.rows
        if row.id in before and before[row.id] != row.outcome
    ]
    return tuple(sorted(changes, key=lambda change: change.better))


def to_json(result: RunResult) -> dict[str, Any]:
    """The run as plain JSON: its scores, the scores by type and language, and every row; no nan, null instead."""
    by_type, by_language = groups(result.rows, lambda row: row.type), groups(result.rows, lambda row: row.language)
    return {
        "name": result.name,
        "model": result.model,
        "fingerprint": result.fingerprint,
        "questions": result.questions,
        "index_s": result.index_s,
        "scores": _plain(score(result.rows)),
        "by_type": {name: _plain(score(rows)) for name, rows in by_type.items()},
        "by_language": {name: _plain(score(rows)) for name, rows in by_language.items()},
        "extraction": [{"form": e.form, "cells": e.cells, **_plain(e.score)} for e in result.extraction],
        "rows": [asdict(row) for row in result.rows],
    }


def _plain(value: Any) -> dict[str, Any]:
    return {name: _no_nan(part) for name, part in asdict(value).items()}


def _no_nan(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_no_nan(part) for part in value]
    return None if isinstance(value, float) and math.isnan(value) else value


def read_run(path: Path) -> RunResult:
    """A run as `to_json` wrote it. Raises UsageError for a file that is none."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        rows = tuple(Row(**{name: _frozen(part) for name, part in row.items()}) for row in kept["rows"])
        return RunResult(
            kept["name"],
            kept["model"],
            rows,
            index_s=kept["index_s"],
            fingerprint=kept.get("fingerprint"),
            questions=kept.get("questions"),
        )
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise UsageError(f"{path} holds no run of the evaluation ({error}); name a file that --json wrote.") from error


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
