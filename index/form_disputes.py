"""The table on reconsideration and litigation (行政复议、行政诉讼情况) of the forms of 2019 and 2021 → Indicators.

Its three groups of five figures stand side by side as one row of fifteen; reports also put them under one another, as
tables of their own, or with the results as rows. In a grid a figure is whose its heads say: one names its group and one
its result, above it or to the left. What lost its borders is read by `index.form_disputes_text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, takewhile

from index import tables
from index.form_disputes_text import dispute_rows, group_named_before, whole_row
from index.form_disputes_torn import under_torn_heads
from index.forms import LocatedRow, Region
from index.labels import Squeezed, squeeze
from index.model import EMPTY_CELL, Document, Indicator, Table, TableCell
from index.ontology import ontology
from index.tables import CellReading

_RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_GROUPS = ("行政复议", "未经复议直接起诉", "复议后起诉")
_LAWSUITS = "行政诉讼"
_HEAD = re.compile(
    rf"\W*(?:[一二三四五][、.)])?(?P<lawsuits>{_LAWSUITS})?(?:情况|案件)?\W*(?P<group>{'|'.join(_GROUPS)})?(?:情况|案件)?\W*"
    rf"(?P<result>{'|'.join(_RESULTS)}|合计)?数?量?\W*"
)

_MOST_LOOKS = 500_000  # far more than any table of the form needs

_DAMAGED = "the row's cells do not stand under the heads of the columns"
_SEVERAL = "several rows of figures stand under the same heads"


def disputes(document: Document, region: Region, squeezed: Squeezed) -> list[Indicator]:
    """The indicators of the table on reconsideration and litigation, as far as `region` holds it."""
    if region.table is None:
        return list(dispute_rows(document, region, squeezed))
    found = list(_grid(document, region, region.table))
    # A grid whose groups do not stand over their columns may still have them in the order of the form.
    whole = list(whole_row(document, region, squeezed))
    read = {item.code: (item.state, item.value) for item in whole}
    unlike = any(read.get(item.code) != (item.state, item.value) for item in found)
    if not any(item.value is not None or item.why in {None, EMPTY_CELL} for item in (*found, *whole)):
        torn = list(under_torn_heads(document, region, region.table))
        found = torn or found
    return whole if not found or (unlike and any(item.value is not None for item in whole)) else found


@dataclass(frozen=True, slots=True)
class _Head:
    """A cell that names a group of figures, a result, or both; the lawsuits as a whole are the group None.

    `rows` and `columns` are how far it reaches over the empty cells below it and to its right: a merged cell may be
    drawn as several of which the first alone has the text.
    """

    cell: TableCell
    names_group: bool
    group: int | None
    result: int | None
    rows: int
    columns: int

    def is_over(self, cell: TableCell, *, drawn: bool) -> bool:
        """Whether it stands above `cell`, by its own columns or by those it is `drawn` over."""
        width = max(self.columns, self.cell.colspan) if drawn else self.cell.colspan
        return self.cell.row + self.cell.rowspan <= cell.row and 0 <= cell.column - self.cell.column < width

    def is_left_of(self, cell: TableCell, *, drawn: bool) -> bool:
        """Whether it stands to the left of `cell`, by its own rows or by those it is `drawn` over."""
        height = max(self.rows, self.cell.rowspan) if drawn else self.cell.rowspan
        return self.cell.column + self.cell.colspan <= cell.column and 0 <= cell.row - self.cell.row < height


@dataclass(frozen=True, slots=True)
class _Figure:
    """A cell with its group's and its result's heads; `fits` says that it stands under or behind the latter alone."""

    cell: TableCell
    group: int
    result: _Head
    heads: tuple[_Head, ...]
    fits: bool


def _grid(document: Document, region: Region, table: Table) -> Iterator[Indicator]:
    heads = _heads(document, table)
    if not any(head.result == 0 for head in heads) or len(heads) * len(table.cells) > _MOST_LOOKS:
        return
    figures = [figure for cell in table.cells if (figure := _figure(cell, heads))]
    figures = _without_short_rows(figures, heads)
    used = [head for figure in figures for head in figure.heads]
    first = min((head.cell.start for head in [*used, *_lawsuits(heads)]), default=region.start)
    named = {head.group for head in heads if head.group is not None}
    for group in sorted(named):
        for result, code in enumerate(ontology().disputes[group]):
            if not any(head.result == result for head in heads):
                continue
            found = _filled([one for one in figures if (one.group, one.result.result) == (group, result)])
            cell = _the_one(found)
            last = max((one.end for one in [cell, *(head.cell for head in heads)] if one), default=region.end)
            # The group's name (行政复议, 复议后起诉) stands rows above: the quote holds the whole header.
            row = LocatedRow(document, region, first, cell.start if cell else last)
            yield row.indicator(code, _read(document, found, cell))


def _read(document: Document, found: Sequence[_Figure], cell: TableCell | None) -> CellReading:
    if cell is not None and found[0].fits:
        return tables.read_cell(document.text, cell.start, cell.end)
    return CellReading("blank", why=_SEVERAL if found and found[0].fits else _DAMAGED)


def _filled(figures: Sequence[_Figure]) -> Sequence[_Figure]:
    """The figures whose cells hold something; all of them where none does. One that fits nowhere comes first."""
    return sorted([one for one in figures if one.cell.text] or figures, key=lambda one: one.fits)


def _the_one(found: Sequence[_Figure]) -> TableCell | None:
    """The cell that holds a figure; None where there are none, or several that differ."""
    return found[0].cell if len({figure.cell.text for figure in found}) == 1 else None


# -- heads --------------------------------------------------------------------------------------------------------


def _heads(document: Document, table: Table) -> list[_Head]:
    """The cells that name groups and results. A table that names no group is one of the group named before it, or has
    the fifteen results of all three in their order."""
    texts = {(cell.row, cell.column): cell.text for cell in table.cells}
    heads = [head for cell in table.cells if (head := _head(cell, texts))]
    if any(head.names_group for head in heads):
        return _over_their_five(heads) or heads
    results = [head for head in heads if head.result is not None]
    groups: list[int | None]
    if [head.result for head in results] == [*range(len(_RESULTS))] * len(_GROUPS):
        groups = [group for group in range(len(_GROUPS)) for _ in _RESULTS]
    else:
        groups = [group_named_before(document.text, table.start)] * len(results)
    return [replace(head, names_group=True, group=group) for head, group in zip(results, groups, strict=True)]


def _over_their_five(heads: Sequence[_Head]) -> list[_Head] | None:
    """The heads of one row of all fifteen results in the form's order, each group's name drawn over its own five: a
    name may stand over some of them alone, or be one with the head below it. None where that order is not certain:
    a name stands over another group's results, or the results are fewer or in another order."""
    results = [head for head in heads if head.result is not None]
    columns = [head.cell.column for head in results]
    in_order = [head.result for head in results] == [*range(len(_RESULTS))] * len(_GROUPS)
    if not in_order or len({head.cell.row for head in results}) > 1 or columns != sorted(set(columns)):
        return None
    fives = [results[at : at + len(_RESULTS)] for at in range(0, len(results), len(_RESULTS))]
    places = [(five[0].cell.column, five[-1].cell.column + five[-1].cell.colspan) for five in fives]
    names: list[_Head] = []
    for head in heads:
        if not head.names_group:
            continue
        start, end = places[head.group] if head.group is not None else (places[1][0], places[-1][1])
        if not start <= head.cell.column < head.cell.column + head.cell.colspan <= end:
            return None
        cell = replace(head.cell, column=start, colspan=end - start)
        names.append(replace(head, cell=cell, result=None, rows=1, columns=end - start))
    return [*(replace(head, names_group=False, group=None) for head in results), *names]


def _head(cell: TableCell, texts: Mapping[tuple[int, int], str]) -> _Head | None:
    match = _HEAD.fullmatch(squeeze(cell.text, 0, len(cell.text)).text)
    if not match or not any(match.groups()):
        return None
    result = match["result"].replace("合计", "总计") if match["result"] else None
    # What is empty below a cell that names a group and a result is a blank figure, not a part of it.
    below = takewhile(lambda row: texts.get((row, cell.column)) == "", count(cell.row + 1))
    return _Head(
        cell,
        bool(match["lawsuits"] or match["group"]),
        _GROUPS.index(match["group"]) if match["group"] else None,
        _RESULTS.index(result) if result else None,
        1 if match["group"] and result else 1 + sum(1 for _ in below),
        1 + sum(1 for _ in takewhile(lambda column: texts.get((cell.row, column)) == "", count(cell.column + 1))),
    )


def _lawsuits(heads: Sequence[_Head]) -> list[_Head]:
    return [head for head in heads if head.names_group and head.group is None]


def _figure(cell: TableCell, heads: Sequence[_Head]) -> _Figure | None:
    """The cell with its heads, where one names its group and one its result; None for heads and for other cells."""
    if any(head.cell is cell for head in heads):
        return None
    result = _nearest([head for head in heads if head.result is not None], cell)
    named = [head for head in heads if head.names_group]
    group = _nearest(named, cell) or _nearest(named, cell, drawn=True)
    if result is None or group is None or group.group is None:
        return None
    return _Figure(cell, group.group, result, (group, result), _fits(cell, result.cell))


def _nearest(heads: Sequence[_Head], cell: TableCell, *, drawn: bool = False) -> _Head | None:
    """The lowest head above the cell or the rightmost to its left, if these are not two that differ. The lawsuits as a
    whole give way to one of their groups."""
    over = max((one for one in heads if one.is_over(cell, drawn=drawn)), key=lambda one: one.cell.row, default=None)
    left = max(
        (one for one in heads if one.is_left_of(cell, drawn=drawn)), key=lambda one: one.cell.column, default=None
    )
    found = [one for one in (over, left) if one is not None]
    if len(found) == 2 and (found[0].group, found[0].result) != (found[1].group, found[1].result):
        found = [one for one in found if one.names_group and one.group is not None]
    return found[0] if len(found) == 1 or len({(one.group, one.result) for one in found}) == 1 else None


def _fits(cell: TableCell, head: TableCell) -> bool:
    """Whether a figure takes the same columns as the head above it, or the same row as the head beside it."""
    if head.row + head.rowspan <= cell.row:
        return (cell.column, cell.colspan, cell.rowspan) == (head.column, head.colspan, 1)
    return (cell.row, cell.rowspan) == (head.row, head.rowspan)


def _without_short_rows(figures: Sequence[_Figure], heads: Sequence[_Head]) -> list[_Figure]:
    """The figures, those of a row that lost a cell as fitting nowhere: nobody knows which one it lost."""
    heads_in: dict[int, set[TableCell]] = {}
    for head in heads:
        if head.result is not None:
            heads_in.setdefault(head.cell.row, set()).add(head.cell)
    used: dict[tuple[int, int], set[TableCell]] = {}
    for figure in figures:
        if (above := figure.result.cell.row) < figure.cell.row:
            used.setdefault((figure.cell.row, above), set()).add(figure.result.cell)
    written = {figure.cell.row for figure in figures if figure.cell.text}
    lost = {row for (row, above), cells in used.items() if row in written and cells != heads_in[above]}
    return [replace(figure, fits=False) if figure.cell.row in lost else figure for figure in figures]
