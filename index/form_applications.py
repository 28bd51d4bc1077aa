"""The applications table of the forms of 2019 and 2021 → Indicators, from a grid or from text that lost its borders."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from index import tables
from index.form_applications_sums import FORM, WIDTH, adds_up, balanced, blank_row, without_doubtful
from index.form_applications_text import text_applications
from index.forms import LocatedRow, Region, across_rows, cell_at
from index.labels import LabelHit, Squeezed, align, squeeze
from index.misread import with_misread
from index.model import Document, Indicator, Table, TableCell
from index.ontology import APPLICANTS, ontology
from index.tables import CellReading

_MIN_ROWS = 5
# As much of a part's numbered label as no other row begins with (1.申, 2.申), unless it is short (3.其他).
_OPENING, _SHORT = 3, 5
_SUMS = frozenset({"合计", "总数", "件数", "数量"})  # for 总计
# What stands over several of the columns, and may be one with the head of the column below its middle.
_ALL, _LEGAL = "申请人情况", "法人或其他组织"

_HEADLESS = "the heads of the table's seven columns are not whole, and the sums do not tell its columns"
_NO_COLUMN = "the table has no column for the applicant"
_TORN = "the table's figures stand apart from its labels, and the sums do not tell which belong together"
_DAMAGED = "the row's cells do not stand under the table's seven columns"
_SHARED = "the cell of the row's label holds another row's label too"
_CUT = "the row's label stands in the cells of several rows"


def applications(document: Document, region: Region, squeezed: Squeezed) -> list[Indicator]:
    """The indicators of the applications table, one for each row and applicant, if `region` holds that table."""
    hits = align(squeezed, FORM)
    rows = [(hit, str(code)) for hit in hits if (code := ontology().rows[FORM][hit.row].code) is not None]
    if len(rows) < _MIN_ROWS:
        return []
    hits = with_misread(squeezed, FORM, hits)
    rows = [(hit, str(code)) for hit in hits if (code := ontology().rows[FORM][hit.row].code) is not None]
    rows = [(hit, code) for hit, code in rows if region.table is None or not _in_heads(region.table, hit)]
    rows = _without_group_headings(document, region, rows)
    if region.table is not None:
        return list(_grid_applications(document, region, region.table, rows))
    return list(text_applications(document, region, hits, rows))


def _in_heads(table: Table, hit: LabelHit) -> bool:
    """Whether what reads as a row's label (其他, 总计) stands among the heads of the columns."""
    cell = cell_at(table, hit.start)
    beside = {squeeze(one.text, 0, len(one.text)).text for one in table.cells if cell and one.row == cell.row}
    return not beside.isdisjoint(
        ontology().applicants[name].zh for name in APPLICANTS if name not in {"other", "total"}
    )


def _without_group_headings(
    document: Document, region: Region, rows: Sequence[tuple[LabelHit, str]]
) -> list[tuple[LabelHit, str]]:
    """A row that the later form splits (其他处理) is a heading there, and a row of its own only in the earlier form.

    A part's row may stand on the next page, or its label be torn: the label's first letters tell the later form.
    """
    present = {code for _, code in rows}
    return [
        (hit, code)
        for hit, code in rows
        if not (parts := ontology().terms[code].parts) or not (present & set(parts) or _begins(document, region, parts))
    ]


def _begins(document: Document, region: Region, codes: Sequence[str]) -> bool:
    """Whether the numbered label of one of these rows begins in the region or in a table next to it."""
    places = [index for index, table in enumerate(document.tables) if region.start <= table.start < region.end]
    near = document.tables[max(0, places[0] - 1) : places[-1] + 2] if places else ()
    spans = [(region.start, region.end), *((table.start, table.end) for table in near)]
    labels = [row.labels[0] for row in ontology().rows[FORM] if row.code in codes]
    words = re.compile("|".join(re.escape(label[:_OPENING]) for label in labels if len(label) > _SHORT))
    return any(words.search(squeeze(document.text, *span).text) for span in spans)


# -- a grid -------------------------------------------------------------------------------------------------------


def _grid_applications(
    document: Document, region: Region, table: Table, rows: Sequence[tuple[LabelHit, str]]
) -> Iterator[Indicator]:
    labels = [cell_at(table, hit.end - 1) for hit, _ in rows]
    columns = _applicant_columns(document, table, [label for label in labels if label is not None])
    cells: dict[str, Sequence[CellReading]] = {
        code: _grid_row(document, table, label, columns) if columns else blank_row(_HEADLESS)
        for (_, code), label in zip(rows, labels, strict=True)
        if label is not None
    }
    shared = Counter(labels)
    cells |= {
        code: blank_row(_SHARED) for (_, code), label in zip(rows, labels, strict=True) if label and shared[label] > 1
    }
    cells |= {code: blank_row(_CUT) for hit, code in rows if code in cells and across_rows(table, hit.start, hit.end)}
    if region.torn and not balanced(cells):
        cells = {code: blank_row(_TORN) for code in cells}
    cells = without_doubtful(rows, cells)
    for (hit, code), label in zip(rows, labels, strict=True):
        row = LocatedRow(document, region, hit.start, hit.end, label.end if label else hit.end)
        for applicant, cell in zip(APPLICANTS, cells.get(code, ()), strict=False):
            yield row.indicator(code, cell, applicant)


_Column = tuple[int, int]  # where a column of figures begins, and how many of the grid's columns it takes


def _applicant_columns(
    document: Document, table: Table, labels: Sequence[TableCell]
) -> tuple[_Column | None, ...] | None:
    """The columns of the seven applicants: by their headings, some of which a table may not have; in a grid without
    any, the seven rightmost, if the last of them holds the sums of the others."""
    names = [ontology().applicants[name].zh for name in APPLICANTS]
    heads = _heads(table, names, min((label.column + label.colspan for label in labels), default=0))
    if heads is None:
        return None
    found = {name: (cell.column, cell.colspan) for name, cell in heads.items()}
    if len(set(found.values())) == len(names) or (found and _covers_the_right(table, found.values(), labels)):
        return tuple(found.get(name) for name in names)
    rightmost = tuple((column, 1) for column in range(table.columns - WIDTH, table.columns))
    headed = [found.get(name, column) for name, column in zip(names, rightmost, strict=True)]
    if table.columns <= WIDTH or tuple(headed) != rightmost:
        return None
    first = rightmost[0][0]
    if any(
        label.column < cell.column < first and cell.text not in {"", label.text}
        for label in labels
        for cell in table.cells
        if cell.row == label.row and _is_figure(document, cell)
    ):
        return None
    rows = [_grid_row(document, table, label, rightmost) for label in labels]
    summed = [adds_up(row) for row in rows if row[-1].value is not None]
    return rightmost if summed and sum(summed) >= 4 * (len(summed) - sum(summed)) else None


def _heads(table: Table, names: Sequence[str], behind: int) -> dict[str, TableCell] | None:
    """The first cell of each applicant's name from column `behind` on, where no labels are; None where a name stands in
    its row again, as the next year's does."""
    found: dict[str, TableCell] = {}
    ends: dict[str, int] = {}
    for cell in table.cells:
        words = _own_words(squeeze(cell.text, 0, len(cell.text)).text, names)
        words = names[-1] if words in _SUMS else words
        if words not in names or cell.column < behind or cell.row == table.rows - 1:
            continue
        first = found.setdefault(words, cell)
        if first.row == cell.row and ends.setdefault(words, cell.column) < cell.column:
            return None
        ends[words] = cell.column + cell.colspan if first.row == cell.row else ends[words]
    return found


def _own_words(words: str, names: Sequence[str]) -> str:
    """The words of a head without those of the heads above it; a sum of the legal persons alone stays one."""
    own = words.removeprefix(_ALL)
    below = own.removeprefix(_LEGAL)
    return below if below in names[1:-1] else own


def _covers_the_right(table: Table, columns: Iterable[_Column], labels: Sequence[TableCell]) -> bool:
    """Whether every column to the right of the labels has one of the heads: none that is lost has moved the others."""
    behind = max((label.column + label.colspan for label in labels), default=table.columns)
    headed = {place for column, width in columns for place in range(column, column + width)}
    return headed == set(range(behind, table.columns))


def _grid_row(
    document: Document, table: Table, label: TableCell, columns: Sequence[_Column | None]
) -> tuple[CellReading, ...]:
    """The seven cells of the label's row; all blank where the row is not whole or its cells have moved, and those that
    the table has no column for."""
    row = {cell.column: cell for cell in table.cells if cell.row == label.row}
    first = min(column[0] for column in columns if column)
    behind = label.column + label.colspan
    moved = any(cell.text not in {"", label.text} for column, cell in row.items() if behind <= column < first)
    cells = [_under(row, *column) if column else None for column in columns]
    lost = any(column and not cell for column, cell in zip(columns, cells, strict=True))
    if moved or behind > first or label.rowspan > 1 or lost:
        return blank_row(_DAMAGED)
    return tuple(
        tables.read_cell(document.text, cell.start, cell.end) if cell else CellReading("blank", why=_NO_COLUMN)
        for cell in cells
    )


def _under(row: Mapping[int, TableCell], column: int, width: int) -> TableCell | None:
    """The cell of a row under a head of some width: as wide, or the first of several of which it alone has text."""
    cell = row.get(column)
    if cell is None or cell.rowspan > 1 or cell.colspan not in {1, width}:
        return None
    others = (row.get(other) for other in range(column + cell.colspan, column + width))
    return None if any(other is not None and other.text not in {"", cell.text} for other in others) else cell


def _is_figure(document: Document, cell: TableCell) -> bool:
    return tables.read_cell(document.text, cell.start, cell.end).value is not None
