"""Composing answers in words: list items, sentences, facts, and which reports there are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from assistant.abstain import no_report, not_reported
from assistant.cite import Citer
from assistant.model import Draft, Evidence, Extract, Language, Note, Result, Statement, Value
from assistant.notes import absent, understood
from assistant.phrases import listed, marks, one_line, who, who_and_year
from index.model import Report

Reports = Mapping[str, Report]
_COUNTS = re.compile(r"几[份个]|多少[份个]|多少报告|\bhow many\b|\bnumber of\b", re.I)
_LEVELS = (
    ("province", re.compile(r"省级|省一级|\bprovinc\w+", re.I)),
    ("prefecture", re.compile(r"市级|市一级|地级|州级|州一级|\bprefectur\w+|\bcity-level\b", re.I)),
    ("county", re.compile(r"县级|县一级|区级|区县|\bcount(?:y|ies)\b", re.I)),
    ("township", re.compile(r"乡镇|镇级|镇一级|乡级|\btown\w*", re.I)),
    ("department", re.compile(r"部门|\bdepartments?\b", re.I)),
)


def in_words(evidence: Evidence, reports: Reports) -> Draft:
    """The extracts as a list, each verbatim and cited, under the report they come from."""
    if not evidence.extracts:
        return not_reported(evidence, reports)
    language = evidence.plan.reading.question.language
    citer = Citer(reports)
    statements = []
    by_report: dict[str, list[Extract]] = {}
    for extract in evidence.extracts:
        by_report.setdefault(extract.report, []).append(extract)
    for report_id, extracts in by_report.items():
        statements += _listed(reports[report_id], extracts, citer, language, len(by_report) > 1 or len(extracts) > 1)
    notes: list[Note] = [*understood(evidence, reports)]
    silent = [one for one in evidence.plan.reports if one not in by_report]
    if silent and not evidence.plan.open_place:
        names = listed([who_and_year(reports[one], language) for one in silent[:6]], language)
        notes.append(Note("coverage", f"没有说明的报告：{names}。" if language == "zh" else f"Not stated by: {names}."))
    notes += [Note("coverage", absent(missing, language)) for missing in evidence.plan.missing]
    return Draft("answered", tuple(statements), citer.citations, (), tuple(notes))


def _listed(
    report: Report, extracts: Sequence[Extract], citer: Citer, language: Language, headed: bool
) -> list[Statement]:
    place, year = who(report, language), report.identity.year
    blank = " " if language == "en" else ""
    numbers = [citer.cite(extract) for extract in extracts]
    if not headed:
        text = f"{place}{year}年的报告写道：" if language == "zh" else f"The {year} report of {place} says: "
        return [Statement(f"{text}“{_quote(report, extracts[0])}”{blank}{marks(numbers)}", tuple(numbers))]
    head = f"{place}{year}年的报告：" if language == "zh" else f"The {year} report of {place}:"
    items = [
        f"- “{_quote(report, extract)}”{blank}{marks([number])}"
        for extract, number in zip(extracts, numbers, strict=True)
    ]
    return [Statement("\n".join([head, *items]), tuple(numbers))]


def _quote(report: Report, extract: Extract) -> str:
    return one_line(report.text[extract.start : extract.end])


def catalogue(evidence: Evidence, reports: Reports) -> Draft:
    """Which reports there are, of the places, years and levels asked for."""
    plan = evidence.plan
    wanted = [reports[one] for one in plan.reports]
    levels = [level for level, pattern in _LEVELS if pattern.search(plan.reading.text)]
    if levels and plan.open_place:
        wanted = [report for report in wanted if report.identity.issuer.level in levels]
    if not wanted:
        return no_report(evidence, reports)
    language = plan.reading.question.language
    citer = Citer(reports)
    lines, numbers = [], []
    for report in wanted:
        span = _title_span(report)
        number = citer.span(report.id, *span)
        numbers.append(number)
        name = report.identity.issuer.name
        line = f"- {name}，{report.identity.year}年" if language == "zh" else f"- {name}, {report.identity.year} "
        lines.append(Statement(line + marks([number]), (number,)))
    counts = _COUNTS.search(plan.reading.text) is not None
    head, values = _head(wanted, numbers, language, counts)
    notes = tuple(Note("coverage", absent(missing, language)) for missing in plan.missing)
    return Draft("answered", (head, *lines), citer.citations, values, notes)


def _head(
    wanted: Sequence[Report], numbers: Sequence[int], language: Language, counts: bool
) -> tuple[Statement, tuple[Value, ...]]:
    """What opens the list: how many there are where that is asked, and otherwise only what follows."""
    if not counts:
        return Statement("库中有这些报告：" if language == "zh" else "The store holds these reports:"), ()
    count = Result("count", Decimal(len(wanted)), "份", ())
    text = f"共{len(wanted)}份报告：" if language == "zh" else f"{len(wanted)} report{'s' if len(wanted) > 1 else ''}:"
    regions = "、".join(dict.fromkeys(report.identity.issuer.region for report in wanted))
    value = Value(
        indicator=None,
        label="报告数" if language == "zh" else "reports",
        region=regions,
        year=max(report.identity.year for report in wanted),
        value=str(len(wanted)),
        unit="份",
        state="reported",
        citations=tuple(numbers),
        computed="count",
    )
    return Statement(text, (), (), (count,)), (value,)


def _title_span(report: Report) -> tuple[int, int]:
    """Where the report names itself: its title, or its first line where it has none."""
    title = report.identity.title
    at = report.text.find(title) if title else -1
    if at >= 0:
        return at, at + len(title)
    first = re.search(r"\S[^\n。]{0,79}", report.text)
    return first.span() if first else (0, min(1, len(report.text)))
