"""What must add up (勾稽): inside a report's tables, between its text and its tables, and from one year to the next.

The rules are the forms' own (the note to the applications table of 国办公开办函〔2021〕30号:
第一项加第二项之和，等于第三项加第四项之和) and the ontology's sums. A rule is applied only where every figure it needs
is reported: a blank operand leaves it undecided, which is no finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

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
    """A figure of a finding: `value` a decimal string, `quote` verbatim at [start, end) of the report's text."""

    label: str
    value: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not add up in the report `report`, by the rule named, with every figure the rule used."""

    report: str
    rule: str
    severity: Severity
    message: str
    figures: tuple[FindingFigure, ...]


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
            message = f"{total.label}为{total.value}，其各分项之和为{added}"
            yield _finding(report, "sum", "error", message, [total, *known])


def _applications(report: Report) -> Iterator[Finding]:
    columns = {name: _table(report, name) for name in APPLICANTS}
    yield from _rows(report, columns)
    for name, column in columns.items():
        zh = ontology().applicants[name].zh
        yield from _balance(
            report, column, ("applications_received", "carried_over_in"), ("handled_total", "carried_over_out"), zh
        )
        outcomes = _outcomes(report)
        if outcomes:
            yield from _balance(report, column, outcomes, ("handled_total",), zh)


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
            message = f"“{total.label}”一行总计为{total.value}，六类申请人之和为{added}"
            yield _finding(report, "applicants", "error", message, [total, *known])


def _balance(
    report: Report, column: Mapping[str, Indicator], inflow: Sequence[str], outflow: Sequence[str], name: str
) -> Iterator[Finding]:
    if not all(code in column for code in (*inflow, *outflow)):
        return
    left = sum((value_of(column[code]) for code in inflow), Decimal(0))
    right = sum((value_of(column[code]) for code in outflow), Decimal(0))
    if left != right:
        labels = ["+".join(column[code].label for code in codes) for codes in (inflow[:2], outflow)]
        more = "等各项" if len(inflow) > 2 else ""
        message = f"“{name}”一列：{labels[0]}{more}为{left}，{labels[1]}为{right}"
        used = [column[code] for code in (*inflow, *outflow)]
        yield _finding(report, "balance", "error", message, used)


# -- the text -----------------------------------------------------------------------------------------------------


def _text_against_table(report: Report) -> Iterator[Finding]:
    table = _table(report) | _table(report, "total")
    for code in _TEXT_AND_TABLE:
        cell = table.get(code)
        said = [
            item
            for item in report.indicators
            if item.code == code
            and item.source == "text"
            and item.value is not None
            and not item.approximate
            and not is_part(item.scope)
        ]
        other = next((item for item in said if cell is not None and value_of(item) != value_of(cell)), None)
        agrees = any(cell is not None and value_of(item) == value_of(cell) for item in said)
        if cell is not None and other is not None and not agrees:
            message = f"{cell.label}在正文中为{other.value}{other.unit}，在表格中为{cell.value}{cell.unit}"
            yield _finding(report, "text_table", "warning", message, [other, cell])


def _parts(report: Report) -> Iterator[Finding]:
    """A total of the text against its 其中 parts: they may not exceed it, and make it up if 其他 closes the list."""
    for whole, parts, added in wrong_parts(report):
        message = f"{whole.subject}为{whole.value}{whole.unit}，其后所列各项之和为{added}{whole.unit}"
        yield _quantities_finding(report, "parts", message, [whole, *parts])


def _period(report: Report) -> Iterator[Finding]:
    match = _PERIOD.search(report.text)
    years = {int(year) for year in _YEAR.findall(match["period"])} if match else set()
    if match and years and report.identity.year not in years:
        message = f"统计期限写的是{'、'.join(map(str, sorted(years)))}年，报告年度为{report.identity.year}年"
        figure = FindingFigure("统计期限", str(min(years)), report.quote(*match.span()), *match.span())
        yield Finding(report.id, "year", "warning", message, (figure,))


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
        message = (
            f"{earlier.identity.year}年结转下年度{before.value}件，{later.identity.year}年的上年结转为{after.value}件"
        )
        yield _across(later, "carried_over", message, ((earlier, before), (later, after)))


def _in_force(earlier: Report, later: Report) -> Iterator[Finding]:
    for kind in ("rules", "normative"):
        before, now = _table(earlier).get(f"{kind}_in_force"), _table(later)
        made, gone, after = (now.get(f"{kind}_{name}") for name in ("made", "repealed", "in_force"))
        if before is None or made is None or gone is None or after is None:
            continue
        due = value_of(before) + value_of(made) - value_of(gone)
        if due != value_of(after):
            message = (
                f"上年现行有效{before.value}件，加本年制发{made.value}件、减本年废止{gone.value}件为{due}件，"
                f"本年现行有效为{after.value}件"
            )
            used = ((earlier, before), (later, made), (later, gone), (later, after))
            yield _across(later, "in_force", message, used)


# -- findings -----------------------------------------------------------------------------------------------------


def value_of(item: Indicator) -> Decimal:
    """The figure in its base unit (万条 in 条, 万元 in 元). The indicator has to have a value."""
    factor = _MULTIPLES.get(item.unit[:1], Decimal(1)) if len(item.unit) > 1 else Decimal(1)
    return (item.value or Decimal(0)) * factor


def _finding(report: Report, rule: str, severity: Severity, message: str, used: Sequence[Indicator]) -> Finding:
    return Finding(report.id, rule, severity, message, tuple(_figure(report, item) for item in used))


def _across(report: Report, rule: str, message: str, used: Sequence[tuple[Report, Indicator]]) -> Finding:
    """A finding with figures of two reports; only those of `report` have a place in its text."""
    figures = []
    for source, item in used:
        figure = _figure(source, item)
        label = figure.label if source is report else f"{source.id}：{figure.label}"
        figures.append(FindingFigure(label, figure.value, figure.quote, figure.start, figure.end))
    return Finding(report.id, rule, "warning", message, tuple(figures))


def _figure(report: Report, item: Indicator) -> FindingFigure:
    label = item.label
    if item.applicant is not None:
        label += f"（{ontology().applicants[item.applicant].zh}）"
    value = format(item.value, "f") if item.value is not None else ""
    return FindingFigure(label, value, report.quote(item.start, item.end), item.start, item.end)


def _quantities_finding(report: Report, rule: str, message: str, used: Sequence[Quantity]) -> Finding:
    figures = tuple(
        FindingFigure(one.subject, format(one.value, "f"), report.quote(one.start, one.end), one.start, one.end)
        for one in used
    )
    return Finding(report.id, rule, "warning", message, figures)
