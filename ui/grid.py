"""The indicators of the store → rows to filter, compare and download, each with where it stands. Pure."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from assistant.model import Language, Value
from index.catalog import ReportEntry
from index.model import Indicator, State
from index.ontology import ontology
from ui.series import Series, series
from ui.words import STATES

# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
NOT_APPLICABLE, BLANK = "—", "·"


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator of one report; `value` is empty where there is no figure, and `state` says why."""

    report: str
    place: str
    issuer: str
    year: int
    code: str
    indicator: str
    applicant: str
    value: str
    unit: str
    state: State
    source: str
    quote: str
    title: str
    start: int
    end: int


def rows(
    entries: Mapping[str, ReportEntry],
    indicators: Iterable[tuple[str, Indicator]],
    texts: Mapping[str, str],
    language: Language,
) -> tuple[Row, ...]:
    """The indicators as rows, in the order of reports; `texts` are the reports' texts by id, to quote from."""
    return tuple(_row(entries[report_id], one, texts[report_id], language) for report_id, one in indicators)


def _row(entry: ReportEntry, one: Indicator, text: str, language: Language) -> Row:
    issuer, known = entry.identity.issuer, ontology()
    reported = one.state == "reported" and one.value is not None
    return Row(
        report=entry.id,
        place="".join(issuer.region_path) or issuer.region,
        issuer=issuer.name,
        year=entry.identity.year,
        code=one.code,
        indicator=known.terms[one.code].name(language) if one.code in known.terms else one.label,
        applicant=known.applicants[one.applicant].name(language) if one.applicant else "",
        value=format(one.value, "f") if reported and one.value is not None else "",
        unit=one.unit if reported else "",
        state=one.state,
        source=one.source,
        quote=" ".join(text[one.start : one.end].split()),
        title=entry.identity.title,
        start=one.start,
        end=one.end,
    )


def owners(found: Iterable[Row]) -> dict[tuple[str, str], str]:
    """What each issuer (its place and name) is called where all of `found` stand together: by its name, and by its
    place, too, where two have one name."""
    known = dict.fromkeys((row.place, row.issuer) for row in found)
    names = Counter(issuer for _, issuer in known)
    return {(place, issuer): f"{issuer} ({place})" if names[issuer] > 1 else issuer for place, issuer in known}


def shown(row: Row, language: Language) -> str:
    """What stands in a figure's cell: a figure (zero too), or the words for a blank and for what does not apply."""
    if row.state == "reported":
        return row.value
    mark = NOT_APPLICABLE if row.state == "not_applicable" else BLANK
    return f"{mark} {STATES[row.state][language]}"


# -- to take along ------------------------------------------------------------------------------------------------


def head() -> list[str]:
    return [field.name for field in fields(Row)]


def cells(row: Row) -> list[str]:
    return [str(getattr(row, name)) for name in head()]


def to_csv(found: Sequence[Row]) -> bytes:
    """The rows as CSV in UTF-8 with a mark, as spreadsheets want it; no cell of it is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head())
    writer.writerows([harmless(cell) for cell in cells(row)] for row in found)
    return out.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; a number stays one."""
    if cell.startswith(FORMULA) and not cell.lstrip("-").replace(".", "", 1).isdigit():
        return f"'{cell}"
    return cell


# -- to compare ---------------------------------------------------------------------------------------------------


def comparison(found: Sequence[Row], language: Language) -> tuple[list[str], list[list[str]]]:
    """Whose figures (downwards) in which year (across): the head and the lines of a table.

    Where a report states one thing twice, its table counts before its text.
    """
    years = sorted({row.year for row in found})
    best: dict[tuple[str, int], Row] = {}
    names = owners(found)
    for row in sorted(found, key=lambda row: (row.state == "reported", row.source == "table")):
        best[names[row.place, row.issuer], row.year] = row
    lines = [
        [name, *(shown(best[name, year], language) if (name, year) in best else "" for year in years)]
        for name in names.values()
    ]
    return ["", *map(str, years)], lines


def charted(found: Sequence[Row]) -> Series | None:
    """The same as a series to draw, where there is enough of one."""
    best: dict[tuple[str, int], Row] = {}
    names = owners(found)
    for row in sorted(found, key=lambda row: row.source == "table"):
        if row.state == "reported":
            best[names[row.place, row.issuer], row.year] = row
    return series(
        [
            Value(row.code, row.indicator, name, row.year, row.value, row.unit, row.state, ())
            for (name, _), row in best.items()
        ]
    )
