"""The applications table of the forms of 2019 and 2021 → Indicators, from a grid or from text that lost its borders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from index import tables
from index.form_applications_sums import FORM, WIDTH, adds_up, balanced, blank_row, without_doubtful
from index.form_applications_text import text_applications
from index.forms import LocatedRow, Region, cell_at
from index.labels import LabelHit, Squeezed, align, squeeze
from index.misread import with_misread
from index.model import Document, Indicator, Table, TableCell
from index.ontology import APPLICANTS, ontology
from index.tables import CellReading

_MIN_ROWS = 5

_HEADLESS = "the heads of the table's seven columns are not whole, and the sums do not tell its columns"
_TORN = "the table's figures stand apart from its labels, and the sums do not tell which belong together"
_DAMAGED = "the row's cells do not stand under the table's seven columns"
_SHARED = "the cell of the row's label holds another row's label too"


def applications(document: Document, region: Region, squeezed: Squeezed) -> list[Indicator]:
    """The indicators of the applications table, one for each row and applicant, if `region` holds that table."""
    hits = align(squeezed, FORM)
    rows = [(hit, str(code)) for hit in hits if (code := ontology().rows[FORM][hit.row].code) is not None]
    if len(rows) < _MIN_ROWS:
        return []
    hits = with_misread(squeezed, FORM, hits)
    rows = [(hit, str(code)) for hit in hits if (code := ontology().rows[FORM][hit.row].code) is not None]
    rows = _without_group_headings(rows)
    if region.table is not None:
        return list(_grid_applications(document, region, region.table, rows))
    return list(text_applications(document, region, hits, rows))


def _without_group_headings(rows: Sequence[tuple[LabelHit, str]]) -> list[tuple[LabelHit, str]]:
    """A row that the later form splits (其他处理) is a heading there, and a row of its own only in the earlier form."""
    present = {code for _, code in rows}
    return [(hit, code) for hit, code in rows if not present & set(ontology().terms[code].parts)]


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
    if region.torn and not balanced(cells):
        cells = {code: blank_row(_TORN) for code in cells}
    cells = without_doubtful(rows, cells)
    for (hit, code), label in zip(rows, labels, strict=True):
        row = LocatedRow(document, region, hit.start, hit.end, label.end if label else hit.end)
        for applicant, cell in zip(APPLICANTS, cells.get(code, ()), strict=False):
            yield row.indicator(code, cell, applicant)


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
    rightmost = tuple((column, 1) for column in range(table.columns - WIDTH, table.columns))
    headed = [found.get(name, column) for name, column in zip(names, rightmost, strict=True)]
    if table.columns <= WIDTH or tuple(headed) != rightmost:
        return None
    rows = [_grid_row(document, table, label, rightmost) for label in labels]
    summed = [adds_up(row) for row in rows if row[-1].value is not None]
    return rightmost if summed and sum(summed) >= 4 * (len(summed) - sum(summed)) else None


def _grid_row(
    document: Document, table: Table, label: TableCell, columns: Sequence[_Column]
) -> tuple[CellReading, ...]:
    """The seven cells of the label's row; all blank where the row is not whole or its cells have moved."""
    row = {cell.column: cell for cell in table.cells if cell.row == label.row}
    first, behind = min(column for column, _ in columns), label.column + label.colspan
    moved = any(cell.text not in {"", label.text} for column, cell in row.items() if behind <= column < first)
    cells = [cell for column in columns if (cell := _under(row, *column))]
    if moved or behind > first or label.rowspan > 1 or len(cells) < WIDTH:
        return blank_row(_DAMAGED)
    return tuple(tables.read_cell(document.text, cell.start, cell.end) for cell in cells)


def _under(row: Mapping[int, TableCell], column: int, width: int) -> TableCell | None:
    """The cell of a row under a head of some width: as wide, or the first of several of which it alone has text."""
    cell = row.get(column)
    if cell is None or cell.rowspan > 1 or cell.colspan not in {1, width}:
        return None
    others = (row.get(other) for other in range(column + cell.colspan, column + width))
    return None if any(other is not None and other.text not in {"", cell.text} for other in others) else cell
