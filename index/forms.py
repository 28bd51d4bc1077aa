"""Where the statutory tables of a report may stand, and a located row of one → its Indicators."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.labels import LabelHit
from index.model import EMPTY_CELL, Applicant, Document, Indicator, Table, TableCell
from index.ontology import ontology
from index.runs import table_runs
from index.tabbed import UNNUMBERED, tabbed_tables
from index.table_pieces import whole_tables
from index.tables import CellReading
from index.turned_lines import turned_lines


@dataclass(frozen=True, slots=True)
class Region:
    """Where one statutory table may stand: a located table, or a run of text (`table` is None).

    `torn` says that the table's figures stood in another table than its labels, so that only sums can tell whose they
    are.
    """

    start: int
    end: int
    table: Table | None
    torn: bool = False


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
            table=self._table_number(),
            page=self.document.page_at(self.start),
            why=(cell.why or EMPTY_CELL) if cell.state == "blank" else None,
            at=cell.span[0] if cell.span else None,
            at_end=cell.span[1] if cell.span else None,
        )

    def _table_number(self) -> int | None:
        table = self.region.table
        return None if table is None or table.index == UNNUMBERED else table.index


def regions(document: Document) -> list[Region]:
    """The located tables, each with all its pieces, and the borderless runs of the document, in the text's order.

    A run whose lines all have as many tabs is a table as well, and so are lines whose rows stand as columns.
    """
    located = [Region(one.table.start, one.table.end, one.table, one.torn) for one in whole_tables(document)]
    runs = [Region(start, end, None) for start, end in table_runs(document)]
    tabbed = [Region(one.start, one.end, one) for one in tabbed_tables(document)]
    tabbed = [one for one in tabbed if all(_is_within(run, one) or not _overlap(run, one) for run in runs)]
    runs = [run for run in runs if not any(_overlap(run, one) for one in tabbed)]
    turned = [Region(one.start, one.end, one) for one in turned_lines(document)]
    turned = [one for one in turned if not any(_overlap(one, other) for other in (*located, *tabbed))]
    runs = [piece for run in runs for piece in _without(run, turned)]
    return sorted(located + tabbed + turned + runs, key=lambda region: region.start)


def _without(run: Region, others: Sequence[Region]) -> list[Region]:
    """What is left of a run of text beside the others, which are in order."""
    inside = [other for other in others if _overlap(run, other)]
    starts, ends = [run.start, *(other.end for other in inside)], [*(other.start for other in inside), run.end]
    return [Region(start, end, None) for start, end in zip(starts, ends, strict=True) if start < end]


def _is_within(inner: Region, outer: Region) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _overlap(left: Region, right: Region) -> bool:
    return left.start < right.end and right.start < left.end


def cell_at(table: Table, offset: int) -> TableCell | None:
    """The cell of `table` that `offset` of the document's text stands in."""
    return next((cell for cell in table.cells if cell.start <= offset < cell.end), None)


def across_rows(table: Table, start: int, end: int) -> bool:
    """Whether what stands at [start, end) of the document's text stands in cells of several rows of `table`."""
    return len({cell.row for cell in table.cells if cell.start < end and start < cell.end}) > 1


def covers(cell: TableCell, column: int) -> bool:
    """Whether `cell` stands in `column`, which it may span into."""
    return cell.column <= column < cell.column + cell.colspan


# -- rows in running text -----------------------------------------------------------------------------------------

_CLOSING = "”’\"'》〉：:"  # and the colon of 收到申请数：12件
_LONE_NUMBER = re.compile(r"\W*\d+\W*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where the cells of a row stand in running text: [start, end) behind its label.

    `cut` says why the end was left out, if something stood there; `glued` that the last figure and the number of the
    next row cannot be told apart.
    """

    start: int
    end: int
    cut: str | None = None
    glued: bool = False


def stretches(text: str, hits: Sequence[LabelHit], end: int) -> list[Stretch]:
    """For each label, where its row's cells stand: up to the next label, the last one's up to `end`.

    What stands before the next label on that label's own line is the next row's. In a table that is written a row a
    line, a number alone on a line is a page's.
    """
    if not hits:
        return []
    while text[end : end + 1] in {" ", "\t"}:  # empty cells at the end of the last row
        end += 1
    ends = [*(_line_start(text, hit.end, after.start) for hit, after in pairwise(hits)), end]
    glued = [*(after.glued for after in hits[1:]), False]
    starts = [_behind_quotes(text, hit.end) for hit in hits]
    rows = [Stretch(start, max(start, stop), None, one) for start, stop, one in zip(starts, ends, glued, strict=True)]
    lines = [text[row.start : row.end].split("\n") for row in rows]
    a_line = sum(bool(re.search(r"\d", first)) for first, *_ in lines)
    further = sum(bool(re.search(r"\d", "".join(rest))) for first, *rest in lines if not re.search(r"\d", first))
    return [_without_page_number(text, row) for row in rows] if a_line > further else rows


def _behind_quotes(text: str, start: int) -> int:
    rest = text[start : start + 3]
    return start + len(rest) - len(rest.lstrip(_CLOSING))


def _line_start(text: str, start: int, end: int) -> int:
    """The start of the line that `end` stands in, if that is after `start`, else `end`."""
    line = text.rfind("\n", start, end)
    return end if line < 0 else line


def _without_page_number(text: str, row: Stretch) -> Stretch:
    end = row.end
    while (line := text.rfind("\n", row.start, end)) >= 0 and (
        not text[line:end].strip() or _LONE_NUMBER.fullmatch(text, line, end)
    ):
        end = line
    if not text[end : row.end].strip():
        return row
    return Stretch(row.start, end, "a number stands on a line of its own behind the row, as a page's does", row.glued)
