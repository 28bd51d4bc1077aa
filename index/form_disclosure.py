"""The disclosure table (主动公开政府信息情况) of the forms of 2019 and 2021 → Indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from index import tables
from index.forms import LocatedRow, Region, Stretch, across_rows, cell_at, stretches
from index.labels import LabelHit, Squeezed, squeeze
from index.model import Document, Indicator, Table, TableCell
from index.ontology import ontology
from index.tables import CellReading

_UNIT = r"(?:\((?:单位\.?)?[^()]{1,4}\))?"
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
    "本年收费金额": rf"本年收费金额{_UNIT}",
    "采购项目数量": r"采购项目数量",
    "采购总金额": rf"采购总金额{_UNIT}",
}
_WHOLE_HEAD = r"\W*(?:的|本年度?)?{}(?:\([^()]*\))?\W*"
_SIGNED = frozenset({"本年增/减"})
_REACH = 40
_MONEY = re.compile(r"[十百千万亿]*元")
_READ_MONEY = frozenset({"万元", "元", "亿元"})
_DAMAGED = "the row's cells do not stand under the heads of the columns"
_TOGETHER = "the row's figures run together and nothing tells them apart"
_BESIDE = "the table has more columns than the form's, and the row's figures cannot be told from theirs"
_MORE_COLUMNS = re.compile("序号|备注")
CONTENT = "信息内容"
_PART = r"第二十条第\(?[一二三四五六七八九十]+\)?项"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the table at [start, end) of the text: the name of a "part", the head of a "column" or a "row"."""

    kind: str
    name: str
    start: int
    end: int


def disclosure(document: Document, region: Region, squeezed: Squeezed) -> list[Indicator]:
    """The indicators of the disclosure table, as far as `region` holds rows of it under headings of their columns, or
    rows whose labels name both."""
    labelled = list(_labelled(document, region, region.table)) if region.table is not None else []
    if len(labelled) > 1:
        return labelled
    pieces = _drawn_once(region, _with_whole_heads(region, list(disclosure_pieces(squeezed))))
    behind = stretches(document.text, [LabelHit(0, piece.start, piece.end) for piece in pieces], region.end)
    if region.table is None and _MORE_COLUMNS.search(document.text, max(0, region.start - _REACH), region.end):
        behind = [replace(one, glued=True) for one in behind]
    found: list[Indicator] = []
    columns: list[Piece] = []
    for before, piece, stretch in zip([None, *pieces], pieces, behind, strict=False):
        known = region.table is not None or before is None or not _words(document.text, before.end, piece.start)
        if piece.kind == "part":
            columns = []
        elif piece.kind == "column":
            opens = before is None or before.kind != "column"
            columns = [piece] if opens else [*columns, piece] if columns and known else []
        elif columns and (known or before is None or before.kind == "row"):
            found += _disclosure_row(document, region, piece, columns, stretch)
        else:
            columns = []
    return found


def _with_whole_heads(region: Region, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, the heads of columns without a name where their cells say more (上年处理决定数量): such a column is
    none of the form's."""
    if region.table is None:
        return list(pieces)
    kept: list[Piece] = []
    for piece in pieces:
        cell = cell_at(region.table, piece.start) if piece.kind == "column" else None
        words = squeeze(cell.text, 0, len(cell.text)).text if cell else ""
        whole = not cell or re.fullmatch(_WHOLE_HEAD.format(_COLUMN[piece.name]), words)
        kept.append(piece if whole else replace(piece, name=""))
    return kept


def _drawn_once(region: Region, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without those that a merged cell drawn as several repeats: a row's label in its row, the name of a
    part before each of its rows."""
    if region.table is None:
        return list(pieces)
    kept: list[Piece] = []
    part: str | None = None
    for piece in pieces:
        last = kept[-1] if kept else None
        again = piece.kind == "part" and piece.name == part and piece.name != CONTENT
        if last and piece.kind == last.kind == "row" and piece.name == last.name:
            cells = [cell_at(region.table, one.start) for one in (last, piece)]
            again = cells[0] is not None and cells[1] is not None and cells[0].row == cells[1].row
        part = piece.name if piece.kind == "part" and piece.name != CONTENT else part
        if not again:
            kept.append(piece)
    return kept


def _labelled(document: Document, region: Region, table: Table) -> Iterator[Indicator]:
    """The indicators of rows whose label names a row and a column of the form (规章本年制发件数), each with the one
    figure behind it."""
    rows = re.compile("|".join(sorted(ontology().disclosure, key=len, reverse=True)))
    drawn = {(cell.row, cell.text): cell for cell in reversed(table.cells)}  # once, however often it is drawn
    for label in sorted(drawn.values(), key=lambda cell: (cell.row, cell.column)):
        words = squeeze(label.text, 0, len(label.text)).text
        row = rows.match(words)
        name = _column_named(words[row.end() :]) if row else ""
        code = ontology().disclosure[row.group()].get(name) if row else None
        if code is None:
            continue
        cell = _only_figure(document, _behind(table, label), signed=name in _SIGNED)
        found = LocatedRow(document, region, label.start, label.end, label.end)
        yield found.indicator(code, tables.as_count(_in_unit(cell, label.text), ontology().terms[code]))


def _column_named(words: str) -> str:
    """The form's column that `words` name and nothing else, empty where they name none."""
    return next((name for name, head in _COLUMN.items() if re.fullmatch(_WHOLE_HEAD.format(head), words)), "")


def _only_figure(document: Document, cells: Sequence[TableCell], *, signed: bool) -> CellReading:
    """The one figure in some cells, with the unit that stands beside it."""
    readings = [tables.read_cell(document.text, cell.start, cell.end, signed) for cell in cells]
    unit = next((cell.unit for cell in readings if cell.unit), "")
    filled = [cell for cell in readings if cell.state != "blank" or cell.why]
    if len(filled) > 1:
        return CellReading("blank", why=tables.SEVERAL)
    return tables.with_unit(filled[0], unit) if filled else CellReading("blank", unit=unit)


def _words(text: str, start: int, end: int) -> bool:
    """Whether words stand between two pieces of the head: a column whose name is not known."""
    return any(char.isalpha() for char in text[start:end])


def disclosure_pieces(squeezed: Squeezed) -> Iterator[Piece]:
    """The names of parts, columns and rows of the disclosure table that stand in the text, in its order; a part without
    a name is where the table ends."""
    rows = sorted(ontology().disclosure, key=len, reverse=True)
    columns = "|".join(f"(?P<c{index}>{pattern})" for index, pattern in enumerate(_COLUMN.values()))
    stop = r"(?P<stop>申请人情况|[三四]、?收到和处理|结果维持)"
    pattern = re.compile(rf"(?P<part>{_PART}|{CONTENT})|{columns}|(?P<row>{'|'.join(rows)})|{stop}")
    names = list(_COLUMN)
    for match in pattern.finditer(squeezed.text):
        group = str(match.lastgroup)
        if group == "stop":
            yield Piece("part", "", *squeezed.span(*match.span()))
            continue
        kind = group if group in {"part", "row"} else "column"
        name = match.group() if kind != "column" else names[int(group[1:])]
        yield Piece(kind, name, *squeezed.span(*match.span()))


def _disclosure_row(
    document: Document, region: Region, row: Piece, columns: Sequence[Piece], stretch: Stretch
) -> Iterator[Indicator]:
    codes = [ontology().disclosure[row.name].get(column.name) for column in columns]
    cells: Sequence[CellReading]
    if region.table is not None:
        cells = _grid_cells(document, region.table, row, columns)
    else:
        before = document.text[max(0, row.start - _REACH) : row.start]
        cells = _run_cells(document.text, stretch, columns, before[len(before.rstrip()) :].count("\n"))
    row_end = row.end + len(document.text[row.end : stretch.end].rstrip())
    located = LocatedRow(document, region, row.start, row.end, row_end)
    read: set[tuple[str, CellReading]] = set()  # a merged cell may be drawn as the same cell again
    for code, cell, column in zip(codes, cells, columns, strict=True):
        if code is not None and (code, _bare(cell)) not in read:
            read.add((code, _bare(cell)))
            head = document.text[column.start : column.end]
            yield located.indicator(code, tables.as_count(_in_unit(cell, head), ontology().terms[code]))


def _bare(cell: CellReading) -> CellReading:
    return replace(cell, span=None)


def _in_unit(cell: CellReading, head: str) -> CellReading:
    """`cell` in the unit of money that the column's head names, where it names one."""
    unit = _MONEY.search(head)
    if unit is None:
        return cell
    if unit.group() not in _READ_MONEY and not cell.unit:
        return CellReading("blank", raw=cell.raw, why="the column is in a unit that is not read")
    return tables.with_unit(cell, unit.group())


def _grid_cells(document: Document, table: Table, row: Piece, columns: Sequence[Piece]) -> list[CellReading]:
    """The row's cells, one for each head in their order; all blank where they are not as many or end elsewhere.

    Forms filled in by hand merge other columns in a row than in its head: the order holds, the columns do not.
    """
    label, heads = cell_at(table, row.start), [cell_at(table, column.start) for column in columns]
    if across_rows(table, row.start, row.end) or (label and _holds_more(label, row)):
        return [CellReading("blank", why=_DAMAGED)] * len(columns)
    cells = _behind(table, label) if label else []
    head = heads[-1]
    if len(cells) > len(heads):
        cells = _under(cells, [cell for cell in heads if cell])
    if head is None or not cells or len(cells) != len(heads) or not _ends_with(cells[-1], head, len(cells) == 1):
        return [CellReading("blank", why=_DAMAGED)] * len(columns)
    return [
        tables.read_cell(document.text, cell.start, cell.end, column.name in _SIGNED)
        for cell, column in zip(cells, columns, strict=True)
    ]


def _holds_more(label: TableCell, row: Piece) -> bool:
    """Whether the cell of a row's label holds another row's label too."""
    words = squeeze(label.text, 0, len(label.text)).text
    return any(name in words and name not in row.name and row.name not in name for name in ontology().disclosure)


def _behind(table: Table, label: TableCell) -> list[TableCell]:
    """The cells of the label's row to the right of it, none of them merged with another row's or the label again."""
    row = [cell for cell in table.cells if cell.row == label.row and cell.column > label.column]
    row = [cell for cell in row if cell.text != label.text]
    return sorted((cell for cell in row if cell.rowspan == 1), key=lambda cell: cell.column)


def _under(cells: Sequence[TableCell], heads: Sequence[TableCell]) -> list[TableCell]:
    """The cells that stand under the heads, where nothing stands in the others: what a merged cell is drawn as."""
    under = [cell for cell in cells if any(cell.column == head.column for head in heads)]
    return under if not any(cell.text for cell in cells if cell not in under) else []


def _ends_with(cell: TableCell, head: TableCell, alone: bool) -> bool:
    """Whether a row's last cell ends where its head does; one that stands alone may begin there instead."""
    return cell.column + cell.colspan == head.column + head.colspan or (alone and cell.column == head.column)


def _run_cells(text: str, row: Stretch, columns: Sequence[Piece], label_off: int) -> Sequence[CellReading]:
    """The row's cells in running text; `label_off` is how many line feeds stand before its label."""
    signed = [place for place, column in enumerate(columns) if column.name in _SIGNED]
    raw = text[row.start : row.end].strip()
    if not raw:
        return [CellReading("blank", why=row.cut)] * len(columns)
    if row.glued:
        return [CellReading("blank", raw=raw, why=_BESIDE)] * len(columns)
    if len(columns) == 1:
        cell = tables.read_cell(text, row.start, row.end, bool(signed))
        off = tables.line_feeds_before(text, row.start, cell)
        return [cell] if off <= max(1, label_off) else [CellReading("blank", raw=raw, why=tables.FURTHER_OFF)]
    cells = tables.row_cells(text, row.start, row.end, len(columns), signed)
    if cells is not None and len(cells) == len(columns):
        starts = [row.start, *(cell.span[1] for cell in cells[:-1] if cell.span)]
        feeds = {tables.line_feeds_before(text, at, cell) for at, cell in zip(starts, cells, strict=False)}
        return cells if len(feeds - {0}) < 2 else [CellReading("blank", raw=raw, why=tables.FURTHER_OFF)] * len(cells)
    if tables.digits_of(text, row.start, row.end) == "0" * len(columns):
        # The only run of digits that can be parted in one way, dropped cells included.
        spans = tables.cell_spans(text, row.start, row.end, [0] * len(columns))
        return [CellReading("reported", Decimal(0), "0", span=span) for span in spans]
    return [CellReading("blank", raw=raw, why=_TOGETHER)] * len(columns)
