"""A statutory table that is laid out otherwise than its form → the same cells laid out as the form has them.

Where a table is drawn with its rows as columns it is turned; where blocks of labels and figures stand side by side
(指标|单位|数|指标|单位|数) they are put under one another. Only the order of the cells changes: each keeps its place in
the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from index.labels import Squeezed, align, core_of, squeeze
from index.model import Document, Table, TableCell
from index.ontology import ontology
from index.table_spans import with_spans

_BLOCK_LABELS = 3
_HEADS_ASIDE = 5  # applicants
_MOST_CELLS = 5_000  # far more than a form has


def as_the_form(document: Document, table: Table) -> tuple[Table, Squeezed]:
    """The table as its form lays it out, and its text in the order of its cells then."""
    plain = squeeze(document.text, table.start, table.end)
    if len(table.cells) > _MOST_CELLS:
        return table, plain
    table = with_spans(document, table)
    words = {cell: squeeze(cell.text, 0, len(cell.text)).text for cell in table.cells if cell.text}
    blocks = _turned_blocks(table, words)
    if blocks or _is_turned(words):
        turned = _under_one_another([_turned(block) for block in blocks or (table,)])
        return turned, _in_order(document, turned)
    starts = _block_starts(words)
    if len(starts) > 1:
        stacked = _stacked(table, starts)
        in_order = _in_order(document, stacked)
        if len(align(in_order, "statistics-2014")) > len(align(plain, "statistics-2014")):
            return stacked, in_order
    return table, plain


def _in_order(document: Document, table: Table) -> Squeezed:
    """The text of the table's cells, one after another."""
    pieces = [squeeze(document.text, cell.start, cell.end) for cell in table.cells]
    return Squeezed("".join(one.text for one in pieces), tuple(at for one in pieces for at in one.offsets))


# -- rows as columns ----------------------------------------------------------------------------------------------


def _is_turned(words: dict[TableCell, str]) -> bool:
    """Whether the labels of a form's rows stand beside one another, and the heads of its columns under one another."""
    forms = ontology()
    applicants = {term.zh for term in forms.applicants.values()}
    heads = {head for columns in forms.disclosure.values() for head in columns}
    rows = {core_of(row.labels[0]) for row in forms.rows["applications"] if row.code}
    return (
        _most_in_line((cell.row, text) for cell, text in words.items() if core_of(text) in rows) >= _BLOCK_LABELS
        and _most_in_line((cell.column, text) for cell, text in words.items() if text in applicants) >= _HEADS_ASIDE
    ) or (
        _most_in_line((cell.row, text) for cell, text in words.items() if text in forms.disclosure) > 1
        and _most_in_line((cell.column, _head(text)) for cell, text in words.items() if _head(text) in heads) > 1
    )


def _turned_blocks(table: Table, words: dict[TableCell, str]) -> list[Table]:
    """The parts of a disclosure table under one another, each with its rows' names in its first row and the heads of
    its columns below at the left; empty where that is not so of each."""
    known = {head for columns in ontology().disclosure.values() for head in columns}
    names = [cell for cell, text in words.items() if text in ontology().disclosure]
    heads = [cell for cell, text in words.items() if _head(text) in known]
    rows = {cell.row for cell in names}
    starts = sorted(row for row in rows if row - 1 not in rows)
    blocks = []
    for start, end in pairwise([*starts, table.rows]):
        own = [[cell for cell in some if start <= cell.row < end] for some in (names, heads)]
        if not _names_over_heads(*own):
            return []
        cells = tuple(replace(cell, row=cell.row - start) for cell in table.cells if start <= cell.row < end)
        blocks.append(replace(table, cells=cells, rows=end - start))
    return blocks if blocks and min(cell.row for cell in heads) > starts[0] else []


def _names_over_heads(names: Sequence[TableCell], heads: Sequence[TableCell]) -> bool:
    """Whether every name of a row of the disclosure table stands above and to the right of every head of a column."""
    return bool(names and heads) and (
        max(name.row for name in names) < min(head.row for head in heads)
        and min(name.column for name in names) > max(head.column for head in heads)
    )


def _head(text: str) -> str:
    """The head of a column without its unit."""
    return text.partition("(")[0]


def _most_in_line(found: Iterator[tuple[int, str]]) -> int:
    """How many different labels stand in the row, or column, that has most of them."""
    return max(Counter(line for line, _ in set(found)).values(), default=0)


def _turned(table: Table) -> Table:
    cells = sorted(
        (replace(one, row=one.column, column=one.row, rowspan=one.colspan, colspan=one.rowspan) for one in table.cells),
        key=lambda one: (one.row, one.column),
    )
    return replace(table, cells=tuple(cells), rows=table.columns, columns=table.rows)


def _under_one_another(blocks: Sequence[Table]) -> Table:
    cells: list[TableCell] = []
    rows = 0
    for block in blocks:
        cells += [replace(cell, row=cell.row + rows) for cell in block.cells]
        rows += block.rows
    return replace(blocks[0], cells=tuple(cells), rows=rows, columns=max(block.columns for block in blocks))


# -- blocks side by side ------------------------------------------------------------------------------------------


def _block_starts(words: dict[TableCell, str]) -> list[int]:
    """The columns at which blocks of labels and figures begin: several labels under one another, and a column of
    figures between them and the labels to their left."""
    labels = {core_of(label) for row in ontology().rows["statistics-2014"] for label in row.labels}
    found = Counter(cell.column for cell, text in words.items() if core_of(text) in labels)
    figures = Counter(cell.column for cell, text in words.items() if text.replace(",", "").replace(".", "").isdigit())
    starts: list[int] = []
    for column in sorted(column for column, count in found.items() if count >= _BLOCK_LABELS):
        if not starts or any(starts[-1] < other < column for other in figures):
            starts.append(column)
    return [0, *starts[1:]]


def _stacked(table: Table, starts: Sequence[int]) -> Table:
    edges = [*starts[1:], table.columns]
    cells = [
        replace(
            cell,
            row=cell.row + table.rows * block,
            column=cell.column - start,
            colspan=min(cell.colspan, end - cell.column),
        )
        for block, (start, end) in enumerate(zip(starts, edges, strict=True))
        for cell in table.cells
        if start <= cell.column < end
    ]
    width = max(end - start for start, end in zip(starts, edges, strict=True))
    return replace(table, cells=tuple(cells), rows=table.rows * len(starts), columns=width)
