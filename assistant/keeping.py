"""Answers on their way into the store, after they were given: whoever asked never waits for them to be written."""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from assistant.model import Answer, Citation, ModelUse, Note, Value
from assistant.settings import Settings, Thresholds
from index.answers import KeptAnswer, keep
from index.catalog import ReportEntry
from index.digests import folders_digest
from index.errors import StoreError

logger = logging.getLogger(__name__)

_GATHERED_S = 0.5
_MOST_REVISIONS = 100
_PACKAGES = ("assistant", "index", "prompts")


@dataclass(frozen=True, slots=True)
class Basis:
    """What an answer was made from: all that the store held then, the ids of the reports that were looked at, the
    fingerprint of the vectors' model, and the thresholds."""

    entries: tuple[ReportEntry, ...]
    consulted: tuple[str, ...]
    model: str | None
    thresholds: Thresholds


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in the words of whoever asked it, those before it, oldest first, and when: UTC in ISO format."""

    question: str
    history: tuple[str, ...]
    at: str


class Keeper:
    """Writes answers into a store, those of half a second at once, in a thread of its own. Threads may share it.

    Where nothing can be written (a folder to read only, a disk that is full) answers are not kept, and nobody is told
    but the log.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._waiting: list[tuple[Asked, Answer, Basis]] = []
        self._lock = threading.Lock()
        self._hurry = threading.Event()
        self._thread: ThreadPoolExecutor | None = None

    def put(self, question: str, history: Sequence[str], answer: Answer, basis: Basis) -> None:
        """Have this answer kept, soon."""
        asked = Asked(question, tuple(history), datetime.now(UTC).isoformat(timespec="seconds"))
        with self._lock:
            self._waiting.append((asked, answer, basis))
            if len(self._waiting) == 1:
                self._thread = self._thread or ThreadPoolExecutor(1, thread_name_prefix="keeping")
                self._thread.submit(self._write)

    def close(self) -> None:
        """Write what is waiting, now. What is put afterwards is kept all the same."""
        with self._lock:
            thread, self._thread = self._thread, None
        if thread:
            self._hurry.set()
            thread.shutdown()
            self._hurry.clear()

    def _write(self) -> None:
        self._hurry.wait(_GATHERED_S)
        with self._lock:
            waiting, self._waiting = self._waiting, []
        rows = [to_keep(asked, answer, basis, self._settings) for asked, answer, basis in waiting]
        try:
            keep(self._settings.store, rows, self._settings.kept_answers, self._settings.kept_answers_days)
        except StoreError as error:
            logger.info("not kept: %s", error.message)


def to_keep(asked: Asked, answer: Answer, basis: Basis, settings: Settings) -> KeptAnswer:
    """What the store keeps of an answer."""
    revisions = _held(basis.entries).revisions
    cited = dict.fromkeys(citation.report for citation in answer.citations)
    looked_at = basis.consulted if len(basis.consulted) <= _MOST_REVISIONS else ()
    return KeptAnswer(
        id=answer.request,
        at=asked.at,
        question=asked.question,
        history=asked.history,
        status=answer.status,
        answer=json.dumps(asdict(answer), ensure_ascii=False, default=str),
        evidence=tuple(f"{one.report}@{revisions[one.report]}:{one.start}-{one.end}" for one in answer.citations),
        revisions={report: revisions[report] for report in (*cited, *looked_at) if report in revisions},
        made_with=made_with(basis, settings),
    )


def made_with(basis: Basis, settings: Settings) -> dict[str, str]:
    """What an answer depends on beside its reports, each as a digest that tells nothing, or as a plain name."""
    return {
        "settings": settings.digest(),
        "thresholds": _digest(repr(basis.thresholds)),
        "code": code(),
        "model": basis.model or "",
        "reports": _held(basis.entries).digest,
        "held": str(len(basis.entries)),
        "year": str(date.today().year),
    }


def answer_of(kept: KeptAnswer) -> Answer:
    """The answer as it was given."""
    row: dict[str, Any] = json.loads(kept.answer)
    row["values"] = tuple(Value(**{**one, "citations": tuple(one["citations"])}) for one in row["values"])
    row["citations"] = tuple(Citation(**{**one, "section": tuple(one["section"])}) for one in row["citations"])
    row["notes"] = tuple(Note(**{**one, "citations": tuple(one["citations"])}) for one in row["notes"])
    if used := row["model"]:
        cost = None if used["cost"] is None else Decimal(used["cost"])
        row["model"] = ModelUse(**{**used, "cost": cost})
    return Answer(**row)


def code() -> str:
    """Stands for the code that reads questions and reports: it changes when any of its files does."""
    home = Path(__file__).parent.parent
    return folders_digest(*(home / package for package in _PACKAGES))


@dataclass(frozen=True, slots=True)
class _Held:
    """What a store held at one time: its reports' revisions, and a digest of all."""

    entries: tuple[ReportEntry, ...]
    revisions: dict[str, str]
    digest: str


_last = _Held((), {}, "")


def _held(entries: tuple[ReportEntry, ...]) -> _Held:
    """Worked out once for each state of the store: many answers are made from the same."""
    global _last  # noqa: PLW0603 - a memory of one
    held = _last
    if held.entries is not entries:
        revisions = {entry.id: entry.revision for entry in entries}
        held = _last = _Held(entries, revisions, _digest(repr(sorted(revisions.items()))))
    return held


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:12]
