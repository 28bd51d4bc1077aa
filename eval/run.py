"""Run a question set through the assistant: `python -m eval.run --set seeds [--type X] [--failures]`."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

from rich.console import Console

from assistant.model import Answer
from assistant.settings import Settings
from eval import retrieval, show
from eval.cells import load_forms, score_forms
from eval.judge import judge, same_report
from eval.result import Row, RunResult, faults, read_run, to_json
from eval.retrieval import Found, Searcher
from eval.sets import Case, QuestionSet, ReportKey, load_set
from index.errors import GongkaiError
from index.model import Report

if TYPE_CHECKING:
    from assistant.chain import Assistant

THRESHOLDS = Path(__file__).parent / "thresholds.toml"
RUNS = Path(__file__).parent / "runs"
SAMPLES = Path(__file__).resolve().parent.parent / "reports"


class Asks(Protocol):
    """What is evaluated: anything that answers a question in its conversation."""

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """One answer; `history` holds the earlier questions, oldest first."""


def run_cases(
    questions: QuestionSet, asked: Asks, search: Searcher | None = None, progress: Callable[[int], None] | None = None
) -> tuple[Row, ...]:
    """Ask every question of `questions` and judge each answer; `progress` is told how many are done."""
    rows = []
    for done, case in enumerate(questions.cases, 1):
        rows.append(_row(case, asked.ask(case.question, case.history), search))
        if progress:
            progress(done)
    return tuple(rows)


def _row(case: Case, answer: Answer, search: Searcher | None) -> Row:
    judged = judge(case, answer)
    measured = search is not None and retrieval.counts(case)
    found = search(case.question, retrieval.DEPTH) if search is not None and measured else ()
    return Row(
        id=case.id,
        type=case.type,
        language=case.language,
        question=" → ".join((*case.history, case.question)),
        expected=show.expected(case),
        status_due=case.status,
        status=answer.status,
        answer=answer.answer,
        values=tuple(show.value(value) for value in answer.values),
        outcome=judged.outcome,
        reasons=judged.reasons,
        statements=judged.citing.statements,
        supported_statements=judged.citing.supported,
        citations=judged.citing.citations,
        serving_citations=judged.citing.serving,
        supported=judged.supported,
        elapsed_ms=answer.elapsed_ms,
        rank_hits=retrieval.hits(case, found),
        relevant=len(case.support) if measured else None,
    )


def run_set(
    name: str | Path,
    settings: Settings,
    reports: Sequence[Path] = (),
    keep: Callable[[Case], bool] | None = None,
    progress: Callable[[int], None] | None = None,
) -> RunResult:
    """Run the set `name` over the store of `settings`, into which `reports` are indexed first where given.

    `keep` chooses the questions. Raises UsageError for a set that is not there, StoreError and the like for a store or
    a model that cannot be used.
    """
    from assistant.chain import open_assistant

    whole = load_set(name)
    questions = replace(whole, cases=tuple(case for case in whole.cases if keep is None or keep(case)))
    seconds = index(reports, settings) if reports else None
    assistant = open_assistant(settings)
    rows = run_cases(questions, assistant, searcher(assistant) if hasattr(assistant, "retrieve") else None, progress)
    known = {entry.id: entry.identity for entry in assistant.reports()}

    def find(key: ReportKey) -> Report | None:
        fits = [name for name, who in known.items() if same_report(who.issuer.region, who.year, name, key)]
        exact = [name for name in fits if known[name].issuer.name == key.issuer]
        return assistant.report((exact or fits)[0]) if fits else None

    forms = score_forms(load_forms(questions), find)
    return RunResult(questions.name, settings.embedding_model or "default", rows, forms, seconds)


def searcher(assistant: Assistant) -> Searcher:
    """The assistant's own search: what it would read a question's answer from, as the metrics of retrieval want it."""

    def search(question: str, limit: int) -> list[Found]:
        found = [(assistant.report(passage.report_id), passage) for passage, _ in assistant.retrieve(question, limit)]
        return [
            Found(one.identity.issuer.region, one.identity.year, one.text[passage.start : passage.end], one.id)
            for one, passage in found
        ]

    return search


def index(reports: Sequence[Path], settings: Settings) -> float:
    """Index `reports` into the store of `settings`; the seconds it took. A file that is no report is named and left."""
    from index.build import embedder_factory, index_paths

    start = perf_counter()
    say = Console(stderr=True, highlight=False, markup=False).print
    outcome = index_paths(reports, settings.store, embedder_factory(settings.embedding_model, settings.cache, say))
    for failure in outcome.failed:
        say(f"{failure.path} is left out: {failure.reason}")
    return perf_counter() - start


@contextmanager
def temporary_store(settings: Settings) -> Iterator[Settings]:
    """`settings` with a store of their own that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="gongkai-eval-") as folder:
        yield replace(settings, store=Path(folder) / "store")


def thresholds(name: str) -> dict[str, float]:
    """The thresholds of the set `name`; none where the file has no section for it."""
    with THRESHOLDS.open("rb") as file:
        return {key: float(bound) for key, bound in tomllib.load(file).get(name, {}).items()}


def accepted(name: str) -> RunResult | None:
    """The run of the set `name` that was accepted last; None where there is none."""
    path = RUNS / f"{name}.json"
    return read_run(path) if path.is_file() else None


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; 1 when a threshold is missed."""
    options = _parser().parse_args(arguments)
    console = Console(width=None if sys.stdout.isatty() else 160)
    try:
        result = _run(options)
        if options.json:
            options.json.write_text(json.dumps(to_json(result), ensure_ascii=False, indent=1), encoding="utf-8")
        show.print_result(result, console, options.failures)
        if options.compare:
            show.print_changes(read_run(options.compare), result, console)
    except GongkaiError as error:
        Console(stderr=True).print(error.message, highlight=False, markup=False)
        return error.exit_code
    if options.type or options.match:
        return 0
    found = faults(result, thresholds(result.name), accepted(result.name))
    for sentence in found:
        console.print(f"[red]FAULT[/] {sentence}", highlight=False)
    return 1 if found else 0


def _run(options: argparse.Namespace) -> RunResult:
    settings = Settings.load(options.store)

    def keep(case: Case) -> bool:
        return (not options.type or case.type in options.type) and (options.match or "") in case.id + case.question

    if options.store:
        return run_set(options.set, settings, options.reports, keep)
    with temporary_store(settings) as temporary:
        return run_set(options.set, temporary, options.reports or [SAMPLES], keep)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.run", description=__doc__)
    parser.add_argument("--set", default="seeds", help="a set of eval/sets, or a folder (default: seeds)")
    parser.add_argument("--store", help="the store to ask (default: a temporary one with the sample reports)")
    parser.add_argument(
        "--reports", type=Path, nargs="+", default=[], help="reports to index first (default: the sample reports)"
    )
    parser.add_argument("--type", action="append", help="only questions of this type (repeatable)")
    parser.add_argument("--match", help="only questions with this in their id or words")
    parser.add_argument("--failures", action="store_true", help="list what was not right")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the run there")
    parser.add_argument("--compare", type=Path, metavar="RUN", help="say what changed since the run in this file")
    return parser


if __name__ == "__main__":
    sys.exit(main())
