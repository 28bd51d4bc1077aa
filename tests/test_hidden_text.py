"""What a page's own style rules and attributes hide is not read; what they may show is. Notes above the line."""

from __future__ import annotations

import io

import docx
import pytest

from index.document import assemble
from index.read_docx import read_docx
from index.read_html import read_html

SHOWN = "<h1>青禾县2022年政府信息公开工作年度报告</h1><p>全年主动公开政府信息312条，办结申请12件，工作取得进展。</p>"


def text_of(style: str, body: str) -> str:
    page = f"<html><head><meta charset=utf-8><style>{style}</style></head><body>{SHOWN}{body}</body></html>"
    return assemble(read_html(page.encode())).text


@pytest.mark.parametrize(
    ("style", "element"),
    [
        (".hide{display:none}", "<p class=hide>{}</p>"),
        ("/* a { } */ p.hide, .x { color: red; Display : NONE }", "<p class='a hide'>{}</p>"),
        ("#print .x > span{visibility:hidden}", "<div id=print><p class=x><span>{}</span></p></div>"),
        (".hide{display:none}", "<div class=hide><ul><li>{}</li></ul></div>"),
        (".hide{display:block} .hide{display:none}", "<p class=hide>{}</p>"),
        (".hide{display:none!important}", "<p class=hide style='display:block'>{}</p>"),
        ("<!-- .hide{display:none} -->", "<p class=hide>{}</p>"),
        ("@media print{.a{color:red}} .hide{display:none}", "<p class=hide>{}</p>"),
        ("", "<p hidden>{}</p>"),
        ("", "<div aria-hidden=true>{}</div>"),
    ],
)
def test_what_is_hidden_is_left_out(style: str, element: str) -> None:
    assert "收到申请77件" not in text_of(style, element.format("收到申请77件"))


@pytest.mark.parametrize(
    ("style", "element"),
    [
        ("@media print{.hide{display:none}}", "<p class=hide>{}</p>"),
        ("@media (max-width:600px){.a{color:red} .hide{display:none}}", "<p class=hide>{}</p>"),
        (".hide:hover{display:none}", "<p class=hide>{}</p>"),
        (".hide::before{display:none}", "<p class=hide>{}</p>"),
        (".hide{display:none} .hide.on{display:block}", "<p class='hide on'>{}</p>"),
        (".hide{display:none} #x{display:block}", "<p class=hide id=x>{}</p>"),
        (".hide{display:none}", "<p class=hide style='display:block'>{}</p>"),
        (".hidden-xs{color:red}", "<p class=hidden-xs>{}</p>"),
        (".hide{display:none} !!{{", "<p class=other>{}</p>"),
        ("", "<p><span aria-hidden=true>{}</span></p>"),
        ("", "<p aria-hidden=false>{}</p>"),
    ],
)
def test_what_is_shown_is_read(style: str, element: str) -> None:
    assert "收到申请77件" in text_of(style, element.format("收到申请77件"))


def test_a_page_most_of_which_a_rule_hides_is_shown_by_a_script_and_read() -> None:
    report = "<p>全县收到政府信息公开申请77件，均按时答复，未收取费用。</p>" * 9
    assert "收到政府信息公开申请77件" in text_of(".tab{display:none}", f"<div class=tab>{report}</div>")


def test_a_hidden_row_is_not_the_tables() -> None:
    rows = "<tr><td>收到申请数</td><td>12</td></tr><tr class=old><td>收到申请数</td><td>77</td></tr>"
    assert "77" not in text_of(".old{display:none}", f"<table>{rows}<tr><td>答复</td><td>3</td></tr></table>")


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("12<sup>1</sup>", "12¹"),
        ("12<sup><a href=#n>[2]</a></sup>", "12[²]"),
        ("5m<sup>2</sup>", "5m²"),
        ("12<sup>注</sup>", "12注"),
        ("<sup>12</sup>", "¹²"),
    ],
)
def test_a_note_above_the_line_is_no_digit_of_the_figure(markup: str, shown: str) -> None:
    assert shown in text_of("", f"<p>办结{markup}件。</p>")
    table = f"<table><tr><td>收到申请数</td><td>{markup}</td></tr><tr><td>答复数</td><td>3</td></tr></table>"
    assert f"收到申请数\t{shown}\n" in text_of("", table)


def test_a_note_above_the_line_of_a_word_document() -> None:
    file = docx.Document()
    paragraph = file.add_paragraph("收到申请12")
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run("件")
    out = io.BytesIO()
    file.save(out)
    assert assemble(read_docx(out.getvalue())).text == "收到申请12¹件"
