"""A run on the terminal: a table by type and language, the failures, what changed since another run."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from assistant.model import Value
from assistant.settings import Thresholds
from eval.result import Change, Extraction, Row, RunResult, Scores, compare, failures, groups, outcomes, score
from eval.sets import Case, Expected

if TYPE_CHECKING:
    from eval.gate import Gate, Verdict
    from eval.holdout import Fit
    from eval.rival import Rival

_GATES = {
    "goals": "every goal has to be reached and nothing may be worse than in the accepted run",
    "accepted": "nothing may be worse than in the accepted run; the goals are shown",
}
_COLUMNS = ("", "questions", "right", "95 %", "wrong", "CRAG", "abstains P/R", "cites P/R", "hit@1/4", "p50 / p95 ms")


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
    if result.extraction:
        print_extraction(result.extraction, console)
    if with_failures:
        for row in failures(result.rows):
            print_failure(row, console)


def print_extraction(forms: Sequence[Extraction], console: Console) -> None:
    """How well the cells of each form of table were read."""
    table = Table("cells read from tables", "cells", "precision", "recall")
    for one in forms:
        table.add_row(one.form, str(one.cells), percent(one.score.precision), percent(one.score.recall))
    console.print(table)


def _cells(scores: Scores) -> tuple[str, ...]:
    return (
        str(scores.questions),
        percent(scores.accuracy),
        f"{scores.accuracy_interval[0] * 100:.0f}–{scores.accuracy_interval[1] * 100:.0f}",
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


def print_rival(result: RunResult, rival: Rival, console: Console) -> None:
    """The run beside the rival: retrieval, answers where a chat model is configured, times, and ours ÷ the rival's."""
    ours, theirs = score(result.rows), rival.scores
    table = Table("", "gongkai", "rival", "ratio", title=f"{result.name}: beside plain chunks, embedding and top 4")
    index_s = result.index_s if result.index_s is not None else math.nan
    lines = [
        ("hit@1", ours.hit_1, theirs.hit_1),
        ("hit@4", ours.hit_4, theirs.hit_4),
        ("MRR", ours.mrr, theirs.mrr),
        ("nDCG@10", ours.ndcg_10, theirs.ndcg_10),
        ("index, s", index_s, theirs.index_s),
        ("question, median ms", ours.p50_ms, theirs.p50_ms),
        ("question, 95th percentile ms", ours.p95_ms, theirs.p95_ms),
    ]
    if rival.rows:
        answers = score(rival.rows)
        lines += [
            ("right", ours.accuracy, answers.accuracy),
            ("wrong", ours.wrong_rate, answers.wrong_rate),
            ("CRAG", ours.crag, answers.crag),
            ("with an answer in words, median ms", ours.p50_ms, answers.p50_ms),
        ]
    for name, mine, other in lines:
        table.add_row(name, number(mine), number(other), number(mine / other) if other else "–")
    console.print(table)
    if not rival.rows:
        console.print("The rival gives no answers: no chat model is configured (GONGKAI_CHAT_MODEL).")


def print_fits(fits: Sequence[Fit], console: Console) -> None:
    """What each calibration chose: the thresholds that differ from those that are set."""
    table = Table(
        "left out",
        "CRAG as set",
        "points gained elsewhere",
        "thresholds chosen",
        title="Calibrated without each report in turn",
    )
    present = asdict(Thresholds())
    for one in fits:
        other = {name: value for name, value in asdict(one.thresholds).items() if value != present[name]}
        table.add_row(
            one.left_out,
            number(one.as_set),
            str(one.gain),
            ", ".join(f"{n} {v}" for n, v in other.items()) or "as they are set",
        )
    console.print(table)


def print_verdict(verdict: Verdict, gate: Gate, console: Console) -> None:
    """Which goals are missed and what got worse since the run accepted last, and whether that passes."""
    reached = verdict.goals - len(verdict.missed)
    console.print(f"Goals: {reached} of {verdict.goals} reached." if verdict.goals else "Goals: none for this set.")
    _print_sentences("missed", verdict.missed, console)
    if verdict.before is None:
        console.print("Accepted run: none for this set.")
    else:
        console.print(
            f"Accepted run: {len(verdict.worse)} worse of {len(verdict.before.kept)} questions and the rates."
        )
        _print_sentences("worse", verdict.worse, console)
    word = "[green]passes[/]" if verdict.passes(gate) else "[red]fails[/]"
    console.print(f"The run {word}: {_GATES[gate]}.", highlight=False)


def _print_sentences(word: str, sentences: Sequence[str], console: Console) -> None:
    for sentence in sentences:
        console.print(f"  {word}: {sentence}", markup=False, highlight=False, soft_wrap=True)
