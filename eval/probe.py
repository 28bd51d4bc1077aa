"""Every cell of a table asked for by its row's own words: questions made from `cells*.yaml`, none written by hand.

What a form calls a row is what most people will call it, so these find a row that is not known by its name, a column
that is lost, and a blank that is answered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

from eval.cells import Cell, Form, Row, load_forms
from eval.sets import Case, Expected, QuestionSet, ReportKey, Support
from index.model import Applicant

# The columns of the applications' table in the order in which the forms of 2019 and 2021 have them.
_COLUMNS: tuple[Applicant, ...] = get_args(Applicant)
_NAMES: dict[Applicant, str] = {
    "natural_person": "自然人",
    "business": "商业企业",
    "research": "科研机构",
    "public_welfare": "社会公益组织",
    "legal_service": "法律服务机构",
    "other": "其他组织",
    "total": "总计",
}


def cell_questions(questions: QuestionSet) -> QuestionSet:
    """The set with its questions replaced by one for each cell that its row's label alone, or with a column, names.

    Left out are rows whose label another row has too, rows of several columns that are no applicants', and what the
    form says (`said`) that the report's text states where the cell is blank.
    """
    cases = tuple(case for form in load_forms(questions) for case in _cases(form))
    return replace(questions, name=f"{questions.name}-cells", cases=cases)


def _cases(form: Form) -> Iterator[Case]:
    labels = Counter(row.label for row in form.rows)
    for number, row in enumerate(form.rows):
        if row.label and labels[row.label] == 1 and row.label not in form.said:
            for column, cell in columns(row):
                yield _case(f"{form.report.key}-{number}-{column or 'cell'}", form.report, row.label, column, cell)


def columns(row: Row) -> list[tuple[Applicant | None, Cell]]:
    """A row's cells, each with its applicant's column, None for an only cell; none of a row with other columns."""
    if len(row.cells) == 1:
        return [(None, row.cells[0])]
    return list(zip(_COLUMNS, row.cells, strict=True)) if len(row.cells) == len(_COLUMNS) else []


def _case(name: str, report: ReportKey, label: str, column: Applicant | None, cell: Cell) -> Case:
    what = label if column is None else f"{label}（{_NAMES[column]}）"
    expected = () if cell.value is None else (Expected(what, cell.value, (), report, column),)
    return Case(
        id=name,
        type="blank" if cell.value is None else "table_lookup" if cell.value else "zero",
        question=f"{asked_name(report)}{report.year}年{what}是多少",
        language="zh",
        status="answered" if expected else "not_reported",
        values=expected,
        support=(Support(report, label),),
    )


def asked_name(report: ReportKey) -> str:
    """What a question calls the reporter: the place for a government, with what tells it from its namesakes; else the
    issuer."""
    return report.within + report.region if report.issuer.endswith("人民政府") else report.issuer
