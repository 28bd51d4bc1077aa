"""The typed values a question walks through: Question → Plan → Evidence → Draft → Verdict → Answer. All frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from assistant.model_asked import (
    Asked,
    Department,
    Language,
    Limit,
    Missing,
    Operation,
    Place,
    Plan,
    Question,
    Reading,
    Term,
)
from index.model import Applicant, State

Status = Literal["answered", "no_report", "not_reported", "ambiguous", "out_of_scope"]
Computed = Literal["sum", "difference", "ratio", "share", "growth", "rank", "average", "count"]
NoteKind = Literal[
    "conflict", "coverage", "understood_as", "comparability", "approximate", "check", "nearest", "model", "degraded",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of one report that answers what is asked, with the span that states it.

    `code` is the indicator's, None for a free figure; `value` None where the cell is blank or not applicable.
    [at, at_end) is the value alone where it has digits of its own; `stated_zero` says that words, not a figure, state
    the zero (未收到). `written` is the number as the report writes it where that is not `value` in plain digits (５８,
    五十八). `comparable` says in what it differs where it stands in for an indicator of another form. `parts` are the
    rows that it is added up from where the form gives it none of its own: each of them is cited in its stead.
    """

    report: str
    code: str | None
    label: str
    value: Decimal | None
    unit: str
    state: State
    source: Literal["table", "text", "free"]
    start: int
    end: int
    applicant: Applicant | None = None
    table: int | None = None
    page: int | None = None
    scope: str | None = None
    approximate: str | None = None
    stated_zero: bool = False
    at: int | None = None
    at_end: int | None = None
    written: str | None = None
    why: str | None = None
    comparable: str | None = None
    parts: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Extract:
    """A verbatim piece of one report that answers in words: a sentence, a list item, a table's row."""

    report: str
    start: int
    end: int
    path: tuple[str, ...] = ()
    page: int | None = None
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Found:
    """What one report says of one thing asked. `figures` are best first, the others say the same or contradict it;
    empty where the report does not say. `blank` is the cell left blank, where there is one."""

    report: str
    asked: Asked | None
    figures: tuple[Figure, ...] = ()
    blank: Figure | None = None


@dataclass(frozen=True, slots=True)
class ModelUse:
    """What a chat model's part in an answer took: tokens read and written, as its provider counts them, and their
    cost in the currency of the prices that the settings give; None where they give none."""

    name: str
    tokens_read: int
    tokens_written: int
    cost: Decimal | None = None

    def and_also(self, more: ModelUse | None) -> ModelUse:
        """What both took together."""
        if more is None:
            return self
        costs = [one for one in (self.cost, more.cost) if one is not None]
        read, written = self.tokens_read + more.tokens_read, self.tokens_written + more.tokens_written
        return ModelUse(self.name, read, written, sum(costs, Decimal(0)) if costs else None)


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the stores hold for a plan: figures by report (for a share, `wholes` beside them in the same order),
    extracts in words, what comes nearest, and the indicators that are `offered` to a question that names none. `model`
    is what a chat model's part in the plan took."""

    plan: Plan
    found: tuple[Found, ...] = ()
    wholes: tuple[Found, ...] = ()
    extracts: tuple[Extract, ...] = ()
    nearest: tuple[Extract, ...] = ()
    offered: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    model: ModelUse | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A computed figure with its operands' figures."""

    operation: Computed
    value: Decimal
    unit: str
    operands: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer with the citations it rests on. `results` are the computed figures it states, `figures`
    those it takes from the reports."""

    text: str
    citations: tuple[int, ...] = ()
    figures: tuple[Figure, ...] = ()
    results: tuple[Result, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before it is checked: what is said, on what it rests, and what it is called."""

    status: Status
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    values: tuple[Value, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a statement may be shown: supported by its quotes, computed from what they hold, or unsupported."""

    statement: Statement
    ruling: Literal["supported", "computed", "unsupported"]
    why: str = ""


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
    """What the command line prints as JSON and the page draws. `request` is the id that log lines and the answers kept
    know the question by."""

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
    model: ModelUse | None = None
    request: str = ""


def exact(value: Decimal) -> str:
    """The decimal string of `value` as reported: no exponent, no digit added or lost."""
    return format(value, "f")


__all__ = [
    "Answer",
    "Asked",
    "Citation",
    "Computed",
    "Department",
    "Draft",
    "Evidence",
    "Extract",
    "Figure",
    "Found",
    "Language",
    "Limit",
    "Missing",
    "ModelUse",
    "Note",
    "NoteKind",
    "Operation",
    "Place",
    "Plan",
    "Question",
    "Reading",
    "Result",
    "Statement",
    "Status",
    "Term",
    "Value",
    "Verdict",
    "exact",
]
