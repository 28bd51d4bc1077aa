"""Run a question set through the assistant: `python -m eval.run --set seeds [--type X] [--failures]`."""

from __future__ import annotations

import argparse
import json
import logging
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress

from assistant.model import Answer
from assistant.settings import Settings
from eval import retrieval, show
from eval.cells import load_forms, score_forms
from eval.judge import judge, same_report
from eval.metrics import Outcome
from eval.probe import cell_questions
from eval.report import html
from eval.result import Row, RunResult, faults, outcomes, read_run, to_json
from eval.retrieval import Found, Searcher
from eval.sets import Case, QuestionSet, ReportKey, load_set
from index.errors import GongkaiError
from index.model import Report

if TYPE_CHECKING:
    from assistant.chain import Assistant
    from eval.baseline import BaselineScores

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
        rows.append(_row(case, _ask(asked, case), search))
        if progress:
            progress(done)
    return tuple(rows)


def _ask(asked: Asks, case: Case) -> Answer:
    """The answer, or one that says what went wrong: a question that breaks the assistant is answered wrong, no more."""
    try:
        return asked.ask(case.question, case.history)
    except GongkaiError:
        raise
    except Exception as error:
        logging.getLogger(__name__).exception("%s broke the assistant", case.id)
        return Answer(case.question, "zh", "answered", f"{type(error).__name__}: {error}")


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
    cells: bool = False,
) -> RunResult:
    """Run the set `name` over the store of `settings`, into which `reports` are indexed first where given.

    `keep` chooses the questions; with `cells` every cell of the set's tables is asked for instead. Raises UsageError
    for a set that is not there, StoreError and the like for a store or a model that cannot be used.
    """
    from assistant.chain import open_assistant

    whole = cell_questions(load_set(name)) if cells else load_set(name)
    questions = replace(whole, cases=tuple(case for case in whole.cases if keep is None or keep(case)))
    seconds = index(reports, settings) if reports else None
    assistant = open_assistant(settings)
    rows = run_cases(questions, assistant, searcher(assistant), progress)
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


def accepted(name: str) -> dict[str, Outcome]:
    """The outcomes of the run of the set `name` that was accepted last, by question; empty where there is none."""
    path = RUNS / f"{name}.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def accept(result: RunResult) -> Path:
    """Keep the outcomes of `result` as those that later runs must not fall behind; the file they are in."""
    path = RUNS / f"{result.name}.json"
    path.parent.mkdir(exist_ok=True)
    kept = json.dumps(outcomes(result), ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(kept + "\n", encoding="utf-8")
    return path


def rival(name: str | Path, settings: Settings) -> BaselineScores:
    """What the rival makes of the set `name` over the reports of the store of `settings`."""
    from eval.baseline import Text, run_baseline
    from index.catalog import Catalog
    from index.embed import load_embedder

    embedder = load_embedder(settings.embedding_model, settings.cache)
    with Catalog(settings.store) as catalog, tempfile.TemporaryDirectory(prefix="gongkai-rival-") as folder:
        entries = catalog.reports()
        texts = [Text(one.identity.issuer.region, one.identity.year, catalog.text(one.id)) for one in entries]
        return run_baseline(load_set(name), texts, embedder, Path(folder))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; 1 when a threshold is missed or a question is worse than in the run accepted last."""
    options = _parser().parse_args(arguments)
    console = Console(width=None if sys.stdout.isatty() else 160)
    try:
        settings = Settings.load(options.store)
        with nullcontext(settings) if options.store else temporary_store(settings) as asked:
            result = _run(options, asked)
            show.print_result(result, console, options.failures)
            if options.rival:
                show.print_rival(result, rival(options.set, asked), console)
        before = read_run(options.compare) if options.compare else None
    except GongkaiError as error:
        Console(stderr=True).print(error.message, highlight=False, markup=False)
        return error.exit_code
    _write(options, result, before)
    if before:
        show.print_changes(before, result, console)
    if options.type or options.match:
        return 0
    if options.accept:
        console.print(f"accepted: {accept(result)}", highlight=False)
    found = faults(result, thresholds(result.name), accepted(result.name))
    for sentence in found:
        console.print("[red]FAULT[/]", escape(sentence), highlight=False)
    return 1 if found else 0


def _run(options: argparse.Namespace, settings: Settings) -> RunResult:
    def keep(case: Case) -> bool:
        return (not options.type or case.type in options.type) and (options.match or "") in case.id + case.question

    reports = options.reports or ([] if options.store else [SAMPLES])
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(f"asking {options.set}", total=None)
        return run_set(
            options.set, settings, reports, keep, lambda done: bar.update(task, completed=done), options.cells
        )


def _write(options: argparse.Namespace, result: RunResult, before: RunResult | None) -> None:
    if options.json:
        options.json.write_text(json.dumps(to_json(result), ensure_ascii=False, indent=1), encoding="utf-8")
    if options.html:
        options.html.write_text(html(result, before), encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.run", description=__doc__)
    add = parser.add_argument
    add("--set", default="seeds", help="a set of eval/sets, or a folder (default: seeds)")
    add("--store", help="the store to ask (default: a temporary one with the sample reports)")
    add("--reports", type=Path, nargs="+", default=[], help="reports to index first (default: the sample reports)")
    add("--type", action="append", help="only questions of this type (repeatable)")
    add("--match", help="only questions with this in their id or words")
    add("--cells", action="store_true", help="ask for every cell of the set's tables by its row's own words instead")
    add("--failures", action="store_true", help="list what was not right")
    add("--json", type=Path, metavar="FILE", help="write the run there")
    add("--html", type=Path, metavar="FILE", help="write the run there as a page")
    add("--compare", type=Path, metavar="RUN", help="say what changed since the run in this file")
    add("--rival", action="store_true", help="set the run beside plain chunks, the same embedding and top 4")
    add("--accept", action="store_true", help="keep the outcomes as those that later runs must not fall behind")
    return parser


if __name__ == "__main__":
    sys.exit(main())
