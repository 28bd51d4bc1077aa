"""A run on the terminal: a table by type and language, the failures, what changed since another run."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from assistant.model import Value
from eval.result import Change, Row, RunResult, Scores, compare, failures, groups, outcomes, score
from eval.sets import Case, Expected

if TYPE_CHECKING:
    from eval.baseline import BaselineScores

_COLUMNS = ("", "questions", "right", "wrong", "CRAG", "abstains P/R", "cites P/R", "hit@1/4", "p50 / p95 ms")


def expected(case: Case) -> str:
    """What a question expects, in a line: its status where it is no answer, figures, words, a note."""
    parts = [case.status] if case.status != "answered" else []
    parts += [_figure(figure) for figure in case.values]
    parts += [f"“{'” or “'.join(words)}”" for words in case.must_mention]
    parts += [f"a note of kind {case.note}"] if case.note else []
    return "; ".join(parts) or "an answer"


def _figure(figure: Expected) -> str:
    place = f"{figure.at.region} {figure.at.year} " if figure.at else ""
    column = f" ({figure.applicant})" if figure.applicant else ""
    return f"{place}{figure.what}{column} {figure.value}{'' if not figure.units else figure.units[0]}"


def value(value: Value) -> str:
    """A figure that an answer states, in a line."""
    column = f" ({value.applicant})" if value.applicant else ""
    computed = f" [{value.computed}]" if value.computed else ""
    figure = f"{value.value}{value.unit}" if value.value is not None else value.state
    return f"{value.region} {value.year} {value.label}{column} {figure}{computed}"


def print_result(result: RunResult, console: Console, with_failures: bool = False) -> None:
    """The scores of a run by type and by language, and its failures when asked for."""
    table = Table(*_COLUMNS, title=f"{result.name}: {len(result.rows)} questions, model {result.model}")
    for name, rows in groups(result.rows, lambda row: row.type).items():
        table.add_row(name, *_cells(score(rows)))
    table.add_section()
    for name, rows in groups(result.rows, lambda row: row.language).items():
        table.add_row(name, *_cells(score(rows)))
    table.add_section()
    whole = score(result.rows)
    table.add_row("all", *_cells(whole), style="bold")
    console.print(table)
    console.print(_intervals(whole))
    if with_failures:
        for row in failures(result.rows):
            print_failure(row, console)


def _cells(scores: Scores) -> tuple[str, ...]:
    return (
        str(scores.questions),
        percent(scores.accuracy),
        percent(scores.wrong_rate),
        number(scores.crag),
        f"{percent(scores.abstention_precision)} / {percent(scores.abstention_recall)}",
        f"{percent(scores.citation_precision)} / {percent(scores.citation_recall)}",
        f"{percent(scores.hit_1)} / {percent(scores.hit_4)}",
        f"{scores.p50_ms:.0f} / {scores.p95_ms:.0f}",
    )


def _intervals(scores: Scores) -> str:
    right, crag = scores.accuracy_interval, scores.crag_interval
    return (
        f"right {percent(scores.accuracy)} (95 % of resamples within {percent(right[0])} and {percent(right[1])}), "
        f"CRAG {number(scores.crag)} ({number(crag[0])} to {number(crag[1])}), "
        f"right answers whose citations hold every figure {percent(scores.supported)}"
    )


def print_failure(row: Row, console: Console) -> None:
    """One failure: what was asked, expected and got, and what is wrong with it."""
    console.print(f"\n[bold]{row.outcome}[/] {row.id} ({row.type}, {row.language}) {row.question}", highlight=False)
    for name, text in (
        ("expected", row.expected),
        ("got", f"{row.status}: {row.answer}"),
        ("values", "; ".join(row.values)),
        ("why", "; ".join(row.reasons)),
    ):
        console.print(f"  {name:8} {text}", markup=False, highlight=False, soft_wrap=True)


def print_changes(before: RunResult, after: RunResult, console: Console) -> None:
    """What got worse and what got better since `before`, and how the scores moved."""
    changes = compare(outcomes(before), after)
    for title, some in (("worse", [c for c in changes if not c.better]), ("better", [c for c in changes if c.better])):
        console.print(f"{title}: {len(some)}")
        _print_some(some, console)
    old, new = score(before.rows), score(after.rows)
    console.print(
        f"right {percent(old.accuracy)} → {percent(new.accuracy)}, CRAG {number(old.crag)} → {number(new.crag)}"
    )


def _print_some(changes: Sequence[Change], console: Console) -> None:
    for change in changes:
        reasons = f" ({'; '.join(change.reasons)})" if change.reasons else ""
        line = f"  {change.id} {change.before} → {change.after}: {change.question}{reasons}"
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def percent(share: float) -> str:
    """A share as a percentage with one decimal, a dash for nan."""
    return "–" if math.isnan(share) else f"{share * 100:.1f} %"


def number(value: float) -> str:
    """A number with three decimals, a dash for nan."""
    return "–" if math.isnan(value) else f"{value:.3f}"


def print_rival(result: RunResult, rival: BaselineScores, console: Console) -> None:
    """The run beside the rival: retrieval, indexing, time for a question, and the ratio of ours to the rival's."""
    ours = score(result.rows)
    table = Table("", "gongkai", "rival", "ratio", title=f"{result.name}: beside plain chunks, embedding and top 4")
    for name, mine, other in (
        ("hit@1", ours.hit_1, rival.hit_1),
        ("hit@4", ours.hit_4, rival.hit_4),
        ("MRR", ours.mrr, rival.mrr),
        ("nDCG@10", ours.ndcg_10, rival.ndcg_10),
        ("index, s", result.index_s if result.index_s is not None else math.nan, rival.index_s),
        ("question, median ms", ours.p50_ms, rival.p50_ms),
        ("question, 95th percentile ms", ours.p95_ms, rival.p95_ms),
    ):
        table.add_row(name, number(mine), number(other), number(mine / other) if other else "–")
    console.print(table)
