"""The statistics table of the reports of 2014 to 2018 (政府信息公开情况统计表) → Indicators, from a grid or text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index import tables
from index.forms import LocatedRow, Region, Stretch, across_rows, cell_at, covers, stretches
from index.labels import LabelHit, Squeezed, align, align_in_blocks, squeeze
from index.misread import doubt, with_misread
from index.model import Document, Indicator, Table, TableCell
from index.numerals import fold
from index.ontology import ontology
from index.tables import CellReading
from index.year_columns import column_of_year

_FORM = "statistics-2014"
_MIN_ROWS = 5
_MOST = 0.9
_HEAD = re.compile(r"统计(?:数[据量值]?|结果|值)|数[量值据]|本年(?:统计)?数|20\d\d年(?:统计)?数?(?:据|量)?")
# Words in the head of a table that has more than one column of figures, or has them before the labels.
_MORE_FIGURES = re.compile(
    r"代码|编号|行[次号]|^(?:(?!指标).)*(?:统计数|数[量值]).*指标|"
    r"上一?年|去年|同期|同比|环比|增减|增幅|增长|本级|直属|下属|各[县区市镇乡]|(?:20\d\d年.*){2}"
)
_REMARKS = re.compile(r"备注|说明")
_HEAD_WORDS = re.compile(r"(?:(?:统计)?指标(?:名称)?|项目|代码|编号|行[次号]|序号|(?:计量)?单位|统计数|数[量值据])+\Z")
_HEAD_REACH = 60
_LAST_FIGURE = re.compile(r"\d+\s*$")

_TORN = "the table's figures stand apart from its labels, and the sums do not tell which belong together"
_GLUED = "the figure and the next row's number run together"
_SEVERAL = "the table has several columns of figures and its head does not tell which is which"
_SHORT = "the row has no cell under the head of the figures"
_CUT = "the row's label stands in the cells of several rows"
_TWICE = "the label stands twice in the form and no row before it tells which of the two it is"
_MERGED = "the cell is merged with that of another row"
_SHARED = "the cell of the row's label holds another row's label too"


def statistics(document: Document, region: Region, squeezed: Squeezed, year: int | None = None) -> list[Indicator]:
    """The indicators of the statistics table, one for each of its rows, if `region` holds that table. Of columns for
    several years the one of `year`, the report's, is read, where their heads tell which it is."""
    hits = align(squeezed, _FORM)
    codes = [ontology().rows[_FORM][hit.row].code for hit in hits]
    if sum(code is not None for code in codes) < _MIN_ROWS:
        return []
    blocks = align_in_blocks(squeezed, _FORM) if region.table is None else ()
    hits = blocks or with_misread(squeezed, _FORM, hits)
    codes = [ontology().rows[_FORM][hit.row].code for hit in hits]
    if region.table is not None:
        cells = list(_grid_cells(document, region.table, hits, year))
        if region.torn and not _sums_hold(codes, cells):
            cells = [CellReading("blank", unit=cell.unit, why=_TORN) for cell in cells]
    else:
        cells = list(_text_cells(document, region, hits))
    cells = _without_alike(hits, _without_doubtful(hits, codes, cells))
    return [
        LocatedRow(document, region, hit.start, hit.end).indicator(code, tables.as_count(cell, ontology().terms[code]))
        for hit, code, cell in zip(hits, codes, cells, strict=True)
        if code is not None
    ]


def _without_doubtful(
    hits: Sequence[LabelHit], codes: Sequence[str | None], cells: Sequence[CellReading]
) -> list[CellReading]:
    """The cells, without the figures of rows whose labels were misread and that no sum makes sure of."""
    values = {code: cell.value for code, cell in zip(codes, cells, strict=True) if code and cell.value is not None}
    sure = {
        code
        for rule in ontology().sums
        if rule.form == _FORM and {rule.total, *rule.parts} <= values.keys()
        if values[rule.total] == sum(values[part] for part in rule.parts)
        for code in (rule.total, *rule.parts)
    }
    return [
        CellReading("blank", raw=cell.raw, unit=cell.unit, why=why) if (why := doubt(hit, code in sure)) else cell
        for hit, code, cell in zip(hits, codes, cells, strict=True)
    ]


def _without_alike(hits: Sequence[LabelHit], cells: Sequence[CellReading]) -> list[CellReading]:
    """The cells, without those of rows whose label stands twice in the form where no row before tells which it is."""
    rows = ontology().rows[_FORM]
    twice = Counter(row.labels[0] for row in rows)
    there = {hit.row for hit in hits if twice[rows[hit.row].labels[0]] == 1}
    return [
        CellReading("blank", raw=cell.raw, unit=cell.unit, why=_TWICE)
        if twice[rows[hit.row].labels[0]] > 1 and not there & {hit.row - 1, hit.row - 2, hit.row - 3}
        else cell
        for hit, cell in zip(hits, cells, strict=True)
    ]


def _sums_hold(codes: Sequence[str | None], cells: Sequence[CellReading]) -> bool:
    """Whether the table adds up wherever it must, at least twice in figures that are not zero."""
    values = {code: cell.value for code, cell in zip(codes, cells, strict=True) if code and cell.value is not None}
    rules = [rule for rule in ontology().sums if rule.form == _FORM and {rule.total, *rule.parts} <= values.keys()]
    held = [values[rule.total] == sum(values[part] for part in rule.parts) for rule in rules]
    return all(held) and sum(values[rule.total] > 0 for rule in rules) > 1


# -- a grid -------------------------------------------------------------------------------------------------------


def _grid_cells(document: Document, table: Table, hits: Sequence[LabelHit], year: int | None) -> Iterator[CellReading]:
    labels = [cell_at(table, hit.end - 1) for hit in hits]
    heads = {cell.column for cell in table.cells if _HEAD.fullmatch(squeeze(cell.text, 0, len(cell.text)).text)}
    this_year, others = column_of_year(table, year)
    shared = Counter(labels)
    filled = {(label.column, column) for label in labels if label for column in _filled(document, table, label)}
    for hit, label in zip(hits, labels, strict=True):
        if label is None or across_rows(table, hit.start, hit.end):
            yield CellReading("blank", why=_CUT if label else _SHORT)
            continue
        right = {column for column in heads if column > label.column}
        own = {column for left, column in filled if left == label.column}
        columns = right if len(right) == 1 and (right & own or not own) else own
        if columns - this_year and columns <= this_year | others:
            columns = right = this_year
        if len(columns) > 1 or (len(right) == 1 and columns != right):
            yield CellReading("blank", why=_SEVERAL)
        else:
            cell = _grid_cell(document, table, hit, label, next(iter(columns), None))
            behind = cell.span is not None and cell.span[0] >= label.end
            yield CellReading("blank", raw=cell.raw, why=_SHARED) if behind and shared[label] > 1 else cell


def _filled(document: Document, table: Table, label: TableCell) -> Iterator[int]:
    """The columns behind a label in which its row has a figure, as far as only units and figures stand there."""
    for cell in _behind(table, label):
        reading = _reading(document, cell)
        if reading.why:
            return
        if reading.state == "reported":
            yield cell.column


def _behind(table: Table, label: TableCell) -> list[TableCell]:
    """The cells of the label's row to the right of it, from the left; those that span into the row too."""
    row = (cell for cell in table.cells if cell.row <= label.row < cell.row + cell.rowspan)
    return sorted((cell for cell in row if cell.column > label.column), key=lambda cell: cell.column)


def _reading(document: Document, cell: TableCell) -> CellReading:
    return tables.read_cell(document.text, cell.start, cell.end)


def _grid_cell(document: Document, table: Table, hit: LabelHit, label: TableCell, column: int | None) -> CellReading:
    """The row's figure in `column`, or in the label's own cell; `column` is None where no row has a figure."""
    own = tables.read_cell(document.text, hit.end, max(label.end, hit.end))
    behind = _behind(table, label)
    cell = next((cell for cell in behind if column is not None and covers(cell, column)), None)
    if own.state != "blank" or own.why:
        several = own.state == "reported" and cell is not None and cell.text
        return CellReading("blank", raw=own.raw, why=_SEVERAL) if several else own
    unit = next((unit for one in behind if (unit := _reading(document, one).unit)), own.unit)
    if cell is None:
        return CellReading("blank", unit=unit, why=None if any(not one.text for one in behind) else _SHORT)
    if cell.rowspan > 1:
        return CellReading("blank", raw=cell.text, unit=unit, why=_MERGED)
    return tables.with_unit(_reading(document, cell), unit)


# -- text ---------------------------------------------------------------------------------------------------------


def _text_cells(document: Document, region: Region, hits: Sequence[LabelHit]) -> Iterator[CellReading]:
    text = document.text
    found = _without_row_numbers(text, stretches(text, hits, region.end))
    cells = [tables.read_cell(text, stretch.start, stretch.end) for stretch in found]
    head = _head(text, region, hits)
    several = _MORE_FIGURES.search(head) or (
        # Where a row has remarks, another's may be a number that touches its figure.
        _REMARKS.search(head) and any(cell.why for cell in cells)
    )
    places = [_tab_place(text, stretch) for stretch in found]
    feeds = [tables.line_feeds_before(text, one.start, cell) for one, cell in zip(found, cells, strict=True)]
    near = Counter(one for one, cell in zip(feeds, cells, strict=True) if cell.value is not None).most_common(1)
    usual = Counter(place for place in places if place is not None).most_common(1)
    for cell, stretch, place, off in zip(cells, found, places, feeds, strict=True):
        if stretch.glued:
            yield CellReading("blank", raw=text[stretch.start : stretch.end].strip(), why=_GLUED)
        elif cell.state == "reported" and (several or (place is not None and place != usual[0][0])):
            yield CellReading("blank", raw=cell.raw, why=_SEVERAL)
        elif cell.state == "reported" and off > near[0][0] > 0:
            yield CellReading("blank", raw=cell.raw, unit=cell.unit, why=tables.FURTHER_OFF)
        elif cell.state == "blank" and not cell.why and (stretch.cut or several):
            yield CellReading("blank", unit=cell.unit, why=stretch.cut or _SEVERAL)
        else:
            yield cell


def _head(text: str, region: Region, hits: Sequence[LabelHit]) -> str:
    """The table's head in plain width: what stands in its run before the first row, and right before its run in words
    that only heads have."""
    start = max(region.start, hits[0].start - _HEAD_REACH)
    before = _HEAD_WORDS.search(squeeze(text, max(0, start - _HEAD_REACH), start).text)
    return (before.group() if before else "") + squeeze(text, start, hits[0].start).text


def _tab_place(text: str, stretch: Stretch) -> int | None:
    """How many tabs stand between a row's label and its figure; None where the row has no tabs or no figure."""
    before, figure, _ = re.split(r"(\d)", text[stretch.start : stretch.end] + "0", maxsplit=1)
    return before.count("\t") or None if len(before) < stretch.end - stretch.start and figure else None


def _without_row_numbers(text: str, found: Sequence[Stretch]) -> Sequence[Stretch]:
    """Where a first column counts the rows, each row's number ends the stretch before it: it is cut off."""
    last = [match.group().strip() if (match := _last_figure(text, one)) else "" for one in found[:-1]]
    firsts = Counter(
        int(figure[-size:]) - place
        for place, figure in enumerate(last)
        for size in range(1, len(str(len(last))) + 1)
        if len(figure) >= size
    )
    first, count = firsts.most_common(1)[0] if firsts else (0, 0)
    if count < _MOST * len(last) or not last:
        return found
    return [*(_without(text, one, str(first + place)) for place, one in enumerate(found[:-1])), found[-1]]


def _last_figure(text: str, stretch: Stretch) -> re.Match[str] | None:
    return _LAST_FIGURE.search(text, stretch.start, stretch.end)


def _without(text: str, stretch: Stretch, number: str) -> Stretch:
    content = fold(text[stretch.start : stretch.end]).rstrip()
    end = stretch.start + len(content) - len(number) if content.endswith(number) else stretch.start
    return replace(stretch, end=end)
