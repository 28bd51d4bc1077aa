"""The disclosure table (主动公开政府信息情况) of the forms of 2019 and 2021 → Indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from index import tables
from index.forms import LocatedRow, Region, cell_at
from index.labels import Squeezed
from index.model import Document, Indicator, Table
from index.ontology import ontology
from index.tables import CellReading

_COLUMN = {
    "本年新制作数量": r"本年新?制作数量",
    "本年新公开数量": r"本年新?公开数量",
    "对外公开总数量": r"对外公开总数量",
    "上一年项目数量": r"上一?年项目数量",
    "本年增/减": r"本年增/?减",
    "本年处理决定数量": r"本年处理决定数量",
    "处理决定数量": r"处理决定数量",
    "本年制发件数": r"本年制发件数",
    "本年废止件数": r"本年废止件数",
    "现行有效件数": r"现行有效件数",
    "本年收费金额": r"本年收费金额(?:\(单位\.?(?:万元|元)\)|\((?:万元|元)\))?",
    "采购项目数量": r"采购项目数量",
    "采购总金额": r"采购总金额(?:\(单位\.?(?:万元|元)\)|\((?:万元|元)\))?",
}
_PART = r"第二十条第\(?[一二三四五六七八九十]+\)?项"


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str
    name: str
    start: int
    end: int


def disclosure(document: Document, region: Region, squeezed: Squeezed) -> list[Indicator]:
    """The indicators of the disclosure table, as far as `region` holds rows of it under headings of their columns."""
    pieces = list(_disclosure_pieces(squeezed))
    found: list[Indicator] = []
    columns: list[_Piece] = []
    for index, piece in enumerate(pieces):
        if piece.kind == "part":
            columns = []
        elif piece.kind == "column":
            columns = [*columns, piece] if index and pieces[index - 1].kind == "column" else [piece]
        elif columns:
            end = pieces[index + 1].start if index + 1 < len(pieces) else region.end
            found += _disclosure_row(document, region, piece, columns, end)
    return found


def _disclosure_pieces(squeezed: Squeezed) -> Iterator[_Piece]:
    rows = sorted(ontology().disclosure, key=len, reverse=True)
    columns = "|".join(f"(?P<c{index}>{pattern})" for index, pattern in enumerate(_COLUMN.values()))
    stop = r"(?P<stop>申请人情况|[三四]、?收到和处理|结果维持)"
    pattern = re.compile(rf"(?P<part>{_PART}|信息内容)|{columns}|(?P<row>{'|'.join(rows)})|{stop}")
    names = list(_COLUMN)
    for match in pattern.finditer(squeezed.text):
        group = str(match.lastgroup)
        if group == "stop":
            yield _Piece("part", "", *squeezed.span(*match.span()))
            continue
        kind = group if group in {"part", "row"} else "column"
        name = match.group() if kind != "column" else names[int(group[1:])]
        yield _Piece(kind, name, *squeezed.span(*match.span()))


def _disclosure_row(
    document: Document, region: Region, row: _Piece, columns: Sequence[_Piece], end: int
) -> Iterator[Indicator]:
    codes = [ontology().disclosure[row.name].get(column.name) for column in columns]
    cells: Sequence[CellReading]
    if region.table is not None:
        cells = [_below(document, region.table, row, column) for column in columns]
    else:
        cells = _run_cells(document, row, end, len(columns))
    row_end = row.end + len(document.text[row.end : end].rstrip())
    located = LocatedRow(document, region, row.start, row.end, row_end)
    for code, cell, column in zip(codes, cells, columns, strict=True):
        if code is None:
            continue
        unit = "万元" if "万元" in document.text[column.start : column.end] else ""
        reading = cell if cell.unit or not unit else replace(cell, unit=unit)
        yield located.indicator(code, reading)


def _below(document: Document, table: Table, row: _Piece, column: _Piece) -> CellReading:
    label, head = cell_at(table, row.start), cell_at(table, column.start)
    if label is None or head is None:
        return CellReading("blank", why="the table's header could not be matched to its columns")
    for cell in table.cells:
        if cell.row <= label.row < cell.row + cell.rowspan and cell.column <= head.column < cell.column + cell.colspan:
            return tables.read_cell(document.text, cell.start, cell.end)
    return tables.BLANK


def _run_cells(document: Document, row: _Piece, end: int, columns: int) -> Sequence[CellReading]:
    if columns == 1:
        return [tables.read_cell(document.text, row.end, end)]
    cells = tables.read_row(document.text, row.end, end, columns)
    if cells is not None:
        return cells
    digits = tables.digits_of(document.text, row.end, end)
    if digits == "0" * columns:  # the only run of digits that can be parted in one way, dropped cells included
        offsets = [at for at in range(row.end, end) if not document.text[at].isspace()]
        return [
            CellReading("reported", Decimal(digit), digit, span=(at, at + 1))
            for digit, at in zip(digits, offsets, strict=True)
        ]
    raw = document.text[row.end : end].strip()
    why = "the row's figures run together and nothing tells them apart" if raw else None
    return [CellReading("blank", raw=raw, why=why)] * columns
