"""Found figures → Statements, one for each report: the figure as the report states it, or its parts added up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant import compute
from assistant.conflicts import contradicting, supporting
from assistant.model import Figure, Found, Statement, Value
from assistant.phrases import amount, label, marks, states, stop, where, who
from assistant.phrases_en import counted_en
from assistant.told import Told
from assistant.values import reported_value
from index.model import Report

Written = tuple[list[Statement], list[Value]]


def each(told: Told) -> Written:
    """A statement for each find, with its values."""
    statements: list[Statement] = []
    values: list[Value] = []
    for found in told.found:
        written = [_one(told, found), *(_otherwise(told, found, other) for other in contradicting(found))]
        statements += [statement for statement, _ in written]
        values += [value for _, value in written]
    return statements, values


def in_order(told: Told, order: Sequence[Figure]) -> Written:
    """A statement for each find, in the order of their figures."""
    by_figure = {found.figures[0]: found for found in told.found}
    return each(replace(told, found=[by_figure[figure] for figure in order]))


def _one(told: Told, found: Found) -> tuple[Statement, Value]:
    report, figure = told.reports[found.report], found.figures[0]
    numbers = [*told.citer.figure(figure), *(told.citer.cite(other) for other in supporting(found))]
    blank = " " if told.language == "en" else ""
    said = _adds_up(figure, report, told) if figure.parts else states(figure, report, told.language)
    text = f"{said}{blank}{marks(numbers)}{stop(told.language)}"
    added = (compute.total(figure.parts),) if figure.parts else ()
    return Statement(text, tuple(numbers), (figure,), added), reported_value(figure, report, numbers)


def _otherwise(told: Told, found: Found, other: Figure) -> tuple[Statement, Value]:
    """That the report states another figure of the same thing, and where."""
    report, numbers = told.reports[found.report], told.citer.figure(other)
    said = amount(other, told.language)
    if told.language == "zh":
        text = f"（同一份报告的{where(other, 'zh')}另写为{said}{marks(numbers)}。）"
    else:
        text = f"(The same report gives {said} in {where(other, 'en')} {marks(numbers)}.)"
    return Statement(text, tuple(numbers), (other,)), reported_value(other, report, numbers)


def _adds_up(figure: Figure, report: Report, told: Told) -> str:
    """The sentence that states a figure without a row of its own, added up from its parts, without its markers."""
    place, year, said = who(report, told.language), report.identity.year, amount(figure, told.language)
    if told.language == "zh":
        return f"{place}{year}年{label(figure, 'zh')}共{said}，由各项相加得出"
    return f"{place} reported {said} {counted_en(figure)} in {year}, added up from the table's rows"
