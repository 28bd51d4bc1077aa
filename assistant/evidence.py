"""Plan → Evidence: indicators first, then free figures, then nothing; for questions in words, extracts.

An indicator that a report has a row or a sentence for is answered from there or, where the cell is blank, not at all:
no other figure stands in for it. A department, an applicant column or a word that narrows the question is never
dropped to find something.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from assistant import free_figures
from assistant.measures import counts_noun, fits, is_percent
from assistant.model import Asked, Evidence, Figure, Found, Plan, Term, exact
from assistant.terms import telling_names, terms_of_name
from index.model import Applicant, Indicator, Quantity, Report
from index.numerals import WRITTEN_NUMBER, fold, parse_number
from index.ontology import ontology

_GROWTH = re.compile(r"同比|增长|增加|上升|提高|下降|减少|回落|降低|较上年|比上年")
_PART_OF = re.compile(r".占(?!比|多少|百分|几|$)")
_COUNTED_ALIKE = frozenset({"件", "条", "次", "篇", "份", "场", "期", "项"})
_OVER_PLACES = frozenset({"highest", "lowest", "rank", "sum", "average"})
# What may stand between a figure and the percentage that it grew by.
_GROWN_BY = re.compile(
    r"\s*[,，(（]?\s*(?:数?量)?(?:与|和|较|比)?(?:去年|上年|上一年度?|前一年|\d{4}年)?(?:同期)?(?:相比|度)?[,，]?"
    r"(?:同比)?(?:增长|增加|上升|提高|增幅为?|下降|减少|回落|降低|降幅为?)了?(?:约|近)?\s*"
)


def figures_for(plan: Plan, reports: Sequence[Report]) -> Evidence:
    """The figures of `reports`, in their order, for everything the plan asks."""
    asked = plan.reading.asked or (None,)
    if plan.reading.operation in {"share", "growth"} and plan.reading.measure in {None, "%"}:
        stated = [_stated_percent(plan, report) for report in _of_year_asked(plan, reports)]
        if any(found.figures for found in stated):
            return Evidence(plan=plan, found=tuple(stated))
    found = [_find(plan, report, one) for report in reports for one in asked]
    if plan.reading.operation == "share" and len(asked) == 2 and _PART_OF.search(plan.reading.text):
        # 甲占乙: the second is the whole of the first, whatever they are.
        return Evidence(plan=plan, found=tuple(found[::2]), wholes=tuple(found[1::2]))
    if plan.reading.operation in _OVER_PLACES and plan.open_place:
        found = _of_one_kind(found)
    if plan.reading.breakdown:
        found = [
            part
            for one, report in zip(found, _repeated(reports, asked), strict=True)
            for part in _broken_down(one, report)
        ]
    wholes: tuple[Found, ...] = ()
    if plan.reading.operation == "share":
        by_id = {report.id: report for report in reports}
        wholes = tuple(_whole(by_id[one.report], one) for one in found)
    return Evidence(plan=plan, found=tuple(found), wholes=wholes)


def _of_one_kind(found: Sequence[Found]) -> list[Found]:
    """`found` without the free figures where others are of the indicator itself: the two are not put in one order."""
    coded = any(figure.code is not None for one in found for figure in one.figures)
    return [
        replace(one, figures=tuple(f for f in one.figures if f.code is not None)) if coded else one for one in found
    ]


def _repeated(reports: Sequence[Report], asked: Sequence[Asked | None]) -> list[Report]:
    return [report for report in reports for _ in asked]


def _broken_down(found: Found, report: Report) -> list[Found]:
    """The parts of what was found, each a find of its own; the whole where the report gives no parts."""
    if not found.figures:
        return [found]
    whole = found.figures[0]
    if whole.code is not None:
        parts = [
            _by_indicator(report, Asked((code,), whole.applicant), None) for code in ontology().children(whole.code)
        ]
        parts = [part for part in parts if part.figures]
    else:
        quantity = next((one for one in report.quantities if (one.start, one.end) == (whole.start, whole.end)), None)
        inside = free_figures.parts_of(quantity, report.quantities, report.text) if quantity else []
        parts = [Found(report.id, None, (_free_figure(report, one),)) for one in inside]
    return parts or [found]


def _of_year_asked(plan: Plan, reports: Sequence[Report]) -> list[Report]:
    """The reports that can state the percentage asked for: those of the one year named, as the year before is there
    only to be compared with; of several years none can."""
    years = plan.reading.years
    return [report for report in reports if not years or (len(years) == 1 and report.identity.year == years[0])]


def _stated_percent(plan: Plan, report: Report) -> Found:
    """A percentage that the report itself states of what is asked: in its own words, or right behind the figure that
    it is the growth of (收到申请12件,同比上升20%)."""
    beside = _stated_beside(plan, report)
    if beside is not None:
        return Found(report.id, None, (beside,))
    found = free_figures.candidates(
        report.quantities, report.text, report.sections, plan.reading.terms, "%", report.identity.year
    )
    growing = plan.reading.operation == "growth"
    found = [
        one for one in found if bool(_GROWTH.search(report.text[one.quantity.start : one.quantity.end])) == growing
    ]
    return Found(report.id, None, tuple(_free_figure(report, one.quantity) for one in free_figures.best(found)))


def _stated_beside(plan: Plan, report: Report) -> Figure | None:
    if plan.reading.operation != "growth":
        return None
    asked = (one for one in plan.reading.asked if one.sure)
    figures = [figure for one in asked for figure in _by_indicator(report, one, None).figures]
    for figure in (one for one in figures if one.source == "text"):
        behind = figure.at_end or figure.end
        for quantity in (one for one in report.quantities if is_percent(one.unit) and one.at >= behind):
            if _GROWN_BY.fullmatch(report.text[behind : quantity.at]):
                return _free_figure(report, quantity)
    return None


def _whole(report: Report, part: Found) -> Found:
    """What a part is a share of: the nearest indicator above it that the report states."""
    code = part.figures[0].code if part.figures else None
    applicant = part.figures[0].applicant if part.figures else None
    if code == "applications_received" and applicant is not None:
        figures, blank = indicator_figures(report, code, None)
        return Found(report.id, Asked((code,)), figures, blank)
    while code is not None:
        code = ontology().terms[code].parent
        if code is None:
            break
        figures, blank = indicator_figures(report, code, applicant)
        if figures or blank:
            return Found(report.id, Asked((code,), applicant), figures, blank)
    return Found(report.id, None)


def indicator_figures(
    report: Report, code: str, applicant: Applicant | None
) -> tuple[tuple[Figure, ...], Figure | None]:
    """What `report` states for an indicator, best first, and the cell it leaves blank where it has one."""
    wanted = applicant or "total"
    rows = [
        item
        for item in report.indicators
        if item.code == code
        and (item.applicant or "total") == wanted
        and (item.applicant is not None or applicant is None)
    ]
    reported = [_figure(report, item) for item in rows if item.state == "reported"]
    other = [_figure(report, item) for item in rows if item.state != "reported"]
    ordered = sorted(reported, key=_preference)
    return tuple(ordered), other[0] if other else None


def _preference(figure: Figure) -> tuple[int, int]:
    """The whole scope before a part, then the table before the text, then the order of reading."""
    part = figure.scope is not None and ("本级" in figure.scope or "直" in figure.scope or "级机关" in figure.scope)
    return (int(part), int(figure.source != "table"))


def _find(plan: Plan, report: Report, asked: Asked | None) -> Found:
    reading = plan.reading
    if asked is not None and asked.sure:
        found = _by_indicator(report, asked, asked.measure or reading.measure)
        if found.figures or found.blank or asked.applicant is not None:
            return found
    if asked is not None and asked.applicant is not None:
        return Found(report.id, asked)
    return Found(report.id, asked, figures=tuple(_free(plan, report, asked)))


def _by_indicator(report: Report, asked: Asked, measure: str | None) -> Found:
    blank = None
    for code in asked.codes:
        term = ontology().terms[code]
        if not fits(measure if measure != "%" else None, term.unit):
            continue
        figures, empty = indicator_figures(report, code, asked.applicant)
        if figures:
            return Found(report.id, asked, figures, empty)
        added = _added_up(report, code, asked)
        if added:
            return Found(report.id, asked, added)
        blank = blank or empty
    if blank is None:
        for code in asked.codes:
            found = _comparable(report, code, asked)
            if found is not None:
                return found
    return Found(report.id, asked, blank=blank)


def _added_up(report: Report, code: str, asked: Asked) -> tuple[Figure, ...]:
    """The parts of an indicator without a row of its own (不予公开 is the sum of its grounds), all of them reported."""
    parts = ontology().terms[code].parts
    figures = []
    for part in parts:
        found, _ = indicator_figures(report, part, asked.applicant)
        if not found:
            return ()
        figures.append(found[0])
    return tuple(figures)


def _comparable(report: Report, code: str, asked: Asked) -> Found | None:
    """The indicator of another form that counts nearly the same, with what differs."""
    for other, differs in ontology().terms[code].comparable:
        figures, blank = indicator_figures(report, other, asked.applicant)
        figures = figures or _added_up(report, other, asked)
        if figures:
            return Found(report.id, asked, tuple(_with_note(figure, differs) for figure in figures))
        if blank is not None:
            return Found(report.id, asked, blank=blank)
    return None


def _with_note(figure: Figure, differs: str) -> Figure:
    return replace(figure, comparable=differs)


def _free(plan: Plan, report: Report, asked: Asked | None) -> Iterator[Figure]:
    """The free figure that holds the question's words; for an indicator that the report has no row or sentence for, the
    one that holds the words of its name."""
    reading = plan.reading
    sure = asked is not None and asked.sure
    own = (asked.terms if asked is not None else ()) or reading.terms
    measure = (asked.measure if asked is not None else None) or reading.measure
    if measure is None and asked is not None and sure:
        measure = _measure_of(asked)

    def best(terms: Sequence[Term]) -> list[free_figures.Candidate]:
        found = free_figures.candidates(
            report.quantities,
            report.text,
            report.sections,
            terms,
            measure,
            report.identity.year,
            closely=sure,
            counted=reading.numeric,
        )
        return free_figures.best(found)

    found = best(own) if own else []
    if not found and own and sure and measure in _COUNTED_ALIKE and reading.question.language == "en":
        # English counts 855条 and 855次 of responses alike: the unit is the report's to choose.
        measure = None
        found = [one for one in best(own) if one.quantity.unit in _COUNTED_ALIKE]
    if not found and asked is not None and sure and not plan.open_place:
        found = _by_name(asked.codes[0], best, english=reading.question.language == "en")
    for candidate in found:
        if reading.question.language == "zh" or counts_noun(reading, report, candidate.quantity):
            yield _free_figure(report, candidate.quantity)


def _by_name(
    code: str, best: Callable[[Sequence[Term]], list[free_figures.Candidate]], *, english: bool
) -> list[free_figures.Candidate]:
    """The figure that holds the words of an indicator's Chinese name, for a question that is not in Chinese; else the
    one that all its telling names find."""
    found = best(terms_of_name(code)) if english else []
    if found:
        return found
    each = [one for one in (best(terms) for terms in telling_names(code)) if one]
    values = {(one[0].quantity.exact, one[0].quantity.base_unit) for one in each}
    return each[0] if len(values) == 1 else []


def _measure_of(asked: Asked) -> str:
    return ontology().terms[asked.codes[0]].unit


def _figure(report: Report, item: Indicator) -> Figure:
    return Figure(
        report=report.id,
        code=item.code,
        label=item.label,
        value=item.value,
        unit=item.unit,
        state=item.state,
        source=item.source,
        start=item.start,
        end=item.end,
        applicant=item.applicant if item.applicant != "total" else None,
        table=item.table,
        page=item.page,
        scope=item.scope,
        approximate=item.approximate,
        stated_zero=item.source == "text" and item.value == 0 and not any(char.isdigit() for char in item.raw),
        why=item.why,
        at=item.at,
        at_end=item.at_end,
        written=_as_written(_own_text(report, item), item.value),
    )


def _own_text(report: Report, item: Indicator) -> str:
    """What the report writes for the figure itself: its cell, where cells that ran together stand in its quote."""
    if item.at is None or item.at_end is None:
        return report.text[item.start : item.end]
    return report.text[item.at : item.at_end]


def _as_written(raw: str, value: Decimal | None) -> str | None:
    """The number in `raw` that is `value` as it is written there, where that is not `value` in plain digits.

    An answer says such a number as its quote does, so that the one can be found in the other.
    """
    if value is None:
        return None
    found = [raw[match.start() : match.end()] for match in WRITTEN_NUMBER.finditer(fold(raw))]
    written = [number for number in found if parse_number(number) == value]
    plain = any(number.lstrip("+-").replace(",", "") == exact(abs(value)) for number in written)
    return None if plain or not written else written[0]


def _free_figure(report: Report, quantity: Quantity) -> Figure:
    return Figure(
        report=report.id,
        code=None,
        label=quantity.subject,
        value=quantity.value,
        unit=quantity.unit,
        state="reported",
        source="free",
        start=quantity.start,
        end=quantity.end,
        page=quantity.page,
        scope=quantity.scope,
        approximate=quantity.approximate,
        at=quantity.at,
        at_end=quantity.at_end,
        written=_as_written(report.text[quantity.at : quantity.at_end], quantity.value),
        stated_zero=quantity.value == Decimal(0)
        and not any(c.isdigit() for c in report.text[quantity.at : quantity.at_end]),
    )
