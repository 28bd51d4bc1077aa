"""`python -m eval.with_chat`: the question sets asked without and with the chat model of the settings, side by side.

A model may make an answer read better and may not make it worse: the exit status is 1 where the accuracy is lower with
it, where more answers are wrong, or where any one question that was right is not.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import get_args

from rich.console import Console
from rich.table import Table

from assistant.model import Answer
from assistant.settings import Settings
from eval.asking import Asks, run_cases
from eval.measure import chosen, index, temporary_store
from eval.result import Change, Row, RunResult, compare, outcomes, score
from eval.sets import Case, QuestionSet, Type
from index.errors import GongkaiError, UsageError

SETS = ("seeds", "own")


@dataclass
class Heard:
    """An assistant that keeps what it answered, by the question and its history."""

    assistant: Asks
    answers: dict[tuple[str, tuple[str, ...]], Answer] = field(default_factory=dict)

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """The assistant's answer."""
        answer = self.assistant.ask(question, history)
        self.answers[question, tuple(history)] = answer
        return answer


@dataclass(frozen=True, slots=True)
class Beside:
    """A set asked without and with a chat model: both runs, over the same questions. `answers` are those with the
    model, by the question's id."""

    name: str
    before: RunResult
    after: RunResult
    answers: Mapping[str, Answer]

    @property
    def asked(self) -> tuple[str, ...]:
        """The ids of the questions that the model was asked."""
        return tuple(name for name, answer in self.answers.items() if answer.model is not None)

    @property
    def worded(self) -> tuple[str, ...]:
        """The ids of those whose answer has words of the model's."""
        return tuple(name for name in self.asked if _is_worded(self.answers[name]))

    @property
    def worse(self) -> tuple[Change, ...]:
        """The questions that the model made worse."""
        return tuple(one for one in compare(outcomes(self.before), self.after) if not one.better)

    @property
    def passes(self) -> bool:
        """Whether the accuracy is no lower, the wrong answers no more, and no question worse."""
        before, after = score(self.before.rows), score(self.after.rows)
        return after.accuracy >= before.accuracy and after.wrong_rate <= before.wrong_rate and not self.worse


def ask_beside(questions: QuestionSet, settings: Settings, before: RunResult | None = None) -> Beside:
    """Ask `questions` over the store of `settings`, without and with their chat model; `before` is the run without it
    where that is known. Raises GongkaiError."""
    plain = before or _run(questions, replace(settings, chat_model=None, chat_base_url=None))[0]
    told, heard = _run(questions, settings)
    return Beside(
        questions.name, plain, told, {case.id: heard[case.question, case.history] for case in questions.cases}
    )


def _run(questions: QuestionSet, settings: Settings) -> tuple[RunResult, dict[tuple[str, tuple[str, ...]], Answer]]:
    from assistant.chain import open_assistant

    heard = Heard(open_assistant(settings))
    rows: tuple[Row, ...] = run_cases(questions, heard)
    return RunResult(questions.name, settings.chat_model or "", rows), heard.answers


def _is_worded(answer: Answer) -> bool:
    """Whether a line of the answer rests on evidence and is not the report's words between quotation marks."""
    return any("[" in line and "“" not in line for line in answer.answer.splitlines())


def sampled(cases: Sequence[Case], each: int) -> Callable[[Case], bool]:
    """Whether a case is among the first `each` of its type and language."""
    kept: dict[tuple[str, str], int] = {}
    names = set()
    for case in cases:
        kind = (case.type, case.language)
        kept[kind] = kept.get(kind, 0) + 1
        if kept[kind] <= each:
            names.add(case.id)
    return lambda case: case.id in names


def line(label: str, result: RunResult, beside: Beside | None = None) -> tuple[str, ...]:
    """A row of the table: how a run went, and what the model had in it."""
    scores = score(result.rows)
    model = f"{len(beside.asked)} / {len(beside.worded)}" if beside else "-"
    times = f"{scores.p50_ms:.0f} / {scores.p95_ms:.0f}"
    rates = (f"{scores.accuracy:.3f}", f"{scores.wrong_rate:.3f}", f"{scores.supported:.3f}")
    return (label, str(scores.questions), *rates, model, times)


def table(title: str) -> Table:
    """The empty table for rows of `line`."""
    columns = ("", "questions", "right", "wrong", "supported", "model asked / worded", "p50 / p95 ms")
    return Table(*columns, title=title)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; 0 where the model makes nothing worse, 1 where it does, the error's own status otherwise."""
    options = _parser().parse_args(arguments)
    errors = Console(stderr=True, highlight=False, markup=False)
    logging.getLogger("assistant").setLevel(logging.ERROR)
    try:
        settings = Settings.load()
        if not settings.chat_model:
            raise UsageError("No chat model is configured; name one with GONGKAI_CHAT_MODEL.")
        passed = [_one(name, options, settings) for name in options.sets or SETS]
    except GongkaiError as error:
        errors.print(error.message)
        return error.exit_code
    return 0 if all(passed) else 1


def _one(name: str, options: argparse.Namespace, settings: Settings) -> bool:
    questions = chosen(name, lambda case: not options.types or case.type in options.types)
    if options.sample:
        questions = chosen(name, sampled(questions.cases, options.sample))
    reports = options.reports or questions.sources
    if not reports:
        raise UsageError(f"The reports that the set {name!r} asks about do not come with it; name them with --reports.")
    with temporary_store(settings) as temporary:
        index(reports, temporary)
        beside = ask_beside(questions, temporary)
    shown = table(f"{name}, {settings.chat_model}")
    shown.add_row(*line("without a model", beside.before))
    shown.add_row(*line("with it", beside.after, beside))
    console = Console(width=None if sys.stdout.isatty() else 120)
    console.print(shown)
    for change in beside.worse:
        console.print(f"{change.id}: {change.before} → {change.after}: {'; '.join(change.reasons)}", markup=False)
    return beside.passes


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.with_chat", description=__doc__)
    add = parser.add_argument
    add("--set", dest="sets", action="append", default=[], help="a set of eval/sets (default: seeds and own)")
    add("--reports", type=Path, nargs="+", default=(), help="the set's reports, where they do not come with it")
    add("--type", dest="types", action="append", default=[], choices=get_args(Type), help="only questions of this type")
    add("--sample", type=int, default=0, metavar="N", help="only the first N questions of each type and language")
    return parser


if __name__ == "__main__":
    sys.exit(main())
