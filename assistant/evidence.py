"""Plan → Evidence: indicators first, then free figures, then nothing; for questions in words, extracts.

An indicator that a report has a row or a sentence for is answered from there or, where the cell is blank, not at all:
no other figure stands in for it. A department, an applicant column or a word that narrows the question is never
dropped to find something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant import free_figures
from assistant.as_figures import adds_up, free_figure, indicator_figures, quantity_of
from assistant.changes import (
    changed_by,
    has_more_to_handle,
    is_bare_rate,
    is_rate,
    is_worked_out,
    item_change,
    of_operands,
    of_year_asked,
    stated_percents,
)
from assistant.columns import legal_persons
from assistant.counted import set_beside
from assistant.finding import by_indicator, find, named_alone, of_legal_persons
from assistant.grounds import asks_grounds
from assistant.matching import APPLIED, root_of
from assistant.model import Asked, Evidence, Found, Plan, Reading
from assistant.narrowed import governing, summands
from index.model import Report
from index.ontology import ontology

_PART_OF = re.compile(r".占(?!比|多少|百分|几|$)")
_OUTCOME_ROOTS = frozenset({"handled_total", "applications_answered", "applications_concluded"})
_OVER_PLACES = frozenset({"highest", "lowest", "rank", "sum", "average", "count"})


def figures_for(plan: Plan, reports: Sequence[Report]) -> Evidence:
    """The figures of `reports`, in their order, for everything the plan asks."""
    asked = plan.reading.asked or (None,)
    operation = plan.reading.operation
    stated = _stated_by_reports(plan, reports)
    if stated is not None:
        return Evidence(plan=plan, found=stated)
    found = [find(of_operands(plan), report, one) for report in reports for one in asked]
    if operation == "share" and len(asked) == 2 and _PART_OF.search(plan.reading.text):
        # 甲占乙: the second is the whole of the first, whatever they are.
        return Evidence(plan=plan, found=tuple(found[::2]), wholes=tuple(found[1::2]))
    if operation == "without" and legal_persons(plan.reading.text, plan.reading.question.language):
        stated = tuple(of_legal_persons(report, plan.reading.asked[0]) for report in reports)
        if any(one.figures for one in stated):
            return Evidence(plan=replace(plan, reading=replace(plan.reading, operation="look_up")), found=stated)
    if operation == "without":
        return Evidence(plan=plan, found=tuple(_only_wholes(found, reports, len(asked))))
    if operation in _OVER_PLACES and plan.open_place:
        found = _of_one_kind(found)
    if operation == "sum" and len(asked) == 1:
        found = [part for one, report in zip(found, reports, strict=True) for part in _summed(plan, report, one)]
    if operation == "look_up" and len(asked) == 1:
        found = [part for one, report in zip(found, reports, strict=True) for part in _each_of_two(plan, report, one)]
    if plan.reading.breakdown:
        each = zip(found, _repeated(reports, asked), strict=True)
        found = [part for one, report in each for part in _broken_down(plan.reading, one, report)]
    return _with_wholes(plan, reports, found) if operation == "share" else Evidence(plan=plan, found=tuple(found))


def _stated_by_reports(plan: Plan, reports: Sequence[Report]) -> tuple[Found, ...] | None:
    """The change, the rate or the share that is asked for as the reports state it themselves; empty finds where one is
    asked for that is never worked out, None where it may be, or where none is asked for."""
    operation, measure = plan.reading.operation, plan.reading.measure
    of_year = of_year_asked(plan, reports)
    if operation == "growth":
        changes = [change for one in plan.reading.asked if (change := item_change(one, measure))]
        items = tuple(by_indicator(report, one, None) for report in of_year for one in changes)
        if any(found.figures or found.blank for found in items):
            return items
    rated = measure == "%" or (operation == "share" and measure is None)
    if operation != "growth" and not (rated and operation in {"share", "look_up", "trend", "compare"}):
        return None
    stated = tuple(_stated(plan, report) for report in of_year)
    if any(found.figures for found in stated) or (operation != "growth" and not is_worked_out(plan)):
        return stated
    return tuple(Found(report.id, None) for report in reports) if _is_never_computed(plan) else None


def _is_never_computed(plan: Plan) -> bool:
    return plan.reading.operation == "growth" and is_bare_rate(plan)


def _with_wholes(plan: Plan, reports: Sequence[Report], found: Sequence[Found]) -> Evidence:
    """`found` with what each is a share of, but for a rate of applications where more than those received were there to
    handle."""
    by_id = {report.id: report for report in reports}
    if is_rate(plan):
        found = [Found(one.report, one.asked) if _lacks_base(by_id[one.report], one) else one for one in found]
    return Evidence(plan=plan, found=tuple(found), wholes=tuple(_whole(by_id[one.report], one) for one in found))


def _lacks_base(report: Report, found: Found) -> bool:
    code = found.figures[0].code if found.figures else None
    return (code is None or root_of(code) in APPLIED) and has_more_to_handle(report)


def _only_wholes(found: Sequence[Found], reports: Sequence[Report], each: int) -> Iterator[Found]:
    """`found`, `each` for one report (a whole and its parts), without those from whose whole the parts cannot be taken
    away: it is not all there, or is not what its parts add up to."""
    for at, report in zip(range(0, len(found), each), reports, strict=True):
        whole, *parts = found[at : at + each]
        there = all(one.figures and one.figures[0].code is not None for one in (whole, *parts))
        if there and adds_up(report, whole.figures[0], [part.figures[0] for part in parts]):
            yield from (whole, *parts)
        else:
            blank = next((one.blank for one in (whole, *parts) if one.blank), None)
            yield Found(report.id, None if whole.figures else whole.asked, blank=blank)


def _of_one_kind(found: Sequence[Found]) -> list[Found]:
    """`found` without the free figures where others are of the indicator itself: the two are not put in one order."""
    coded = any(figure.code is not None for one in found for figure in one.figures)
    return [
        replace(one, figures=tuple(f for f in one.figures if f.code is not None)) if coded else one for one in found
    ]


def _repeated(reports: Sequence[Report], asked: Sequence[Asked | None]) -> list[Report]:
    return [report for report in reports for _ in asked]


def _broken_down(reading: Reading, found: Found, report: Report) -> list[Found]:
    """The parts of what was found, each a find of its own; the whole where the report gives no parts. Of grounds those
    alone that there were."""
    if asks_grounds(reading):
        return _grounds(found, report) or [found]
    if not found.figures:
        return [found]
    whole = found.figures[0]
    if whole.code is not None:
        parts = _rows_of(report, Asked((whole.code,), whole.applicant))
    else:
        quantity = quantity_of(report, whole)
        inside = free_figures.parts_of(quantity, report.quantities, report.text) if quantity else []
        parts = [Found(report.id, None, (free_figure(report, one),)) for one in inside]
    return parts or [found]


def _grounds(found: Found, report: Report) -> list[Found]:
    """The grounds that there were, also where a blank among the others leaves open how many there were altogether."""
    stated = found.figures[0].code if found.figures else None
    asked = found.asked or Asked(())
    codes = (stated,) if stated is not None else asked.codes
    rows = [row for code in codes for row in _rows_of(report, Asked((code,), asked.applicant))]
    return [row for row in rows if row.figures[0].value]


def _rows_of(report: Report, whole: Asked) -> list[Found]:
    """The parts of an indicator that the report states."""
    rows = (by_indicator(report, Asked((code,), whole.applicant), None) for code in ontology().children(whole.codes[0]))
    return [row for row in rows if row.figures]


def _stated(plan: Plan, report: Report) -> Found:
    """What the report itself states of a percentage or a change: right behind the figure that it changed to
    (收到申请12件,同比上升20%), or in words of its own."""
    if plan.reading.operation == "growth":
        changes = (changed_by(report, behind, plan.reading.measure) for behind in _ends_of_figures(plan, report))
        changed = next(filter(None, changes), None)
        if changed is not None:
            return Found(report.id, None, (free_figure(report, changed),))
        if plan.reading.measure not in {None, "%"}:
            return Found(report.id, None)
    return Found(report.id, None, tuple(free_figure(report, one) for one in stated_percents(plan, report)))


def _ends_of_figures(plan: Plan, report: Report) -> Iterator[int]:
    """Where the figures of what is asked end in the running text: the indicator's own, those that say what its cell
    says, and the free figure."""
    for asked in plan.reading.asked or (None,):
        figures = find(replace(plan, reading=replace(plan.reading, measure=None)), report, asked).figures
        for figure in figures:
            if figure.source != "table":
                yield figure.at_end or figure.end
                continue
            same = [one for one in report.quantities if one.value == figure.value and one.unit == figure.unit]
            if len(same) == 1:
                yield same[0].at_end


def _whole(report: Report, part: Found) -> Found:
    """What a part is a share of: the nearest indicator above it that the report states."""
    code = part.figures[0].code if part.figures else None
    if part.figures and code is None and (quantity := quantity_of(report, part.figures[0])):
        whole = governing(quantity, report.quantities, report.text)
        return Found(report.id, None, (free_figure(report, whole),) if whole else ())
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
        if applicant is None and (named := named_alone(report, code)):
            return Found(report.id, Asked((code,)), named)
    return _received(report, part)


def _received(report: Report, part: Found) -> Found:
    """The applications received, of which what came of them is a share where the report states no total of its own; not
    where others of the year before were handled too."""
    figure = part.figures[0] if part.figures else None
    of_outcomes = figure is not None and figure.code is not None and root_of(figure.code) in _OUTCOME_ROOTS
    if figure is None or not of_outcomes or has_more_to_handle(report):
        return Found(report.id, None)
    figures, blank = indicator_figures(report, "applications_received", figure.applicant)
    return Found(report.id, Asked(("applications_received",), figure.applicant), figures, blank)


def _each_of_two(plan: Plan, report: Report, found: Found) -> list[Found]:
    """What is found of one report: for a question that counts two things (建议和提案多少件) and a figure of only one of
    them, the figures of both; nothing where the other has none."""
    two = set_beside(plan.reading)
    quantity = quantity_of(report, found.figures[0]) if two and found.figures and not found.figures[0].code else None
    if quantity is None or not any(word in quantity.subject for term in two for word in term.words):
        return [found]
    parts = summands(quantity, two, report.quantities, report.text)
    if parts == [quantity]:
        return [found]
    return [Found(report.id, None, (free_figure(report, one),)) for one in parts] or [Found(report.id, found.asked)]


def _summed(plan: Plan, report: Report, found: Found) -> list[Found]:
    """What is added up of one report: the figures for each word of the question, where the one found counts only some
    of them; nothing where they are not all there."""
    if len(found.figures) != 1 or found.figures[0].code is not None:
        return [found]
    quantity = quantity_of(report, found.figures[0])
    terms = (found.asked.terms if found.asked else ()) or plan.reading.terms
    parts = summands(quantity, terms, report.quantities, report.text) if quantity else []
    if len(parts) == 1 and parts[0] == quantity:
        return [found]
    return [Found(report.id, None, (free_figure(report, one),)) for one in parts] or [Found(report.id, found.asked)]
