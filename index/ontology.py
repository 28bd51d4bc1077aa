"""The indicators, their names and the statutory forms, as `ontology.yaml` states them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from index.model import Applicant

APPLICANTS: tuple[Applicant, ...] = (
    "natural_person",
    "business",
    "research",
    "public_welfare",
    "legal_service",
    "other",
    "total",
)


@dataclass(frozen=True, slots=True)
class Term:
    """An indicator (or an applicant column): its code, names, unit, other names and relations."""

    code: str
    zh: str
    en: str
    unit: str = ""
    ask_zh: tuple[str, ...] = ()
    ask_en: tuple[str, ...] = ()
    parent: str | None = None
    by: str | None = None
    parts: tuple[str, ...] = ()
    comparable: tuple[tuple[str, str], ...] = ()

    def name(self, language: str) -> str:
        """The term's name in "zh" or "en"."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of a statutory table: its label in all variants, and the indicator's code (None for a heading)."""

    labels: tuple[str, ...]
    code: str | None


@dataclass(frozen=True, slots=True)
class SumRule:
    """`total` must equal the sum of `parts` in the form named."""

    form: str
    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Ontology:
    """All that is known of the indicators before any report is read."""

    terms: dict[str, Term]
    applicants: dict[Applicant, Term]
    rows: dict[str, tuple[FormRow, ...]]
    disclosure: dict[str, dict[str, str]]
    disputes: tuple[tuple[str, ...], ...]
    sums: tuple[SumRule, ...]

    def children(self, code: str) -> tuple[str, ...]:
        """The codes of the indicators that are parts of `code`, those by channel where it has such."""
        parts = [term for term in self.terms.values() if term.parent == code]
        by_channel = [term for term in parts if term.by]
        return tuple(term.code for term in by_channel or parts)


@cache
def ontology() -> Ontology:
    """The ontology that the package ships, read once per process."""
    text = resources.files("index").joinpath("ontology.yaml").read_text("utf-8")
    data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    forms = data["forms"]
    return Ontology(
        terms={code: _term(code, row) for code, row in data["indicators"].items()},
        applicants={name: _term(name, data["applicants"][name]) for name in APPLICANTS},
        rows={name: tuple(_row(row) for row in forms[name]) for name in ("statistics-2014", "applications")},
        disclosure=forms["disclosure"],
        disputes=tuple(tuple(row) for row in forms["disputes"]),
        sums=tuple(_sum(form, row) for form, rows in data["sums"].items() for row in rows),
    )


def _term(code: str, row: dict[str, Any]) -> Term:
    return Term(
        code=code,
        zh=row["zh"],
        en=row["en"],
        unit=row.get("unit", ""),
        ask_zh=tuple(row.get("ask_zh", ())),
        ask_en=tuple(row.get("ask_en", ())),
        parent=row.get("parent"),
        by=row.get("by"),
        parts=tuple(row.get("parts", ())),
        comparable=tuple(row.get("comparable", {}).items()),
    )


def _row(row: list[str]) -> FormRow:
    return FormRow(labels=tuple(row[0].split("|")), code=row[1] if len(row) > 1 else None)


def _sum(form: str, row: dict[str, Any]) -> SumRule:
    return SumRule(form=form, total=row["total"], parts=tuple(row["parts"]))
