"""The applications table of the forms of 2019 and 2021 → Indicators, from a grid or from text that lost its borders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from index import tables
from index.forms import LocatedRow, Region, Stretch, cell_at, stretches
from index.labels import LabelHit, Squeezed, align, squeeze
from index.misread import doubt, with_misread
from index.model import Document, Indicator, Table, TableCell
from index.ontology import APPLICANTS, ontology
from index.sums import Balance, Reading, row_readings, settle, totals, ways
from index.tables import CellReading

_FORM = "applications"
_MIN_ROWS = 5
_WIDTH = len(APPLICANTS)
_OUTCOMES_FROM, _OUTCOMES_TO = "granted", "handled_total"
_SPLIT = "other_handling"
_MOST_WAYS = 50

_HEADLESS = "the heads of the table's seven columns are not whole, and the sums do not tell its columns"
_TORN = "the table's figures stand apart from its labels, and the sums do not tell which belong together"
_DAMAGED = "the row's cells do not stand under the table's seven columns"
_TOGETHER = "the row's figures run together and the sums leave no single reading"
_APART = "cells of the row were dropped or added, and the sums do not tell which"
_SHARED = "the cell of the row's label holds another row's label too"
_TOTAL_ONLY = "the row's empty cells may have been dropped; only its total can be told"


def applications(document: Document, region: Region, squeezed: Squeezed) -> list[Indicator]:
    """The indicators of the applications table, one for each row and applicant, if `region` holds that table."""
    hits = align(squeezed, _FORM)
    rows = [(hit, str(code)) for hit in hits if (code := ontology().rows[_FORM][hit.row].code) is not None]
    if len(rows) < _MIN_ROWS:
        return []
    hits = with_misread(squeezed, _FORM, hits)
    rows = [(hit, str(code)) for hit in hits if (code := ontology().rows[_FORM][hit.row].code) is not None]
    rows = _without_group_headings(rows)
    if region.table is not None:
        return list(_grid_applications(document, region, region.table, rows))
    return list(_text_applications(document, region, hits, rows))


def outcome_codes(present: Iterable[str]) -> tuple[str, ...]:
    """The codes of all outcome rows of the form that a table with rows of these codes is in; none if one is missing.

    The form of 2021 splits 其他处理 into three rows, that of 2019 does not.
    """
    codes = [row.code for row in ontology().rows[_FORM] if row.code is not None]
    codes = codes[codes.index(_OUTCOMES_FROM) : codes.index(_OUTCOMES_TO)]
    there, parts = set(present), set(ontology().terms[_SPLIT].parts)
    whole = [code for code in codes if code not in (parts if _SPLIT in there else {_SPLIT})]
    return tuple(whole) if there.issuperset(whole) else ()


def _without_group_headings(rows: Sequence[tuple[LabelHit, str]]) -> list[tuple[LabelHit, str]]:
    """A row that the later form splits (其他处理) is a heading there, and a row of its own only in the earlier form."""
    present = {code for _, code in rows}
    return [(hit, code) for hit, code in rows if not present & set(ontology().terms[code].parts)]


# -- a grid -------------------------------------------------------------------------------------------------------


def _grid_applications(
    document: Document, region: Region, table: Table, rows: Sequence[tuple[LabelHit, str]]
) -> Iterator[Indicator]:
    labels = [cell_at(table, hit.start) for hit, _ in rows]
    columns = _applicant_columns(document, table, [label for label in labels if label is not None])
    cells: dict[str, Sequence[CellReading]] = {
        code: _grid_row(document, table, label, columns) if columns else _blank(_HEADLESS)
        for (_, code), label in zip(rows, labels, strict=True)
        if label is not None
    }
    shared = Counter(labels)
    cells |= {
        code: _blank(_SHARED) for (_, code), label in zip(rows, labels, strict=True) if label and shared[label] > 1
    }
    if region.torn and not _balanced(cells):
        cells = {code: _blank(_TORN) for code in cells}
    cells = _without_doubtful(rows, cells)
    for (hit, code), label in zip(rows, labels, strict=True):
        row = LocatedRow(document, region, hit.start, hit.end, label.end if label else hit.end)
        for applicant, cell in zip(APPLICANTS, cells.get(code, ()), strict=False):
            yield row.indicator(code, cell, applicant)


def _without_doubtful(
    rows: Sequence[tuple[LabelHit, str]], cells: Mapping[str, Sequence[CellReading]]
) -> dict[str, Sequence[CellReading]]:
    """The rows' cells, without those of rows whose labels were misread, unless every sum of the form holds."""
    if not any(hit.misread or hit.reworded for hit, _ in rows):
        return dict(cells)
    balanced = _balanced(cells)
    doubts = {code: doubt(hit, balanced) for hit, code in rows}
    return {code: _blank(why) if (why := doubts[code]) else row for code, row in cells.items()}


def _blank(why: str) -> tuple[CellReading, ...]:
    return (CellReading("blank", why=why),) * _WIDTH


def _balanced(cells: Mapping[str, Sequence[CellReading]]) -> bool:
    """Whether every row of the form is there and every sum of the form holds, empty cells counted as nothing."""
    readings: dict[str, Sequence[Reading]] = {
        code: [tuple(int(cell.value or 0) for cell in row)] for code, row in cells.items()
    }
    read = not any(cell.why for row in cells.values() for cell in row) and all(map(_adds_up, cells.values()))
    return read and bool(settle(readings, _balances(readings)))


_Column = tuple[int, int]  # where a column of figures begins, and how many of the grid's columns it takes


def _applicant_columns(document: Document, table: Table, labels: Sequence[TableCell]) -> tuple[_Column, ...] | None:
    """The columns of the seven applicants: by their headings; in a grid without any, the seven rightmost, if the last
    of them holds the sums of the others."""
    names = [ontology().applicants[name].zh for name in APPLICANTS]
    found: dict[str, _Column] = {}
    for cell in table.cells:
        words = squeeze(cell.text, 0, len(cell.text)).text
        if words in names and cell.row < table.rows - 1:
            found.setdefault(words, (cell.column, cell.colspan))
    if len({column for column, _ in found.values()}) == len(names):
        return tuple(found[name] for name in names)
    rightmost = tuple((column, 1) for column in range(table.columns - _WIDTH, table.columns))
    headed = [found.get(name, column) for name, column in zip(names, rightmost, strict=True)]
    if table.columns <= _WIDTH or tuple(headed) != rightmost:
        return None
    rows = [_grid_row(document, table, label, rightmost) for label in labels]
    summed = [_adds_up(row) for row in rows if row[-1].value is not None]
    return rightmost if summed and sum(summed) >= 4 * (len(summed) - sum(summed)) else None


def _grid_row(
    document: Document, table: Table, label: TableCell, columns: Sequence[_Column]
) -> tuple[CellReading, ...]:
    """The seven cells of the label's row; all blank where the row is not whole or its cells have moved."""
    row = {cell.column: cell for cell in table.cells if cell.row == label.row}
    first, behind = min(column for column, _ in columns), label.column + label.colspan
    moved = any(cell.text not in {"", label.text} for column, cell in row.items() if behind <= column < first)
    cells = [cell for column in columns if (cell := _under(row, *column))]
    if moved or behind > first or label.rowspan > 1 or len(cells) < _WIDTH:
        return _blank(_DAMAGED)
    return tuple(tables.read_cell(document.text, cell.start, cell.end) for cell in cells)


def _under(row: Mapping[int, TableCell], column: int, width: int) -> TableCell | None:
    """The cell of a row under a head of some width: as wide, or the first of several of which it alone has text."""
    cell = row.get(column)
    if cell is None or cell.rowspan > 1 or cell.colspan not in {1, width}:
        return None
    others = (row.get(other) for other in range(column + cell.colspan, column + width))
    return None if any(other is not None and other.text not in {"", cell.text} for other in others) else cell


def _adds_up(cells: Sequence[CellReading]) -> bool:
    """Whether the last cell is the sum of the others, blank ones counted as nothing."""
    *parts, total = [cell.value or Decimal(0) for cell in cells]
    return sum(parts) == total


# -- text ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _TextRow:
    """A row in running text: its cells where they stand apart, its digits where they run together ("" for none)."""

    code: str
    hit: LabelHit
    stretch: Stretch
    cells: Sequence[CellReading] | None
    digits: str | None


def _text_applications(
    document: Document, region: Region, hits: Sequence[LabelHit], rows: Sequence[tuple[LabelHit, str]]
) -> Iterator[Indicator]:
    found = dict(zip(hits, stretches(document.text, hits, region.end), strict=True))
    read = [_text_row(document.text, code, hit, found[hit]) for hit, code in rows]
    apart = sum(row.cells is not None for row in read)
    together = sum(len(row.digits or "") >= _WIDTH for row in read)
    cells = _cells_apart(document.text, read) if apart > together else _cells_together(document.text, read)
    cells = _without_doubtful(rows, cells)
    last = cells[read[-1].code]
    if tables.ends_in_more(last):
        cells[read[-1].code] = [*last[:-1], CellReading("blank", raw=last[-1].raw, why=tables.MORE_DIGITS)]
    for row in read:
        content = document.text[row.stretch.start : row.stretch.end].rstrip()
        located = LocatedRow(document, region, row.hit.start, row.hit.end, row.stretch.start + len(content))
        for applicant, cell in zip(APPLICANTS, cells[row.code], strict=True):
            yield located.indicator(row.code, cell, applicant)


def _text_row(text: str, code: str, hit: LabelHit, stretch: Stretch) -> _TextRow:
    span = stretch.start, stretch.end
    if not text[slice(*span)].strip():
        return _TextRow(code, hit, stretch, None, None if stretch.glued or stretch.cut else "")
    if stretch.glued:
        return _TextRow(code, hit, stretch, None, None)
    return _TextRow(code, hit, stretch, tables.row_cells(text, *span, _WIDTH), tables.digits_of(text, *span))


def _balances(readings: Mapping[str, Sequence[Reading]]) -> list[Balance]:
    """The form's own sums, per column: 新收 + 上年结转 = 总计 + 结转下年度, and 总计 = the outcomes.

    Where the row 总计 cannot be read, what came in equals the outcomes and what is carried over.
    """
    outcomes = outcome_codes(readings)
    inflow, total, carried_over = ("applications_received", "carried_over_in"), "handled_total", "carried_over_out"
    if not outcomes or not {*inflow, total, carried_over} <= readings.keys():
        return []
    if not readings[total]:
        return [Balance(inflow, (*outcomes, carried_over))]
    return [Balance(inflow, (total, carried_over)), Balance(outcomes, (total,))]


def _total_only(total: int) -> Reading:
    return (*(None for _ in range(_WIDTH - 1)), total)


def _blank_row(text: str, row: _TextRow, why: str) -> tuple[CellReading, ...]:
    raw = text[row.stretch.start : row.stretch.end].strip()
    return (CellReading("blank", raw=raw, why=None if row.digits == "" else why),) * _WIDTH


# Cells that stand apart: a table whose every row has seven is whole. In any other, a row of seven is read if its sum
# holds, and of a row that lost cells the total is, if the last figure is the sum of the others and the table balances.


def _cells_apart(text: str, rows: Sequence[_TextRow]) -> dict[str, Sequence[CellReading]]:
    counts = {len(row.cells or ()) for row in rows}
    if counts == {_WIDTH}:
        return {row.code: row.cells or () for row in rows}
    readings = {row.code: _sums_apart(row) for row in rows}
    settled = settle(readings, _balances(readings))
    sound = min(counts - {0}) >= _WIDTH or max(counts) <= _WIDTH
    sound = sound and _most(bool(readings[row.code]) for row in rows if row.digits != "")
    return {row.code: _row_apart(text, row, row.code in settled, sound) for row in rows}


def _most(signs: Iterable[bool]) -> bool:
    known = list(signs)
    return sum(known) * 2 > len(known)


def _sums_apart(row: _TextRow) -> list[Reading]:
    if row.cells is None:
        return [_total_only(0)] if row.digits == "" else []
    total = row.cells[-1].value
    return [_total_only(int(total))] if total is not None and len(row.cells) <= _WIDTH and _adds_up(row.cells) else []


def _row_apart(text: str, row: _TextRow, balanced: bool, sound: bool) -> Sequence[CellReading]:
    """`balanced` says that the table's columns of totals agree with the row, `sound` that the sums of most rows hold
    and that the table did not both lose and gain cells."""
    cells = row.cells or ()
    if len(cells) == _WIDTH and _adds_up(cells) and (balanced or sound):
        return cells
    if balanced and cells and len(cells) < _WIDTH and cells[-1].value:
        return (*(CellReading("blank", why=_TOTAL_ONLY),) * (_WIDTH - 1), cells[-1])
    return _blank_row(text, row, _APART)


# Cells that run together: a row's digits are parted by its sum. A table whose every row has seven digits or more has
# lost no cell; where it balances, every cell is sure. In any other only totals can be told, and only if it balances.


def _cells_together(text: str, rows: Sequence[_TextRow]) -> dict[str, Sequence[CellReading]]:
    whole = all(len(row.digits or "") >= _WIDTH for row in rows if row.digits is not None)
    readings = {row.code: _readings_together(row, whole) for row in rows}
    balances = _balances(readings)
    settled = settle(readings, balances)
    # A row that adds up in no way, or a balance that does not hold, is an error or a lost cell, no one knows which.
    sound = not balances and all(readings[row.code] for row in rows if row.digits is not None)
    whole_rows = whole and _most(bool(readings[row.code]) for row in rows)
    cells: dict[str, Sequence[CellReading]] = {}
    for row in rows:
        alone = whole_rows and (sound or len(row.digits or "") == _WIDTH)
        reading = settled.get(row.code) or (_alone(row, readings[row.code]) if alone else None)
        if reading is not None and not whole and len(row.digits or "") == _WIDTH:
            reading = next((one for one in row_readings(row.digits or "", _WIDTH) if one[-1] == reading[-1]), reading)
        cells[row.code] = _row_together(text, row, reading)
    return cells


def _readings_together(row: _TextRow, whole: bool) -> list[Reading]:
    if row.digits is None:
        return []
    if whole:
        return row_readings(row.digits, _WIDTH)
    return [_total_only(total) for total in (sorted(totals(row.digits, _WIDTH)) if row.digits else [0])]


def _alone(row: _TextRow, readings: Sequence[Reading]) -> Reading | None:
    """What can be told of a row without the table's other rows: all its cells, if its digits can be parted in one way
    and in none into fewer cells; else the total, if all the ways give the same. Where there are so many ways that a sum
    may hold by chance, nothing."""
    digits = row.digits or ""
    if not readings or ways(digits, _WIDTH) > _MOST_WAYS:
        return None
    if len(readings) == 1 and not totals(digits, _WIDTH - 1):
        return readings[0]
    found = totals(digits, _WIDTH)
    return _total_only(found.pop()) if len(found) == 1 else None


def _row_together(text: str, row: _TextRow, reading: Reading | None) -> Sequence[CellReading]:
    # A row of zeros that lost a cell may have lost its total: that is told from no other row.
    if reading is None or not row.digits or (reading[0] is None and not reading[-1]):
        return _blank_row(text, row, _TOGETHER)
    raw = text[row.stretch.start : row.stretch.end].strip()
    lost = CellReading("blank", raw=raw, why=_TOTAL_ONLY)
    spans = tables.cell_spans(text, row.stretch.start, row.stretch.end, reading)
    return tuple(
        lost if value is None else CellReading("reported", Decimal(value), raw, span=span)
        for value, span in zip(reading, spans, strict=True)
    )
