"""The typed values a report walks through on its way into the stores. All frozen, none knows how it was made.

Offsets are Python string indices into a report's canonical text (`Document.text`, `Report.text`): what a reader would
call the report's text, with site navigation, counters and share buttons left out and nothing else changed, so that
`text[start:end]` is always a verbatim quote.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

Level = Literal["nation", "province", "prefecture", "county", "township", "department"]
Layout = Literal["narrative", "statistics-2014", "form-2019", "form-2021"]
State = Literal["reported", "blank", "not_applicable"]
Source = Literal["table", "text"]
# Why a cell is blank in which nothing stands: the report left it empty, and nothing was there that could be misread.
EMPTY_CELL = "the cell is empty"

Applicant = Literal["natural_person", "business", "research", "public_welfare", "legal_service", "other", "total"]


# -- what the readers give ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid, at its top left corner; `text` has its line breaks and outer white space removed."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as the file draws it: `cells` in reading order, merged cells once, empty cells as empty text."""

    cells: tuple[Cell, ...]
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Block:
    """What a reader gives, in reading order: a paragraph or line (`text`, verbatim) or a table (`grid`).

    `page` counts from 1 and is None where the format has no pages. `heading` is the level (1 is highest) where the
    file's own markup says that this is a heading, and None otherwise; most reports only number their headings. `turns`
    are the places of `text` at which a paragraph goes on to another page, each with that page.
    """

    text: str = ""
    grid: Grid | None = None
    page: int | None = None
    heading: int | None = None
    turns: tuple[tuple[int, int], ...] = ()


# -- the canonical text -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell with its place in the canonical text; an empty cell has `start == end`."""

    text: str
    row: int
    column: int
    rowspan: int
    colspan: int
    start: int
    end: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its place in the canonical text. `index` counts a report's tables from 0."""

    index: int
    cells: tuple[TableCell, ...]
    rows: int
    columns: int
    start: int
    end: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the canonical text outside tables. `heading` as in Block, `turns` too, with places of the text."""

    start: int
    end: int
    page: int | None = None
    heading: int | None = None
    turns: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file's canonical text with its lines and tables located; what reading ends in and understanding starts from.

    `source_title` is what the file's metadata calls itself (HTML title, PDF or Word properties), a hint and no more.
    A document in traditional characters is here in simplified ones, letter for letter; `written` is its text as the
    file writes it, None where that is `text`.
    """

    text: str
    lines: tuple[Line, ...]
    tables: tuple[Table, ...]
    source_title: str | None = None
    written: str | None = None

    def page_at(self, offset: int) -> int | None:
        """The page that the character at `offset` stands on, or None where the format has no pages."""
        for table in self.tables:
            if table.start <= offset < table.end:
                pages = [cell.page for cell in table.cells if cell.start <= offset and cell.page is not None]
                return pages[-1] if pages else table.page
        at = bisect_right(self.lines, offset, key=lambda line: line.start)
        if not at:
            return None
        line = self.lines[at - 1]
        return next((page for turn, page in reversed(line.turns) if turn <= offset), line.page)


# -- who, where, when ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who published a report. The issuer is not the region: a department's figures are not its region's.

    `name` is the full name (庆阳市人民政府, 河北省科学技术厅); `region` the full name of the place it serves (庆阳市);
    `region_path` that place with its parents, highest first, itself last (("甘肃省", "庆阳市")), empty for national
    bodies; `level` the place's level, or "department" for departments and general offices reporting on themselves.
    """

    name: str
    region: str
    region_path: tuple[str, ...]
    level: Level


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document says of itself: issuer, reporting year, title and publication date where it has them."""

    issuer: Issuer
    year: int
    title: str
    published: date | None = None

    @property
    def report_id(self) -> str:
        """Readable and stable: the same issuer and year give the same id, whatever file they came in."""
        place = "".join(self.issuer.region_path)
        name = self.issuer.name.removesuffix("人民政府") if self.issuer.level != "department" else self.issuer.name
        if name.startswith(place):
            place = ""
        for part in self.issuer.region_path:
            if place and name.startswith(part):
                place = place[: place.index(part)]
                break
        return f"{place}{name}-{self.year}"


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says of a document in place of what is read from it; None leaves that to the document."""

    issuer: Issuer | None = None
    year: int | None = None


# -- what a report holds ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it. `path` runs from the highest heading to this one; [start, end) is the whole
    section with its heading and its subsections, `body` where the text after the heading begins. The text before the
    first heading is a section with an empty path."""

    path: tuple[str, ...]
    start: int
    body: int
    end: int

    @property
    def level(self) -> int:
        return len(self.path)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One statutory indicator as one report states it.

    `code` is the ontology's; `value` is exact in `unit` and None unless `state` is "reported"; `quote` is [start, end)
    and, for a table, holds the row's label and the value. `applicant` names the column of the applications table.
    `scope` is the scope word of the text (全市, 本机关), `approximate` the word that softens the figure (余, 近, 约).
    `why` says in English why a cell is blank: EMPTY_CELL, or why what stands there could not be read. [at, at_end) is
    the value alone, where it has digits of its own: cells that ran together (170000017) hold it, yet not as a number
    that can be seen there.
    """

    code: str
    label: str
    value: Decimal | None
    unit: str
    state: State
    source: Source
    start: int
    end: int
    raw: str = ""
    applicant: Applicant | None = None
    table: int | None = None
    page: int | None = None
    scope: str | None = None
    approximate: str | None = None
    why: str | None = None
    at: int | None = None
    at_end: int | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """Any other figure in the text.

    `value` is exact in `unit` as the report writes it (16.4 with 万条); `exact` is the same in the base unit (164000
    with 条). `subject` is what was counted as far as the clause says it, `context` what governs the clause (the part
    before a 其中 or a colon); [start, end) is the clause to quote, [at, at_end) the figure and its unit inside it.
    `year` is the year the clause itself names, None where it names none.
    """

    subject: str
    value: Decimal
    unit: str
    exact: Decimal
    base_unit: str
    start: int
    end: int
    at: int
    at_end: int
    context: str = ""
    scope: str | None = None
    approximate: str | None = None
    year: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a report to retrieve: [start, end) of the text under its headings. `kind` "table" never cuts a row."""

    id: str
    report_id: str
    path: tuple[str, ...]
    start: int
    end: int
    kind: Literal["text", "table"] = "text"
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report read whole: what the stores keep of it. `source` is the path it was read from, for people only.

    A report in traditional characters is understood, and stands here, in simplified ones, letter for letter; `written`
    is its text as the file writes it, None where that is `text`. What people are shown and quoted is `as_written`.
    """

    id: str
    identity: Identity
    layout: Layout
    text: str
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    passages: tuple[Passage, ...]
    indicators: tuple[Indicator, ...]
    quantities: tuple[Quantity, ...]
    source: str
    sha256: str
    warnings: tuple[str, ...] = ()
    written: str | None = None

    @property
    def as_written(self) -> Report:
        """The same report with its text and the cells of its tables as the file writes them."""
        written = self.written
        if written is None:
            return self
        tables = (
            replace(table, cells=tuple(replace(cell, text=written[cell.start : cell.end]) for cell in table.cells))
            for table in self.tables
        )
        return replace(self, text=written, tables=tuple(tables), written=None)

    def quote(self, start: int, end: int) -> str:
        """What the file writes at [start, end) of the text."""
        return (self.written or self.text)[start:end]
