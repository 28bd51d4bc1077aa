"""A question set run through the assistant, over the store at hand or over one of its own: a RunResult comes out."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from rich.console import Console

from assistant.settings import Settings
from eval.asking import Progress, run_cases
from eval.cells import load_forms, score_forms
from eval.holdout import Fit, calibrated
from eval.judge import same_report
from eval.probe import cell_questions
from eval.result import Extraction, RunResult
from eval.retrieval import Found, Searcher
from eval.sets import Case, QuestionSet, ReportKey, load_set
from index.catalog import Catalog
from index.errors import EmptyStore, UsageError
from index.model import Report

if TYPE_CHECKING:
    from assistant.chain import Assistant


def chosen(name: str | Path, keep: Callable[[Case], bool] | None = None, cells: bool = False) -> QuestionSet:
    """The set `name`, of which `keep` chooses the questions; with `cells` one for every cell of its tables instead.

    Raises UsageError for a set that is not there or has no such question.
    """
    whole = cell_questions(load_set(name)) if cells else load_set(name)
    cases = tuple(case for case in whole.cases if keep is None or keep(case))
    if not cases:
        raise UsageError(f"No question of the set {whole.name!r} is of that type or has those words; ask for others.")
    return replace(whole, cases=cases)


def run_set(
    questions: QuestionSet, settings: Settings, reports: Sequence[Path] = (), progress: Progress | None = None
) -> RunResult:
    """Ask `questions` over the store of `settings`, into which `reports` are indexed first where given.

    Raises StoreError and the like for a store or a model that cannot be used.
    """
    from assistant.chain import open_assistant

    seconds = index(reports, settings) if reports else None
    assistant = open_assistant(replace(settings, keep_answers=False))
    rows = run_cases(questions, assistant, searcher(assistant), progress)
    forms = _extraction(questions, assistant)
    return replace(_empty(questions, settings), rows=rows, extraction=forms, index_s=seconds)


def run_left_out(
    questions: QuestionSet, settings: Settings, reports: Sequence[Path] = (), progress: Progress | None = None
) -> tuple[RunResult, tuple[Fit, ...]]:
    """The same, each report's questions asked with thresholds that were fitted without that report; and the fits."""
    from assistant.chain import open_assistant

    seconds = index(reports, settings) if reports else None
    assistant = open_assistant(replace(settings, keep_answers=False))
    rows, fits = calibrated(questions, assistant, searcher(assistant), progress)
    return replace(_empty(questions, settings), rows=rows, index_s=seconds), fits


def _empty(questions: QuestionSet, settings: Settings) -> RunResult:
    model = settings.embedding_model or "default"
    return RunResult(questions.name, model, (), fingerprint=_fingerprint(settings), questions=questions.digest)


def _fingerprint(settings: Settings) -> str | None:
    """The fingerprint of the embedding model that the store was made with."""
    with Catalog(settings.store) as catalog:
        return catalog.fingerprint


def _extraction(questions: QuestionSet, assistant: Assistant) -> tuple[Extraction, ...]:
    known = {entry.id: entry.identity for entry in assistant.reports()}

    def find(key: ReportKey) -> Report | None:
        fits = [name for name, who in known.items() if same_report(who.issuer.region, who.year, name, key)]
        exact = [name for name in fits if known[name].issuer.name == key.issuer]
        return assistant.report((exact or fits)[0]) if fits else None

    return score_forms(load_forms(questions), find)


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


def absent(questions: QuestionSet, settings: Settings) -> tuple[ReportKey, ...]:
    """The reports that the set asks about and the store of `settings` does not hold."""
    try:
        with Catalog(settings.store) as catalog:
            held = [(one.identity.issuer.region, one.identity.year, one.id) for one in catalog.some_reports()]
    except EmptyStore:
        held = []
    return tuple(key for key in questions.reports if not any(same_report(*one, key) for one in held))
