"""Where the statutory tables of a report may stand, and a located row of one → its Indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.labels import LabelHit
from index.model import Applicant, Document, Indicator, Table, TableCell
from index.ontology import ontology
from index.runs import table_runs
from index.tables import CellReading


@dataclass(frozen=True, slots=True)
class Region:
    """Where one statutory table may stand: a located table, or a run of text (`table` is None)."""

    start: int
    end: int
    table: Table | None


@dataclass(frozen=True, slots=True)
class LocatedRow:
    """A row of the table in `region`: [start, end) is its label, `row_end` where its cells end, if that is known."""

    document: Document
    region: Region
    start: int
    end: int
    row_end: int | None = None

    def indicator(self, code: str, cell: CellReading, applicant: Applicant | None = None) -> Indicator:
        """The indicator of one cell, with the quote that holds its label and its value: to the value's end, or the
        row's where the value cannot be told apart, or the label alone where the cell is blank."""
        term = ontology().terms[code]
        end = self.end
        if cell.span is not None:
            end = max(self.end, cell.span[1])
        elif cell.raw and self.row_end is not None:
            end = self.row_end
        return Indicator(
            code=code,
            label=term.zh,
            value=cell.value,
            unit=cell.unit if cell.unit in {"万元", "元", "亿元", "人次"} else term.unit,
            state=cell.state,
            source="table",
            start=self.start,
            end=end,
            raw=cell.raw,
            applicant=applicant,
            table=self.region.table.index if self.region.table else None,
            page=self.document.page_at(self.start),
            why=cell.why,
            at=cell.span[0] if cell.span else None,
            at_end=cell.span[1] if cell.span else None,
        )


def regions(document: Document) -> list[Region]:
    """The located tables and the borderless runs of the document, in the text's order."""
    located = [Region(table.start, table.end, table) for table in document.tables]
    runs = [Region(start, end, None) for start, end in table_runs(document)]
    return sorted(located + runs, key=lambda region: region.start)


def cell_at(table: Table, offset: int) -> TableCell | None:
    """The cell of `table` that `offset` of the document's text stands in."""
    return next((cell for cell in table.cells if cell.start <= offset < cell.end), None)


def followers(hits: Sequence[LabelHit]) -> tuple[LabelHit | None, ...]:
    """For each label, the next one."""
    return (*hits[1:], None) if hits else ()
