"""The table on reconsideration and litigation (行政复议、行政诉讼情况) of the forms of 2019 and 2021 → Indicators."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import tables
from index.forms import LocatedRow, Region
from index.labels import Squeezed, squeeze
from index.model import Document, Indicator, Table
from index.ontology import ontology
from index.tables import CellReading

_HEADER = re.compile(r"(?:结果维持结果纠正其他结果尚未审结总计){3}")


def disputes(document: Document, region: Region, squeezed: Squeezed) -> list[Indicator]:
    """The indicators of the table on reconsideration and litigation, if `region` holds it."""
    codes = [code for row in ontology().disputes for code in row]
    if region.table is not None:
        return _grid(document, region, region.table, codes)
    match = _HEADER.search(squeezed.text)
    if match is None:
        return []
    start, end = squeezed.span(*match.span())
    row_end = end + len(document.text[end : region.end].rstrip())
    cells = tables.read_row(document.text, end, row_end, len(codes))
    if cells is None:
        cells = _cells_of(document, end, row_end, len(codes))
    row = LocatedRow(document, region, start, end, row_end)
    return [row.indicator(code, cell) for code, cell in zip(codes, cells, strict=True)]


def _cells_of(document: Document, start: int, end: int, count: int) -> tuple[CellReading, ...]:
    raw = document.text[start:end].strip()
    digits = tables.digits_of(document.text, start, end)
    readings = tables.group_readings(digits, 3, count // 3) if digits else []
    if len(readings) == 1:
        spans = tables.cell_spans(document.text, start, end, readings[0])
        return tuple(
            CellReading("reported", value, raw, span=span) for value, span in zip(readings[0], spans, strict=True)
        )
    why = "the row's figures run together and the sums leave no single reading" if raw else None
    return (CellReading("blank", raw=raw, why=why),) * count


def _grid(document: Document, region: Region, table: Table, codes: Sequence[str]) -> list[Indicator]:
    texts = [squeeze(cell.text, 0, len(cell.text)).text for cell in table.cells]
    heads = [cell for cell, text in zip(table.cells, texts, strict=True) if text in {"结果维持", "尚未审结"}]
    if len(heads) < 6 or table.columns < len(codes):
        return []
    below = max(cell.row for cell in heads) + 1
    first = min(cell.column for cell in heads)
    at = {(cell.row, cell.column): cell for cell in table.cells}
    found = []
    for index, code in enumerate(codes):
        cell = at.get((below, first + index))
        if cell is None:
            continue
        # The group's name (行政复议, 复议后起诉) stands rows above: the quote holds the whole header.
        row = LocatedRow(document, region, region.start, cell.start)
        found.append(row.indicator(code, tables.read_cell(document.text, cell.start, cell.end)))
    return found
