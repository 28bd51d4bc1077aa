"""The table on reconsideration and litigation with heads that narrow columns tear over several rows → Indicators.

A column's words read from top to bottom (结果维 | 持) are its head. They are taken for it only where all fifteen are
the form's own, in the form's order, with each group's name over its own five.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index import tables
from index.forms import LocatedRow, Region
from index.labels import squeeze
from index.model import Document, Indicator, Table, TableCell
from index.ontology import ontology

_RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_COLUMNS = 3 * len(_RESULTS)
# The groups' names, and the columns over which each may stand.
_NAMES = {
    "行政复议": range(5),
    "行政诉讼": range(5, 15),
    "未经复议直接起诉": range(5, 10),
    "复议后起诉": range(10, 15),
}
_BEFORE = re.compile(rf"(?:{'|'.join(_NAMES)})*")


def under_torn_heads(document: Document, region: Region, table: Table) -> Iterator[Indicator]:
    """The fifteen indicators of a table whose last row holds its figures and whose rows above are its heads, torn."""
    above, figures = _divided(table)
    if not _are_the_forms(above, figures):
        return
    located = LocatedRow(document, region, min(cell.start for cell in above if cell.text), figures[0].start)
    codes = [code for group in ontology().disputes for code in group]
    for code, cell in zip(codes, figures, strict=True):
        yield located.indicator(code, tables.read_cell(document.text, cell.start, cell.end))


def _divided(table: Table) -> tuple[list[TableCell], list[TableCell]]:
    """The cells of the rows above the last one, and those of the last one, each by its column."""
    last = sorted((cell for cell in table.cells if cell.row == table.rows - 1), key=lambda cell: cell.column)
    return sorted((cell for cell in table.cells if cell not in last), key=lambda cell: (cell.row, cell.column)), last


def _are_the_forms(above: Sequence[TableCell], figures: Sequence[TableCell]) -> bool:
    """Whether there are fifteen figures, alone in their columns, under the form's fifteen heads."""
    columns = [cell.column for cell in figures]
    if columns != list(range(_COLUMNS)) or any(cell.colspan * cell.rowspan != 1 for cell in figures):
        return False
    if not any(cell.text for cell in figures) or any(char.isalpha() for cell in figures for char in cell.text):
        return False
    heads = [
        "".join(squeeze(cell.text, 0, len(cell.text)).text for cell in above if cell.column == column)
        for column in columns
    ]
    results = [head.endswith(_RESULTS[place % len(_RESULTS)]) for place, head in enumerate(heads)]
    return all(results) and _have_their_groups(heads)


def _have_their_groups(heads: Sequence[str]) -> bool:
    """Whether what stands over the results is each group's name once, over its own columns."""
    over = [head.removesuffix(_RESULTS[place % len(_RESULTS)]) for place, head in enumerate(heads)]
    if not all(_BEFORE.fullmatch(words) for words in over):
        return False
    alone = [re.findall("|".join(_NAMES), words) for words in over]
    places = {name: [place for place, names in enumerate(alone) if name in names] for name in _NAMES}
    return all(len(where) == 1 and where[0] in _NAMES[name] for name, where in places.items())
