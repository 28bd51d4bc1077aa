"""What must add up (勾稽): inside a report's tables, between its text and its tables, and from one year to the next.

The rules are the forms' own (the note to the applications table of 国办公开办函〔2021〕30号:
第一项加第二项之和，等于第三项加第四项之和) and the ontology's sums. A rule is applied only where every figure it needs
is reported: a blank operand leaves it undecided, which is no finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from index import checks_said
from index.checks_said import Said
from index.form_applications_sums import outcome_codes
from index.model import Applicant, Indicator, Quantity, Report
from index.ontology import APPLICANTS, ontology
from index.parts import wrong_parts
from index.stated_whose import is_part

Severity = Literal["error", "warning"]

_PERIOD = re.compile(r"(?:统计|数据)[^。\n]{0,16}(?:期限|时限|期间|起止)(?P<period>[^。，,；;\n]{0,80})")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")
_MULTIPLES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
# A report's text may round or count otherwise what its table states; a figure written in numerals is meant.
_TEXT_AND_TABLE = (
    "proactive_total", "proactive_normative", "normative_issued", "channel_website", "responses", "interpretations",
    "responses_other", "press_conferences", "online_interviews", "applications_received", "applications_in_person",
    "applications_fax", "applications_online", "applications_letter", "applications_concluded", "concluded_on_time",
    "applications_answered", "granted", "partly_granted", "carried_over_in", "carried_over_out", "handled_total",
    "reconsideration_total", "litigation_total", "complaints", "bodies", "reading_points", "staff", "funding",
    "meetings", "trainings", "trainees",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FindingFigure:
    """A figure of a finding: `value` a decimal string, `quote` verbatim at [start, end) of the report's text; `label`
    is in Chinese and `label_en` in English."""

    label: str
    value: str
    quote: str
    start: int
    end: int
    label_en: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not add up in the report `report`, by the rule named, with every figure the rule used;
    `message` says it in Chinese and `message_en` in English."""

    report: str
    rule: str
    severity: Severity
    message: str
    figures: tuple[FindingFigure, ...]
    message_en: str


def check(reports: Sequence[Report]) -> tuple[Finding, ...]:
    """All findings in `reports`, report by report; between years where two reports in a row of one issuer are there."""
    found: list[Finding] = []
    for report in reports:
        found += check_report(report)
    return (*found, *_between_years(reports))


def check_report(report: Report) -> tuple[Finding, ...]:
    """The findings inside one report."""
    rules = (_sums, _applications, _text_against_table, _parts, _period)
    return tuple(finding for rule in rules for finding in rule(report))


# -- inside the tables --------------------------------------------------------------------------------------------


def _table(report: Report, applicant: Applicant | None = None) -> dict[str, Indicator]:
    """The report's table figures by code, of one applicant column (None for tables without)."""
    return {
        item.code: item
        for item in report.indicators
        if item.source == "table" and item.state == "reported" and item.applicant == applicant
    }


def _sums(report: Report) -> Iterator[Finding]:
    table = _table(report)
    for rule in ontology().sums:
        if (rule.form == "statistics-2014") != (report.layout == "statistics-2014"):
            continue
        total, parts = table.get(rule.total), [table.get(code) for code in rule.parts]
        if total is None or None in parts:
            continue
        known = [part for part in parts if part is not None]
        added = sum((value_of(part) for part in known), Decimal(0))
        if added != value_of(total):
            said = checks_said.total_of_parts(total, added)
            yield _finding(report, "sum", "error", said, [total, *known])


def _applications(report: Report) -> Iterator[Finding]:
    columns = {name: _table(report, name) for name in APPLICANTS}
    yield from _rows(report, columns)
    for name, column in columns.items():
        yield from _balance(
            report, column, ("applications_received", "carried_over_in"), ("handled_total", "carried_over_out"), name
        )
        outcomes = _outcomes(report)
        if outcomes:
            yield from _balance(report, column, outcomes, ("handled_total",), name)


def _outcomes(report: Report) -> tuple[str, ...]:
    """The codes of the outcome rows of the report's form, if its table has them all: a row whose label is not known
    may hold what is missing."""
    return outcome_codes(item.code for item in report.indicators if item.source == "table" and item.applicant)


def _rows(report: Report, columns: Mapping[Applicant, Mapping[str, Indicator]]) -> Iterator[Finding]:
    for code, total in columns["total"].items():
        parts = [columns[name].get(code) for name in APPLICANTS[:-1]]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            continue
        added = sum((value_of(part) for part in known), Decimal(0))
        if added != value_of(total):
            said = checks_said.total_of_applicants(total, added)
            yield _finding(report, "applicants", "error", said, [total, *known])


def _balance(
    report: Report, column: Mapping[str, Indicator], inflow: Sequence[str], outflow: Sequence[str], name: Applicant
) -> Iterator[Finding]:
    if not all(code in column for code in (*inflow, *outflow)):
        return
    coming, going = [column[code] for code in inflow], [column[code] for code in outflow]
    left, right = (sum(map(value_of, items), Decimal(0)) for items in (coming, going))
    if left != right:
        said = checks_said.column_out_of_balance(name, coming, left, going, right)
        yield _finding(report, "balance", "error", said, [*coming, *going])


# -- the text -----------------------------------------------------------------------------------------------------


def _text_against_table(report: Report) -> Iterator[Finding]:
    table = _table(report) | _table(report, "total")
    for code in _TEXT_AND_TABLE:
        cell = table.get(code)
        said = [
            item
            for item in report.indicators
            if item.code == code and item.source == "text" and item.value is not None and not item.approximate
        ]
        whole = (item for item in said if not is_part(item.scope))
        other = next((item for item in whole if cell is not None and value_of(item) != value_of(cell)), None)
        agrees = any(cell is not None and value_of(item) == value_of(cell) for item in said)
        if cell is not None and other is not None and not agrees:
            yield _finding(report, "text_table", "warning", checks_said.text_and_table(other, cell), [other, cell])


def _parts(report: Report) -> Iterator[Finding]:
    """A total of the text against its 其中 parts: they may not exceed it, and make it up if 其他 closes the list."""
    for whole, parts, added in wrong_parts(report):
        yield _quantities_finding(report, "parts", checks_said.whole_and_list(whole, added), [whole, *parts])


def _period(report: Report) -> Iterator[Finding]:
    match = _PERIOD.search(report.text)
    years = {int(year) for year in _YEAR.findall(match["period"])} if match else set()
    if match and years and report.identity.year not in years:
        said, span = checks_said.other_period(years, report.identity.year), match.span()
        figure = FindingFigure("统计期限", str(min(years)), report.quote(*span), *span, "period of the figures")
        yield Finding(report.id, "year", "warning", said.zh, (figure,), said.en)


# -- between years ------------------------------------------------------------------------------------------------


def _between_years(reports: Sequence[Report]) -> Iterator[Finding]:
    by_issuer: dict[tuple[str, ...], list[Report]] = {}
    for report in reports:
        issuer = report.identity.issuer
        by_issuer.setdefault((*issuer.region_path, issuer.name), []).append(report)
    for series in by_issuer.values():
        ordered = sorted(series, key=lambda report: report.identity.year)
        for earlier, later in pairwise(ordered):
            if later.identity.year == earlier.identity.year + 1:
                yield from _carried_over(earlier, later)
                yield from _in_force(earlier, later)


def _carried_over(earlier: Report, later: Report) -> Iterator[Finding]:
    before, after = _table(earlier, "total").get("carried_over_out"), _table(later, "total").get("carried_over_in")
    if before is not None and after is not None and value_of(before) != value_of(after):
        said = checks_said.carried_over(earlier.identity.year, before, after)
        yield _across(later, "carried_over", said, ((earlier, before), (later, after)))


def _in_force(earlier: Report, later: Report) -> Iterator[Finding]:
    for kind in ("rules", "normative"):
        before, now = _table(earlier).get(f"{kind}_in_force"), _table(later)
        made, gone, after = (now.get(f"{kind}_{name}") for name in ("made", "repealed", "in_force"))
        if before is None or made is None or gone is None or after is None:
            continue
        due = value_of(before) + value_of(made) - value_of(gone)
        if due != value_of(after):
            said = checks_said.in_force(before, made, gone, due, after)
            used = ((earlier, before), (later, made), (later, gone), (later, after))
            yield _across(later, "in_force", said, used)


# -- findings -----------------------------------------------------------------------------------------------------


def value_of(item: Indicator) -> Decimal:
    """The figure in its base unit (万条 in 条, 万元 in 元). The indicator has to have a value."""
    factor = _MULTIPLES.get(item.unit[:1], Decimal(1)) if len(item.unit) > 1 else Decimal(1)
    return (item.value or Decimal(0)) * factor


def _finding(report: Report, rule: str, severity: Severity, said: Said, used: Sequence[Indicator]) -> Finding:
    return Finding(report.id, rule, severity, said.zh, tuple(_figure(report, item) for item in used), said.en)


def _across(report: Report, rule: str, said: Said, used: Sequence[tuple[Report, Indicator]]) -> Finding:
    """A finding with figures of two reports; only those of `report` have a place in its text."""
    figures = []
    for source, item in used:
        figure = _figure(source, item)
        if source is not report:
            label, label_en = f"{source.id}：{figure.label}", f"{source.id}: {figure.label_en}"
            figure = replace(figure, label=label, label_en=label_en)
        figures.append(figure)
    return Finding(report.id, rule, "warning", said.zh, tuple(figures), said.en)


def _figure(report: Report, item: Indicator) -> FindingFigure:
    label = checks_said.name(item)
    value = format(item.value, "f") if item.value is not None else ""
    quote = report.quote(item.start, item.end)
    return FindingFigure(label.zh, value, quote, item.start, item.end, label.en)


def _quantities_finding(report: Report, rule: str, said: Said, used: Sequence[Quantity]) -> Finding:
    figures = tuple(
        FindingFigure(
            one.subject, format(one.value, "f"), report.quote(one.start, one.end), one.start, one.end, one.subject
        )
        for one in used
    )
    return Finding(report.id, rule, "warning", said.zh, figures, said.en)
