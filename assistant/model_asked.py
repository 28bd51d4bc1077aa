"""The typed values a question walks through up to its Plan: what is asked, of whose reports, and what is to be done
with it. All frozen; `assistant.model` hands them out beside the others."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from index.model import Applicant

Language = Literal["zh", "en"]
Operation = Literal[
    "look_up", "list", "compare", "difference", "without", "sum", "average", "share", "ratio", "growth", "trend",
    "highest", "lowest", "rank", "count", "yes_no", "narrative", "fact", "catalogue", "out_of_scope",
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
