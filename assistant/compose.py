"""Evidence → Draft, without a model: which operation says what, in which order, on which citations."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from assistant import compute
from assistant.abstain import cannot_compute, no_report, not_reported, out_of_scope, too_open
from assistant.cite import Citer
from assistant.compute import is_sum_of_parts
from assistant.conflicts import conflict_notes, supporting
from assistant.model import Draft, Evidence, Figure, Found, Note, Result, Statement, Value, exact
from assistant.notes import answer_notes
from assistant.phrases import amount, computed, label, marks, states, who
from assistant.words import catalogue, in_words
from index.model import Report

MOST_STATEMENTS = 24
_SOME = re.compile(r"不为零|不为0|非零|不是零|大于零|\bat least\b|\bnon-?zero\b", re.IGNORECASE)
_NONE = re.compile(r"没有|没收|未|为零|为0|零|\bno\b|\bnone\b|\bzero\b|\bwithout\b|n't", re.IGNORECASE)

Reports = Mapping[str, Report]


def compose(evidence: Evidence, reports: Reports) -> Draft:
    """Write the answer that `evidence` supports, or the abstention that is due."""
    reading = evidence.plan.reading
    told = any(found.figures for found in evidence.found) or bool(evidence.extracts)
    if not reading.about_reports and not told:
        return out_of_scope(reading)
    if reading.operation == "catalogue":
        return catalogue(evidence, reports)
    if not evidence.plan.reports:
        return no_report(evidence, reports)
    if reading.operation in {"narrative", "fact"}:
        return in_words(evidence, reports)
    if not reading.asked and not reading.terms:
        return too_open(evidence, reports)
    return _figures(evidence, reports)


def _figures(evidence: Evidence, reports: Reports) -> Draft:
    told = [found for found in evidence.found if found.figures]
    if not told:
        return in_words(evidence, reports) if evidence.extracts else not_reported(evidence, reports)
    if evidence.plan.open_place and len(told) > MOST_STATEMENTS:
        return too_open(evidence, reports)
    citer = Citer(reports)
    write = _OPERATIONS.get(evidence.plan.reading.operation, _each)
    operands = [_single(found) for found in told]
    if write is not _each and write is not _share and any(operand is None for operand in operands):
        write = _each
    written = write(evidence, reports, citer, told)
    if written is None:
        return cannot_compute(evidence, reports)
    statements, values = written
    notes = [
        *conflict_notes(told, reports, citer, evidence.plan.reading.question.language),
        *_notes(evidence, reports, citer, told),
    ]
    return Draft("answered", tuple(statements), citer.citations, tuple(values), tuple(notes))


Written = tuple[list[Statement], list[Value]]


def _single(found: Found) -> Figure | None:
    """The one figure to compute with; None where the parts of a figure would have to be added first."""
    return None if is_sum_of_parts(found) else found.figures[0]


# -- one figure a report ------------------------------------------------------------------------------------------


def _each(evidence: Evidence, reports: Reports, citer: Citer, told: Sequence[Found]) -> Written:
    statements, values = [], []
    for found in told:
        statement, value = _one(evidence, reports, citer, found)
        statements.append(statement)
        values += value
    return statements, values


def _one(evidence: Evidence, reports: Reports, citer: Citer, found: Found) -> tuple[Statement, list[Value]]:
    language = evidence.plan.reading.question.language
    report = reports[found.report]
    if is_sum_of_parts(found):
        return _parts(evidence, reports, citer, found)
    figure = found.figures[0]
    numbers = [*citer.figure(figure), *(citer.cite(other) for other in supporting(found))]
    text = f"{states(figure, report, language)}{' ' if language == 'en' else ''}{marks(numbers)}{_stop(language)}"
    values = [_value(figure, report, numbers)]
    return Statement(text, tuple(numbers), (figure,)), values


def _parts(evidence: Evidence, reports: Reports, citer: Citer, found: Found) -> tuple[Statement, list[Value]]:
    """An indicator without a row of its own, added up from its parts."""
    language = evidence.plan.reading.question.language
    report = reports[found.report]
    result = compute.total(found.figures)
    numbers = [number for figure in found.figures for number in citer.figure(figure)]
    code = found.asked.codes[0] if found.asked else ""
    name = label(_renamed(found.figures[0], code), language)
    place, year = who(report, language), report.identity.year
    if language == "zh":
        text = f"{place}{year}年{name}共{computed(result, language)}，由各项相加得出{marks(numbers)}。"
    else:
        text = f"{place} reported {computed(result, language)} {name} in {year}, added up from the table's rows {marks(numbers)}."
    value = _computed_value(result, code, name, report, numbers)
    return Statement(text, tuple(numbers), tuple(found.figures), (result,)), [value]


def _renamed(figure: Figure, code: str) -> Figure:
    return replace(figure, code=code)


# -- several figures ----------------------------------------------------------------------------------------------


def _with_result(
    evidence: Evidence, reports: Reports, citer: Citer, told: Sequence[Found], result: Result, words: tuple[str, str]
) -> Written:
    """The operands one by one, the computed figure first."""
    language = evidence.plan.reading.question.language
    statements, values = _each(evidence, reports, citer, told)
    numbers = tuple(number for figure in result.operands for number in citer.figure(figure))
    pattern = words[0] if language == "zh" else words[1]
    text = pattern.format(result=computed(result, language), marks=marks(numbers))
    first = reports[result.operands[0].report]
    name = label(result.operands[0], language)
    value = _computed_value(result, result.operands[0].code or "", name, first, numbers)
    if len({figure.report for figure in result.operands}) > 1:
        value = _across(value, [reports[figure.report] for figure in result.operands])
    return [Statement(text, numbers, (), (result,)), *statements], [value, *values]


def _across(value: Value, reports: Sequence[Report]) -> Value:
    """A value of several places: their names together, the latest year."""
    regions = list(dict.fromkeys(report.identity.issuer.region for report in reports))
    return replace(value, region="、".join(regions), year=max(report.identity.year for report in reports))


def _sum(evidence: Evidence, reports: Reports, citer: Citer, told: Sequence[Found]) -> Written:
    if len(told) < 2:
        return _each(evidence, reports, citer, told)
    result = compute.total([found.figures[0] for found in told])
    return _with_result(evidence, reports, citer, told, result, ("合计{result}{marks}：", "{result} in total {marks}:"))


def _average(evidence: Evidence, reports: Reports, citer: Citer, told: Sequence[Found]) -> Written:
    if len(told) < 2:
        return _each(evidence, reports, citer, told)
    result = compute.average([found.figures[0] for found in told])
    return _with_result(
        evidence, reports, citer, told, result, ("平均{result}{marks}：", "{result} on average {marks}:")
    )


def _difference(evidence: Evidence, reports: Reports, citer: Citer, told: Sequence[Found]) -> Written | None:
    if len(told) < 2:
        return None if len(evidence.found) > 1 else _each(evidence, reports, citer, told)
    if len(told) > 2:
        return _each(evidence, reports, citer, told)
    result = compute.difference(told[0].figures[0], told[1].figures[0])
    if result.value == 0:
        words = ("两者相同，相差{result}{marks}：", "They are the same, a difference of {result} {marks}:")
    else:
        words = ("相差{result}{marks}：", "The difference is {result} {marks}:")
    return _with_result(evidence, reports, citer, told, result, words)


def _share(evidence: Evidence, reports: Reports, citer: Citer, told: Sequence[Found]) -> Written | None:
    if not evidence.wholes:
        return _each(evidence, reports, citer, told)
    language = evidence.plan.reading.question.language
    statements: list[Statement] = []
    values: list[Value] = []
    for found, whole in zip(evidence.found, evidence.wholes, strict=True):
        if not found.figures or not whole.figures or is_sum_of_parts(found):
            continue
        part, base = found.figures[0], whole.figures[0]
        result = compute.share(part, base)
        if result is None:
            continue
        report = reports[found.report]
        numbers = (*citer.figure(part), *citer.figure(base))
        text = _share_words(report, part, base, result, language) + marks(numbers) + _stop(language)
        statements.append(Statement(text, numbers, (part, base), (result,)))
        values.append(_computed_value(result, part.code or "", label(part, language), report, numbers))
        values += [_value(part, report, citer.figure(part)), _value(base, report, citer.figure(base))]
    return (statements, values) if statements else None


def _share_words(report: Report, part: Figure, base: Figure, result: Result, language: str) -> str:
    place, year = who(report, "zh"), report.identity.year
    if language == "zh":
        return (
            f"{computed(result, 'zh')}：{place}{year}年{label(part, 'zh')}{exact_amount(part)}，"
            f"占{label(base, 'zh')}{exact_amount(base)}的{computed(result, 'zh')}"
        )
    return (
        f"{computed(result, 'en')}: in {year} {place} reported {exact_amount(part, 'en')} {label(part, 'en')} "
        f"out of {exact_amount(base, 'en')} {label(base, 'en')} "
    )


def exact_amount(figure: Figure, language: str = "zh") -> str:
    return amount(figure, "zh" if language == "zh" else "en")


def _growth(evidence: Evidence, reports: Reports, citer: Citer, told: Sequence[Found]) -> Written | None:
    by_place: dict[str, list[Found]] = {}
    for found in told:
        by_place.setdefault(reports[found.report].identity.issuer.name, []).append(found)
    if all(found.figures[0].unit == "%" for found in told):
        return _each(evidence, reports, citer, told)
    statements: list[Statement] = []
    values: list[Value] = []
    language = evidence.plan.reading.question.language
    for series in by_place.values():
        ordered = sorted(series, key=lambda found: reports[found.report].identity.year)
        for earlier, later in zip(ordered, ordered[1:], strict=False):
            result = compute.growth(earlier.figures[0], later.figures[0])
            if result is None:
                continue
            statement, value = _grew(reports, citer, earlier.figures[0], later.figures[0], result, language)
            statements.append(statement)
            values.append(value)
            values += [
                _value(one.figures[0], reports[one.report], citer.figure(one.figures[0])) for one in (earlier, later)
            ]
    return (statements, values) if statements else None


def _grew(
    reports: Reports, citer: Citer, earlier: Figure, later: Figure, result: Result, language: str
) -> tuple[Statement, Value]:
    numbers = (*citer.figure(earlier), *citer.figure(later))
    old, new = reports[earlier.report], reports[later.report]
    percent = f"{exact(abs(result.value))}%"
    fell = result.value < 0
    if language == "zh":
        text = (
            f"{who(new, 'zh')}{label(later, 'zh')}由{old.identity.year}年的{exact_amount(earlier)}"
            f"{'降至' if fell else '增至'}{new.identity.year}年的{exact_amount(later)}，{'下降' if fell else '增长'}{percent}{marks(numbers)}。"
        )
    else:
        text = (
            f"{who(new, 'en')}: {label(later, 'en')} {'fell' if fell else 'rose'} by {percent}, from {exact_amount(earlier, 'en')} in "
            f"{old.identity.year} to {exact_amount(later, 'en')} in {new.identity.year} {marks(numbers)}."
        )
    return Statement(text, numbers, (earlier, later), (result,)), _computed_value(
        result, later.code or "", label(later, "zh" if language == "zh" else "en"), new, numbers
    )


def _ordered(lowest: bool) -> Callable[..., Written]:
    def write(evidence: Evidence, reports: Reports, citer: Citer, told: Sequence[Found]) -> Written:
        by_figure = {found.figures[0]: found for found in told}
        order = compute.ranked([found.figures[0] for found in told], lowest)
        return _each(evidence, reports, citer, [by_figure[figure] for figure in order])

    return write


def _extreme(lowest: bool) -> Callable[..., Written]:
    def write(evidence: Evidence, reports: Reports, citer: Citer, told: Sequence[Found]) -> Written:
        order = compute.ranked([found.figures[0] for found in told], lowest)
        if len(order) < 2:
            return _each(evidence, reports, citer, told)
        best = [figure for figure in order if compute.same(figure, order[0])]
        language = evidence.plan.reading.question.language
        places = [f"{who(reports[one.report], language)}" for one in best]
        numbers = tuple(number for figure in order for number in citer.figure(figure))
        if language == "zh":
            text = (
                f"{'最少' if lowest else '最多'}的是{'、'.join(places)}（{exact_amount(order[0])}）{marks(numbers)}。"
            )
        else:
            text = f"{'Lowest' if lowest else 'Highest'}: {', '.join(places)} ({exact_amount(order[0], 'en')}) {marks(numbers)}."
        by_figure = {found.figures[0]: found for found in told}
        statements, values = _each(evidence, reports, citer, [by_figure[figure] for figure in order])
        return [Statement(text, numbers, tuple(order)), *statements], values

    return write


def _count(evidence: Evidence, reports: Reports, citer: Citer, told: Sequence[Found]) -> Written:
    """How many of the reports state none (or some) of what is asked."""
    reading = evidence.plan.reading
    none = bool(_NONE.search(reading.text)) and not _SOME.search(reading.text)
    fitting = [found for found in told if (compute.exact_value(found.figures[0]) == 0) == none]
    language = reading.question.language
    numbers = tuple(number for found in told for number in citer.figure(found.figures[0]))
    result = Result("count", Decimal(len(fitting)), "个", tuple(f.figures[0] for f in told))
    if language == "zh":
        text = f"{len(fitting)}个{marks(numbers)}："
    else:
        text = f"{len(fitting)} {marks(numbers)}:"
    statements, values = _each(evidence, reports, citer, fitting or told)
    name = label(told[0].figures[0], language)
    value = _computed_value(result, told[0].figures[0].code or "", name, reports[told[0].report], numbers)
    value = _across(value, [reports[found.report] for found in told])
    return [Statement(text, numbers, (), (result,)), *statements], [value, *values]


_OPERATIONS: dict[str, Callable[..., Written | None]] = {
    "sum": _sum,
    "average": _average,
    "difference": _difference,
    "share": _share,
    "growth": _growth,
    "rank": _ordered(lowest=False),
    "highest": _extreme(lowest=False),
    "lowest": _extreme(lowest=True),
    "count": _count,
}


# -- values and notes ---------------------------------------------------------------------------------------------


def _value(figure: Figure, report: Report, numbers: Sequence[int]) -> Value:
    return Value(
        indicator=figure.code,
        label=label(figure, "zh"),
        region=report.identity.issuer.region,
        year=report.identity.year,
        value=exact(figure.value) if figure.value is not None else None,
        unit=figure.unit,
        state=figure.state,
        citations=tuple(dict.fromkeys(numbers)),
        applicant=figure.applicant,
    )


def _computed_value(result: Result, code: str, name: str, report: Report, numbers: Sequence[int]) -> Value:
    return Value(
        indicator=code or None,
        label=name,
        region=report.identity.issuer.region,
        year=report.identity.year,
        value=exact(result.value),
        unit=result.unit,
        state="reported",
        citations=tuple(dict.fromkeys(numbers)),
        computed=result.operation,
    )


def _notes(evidence: Evidence, reports: Reports, citer: Citer, told: Sequence[Found]) -> list[Note]:
    return answer_notes(evidence, reports, citer, told)


def _stop(language: str) -> str:
    return "。" if language == "zh" else "."
