"""What of a PDF file a reader sees: fields that were filled in, and no remarks, no white text on white paper."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from pdf_paint import FONT
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from index.read_pdf import read_here

LINES = ("青禾县2022年政府信息公开工作年度报告", "全年收到申请12件，办结12件。")
HIDDEN = "全年收到申请9999件。"


def lines_of(draw: Callable[[Canvas], None], encrypt: StandardEncryption | None = None) -> list[str]:
    """The lines read from a page of LINES and what `draw` draws under them."""
    file = io.BytesIO()
    canvas = Canvas(file, A4, encrypt=encrypt)
    canvas.setFont(FONT, 12)
    for number, line in enumerate(LINES):
        canvas.drawString(72, 760 - 40 * number, line)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    found = [block.text for block in read_here(file.getvalue()).blocks]
    assert tuple(found[:2]) == LINES
    return found[2:]


def test_what_was_filled_into_a_form_is_read_beside_its_label() -> None:
    def form(canvas: Canvas) -> None:
        for height, label, value in ((600, "收到申请数", "37"), (560, "申请办结数", "")):
            canvas.drawString(72, height, label)
            place = {"x": 200, "y": height - 6, "width": 60, "height": 20}
            canvas.acroForm.textfield(name=label, value=value, fontSize=12, **place)
        canvas.freeTextAnnotation("should be 99", "/Helv 12 Tf", Rect=[300, 600, 400, 620], relative=0)

    assert lines_of(form) == ["收到申请数 37", "申请办结数"]


def test_remarks_are_no_part_of_the_text() -> None:
    def remarks(canvas: Canvas) -> None:
        canvas.freeTextAnnotation("should be 99", "/Helv 12 Tf", Rect=[200, 600, 400, 640], relative=0)
        canvas.textAnnotation("88", Rect=[300, 700, 320, 720])

    assert lines_of(remarks) == []


def test_a_file_that_any_reader_may_open_needs_no_password() -> None:
    assert lines_of(lambda _: None, StandardEncryption("", ownerPassword="owner", strength=128)) == []


def test_text_that_is_not_drawn_is_not_read() -> None:
    def undrawn(canvas: Canvas) -> None:
        text = canvas.beginText(72, 600)
        text.setTextRenderMode(3)
        text.textLine(HIDDEN)
        canvas.drawText(text)

    assert lines_of(undrawn) == []


@pytest.mark.parametrize(("ground", "seen"), [(None, False), ((1, 1, 1), False), ((0, 0, 0.6), True)])
def test_white_text_is_read_on_a_dark_ground_alone(ground: tuple[float, float, float] | None, seen: bool) -> None:
    def white(canvas: Canvas) -> None:
        if ground:
            canvas.setFillColorRGB(*ground)
            canvas.rect(60, 590, 400, 30, fill=1, stroke=0)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(72, 600, HIDDEN)

    assert lines_of(white) == ([HIDDEN] if seen else [])


LEFT = ("全年深入贯彻落实公开条例，把公开", "融入日常工作，主动公开信息1205条，", "其中网站公开930条。全年收到公开") * 2
RIGHT = (
    "县政府办公室举办业务培训4期，参训",
    "人员260人次，编印工作简报12期。下",
    "一步将健全制度，加强队伍，全县设立",
) * 2


def test_running_text_in_two_columns_is_read_column_by_column() -> None:
    def columns(canvas: Canvas) -> None:
        for number, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
            canvas.drawString(72, 680 - 18 * number, left)
            canvas.drawString(310, 680 - 18 * number, right)
        canvas.drawString(72, 500, "特此报告。")

    assert "".join(lines_of(columns)) == "".join((*LEFT, *RIGHT, "特此报告。"))


def test_labels_beside_figures_are_no_columns_of_running_text() -> None:
    def table(canvas: Canvas) -> None:
        for number in range(8):
            canvas.drawString(72, 680 - 18 * number, f"通过第{number}种渠道公开政府信息的数量")
            canvas.drawString(310, 680 - 18 * number, f"{number}7")

    assert not any("通过" in line and "数量通过" in line for line in lines_of(table))


def test_the_columns_of_running_text_are_paragraphs_of_their_own() -> None:
    line = "本机关坚持以公开为常态不公开为例外的原则要求"  # fills its column
    left = [*[line] * 7, line[:-1] + "。"]

    def columns(canvas: Canvas) -> None:
        for number, words in enumerate(left):
            canvas.drawString(36, 680 - 18 * number, words)
            canvas.drawString(325, 680 - 18 * number, words.replace("本机关", "各部门"))

    texts = lines_of(columns)
    assert texts == ["".join(left), "".join(left).replace("本机关", "各部门")]
