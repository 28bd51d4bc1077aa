"""One question's answer against what was expected of it, with every reason said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from assistant.model import Answer, Citation, Value
from eval.citing import Cited, cited, figures, unnumbered
from eval.metrics import Outcome, recompute
from eval.sets import Case, Expected, ReportKey, folded, squash

_QUOTED = re.compile(r"“[^\n]*”")
_ROUNDED = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Judgement:
    """How an answer was and why not right; `supported` says whether every expected figure's own citations hold it."""

    outcome: Outcome
    reasons: tuple[str, ...]
    citing: Cited
    supported: bool | None


def judge(case: Case, answer: Answer) -> Judgement:
    """The outcome of one answer. Statuses come first, then figures that should not be there, then what is missing."""
    wrong = (*_untrue(case, answer), *_unsupported(case, answer), *_unquoted(answer))
    missing = _missing(case, answer)
    citing = cited(answer) if answer.status == "answered" else Cited(0, 0, 0, 0)
    return Judgement(_outcome(case, answer, wrong, missing), (*wrong, *missing), citing, _supported(case, answer))


def _outcome(case: Case, answer: Answer, wrong: Sequence[str], missing: Sequence[str]) -> Outcome:
    if wrong:
        return "wrong"
    if not missing:
        return "right"
    if answer.status != "answered" and case.status == "answered":
        return "silent"
    if not case.values or answer.status != "answered" or _any_stated(case, answer) or _all_quoted(case, answer):
        return "partial"
    return "wrong"


def _any_stated(case: Case, answer: Answer) -> bool:
    return any(matches(value, figure, answer) for value in stated(answer) for figure in case.values)


def _all_quoted(case: Case, answer: Answer) -> bool:
    """Whether an answer that states no figure of its own quotes the report for every figure that is expected."""
    held = figures(folded(" ".join(_QUOTED.findall(answer.answer))))
    return not stated(answer) and all(str(figure.value) in held for figure in case.values)


def _untrue(case: Case, answer: Answer) -> tuple[str, ...]:
    """What the answer states and must not: an answer where none is due, or a figure that was not asked for."""
    allowed = (*case.values, *case.may)
    extra = [value for value in stated(answer) if not any(matches(value, figure, answer) for figure in allowed)]
    reasons = [f"states {_said(value)}" for value in extra]
    if answer.status == "answered" and case.status != "answered" and "answered" not in case.accept:
        reasons.insert(0, f"answered where {case.status} is due")
    if answer.status == "answered":
        allowed_figures = figures(case.question) | {str(figure.value) for figure in allowed}
        said = figures(_QUOTED.sub("", answer.answer)) - allowed_figures
        reasons += [f"says {word}" for word in case.must_not if word in (said if _is_figure(word) else answer.answer)]
    return tuple(reasons)


def _missing(case: Case, answer: Answer) -> tuple[str, ...]:
    """What was expected and is not there, in the order status, figures, words, note."""
    if answer.status != case.status:
        return () if answer.status in case.accept else (f"is {answer.status} where {case.status} is due",)
    reasons = [f"lacks {_expected(f)}" for f in case.values if not any(matches(v, f, answer) for v in stated(answer))]
    said = squash(answer.answer + " ".join(citation.quote for citation in answer.citations)).lower()
    reasons += [
        f"does not mention {' or '.join(words)}"
        for words in case.must_mention
        if not any(squash(word).lower() in said for word in words)
    ]
    if case.note and case.note not in {note.kind for note in answer.notes}:
        reasons.append(f"has no note of kind {case.note}")
    return tuple(reasons)


def stated(answer: Answer) -> list[Value]:
    """The figures an answer states: those with a value."""
    return [value for value in answer.values if value.value is not None]


def matches(value: Value, expected: Expected, answer: Answer) -> bool:
    """Whether a figure that `answer` states is the expected one: number, unit, place, year and applicant's column.

    A computed figure may be rounded, correctly and to no less than one decimal.
    """
    try:
        number = Decimal(str(value.value))
    except InvalidOperation:
        return False
    if expected.units and squash(value.unit) not in {squash(unit) for unit in expected.units}:
        return False
    reports = " ".join(citation.report for citation in answer.citations if citation.id in value.citations)
    if expected.at and not same_report(value.region, value.year, reports, expected.at):
        return False
    if (value.applicant or "total") != (expected.applicant or "total"):
        return False
    return _same_number(number, expected)


def _same_number(number: Decimal, expected: Expected) -> bool:
    if not expected.computed or len(expected.operands) < 2:
        return number == expected.value
    exact = recompute(expected.computed, expected.operands)
    step = Decimal(1).scaleb(min(0, int(number.as_tuple().exponent)))
    return abs(number - exact) <= min(step / 2, _ROUNDED)


def same_report(region: str, year: int, report: str, key: ReportKey) -> bool:
    """Whether a place, a year and a report's id are those of the report that the set knows by `key`."""
    return year == key.year and region in {key.region, key.issuer, *key.also} and key.within in report


def _unsupported(case: Case, answer: Answer) -> tuple[str, ...]:
    """The expected figures that are stated and stand in no quote that they cite: a figure out of nowhere is untrue."""
    known = {citation.id: citation for citation in answer.citations}
    return tuple(
        f"cites nothing that holds {_said(value)}"
        for figure in case.values
        for value in stated(answer)
        if not figure.computed and matches(value, figure, answer) and not _cites(value, figure, case, known)
    )


def _unquoted(answer: Answer) -> tuple[str, ...]:
    """The figures in the words of an answer that no quote holds, nothing computes and the question does not name."""
    if answer.status != "answered":
        return ()
    quoted = " ".join(f"{citation.quote} {citation.title} {citation.year}" for citation in answer.citations)
    known = figures(quoted) | figures(answer.question) | {str(value.value) for value in answer.values if value.computed}
    return tuple(
        f"says {figure}, which no quote holds" for figure in sorted(figures(unnumbered(answer.answer)) - known)
    )


def _supported(case: Case, answer: Answer) -> bool | None:
    """Whether each expected figure that is stated stands in a quote it cites; None where nothing is to be said."""
    if answer.status != "answered" or all(figure.computed for figure in case.values):
        return None
    return not _unsupported(case, answer)


def _cites(value: Value, figure: Expected, case: Case, known: dict[int, Citation]) -> bool:
    """Whether a quote that `value` cites holds its digits or, where the report has none, the words it says it in."""
    quotes = [known[number] for number in value.citations if number in known]
    held = [one for one in quotes if figure.at is None or same_report(one.region, one.year, one.report, figure.at)]
    digits = str(value.value)
    if any(digits in figures(folded(one.quote)) for one in held):
        return True
    in_words = [squash(item.text) for item in case.support if digits not in figures(folded(item.text))]
    return any(words in squash(one.quote) for one in held for words in in_words)


def _is_figure(word: str) -> bool:
    return word.replace(".", "", 1).isdigit()


def _said(value: Value) -> str:
    column = f" ({value.applicant})" if value.applicant else ""
    computed = f" [{value.computed}]" if value.computed else ""
    return f"{value.region} {value.year} {value.label}{column} {value.value}{value.unit}{computed}"


def _expected(figure: Expected) -> str:
    place = f"{figure.at.region} {figure.at.year} " if figure.at else ""
    column = f" ({figure.applicant})" if figure.applicant else ""
    return f"{place}{figure.what}{column} {figure.value}{'' if not figure.units else figure.units[0]}"
