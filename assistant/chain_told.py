"""An answer in words, worded by the chat model where one is configured: generated, verified, composed.

The answer without a model is there before the model is asked, and stands wherever the model fails.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.chat import Chat, Tokens
from assistant.chat_failures import ChatFailed
from assistant.chat_reply import Claim
from assistant.compose_told import compose_told, failed
from assistant.generate import generate, judged
from assistant.lexicon import lexicon
from assistant.model import Citation, Draft, Evidence, ModelUse, Question, Reading
from assistant.named_alike import Names
from assistant.plan_proposed import is_open, proposed
from assistant.settings import Settings
from assistant.verify_told import Likeness, Told, unsupported
from index.embed import Embedder
from index.model import Report
from index.ontology import ontology

logger = logging.getLogger(__name__)

MOST_EVIDENCE = 24  # quotes; a longer list is read better as it is
LONGEST_EVIDENCE = 8_000  # characters, of what a small model reads at once
Provisional = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Asking:
    """How one question is asked: who is shown what the model says while it says it, and what ends that early."""

    watch: Provisional | None = None
    stop: threading.Event | None = None


class Wording:
    """The chat model's part in an answer. One for an assistant; threads may share it."""

    def __init__(self, settings: Settings, chat: Chat, embedder: Callable[[], Embedder]) -> None:
        self.chat = chat
        self._settings = settings
        self._embedder = embedder
        self.names = Names(embedder, settings.cache)

    def warm(self) -> None:
        """Load the provider's package beside the first question; where that fails, the first question says so."""
        with contextlib.suppress(ChatFailed):
            self.chat.warm()

    def planned(self, evidence: Evidence, reports: Mapping[str, Report]) -> tuple[Reading | None, ModelUse | None]:
        """The reading that the model proposes where the rules found nothing and are unsure what is asked, None
        everywhere else; and what that took. Never raises ChatFailed: the rules' silence stands."""
        plan = evidence.plan
        told = any(found.figures or found.blank for found in evidence.found) or evidence.extracts
        if told or not is_open(plan):
            return None, None
        try:
            proposal, tokens = proposed(plan, [reports[one].text for one in plan.reports], self.chat, self.names)
        except ChatFailed:
            return None, None
        if proposal is None:
            return None, self._use(tokens)
        return replace(proposal, understood_as=_understood(proposal, self.chat.name)), self._use(tokens)

    def told(
        self,
        draft: Draft,
        evidence: Evidence,
        reports: Mapping[str, Report],
        asking: Asking,
    ) -> tuple[Draft, ModelUse | None]:
        """`draft` in the model's words as far as they are supported, and what that took; never raises ChatFailed."""
        if not in_words(draft, evidence):
            return draft, None
        question = evidence.plan.reading.question
        language, name = question.language, self.chat.name
        try:
            said, tokens = generate(question, draft.citations, self.chat, watch=_shown(asking.watch), stop=asking.stop)
            kept = self._supported(question, said, draft.citations)
            if self._settings.chat_judge and kept:
                rulings, more = judged(kept, draft.citations, self.chat)
                kept, tokens = [one for one, ruling in zip(kept, rulings, strict=True) if ruling], tokens + more
        except ChatFailed as error:
            return failed(draft, name, error, language), ModelUse(name, 0, 0)
        written = compose_told(draft, kept, len(said) - len(kept), reports, language, name)
        return written, self._use(tokens)

    def _supported(self, question: Question, said: Sequence[Claim], pieces: Sequence[Citation]) -> list[Claim]:
        by_id = {piece.id: piece for piece in pieces}
        likeness, kept = self._likeness(pieces), dict[str, Claim]()
        for claim in said:
            told = Told(claim.text, claim.evidence, question.language)
            why = unsupported(told, by_id, likeness)
            if why is None:
                kept.setdefault(claim.text, claim)
            else:
                logger.info("left out a sentence of the model: %s", why)
        return list(kept.values())

    def _likeness(self, pieces: Sequence[Citation]) -> Likeness:
        """The cosine of the embeddings, which are of unit length, of a sentence and quotes; those of `pieces` are
        embedded once for all sentences, when the first asks."""
        known: dict[str, np.ndarray] = {}

        def likeness(text: str, quotes: Sequence[str]) -> Sequence[float]:
            if not known:
                own = [piece.quote for piece in pieces]
                known.update(zip(own, np.asarray(self._embedder().embed_queries(own)), strict=True))
            sentence = np.asarray(self._embedder().embed_queries([text]))[0]
            return [float(known[quote] @ sentence) for quote in quotes]

        return likeness

    def _use(self, tokens: Tokens) -> ModelUse:
        price = self._settings.chat_price
        cost = None if price is None else (tokens.read * price[0] + tokens.written * price[1]) / 1_000_000
        return ModelUse(self.chat.name, tokens.read, tokens.written, cost)


def in_words(draft: Draft, evidence: Evidence) -> bool:
    """Whether an answer is one that a model may word: quotes that answer, of a number and length that it can hold.

    A figure is worded by code: there a model could only be wrong.
    """
    return (
        draft.status == "answered"
        and bool(evidence.extracts)
        and not draft.values
        and 0 < len(draft.citations) <= MOST_EVIDENCE
        and sum(len(citation.quote) for citation in draft.citations) <= LONGEST_EVIDENCE
    )


def _understood(reading: Reading, model: str) -> str:
    """How the model read the question, for a note; beside what was taken from the conversation."""
    language = reading.question.language
    named = next((ontology().terms[one.codes[0]].name(language) for one in reading.asked if one.codes), None)
    topics = {topic.name: topic.name_zh if language == "zh" else topic.name for topic in lexicon().topics}
    what = named or topics.get(reading.topic or "", "")
    text = (
        f"模型 {model} 把问题理解为：{what}。"
        if language == "zh"
        else f"The model {model} read the question as: {what}."
    )
    return f"{reading.understood_as} {text}" if reading.understood_as else text


def _shown(watch: Provisional | None) -> Callable[[tuple[Claim, ...]], None] | None:
    if watch is None:
        return None
    return lambda said: watch("\n".join(claim.text for claim in said))
