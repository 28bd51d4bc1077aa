"""Tables whose merged cells lost their spans on the way into a web page → the same cells where the form has them.

Where a site drops `rowspan` and `colspan`, every row begins at the left and the heads no longer stand over their
figures. The state's forms say how the heads were merged (国办公开办函〔2021〕30号), and each row that still has all of
its form's figures ends with them: the applications table with seven, the table of disputes with fifteen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.form_applications_sums import WIDTH, adds_up
from index.labels import squeeze
from index.model import Document, Table, TableCell
from index.ontology import APPLICANTS, ontology
from index.tables import read_cell

_LABELS = 3  # columns of labels in the applications table
_TOTAL = "总计"
_RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", _TOTAL]
_GROUPS = ["行政复议", "行政诉讼"]
_COURTS = ["未经复议直接起诉", "复议后起诉"]
_MOST_ROWS = 100  # far more than a form has

_Row = Sequence[TableCell]


def with_spans(document: Document, table: Table) -> Table:
    """The table with its cells moved to where they stand in the form; the table itself where its heads are merged as
    the form has them, or where a row has not all of its figures."""
    if table.rows > _MOST_ROWS:
        return table
    rows = [sorted((cell for cell in table.cells if cell.row == row), key=_column) for row in range(table.rows)]
    return _disputes(table, rows) or _applications(document, table, rows) or table


def _column(cell: TableCell) -> int:
    return cell.column


def _words(row: _Row) -> list[str]:
    return [squeeze(cell.text, 0, len(cell.text)).text for cell in row]


# -- the table of disputes ----------------------------------------------------------------------------------------


def _disputes(table: Table, rows: Sequence[_Row]) -> Table | None:
    """The table of disputes: the two groups, below them five heads and the two courts', and the courts' ten below
    these, each row at the left."""
    count = len(_RESULTS)
    for at, (groups, heads, below) in enumerate(zip(rows, rows[1:], rows[2:], strict=False)):
        words = [_words(row) for row in (groups, heads, below)]
        wanted = [_GROUPS, [*_RESULTS, *_COURTS], _RESULTS * 2]
        if words != wanted or any(cell.colspan > 1 for cell in (*groups, *heads, *below)) or below[0].column:
            continue
        cells = [
            replace(groups[0], colspan=count),
            replace(groups[1], column=count, colspan=2 * count),
            *heads[:count],
            *(replace(cell, column=count * place, colspan=count) for place, cell in enumerate(heads[count:], 1)),
            *(replace(cell, column=cell.column + count) for cell in below),
            *(cell for row in (*rows[:at], *rows[at + 3 :]) for cell in row),
        ]
        return replace(table, cells=_in_order(cells))
    return None


# -- the applications table ---------------------------------------------------------------------------------------


def _applications(document: Document, table: Table, rows: Sequence[_Row]) -> Table | None:
    """The applications table: the organisations' five heads at the left of a row of their own, and behind them rows
    that end with seven figures."""
    names = [ontology().applicants[name].zh for name in APPLICANTS]
    five = next((at for at, row in enumerate(rows) if _words(row) == names[1:-1]), None)
    if not five or rows[five][0].column > rows[five - 1][0].column or names[-1] not in _words(rows[five - 1]):
        return None
    above = [cell for cell, words in zip(rows[five - 1], _words(rows[five - 1]), strict=True) if words in names]
    if _words(above) != [names[0], names[-1]]:
        return None
    body = rows[five + 1 :]
    if not body or not all(_is_whole(document, row) for row in body) or not _sums_hold(document, body):
        return None
    width = _LABELS + WIDTH
    heads = [replace(above[0], column=_LABELS, colspan=1), replace(above[1], column=width - 1, colspan=1)]
    heads += [replace(cell, column=_LABELS + at, colspan=1) for at, cell in enumerate(rows[five], 1)]
    others = [cell for row in rows[: five - 1] for cell in row]
    moved = [cell for row in body for cell in _ending_at(row, width)]
    return replace(table, cells=_in_order([*others, *heads, *moved]), columns=width)


def _is_whole(document: Document, row: _Row) -> bool:
    """Whether a row ends with its seven figures, behind one to three labels."""
    figures = [not read_cell(document.text, cell.start, cell.end).why for cell in row]
    labels = len(row) - WIDTH
    return 1 <= labels <= _LABELS and all(figures[labels:]) and all(bool(cell.text) for cell in row[:labels])


def _sums_hold(document: Document, body: Sequence[_Row]) -> bool:
    """Whether the last of the seven figures is the others' sum, in all rows that have one but very few."""
    read = [[read_cell(document.text, cell.start, cell.end) for cell in row[-WIDTH:]] for row in body]
    held = [adds_up(cells) for cells in read if cells[-1].value is not None]
    return any(held) and sum(held) >= 4 * (len(held) - sum(held))


def _ending_at(row: _Row, width: int) -> list[TableCell]:
    """The cells of a row with the last in column `width` - 1; its last label reaches to its figures."""
    labels = len(row) - WIDTH
    moved = [replace(cell, column=at, colspan=1, rowspan=1) for at, cell in enumerate(row)]
    moved[labels - 1] = replace(moved[labels - 1], colspan=_LABELS - labels + 1)
    figures = [replace(cell, column=width - WIDTH + at) for at, cell in enumerate(moved[labels:])]
    return [*moved[:labels], *figures]


def _in_order(cells: Sequence[TableCell]) -> tuple[TableCell, ...]:
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
