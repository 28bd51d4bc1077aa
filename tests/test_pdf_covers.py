"""What a box that is painted over text hides: figures that were corrected in the file, as a reader sees them."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from pdf_paint import FONT
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from index.pdf_page import UNKNOWN
from index.read_pdf import read_here

OLD = "全年收到申请9999件。"  # its figure stands from 144 to 168, in letters of 12 points that begin at 72
WHITE, BLACK, GREY = (1, 1, 1), (0, 0, 0), (0.9, 0.9, 0.9)


def lines(draw: Callable[[Canvas], None]) -> list[str]:
    """The lines of a page with `draw` on it and a line above."""
    file = io.BytesIO()
    canvas = Canvas(file, A4)
    canvas.setFont(FONT, 12)
    canvas.drawString(72, 760, "青禾县2022年政府信息公开工作年度报告")
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return [block.text for block in read_here(file.getvalue()).blocks if block.grid is None][1:]


def boxed(canvas: Canvas, x: float, width: float, colour: tuple[float, float, float] = WHITE, y: float = 596) -> None:
    canvas.saveState()
    canvas.setFillColorRGB(*colour)
    canvas.rect(x, y, width, 16, fill=1, stroke=0)
    canvas.restoreState()


def over(x: float, width: float, new: str = "", colour: tuple[float, float, float] = WHITE) -> Callable[[Canvas], None]:
    """OLD with a box over it and `new` on the box."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 600, OLD)
        boxed(canvas, x, width, colour)
        canvas.drawString(x, 600, new)

    return draw


@pytest.mark.parametrize("colour", [WHITE, GREY])
def test_a_corrected_figure_is_the_one_that_shows(colour: tuple[float, float, float]) -> None:
    assert lines(over(144, 60, "12件。", colour)) == ["全年收到申请12件。"]


def test_what_is_painted_over_is_not_read() -> None:
    assert lines(over(70, 200)) == []
    assert lines(over(144, 24, colour=BLACK)) == ["全年收到申请 件。"]


def test_a_digit_of_which_part_shows_is_not_told() -> None:
    (line,) = lines(over(144, 15))
    assert UNKNOWN in line
    assert "9件" not in line.replace(UNKNOWN + "9件", "")


def test_a_box_under_text_hides_nothing() -> None:
    def draw(canvas: Canvas) -> None:
        boxed(canvas, 60, 300)
        canvas.drawString(72, 600, OLD)
        boxed(canvas, 60, 300, GREY, y=560)
        canvas.drawString(72, 564, OLD)

    assert "".join(lines(draw)) == OLD * 2


@pytest.mark.parametrize("way", ["pale", "blended", "ring", "letters"])
def test_what_can_be_seen_through_hides_nothing(way: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 600, OLD)
        canvas.setFillColorRGB(1, 1, 0)
        if way == "pale":
            canvas.setFillAlpha(0.4)
        if way == "blended":
            canvas.setBlendMode("Multiply")
        path = canvas.beginPath()
        path.rect(60, 590, 300, 30)
        if way == "ring":
            path.rect(62, 592, 296, 26)
        if way == "letters":
            path.moveTo(60, 590)
            path.curveTo(100, 700, 200, 500, 300, 590)
        canvas.drawPath(path, fill=1, stroke=0, fillMode=0)

    assert lines(draw) == [OLD]


def test_a_box_in_a_form_and_text_in_a_form() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("text")
        canvas.setFont(FONT, 12)
        canvas.drawString(0, 0, OLD)
        canvas.endForm()
        canvas.beginForm("box")
        boxed(canvas, 72, 60, y=-4)
        canvas.endForm()
        canvas.saveState()
        canvas.translate(72, 600)
        canvas.doForm("text")
        canvas.doForm("box")
        canvas.restoreState()
        canvas.drawString(144, 600, "12件。")

    assert lines(draw) == ["全年收到申请12件。"]


def test_a_box_that_only_grazes_a_line_hides_nothing() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 600, OLD)
        boxed(canvas, 60, 300, y=586)
        boxed(canvas, 60, 300, y=610)

    assert lines(draw) == [OLD]


def test_a_corrected_cell_of_a_table() -> None:
    file = io.BytesIO()
    canvas = Canvas(file, A4)
    canvas.setFont(FONT, 10)
    for row, (label, figure) in enumerate((("指标名称", "数量"), ("收到申请数", "412"), ("办结申请数", "398"))):
        for column, words in enumerate((label, figure)):
            canvas.rect(72 + 150 * column, 700 - 24 * row, 150, 24, stroke=1, fill=0)
            canvas.drawString(80 + 150 * column, 708 - 24 * row, words)
    boxed(canvas, 225, 40, y=679)
    canvas.drawString(230, 684, "42")
    canvas.showPage()
    canvas.save()
    (table,) = [block.grid for block in read_here(file.getvalue()).blocks if block.grid]
    assert [cell.text for cell in table.cells] == ["指标名称", "数量", "收到申请数", "42", "办结申请数", "398"]


@pytest.mark.parametrize(("points", "read"), [(0.5, False), (1.2, False), (4, True)])
def test_words_too_small_to_be_seen_are_not_read(points: float, read: bool) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, points)
        canvas.drawString(72, 600, OLD)

    assert lines(draw) == ([OLD] if read else [])
