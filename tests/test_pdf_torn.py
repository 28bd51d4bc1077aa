"""A PDF's applications table without rules, its pages ending inside rows: what is read is right, and no row vanishes.

The figures are invented, the labels those of the form of 2021.
"""

from __future__ import annotations

import io

import pytest
from pdf_forms import HEADINGS, applications, invented_applications, paragraphs
from pdf_paint import FONT, Painter, Style
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from index.files import SourceFile, read
from index.model import Document, Indicator
from index.ontology import APPLICANTS, ontology
from index.read_pdf import read_pdf
from index.statutory import statutory_indicators

CODES = [row.code for row in ontology().rows["applications"] if row.code not in {None, "other_handling"}]


def document(style: Style, breaks: list[float]) -> Document:
    painter = Painter(style)
    painter.paragraph("云溪县2023年政府信息公开工作年度报告")
    painter.paragraph(paragraphs()[0])
    painter.paragraph(HEADINGS[1])
    painter.table(applications(), breaks)
    painter.paragraph(HEADINGS[2])
    return read(SourceFile("report.pdf", "report.pdf", painter.data()))


def by_place(found: tuple[Indicator, ...]) -> dict[tuple[str, str | None], Indicator]:
    return {(item.code, item.applicant): item for item in found if item.applicant is not None}


@pytest.mark.parametrize("repeated", [True, False])
@pytest.mark.parametrize("row", [7, 9, 14, 17, 20, 23, 24])
def test_no_row_vanishes_where_a_page_ends_inside_one(row: int, repeated: bool) -> None:
    style = Style(borders="none", repeat_head=repeated)
    found = by_place(statutory_indicators(document(style, [row + 0.5])))
    assert set(found) == {(code, name) for code in CODES for name in APPLICANTS}
    unread = [place for place, item in found.items() if item.value is None]
    truth = {
        (code, name): text
        for code, line in zip(CODES, invented_applications(), strict=True)
        for name, text in zip(APPLICANTS, line, strict=True)
    }
    assert {place: str(item.value) for place, item in found.items() if item.value is not None} == {
        place: text for place, text in truth.items() if place not in unread
    }


def test_a_long_label_that_a_page_end_cuts_is_read() -> None:
    """The row of 申请人无正当理由逾期不补正, three lines in its column."""
    for repeated in (True, False):
        found = by_place(statutory_indicators(document(Style(borders="none", repeat_head=repeated), [23.5])))
        line = invented_applications()[20]
        read = [found["other_not_corrected", name].value for name in APPLICANTS]
        assert [str(value) for value in read] == list(line)


def test_a_row_keeps_its_label_where_a_rule_stands_over_its_head_alone() -> None:
    """信息内容 stands over 行政许可 with no line between them."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.setFont(FONT, 10)
    for y, texts in ((700, ("信息内容", "本年处理决定数量")), (682, ("行政许可", "18204"))):
        for x, text in zip((90, 300), texts, strict=True):
            canvas.drawString(x, y, text)
    canvas.line(72, 714, 520, 714)
    canvas.line(72, 676, 520, 676)
    canvas.save()
    (grid,) = [block.grid for block in read_pdf(file.getvalue()).blocks if block.grid]
    texts = [cell.text for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column))]
    assert texts == ["信息内容", "本年处理决定数量", "行政许可", "18204"]
