"""What a careful reader needs to know beside the figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.cite import Citer
from assistant.model import Evidence, Found, Language, Missing, Note
from assistant.phrases import label, marks, who
from index.checks import check_report
from index.model import Report

Reports = Mapping[str, Report]
_MOST_NAMED = 6
_MOST_CHECKED = 4
_TABLE_RULES = frozenset({"sum", "applicants", "balance"})


def answer_notes(evidence: Evidence, reports: Reports, citer: Citer, told: Sequence[Found]) -> list[Note]:
    """The notes of an answer with figures: how it was understood, what it leaves out, what is approximate or differs."""
    return [
        *understood(evidence, reports),
        *_coverage(evidence, reports, citer, told),
        *_approximate(evidence, reports, citer, told),
        *_comparable(evidence, citer, told),
        *_checks(evidence, reports, citer, told),
    ]


def _checks(evidence: Evidence, reports: Reports, citer: Citer, told: Sequence[Found]) -> Iterator[Note]:
    """That the table a figure stands in does not add up, with what was found."""
    language = evidence.plan.reading.question.language
    for found in told[:_MOST_CHECKED]:
        figure = found.figures[0]
        if figure.source != "table":
            continue
        for finding in check_report(reports[figure.report]):
            used = any((one.start, one.end) == (figure.start, figure.end) for one in finding.figures)
            if used and finding.rule in _TABLE_RULES:
                numbers = (citer.cite(figure),)
                lead = "表格数字对不上：" if language == "zh" else "The table does not add up: "
                yield Note(
                    "check",
                    f"{lead}{finding.message}{marks(numbers)}。"
                    if language == "zh"
                    else f"{lead}{finding.message} {marks(numbers)}.",
                    numbers,
                )
                break


def understood(evidence: Evidence, reports: Reports) -> Iterator[Note]:
    """How an open question was read: whose report and which year it was answered from."""
    plan, language = evidence.plan, evidence.plan.reading.question.language
    if plan.reading.understood_as:
        yield Note("understood_as", plan.reading.understood_as)
    if plan.reading.relative_year and plan.reading.years:
        words, year = plan.reading.relative_year, plan.reading.years[0]
        yield Note(
            "understood_as", f"“{words}”按{year}年理解。" if language == "zh" else f"“{words}” was read as {year}."
        )
    told = [found.report for found in evidence.found if found.figures] or [one.report for one in evidence.extracts]
    names = list(dict.fromkeys(told))
    if (plan.open_place or plan.open_year) and len(names) == 1:
        report = reports[names[0]]
        place, year = who(report, language), report.identity.year
        if language == "zh":
            yield Note(
                "understood_as", f"问题没有写明{'地方' if plan.open_place else '年份'}，按{place}{year}年的报告回答。"
            )
        else:
            missing = "place" if plan.open_place else "year"
            yield Note(
                "understood_as", f"The question names no {missing}; it was answered from the {year} report of {place}."
            )
    if plan.alternatives:
        yield Note(
            "understood_as",
            "这个名称对应不止一个地方，逐一作答。"
            if language == "zh"
            else "The name fits more than one place; each is answered.",
        )


def _coverage(evidence: Evidence, reports: Reports, citer: Citer, told: Sequence[Found]) -> Iterator[Note]:
    language = evidence.plan.reading.question.language
    silent = [found for found in evidence.found if not found.figures]
    if silent and not (
        evidence.plan.open_place and evidence.plan.reading.operation == "look_up" and not _aggregate(evidence)
    ):
        yield _left_out(silent, len(evidence.found), reports, citer, language)
    for missing in evidence.plan.missing:
        yield Note("coverage", absent(missing, language))


def _aggregate(evidence: Evidence) -> bool:
    return evidence.plan.reading.operation not in {"look_up"}


def _left_out(silent: Sequence[Found], total: int, reports: Reports, citer: Citer, language: Language) -> Note:
    numbers = [citer.cite(found.blank) for found in silent if found.blank]
    names = [
        f"{who(reports[found.report], language)}{reports[found.report].identity.year}"
        + (_blank(language) if found.blank else "")
        for found in silent[:_MOST_NAMED]
    ]
    more = "……" if len(silent) > _MOST_NAMED else ""
    said = total - len(silent)
    if language == "zh":
        return Note(
            "coverage",
            f"{total}份报告中有{said}份说明了这一项；没有说明的：{'、'.join(names)}{more}{marks(numbers)}。",
            tuple(numbers),
        )
    return Note(
        "coverage",
        f"{said} of {total} reports state it; not stated: {', '.join(names)}{more} {marks(numbers)}".strip() + ".",
        tuple(numbers),
    )


def _blank(language: Language) -> str:
    return "（留空）" if language == "zh" else " (left blank)"


def absent(missing: Missing, language: Language) -> str:
    """That there is no such report."""
    year = f"{missing.year}年" if missing.year else ""
    if language == "zh":
        return f"库中没有{missing.words}{year}的报告。"
    return (
        f"There is no report of {missing.words or 'any place'}" + (f" for {missing.year}" if missing.year else "") + "."
    )


def _approximate(evidence: Evidence, reports: Reports, citer: Citer, told: Sequence[Found]) -> Iterator[Note]:
    language = evidence.plan.reading.question.language
    for found in told:
        figure = found.figures[0]
        if figure.approximate:
            numbers = (citer.cite(figure),)
            text = (
                f"报告写的是约数（“{figure.approximate}”）{marks(numbers)}。"
                if language == "zh"
                else f"The report gives a rounded figure (“{figure.approximate}”) {marks(numbers)}."
            )
            yield Note("approximate", text, numbers)


def _comparable(evidence: Evidence, citer: Citer, told: Sequence[Found]) -> Iterator[Note]:
    language = evidence.plan.reading.question.language
    for found in told:
        figure = found.figures[0]
        if figure.comparable:
            name = label(figure, language)
            numbers = (citer.cite(figure),)
            text = (
                f"这份报告的表式没有所问的一项，给出的是相近的“{name}”，口径不完全相同{marks(numbers)}。"
                if language == "zh"
                else f"This report's form has no such row; “{name}” is the nearest: {figure.comparable} {marks(numbers)}"
            )
            yield Note("comparability", text, numbers)
