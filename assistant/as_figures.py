"""A report's indicators and quantities → the Figures of an answer, each with the span that it is cited from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.model import Figure, exact
from index.model import Applicant, Indicator, Quantity, Report
from index.numerals import WRITTEN_NUMBER, fold, parse_number
from index.ontology import APPLICANTS, ontology
from index.stated_whose import is_another_body, is_part


def indicator_figures(
    report: Report, code: str, applicant: Applicant | None
) -> tuple[tuple[Figure, ...], Figure | None]:
    """What `report` states for an indicator, best first, and the cell it leaves blank where it has one. What has no
    row of its own (不予公开 is the sum of its grounds) is added up from its parts. The figures of single bodies that
    the issuer covers stand behind its own, and are none for it where it has none."""
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
    if all(figure.source != "table" for figure in reported):
        reported += _added_up(report, code, applicant)
    ordered = sorted(reported, key=_preference)
    if ordered and is_another_body(ordered[0].scope):
        ordered = []
    return tuple(ordered), other[0] if other else None


def _added_up(report: Report, code: str, applicant: Applicant | None) -> list[Figure]:
    """The sum of an indicator's parts, all of which have to be reported: a blank among them leaves it unknown."""
    parts = []
    for part in ontology().terms[code].parts:
        figures, _ = indicator_figures(report, part, applicant)
        if not figures:
            return []
        parts.append(figures[0])
    if not parts:
        return []
    total = sum((figure.value for figure in parts if figure.value is not None), Decimal(0))
    first = parts[0]
    return [
        replace(first, code=code, value=total, parts=tuple(parts), at=None, at_end=None, written=None, approximate=None)
    ]


def adds_up(report: Report, whole: Figure, parts: Sequence[Figure]) -> bool:
    """Whether what is left of `whole` without `parts` is what its other parts add up to. Those that the report does not
    state are taken to do so, but for channels: one piece of information may go out by several."""
    if whole.code is None or whole.value is None:
        return False
    if all(part.applicant for part in parts):
        every = [_first(report, whole.code, column) for column in APPLICANTS[:-1]]
    else:
        every = [_first(report, code, whole.applicant) for code in ontology().children(whole.code)]
    if any(one is None for one in every):
        return whole.code != "proactive_total"
    return sum((one.value or 0 for one in every if one), Decimal(0)) == whole.value


def _first(report: Report, code: str, applicant: Applicant | None) -> Figure | None:
    figures, _ = indicator_figures(report, code, applicant)
    return figures[0] if figures else None


def _preference(figure: Figure) -> tuple[int, int]:
    """The whole scope before a part, and that before another body; then the table before the text, then the order of
    reading."""
    return (int(is_part(figure.scope)) + int(is_another_body(figure.scope)), int(figure.source != "table"))


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
    plain = any(re.sub(r"[-+, '’]", "", number) == exact(abs(value)) for number in written)
    return None if plain or not written else written[0]


def free_figure(report: Report, quantity: Quantity) -> Figure:
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


def quantity_of(report: Report, figure: Figure) -> Quantity | None:
    return next((one for one in report.quantities if (one.at, one.at_end) == (figure.at, figure.at_end)), None)
