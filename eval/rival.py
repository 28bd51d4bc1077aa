"""The rival's side of a run: `eval.baseline` over the same reports, and its answers judged as the assistant's are.

The rival's answers are words alone. What they say is credited generously: a figure that is expected counts as stated
with its place, year and unit when its digits stand there, the chunks in the prompt count as cited, and an abstention is
of the kind that is due.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter
from typing import cast

from assistant.model import Answer, Citation, Computed, Language, Status, Value
from assistant.settings import Settings
from eval.asking import run_cases
from eval.baseline import Baseline, BaselineScores, Text, measure
from eval.chat import Chat, chat_model
from eval.citing import figures
from eval.result import ABSTENTIONS, Row
from eval.retrieval import Found
from eval.sets import Case, Expected, QuestionSet, folded
from index.catalog import Catalog
from index.embed import load_embedder
from index.model import Applicant

_ABSTAINS = re.compile(
    r"\b(?:do(?:es)? not|don't|cannot|can't|not) (?:know|answer|mention|say|hold|contain|provide)"
    r"|不知道|不清楚|无法(?:回答|确定|得知)|没有(?:提及|提到|说明)|未(?:提及|提到|说明)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Rival:
    """The rival's scores of retrieval and times, and its answers, none where no chat model is configured."""

    scores: BaselineScores
    rows: tuple[Row, ...] = ()


def run_rival(questions: QuestionSet, settings: Settings) -> Rival:
    """What the rival makes of `questions` over the reports of the store of `settings`. Raises GongkaiError."""
    embedder, chat = load_embedder(settings.embedding_model, settings.cache), chat_model(settings)
    with Catalog(settings.store) as catalog, tempfile.TemporaryDirectory(prefix="gongkai-rival-") as folder:
        entries = catalog.reports()
        texts = [Text(one.identity.issuer.region, one.identity.year, catalog.text(one.id), one.id) for one in entries]
        baseline = Baseline(texts, embedder, Path(folder))
        rows = run_cases(questions, Answering(questions, baseline, chat)) if chat else ()
        return Rival(measure(questions, baseline), rows)


@dataclass(frozen=True, slots=True)
class Answering:
    """The rival as it is asked. It answers by the question alone: a conversation is no part of its prompt."""

    questions: QuestionSet
    baseline: Baseline
    chat: Chat
    _cases: dict[tuple[str, tuple[str, ...]], Case] = field(default_factory=dict)

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """The rival's answer in the form in which answers are judged."""
        if not self._cases:
            self._cases.update({(case.question, case.history): case for case in self.questions.cases})
        start = perf_counter()
        said, found = self.baseline.answer(question, self.chat)
        elapsed = (perf_counter() - start) * 1000
        return replace(read_answer(self._cases[question, tuple(history)], said, found), elapsed_ms=elapsed)


def read_answer(case: Case, said: str, found: Sequence[Found]) -> Answer:
    """The words of the rival as an answer to `case`, with the chunks that it was given as its citations."""
    language: Language = "en" if case.language == "en" else "zh"
    citations = tuple(
        Citation(at, one.report, "", one.region, one.region, one.year, (), one.text, 0, 0)
        for at, one in enumerate(found, 1)
    )
    digits = figures(folded(said))
    stated = [figure for figure in (*case.values, *case.may) if str(figure.value) in digits]
    if _ABSTAINS.search(said) and not stated:
        return Answer(case.question, language, _abstention(case), said)
    ids = tuple(one.id for one in citations)
    values = tuple(_value(figure, ids) for figure in stated)
    return Answer(case.question, language, "answered", said, values, citations)


def _abstention(case: Case) -> Status:
    due: dict[str, Status] = {"no_report": "no_report", "ambiguous": "ambiguous", "out_of_scope": "out_of_scope"}
    return due.get(case.status, "not_reported") if case.status in ABSTENTIONS else "not_reported"


def _value(figure: Expected, citations: tuple[int, ...]) -> Value:
    region, year = (figure.at.region, figure.at.year) if figure.at else ("", 0)
    unit = figure.units[0] if figure.units else ""
    stated = Value(None, figure.what, region, year, str(figure.value), unit, "reported", citations)
    return replace(
        stated, applicant=cast("Applicant | None", figure.applicant), computed=cast("Computed | None", figure.computed)
    )
