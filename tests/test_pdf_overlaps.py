"""Figures that something else is printed across: never mixed with it, and blank where they cannot be told."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pdf_paint import FONT
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from index.pdf_page import UNKNOWN
from index.read_pdf import read_here

TITLE = "青禾县2022年政府信息公开工作年度报告"


def last_line(draw: Callable[[Canvas], None]) -> str:
    """The line at the height 600 of a page with `draw` on it and lines above."""
    file = io.BytesIO()
    canvas = Canvas(file, A4)
    canvas.setFont(FONT, 12)
    canvas.drawString(72, 760, TITLE)
    canvas.drawString(72, 730, "一、本年度主动公开政府信息的总体情况。")
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return read_here(file.getvalue()).blocks[-1].text


def test_a_figure_with_another_printed_across_it_is_not_told() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 600, "收到申请9999件")
        canvas.drawString(120, 600, "12件")

    assert not re.search(r"(?<![\d\ufffd])\d+件", last_line(draw))


@given(old=st.integers(10, 99999), new=st.integers(10, 99999), shift=st.floats(-3, 3))
@example(old=10, new=110, shift=0.0)  # PDFium leaves out the digit that stands on the same one
@example(old=77, new=777, shift=2.0)
@example(old=11, new=11, shift=2.3)
@settings(max_examples=25, deadline=None)
def test_two_figures_at_one_place_never_make_a_third(old: int, new: int, shift: float) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 600, f"收到申请{old}")
        canvas.drawString(120 + shift, 600, str(new))

    told = re.findall(r"[\d\ufffd]+", last_line(draw))
    assert all(UNKNOWN in figure or figure in (str(old), str(new)) for figure in told)


def test_a_stamp_across_a_line_leaves_no_mixed_figure() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 600, "全年收到申请12件，办结10件，其余依法转送有关机关办理")
        canvas.setFillColorRGB(1, 0, 0)
        canvas.drawString(147, 602, "2023")

    line = last_line(draw)
    assert UNKNOWN in line
    assert "10件" in line
    assert not re.search(r"(?<![\d\ufffd])(?:\d*[23]\d*)件", line)


@pytest.mark.parametrize("aside", [0.3, 0.8, 1.5])
def test_figures_printed_twice_to_be_bold_are_one(aside: float) -> None:
    def draw(canvas: Canvas) -> None:
        for shift in (0, aside):
            canvas.drawString(72 + shift, 600 - shift, "收到申请11件，办结1122件")

    assert last_line(draw) == "收到申请11件，办结1122件"
