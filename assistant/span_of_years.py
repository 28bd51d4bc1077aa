"""How many of the years that a question asks about together the figures found are of: one year is no total of three."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.model import Language, Note, Operation, Statement
from assistant.phrases import listed, marks, stop, who
from assistant.told import Told

_OVER_YEARS: frozenset[Operation] = frozenset({"sum", "average", "growth", "trend", "highest", "lowest", "rank"})
_NUMERALS_ZH = "零一二三四五六七八九十"
_NUMERALS_EN = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NAMED: dict[Operation, tuple[str, str]] = {"sum": ("合计", "total"), "average": ("平均", "average")}


@dataclass(frozen=True, slots=True)
class Span:
    """The years that there are figures of, by place, and how many the question asks about; None where it is all there
    are."""

    there: tuple[tuple[str, tuple[int, ...]], ...]
    asked: int | None

    @property
    def years(self) -> tuple[int, ...]:
        """The years that any place has figures of."""
        return tuple(sorted({year for _, years in self.there for year in years}))

    @property
    def fewest(self) -> int:
        """How many years the place with fewest has figures of."""
        return min(len(years) for _, years in self.there)


def span_of(told: Told) -> Span | None:
    """The years that the figures are of, where the question asks about more of them together; None where they are as
    many as it asks about, or the question names nobody whose they are."""
    plan = told.evidence.plan
    reading = plan.reading
    if plan.open_place:
        return None
    by_place: dict[str, set[int]] = {}
    for found in told.found:
        report = told.reports[found.report]
        by_place.setdefault(who(report, told.language), set()).add(report.identity.year)
    over_years = reading.operation in _OVER_YEARS
    asked = reading.recent or (None if reading.all_years or not over_years else len(reading.years))
    span = Span(tuple((place, tuple(sorted(years))) for place, years in by_place.items()), asked)
    if asked is None:
        return span if reading.all_years and over_years and len(span.years) == 1 else None
    # Of a growth and of several places, only what the words 近三年 say: 甲2017年和乙2018年 asks about one year of each.
    together = bool(reading.recent) or (reading.operation != "growth" and len(by_place) == 1)
    return span if together and span.fewest < asked else None


def said_of_span(told: Told, span: Span) -> tuple[Statement, Note]:
    """The sentence that says of which years the figures are and what they are not, and the same as a note."""
    numbers = told.cited(told.figures)
    write = _zh if told.language == "zh" else _en
    text = write(span, told.evidence.plan.reading.operation)
    blank, end = "" if told.language == "zh" else " ", stop(told.language)
    return Statement(f"{text}{blank}{marks(numbers)}{end}", numbers), Note("coverage", text + end)


def _years(span: Span, language: Language) -> str:
    """The years that there are, place by place where there are several places."""
    named = [
        (place, listed([f"{year}年" if language == "zh" else str(year) for year in years], language))
        for place, years in span.there
    ]
    if len(named) == 1:
        return named[0][1]
    return (
        "；".join(f"{place}{years}" for place, years in named)
        if language == "zh"
        else "; ".join(f"{place} {years}" for place, years in named)
    )


def _zh(span: Span, operation: Operation) -> str:
    years = _years(span, "zh")
    count = f"{_numeral(span.fewest, 'zh')}年（{years}）" if len(span.there) == 1 else f"其中一部分（{years}）"
    asked = f"所问的{_numeral(span.asked, 'zh')}年中，" if span.asked else ""
    there = f"{asked}库中只有{count}的数字"
    name = _NAMED.get(operation)
    if name is None:
        return there
    return f"{there}，得不出{name[0]}" if _is_one(span) else f"{there}，{name[0]}只算这些"


def _en(span: Span, operation: Operation) -> str:
    years = _years(span, "en")
    if span.asked is None:
        there = f"The store has figures of only one year ({years})"
    else:
        count = _numeral(span.fewest, "en") if len(span.there) == 1 else "some"
        there = (
            f"Of the {_numeral(span.asked, 'en')} years asked about, the store has figures of only {count} ({years})"
        )
    name = _NAMED.get(operation)
    if name is None:
        return there
    return f"{there}, which makes no {name[1]}" if _is_one(span) else f"{there}; the {name[1]} is of these"


def _is_one(span: Span) -> bool:
    """Whether there is nothing to add up or to average."""
    return len(span.there) == 1 and span.fewest == 1


def _numeral(count: int, language: Language) -> str:
    """`count` in words, which nobody takes for a figure of the report."""
    numerals = _NUMERALS_ZH if language == "zh" else _NUMERALS_EN
    if count < len(numerals):
        return "两" if language == "zh" and count == 2 else numerals[count]
    return "多" if language == "zh" else "several"
