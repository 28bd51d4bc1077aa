"""How a report's own table is laid out: its caption, what the head over each column says, and where its rows begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.captions import caption_of, is_of_another
from index.local_cells import is_number
from index.local_words import (
    by_way,
    counted_in,
    is_of_all,
    is_of_another_body,
    is_of_bodies,
    is_of_no_report,
    is_passed_over,
    is_planned,
    is_rate,
    is_total,
    is_unit,
    matter_of,
    says_how,
    some_of_a_year,
    without_unit,
    words_of,
    years_of,
)
from index.model import Document, Identity, Table, TableCell
from index.numerals import fold

_MOST_ROWS, _MOST_COLUMNS, _MOST_HEADS = 300, 16, 3
_REACH = 2  # lines above a table among which the unit of its figures stands


@dataclass(frozen=True, slots=True)
class Column:
    """What the head over a column says: its words, what the figures under it are counted in (empty where it does not
    say), the year they are of (None where it names none), and whether they never answer for the report's year."""

    head: str = ""
    unit: str = ""
    year: int | None = None
    passed: bool = False


@dataclass(frozen=True, slots=True)
class LocalTable:
    """A table of figures: its cells by row and column, a cell that spans several at each of them; its columns; the rows
    that its figures stand in; its caption (plain) and the unit that is given for the whole of it."""

    table: Table
    cells: dict[tuple[int, int], TableCell]
    columns: tuple[Column, ...]
    body: range
    caption: str
    unit: str

    @property
    def of_other_times(self) -> bool:
        """Whether the rows, taken together, are of other times than one year: of several years, of some months."""
        first = [one for number in self.body for one in self.row(number)[:2]]
        return sum(map(self.is_year, first)) > 1 or some_of_a_year(one.text for one in first)

    def is_year(self, cell: TableCell) -> bool:
        """Whether a cell of the body is a year that its row is of: 2012年, and a bare 2012 at the row's beginning."""
        bare = cell.column > 0 and fold(cell.text).strip().isdigit()
        before = (self.cells.get((cell.row, column)) for column in range(cell.column)) if bare else ()
        return bool(years_of(cell.text, alone=True)) and all(one is None or is_number(one.text) for one in before)

    def is_one_of_several(self, column: Column) -> bool:
        """Whether other columns are counted in what `column` is, so that none of them is the whole."""
        told = [
            one for number, one in enumerate(self.columns) if one.head and any(map(is_number, _texts(self, number)))
        ]
        counts = [one for one in told if not (one.passed or is_rate(one.head))]
        unit = column.unit or self.unit
        return sum((one.unit or self.unit) == unit for one in counts if not is_total(one.head)) > 1

    def only_says_how(self, label: TableCell, cell: TableCell) -> bool:
        """Whether a `cell` behind the `label` of its row only says how or when (公开方式, 更新频率): no other row has
        that label."""
        alike = (self.cells.get((row, label.column)) for row in self.body)
        alone = label.rowspan == 1 and sum(one is not None and one.text == label.text for one in alike) == 1
        return alone and says_how(self.columns[cell.column].head)

    def row(self, number: int) -> list[TableCell]:
        """The cells over a row, each once, from left to right."""
        found = (self.cells.get((number, column)) for column in range(self.table.columns))
        return list(dict.fromkeys(one for one in found if one is not None))


def laid_out(document: Document, table: Table, identity: Identity) -> LocalTable | None:
    """`table` with its heads told from its rows; None where it holds no figures, or its caption says that they are of
    another year or body than the report's `identity`."""
    if not (2 <= table.columns <= _MOST_COLUMNS and table.rows <= _MOST_ROWS):
        return None
    whole = LocalTable(table, _by_place(table), (), range(table.rows), "", "")
    first = next((row for row in whole.body if any(_holds_figure(whole, row, one) for one in whole.row(row))), None)
    if first is None or first > _MOST_HEADS:
        return None
    titles = [number for number in range(first) if any(one.colspan >= table.columns for one in whole.row(number))]
    said = [fold(one.text) for number in titles for one in whole.row(number) if one.text]
    caption = next((one for one in said if without_unit(one)), caption_of(document, table.start))
    if is_of_another(caption, identity) or is_passed_over(caption) or is_of_no_report(caption, identity.year):
        return None
    heads = [number for number in range(first) if number not in titles]
    columns = [_column(whole, heads, number) for number in range(table.columns)]
    if any(one.year for one in columns):  # what stands under no year may be of all of them
        columns = [replace(one, passed=one.passed or (one.year is None and is_total(one.head))) for one in columns]
    if some_of_a_year(one.text for number in heads for one in whole.row(number)):
        columns = [replace(one, passed=one.passed or is_total(one.head)) for one in columns]
    columns = _counted_alike(_without_bodies(whole, columns, heads, first, is_of_all(caption)))
    whole = replace(whole, body=range(first, table.rows), caption=caption, unit=_unit(document, table, said))
    return replace(whole, columns=_without_ordinals(whole, tuple(_of_units(whole, columns))))


def _by_place(table: Table) -> dict[tuple[int, int], TableCell]:
    return {
        (row, column): cell
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.rowspan)
        for column in range(cell.column, cell.column + cell.colspan)
    }


def _holds_figure(whole: LocalTable, number: int, cell: TableCell) -> bool:
    """Whether a cell makes its row one of the body: it holds a number, which a bare 2012 is only behind a label."""
    label = whole.cells.get((number, 0))
    labelled = number > 0 and label is not None and label.row == number and bool(label.text) and label.rowspan == 1
    return is_number(cell.text) and not (years_of(cell.text, alone=True) and not (labelled and not whole.is_year(cell)))


def _unit(document: Document, table: Table, titles: Sequence[str]) -> str:
    """The unit that a line above a table, or a row over all its columns, gives for its figures (单位：条)."""
    floor = max((one.end for one in document.tables if one.end <= table.start), default=0)
    above = [line for line in document.lines if floor <= line.start and line.end <= table.start][-_REACH:]
    lines = (*titles, *(fold(document.text[line.start : line.end]) for line in reversed(above)))
    return next(filter(None, (counted_in(line, caption=True) for line in lines)), "")


def _column(whole: LocalTable, heads: Sequence[int], number: int) -> Column:
    cells = (whole.cells.get((row, number)) for row in heads)
    said = list(dict.fromkeys(fold(one.text) for one in cells if one is not None and one.text))
    words = " ".join(said)
    years = years_of(words)
    return Column(
        head=_matter(said),
        unit=counted_in(words),
        year=years[0] if len(years) == 1 else None,
        passed=is_passed_over(words) or is_planned(_matter(said)) or is_planned(words) or len(years) > 1,
    )


def _matter(said: Sequence[str]) -> str:
    """What the heads over a column say that it counts, a way of applying as one: 申请方式 over 当面 → 当面申请."""
    last = matter_of(said[-1]) if len(said) > 1 else ""
    whole = by_way(matter_of(said[-2]), last) if last else ""
    return whole if whole != last else matter_of(" ".join(said))


def _without_bodies(
    whole: LocalTable, columns: Sequence[Column], heads: Sequence[int], first: int, has_all: bool
) -> list[Column]:
    """`columns`, those of figures under the names of bodies passed over, and with them their total where the table does
    not say that it has all of them (`has_all`). The body begins at the row `first`."""

    def is_bodys(number: int) -> bool:
        cells = (whole.cells.get((row, number)) for row in heads)
        said = [words_of(one.text) for one in cells if one is not None]
        below = (whole.cells.get((row, number)) for row in range(first, whole.table.rows))
        named = any(is_of_another_body(one) or is_of_bodies(one) for one in said)
        return named and any(one is not None and is_number(one.text) for one in below)

    bodies = {number for number in range(len(columns)) if is_bodys(number)}
    return [
        replace(one, passed=one.passed or at in bodies or (bool(bodies) and is_total(one.head) and not has_all))
        for at, one in enumerate(columns)
    ]


def _counted_alike(columns: Sequence[Column]) -> list[Column]:
    """`columns`, one of totals counted in what all the others are that say it."""
    units = {one.unit for one in columns if one.unit and is_unit(one.unit)}
    alike = units.pop() if len(units) == 1 else ""
    return [replace(one, unit=one.unit or alike) if is_total(one.head) else one for one in columns]


def _of_units(whole: LocalTable, columns: Sequence[Column]) -> Iterator[Column]:
    """`columns`, those of nothing but units without their heads: 单位 over them does not say that rows are bodies."""
    for number, column in enumerate(columns):
        texts = list(_texts(whole, number))
        yield replace(column, head="") if texts and all(map(is_unit, texts)) else column


def _without_ordinals(whole: LocalTable, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """`columns`, the first passed over where it only counts the rows."""
    first = list(_texts(whole, 0))
    if len(first) > 1 and first == [str(at) for at in range(1, len(first) + 1)]:
        return (replace(columns[0], passed=True), *columns[1:])
    return columns


def _texts(whole: LocalTable, column: int) -> Iterator[str]:
    cells = dict.fromkeys(whole.cells.get((number, column)) for number in whole.body)
    yield from (fold(one.text) for one in cells if one is not None and one.text)
