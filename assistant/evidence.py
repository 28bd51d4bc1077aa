"""Plan → Evidence: indicators first, then free figures, then nothing; for questions in words, extracts.

An indicator that a report has a row or a sentence for is answered from there or, where the cell is blank, not at all:
no other figure stands in for it. A department, an applicant column or a word that narrows the question is never
dropped to find something.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant import free_figures
from assistant.as_figures import free_figure, indicator_figures, quantity_of
from assistant.changes import changed_by, has_more_to_handle, is_rate, is_worked_out, of_year_asked, stated_percents
from assistant.measures import counts_noun, fits, is_of_several
from assistant.model import Asked, Evidence, Figure, Found, Plan, Term
from assistant.narrowed import account_in, governing, is_told_apart, so_far, summands
from assistant.terms import telling_names, terms_of_name
from index.model import Report
from index.ontology import ontology

_PART_OF = re.compile(r".占(?!比|多少|百分|几|$)")
_COUNTED_ALIKE = frozenset({"件", "条", "次", "篇", "份", "场", "期", "项"})
_OVER_PLACES = frozenset({"highest", "lowest", "rank", "sum", "average", "count"})


def figures_for(plan: Plan, reports: Sequence[Report]) -> Evidence:
    """The figures of `reports`, in their order, for everything the plan asks."""
    asked = plan.reading.asked or (None,)
    operation, measure = plan.reading.operation, plan.reading.measure
    rated = measure == "%" or (operation == "share" and measure is None)
    if operation == "growth" or (rated and operation in {"share", "look_up", "trend", "compare"}):
        stated = [_stated(plan, report) for report in of_year_asked(plan, reports)]
        if any(found.figures for found in stated) or (rated and operation != "growth" and not is_worked_out(plan)):
            return Evidence(plan=plan, found=tuple(stated))
    counted = replace(plan, reading=replace(plan.reading, measure=None)) if rated and operation == "growth" else plan
    found = [_find(counted, report, one) for report in reports for one in asked]
    if plan.reading.operation == "share" and len(asked) == 2 and _PART_OF.search(plan.reading.text):
        # 甲占乙: the second is the whole of the first, whatever they are.
        return Evidence(plan=plan, found=tuple(found[::2]), wholes=tuple(found[1::2]))
    if plan.reading.operation in _OVER_PLACES and plan.open_place:
        found = _of_one_kind(found)
    if operation == "sum" and len(asked) == 1:
        found = [part for one, report in zip(found, reports, strict=True) for part in _summed(plan, report, one)]
    if plan.reading.breakdown:
        found = [
            part
            for one, report in zip(found, _repeated(reports, asked), strict=True)
            for part in _broken_down(one, report)
        ]
    if operation == "share" and is_rate(plan):
        more = {report.id for report in reports if has_more_to_handle(report)}
        found = [Found(one.report, one.asked) if one.report in more else one for one in found]
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
        quantity = quantity_of(report, whole)
        inside = free_figures.parts_of(quantity, report.quantities, report.text) if quantity else []
        parts = [Found(report.id, None, (free_figure(report, one),)) for one in inside]
    return parts or [found]


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
        figures = _find(replace(plan, reading=replace(plan.reading, measure=None)), report, asked).figures
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
        if applicant is None and (named := _named_alone(report, code)):
            return Found(report.id, Asked((code,)), named)
    return Found(report.id, None)


def _named_alone(report: Report, code: str) -> tuple[Figure, ...]:
    """The free figure that all telling words of an indicator's name find, for one that no wording states."""
    found = free_figures.candidates(
        report.quantities, report.text, report.sections, terms_of_name(code), ontology().terms[code].unit,
        report.identity.year, closely=True,
    )  # fmt: skip
    return tuple(free_figure(report, one.quantity) for one in free_figures.best(found))


def _find(plan: Plan, report: Report, asked: Asked | None) -> Found:
    reading = plan.reading
    account = account_in(reading, report)
    if account is not None and (asked is None or asked.applicant is None):
        if not is_told_apart(reading, report, account):
            return Found(report.id, asked)
        named = replace(reading, terms=(account, *reading.terms), asked=())
        return Found(report.id, asked, tuple(_free(replace(plan, reading=named), report, None)))
    total = so_far(reading)
    if total and (asked is None or asked.applicant is None):
        figures = tuple(_free(replace(plan, reading=replace(reading, terms=total, asked=())), report, None))
        if figures:
            return Found(report.id, asked, figures)
    if asked is not None and asked.sure:
        found = _by_indicator(report, asked, asked.measure or reading.measure)
        if found.figures or found.blank:
            return found
    if asked is not None and asked.applicant is not None:
        return Found(report.id, asked, tuple(_of_applicant(report, asked)))
    return Found(report.id, asked, figures=tuple(_free(plan, report, asked)))


def _of_applicant(report: Report, asked: Asked) -> Iterator[Figure]:
    """How many a kind of applicant applied for, where the text says so and no table does (其中自然人41件)."""
    tabled = any(item.applicant not in {None, "total"} for item in report.indicators)
    if not asked.sure or asked.applicant is None or asked.codes[0] != "applications_received" or tabled:
        return
    terms = (Term(ontology().applicants[asked.applicant].ask_zh), Term(("申请",)))
    found = free_figures.candidates(
        report.quantities, report.text, report.sections, terms, "件", report.identity.year, closely=True
    )
    for candidate in free_figures.best([one for one in found if _opens_with(one.quantity.subject, terms[0])]):
        yield free_figure(report, candidate.quantity)


def _opens_with(subject: str, term: Term) -> bool:
    return subject.startswith(term.words)


def _by_indicator(report: Report, asked: Asked, measure: str | None) -> Found:
    blank = None
    for code in asked.codes:
        term = ontology().terms[code]
        if not fits(measure if measure != "%" else None, term.unit):
            continue
        figures, empty = indicator_figures(report, code, asked.applicant)
        if figures:
            return Found(report.id, asked, figures, empty)
        blank = blank or empty
    if blank is None:
        for code in asked.codes:
            found = _comparable(report, code, asked)
            if found is not None:
                return found
    return Found(report.id, asked, blank=blank)


def _comparable(report: Report, code: str, asked: Asked) -> Found | None:
    """The indicator of another form that counts nearly the same, with what differs."""
    for other, differs in ontology().terms[code].comparable:
        figures, blank = indicator_figures(report, other, asked.applicant)
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
    if asked is not None and sure:
        # Every word that names the indicator has to be there: 不予 alone is as good as 不予公开 for 不予处理.
        own = tuple(replace(term, weak=False) if term.words[0] in asked.words else term for term in own)
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
        english = reading.question.language == "en"
        if is_of_several(own, report, candidate.quantity) and not sure:
            continue
        if not english or counts_noun(reading, report, candidate.quantity):
            yield free_figure(report, candidate.quantity)


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
