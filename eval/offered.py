"""How well the indicators fit that an abstention offers: `python -m eval.offered [--set SET] [--store DIR]`.

Every question of a set is put to the likeness of names alone, as if no indicator had been recognised in it. Where the
answer is right and states one indicator, that one was meant; where it states none, nothing was. An offer that holds
what was meant counts +1, any other -1, silence 0. The threshold is fitted on the questions about all reports but one
and tried on that one's, for each report in turn.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

from rich.console import Console
from rich.table import Table

from assistant.chain import Assistant, open_assistant
from assistant.settings import Settings, Thresholds, with_thresholds
from eval.holdout import about
from eval.judge import judge
from eval.sets import Case, QuestionSet, load_set
from index.errors import GongkaiError

_NAME = "offered"


@dataclass(frozen=True, slots=True)
class Sample:
    """A question: the reports it is about, its language, the one that was meant (None
    where no indicator was), and what each threshold offers."""

    about: frozenset[str]
    language: str
    meant: str | None
    offers: dict[float, tuple[str, ...]]

    def score(self, threshold: float) -> int:
        """+1 for an offer that holds what was meant, -1 for any other, 0 for none."""
        offer = self.offers[threshold]
        return 0 if not offer else 1 if self.meant in offer else -1


def choices() -> tuple[float, ...]:
    """The values of the threshold to choose among: the one that is set, and the others, in order."""
    (item,) = [one for one in fields(Thresholds) if one.name == _NAME]
    return tuple(sorted((Thresholds().offered, *item.metadata["others"])))


def samples(questions: QuestionSet, assistant: Assistant) -> Iterator[Sample]:
    """A sample for each question that stands alone."""
    for case in questions.cases:
        if not case.history:
            offers = dict(_offers(assistant, case.question))
            yield Sample(frozenset(about(case)), case.language, _meant(case, assistant), offers)


def _offers(assistant: Assistant, words: str) -> Iterator[tuple[float, tuple[str, ...]]]:
    for choice in choices():
        with with_thresholds(Thresholds(offered=choice)):
            yield choice, assistant.offers(words)


def _meant(case: Case, assistant: Assistant) -> str | None:
    """The one indicator that the right answer states."""
    answer = assistant.ask(case.question)
    codes = {value.indicator for value in answer.values if value.indicator}
    return codes.pop() if len(codes) == 1 and judge(case, answer).outcome == "right" else None


def best(seen: Sequence[Sample]) -> float:
    """The threshold with the highest score on `seen`; of several, the one that offers least."""
    return max(choices(), key=lambda choice: (sum(sample.score(choice) for sample in seen), choice))


def left_out(found: Sequence[Sample]) -> tuple[Counter[float], int, int]:
    """The thresholds that the questions without each report choose, the score of those on the questions about it, all
    reports together, and the score of the threshold that is set on the same questions."""
    chosen: Counter[float] = Counter()
    fitted = as_set = 0
    for report in sorted({one for sample in found for one in sample.about}):
        choice = best([sample for sample in found if report not in sample.about])
        chosen[choice] += 1
        held = [sample for sample in found if sample.about == {report}]
        fitted += sum(sample.score(choice) for sample in held)
        as_set += sum(sample.score(Thresholds().offered) for sample in held)
    return chosen, fitted, as_set


def table(found: Sequence[Sample]) -> Table:
    """For each threshold and language, how often what was meant is offered, and how often something else is."""
    shown = Table("threshold", "", "meant, offered", "meant, others", "none meant, some")
    for choice in choices():
        for language in ("zh", "en"):
            own = [sample for sample in found if sample.language == language]
            meant = [sample for sample in own if sample.meant]
            none = [sample for sample in own if not sample.meant]
            shown.add_row(
                f"{choice:.2f}{' set' if choice == Thresholds().offered else ''}",
                language,
                _share([sample for sample in meant if sample.score(choice) > 0], meant),
                _share([sample for sample in meant if sample.score(choice) < 0], meant),
                _share([sample for sample in none if sample.offers[choice]], none),
            )
    return shown


def _share(some: Sequence[Sample], of_all: Sequence[Sample]) -> str:
    return f"{len(some)} of {len(of_all)} ({100 * len(some) // len(of_all)} %)" if of_all else "0 of 0"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; its exit status is that of whatever could not be used."""
    parser = argparse.ArgumentParser(prog="python -m eval.offered", description=__doc__)
    parser.add_argument("--set", dest="question_set", default="seeds", help="a set of eval/sets (default: seeds)")
    parser.add_argument("--store", help="the store that holds the set's reports")
    given = parser.parse_args(arguments)
    console = Console()
    try:
        assistant = open_assistant(replace(Settings.load(given.store), keep_answers=False))
        found = list(samples(load_set(given.question_set), assistant))
    except GongkaiError as error:
        Console(stderr=True).print(error.message, highlight=False, markup=False)
        return error.exit_code
    console.print(table(found))
    chosen, fitted, as_set = left_out(found)
    said = ", ".join(f"{choice:.2f} ({number}×)" for choice, number in sorted(chosen.items()))
    console.print(f"Fitted without each report: {said}; score on the report left out {fitted}, as set {as_set}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
