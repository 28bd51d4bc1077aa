"""How well tables are read: the cells of some reports, written down by hand, against the indicators made of them.

`cells*.yaml` of a set lists a report's rows as they stand: a label and its values from left to right, null for a cell
left blank. An indicator answers for a cell when its quote holds the row's label (a row without one matches any) and it
has the cell's value, or is blank where the cell is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from eval.metrics import extraction
from eval.result import Extraction
from eval.sets import QuestionSet, ReportKey, read_yaml, squash
from index.model import EMPTY_CELL, Report


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its row's label, and its value, None where it is blank."""

    label: str
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its label, empty for the row of cases, and its cells from left to right."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The rows of one report's statutory tables, in the order of reading.

    `said` are the labels of cells of which the text says something else, or something where they are blank.
    """

    name: str
    report: ReportKey
    rows: tuple[Row, ...]
    said: tuple[str, ...] = ()

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for row in self.rows for cell in row.cells)


def load_forms(questions: QuestionSet) -> tuple[Form, ...]:
    """The forms that the set's folder describes; none where it describes none."""
    keys = {report.key: report for report in questions.reports}
    entries = [entry for path in sorted(questions.folder.glob("cells*.yaml")) for entry in read_yaml(Path(path))]
    return tuple(
        Form(one["form"], keys[one["report"]], tuple(map(_row, one["rows"])), tuple(one.get("said", ())))
        for one in entries
    )


def _row(entry: Sequence[str | None]) -> Row:
    label, *values = entry
    cells = (Cell(label or "", None if value is None else Decimal(value)) for value in values)
    return Row(label or "", tuple(cells))


def score_forms(forms: Sequence[Form], find: Callable[[ReportKey], Report | None]) -> tuple[Extraction, ...]:
    """Precision and recall of each form's cells; a report that is not there has found nothing."""
    return tuple(_score(form, find(form.report)) for form in forms)


def _score(form: Form, report: Report | None) -> Extraction:
    found = _found(report) if report else []
    expected = [("missed", number) for number in range(len(form.cells))]
    extracted = [("extra", number) for number in range(len(found))]
    for cell, candidate in _matched(form.cells, found):
        extracted[candidate] = expected[cell]
    return Extraction(form.name, len(form.cells), extraction(expected, extracted))


def _found(report: Report) -> list[Cell]:
    """The report's table indicators as cells: the squashed quote stands where the label does."""
    ordered = sorted(
        (one for one in report.indicators if one.source == "table" and one.why in {None, EMPTY_CELL}),
        key=lambda one: (one.start, one.end),
    )
    return [Cell(squash(report.text[one.start : one.end]), one.value) for one in ordered]


def _matched(expected: Sequence[Cell], found: Sequence[Cell]) -> list[tuple[int, int]]:
    """Pairs of positions that answer each other; labelled rows choose first, each position is used once."""
    free = set(range(len(found)))
    pairs = []
    for number in sorted(range(len(expected)), key=lambda n: expected[n].label == ""):
        cell = expected[number]
        label = squash(cell.label)
        fits = [at for at in sorted(free) if label in found[at].label and cell.value == found[at].value]
        if fits:
            free.discard(fits[0])
            pairs.append((number, fits[0]))
    return pairs
