"""Statutory tables of another year or body than the report's, told by the line above them."""

from __future__ import annotations

from html import escape

import forms
import pytest
from answering import understood

FORM = "form-2021"


def figures(code: str, count: int) -> forms.Figures:
    """Figures in which all that happened is `count` applications of one outcome."""
    zero = dict.fromkeys(forms.application_keys(FORM), "0")
    taken = {
        (one, who): str(count)
        for one in (code, "applications_received", "handled_total")
        for who in ("natural_person", "total")
    }
    return {**zero, **taken}


def table(sheet: forms.Sheet) -> str:
    rows = (
        "".join(f'<td rowspan="{one.rowspan}" colspan="{one.colspan}">{escape(one.text)}</td>' for one in row)
        for row in sheet
    )
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


OWN = table(forms.applications(figures("granted", 41), FORM))
OTHER = table(forms.applications(figures("refused_secret", 93), FORM))


def received(*parts: str) -> set[str]:
    html = (
        "<html><head><meta charset=utf-8></head><body><h1>青禾县人民政府2022年政府信息公开工作年度报告</h1>"
        f"<p>一、总体情况</p><p>公开工作平稳。</p>{''.join(parts)}<p>五、存在的主要问题及改进情况</p><p>人手不足。</p></body></html>"
    )
    report = understood(html, "a.html")
    found = [one for one in report.indicators if one.code == "applications_received" and one.applicant == "total"]
    return {str(one.value) for one in found}


HEADING = "<p>三、收到和处理政府信息公开申请情况</p>"


@pytest.mark.parametrize(
    "caption",
    [
        "附表1：2021年度收到和处理政府信息公开申请情况（上年）",
        "上年度收到和处理政府信息公开申请情况",
        "其中，县公安局收到和处理政府信息公开申请情况如下：",
        "县本级收到和处理政府信息公开申请情况：",
    ],
)
def test_a_table_under_the_name_of_another_year_or_body_is_not_the_reports(caption: str) -> None:
    line = f"<p>{caption}</p>"
    assert received(line, OTHER, HEADING, OWN) == {"41"}
    assert received(HEADING, OWN, line, OTHER) == {"41"}
    assert received(HEADING, OWN, line, "<p>单位：件</p>", OTHER) == {"41"}


@pytest.mark.parametrize(
    "caption",
    [
        "（一）2022年收到和处理政府信息公开申请情况",
        "全县收到和处理政府信息公开申请情况如下：",
        "青禾县人民政府收到和处理政府信息公开申请情况",
    ],
)
def test_a_table_under_the_reports_own_name_is_its_own(caption: str) -> None:
    line = f"<p>{caption}</p>"
    assert received("<p>2021年收到和处理政府信息公开申请情况</p>", OTHER, line, OWN) == {"41"}


def test_a_table_that_is_alone_is_read_under_a_year_that_may_be_a_slip() -> None:
    assert received("<p>三、2021年收到和处理政府信息公开申请情况</p>", OWN) == {"41"}
