"""The run of each set that was accepted last, kept in `eval/runs/`, and what is worse in a later one.

A run is kept without its words and its times: for each question its outcome, the status answered, the rank of the first
passage that holds the answer and how many of its statements are held by what they cite. The same answers make the same
file, so that a change to it is a change of answers.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from eval.metrics import Outcome
from eval.result import Row, RunResult, Scores, score
from index.errors import StoreError, UsageError

RUNS = Path(__file__).parent / "runs"
# Measures that may not fall by more than the margin, and whether more of it is better.
_RATES: dict[str, Callable[[Scores], float]] = {
    "accuracy": lambda scores: scores.accuracy,
    "abstention_precision": lambda scores: scores.abstention_precision,
    "abstention_recall": lambda scores: scores.abstention_recall,
    "citation_recall": lambda scores: scores.citation_recall,
    "hit_1": lambda scores: scores.hit_1,
    "hit_4": lambda scores: scores.hit_4,
    "mrr": lambda scores: scores.mrr,
}
_DEPTHS = {"hit_1": 1, "hit_4": 4}
_NAMED = 8


@dataclass(frozen=True, slots=True)
class Kept:
    """One question of an accepted run. `rank` counts from 1 and is None where no passage found holds the answer."""

    outcome: Outcome
    status: str
    rank: int | None
    statements: int
    supported: int


@dataclass(frozen=True, slots=True)
class Accepted:
    """A run that was accepted: which model answered, which questions (a digest), and how each went, by its id."""

    name: str
    model: str
    fingerprint: str | None
    questions: str | None
    kept: Mapping[str, Kept]


def keep(result: RunResult) -> Accepted:
    """What is kept of a run."""
    return Accepted(
        result.name,
        result.model,
        result.fingerprint,
        result.questions,
        {row.id: _kept(row) for row in result.rows},
    )


def _kept(row: Row) -> Kept:
    return Kept(row.outcome, row.status, _rank(row), row.statements, row.supported_statements)


def _rank(row: Row) -> int | None:
    return next((at for at, hit in enumerate(row.rank_hits, 1) if hit), None)


def accept(result: RunResult, folder: Path | None = None) -> Path:
    """Keep `result` as the run that later ones must not fall behind; the file it is in. Raises StoreError."""
    path = _file(result.name, folder)
    whole = keep(result)
    lines = [
        f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(_plain(one))}" for name, one in sorted(whole.kept.items())
    ]
    head = {"set": whole.name, "model": whole.model, "fingerprint": whole.fingerprint, "questions": whole.questions}
    scores = {name: _rounded(read(score(result.rows))) for name, read in _RATES.items()}
    opened = json.dumps({**head, "scores": scores}, ensure_ascii=False)[:-1]
    try:
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'{opened},\n"kept": {{\n' + ",\n".join(lines) + "\n}}\n", encoding="utf-8")
    except OSError as error:
        raise StoreError(f"The accepted run cannot be written to {path} ({error}); accept it in a checkout.") from error
    return path


def _plain(one: Kept) -> list[Any]:
    return [one.outcome, one.status, one.rank, one.statements, one.supported]


def _rounded(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 4)


def _file(name: str, folder: Path | None) -> Path:
    return (folder or RUNS) / f"{name}.json"


def accepted(name: str, folder: Path | None = None) -> Accepted | None:
    """The run of the set `name` that was accepted last, None where there is none. Raises UsageError."""
    path = _file(name, folder)
    if not path.is_file():
        return None
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        kept = {question: Kept(*parts) for question, parts in read["kept"].items()}
        return Accepted(read["set"], read["model"], read["fingerprint"], read["questions"], kept)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise UsageError(
            f"{path} holds no accepted run ({error}); write it anew with gongkai eval --accept."
        ) from error


def worse(before: Accepted, after: RunResult, margin: float) -> tuple[str, ...]:
    """Why `after` falls behind the run accepted before it, a sentence each, over the questions that both have.

    A question that was right has to stay right, and one that was not wrong may not become so. A rate over the questions
    that both have may fall by `margin` and no more.
    """
    rows = [row for row in after.rows if row.id in before.kept]
    return (*_questions(before, rows), *_rates(before, rows, margin))


def _questions(before: Accepted, rows: Sequence[Row]) -> list[str]:
    return [
        f"{row.id} was {before.kept[row.id].outcome} and is {row.outcome}: {'; '.join(row.reasons)}"
        for row in rows
        if row.outcome != before.kept[row.id].outcome
        and (before.kept[row.id].outcome == "right" or row.outcome == "wrong")
    ]


def _rates(before: Accepted, rows: Sequence[Row], margin: float) -> list[str]:
    then, now = score([_as_it_was(row, before.kept[row.id]) for row in rows]), score(rows)
    return [
        f"{name} was {read(then):.3f} and is {read(now):.3f}, which is more than {margin} lower"
        + _fallen(before, rows, _DEPTHS.get(name))
        for name, read in _RATES.items()
        if read(then) - read(now) > margin
    ]


def _as_it_was(row: Row, kept: Kept) -> Row:
    found = tuple(at == kept.rank for at in range(1, kept.rank + 1)) if kept.rank else ()
    return replace(
        row,
        outcome=kept.outcome,
        status=kept.status,
        statements=kept.statements,
        supported_statements=kept.supported,
        rank_hits=found,
    )


def _fallen(before: Accepted, rows: Sequence[Row], depth: int | None) -> str:
    """The questions whose passage no longer stands within the first `depth`."""
    if depth is None:
        return ""
    lost = [row.id for row in rows if _within(before.kept[row.id].rank, depth) and not _within(_rank(row), depth)]
    more = f" and {len(lost) - _NAMED} more" if len(lost) > _NAMED else ""
    return f": lost {', '.join(lost[:_NAMED])}{more}" if lost else ""


def _within(rank: int | None, depth: int) -> bool:
    return rank is not None and rank <= depth
