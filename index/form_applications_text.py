"""The applications table in running text that lost the table's borders → Indicators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from index import tables
from index.form_applications_sums import WIDTH, adds_up, balances, without_doubtful
from index.forms import LocatedRow, Region, Stretch, stretches
from index.labels import LabelHit, squeeze
from index.model import Document, Indicator
from index.ontology import APPLICANTS, ontology
from index.sums import Reading, row_readings, settle, totals, ways
from index.tables import CellReading

_MOST_WAYS = 50
_HEAD_REACH = 160

_OTHER_ORDER = "the heads of the columns do not stand in the form's order"
_TOGETHER = "the row's figures run together and the sums leave no single reading"
_APART = "cells of the row were dropped or added, and the sums do not tell which"
_TOTAL_ONLY = "the row's empty cells may have been dropped; only its total can be told"


@dataclass(frozen=True, slots=True)
class _TextRow:
    """A row in running text: its cells where they stand apart, its digits where they run together ("" for none)."""

    code: str
    hit: LabelHit
    stretch: Stretch
    cells: Sequence[CellReading] | None
    digits: str | None


def text_applications(
    document: Document, region: Region, hits: Sequence[LabelHit], rows: Sequence[tuple[LabelHit, str]]
) -> Iterator[Indicator]:
    found = dict(zip(hits, stretches(document.text, hits, region.end), strict=True))
    read = [_text_row(document.text, code, hit, found[hit]) for hit, code in rows]
    apart = sum(row.cells is not None for row in read)
    together = sum(len(row.digits or "") >= WIDTH for row in read)
    cells = _cells_apart(document.text, read) if apart > together else _cells_together(document.text, read)
    cells = without_doubtful(rows, cells)
    if not _in_the_forms_order(document.text, region.start, hits[0].start):
        cells = {row.code: _blank_row(document.text, row, _OTHER_ORDER) for row in read}
    last = cells[read[-1].code]
    if tables.ends_in_more(last):
        cells[read[-1].code] = [*last[:-1], CellReading("blank", raw=last[-1].raw, why=tables.MORE_DIGITS)]
    for row in read:
        content = document.text[row.stretch.start : row.stretch.end].rstrip()
        located = LocatedRow(document, region, row.hit.start, row.hit.end, row.stretch.start + len(content))
        for applicant, cell in zip(APPLICANTS, cells[row.code], strict=True):
            yield located.indicator(row.code, cell, applicant)


def _in_the_forms_order(text: str, start: int, end: int) -> bool:
    """Whether the heads right before the rows, as far as they are there, name the applicants in the form's order.

    Read row by row the form's own head has the total second, behind the natural persons.
    """
    heads = re.split(r"\d", squeeze(text, max(start, end - _HEAD_REACH), end).text)[-1]
    places = [heads.find(ontology().applicants[name].zh) for name in APPLICANTS if name != "other"]
    *names, total = [place if place >= 0 else None for place in places]
    known = [place for place in names if place is not None]
    return known == sorted(known) and not (total is not None and names[0] is not None and total < names[0])


def _text_row(text: str, code: str, hit: LabelHit, stretch: Stretch) -> _TextRow:
    span = stretch.start, stretch.end
    if not text[slice(*span)].strip():
        return _TextRow(code, hit, stretch, None, None if stretch.glued or stretch.cut else "")
    if stretch.glued:
        return _TextRow(code, hit, stretch, None, None)
    return _TextRow(code, hit, stretch, tables.row_cells(text, *span, WIDTH), tables.digits_of(text, *span))


def _total_only(total: int) -> Reading:
    return (*(None for _ in range(WIDTH - 1)), total)


def _blank_row(text: str, row: _TextRow, why: str) -> tuple[CellReading, ...]:
    raw = text[row.stretch.start : row.stretch.end].strip()
    return (CellReading("blank", raw=raw, why=None if row.digits == "" else why),) * WIDTH


# Cells that stand apart: a table whose every row has seven is whole. In any other, a row of seven is read if its sum
# holds, and of a row that lost cells the total is, if the last figure is the sum of the others and the table balances.


def _cells_apart(text: str, rows: Sequence[_TextRow]) -> dict[str, Sequence[CellReading]]:
    counts = {len(row.cells or ()) for row in rows}
    if counts == {WIDTH}:
        return {row.code: row.cells or () for row in rows}
    readings = {row.code: _sums_apart(row) for row in rows}
    settled = settle(readings, balances(readings))
    sound = min(counts - {0}) >= WIDTH or max(counts) <= WIDTH
    sound = sound and _most(bool(readings[row.code]) for row in rows if row.digits != "")
    return {row.code: _row_apart(text, row, row.code in settled, sound) for row in rows}


def _most(signs: Iterable[bool]) -> bool:
    known = list(signs)
    return sum(known) * 2 > len(known)


def _sums_apart(row: _TextRow) -> list[Reading]:
    if row.cells is None:
        return [_total_only(0)] if row.digits == "" else []
    total = row.cells[-1].value
    return [_total_only(int(total))] if total is not None and len(row.cells) <= WIDTH and adds_up(row.cells) else []


def _row_apart(text: str, row: _TextRow, balanced: bool, sound: bool) -> Sequence[CellReading]:
    """`balanced` says that the table's columns of totals agree with the row, `sound` that the sums of most rows hold
    and that the table did not both lose and gain cells."""
    cells = row.cells or ()
    if len(cells) == WIDTH and adds_up(cells) and (balanced or sound):
        return cells
    if balanced and cells and len(cells) < WIDTH and cells[-1].value:
        return (*(CellReading("blank", why=_TOTAL_ONLY),) * (WIDTH - 1), cells[-1])
    return _blank_row(text, row, _APART)


# Cells that run together: a row's digits are parted by its sum. A table whose every row has seven digits or more has
# lost no cell; where it balances, every cell is sure. In any other only totals can be told, and only if it balances.


def _cells_together(text: str, rows: Sequence[_TextRow]) -> dict[str, Sequence[CellReading]]:
    whole = all(len(row.digits or "") >= WIDTH for row in rows if row.digits is not None)
    readings = {row.code: _readings_together(row, whole) for row in rows}
    rules = balances(readings)
    settled = settle(readings, rules)
    # A row that adds up in no way, or a balance that does not hold, is an error or a lost cell, no one knows which.
    sound = not rules and all(readings[row.code] for row in rows if row.digits is not None)
    whole_rows = whole and _most(bool(readings[row.code]) for row in rows)
    cells: dict[str, Sequence[CellReading]] = {}
    for row in rows:
        alone = whole_rows and (sound or len(row.digits or "") == WIDTH)
        reading = settled.get(row.code) or (_alone(row, readings[row.code]) if alone else None)
        if reading is not None and not whole and len(row.digits or "") == WIDTH:
            reading = next((one for one in row_readings(row.digits or "", WIDTH) if one[-1] == reading[-1]), reading)
        cells[row.code] = _row_together(text, row, reading)
    return cells


def _readings_together(row: _TextRow, whole: bool) -> list[Reading]:
    if row.digits is None:
        return []
    if whole:
        return row_readings(row.digits, WIDTH)
    return [_total_only(total) for total in (sorted(totals(row.digits, WIDTH)) if row.digits else [0])]


def _alone(row: _TextRow, readings: Sequence[Reading]) -> Reading | None:
    """What can be told of a row without the table's other rows: all its cells, if its digits can be parted in one way
    and in none into fewer cells; else the total, if all the ways give the same. Where there are so many ways that a sum
    may hold by chance, nothing."""
    digits = row.digits or ""
    if not readings or ways(digits, WIDTH) > _MOST_WAYS:
        return None
    if len(readings) == 1 and not totals(digits, WIDTH - 1):
        return readings[0]
    found = totals(digits, WIDTH)
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
