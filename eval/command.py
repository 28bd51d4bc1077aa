"""The evaluation as a command: what its doors, `gongkai eval` and `python -m eval.run`, ask for, and what is done."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from assistant.settings import Settings
from eval import measure, show
from eval.accepted import accept
from eval.asking import Progress as Told
from eval.gate import Gate, Verdict, verdict
from eval.holdout import Fit
from eval.report import html
from eval.result import RunResult, read_run, to_json
from eval.rival import Rival, run_rival
from eval.sets import Case, QuestionSet
from index.errors import UsageError

_WIDTH = 160


@dataclass(frozen=True, slots=True)
class Options:
    """What can be asked of a run; every field is an option of the same name."""

    question_set: str = "seeds"
    reports: tuple[Path, ...] = ()
    fresh: bool = False
    types: tuple[str, ...] = ()
    match: str = ""
    cells: bool = False
    leave_one_out: bool = False
    rival: bool = False
    failures: bool = False
    json_out: bool = False
    save: Path | None = None
    html: Path | None = None
    compare: Path | None = None
    accept: bool = False
    gate: Gate = "goals"

    @property
    def whole(self) -> bool:
        """Whether the whole set is asked; a part of it is held against nothing."""
        return not (self.types or self.match)


@dataclass(frozen=True, slots=True)
class _Made:
    result: RunResult
    fits: tuple[Fit, ...] = ()
    rival: Rival | None = None


def evaluate(options: Options, settings: Settings) -> int:
    """Run the set and print what came of it; 1 where the gate is missed. Raises GongkaiError."""
    messages = Console(stderr=True, highlight=False, markup=False)
    if options.accept and not (options.whole and not options.leave_one_out):
        raise UsageError("Only a run of a whole set, calibrated as it is shipped, can be accepted; leave the rest out.")
    before = read_run(options.compare) if options.compare else None
    questions = measure.chosen(options.question_set, lambda case: _wanted(case, options), options.cells)
    with _where(questions, options, settings, messages) as (asked, reports):
        made = _measure(questions, options, asked, reports)
    judged = verdict(made.result) if options.whole else None
    if judged and options.leave_one_out:
        judged = replace(judged, before=None, worse=())
    _write(options, made, before, judged)
    if options.json_out:
        print(json.dumps(_as_json(made, judged), ensure_ascii=False, indent=1))  # noqa: T201
    else:
        _print(options, made, before, judged)
    if options.accept:
        messages.print(f"Accepted: {accept(made.result)}")
    return 0 if judged is None or judged.passes(options.gate) else 1


def _wanted(case: Case, options: Options) -> bool:
    return (not options.types or case.type in options.types) and options.match in case.id + case.question


@contextmanager
def _where(
    questions: QuestionSet, options: Options, settings: Settings, messages: Console
) -> Iterator[tuple[Settings, tuple[Path, ...]]]:
    """The store to ask, and what is to be indexed into it first: the store at hand where it holds the reports that the
    set asks about, otherwise, or where that is wanted, a temporary one."""
    reports = tuple(options.reports or questions.sources)
    missing = () if options.fresh or options.reports else measure.absent(questions, settings)
    anew = options.fresh or options.reports or (missing and reports)
    if not reports and (options.fresh or len(missing) == len(questions.reports)):
        raise UsageError(
            f"The reports that the set {questions.name!r} asks about do not come with it and are not in the store "
            f"{settings.store}; index them, or name their folder with --reports."
        )
    if missing:
        messages.print(
            f"The store {settings.store} lacks {', '.join(key.key for key in missing)}, which the set asks about"
            + ("; a temporary one with all its reports is asked instead." if anew else ".")
        )
    if not anew:
        yield settings, ()
        return
    with measure.temporary_store(settings) as temporary:
        yield temporary, reports


def _measure(questions: QuestionSet, options: Options, asked: Settings, reports: tuple[Path, ...]) -> _Made:
    with _progress(options) as told:
        if options.leave_one_out:
            result, fits = measure.run_left_out(questions, asked, reports, told)
            return _Made(result, fits)
        result = measure.run_set(questions, asked, reports, told)
    return _Made(result, rival=run_rival(questions, asked) if options.rival else None)


@contextmanager
def _progress(options: Options) -> Iterator[Told]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    doing = "Calibrating" if options.leave_one_out else "Asking"
    with Progress(
        *columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty() or options.json_out
    ) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _write(options: Options, made: _Made, before: RunResult | None, judged: Verdict | None) -> None:
    try:
        if options.save:
            text = json.dumps(_as_json(made, judged), ensure_ascii=False, indent=1)
            options.save.write_text(text + "\n", encoding="utf-8")
        if options.html:
            options.html.write_text(html(made.result, before, judged), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"The run cannot be written there ({error}); name a file in a folder that exists.") from error


def _as_json(made: _Made, judged: Verdict | None) -> dict[str, object]:
    gate = {"missed": list(judged.missed), "worse": list(judged.worse)} if judged else None
    return {**to_json(made.result), "gate": gate}


def _print(options: Options, made: _Made, before: RunResult | None, judged: Verdict | None) -> None:
    console = Console(width=None if sys.stdout.isatty() else _WIDTH)
    show.print_result(made.result, console, options.failures)
    if made.fits:
        show.print_fits(made.fits, console)
    if made.rival:
        show.print_rival(made.result, made.rival, console)
    if before:
        show.print_changes(before, made.result, console)
    if judged:
        show.print_verdict(judged, options.gate, console)
