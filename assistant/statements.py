"""Found figures → Statements, one for each report: the figure as the report states it, or its parts added up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant import compute
from assistant.compute import is_sum_of_parts
from assistant.conflicts import supporting
from assistant.model import Figure, Found, Statement, Value
from assistant.phrases import computed, label, marks, states, stop, who
from assistant.told import Told
from assistant.values import computed_value, reported_value

Written = tuple[list[Statement], list[Value]]


def each(told: Told) -> Written:
    """A statement for each find, with its values."""
    statements: list[Statement] = []
    values: list[Value] = []
    for found in told.found:
        statement, value = _parts(told, found) if is_sum_of_parts(found) else _one(told, found)
        statements.append(statement)
        values.append(value)
    return statements, values


def in_order(told: Told, order: Sequence[Figure]) -> Written:
    """A statement for each find, in the order of their figures."""
    by_figure = {found.figures[0]: found for found in told.found}
    return each(replace(told, found=[by_figure[figure] for figure in order]))


def _one(told: Told, found: Found) -> tuple[Statement, Value]:
    report, figure = told.reports[found.report], found.figures[0]
    numbers = [*told.citer.figure(figure), *(told.citer.cite(other) for other in supporting(found))]
    blank = " " if told.language == "en" else ""
    text = f"{states(figure, report, told.language)}{blank}{marks(numbers)}{stop(told.language)}"
    return Statement(text, tuple(numbers), (figure,)), reported_value(figure, report, numbers)


def _parts(told: Told, found: Found) -> tuple[Statement, Value]:
    """An indicator without a row of its own, added up from its parts."""
    report = told.reports[found.report]
    result = compute.total(found.figures)
    numbers = told.cited(found.figures)
    code = found.asked.codes[0] if found.asked else ""
    name = label(replace(found.figures[0], code=code), told.language)
    place, year, amount = who(report), report.identity.year, computed(result, told.language)
    if told.language == "zh":
        text = f"{place}{year}年{name}共{amount}，由各项相加得出{marks(numbers)}。"
    else:
        text = f"{place} reported {amount} {name} in {year}, added up from the table's rows {marks(numbers)}."
    value = computed_value(result, code, name, report, numbers)
    return Statement(text, numbers, tuple(found.figures), (result,)), value
