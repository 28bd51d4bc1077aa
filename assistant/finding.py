"""What one report says of one thing asked: its indicator, else a free figure, else nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant import free_figures
from assistant.as_figures import free_figure, indicator_figures
from assistant.beside import is_of_something_else
from assistant.carried import in_its_own_row
from assistant.counted import inside, of_the_noun
from assistant.denied import denied_alike
from assistant.measures import counts_noun, fits
from assistant.model import Asked, Figure, Found, Plan, Reading, Term
from assistant.narrowed import (
    account_in,
    gathered,
    is_told_apart,
    of_the_time,
    of_this_year,
    so_far,
)
from assistant.of_its_kind import of_its_kind
from assistant.of_several import is_of_several
from assistant.terms import telling_names, terms_of_name
from index.model import Report
from index.ontology import ontology

_LEGAL_PERSONS = Term(("法人", "企业法人", "单位"))
_PUBLISHED = re.compile(r"(?:公开|发布|推送|转载)了?(?:的?信息)?(?:多少)?[？?]?$")
_CASES = frozenset({"次", "回"})
_COUNTED_ALIKE = frozenset({"件", "条", "次", "篇", "份", "场", "期", "项"})


def find(plan: Plan, report: Report, asked: Asked | None) -> Found:
    reading = plan.reading
    asked = in_its_own_row(asked, reading, report)
    account = account_in(reading, report)
    if account is not None and (asked is None or asked.applicant is None):
        if not is_told_apart(reading, report, account):
            return Found(report.id, asked)
        named = replace(reading, terms=(account, *reading.terms), asked=())
        return Found(report.id, asked, tuple(_free(replace(plan, reading=named), report, None)))
    total = so_far(reading)
    if total and (asked is None or asked.applicant is None):
        figures = tuple(_free(replace(plan, reading=replace(reading, terms=total, asked=())), gathered(report), None))
        if figures:
            return Found(report.id, asked, figures)
    if asked is not None and asked.sure:
        found = by_indicator(report, asked, asked.measure or reading.measure)
        if found.figures or found.blank:
            return found
    if asked is not None and asked.applicant is not None:
        return Found(report.id, asked, tuple(_of_applicant(report, asked)))
    return Found(report.id, asked, figures=tuple(_free(plan, report, asked)))


def _of_applicant(report: Report, asked: Asked) -> Iterator[Figure]:
    """How many a kind of applicant applied for, where the text says so and no table does (其中自然人41件)."""
    if asked.sure and asked.applicant is not None and asked.codes[0] == "applications_received":
        yield from _applied(report, Term(ontology().applicants[asked.applicant].ask_zh))


def of_legal_persons(report: Report, row: Asked) -> Found:
    """What the text says that legal persons and other organisations applied for, where no table does."""
    received = row.codes == ("applications_received",)
    return Found(report.id, row, tuple(_applied(report, _LEGAL_PERSONS)) if received else ())


def _applied(report: Report, who: Term) -> Iterator[Figure]:
    """The figure of the text that counts the applications of `who`; none beside a table with columns for applicants."""
    if any(item.applicant not in {None, "total"} for item in report.indicators):
        return
    found = free_figures.candidates(report, (who, Term(("申请",))), "件", closely=True)
    for candidate in free_figures.best([one for one in found if _opens_with(one.quantity.subject, who)]):
        yield free_figure(report, candidate.quantity)


def _opens_with(subject: str, term: Term) -> bool:
    return subject.startswith(term.words)


def _own_terms(reading: Reading, asked: Asked | None) -> tuple[Term, ...]:
    """The words of a question that belong to one thing asked: of several set beside each other, those that name it and
    no other of them alone (微博 of 微信微博公开各多少)."""
    if asked is None or not asked.sure or len(reading.asked) < 2:
        return reading.terms
    others = [one for one in reading.asked if one.words == asked.words and one.codes != asked.codes]
    return tuple(
        term
        for term in reading.terms
        if any(word in asked.words for word in term.words)
        and (_names(asked, term) or not any(_names(other, term) for other in others))
    )


def _names(asked: Asked, term: Term) -> bool:
    """Whether a word is one that the indicator is called by."""
    called = " ".join((ontology().terms[asked.codes[0]].zh, *ontology().terms[asked.codes[0]].ask_zh))
    return any(word in called for word in term.words)


def by_indicator(report: Report, asked: Asked, measure: str | None) -> Found:
    blank = None
    for code in asked.codes:
        term = ontology().terms[code]
        if not _fits_row(measure, term.unit):
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


def _fits_row(measure: str | None, unit: str) -> bool:
    """Whether a row counts what is asked for: cases are asked for in times as well (被起诉了几次)."""
    return measure == "%" or fits(measure, unit) or (unit == "件" and measure in _CASES)


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
    own = (asked.terms if asked is not None else ()) or _own_terms(reading, asked)
    if asked is not None and sure:
        # Every word that names the indicator has to be there: 不予 alone is as good as 不予公开 for 不予处理.
        own = tuple(replace(term, weak=False) if term.words[0] in asked.words else term for term in own)
    measure = (asked.measure if asked is not None else None) or reading.measure
    if measure is None and asked is not None and sure:
        measure = _measure_of(asked)
    if measure is None and not sure and _PUBLISHED.search(reading.text):
        measure = "条"  # what is made public is counted so, and not who makes it public

    quantities = of_the_noun(inside(of_the_time(report, reading, asked), reading), reading, report)
    if asked is not None and not sure and is_of_something_else(asked, reading.text):
        quantities = tuple(one for one in quantities if "申请" not in one.subject)
    quantities = of_its_kind(denied_alike(quantities, report, asked, own), report, asked)

    def best(terms: Sequence[Term]) -> list[free_figures.Candidate]:
        found = free_figures.candidates(report, terms, measure, closely=sure, counted=reading.numeric, among=quantities)
        return free_figures.best(found)

    found = best(own) if own else []
    english = reading.question.language == "en"
    counted = [one for one in found if not english or counts_noun(reading, report, one.quantity)]
    if not counted and own and sure and measure in _COUNTED_ALIKE and english:
        # English counts 855条 and 855次 of responses alike: the unit is the report's to choose.
        measure = None
        found = [one for one in best(own) if one.quantity.unit in _COUNTED_ALIKE]
    if not found and asked is not None and sure and not plan.open_place:
        found = _by_name(asked.codes[0], best, english=english)
    for candidate in found:
        if is_of_several(own, reading.terms, report, candidate.quantity):
            continue
        if not english or counts_noun(reading, report, candidate.quantity):
            yield free_figure(report, of_this_year(candidate.quantity, reading, report))


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


def named_alone(report: Report, code: str) -> tuple[Figure, ...]:
    """The free figure that all telling words of an indicator's name find, for one that no wording states."""
    found = free_figures.candidates(report, terms_of_name(code), ontology().terms[code].unit, closely=True)
    return tuple(free_figure(report, one.quantity) for one in free_figures.best(found))
