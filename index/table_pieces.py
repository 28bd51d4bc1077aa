"""Pieces of one statutory table → the table: pieces under one another, and columns that were torn off to the right.

Web copies and page breaks leave a table in pieces. Nothing is joined but what the state's forms make sure of: pieces
under one another go on with the form's rows where the piece above ends, in as many columns; pieces side by side have as
many rows, and only one of them has the rows' labels. Whether figures that were torn from their labels are read is then
for the sums to say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from index.labels import align, squeeze
from index.model import Document, Table, TableCell
from index.numerals import fold
from index.ontology import APPLICANTS, ontology
from index.tables import read_cell

_BETWEEN = re.compile(r"[\s\-—–]*(?:第?\s*\d{1,3}\s*页?|\(?续(?:上?表)?\)?)?[\s\-—–]*")
_HEADS, _FEW_HEADS = 5, 3
_FEW_ROWS = 5
_LABELS = 3  # columns of labels in the applications table
_WIDTHS = {"applications": len(APPLICANTS), "statistics-2014": 1}  # how many columns of figures a form has
_RESULTS = frozenset({"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"})
_NOTE = "本列数据的勾稽关系为第一项加第二项之和等于第三项加第四项之和"
_HEAD_WORDS = frozenset({"合计", "申请人情况", "法人或其他组织", "统计数据"})


@dataclass(frozen=True, slots=True)
class Whole:
    """A table with its pieces joined; `torn` where figures stood in another table than their labels."""

    table: Table
    torn: bool = False


def whole_tables(document: Document) -> Iterator[Whole]:
    """The document's tables in order, the pieces of one table as one.

    A joined table has the first one's index; its cells keep their places in the text.
    """
    whole: Whole | None = None
    for table in document.tables:
        joined = _joined(document, whole, table) if whole else None
        if whole and not joined:
            yield whole
        whole = joined or Whole(table)
    if whole:
        yield whole


def _joined(document: Document, above: Whole, table: Table) -> Whole | None:
    if not _is_nothing(document.text[above.table.end : table.start]):
        return None
    below = _ending_alike(document, above.table, table)
    if below.columns == above.table.columns and not above.torn and _goes_on(document, above.table, below):
        return Whole(_under(above.table, below))
    if above.table.rows == table.rows and _belongs_beside(document, above.table, table):
        return Whole(_beside(above.table, table), torn=True)
    return None


def _is_nothing(between: str) -> bool:
    """Whether no word but the forms' own stands between two tables: a head that is repeated, the rest of a label."""
    words = _form_words()
    own = (squeeze(piece, 0, len(piece)).text.strip("()") for piece in between.split())
    others = [
        piece for piece, plain in zip(between.split(), own, strict=True) if not (_has_letter(plain) and plain in words)
    ]
    return _BETWEEN.fullmatch(fold(" ".join(others))) is not None


def _has_letter(words: str) -> bool:
    return any(char.isalpha() for char in words)


@cache
def _form_words() -> str:
    """The applications table's heads and labels, each on a line of its own."""
    labels = [label for row in ontology().rows["applications"] for label in row.labels]
    plain = [squeeze(label, 0, len(label)).text for label in labels]
    return "\n".join([_NOTE, *_HEAD_WORDS, *_applicants(), *plain])


def _under(above: Table, below: Table) -> Table:
    moved = tuple(replace(cell, row=cell.row + above.rows) for cell in below.cells)
    return replace(above, cells=(*above.cells, *moved), rows=above.rows + below.rows, end=below.end)


def _beside(left: Table, right: Table) -> Table:
    moved = tuple(replace(cell, column=cell.column + left.columns) for cell in right.cells)
    return replace(left, cells=(*left.cells, *moved), columns=left.columns + right.columns, end=right.end)


# -- under one another --------------------------------------------------------------------------------------------


def _goes_on(document: Document, above: Table, below: Table) -> bool:
    """Whether `below` goes on where `above` ends: with the next rows of its form, or the figures under its head."""
    if any(_rows_go_on(document, form, above, below) for form in ontology().rows):
        return True
    last, first = _words(above, above.rows - 1), _words(below, 0)
    if set(last) == _RESULTS and below.rows == 1:
        return all(_is_figure(document, cell) for cell in below.cells)
    return bool(first) and first[0] in ontology().disclosure and "信息内容" in _words_of(above)


def _rows_go_on(document: Document, form: str, above: Table, below: Table) -> bool:
    """Whether the rows of `below` come after those of `above` in the form, or are its first under a head alone."""
    there = [hit.row for hit in align(squeeze(document.text, below.start, below.end), form)]
    start = _below_heads(above)
    here = [hit.row for hit in align(squeeze(document.text, start, above.end), form)]
    if not here:
        is_head = form == "applications" and len(_applicants().intersection(_words_of(above))) >= _HEADS
        return is_head and there[:1] == [0]
    both = [hit.row for hit in align(squeeze(document.text, start, below.end), form)]
    # Labels that stand twice in a form are told apart by those before them alone, and the name of a group may stand
    # in both pieces (三、本年度办理结果).
    with_figures = [[row for row in rows if ontology().rows[form][row].code] for rows in (here, there, both)]
    return _are_in_order(here, there, both) or _are_in_order(*with_figures)


def _are_in_order(here: list[int], there: list[int], both: list[int]) -> bool:
    return bool(here and there) and both[: len(here)] == here and len(both) == len(here) + len(there)


def _below_heads(table: Table) -> int:
    """Where the rows begin, behind the heads of the applicants' columns: 总计 and 其他 are labels of rows as well."""
    organisations = _applicants() - {"其他", "总计"}
    heads = Counter(cell.row for cell in table.cells if squeeze(cell.text, 0, len(cell.text)).text in organisations)
    last = max((row for row, count in heads.items() if count >= _FEW_HEADS), default=-1)
    return min((cell.start for cell in table.cells if cell.row > last), default=table.end)


def _words(table: Table, row: int) -> list[str]:
    return [squeeze(cell.text, 0, len(cell.text)).text for cell in table.cells if cell.row == row]


def _words_of(table: Table) -> list[str]:
    return [squeeze(cell.text, 0, len(cell.text)).text for cell in table.cells]


def _ending_alike(document: Document, above: Table, below: Table) -> Table:
    """`below` with its rows moved to end where those of `above` do: a merged cell that a page break cuts stays above
    (三、本年度办理结果), and the rows below are short at the left. Only where each row has all the form's figures."""
    rows = [sorted((cell for cell in below.cells if cell.row == row), key=_column) for row in range(below.rows)]
    figures = _WIDTHS["applications"]
    whole = all(
        len(row) > figures
        and all(_is_figure(document, cell) and cell.colspan == cell.rowspan == 1 for cell in row[-figures:])
        and not _is_figure(document, row[-figures - 1])
        for row in rows
    )
    moves = [above.columns - row[-1].column - row[-1].colspan for row in rows if row]
    if not whole or not any(moves) or not all(0 <= move < _LABELS for move in moves):
        return below
    cells = tuple(replace(cell, column=cell.column + moves[cell.row]) for cell in below.cells)
    return replace(below, cells=cells, columns=above.columns)


def _column(cell: TableCell) -> int:
    return cell.column


# -- side by side -------------------------------------------------------------------------------------------------


def _belongs_beside(document: Document, left: Table, right: Table) -> bool:
    """Whether `right` holds nothing but figures and their heads, and `left` the labels of a form."""
    if not all(_is_figure(document, cell) or _is_head(cell) for cell in right.cells):
        return False
    words = [cell for cell in left.cells if not _is_figure(document, cell) and not _is_head(cell)]
    labels = max((cell.column for cell in words), default=0)
    figures = {cell.column for cell in left.cells if cell.text and cell.column > labels}
    return any(
        len(figures) < most and len(align(squeeze(document.text, left.start, left.end), form)) >= _FEW_ROWS
        for form, most in _WIDTHS.items()
    )


def _is_figure(document: Document, cell: TableCell) -> bool:
    """Whether a cell may belong to a column of figures: one figure, a dash, a unit, nothing."""
    return not read_cell(document.text, cell.start, cell.end).why


def _is_head(cell: TableCell) -> bool:
    words = squeeze(cell.text, 0, len(cell.text)).text
    return words in _HEAD_WORDS or words in _applicants()


def _applicants() -> set[str]:
    return {term.zh for term in ontology().applicants.values()}
