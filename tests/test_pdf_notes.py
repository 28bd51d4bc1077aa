"""Marks of notes in PDF files: small digits behind a figure, raised or on its line, which are no digits of it."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from pdf_paint import FONT
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from index.pdf_page import UNKNOWN
from index.read_pdf import read_here
from index.tables import read_cell

Piece = tuple[str, float, float]  # text, size, how far above the line


def page(draw: Callable[[Canvas], None]) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, A4)
    canvas.setFont(FONT, 12)
    canvas.drawString(72, 760, "青禾县2022年政府信息公开工作年度报告")
    canvas.drawString(72, 730, "一、总体情况。")
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def pieces(canvas: Canvas, x: float, y: float, *texts: Piece) -> None:
    for text, size, above in texts:
        canvas.setFont(FONT, size)
        canvas.drawString(x, y + above, text)
        x += canvas.stringWidth(text, FONT, size)
    canvas.setFont(FONT, 12)


def line(*texts: Piece) -> str:
    return read_here(page(lambda canvas: pieces(canvas, 72, 600, *texts))).blocks[-1].text


@pytest.mark.parametrize(("size", "above"), [(6, 6), (7, 5), (8, 4), (10, 4), (6, 4)])
def test_a_small_raised_digit_is_a_mark(size: float, above: float) -> None:
    assert line(("收到申请12", 12, 0), ("1", size, above), ("件，办结9件", 12, 0)) == "收到申请12¹件，办结9件"
    assert line(("收到申请12件", 12, 0), ("34", size, above), ("。", 12, 0)) == "收到申请12件³⁴。"


def test_a_small_digit_on_the_line_leaves_the_figure_untold() -> None:
    assert line(("收到申请12", 12, 0), ("1", 6, 0), ("件", 12, 0)) == f"收到申请12{UNKNOWN}件"


@pytest.mark.parametrize("size", [9, 10.5, 12])
def test_a_figure_set_a_little_smaller_is_whole(size: float) -> None:
    assert line(("收到申请", 12, 0), ("121", size, 0), ("件", 12, 0)) == "收到申请121件"
    assert line(("收到申请1", 12, 0), ("21", size, 0), ("件", 12, 0)) == "收到申请121件"


def test_a_small_figure_behind_words_is_a_figure() -> None:
    assert line(("收到申请", 12, 0), ("121", 7, 0), ("件", 7, 0)) == "收到申请121件"


def test_a_lowered_digit_is_no_mark() -> None:
    assert line(("二氧化碳CO", 12, 0), ("2", 8, -1), ("的排放", 12, 0)) == "二氧化碳CO2的排放"


@pytest.mark.parametrize(("above", "state", "value"), [(5, "reported", 12), (0, "blank", None)])
def test_a_mark_in_a_cell_is_no_part_of_its_figure(above: float, state: str, value: int | None) -> None:
    def table(canvas: Canvas) -> None:
        for row, (label, figure) in enumerate((("指标名称", "数量"), ("收到申请数", "12"), ("办结申请数", "9"))):
            for column, words in enumerate((label, figure)):
                canvas.rect(72 + 150 * column, 640 - 24 * row, 150, 24, stroke=1, fill=0)
                canvas.drawString(80 + 150 * column, 648 - 24 * row, words)
            if figure == "12":
                pieces(canvas, 230 + canvas.stringWidth("12", FONT, 12), 648 - 24 * row, ("1", 6, above))

    (grid,) = [block.grid for block in read_here(page(table)).blocks if block.grid]
    (cell,) = [cell.text for cell in grid.cells if (cell.row, cell.column) == (1, 1)]
    read = read_cell(cell, 0, len(cell))
    assert (read.state, read.value) == (state, value)
