"""What a question has done with the figures found: added, averaged, compared, related, put in order or counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from difflib import SequenceMatcher
from functools import partial

from assistant import compute
from assistant.compute import base_unit
from assistant.growth import growth, is_stated_change
from assistant.model import Figure, Limit, Operation, Result, Statement, Value
from assistant.phrases import amount, computed, label, marks, named, stop, who
from assistant.phrases_en import counted_en
from assistant.statements import Written, each, in_order
from assistant.told import Told
from assistant.values import across, computed_value, reported_value
from index.model import Report

_SOME = re.compile(r"不为零|不为0|非零|不是零|大于零|\bat least\b|\bnon-?zero\b", re.IGNORECASE)
_WHICH = re.compile(r"哪|谁|\b(?:which|who)\b", re.IGNORECASE)
_SUPERLATIVE = re.compile("最|居首|首位|第一")
_REPORTS = re.compile(r"份|报告|年报|\breports?\b", re.IGNORECASE)
_ALIKE = 0.6
# What is added, taken away or related has to be counted in one unit (99项 less 8个 is nothing).
_ADDED = frozenset({"sum", "average", "difference", "ratio"})
_NONE = re.compile(r"没有|没收|未|为零|为0|零|\bno\b|\bnone\b|\bzero\b|\bwithout\b|n't", re.IGNORECASE)


# -- one result for all -------------------------------------------------------------------------------------------


def _with_result(told: Told, result: Result, zh: str, en: str) -> Written:
    """The operands one by one, the computed figure first, in the words of the pattern in the question's language."""
    statements, values = each(told)
    numbers = told.cited(result.operands)
    pattern = zh if told.language == "zh" else en
    text = pattern.format(result=computed(result, told.language), marks=marks(numbers))
    first = result.operands[0]
    value = computed_value(result, first.code, label(first, told.language), told.reports[first.report], numbers)
    if len({figure.report for figure in result.operands}) > 1:
        value = across(value, [told.reports[figure.report] for figure in result.operands])
    return [Statement(text, numbers, (), (result,)), *statements], [value, *values]


def _lacks_operands(told: Told) -> bool:
    """Whether something that the computation needs was asked for by name and is not there."""
    plan = told.evidence.plan
    return bool(plan.missing) or (len(told.evidence.found) > 1 and not plan.open_place)


def comparable(told: Told) -> bool:
    """Whether the figures count the same thing: one indicator, two that the question sets beside each other, or free
    figures of one unit that the reports word alike."""
    figures = told.figures
    if len(figures) < 2 or all(figure.code is not None for figure in figures):
        return True
    if any(figure.code is not None or figure.stated_zero for figure in figures):
        return False
    if told.evidence.plan.reading.operation in _ADDED and len({base_unit(figure.unit) for figure in figures}) > 1:
        return False
    if len({figure.report for figure in figures}) == 1:
        return True
    first = _worded(figures[0])
    return all(SequenceMatcher(None, first, _worded(one)).ratio() >= _ALIKE for one in figures[1:])


def _worded(figure: Figure) -> str:
    return re.sub(r"[\d\W]", "", figure.label)


def _sum(told: Told) -> Written | None:
    asked = told.evidence.plan.reading.asked
    found = told.evidence.found
    if len(told.found) == 1 and len(found) == len(asked) > 1 and all(one.figures for one in found):
        return each(told)  # one figure that the report gives for all of them together
    if len(told.found) < 2:
        return None if _lacks_operands(told) else each(told)
    return _with_result(told, compute.total(told.figures), "合计{result}{marks}：", "{result} in total {marks}:")


def _average(told: Told) -> Written | None:
    if len(told.found) < 2:
        return None if _lacks_operands(told) else each(told)
    return _with_result(told, compute.average(told.figures), "平均{result}{marks}：", "{result} on average {marks}:")


def _difference(told: Told) -> Written | None:
    if len(told.found) < 2:
        # One figure is no difference, but for one that the report gives as such (比上年多6万元).
        return each(told) if is_stated_change(told) and not _lacks_operands(told) else None
    if len(told.found) > 2:
        return each(told)
    result = compute.difference(*told.figures)
    if result.value == 0:
        zh, en = "两者相同，相差{result}{marks}：", "They are the same, a difference of {result} {marks}:"
    else:
        zh, en = "相差{result}{marks}：", "The difference is {result} {marks}:"
    return _with_result(told, result, zh, en)


def _without(told: Told) -> Written | None:
    """What is left of each report's whole without the parts that the question takes away."""
    statements: list[Statement] = []
    values: list[Value] = []
    by_report: dict[str, list[Figure]] = {}
    for found in told.evidence.found:
        by_report.setdefault(found.report, []).extend(found.figures[:1])
    for report_id, (whole, *parts) in ((one, figures) for one, figures in by_report.items() if len(figures) > 1):
        result = compute.remainder(whole, parts)
        if result is None:
            continue
        report, numbers = told.reports[report_id], told.cited(result.operands)
        text = _left(told, report, result) + marks(numbers) + stop(told.language)
        statements.append(Statement(text, numbers, result.operands, (result,)))
        values.append(computed_value(result, whole.code, label(whole, told.language), report, numbers))
        values += [reported_value(one, report, told.citer.figure(one)) for one in result.operands]
    return (statements, values) if statements else None


def _left(told: Told, report: Report, result: Result) -> str:
    whole, *parts = result.operands
    taken = [f"{named(part, told.language)}{amount(part, told.language)}" for part in parts]
    year, left = report.identity.year, computed(result, told.language)
    if told.language == "zh":
        said = f"{who(report)}{year}年{named(whole, 'zh')}{amount(whole, 'zh')}"
        return f"{left}：{said}，除去{'、'.join(taken)}"
    taken = [f"{amount(part, 'en')} {named(part, 'en')}" for part in parts]
    return (
        f"{left}: in {year} {who(report)} reported {amount(whole, 'en')} {named(whole, 'en')}, less {', '.join(taken)} "
    )


def _ratio(told: Told) -> Written | None:
    if len(told.found) != 2:
        return None if len(told.found) < 2 else each(told)
    result = compute.ratio(*told.figures)
    if result is None:
        return None
    return _with_result(told, result, "前者是后者的{result}{marks}：", "The first is {result} the second {marks}:")


# -- a result for each pair ---------------------------------------------------------------------------------------


def _share(told: Told) -> Written | None:
    if not told.evidence.wholes:
        return each(told)
    statements: list[Statement] = []
    values: list[Value] = []
    done: list[tuple[Figure, Figure]] = []  # two words of a question may name the one part (函、电)
    for found, whole in zip(told.evidence.found, told.evidence.wholes, strict=True):
        if not found.figures or not whole.figures:
            continue
        part, base = found.figures[0], whole.figures[0]
        result = compute.share(part, base)
        free = part.code is None and base.code is None
        if free and base_unit(part.unit) != base_unit(base.unit):
            continue
        if result is None or (part, base) in done:
            continue
        done.append((part, base))
        report = told.reports[found.report]
        numbers = told.cited((part, base))
        words = (
            _share_zh(report, part, base, result) if told.language == "zh" else _share_en(report, part, base, result)
        )
        statements.append(Statement(words + marks(numbers) + stop(told.language), numbers, (part, base), (result,)))
        values.append(computed_value(result, part.code, label(part, told.language), report, numbers))
        values += [reported_value(one, report, told.citer.figure(one)) for one in (part, base)]
    return (statements, values) if statements else None


def _share_zh(report: Report, part: Figure, base: Figure, result: Result) -> str:
    percent = computed(result, "zh")
    return (
        f"{percent}：{who(report)}{report.identity.year}年{named(part, 'zh')}{amount(part, 'zh')}，"
        f"占{named(base, 'zh')}{amount(base, 'zh')}的{percent}"
    )


def _share_en(report: Report, part: Figure, base: Figure, result: Result) -> str:
    return (
        f"{computed(result, 'en')}: in {report.identity.year} {who(report, 'en')} reported "
        f"{amount(part, 'en')} {counted_en(part)} out of {amount(base, 'en')} {counted_en(base)} "
    )


# -- order and number ---------------------------------------------------------------------------------------------


def _rank(told: Told) -> Written:
    return in_order(told, compute.ranked(told.figures))


def _asks_which_of_parts(told: Told) -> bool:
    """Whether one free figure (各街道共收到36件) is all there is for a question which of an issuer's parts has most."""
    figure = told.figures[0]
    plan = told.evidence.plan
    which = _WHICH.search(plan.reading.text) is not None
    return which and figure.code is None and not plan.open_place and not _SUPERLATIVE.search(figure.label)


def _extreme(told: Told, *, lowest: bool) -> Written | None:
    order = compute.ranked(told.figures, lowest)
    if len(order) < 2:
        return None if _asks_which_of_parts(told) else each(told)
    places = _each_told_apart(told, [figure for figure in order if compute.same(figure, order[0])])
    numbers = told.cited(order)
    best = amount(order[0], told.language)
    if told.language == "zh":
        text = f"{'最少' if lowest else '最多'}的是{'、'.join(places)}（{best}）{marks(numbers)}。"
    else:
        text = f"{best} is the {'lowest' if lowest else 'highest'}: {', '.join(places)} {marks(numbers)}."
    statements, values = in_order(told, order)
    return [Statement(text, numbers, tuple(order)), *statements], values


def _each_told_apart(told: Told, figures: Sequence[Figure]) -> list[str]:
    """What tells each figure from the others; the year too where two are of one place."""
    names = [_told_apart(told, figure) for figure in figures]
    if len(set(names)) == len(names):
        return names
    years = [told.reports[figure.report].identity.year for figure in figures]
    return [
        f"{name}{year}年" if told.language == "zh" else f"{name} {year}"
        for name, year in zip(names, years, strict=True)
    ]


def _told_apart(told: Told, figure: Figure) -> str:
    """What tells a figure from the others: its place; its year where all are of one issuer, its name in one report."""
    report = told.reports[figure.report]
    if len({one.report for one in told.found}) == 1:
        return named(figure, told.language)
    if len({told.reports[found.report].identity.issuer for found in told.found}) > 1:
        return who(report, told.language)
    return f"{report.identity.year}年" if told.language == "zh" else str(report.identity.year)


_OF_BODIES = frozenset({"个", "家", "所"})  # what bodies are counted in


def _count(told: Told) -> Written:
    """How many of the reports state none (or some) of what is asked."""
    asked = told.evidence.plan.reading.text
    plan, first = told.evidence.plan, told.figures[0]
    if len(told.found) == 1 and first.code is None and (not plan.open_place or first.unit in _OF_BODIES):
        return each(told)  # how many bodies there are in one place, as its report counts them
    fits = told.evidence.plan.reading.limit or _none_or_some(asked)
    fitting = [found for found in told.found if fits.holds(compute.exact_value(found.figures[0]))]
    numbers = told.cited(told.figures)
    issuers = {told.reports[found.report].identity.issuer for found in told.found}
    if len(issuers) == 1:
        counted, unit = len(fitting), "年"
    elif _REPORTS.search(asked):
        counted, unit = len(fitting), "份"
    else:
        # A place with several years is one place.
        counted, unit = len({told.reports[found.report].identity.issuer for found in fitting}), "个"
    result = Result("count", Decimal(counted), unit, tuple(told.figures))
    text = f"{counted}{unit}{marks(numbers)}：" if told.language == "zh" else f"{counted} {marks(numbers)}:"
    statements, values = each(replace(told, found=fitting or told.found))
    value = computed_value(result, first.code, label(first, told.language), told.reports[first.report], numbers)
    value = across(value, [told.reports[found.report] for found in told.found])
    return [Statement(text, numbers, (), (result,)), *statements], [value, *values]


def _none_or_some(asked: str) -> Limit:
    none = bool(_NONE.search(asked)) and not _SOME.search(asked)
    return Limit("=", Decimal(0)) if none else Limit(">", Decimal(0))


# How the figures of an operation are written; None where they do not suffice. The others state each figure by itself.
OPERATIONS: Mapping[Operation, Callable[[Told], Written | None]] = {
    "sum": _sum,
    "average": _average,
    "difference": _difference,
    "without": _without,
    "ratio": _ratio,
    "share": _share,
    "growth": growth,
    "rank": _rank,
    "highest": partial(_extreme, lowest=False),
    "lowest": partial(_extreme, lowest=True),
    "count": _count,
}
