"""A Word document → located blocks: its paragraphs with the numbers Word writes before them, and its tables.

What is deleted or hidden is left out: tracked deletions, hidden and struck runs, notes, headers and footers. What a
text box holds comes after the paragraph that the box is fastened to.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

import docx
from docx.opc.exceptions import OpcError

from index import archives
from index.errors import UnreadableFile, UnsupportedFormat
from index.grids import cell_text, is_layout
from index.model import Block, Cell, Grid
from index.raised import raised
from index.read_docx_numbering import Numbering, W, join_label
from index.reading import LIMITS, Reading, check_limit

_DAMAGED = (
    OpcError, zipfile.BadZipFile, zlib.error, ArithmeticError, AssertionError, AttributeError, EOFError, LookupError,
    NotImplementedError, OSError, RuntimeError, SyntaxError, TypeError, ValueError,
)  # fmt: skip
_NUMBERING = "/relationships/numbering"
_HEADING_NAME = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_TITLE_NAMES = ("title", "标题", "標題")
_MOST_STYLES = 50
_MOST_TAGS = 1_000_000
_SMALL_TABLE_CELLS = 4

# Elements whose runs are the paragraph's own; deleted and moved-away runs, boxes and field codes are in none of them.
_HOLDERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_TRANSPARENT = _HOLDERS | {W + name for name in ("hyperlink", "smartTag", "fldSimple", "dir", "bdo")}
_UNSEEN = ("vanish", "strike", "dstrike")
_BOX = f"{W}txbxContent"
_NO_BOXES = (_BOX, f"{W}del", f"{W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
_CHARACTERS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}


def read_docx(data: bytes) -> Reading:
    """The Reading of a .docx file: paragraphs and tables in order, headings by style, merged cells as spans.

    Raises UnsupportedFormat for a file that Word would call damaged and LimitExceeded for one that unpacks to too much.
    """
    _check_size(data)
    try:
        document = docx.Document(io.BytesIO(data))
        reader = _Reader(document.styles.element, _numbering_root(document.part))
        blocks = tuple(reader.blocks(document.element.body))
        return Reading(blocks, (document.core_properties.title or "").strip() or None)
    except UnreadableFile:
        raise
    except _DAMAGED as error:
        raise UnsupportedFormat(
            "The Word document is damaged or of a kind that is not read; open it in Word and save it as .docx again."
        ) from error


def _check_size(data: bytes) -> None:
    """Refuse a document that unpacks to too much, by what its members really hold, not by what they claim."""
    with archives.open_archive(data) as archive:
        size = tags = 0
        for info in archive.infolist():
            check_limit(info.file_size, LIMITS.file_bytes, "bytes in one of its parts")
            if info.filename.lower().endswith((".xml", ".rels")):
                part = archives.read_member(archive, info, LIMITS.markup_bytes)
                size, tags = size + len(part), tags + part.count(b"<")
                check_limit(size, LIMITS.markup_bytes, "bytes of XML once unpacked")
                check_limit(tags, _MOST_TAGS, "XML tags")


def _numbering_root(part: Any) -> Any | None:
    parts = (link.target_part for link in part.rels.values() if link.reltype.endswith(_NUMBERING))
    return next((found.element for found in parts), None)


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says of headings and numbers, its ancestors' word included."""

    heading: int | None = None
    number_id: str | None = None
    level: int = 0


class _Reader:
    """Reads the body's elements in order; the order matters, because paragraphs are numbered as they come."""

    def __init__(self, styles: Any, numbering: Any | None) -> None:
        elements = {style.get(f"{W}styleId"): style for style in styles.iterchildren(f"{W}style")}
        self._styles = {name: _style(name, elements) for name in elements}
        default = (name for name, style in elements.items() if _is_default(style))
        self._default = self._styles.get(next(default, ""), _Style())
        self._numbering = Numbering(numbering)
        self._count = 0

    def blocks(self, parent: Any) -> Iterator[Block]:
        """The blocks of the paragraphs and tables directly in `parent`, content controls looked through."""
        for element in _contents(parent):
            self._count += 1
            check_limit(self._count, LIMITS.blocks, "paragraphs")
            if element.tag == f"{W}tbl":
                yield from self._table(element)
            else:
                yield from self._paragraph(element)

    def _paragraph(self, element: Any) -> Iterator[Block]:
        text, heading = self._text(element)
        for line in text.split("\n"):
            if line.strip():
                yield Block(text=line, heading=heading)
        for box in _boxes(element):
            yield from self.blocks(box)

    def _text(self, element: Any) -> tuple[str, int | None]:
        """A paragraph's text with its number, and its heading level."""
        text = "".join(_runs(element))
        properties = element.find(f"{W}pPr")
        style = self._styles.get(_value(properties, "pStyle") or "", self._default)
        heading = _outline_level(properties, style.heading)
        number_id, level = _number(properties, style)
        label = self._numbering.label(number_id, level) if number_id is not None else ""
        return join_label(label, text) if text.strip() else "", heading

    def _table(self, table: Any) -> Iterator[Block]:
        if _wraps_tables(table):
            yield from self._walk_through(table)
            return
        rows = [[(cell, self._lines(cell)) for cell in _cells(row)] for row in _rows(table)]
        check_limit(sum(map(len, rows)), LIMITS.cells, "table cells")
        if is_layout([[lines for _, lines in row] for row in rows]):
            yield from (Block(text=line) for row in rows for _, lines in row for line in lines)
        else:
            starts = [_grid_before(row) for row in _rows(table)]
            yield Block(grid=_grid([[(cell, cell_text(lines)) for cell, lines in row] for row in rows], starts))

    def _walk_through(self, table: Any) -> Iterator[Block]:
        for row in _rows(table):
            for cell in _cells(row):
                yield from self.blocks(cell)

    def _lines(self, cell: Any) -> list[str]:
        """The lines of a cell, those of the small tables in it too."""
        lines: list[str] = []
        for element in _contents(cell):
            if element.tag == f"{W}tbl":
                lines.extend(line for row in _rows(element) for inner in _cells(row) for line in self._lines(inner))
            else:
                lines.extend(self._text(element)[0].split("\n"))
        return [line for line in lines if line.strip()]


# -- paragraphs ---------------------------------------------------------------------------------------------------


def _contents(parent: Any) -> Iterator[Any]:
    """The paragraphs and tables of a parent, those inside content controls and insertions too."""
    for child in parent.iterchildren():
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in _HOLDERS:
            yield from _contents(child)


def _runs(parent: Any) -> Iterator[str]:
    """The characters of a paragraph's runs that are shown."""
    for child in parent.iterchildren():
        if child.tag == f"{W}r":
            if not _is_hidden(child):
                yield from map(raised, _run(child)) if _is_raised(child) else _run(child)
        elif child.tag in _TRANSPARENT:
            yield from _runs(child)


def _run(run: Any) -> Iterator[str]:
    for child in run.iterchildren():
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]
        elif child.tag == f"{W}ruby":
            base = child.find(f"{W}rubyBase")
            yield from _runs(base) if base is not None else ()


def _boxes(paragraph: Any) -> Iterator[Any]:
    """The contents of the text boxes fastened to a paragraph: each once, though Word writes it again for older readers,
    and none of a box in a box, which is that one's own."""
    for box in paragraph.iterdescendants(_BOX):
        above = list(takewhile(lambda element: element is not paragraph, box.iterancestors()))
        if not any(element.tag in _NO_BOXES for element in above):
            yield box


def _is_hidden(run: Any) -> bool:
    """Whether a run is hidden or struck out."""
    properties = run.find(f"{W}rPr")
    marks = [properties.find(W + name) for name in _UNSEEN] if properties is not None else []
    return any(mark is not None and mark.get(f"{W}val") not in ("0", "false", "off") for mark in marks)


def _is_raised(run: Any) -> bool:
    return _value(run.find(f"{W}rPr"), "vertAlign") == "superscript"


def _outline_level(properties: Any | None, inherited: int | None) -> int | None:
    """The heading level that a paragraph's own outline level sets, from 1; 9 is Word's word for body text."""
    own = _value(properties, "outlineLvl")
    if own is None or not own.isdigit():
        return inherited
    return int(own) + 1 if int(own) < 9 else None


def _number(properties: Any | None, style: _Style) -> tuple[str | None, int]:
    """The numbering a paragraph is in and its level there, by itself or by its style; a numId of 0 takes it out."""
    own = properties.find(f"{W}numPr") if properties is not None else None
    number_id = _value(own, "numId") or style.number_id
    level = _value(own, "ilvl")
    if number_id == "0":
        return None, 0
    return number_id, int(level) if level is not None and level.isdigit() and len(level) < 3 else style.level


def _value(parent: Any | None, name: str) -> str | None:
    element = parent.find(W + name) if parent is not None else None
    return None if element is None else element.get(f"{W}val")


# -- styles -------------------------------------------------------------------------------------------------------


def _is_default(style: Any) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on")


def _style(name: str, elements: dict[str, Any]) -> _Style:
    """A style with what it inherits: the nearest word on each matter counts."""
    heading: int | None = None
    number_id: str | None = None
    level: int | None = None
    style, seen = elements.get(name), 0
    while style is not None and seen < _MOST_STYLES:
        properties = style.find(f"{W}pPr")
        own = properties.find(f"{W}numPr") if properties is not None else None
        heading = heading or _named_level(_value(style, "name") or "") or _outline_level(properties, None)
        number_id = number_id or _value(own, "numId")
        depth = _value(own, "ilvl")
        level = int(depth) if level is None and depth is not None and depth.isdigit() and len(depth) < 3 else level
        style, seen = elements.get(_value(style, "basedOn") or ""), seen + 1
    return _Style(heading, number_id, level or 0)


def _named_level(name: str) -> int | None:
    match = _HEADING_NAME.fullmatch(name.strip())
    return int(match[1]) if match else 1 if name.strip().lower() in _TITLE_NAMES else None


# -- tables -------------------------------------------------------------------------------------------------------


def _children(parent: Any, tag: str) -> Iterator[Any]:
    for child in parent.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in _HOLDERS:
            yield from _children(child, tag)


def _rows(table: Any) -> list[Any]:
    """A table's rows without those whose deletion is tracked."""
    return [row for row in _children(table, f"{W}tr") if row.find(f"{W}trPr/{W}del") is None]


def _cells(row: Any) -> list[Any]:
    return list(_children(row, f"{W}tc"))


def _wraps_tables(table: Any) -> bool:
    """Whether a table's cells hold a table that is more than an ornament."""
    nested = (inner for inner in table.iterdescendants(f"{W}tbl"))
    return any(sum(1 for _ in inner.iterdescendants(f"{W}tc")) > _SMALL_TABLE_CELLS for inner in nested)


def _grid_before(row: Any) -> int:
    """How many columns a row leaves out before its first cell."""
    return _count(row.find(f"{W}trPr"), "gridBefore", 0)


def _count(properties: Any | None, name: str, default: int) -> int:
    value = _value(properties, name)
    return min(int(value), LIMITS.span) if value is not None and value.isdigit() and len(value) < 6 else default


def _grid(rows: list[list[tuple[Any, str]]], starts: list[int]) -> Grid:
    """The grid of rows of cells and texts: a vertically merged cell goes down as far as cells below continue it.

    What those hold is left out, as Word leaves it out.
    """
    placed: list[Cell] = []
    above: dict[tuple[int, int], int] = {}
    width = 0
    for number, row in enumerate(rows):
        column = starts[number]
        current: dict[tuple[int, int], int] = {}
        for cell, text in row:
            properties = cell.find(f"{W}tcPr")
            place = column, max(1, _count(properties, "gridSpan", 1))
            merge = properties.find(f"{W}vMerge") if properties is not None else None
            continued = above.get(place) if merge is not None and merge.get(f"{W}val") != "restart" else None
            if continued is not None:
                placed[continued] = replace(placed[continued], rowspan=placed[continued].rowspan + 1)
            else:
                placed.append(Cell(text, number, column, 1, place[1]))
            if merge is not None:
                current[place] = len(placed) - 1 if continued is None else continued
            column += place[1]
        above, width = current, max(width, column)
    return Grid(tuple(placed), len(rows), width)
