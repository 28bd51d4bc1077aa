"""The question sets: YAML written by hand, one file a kind, read into frozen types and checked on the way in.

A set is a folder: `reports.yaml` names the reports it asks about by short keys, `cells*.yaml` says what their tables
hold, every other file is a list of questions. A question has these fields:

    id          unique in the set, and the same from run to run
    type        what it tests, one of `Type`
    question    the words asked; `history` the earlier questions, oldest first; `language` zh (default) or en
    status      the status expected, answered by default; `accept` other statuses that are as good
    values      the figures the answer has to state: `what` they are, `value` as the report writes it, `unit` (or a list
                of units that say the same), `at` the report, `applicant` the column; worked out ones have `computed`
                and the `operands` they come from
    may         figures it may state beside them; any other figure is a wrong one
    must_mention  words that have to stand in the answer or in what it quotes; an inner list is met by any member
    must_not    figures (or words) that would be wrong: they belong to another subject, year or place
    note        the kind of note the answer has to carry
    support     where the reports say it: `report` and `text`, verbatim up to white space and the width of characters
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from assistant.model import Computed, Language, NoteKind, Status
from index.errors import UsageError
from index.model import Applicant

Type = Literal[
    "table_lookup", "text_lookup", "quantity", "fact", "narrative", "list", "compare", "sum", "share", "growth",
    "trend", "rank", "count", "catalogue", "follow_up", "conflict", "blank", "zero", "no_report", "not_reported",
    "ambiguous", "out_of_scope", "trap", "injection", "traditional", "pinyin", "numeral_year",
]  # fmt: skip
SETS = Path(__file__).parent / "sets"
_INSTALLED = Path(__file__).parent / "samples"
# The sample reports: within this package where it is installed, beside it in a checkout.
SAMPLES = _INSTALLED if _INSTALLED.is_dir() else Path(__file__).resolve().parent.parent / "reports"
_ABOUT_SAMPLES = "seeds"
REPORTS_FILE = "reports.yaml"


@dataclass(frozen=True, slots=True)
class ReportKey:
    """A report that a set asks about: `region` as the store names it, `also` other names of the same place, `within` a
    part of the report's id that tells it from a place of the same name."""

    key: str
    region: str
    issuer: str
    year: int
    also: tuple[str, ...] = ()
    within: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """A figure that an answer has to state, or may. `units` are the units that say the same, none where any will do."""

    what: str
    value: Decimal
    units: tuple[str, ...]
    at: ReportKey | None
    applicant: str | None = None
    computed: str | None = None
    operands: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Support:
    """Words of a report that hold what was asked."""

    report: ReportKey
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """One question with everything that is expected of its answer; the module's docstring says what each field is."""

    id: str
    type: str
    question: str
    language: str
    status: str
    history: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    values: tuple[Expected, ...] = ()
    may: tuple[Expected, ...] = ()
    must_mention: tuple[tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()
    note: str | None = None
    support: tuple[Support, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A set as loaded: its name, the reports it asks about, its questions in the order of their files."""

    name: str
    folder: Path
    reports: tuple[ReportKey, ...]
    cases: tuple[Case, ...]

    @property
    def sources(self) -> tuple[Path, ...]:
        """Where the reports are that the set asks about: in its own folder, or the samples; none where they are
        somewhere else."""
        if (self.folder / "reports").is_dir():
            return (self.folder / "reports",)
        return (SAMPLES,) if self.folder == SETS / _ABOUT_SAMPLES else ()

    @property
    def digest(self) -> str:
        """A digest of all that is asked and expected."""
        return hashlib.sha256(repr((self.reports, self.cases)).encode()).hexdigest()[:16]


def squash(text: str) -> str:
    """`text` without white space and with compatibility forms folded (Unicode NFKC), to compare quotes by."""
    return "".join(folded(text).split())


def folded(text: str) -> str:
    """`text` with compatibility forms folded: full-width digits and letters become plain ones."""
    return unicodedata.normalize("NFKC", text)


def load_set(name: str | Path) -> QuestionSet:
    """The set in eval/sets/`name`, or in the folder `name`.

    Raises UsageError when there is no such set or one of its questions says something that cannot be read.
    """
    folder = SETS / name if (SETS / name).is_dir() else Path(name)
    if not (folder / REPORTS_FILE).is_file():
        known = ", ".join(sorted(path.parent.name for path in SETS.glob(f"*/{REPORTS_FILE}")))
        raise UsageError(f"There is no question set {str(name)!r}; the sets are {known}, or name a set's folder.")
    reports = {key: _report(key, entry) for key, entry in read_yaml(folder / REPORTS_FILE).items()}
    cases = tuple(case for path in _question_files(folder) for case in _cases(path, reports))
    _reject_doubles(cases, folder)
    return QuestionSet(folder.name, folder, tuple(reports.values()), cases)


def _question_files(folder: Path) -> list[Path]:
    return [p for p in sorted(folder.glob("*.yaml")) if p.name != REPORTS_FILE and not p.name.startswith("cells")]


def read_yaml(path: Path) -> Any:
    """What a YAML file of a set holds. Raises UsageError where it is no YAML."""
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise UsageError(f"{path.name} of the question set is no YAML ({error}); correct it.") from error


def _report(key: str, entry: Mapping[str, Any]) -> ReportKey:
    also, within = tuple(entry.get("also", ())), entry.get("within", "")
    return ReportKey(key, entry["region"], entry["issuer"], int(entry["year"]), also, within)


def _cases(path: Path, reports: Mapping[str, ReportKey]) -> list[Case]:
    cases = []
    for entry in read_yaml(path):
        try:
            cases.append(_case(entry, reports))
        except (KeyError, TypeError, ValueError, InvalidOperation) as error:
            name = entry.get("id") if isinstance(entry, dict) else entry
            raise UsageError(f"Question {name!r} in {path.name} cannot be read ({error!r}); correct it.") from error
    return cases


FIELDS = frozenset(Case.__dataclass_fields__)


def _case(entry: Mapping[str, Any], reports: Mapping[str, ReportKey]) -> Case:
    if unknown := set(entry) - FIELDS:
        raise ValueError(f"unknown fields {sorted(unknown)}")
    return Case(
        id=entry["id"],
        type=_one_of(entry["type"], get_args(Type)),
        question=entry["question"],
        language=_one_of(entry.get("language", "zh"), get_args(Language)),
        status=_one_of(entry.get("status", "answered"), get_args(Status)),
        history=tuple(entry.get("history", ())),
        accept=tuple(_one_of(status, get_args(Status)) for status in entry.get("accept", ())),
        values=_figures(entry.get("values", ()), reports),
        may=_figures(entry.get("may", ()), reports),
        must_mention=tuple(_choices(words) for words in entry.get("must_mention", ())),
        must_not=tuple(entry.get("must_not", ())),
        note=_one_of(entry["note"], get_args(NoteKind)) if "note" in entry else None,
        support=tuple(Support(reports[item["report"]], item["text"]) for item in entry.get("support", ())),
    )


def _figures(entries: Sequence[Mapping[str, Any]], reports: Mapping[str, ReportKey]) -> tuple[Expected, ...]:
    return tuple(_figure(entry, reports) for entry in entries)


def _figure(entry: Mapping[str, Any], reports: Mapping[str, ReportKey]) -> Expected:
    computed, applicant = entry.get("computed"), entry.get("applicant")
    return Expected(
        what=entry["what"],
        value=Decimal(entry["value"]),
        units=_choices(entry["unit"]),
        at=reports[entry["at"]] if "at" in entry else None,
        applicant=_one_of(applicant, get_args(Applicant)) if applicant else None,
        computed=_one_of(computed, get_args(Computed)) if computed else None,
        operands=tuple(Decimal(operand) for operand in entry.get("operands", ())),
    )


def _choices(entry: str | Sequence[str]) -> tuple[str, ...]:
    return (entry,) if isinstance(entry, str) else tuple(entry)


def _one_of(value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise ValueError(f"{value!r} is none of {', '.join(allowed)}")
    return value


def _reject_doubles(cases: Sequence[Case], folder: Path) -> None:
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise UsageError(f"Two questions of the set in {folder.name} have the id {case.id!r}; rename one.")
        seen.add(case.id)
