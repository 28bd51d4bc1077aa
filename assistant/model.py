"""The typed values a question walks through: Question → Plan → Evidence → Draft → Verdict → Answer. All frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from index.model import Applicant, State

Language = Literal["zh", "en"]
Status = Literal["answered", "no_report", "not_reported", "ambiguous", "out_of_scope"]
Operation = Literal[
    "look_up", "list", "compare", "difference", "without", "sum", "average", "share", "ratio", "growth", "trend",
    "highest", "lowest", "rank", "count", "yes_no", "narrative", "fact", "catalogue", "out_of_scope",
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
class Term:
    """A word that the evidence must hold: any one of `words` (Chinese), the first as the question has it. `weak` words
    help to choose and are not required."""

    words: tuple[str, ...]
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """The indicator asked for: `codes` of the ontology that the words may mean, best first (the forms of different
    years call the same thing differently), and the `applicant` column. `sure` says that the question has no further
    words that would narrow it to something else; `words` are the question's words that it was read from. `measure` and
    `terms` are its own where one question asks for several things (办了几期、培训了多少人)."""

    codes: tuple[str, ...]
    applicant: Applicant | None = None
    sure: bool = True
    words: str = ""
    measure: str | None = None
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place the question names: `paths` are the places that the words may mean, likeliest first. `issuers` are full
    names where the words name an issuer and not its place (a development zone, a national body), `year` the year that
    stands right beside the words."""

    words: str
    paths: tuple[tuple[str, ...], ...]
    issuers: tuple[str, ...] = ()
    year: int | None = None
    certain: bool = True
    parent_only: bool = False


@dataclass(frozen=True, slots=True)
class Department:
    """A department or office the question names: `words` as the question has it, `stem` in the words of full names
    (科学技术厅), `place` the place that it is named with, `level` the bare word for one (省 of 省科技厅); `bare` says
    that the question leaves out the word for its kind (南通公安)."""

    words: str
    stem: str
    place: Place | None = None
    level: str = ""
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """What a figure has to be to count: 超过200件 is `>` 200, 10件以上 is `>=` 10, 没有 is `=` 0."""

    sign: Literal["<", "<=", "=", ">=", ">"]
    value: Decimal

    def holds(self, value: Decimal) -> bool:
        """Whether `value` is within the limit."""
        return {
            "<": value < self.value,
            "<=": value <= self.value,
            "=": value == self.value,
            ">=": value >= self.value,
            ">": value > self.value,
        }[self.sign]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words of a question say, before any store is looked at.

    `text` is the question in plain form, `subject` what it asks of whatever place and year: the text without the words
    of these. `years` are the years named, `recent` the number of latest years asked for, `all_years` that a series is
    meant.
    `asked` lists the indicators, in the question's order; `terms` the words that a free figure or a passage must
    hold, `measure` the measure word asked for, `breakdown` that the parts are asked for and not the whole. `topic`
    names a section (problems, plans), `limit` says which figures count, `fact` the form of a fact in words.
    `about_reports` is False where nothing in the question belongs to such reports. `numeric` says that only a
    figure can answer: a sentence would beg the question; `worded` that it asks
    whether or how, which a sentence may answer. `inherited_years` says that the years come from earlier in
    the conversation, `understood_as` in words what was taken from there.
    """

    question: Question
    text: str
    operation: Operation
    places: tuple[Place, ...] = ()
    departments: tuple[Department, ...] = ()
    years: tuple[int, ...] = ()
    recent: int | None = None
    all_years: bool = False
    relative_year: str | None = None
    asked: tuple[Asked, ...] = ()
    terms: tuple[Term, ...] = ()
    measure: str | None = None
    breakdown: bool = False
    topic: str | None = None
    fact: str | None = None
    about_reports: bool = True
    numeric: bool = False
    worded: bool = False
    subject: str = ""
    limit: Limit | None = None
    inherited_years: bool = False
    understood_as: str | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """A place, issuer or year asked for that the store has no report of, and the reports that come nearest."""

    words: str
    year: int | None
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A reading with the reports it is about: `reports` are ids of the store in the order of asking, `missing` what
    was asked for and is not there. `open_place` says that the question names no place, so that the reports were
    chosen for it; `alternatives` that a name fits several places of the store."""

    reading: Reading
    reports: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    open_place: bool = False
    open_year: bool = False
    alternatives: bool = False


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
