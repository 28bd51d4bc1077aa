"""The typed values a question walks through: Question → Plan → Evidence → Draft → Verdict → Answer. All frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from index.model import Applicant, State

Language = Literal["zh", "en"]
Status = Literal["answered", "no_report", "not_reported", "ambiguous", "out_of_scope"]
Operation = Literal[
    "look_up", "list", "compare", "difference", "sum", "average", "share", "growth", "trend", "highest", "lowest",
    "rank", "count", "yes_no", "narrative", "fact", "catalogue", "out_of_scope",
]  # fmt: skip
Computed = Literal["sum", "difference", "ratio", "share", "growth", "rank", "average", "count"]
NoteKind = Literal[
    "conflict", "coverage", "understood_as", "comparability", "approximate", "check", "nearest", "model", "degraded",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """What the user asked. `history` holds the earlier questions of the conversation, oldest first."""

    text: str
    language: Language
    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked for: an indicator of the ontology by `code` (and `applicant` column), or a free `subject`.

    `words` are the question's words that it was read from.
    """

    code: str | None = None
    applicant: Applicant | None = None
    subject: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place or issuer the question names: `name` as the gazetteer has it, `words` as the question has it."""

    name: str
    path: tuple[str, ...]
    words: str
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """How the question was read.

    `reports` are the ids it is about, resolved against the store; `missing` says which places, issuers or years asked
    for are not in the store. `section` names a section's topic for narrative questions.
    """

    operation: Operation
    question: Question
    places: tuple[Place, ...] = ()
    years: tuple[int, ...] = ()
    asked: tuple[Asked, ...] = ()
    reports: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    section: str | None = None
    understood_as: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a statement stands: `text[start:end] == quote` in the report's canonical text."""

    id: int
    report: str
    title: str
    issuer: str
    region: str
    year: int
    section: tuple[str, ...]
    quote: str
    start: int
    end: int
    page: int | None = None
    table: int | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A figure that the answer states: `value` a decimal string as reported, None where the cell is blank."""

    indicator: str | None
    label: str
    region: str
    year: int
    value: str | None
    unit: str
    state: State
    citations: tuple[int, ...]
    applicant: Applicant | None = None
    computed: Computed | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Something a careful reader needs to know beside the answer."""

    kind: NoteKind
    text: str
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the command line prints as JSON and the page draws."""

    question: str
    language: Language
    status: Status
    answer: str
    values: tuple[Value, ...] = ()
    citations: tuple[Citation, ...] = ()
    notes: tuple[Note, ...] = ()
    elapsed_ms: float = 0.0
    id: str | None = None
    stages_ms: dict[str, float] = field(default_factory=dict)


def exact(value: Decimal) -> str:
    """The decimal string of `value` as reported: no exponent, no digit added or lost."""
    return format(value, "f")
