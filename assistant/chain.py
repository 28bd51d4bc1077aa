"""The stages joined as one LangChain Runnable: a Question in, an Answer out.

    Question → read → follow up → resolve → gather → (plan) → compose → (generate) → verify → Answer

`plan` and `generate` are there where a chat model is configured.

The chain hands the stages their stores and their model; no stage knows another. `Assistant.runnable` can be invoked,
streamed and batched like any Runnable, and its callbacks see each stage by name.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace
from functools import partial
from pathlib import Path

from langchain_core.runnables import Runnable, RunnableConfig, RunnableLambda

from assistant.chain_gather import Gathering
from assistant.chain_search import Search
from assistant.chain_stages import (
    Composed,
    Given,
    Made,
    asks_something,
    blank,
    names_none,
    reported_codes,
    timed,
)
from assistant.chain_told import Asking, Wording
from assistant.chain_verified import verified
from assistant.chat import Chat
from assistant.compose import compose
from assistant.compound import joined, joined_rates, leaves_out, parts_of
from assistant.follow_up import stand_alone
from assistant.keeping import Basis, Keeper
from assistant.known import known_issuers
from assistant.logs import doings, new_request, set_up
from assistant.model import Answer, Evidence, Plan, Question, Reading
from assistant.named_alike import Names
from assistant.plan import read
from assistant.question import question as to_question
from assistant.retrieve import HybridRetriever
from assistant.scope import resolve
from assistant.search import sought
from assistant.settings import Settings, thresholds
from assistant.several_rates import rates_of
from index.catalog import Catalog, ReportEntry
from index.embed import load_embedder
from index.errors import EmptyStore, GongkaiError
from index.model import Passage, Report

logger = logging.getLogger(__name__)


class Assistant:
    """Answers questions over one store. Opened once and shared; the model and the vectors are loaded when first needed.

    Threads may share it. What it has read of the store is kept until the store changes.
    """

    def __init__(self, settings: Settings, catalog: Catalog) -> None:
        self.settings = settings
        self._catalog = catalog
        self._search = Search(lambda: load_embedder(settings.embedding_model, settings.cache))
        self._wording = Wording(settings, Chat(settings), self._search.embedder) if settings.chat_model else None
        self._names = self._wording.names if self._wording else Names(self._search.embedder, settings.cache)
        self._degraded = False
        self._consulted: tuple[str, ...] = ()
        self._keeper = Keeper(settings) if settings.keep_answers else None

    def ask(
        self,
        question: str,
        history: Sequence[str] = (),
        config: RunnableConfig | None = None,
        asking: Asking | None = None,
    ) -> Answer:
        """Answer one question; `history` are the earlier questions of the conversation, oldest first.

        Where a chat model words the answer, `asking` says who is shown its words while they come, and what stops it.

        Raises EmptyQuestion, QuestionTooLong, EmptyStore and the StoreErrors of the stores.
        """
        answer, basis = self.work_out(question, history, config, asking)
        if self._keeper:
            self._keeper.put(question, history, answer, basis)
        return answer

    def work_out(
        self,
        question: str,
        history: Sequence[str] = (),
        config: RunnableConfig | None = None,
        asking: Asking | None = None,
    ) -> tuple[Answer, Basis]:
        """As `ask`, but the answer is kept nowhere; with what it was made from."""
        started = time.perf_counter()
        request = new_request()
        asked = to_question(question, tuple(history), self.settings.max_question_chars)
        stages: dict[str, float] = {}
        chosen = asking or Asking()
        answer, basis, whole = self._answer(asked, stages, config, chosen)
        if not whole:  # the store was made anew meanwhile, and the vectors that were in use are gone
            answer, basis, _ = self._answer(asked, stages, config, chosen)
        spent = round((time.perf_counter() - started) * 1000, 3)
        answer = replace(answer, elapsed_ms=spent, stages_ms=stages, request=request)
        logger.info("answered a question", extra=doings(answer))
        return answer, basis

    @property
    def runnable(self) -> Runnable[Question, Answer]:
        """The chain itself, for callers that stream, batch or trace; its stages see the store as it is by then."""
        return self._seeing(self._catalog)._chain({}, Asking())

    def reports(self) -> tuple[ReportEntry, ...]:
        """The reports of the store."""
        return self._catalog.reports()

    def report(self, report_id: str) -> Report:
        """One report whole. Raises UnknownReport."""
        return self._catalog.report(report_id)

    def retrieve(self, question: str, limit: int = 10) -> list[tuple[Passage, float]]:
        """The passages that a search for `question` finds in the reports it is about, best first, with their fused
        scores; what the answers in words start from, and what retrieval is measured on."""
        plan = self._resolve(self._read(to_question(question, (), self.settings.max_question_chars)))
        if not plan.reports:
            return []
        search = sought(plan, self._gather(plan))
        return self._retriever(plan.reports, limit).passages(search.text, search.places)

    def offers(self, question: str) -> tuple[str, ...]:
        """The indicators that an abstention would offer to `question`, whatever is named in it; to measure them on."""
        plan = self._resolve(self._read(to_question(question, (), self.settings.max_question_chars)))
        reports = [self._catalog.report(one) for one in plan.reports]
        return self._names.offered(plan.reading.subject, reported_codes(reports))

    def warm(self) -> None:
        """Open the model and the vectors now rather than at the first question that needs them, and read the words
        that questions are read with. Raises StoreErrors."""
        self._search.embedder().warm()
        self._search.vectors(self._catalog)
        self._names.warm()
        self.work_out("报告")
        if self._wording is not None:
            self._wording.warm()

    def close(self) -> None:
        """Let go of the stores, once the answers are in them that are to be kept."""
        if self._keeper:
            self._keeper.close()
        self._search.close()
        self._catalog.close()

    def _answer(
        self, asked: Question, stages: dict[str, float], config: RunnableConfig | None, asking: Asking
    ) -> tuple[Answer, Basis, bool]:
        """The answer from one state of the store, what it was made from, and whether asking again could give no better
        one."""
        with self._catalog.snapshot() as now:
            own = self._seeing(now)
            answer: Answer = own._chain(stages, asking).invoke(asked, config)
            answer = own._with_parts(asked, answer, config)
            basis = Basis(now.reports(), own._consulted, now.fingerprint, thresholds())
            return answer, basis, not own._degraded or now.vectors_folder == self._catalog.vectors_folder

    def _with_parts(self, asked: Question, answer: Answer, config: RunnableConfig | None) -> Answer:
        """`answer`, or those to the parts of a question that asks several things where it leaves one of them out."""
        rates = rates_of(asked.text)
        parts = tuple(part for _, part in rates) or parts_of(asked.text)
        if not parts or not leaves_out(answer, parts):
            return answer
        consulted, chain, history = self._consulted, self._chain({}, Asking()), asked.history
        answers = []
        for part in parts:
            answers.append(chain.invoke(replace(asked, text=part, history=history), config))
            history = (*history, part)
            consulted = tuple(dict.fromkeys((*consulted, *self._consulted)))
        self._consulted = consulted
        if rates:
            return joined_rates(answer, [name for name, _ in rates], answers)
        return joined(answer, answers)

    def _seeing(self, catalog: Catalog) -> Assistant:
        """This assistant for one question, which sees the store as `catalog` does, whatever is written meanwhile."""
        own = copy(self)
        own._catalog = catalog
        return own

    def _chain(self, stages: dict[str, float], asking: Asking) -> Runnable[Question, Answer]:
        def stage(name: str, function: Callable[[Given], Made]) -> RunnableLambda[Given, Made]:
            return RunnableLambda(timed(name, function, stages), name=name)

        gathered = stage("read", self._read) | stage("resolve", self._resolve) | stage("gather", self._gather)
        if self._wording is None:
            return gathered | stage("compose", self._compose) | stage("verify", self._verify)
        return (
            gathered
            | stage("plan", partial(self._plan_anew, self._wording))
            | stage("compose", self._compose)
            | stage("generate", partial(self._generate, self._wording, asking))
            | stage("verify", self._verify)
        )

    # -- stages -----------------------------------------------------------------------------------------------------

    def _read(self, question: Question) -> Reading:
        known = known_issuers(tuple(dict.fromkeys(entry.identity.issuer for entry in self._entries())))
        current = read(question, known)
        earlier = [read(replace(question, text=text), known) for text in question.history if text.strip()]
        return stand_alone(current, earlier)

    def _resolve(self, reading: Reading) -> Plan:
        plan = resolve(reading, self._entries())
        self._consulted = plan.reports
        return plan

    def _gather(self, plan: Plan) -> Evidence:
        reading = plan.reading
        if reading.operation == "catalogue" or not plan.reports or not asks_something(reading):
            return Evidence(plan)
        if reading.operation in {"narrative", "fact"} and not reading.about_reports:
            return Evidence(plan)
        reports = [self._catalog.report(report_id) for report_id in plan.reports]
        gathering = Gathering(self._retriever)
        evidence = gathering.evidence(plan, reports)
        told = evidence.extracts or any(found.figures for found in evidence.found)
        if told or not reading.about_reports or blank(evidence):
            return evidence
        offered = self._names.offered(reading.subject, reported_codes(reports)) if names_none(reading) else ()
        return replace(evidence, nearest=gathering.nearest(plan), offered=offered)

    def _plan_anew(self, wording: Wording, evidence: Evidence) -> Evidence:
        """The evidence for what the chat model takes the question for, where the rules found none and it finds some."""
        reading, use = wording.planned(evidence, self._spoken_of(evidence))
        if reading is not None:
            found = self._gather(self._resolve(reading))
            if any(one.figures for one in found.found) or found.extracts:
                return replace(found, model=use)
        return replace(evidence, model=use)

    def _compose(self, evidence: Evidence) -> Composed:
        return Composed(evidence, compose(evidence, self._spoken_of(evidence)))

    def _generate(self, wording: Wording, asking: Asking, composed: Composed) -> Composed:
        """The same in the chat model's words, as far as they are supported."""
        evidence = composed.evidence
        draft, use = wording.told(composed.draft, evidence, self._spoken_of(evidence), asking)
        return Composed(evidence, draft, use.and_also(evidence.model) if use else evidence.model)

    def _spoken_of(self, evidence: Evidence) -> dict[str, Report]:
        """The reports that an answer may name."""
        near = (one for missing in evidence.plan.missing for one in missing.nearest)
        return {one: self._catalog.report(one) for one in dict.fromkeys((*evidence.plan.reports, *near))}

    def _verify(self, composed: Composed) -> Answer:
        return verified(composed, self._degraded, self._catalog.report)

    # -- searching ----------------------------------------------------------------------------------------------------

    def _retriever(self, reports: tuple[str, ...], limit: int) -> HybridRetriever:
        vectors, embedder = self._search.vectors(self._catalog), self._search.embedder()
        self._degraded = self._degraded or vectors is None
        return HybridRetriever(
            catalog=self._catalog,
            vectors=vectors,
            embedder=embedder,
            reports=reports,
            limit=limit,
            failed=self._note_failure,
        )

    def _note_failure(self, _: GongkaiError) -> None:
        self._degraded = True

    def _entries(self) -> tuple[ReportEntry, ...]:
        return self._catalog.some_reports()


def open_assistant(settings: Settings) -> Assistant:
    """Open the store that `settings` name. Raises EmptyStore where it holds no reports, and other StoreErrors."""
    set_up(settings.log)
    return Assistant(settings, Catalog(Path(settings.store)))


__all__ = ["Asking", "Assistant", "EmptyStore", "GongkaiError", "open_assistant"]
