"""Tables that set out sentences (项目|内容) are running text; those that say whose or of when each is stay tables."""

from __future__ import annotations

import io
from collections.abc import Callable
from html import escape

import docx
import pytest
from answering import draft_of
from hypothesis import given
from hypothesis import strategies as st

from index.files import SourceFile, read
from index.model import Report
from index.told_tables import is_told
from index.understand import understand

TITLE = "桑植县人民政府2012年政府信息公开工作年度报告"
LEAD = "根据《中华人民共和国政府信息公开条例》编制本报告，包括主动公开、依申请公开、收费减免、行政复议和行政诉讼情况。"
ROWS = [
    ["序号", "项目", "内容"],
    ["1", "主动公开", "2012年，全县主动公开政府信息1200条，内容涉及各领域。"],
    ["2", "依申请公开", "收到政府信息公开申请35件，均已答复。"],
]


def page(rows: list[list[str]]) -> tuple[str, bytes]:
    lines = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return "page.html", f"<h1>{TITLE}</h1><p>{LEAD}</p><table>{lines}</table>".encode()


def markdown(rows: list[list[str]]) -> tuple[str, bytes]:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, f"|{'---|' * len(rows[0])}")
    return "page.md", "\n\n".join([f"# {TITLE}", LEAD, "\n".join(lines)]).encode()


def word(rows: list[list[str]]) -> tuple[str, bytes]:
    file = docx.Document()
    file.add_heading(TITLE, 1)
    file.add_paragraph(LEAD)
    table = file.add_table(rows=len(rows), cols=len(rows[0]))
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    stream = io.BytesIO()
    file.save(stream)
    return "page.docx", stream.getvalue()


def report(file: tuple[str, bytes]) -> Report:
    return understand(read(SourceFile(file[0], file[0], file[1])), file[0], "0")


@pytest.mark.parametrize("written", [page, markdown, word])
def test_sentences_in_a_table_are_read_as_running_text(written: Callable[[list[list[str]]], tuple[str, bytes]]) -> None:
    found = report(written(ROWS))
    assert found.tables == ()
    asked = {"主动公开信息多少条": "1200", "收到多少件申请": "35"}
    for question, figure in asked.items():
        draft = draft_of(f"桑植县2012年{question}", reports=(found,))
        assert [one.value for one in draft.values] == [figure]


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["单位", "情况"],
            ["县教育局", "公开政府信息120条，收到申请3件。"],
            ["白沙镇", "公开政府信息20条，收到申请1件。"],
        ],
        [["项目", "情况"], ["县教育局", "公开政府信息120条，收到申请3件。"]],
        [["年份", "情况"], ["2011年", "公开政府信息120条，收到申请3件。"], ["2012年", "公开政府信息20条，没有申请。"]],
        [["项目", "完成", "计划"], ["公开", "公开政府信息120条，收到申请3件。", "公开政府信息200条，培训2期。"]],
        [["项目", "计划数"], ["公开", "公开政府信息200条，培训2期。"]],
        [["项目", "数量", "说明"], ["公开信息", "120", "其中网站公开100条，公报公开20条。"]],
    ],
)
def test_a_table_whose_labels_govern_its_sentences_stays_one(rows: list[list[str]]) -> None:
    found = report(page(rows))
    assert len(found.tables) == 1
    assert found.indicators == ()


@given(st.lists(st.lists(st.text(max_size=30), max_size=4), max_size=6))
def test_any_rows_are_told_or_not(rows: list[list[str]]) -> None:
    assert not is_told(rows) or any(cell.strip().endswith("。") for row in rows for cell in row)
