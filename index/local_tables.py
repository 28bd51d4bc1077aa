"""The figures of tables in no statutory form (信息类别|条数|占比; 公开渠道|单位|数量) → Quantities.

The law of 2008 gave reports no form: until 2013, and beside the forms since, each body draws tables of its own. A
figure of one is read only where the table says all that a sentence would: what it counts, by the words before it in
its row and over it in its column, and whose and of which year it is. Rows of other bodies and places, of months, and
columns of plans and of the year before are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.local_cells import CellFigure, is_empty, is_number, read_figure
from index.local_layout import Column, LocalTable, laid_out
from index.local_words import (
    by_way,
    counted_in,
    in_full,
    is_a_way,
    is_an_act,
    is_of_all,
    is_of_another_body,
    is_of_bodies,
    is_part,
    is_passed_over,
    is_rate,
    is_total,
    is_unit,
    label_of,
    matter_of,
    received_by,
    without_unit,
    words_of,
    years_of,
)
from index.model import Document, Identity, Indicator, Quantity, Table, TableCell
from index.numerals import fold
from index.runs import table_runs
from index.tabbed import tabbed_tables

_ORDINAL = re.compile(r"\d{1,2}[)、.]|\(?[一二三四五六七八九十]{1,3}[)、.]?|\(\d{1,2}\)")
_MEASURES = frozenset({"金额", "面积"})
_RATES = frozenset({"%", "‰", "个百分点", "百分点", "倍"})
_FIRST_FORM = 2014  # the year of the first reports whose tables have a form
_LONGEST = 48  # characters of a label: a longer one is text that a table lays out


@dataclass(frozen=True, slots=True)
class _Label:
    """What a row says before a figure: the cells, their words, the unit they give and the years they name."""

    cells: tuple[TableCell, ...]
    words: str
    unit: str
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Above:
    """What governs a row: the line over its group, and the row that it is a part of (其中)."""

    group: str = ""
    whole: str = ""


def local_figures(document: Document, identity: Identity, indicators: Sequence[Indicator]) -> tuple[Quantity, ...]:
    """The figures of the report's own tables, in the text's order. `indicators` are what its statutory tables hold: a
    table of which any was read, or was found unreadable, is none of its own; before there were forms, only its row."""
    taken = [one.start for one in indicators if one.source == "table"]
    laid = (
        laid_out(document, table, identity)
        for table in (*document.tables, *_tabbed(document))
        if identity.year < _FIRST_FORM or not _holds(table, taken)
    )
    return tuple(figure for one in laid if one is not None for figure in _figures(one, taken))


def _tabbed(document: Document) -> list[Table]:
    """The tables of lines parted by tabs, but for the statutory ones."""
    tabbed = list(tabbed_tables(document))
    forms = table_runs(document) if tabbed else ()
    return [one for one in tabbed if not any(start < one.end and one.start < end for start, end in forms)]


def _holds(where: Table | TableCell, taken: Sequence[int]) -> bool:
    return any(where.start <= at < where.end for at in taken)


def _figures(laid: LocalTable, taken: Sequence[int]) -> Iterator[Quantity]:
    above = _Above()
    of_bodies = any(is_of_bodies(column.head) and not column.passed for column in laid.columns[:2])
    for number in laid.body:
        row = laid.row(number)
        figures = [(cell, *found) for cell in row if (found := _in_cell(laid, number, cell, of_bodies)) is not None]
        first = next((one.text for one in row if one.text and not _ORDINAL.fullmatch(fold(one.text))), "")
        if not figures and len(row) == 1:
            above = _Above(words_of(first))
        elif not is_part(first):
            above = _Above(above.group, words_of(first))
        if any(_holds(one, taken) for one in row):
            continue
        for cell, figure, label in figures:
            governing = (above.group, above.whole if is_part(first) else "")
            yield _quantity(laid, (cell, figure), label, governing)


def _in_cell(laid: LocalTable, number: int, cell: TableCell, of_bodies: bool) -> tuple[CellFigure, _Label] | None:
    """The figure of one cell of a row with what the row says before it; None where the cell holds none, or where what
    is counted is not told, or is not the issuer's (`of_bodies`: the rows are those of bodies) or not of the year."""
    column = laid.columns[cell.column]
    if cell.row != number or cell.rowspan > 1 or column.passed or laid.is_year(cell):
        return None
    label = _label(laid, number, cell)
    if not _tells(laid, label, column) or _is_of_others(laid, label, of_bodies):
        return None
    rate = is_rate(label.words) or is_rate(column.head)
    figure = read_figure(cell.text, label.unit or column.unit or ("" if rate else laid.unit))
    if figure is None or (rate and (is_total(label.words) or figure.base_unit not in _RATES)):
        return None
    return figure, label


def _tells(laid: LocalTable, label: _Label, column: Column) -> bool:
    """Whether a row says what a figure of it counts, and of which year; one row under heads needs no words."""
    if not (label.words or (len(laid.body) == 1 and column.head)) or len(label.years) > 1:
        return False
    return not any(is_passed_over(one.text) or len(one.text) > _LONGEST for one in label.cells)


def _is_of_others(laid: LocalTable, label: _Label, of_bodies: bool) -> bool:
    """Whether a row is that of another body or place, or of several years together. The total of bodies is the
    issuer's only where the table says that it has all of them (各单位, 全县)."""
    if is_total(label.words):
        return laid.of_other_times or (of_bodies and not is_of_all(laid.caption))
    return of_bodies or any(is_of_another_body(words_of(one.text)) for one in label.cells)


def _label(laid: LocalTable, number: int, cell: TableCell) -> _Label:
    """The cells whose words say what `cell` counts, the nearest to its left past the figures of other columns, and the
    unit that its row gives beside them."""
    found: list[TableCell] = []
    unit = ""
    for column in range(cell.column - 1, -1, -1):
        one = laid.cells.get((number, column))
        if one is None or not one.text or one in found or laid.columns[column].passed:
            continue
        text = fold(one.text)
        if is_unit(text):
            unit = unit or text
        elif laid.is_year(one) or not (_ORDINAL.fullmatch(text) or is_number(text) or is_empty(text)):
            found.insert(0, one)
        elif found and is_number(text):
            break
    texts = [fold(one.text) for one in found]
    telling = [one for at, one in enumerate(found) if not (at and laid.only_says_how(found[0], one))]
    words = " ".join(filter(None, (words_of(one.text) for one in telling)))
    return _Label(tuple(found), words, unit or next(filter(None, map(counted_in, texts)), ""), tuple(years_of(words)))


def _quantity(
    laid: LocalTable, found: tuple[TableCell, CellFigure], label: _Label, governing: tuple[str, str]
) -> Quantity:
    cell, figure = found
    column = laid.columns[cell.column]
    over = (without_unit(laid.caption), *governing, column.head)
    subject = in_full(_subject(laid, label, column), over)
    words = dict.fromkeys(over)
    return Quantity(
        subject=subject,
        value=figure.value,
        unit=figure.unit,
        exact=figure.exact,
        base_unit=figure.base_unit,
        start=_quoted_from(laid, cell, label),
        end=cell.end,
        at=cell.start,
        at_end=cell.end,
        context=" ".join(one for one in words if one and one not in subject),
        approximate=figure.approximate,
        year=label.years[0] if label.years else column.year,
        page=cell.page or laid.table.page,
    )


def _quoted_from(laid: LocalTable, cell: TableCell, label: _Label) -> int:
    """Where the quote of a figure begins: with the row's words before it, and where only its head says what it counts,
    with the heads."""
    own = [one.start for one in label.cells if one.row == cell.row]
    return laid.table.start if len(laid.body) == 1 and not matter_of(label.words) else min(own, default=cell.start)


def _subject(laid: LocalTable, label: _Label, column: Column) -> str:
    """What a figure counts: the row's words with the column's; for a total those of the caption."""
    row, head = label_of(label.words), "" if is_total(column.head) else column.head
    ways = laid.columns[label.cells[-1].column].head if label.cells else ""
    row = by_way(ways, row)
    if row.endswith(" 合计"):
        return f"{row.removesuffix(' 合计')}{head}合计"
    if is_total(label.words) or (is_total(column.head) and not row):
        counted = received_by(ways, matter_of(laid.caption))
        if head in _MEASURES or is_an_act(head):
            return f"{counted}{head}合计"
        one_of_several = counted and is_a_way(head) and laid.is_one_of_several(column)
        return f"{counted} {head}合计" if one_of_several else f"{head or counted}合计"
    return f"{row}{head}合计" if is_total(column.head) else f"{row}{head}"
