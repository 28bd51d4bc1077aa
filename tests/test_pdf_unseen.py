"""Text of a PDF file that nobody sees: outside its clip, transparent, in its ground's colour, under what is no box."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from pdf_paint import FONT
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from index.pdf_page import UNKNOWN
from index.read_pdf import read_here

OLD = "全年收到申请9999件。"  # its figure stands from 144 to 168, in letters of 12 points that begin at 72
NEW = "全年收到申请12件。"


def lines(draw: Callable[[Canvas], None]) -> list[str]:
    """The lines of a page with `draw` on it and two lines above."""
    file = io.BytesIO()
    canvas = Canvas(file, A4)
    canvas.setFont(FONT, 12)
    canvas.drawString(72, 760, "青禾县2022年政府信息公开工作年度报告")
    canvas.drawString(72, 720, "一、主动公开和依申请公开政府信息的情况。")
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return [block.text for block in read_here(file.getvalue()).blocks][2:]


def picture(canvas: Canvas, image: Image.Image, width: float = 60) -> None:
    file = io.BytesIO()
    image.save(file, "PNG")
    canvas.drawImage(ImageReader(file), 142, 596, width, 16, mask="auto")


def rounded(canvas: Canvas) -> None:
    canvas.roundRect(142, 595, 60, 18, 4, fill=1, stroke=0)


def askew(canvas: Canvas) -> None:
    canvas.translate(142, 594)
    canvas.rotate(1)
    canvas.rect(0, 0, 60, 20, fill=1, stroke=0)


def two_boxes(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(142, 596, 14, 16)
    path.rect(156, 596, 46, 16)
    canvas.drawPath(path, fill=1, stroke=0)


def thick(canvas: Canvas) -> None:
    canvas.setLineWidth(16)
    canvas.line(142, 604, 202, 604)


def plain(canvas: Canvas) -> None:
    picture(canvas, Image.new("RGB", (8, 8), (255, 255, 255)))


@pytest.mark.parametrize("cover", [rounded, askew, two_boxes, thick, plain])
def test_what_covers_a_figure_need_be_no_upright_box(cover: Callable[[Canvas], None]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 600, OLD)
        canvas.saveState()
        canvas.setFillGray(1)
        canvas.setStrokeGray(1)
        cover(canvas)
        canvas.restoreState()
        canvas.drawString(144, 600, "12件。")

    assert lines(draw) == [NEW]


def test_a_line_through_letters_hides_none() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 600, OLD)
        canvas.rect(72, 603.5, 140, 0.8, fill=1, stroke=0)
        canvas.line(72, 606, 200, 606)

    assert lines(draw) == [OLD]


@pytest.mark.parametrize("colours", [((0, 0, 0, 0),) * 2, ((0, 0, 0, 90),) * 2, ((255, 255, 255), (0, 0, 0))])
def test_a_picture_that_is_seen_through_or_shows_something_hides_nothing(colours: tuple[tuple[int, ...], ...]) -> None:
    image = Image.new("RGBA" if len(colours[0]) == 4 else "RGB", (8, 8), colours[0])
    image.putpixel((4, 4), colours[1])

    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 600, OLD)
        picture(canvas, image)

    assert lines(draw) == [OLD]


def clipped(canvas: Canvas, left: float, width: float, text: str, x: float) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(left, 590, width, 24)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.drawString(x, 600, text)
    canvas.restoreState()


def test_text_outside_its_clip_is_not_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 600, NEW)
        clipped(canvas, 300, 20, "9999件", 144)

    assert lines(draw) == [NEW]
    assert lines(lambda canvas: clipped(canvas, 70, 300, NEW, 72)) == [NEW]


def test_a_figure_whose_last_digit_is_clipped_at_the_edge_is_not_told_without_it() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 600, "全年收到申请185")
        clipped(canvas, 72, 90.5, "6件", 162)

    assert lines(draw) == [f"全年收到申请185{UNKNOWN}"]


def test_text_in_a_placed_form_is_inside_the_forms_bounds() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("words", 0, -4, 200, 14)
        canvas.setFont(FONT, 12)
        canvas.drawString(0, 0, NEW)
        canvas.endForm()
        canvas.translate(72, 600)
        canvas.doForm("words")

    assert lines(draw) == [NEW]


@pytest.mark.parametrize(("alpha", "read"), [(0, False), (0.02, False), (0.6, True)])
def test_transparent_text_is_not_read(alpha: float, read: bool) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillAlpha(alpha)
        canvas.drawString(72, 600, OLD)

    assert lines(draw) == ([OLD] if read else [])


@pytest.mark.parametrize(
    ("ground", "read"), [((0.1, 0.2, 0.8), False), ((0.1, 0.2, 0.2), True), ((1, 1, 1), True), (None, True)]
)
def test_text_in_the_colour_of_its_ground_is_not_read(ground: tuple[float, float, float] | None, read: bool) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.1, 0.2, 0.8)
        canvas.rect(60, 590, 300, 24, fill=1, stroke=0)
        if ground != (0.1, 0.2, 0.8):
            canvas.setFillColorRGB(*(ground or (0.9, 0.9, 0.9)))
            canvas.rect(60, 590, 300, 24, fill=1, stroke=0)
        canvas.setFillColorRGB(0.1, 0.2, 0.8)
        canvas.drawString(72, 600, OLD)

    assert lines(draw) == ([OLD] if read else [])
