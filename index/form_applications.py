"""The applications table of the forms of 2019 and 2021 → Indicators, from a grid or from text that lost its borders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index import tables
from index.forms import LocatedRow, Region, cell_at, followers
from index.labels import LabelHit, Squeezed, align, squeeze
from index.model import Document, Indicator, Table
from index.ontology import APPLICANTS, ontology
from index.tables import CellReading

_MIN_ROWS = 5
_OUTCOMES_FROM, _OUTCOMES_TO = "granted", "handled_total"


def applications(document: Document, region: Region, squeezed: Squeezed) -> list[Indicator]:
    """The indicators of the applications table, one for each row and applicant, if `region` holds that table."""
    hits = align(squeezed, "applications")
    rows = ontology().rows["applications"]
    coded = [hit for hit in hits if rows[hit.row].code is not None]
    if len(coded) < _MIN_ROWS:
        return []
    coded = _without_group_headings(coded, [str(rows[hit.row].code) for hit in coded])
    if region.table is not None:
        return list(_grid_applications(document, region, region.table, coded))
    return list(_text_applications(document, region, hits, coded))


def _without_group_headings(hits: list[LabelHit], codes: list[str]) -> list[LabelHit]:
    """A row that the later form splits (其他处理) is a heading there, and a row of its own only in the earlier form."""
    present = set(codes)
    return [hit for hit, code in zip(hits, codes, strict=True) if not present & set(ontology().terms[code].parts)]


def _grid_applications(
    document: Document, region: Region, table: Table, hits: Sequence[LabelHit]
) -> Iterator[Indicator]:
    columns = _applicant_columns(table)
    if columns is None:
        return
    at = {(cell.row, cell.column): cell for cell in table.cells}
    rows = ontology().rows["applications"]
    for hit in hits:
        label = cell_at(table, hit.start)
        if label is None:
            continue
        for applicant, column in zip(APPLICANTS, columns, strict=True):
            cell = at.get((label.row, column))
            if cell is None:
                continue
            reading = tables.read_cell(document.text, cell.start, cell.end)
            row = LocatedRow(document, region, hit.start, hit.end)
            yield row.indicator(str(rows[hit.row].code), reading, applicant)


def _applicant_columns(table: Table) -> tuple[int, ...] | None:
    """The grid columns of the seven applicant columns: by their headings, else the seven rightmost."""
    names = [ontology().applicants[name].zh for name in APPLICANTS]
    found: dict[str, int] = {}
    for cell in table.cells:
        words = squeeze(cell.text, 0, len(cell.text)).text
        if words in names and words not in found and cell.row < table.rows - 1:
            found[words] = cell.column
    ordered = tuple(found[name] for name in names) if len(found) == len(names) else ()
    if ordered and list(ordered) == sorted(ordered):
        return ordered
    if table.columns >= len(names) + 1:
        return tuple(range(table.columns - len(names), table.columns))
    return None


def _text_applications(
    document: Document, region: Region, hits: Sequence[LabelHit], coded: Sequence[LabelHit]
) -> Iterator[Indicator]:
    rows = ontology().rows["applications"]
    ends = {hit: (after.start if after else region.end) for hit, after in zip(hits, followers(hits), strict=True)}
    glued = {hit for hit, after in zip(hits, followers(hits), strict=True) if after is not None and after.glued}
    direct: dict[str, tuple[CellReading, ...]] = {}
    readings: dict[str, list[tables.Reading]] = {}
    for hit in coded:
        code = str(rows[hit.row].code)
        cells = tables.read_row(document.text, hit.end, ends[hit], len(APPLICANTS))
        digits = tables.digits_of(document.text, hit.end, ends[hit])
        if cells is not None:
            direct[code] = cells
            readings[code] = [tuple(cell.value for cell in cells)]
        else:
            readings[code] = tables.row_readings(digits, len(APPLICANTS)) if digits and hit not in glued else []
    settled = tables.settle(readings, _balances([str(rows[hit.row].code) for hit in coded]))
    for hit in coded:
        code = str(rows[hit.row].code)
        cells = direct.get(code) or _cells_of(document, hit, ends[hit], settled.get(code))
        row_end = hit.end + len(document.text[hit.end : ends[hit]].rstrip())
        row = LocatedRow(document, region, hit.start, hit.end, row_end)
        for applicant, cell in zip(APPLICANTS, cells, strict=True):
            yield row.indicator(code, cell, applicant)


def _cells_of(document: Document, hit: LabelHit, end: int, reading: tables.Reading | None) -> tuple[CellReading, ...]:
    raw = document.text[hit.end : end].strip()
    if reading is None:
        why = "the row's figures run together and the sums leave no single reading" if raw else None
        return (CellReading("blank", raw=raw, why=why),) * len(APPLICANTS)
    lost = CellReading("blank", raw=raw, why="the row's empty cells were dropped; only its total can be told")
    spans = tables.cell_spans(document.text, hit.end, end, reading)
    return tuple(
        lost if value is None else CellReading("reported", value, raw, span=span)
        for value, span in zip(reading, spans, strict=True)
    )


def _balances(codes: Sequence[str]) -> list[tables.Balance]:
    """新收 + 上年结转 = 总计 + 结转下年度, and 总计 = the outcomes, per column (勾稽关系 of the form itself)."""
    if _OUTCOMES_FROM not in codes or _OUTCOMES_TO not in codes:
        return []
    outcomes = tuple(codes[codes.index(_OUTCOMES_FROM) : codes.index(_OUTCOMES_TO)])
    inflow = ("applications_received", "carried_over_in")
    return [
        tables.Balance(inflow, ("handled_total", "carried_over_out")),
        tables.Balance(outcomes, ("handled_total",)),
        tables.Balance(inflow, (*outcomes, "carried_over_out")),
    ]
