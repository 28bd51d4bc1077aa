"""The statutory tables of a report → Indicators: the statistics table of 2014 to 2018, and the disclosure,
applications and disputes tables of the forms of 2019 and 2021 (国办公开办函〔2019〕60号, 〔2021〕30号).

A table is either a located `Table`, whose grid says which cell is whose, or a run of text that lost its borders. The
labels are found the same way in both (`index.labels`); only how a row's cells are read differs (`index.tables`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from index import tables
from index.labels import LabelHit, Squeezed, align, squeeze
from index.model import Applicant, Document, Indicator, Layout, Table, TableCell
from index.ontology import APPLICANTS, ontology
from index.runs import table_runs
from index.tables import CellReading

_MIN_ROWS = {"statistics-2014": 5, "applications": 5}
_OUTCOMES_FROM, _OUTCOMES_TO = "granted", "handled_total"


@dataclass(frozen=True, slots=True)
class Region:
    """Where one statutory table may stand: a located table, or a run of text (`table` is None)."""

    start: int
    end: int
    table: Table | None


def statutory_indicators(document: Document) -> tuple[Indicator, ...]:
    """Every indicator that the document's statutory tables have a row for, blank ones included, in the text's order."""
    found: list[Indicator] = []
    for region in regions(document):
        squeezed = squeeze(document.text, region.start, region.end)
        found += _statistics(document, region, squeezed)
        found += _applications(document, region, squeezed)
        found += _disclosure(document, region, squeezed)
        found += _disputes(document, region, squeezed)
    return tuple(found)


def regions(document: Document) -> list[Region]:
    """The located tables and the borderless runs of the document, in the text's order."""
    located = [Region(table.start, table.end, table) for table in document.tables]
    runs = [Region(start, end, None) for start, end in table_runs(document)]
    return sorted(located + runs, key=lambda region: region.start)


def layout_of(document: Document, indicators: Sequence[Indicator], year: int) -> Layout:
    """The form a report is in: by its tables where it has them, else by the section titles the later forms prescribe."""
    codes = {item.code for item in indicators if item.source == "table"}
    text = squeeze(document.text, 0, len(document.text)).text
    if "channel_website" in codes or "applications_in_person" in codes:
        return "statistics-2014"
    if "本年制发件数" in text or "other_not_corrected" in codes:
        return "form-2021"
    if re.search(r"本年新?制作数量|上一年项目数量", text):
        return "form-2019"
    if codes or re.search(r"收到和处理政府信息公开申请情况", text):
        return "form-2021" if year >= 2021 else "form-2019"
    return "narrative"


# -- the statistics table -----------------------------------------------------------------------------------------


def _statistics(document: Document, region: Region, squeezed: Squeezed) -> list[Indicator]:
    hits = align(squeezed, "statistics-2014")
    rows = ontology().rows["statistics-2014"]
    if sum(rows[hit.row].code is not None for hit in hits) < _MIN_ROWS["statistics-2014"]:
        return []
    found = []
    for hit, after in zip(hits, _after(hits), strict=True):
        code = rows[hit.row].code
        if code is None:
            continue
        if after is not None and after.glued:
            cell = CellReading("blank", why="the figure and the next row's number run together")
        else:
            end = region.end if after is None else after.start
            cell = tables.read_cell(document.text, hit.end, end)
        found.append(_indicator(document, region, code, hit, cell))
    return found


def _after(hits: Sequence[LabelHit]) -> tuple[LabelHit | None, ...]:
    """For each label, the next one."""
    return (*hits[1:], None) if hits else ()


# -- the applications table ---------------------------------------------------------------------------------------


def _applications(document: Document, region: Region, squeezed: Squeezed) -> list[Indicator]:
    hits = align(squeezed, "applications")
    rows = ontology().rows["applications"]
    coded = [hit for hit in hits if rows[hit.row].code is not None]
    if len(coded) < _MIN_ROWS["applications"]:
        return []
    coded = _without_group_headings(coded, [str(rows[hit.row].code) for hit in coded])
    if region.table is not None:
        return list(_grid_applications(document, region, region.table, coded))
    return list(_text_applications(document, region, hits, coded))


def _without_group_headings(hits: list[LabelHit], codes: list[str]) -> list[LabelHit]:
    """A row that the later form splits (其他处理) is a heading there, and a row of its own only in the earlier form."""
    present = set(codes)
    return [hit for hit, code in zip(hits, codes, strict=True) if not present & set(ontology().terms[code].parts)]


def _grid_applications(
    document: Document, region: Region, table: Table, hits: Sequence[LabelHit]
) -> Iterator[Indicator]:
    columns = _applicant_columns(table)
    if columns is None:
        return
    at = {(cell.row, cell.column): cell for cell in table.cells}
    rows = ontology().rows["applications"]
    for hit in hits:
        label = _cell_at(table, hit.start)
        if label is None:
            continue
        for applicant, column in zip(APPLICANTS, columns, strict=True):
            cell = at.get((label.row, column))
            if cell is None:
                continue
            reading = tables.read_cell(document.text, cell.start, cell.end)
            yield _indicator(document, region, str(rows[hit.row].code), hit, reading, applicant)


def _applicant_columns(table: Table) -> tuple[int, ...] | None:
    """The grid columns of the seven applicant columns: by their headings, else the seven rightmost."""
    names = [ontology().applicants[name].zh for name in APPLICANTS]
    found: dict[str, int] = {}
    for cell in table.cells:
        words = squeeze(cell.text, 0, len(cell.text)).text
        if words in names and words not in found and cell.row < table.rows - 1:
            found[words] = cell.column
    ordered = tuple(found[name] for name in names) if len(found) == len(names) else ()
    if ordered and list(ordered) == sorted(ordered):
        return ordered
    if table.columns >= len(names) + 1:
        return tuple(range(table.columns - len(names), table.columns))
    return None


def _cell_at(table: Table, offset: int) -> TableCell | None:
    return next((cell for cell in table.cells if cell.start <= offset < cell.end), None)


def _text_applications(
    document: Document, region: Region, hits: Sequence[LabelHit], coded: Sequence[LabelHit]
) -> Iterator[Indicator]:
    rows = ontology().rows["applications"]
    ends = {hit: (after.start if after else region.end) for hit, after in zip(hits, _after(hits), strict=True)}
    glued = {hit for hit, after in zip(hits, _after(hits), strict=True) if after is not None and after.glued}
    direct: dict[str, tuple[CellReading, ...]] = {}
    readings: dict[str, list[tables.Reading]] = {}
    for hit in coded:
        code = str(rows[hit.row].code)
        cells = tables.read_row(document.text, hit.end, ends[hit], len(APPLICANTS))
        digits = tables.digits_of(document.text, hit.end, ends[hit])
        if cells is not None:
            direct[code] = cells
            readings[code] = [tuple(cell.value for cell in cells)]
        else:
            readings[code] = tables.row_readings(digits, len(APPLICANTS)) if digits and hit not in glued else []
    settled = tables.settle(readings, _balances([str(rows[hit.row].code) for hit in coded]))
    for hit in coded:
        code = str(rows[hit.row].code)
        cells = direct.get(code) or _cells_of(document, hit, ends[hit], settled.get(code))
        row_end = hit.end + len(document.text[hit.end : ends[hit]].rstrip())
        for applicant, cell in zip(APPLICANTS, cells, strict=True):
            yield _indicator(document, region, code, hit, cell, applicant, row_end)


def _cells_of(document: Document, hit: LabelHit, end: int, reading: tables.Reading | None) -> tuple[CellReading, ...]:
    raw = document.text[hit.end : end].strip()
    if reading is None:
        why = "the row's figures run together and the sums leave no single reading" if raw else None
        return (CellReading("blank", raw=raw, why=why),) * len(APPLICANTS)
    lost = CellReading("blank", raw=raw, why="the row's empty cells were dropped; only its total can be told")
    spans = tables.cell_spans(document.text, hit.end, end, reading)
    return tuple(
        lost if value is None else CellReading("reported", value, raw, span=span)
        for value, span in zip(reading, spans, strict=True)
    )


def _balances(codes: Sequence[str]) -> list[tables.Balance]:
    """新收 + 上年结转 = 总计 + 结转下年度, and 总计 = the outcomes, per column (勾稽关系 of the form itself)."""
    if _OUTCOMES_FROM not in codes or _OUTCOMES_TO not in codes:
        return []
    outcomes = tuple(codes[codes.index(_OUTCOMES_FROM) : codes.index(_OUTCOMES_TO)])
    inflow = ("applications_received", "carried_over_in")
    return [
        tables.Balance(inflow, ("handled_total", "carried_over_out")),
        tables.Balance(outcomes, ("handled_total",)),
        tables.Balance(inflow, (*outcomes, "carried_over_out")),
    ]


# -- the disclosure table -----------------------------------------------------------------------------------------

_COLUMN = {
    "本年新制作数量": r"本年新?制作数量",
    "本年新公开数量": r"本年新?公开数量",
    "对外公开总数量": r"对外公开总数量",
    "上一年项目数量": r"上一?年项目数量",
    "本年增/减": r"本年增/?减",
    "本年处理决定数量": r"本年处理决定数量",
    "处理决定数量": r"处理决定数量",
    "本年制发件数": r"本年制发件数",
    "本年废止件数": r"本年废止件数",
    "现行有效件数": r"现行有效件数",
    "本年收费金额": r"本年收费金额(?:\(单位\.?(?:万元|元)\)|\((?:万元|元)\))?",
    "采购项目数量": r"采购项目数量",
    "采购总金额": r"采购总金额(?:\(单位\.?(?:万元|元)\)|\((?:万元|元)\))?",
}
_PART = r"第二十条第\(?[一二三四五六七八九十]+\)?项"


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str
    name: str
    start: int
    end: int


def _disclosure(document: Document, region: Region, squeezed: Squeezed) -> list[Indicator]:
    pieces = list(_disclosure_pieces(squeezed))
    found: list[Indicator] = []
    columns: list[_Piece] = []
    for index, piece in enumerate(pieces):
        if piece.kind == "part":
            columns = []
        elif piece.kind == "column":
            columns = [*columns, piece] if index and pieces[index - 1].kind == "column" else [piece]
        elif columns:
            end = pieces[index + 1].start if index + 1 < len(pieces) else region.end
            found += _disclosure_row(document, region, piece, columns, end)
    return found


def _disclosure_pieces(squeezed: Squeezed) -> Iterator[_Piece]:
    rows = sorted(ontology().disclosure, key=len, reverse=True)
    columns = "|".join(f"(?P<c{index}>{pattern})" for index, pattern in enumerate(_COLUMN.values()))
    stop = r"(?P<stop>申请人情况|[三四]、?收到和处理|结果维持)"
    pattern = re.compile(rf"(?P<part>{_PART}|信息内容)|{columns}|(?P<row>{'|'.join(rows)})|{stop}")
    names = list(_COLUMN)
    for match in pattern.finditer(squeezed.text):
        group = str(match.lastgroup)
        if group == "stop":
            yield _Piece("part", "", *squeezed.span(*match.span()))
            continue
        kind = group if group in {"part", "row"} else "column"
        name = match.group() if kind != "column" else names[int(group[1:])]
        yield _Piece(kind, name, *squeezed.span(*match.span()))


def _disclosure_row(
    document: Document, region: Region, row: _Piece, columns: Sequence[_Piece], end: int
) -> Iterator[Indicator]:
    codes = [ontology().disclosure[row.name].get(column.name) for column in columns]
    if region.table is not None:
        cells = [_below(document, region.table, row, column) for column in columns]
    else:
        cells = _run_cells(document, row, end, len(columns))
    row_end = row.end + len(document.text[row.end : end].rstrip())
    for code, cell, column in zip(codes, cells, columns, strict=True):
        if code is None:
            continue
        unit = "万元" if "万元" in document.text[column.start : column.end] else ""
        hit = LabelHit(0, row.start, row.end)
        reading = (
            cell if cell.unit or not unit else CellReading(cell.state, cell.value, cell.raw, unit, cell.span, cell.why)
        )
        yield _indicator(document, region, code, hit, reading, row_end=row_end)


def _below(document: Document, table: Table, row: _Piece, column: _Piece) -> CellReading:
    label, head = _cell_at(table, row.start), _cell_at(table, column.start)
    if label is None or head is None:
        return CellReading("blank", why="the table's header could not be matched to its columns")
    for cell in table.cells:
        if cell.row <= label.row < cell.row + cell.rowspan and cell.column <= head.column < cell.column + cell.colspan:
            return tables.read_cell(document.text, cell.start, cell.end)
    return tables.BLANK


def _run_cells(document: Document, row: _Piece, end: int, columns: int) -> Sequence[CellReading]:
    if columns == 1:
        return [tables.read_cell(document.text, row.end, end)]
    cells = tables.read_row(document.text, row.end, end, columns)
    if cells is not None:
        return cells
    digits = tables.digits_of(document.text, row.end, end)
    if digits == "0" * columns:  # the only run of digits that can be parted in one way, dropped cells included
        offsets = [at for at in range(row.end, end) if not document.text[at].isspace()]
        return [
            CellReading("reported", Decimal(digit), digit, span=(at, at + 1))
            for digit, at in zip(digits, offsets, strict=True)
        ]
    raw = document.text[row.end : end].strip()
    why = "the row's figures run together and nothing tells them apart" if raw else None
    return [CellReading("blank", raw=raw, why=why)] * columns


# -- reconsideration and litigation -------------------------------------------------------------------------------

_DISPUTE_HEADER = re.compile(r"(?:结果维持结果纠正其他结果尚未审结总计){3}")


def _disputes(document: Document, region: Region, squeezed: Squeezed) -> list[Indicator]:
    codes = [code for row in ontology().disputes for code in row]
    if region.table is not None:
        return _grid_disputes(document, region, region.table, codes)
    match = _DISPUTE_HEADER.search(squeezed.text)
    if match is None:
        return []
    start, end = squeezed.span(*match.span())
    row_end = end + len(document.text[end : region.end].rstrip())
    cells = tables.read_row(document.text, end, row_end, len(codes))
    if cells is None:
        cells = _dispute_cells(document, end, row_end, len(codes))
    hit = LabelHit(0, start, end)
    return [
        _indicator(document, region, code, hit, cell, None, row_end) for code, cell in zip(codes, cells, strict=True)
    ]


def _dispute_cells(document: Document, start: int, end: int, count: int) -> tuple[CellReading, ...]:
    raw = document.text[start:end].strip()
    digits = tables.digits_of(document.text, start, end)
    readings = tables.group_readings(digits, 3, count // 3) if digits else []
    if len(readings) == 1:
        spans = tables.cell_spans(document.text, start, end, readings[0])
        return tuple(
            CellReading("reported", value, raw, span=span) for value, span in zip(readings[0], spans, strict=True)
        )
    why = "the row's figures run together and the sums leave no single reading" if raw else None
    return (CellReading("blank", raw=raw, why=why),) * count


def _grid_disputes(document: Document, region: Region, table: Table, codes: Sequence[str]) -> list[Indicator]:
    texts = [squeeze(cell.text, 0, len(cell.text)).text for cell in table.cells]
    heads = [cell for cell, text in zip(table.cells, texts, strict=True) if text in {"结果维持", "尚未审结"}]
    if len(heads) < 6 or table.columns < len(codes):
        return []
    below = max(cell.row for cell in heads) + 1
    first = min(cell.column for cell in heads)
    at = {(cell.row, cell.column): cell for cell in table.cells}
    found = []
    for index, code in enumerate(codes):
        cell = at.get((below, first + index))
        if cell is None:
            continue
        # The group's name (行政复议, 复议后起诉) stands rows above: the quote holds the whole header.
        hit = LabelHit(0, region.start, cell.start)
        found.append(_indicator(document, region, code, hit, tables.read_cell(document.text, cell.start, cell.end)))
    return found


# -- one indicator ------------------------------------------------------------------------------------------------


def _indicator(
    document: Document,
    region: Region,
    code: str,
    hit: LabelHit,
    cell: CellReading,
    applicant: Applicant | None = None,
    row_end: int | None = None,
) -> Indicator:
    """The indicator with the quote that holds its label and its value: to the value's end, or the row's where the
    value cannot be told apart, or the label alone where the cell is blank."""
    term = ontology().terms[code]
    end = hit.end
    if cell.span is not None:
        end = max(hit.end, cell.span[1])
    elif cell.raw and row_end is not None:
        end = row_end
    return Indicator(
        code=code,
        label=term.zh,
        value=cell.value,
        unit=cell.unit if cell.unit in {"万元", "元", "亿元", "人次"} else term.unit,
        state=cell.state,
        source="table",
        start=hit.start,
        end=end,
        raw=cell.raw,
        applicant=applicant,
        table=region.table.index if region.table else None,
        page=document.page_at(hit.start),
        why=cell.why,
        at=cell.span[0] if cell.span else None,
        at_end=cell.span[1] if cell.span else None,
    )
