"""Questions asked one by one, and each answer judged."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Protocol

from assistant.model import Answer
from eval import retrieval, show
from eval.judge import judge
from eval.result import Row
from eval.retrieval import Searcher
from eval.sets import Case, QuestionSet
from index.errors import GongkaiError

Progress = Callable[[int, int], None]
"""Told how many of how many questions are done."""


class Asks(Protocol):
    """What is evaluated: anything that answers a question in its conversation."""

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """One answer; `history` holds the earlier questions, oldest first."""


def run_cases(
    questions: QuestionSet, asked: Asks, search: Searcher | None = None, progress: Progress | None = None
) -> tuple[Row, ...]:
    """Ask every question of `questions` and judge each answer."""
    rows = []
    for done, case in enumerate(questions.cases, 1):
        rows.append(_row(case, _ask(asked, case), search))
        if progress:
            progress(done, len(questions.cases))
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
