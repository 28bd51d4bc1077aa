"""What a careful reader needs to know beside the figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from assistant.model import Evidence, Figure, Found, Language, Missing, Note
from assistant.phrases import listed, marks, named, who, who_and_year
from assistant.told import Told
from index.checks import Finding, check_report
from index.model import Report
from index.ontology import ontology

Reports = Mapping[str, Report]
_MOST_NAMED = 6
_ONE_BY_ONE = frozenset({"look_up", "list", "narrative", "fact", "catalogue", "yes_no"})
_MOST_CHECKED = 4
_TABLE_RULES = frozenset({"sum", "applicants", "balance"})


def answer_notes(told: Told) -> list[Note]:
    """The notes of an answer with figures: how it was understood, what it leaves out, what is rounded or differs."""
    return [
        *understood(told.evidence, told.reports),
        *_coverage(told),
        *_approximate(told),
        *_comparable(told),
        *_years_apart(told),
        *_checks(told),
    ]


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
    no_year = plan.open_year and not plan.reading.recent
    if (plan.open_place or no_year) and len(names) == 1:
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


def _coverage(told: Told) -> Iterator[Note]:
    """Which reports do not state what is asked; for one figure of no place named, that is not worth saying."""
    plan = told.evidence.plan
    # A report that answers one part of a question states what is asked, as far as a list of reports can say.
    stating = {found.report for found in told.evidence.found if found.figures}
    silent = [found for found in _once_each(told.evidence.found) if found.report not in stating]
    if silent and not (plan.open_place and plan.reading.operation == "look_up"):
        yield _left_out(told, silent)
    yield from _parts_left_out(told, stating)
    for missing in plan.missing:
        yield Note("coverage", absent(missing, told.language))


def _parts_left_out(told: Told, stating: Set[str]) -> Iterator[Note]:
    """What else a question asks of a report that states only some of it, where each part is asked for by name."""
    for found in told.evidence.found:
        asked = found.asked
        if found.figures or found.report not in stating or asked is None or not asked.sure or not asked.codes:
            continue
        report = told.reports[found.report]
        name = ontology().terms[asked.codes[0]].name(told.language)
        numbers = (told.citer.cite(found.blank),) if found.blank else ()
        if told.language == "zh":
            silent = "没有填写" if found.blank else "没有说明"
            text = f"{who(report)}{report.identity.year}年的报告{silent}“{name}”{marks(numbers)}。"
        else:
            silent = "leaves blank" if found.blank else "does not state"
            text = f"The report of {who_and_year(report, told.language)} {silent}: {name}{marks(numbers)}."
        yield Note("coverage", text, numbers)


def _once_each(found: Sequence[Found]) -> list[Found]:
    """A find for each report, one with a blank cell where it has one."""
    kept: dict[str, Found] = {}
    for one in found:
        if one.report not in kept or (one.blank and not kept[one.report].blank):
            kept[one.report] = one
    return list(kept.values())


def _left_out(told: Told, silent: Sequence[Found]) -> Note:
    numbers = tuple(told.citer.cite(found.blank) for found in silent if found.blank)
    blank = "（留空）" if told.language == "zh" else " (left blank)"
    names = [
        who_and_year(told.reports[found.report], told.language) + (blank if found.blank else "")
        for found in silent[:_MOST_NAMED]
    ]
    more = "……" if len(silent) > _MOST_NAMED else ""
    total = len(_once_each(told.evidence.found))
    said = total - len(silent)
    if told.language == "zh":
        text = f"{total}份报告中有{said}份说明了这一项；没有说明的：{listed(names, 'zh')}{more}{marks(numbers)}。"
    else:
        text = (
            f"{said} of {total} reports state it; not stated: {listed(names, 'en')}{more} {marks(numbers)}".strip()
            + "."
        )
    return Note("coverage", text, numbers)


def absent(missing: Missing, language: Language) -> str:
    """That there is no such report."""
    year = f"{missing.year}年" if missing.year else ""
    if language == "zh":
        return f"库中没有{missing.words}{year}的报告。"
    return (
        f"There is no report of {missing.words or 'any place'}" + (f" for {missing.year}" if missing.year else "") + "."
    )


def _approximate(told: Told) -> Iterator[Note]:
    for figure in told.figures:
        if figure.approximate:
            numbers = (told.citer.cite(figure),)
            text = (
                f"报告写的是约数（“{figure.approximate}”）{marks(numbers)}。"
                if told.language == "zh"
                else f"The report gives a rounded figure (“{figure.approximate}”) {marks(numbers)}."
            )
            yield Note("approximate", text, numbers)


def _comparable(told: Told) -> Iterator[Note]:
    for figure in told.figures:
        if figure.comparable:
            name = named(figure, told.language)
            numbers = told.citer.figure(figure)
            text = (
                f"这份报告的表式没有所问的一项，给出的是相近的“{name}”，口径不完全相同{marks(numbers)}。"
                if told.language == "zh"
                else f"This report's form has no such row; “{name}” is the nearest: "
                f"{figure.comparable} {marks(numbers)}"
            )
            yield Note("comparability", text, numbers)


def _years_apart(told: Told) -> Iterator[Note]:
    """That figures of different places are of different years, where the question sets them beside each other."""
    reports = [told.reports[found.report] for found in told.found]
    years = sorted({report.identity.year for report in reports})
    operation = told.evidence.plan.reading.operation
    if operation in _ONE_BY_ONE or len(years) < 2 or len({report.identity.issuer for report in reports}) < 2:
        return
    joined = listed(list(map(str, years)), told.language)
    text = (
        f"各地报告的年度不同（{joined}），数字不是同一年的。"
        if told.language == "zh"
        else f"The reports are of different years ({joined}); the figures are not of one year."
    )
    yield Note("comparability", text)


def _checks(told: Told) -> Iterator[Note]:
    """That the table a figure stands in does not add up, with what was found."""
    used = [one for figure in told.figures for one in (figure.parts or (figure,))]
    for figure in used[:_MOST_CHECKED]:
        if figure.source != "table":
            continue
        finding = _finding_with(figure, told.reports[figure.report])
        if finding is not None:
            numbers = (told.citer.cite(figure),)
            text = (
                f"表格数字对不上：{finding.message}{marks(numbers)}。"
                if told.language == "zh"
                else f"The table does not add up. {finding.message_en} {marks(numbers)}."
            )
            yield Note("check", text, numbers)


def _finding_with(figure: Figure, report: Report) -> Finding | None:
    """The first finding on the report's tables that the figure has a part in."""
    span = (figure.start, figure.end)
    found = (finding for finding in check_report(report) if finding.rule in _TABLE_RULES)
    return next((one for one in found if any((used.start, used.end) == span for used in one.figures)), None)
