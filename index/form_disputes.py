"""The table on reconsideration and litigation (行政复议、行政诉讼情况) of the forms of 2019 and 2021 → Indicators.

Its three groups of five figures stand side by side, as one row of fifteen, or as tables of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from index import tables
from index.forms import LocatedRow, Region, covers
from index.labels import Squeezed, squeeze
from index.model import Document, Indicator, Table, TableCell
from index.ontology import ontology
from index.sums import only_group_reading
from index.tables import CellReading

_RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_WIDTH = len(_RESULTS)
_HEAD = "".join(_RESULTS)
_LAWSUITS = "未经复议直接起诉复议后起诉"
_NAMES = r"(?P<group>未经复议直接起诉|复议后起诉|行政复议)(?:情况|案件)?(?:统计)?表?"
_GROUP = re.compile(rf"{_NAMES}\W*$")
_HEADS = re.compile(
    rf"(?P<three>(?:行政复议行政诉讼)?(?:{_LAWSUITS})?{_HEAD}(?:{_LAWSUITS})?{_HEAD}{_HEAD})|(?:{_NAMES})?{_HEAD}"
)
_GROUP_OF = {"行政复议": 0, "未经复议直接起诉": 1, "复议后起诉": 2}
_REACH = 40

_TOGETHER = "the row's figures run together and the sums leave no single reading"
_DAMAGED = "the row's cells do not stand under the heads of the columns"


def disputes(document: Document, region: Region, squeezed: Squeezed) -> list[Indicator]:
    """The indicators of the table on reconsideration and litigation, as far as `region` holds it."""
    if region.table is not None:
        return list(_grid(document, region, region.table))
    return list(_text(document, region, squeezed))


# -- text ---------------------------------------------------------------------------------------------------------


def _text(document: Document, region: Region, squeezed: Squeezed) -> Iterator[Indicator]:
    for match in _HEADS.finditer(squeezed.text):
        start, end = squeezed.span(*match.span())
        named = [_GROUP_OF[match["group"]]] if match["group"] else []
        groups = [0, 1, 2] if match["three"] else named or _groups_before(document.text, start)
        row_end = end + len(_figures_behind(document.text, end, region.end).rstrip())
        row = LocatedRow(document, region, start, end, row_end)
        cells = iter(_text_cells(document.text, end, row_end, len(groups)))
        for group in groups:
            for code in ontology().disputes[group]:
                yield row.indicator(code, next(cells))


def _figures_behind(text: str, start: int, end: int) -> str:
    """What stands behind a head up to the next words."""
    words = re.search(r"[^\W\d]", text[start:end])
    return text[start : start + words.start()] if words else text[start:end]


def _groups_before(text: str, start: int) -> list[int]:
    """The group that a head of five columns belongs to: the one whose name stands right before it."""
    named = _GROUP.search(squeeze(text, max(0, start - _REACH), start).text)
    return [_GROUP_OF[named["group"]]] if named else []


def _text_cells(text: str, start: int, end: int, count: int) -> Sequence[CellReading]:
    raw = text[start:end].strip()
    cells = tables.tabbed_cells(text, start, end, count * _WIDTH)
    if cells is not None:
        more = tables.ends_in_more(cells[-_WIDTH:])
        return [*cells[:-1], CellReading("blank", raw=cells[-1].raw, why=tables.MORE_DIGITS)] if more else cells
    cells = tables.row_cells(text, start, end, count * _WIDTH)
    if cells is not None and len(cells) == count * _WIDTH and _adds_up(cells):
        return cells
    digits = tables.digits_of(text, start, end)
    reading = only_group_reading(digits, count, _WIDTH) if digits else None
    if reading is not None:
        spans = tables.cell_spans(text, start, end, reading)
        return [
            CellReading("reported", Decimal(value or 0), raw, span=span)
            for value, span in zip(reading, spans, strict=True)
        ]
    return [CellReading("blank", raw=raw, why=_TOGETHER if raw else None)] * (count * _WIDTH)


def _adds_up(cells: Sequence[CellReading]) -> bool:
    """Whether the last of each five is the sum of the four before it, blank ones counted as nothing."""
    values = [cell.value or Decimal(0) for cell in cells]
    return all(sum(values[at : at + _WIDTH - 1]) == values[at + _WIDTH - 1] for at in range(0, len(values), _WIDTH))


# -- a grid -------------------------------------------------------------------------------------------------------


def _grid(document: Document, region: Region, table: Table) -> Iterator[Indicator]:
    words = {cell: squeeze(cell.text, 0, len(cell.text)).text for cell in table.cells}
    for first, text in words.items():
        if text != _RESULTS[0]:
            continue
        groups = _groups_above(document, table, words, first)
        heads = [cell for cell in words if cell.row == first.row and 0 <= cell.column - first.column < _WIDTH]
        if len(groups) != 1 or tuple(words[head] for head in heads) != _RESULTS:
            continue
        found = _below(words, heads)
        for code, cell in zip(ontology().disputes[groups[0]], found, strict=True):
            # The group's name (行政复议, 复议后起诉) stands rows above: the quote holds the whole header.
            row = LocatedRow(document, region, region.start, cell.start if cell else heads[-1].end)
            if cell is None or None in found:
                yield row.indicator(code, CellReading("blank", why=_DAMAGED))
            else:
                yield row.indicator(code, tables.read_cell(document.text, cell.start, cell.end))


def _groups_above(document: Document, table: Table, words: Mapping[TableCell, str], first: TableCell) -> list[int]:
    """The group that a head belongs to: the lowest one named above it, or before a table that names none."""
    named = [cell for cell in words if words[cell] in _GROUP_OF]
    over = [cell for cell in named if cell.row < first.row and covers(cell, first.column)]
    if over:
        return [_GROUP_OF[words[max(over, key=lambda cell: cell.row)]]]
    return [] if named else _groups_before(document.text, table.start)


def _below(words: Mapping[TableCell, str], heads: Sequence[TableCell]) -> list[TableCell | None]:
    """For each head the cell under it, in the first row below that is no part of the table's head."""
    head_rows = {cell.row for cell, text in words.items() if text in {*_RESULTS, *_GROUP_OF}}
    row = heads[0].row + heads[0].rowspan
    while row in head_rows:
        row += 1
    at = {cell.column: cell for cell in words if (cell.row, cell.rowspan, cell.colspan) == (row, 1, 1)}
    last = max(cell.column for cell, text in words.items() if text == _RESULTS[-1])
    return [at.get(head.column) if last in at else None for head in heads]
