"""PDF → Reading: tables as they are written, over page breaks and whatever draws them; paragraphs; and bad files.

The forms and their invented figures are in pdf_forms, what draws them in pdf_paint, and the files that a word processor
and a browser printed in reports/pdf (made by reports/make_pdfs.py).
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_forms import HEADINGS, Cell, Table, applications, disclosure, litigation, paragraphs, statistics
from pdf_paint import FONT, MARGIN, Painter, Style
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from index import read_pdf as reader
from index.errors import EmptyFile, LimitExceeded, UnreadableFile, UnsupportedFormat
from index.model import Grid
from index.pdf_text import plain_letter
from index.read_pdf import read_here, read_pdf
from index.reading import Reading

FOLDER = Path(__file__).resolve().parent / "reports" / "pdf"
MORE = Path(os.environ.get("GONGKAI_MORE_REPORTS", Path(__file__).resolve().parents[2] / "shared" / "reports" / "more"))
FORMS = (disclosure(), applications(), litigation())


def grids(reading: Reading) -> list[Grid]:
    return [block.grid for block in reading.blocks if block.grid is not None]


def texts(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks if block.grid is None]


def cells(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    return sorted((cell.row, cell.column, cell.rowspan, cell.colspan, cell.text) for cell in grid.cells)


def painted(table: Table, style: Style | None = None, breaks: Sequence[float] = ()) -> bytes:
    painter = Painter(style or Style())
    painter.table(table, breaks)
    return painter.data()


# -- files that programs printed ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["word", "word_low", "word_wide_head_repeated", "web_thin_borders", "web_spaced_cells", "web_dots"]
)
def test_a_printed_report_comes_back_whole(name: str) -> None:
    reading = read_here((FOLDER / f"{name}.pdf").read_bytes())
    assert [cells(grid) for grid in grids(reading)] == [form.as_read() for form in FORMS]
    assert texts(reading) == [*paragraphs(), *HEADINGS]
    assert reading.title == paragraphs()[0]


def test_a_table_with_level_lines_alone_comes_back_whole() -> None:
    reading = read_here((FOLDER / "web_level_lines.pdf").read_bytes())
    assert [cells(grid) for grid in grids(reading)] == [statistics().as_read()]
    assert texts(reading) == [*paragraphs(), "附件：统计表"]


def test_each_cell_has_the_page_it_stands_on() -> None:
    (grid,) = grids(read_here(painted(applications(), breaks=[17])))
    assert {(cell.page, cell.row >= 17) for cell in grid.cells if cell.text} == {(1, False), (2, True)}


# -- tables -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "style",
    [
        Style(),
        Style(white=True, units=20.0),
        Style(borders="boxes", cut="closed"),
        Style(borders="thin fills", white=True),
        Style(borders="rings", cut="closed"),
        Style(stacked=True, cut="bare"),
        Style(turned=True),
        Style(sideways=True, units=20.0),
        Style(repeat_head=True, cut="closed"),
    ],
    ids=str,
)
@pytest.mark.parametrize(
    "breaks", [(), (6,), (17, 23), (22.5,)], ids=["whole", "in a group", "in two groups", "in a cell"]
)
def test_the_applications_table_comes_back_however_it_is_drawn(style: Style, breaks: tuple[float, ...]) -> None:
    if not breaks:
        style = replace(style, size=7.0)
    assert [cells(grid) for grid in grids(read_here(painted(applications(), style, breaks)))] == [
        applications().as_read()
    ]


@pytest.mark.parametrize("style", [Style(), Style(repeat_head=True, white=True), Style(cut="bare")], ids=str)
def test_the_statistics_table_over_two_pages_keeps_its_blanks(style: Style) -> None:
    (grid,) = grids(read_here(painted(statistics(), style, breaks=[23])))
    assert cells(grid) == statistics().as_read()


def test_a_blank_figure_below_a_page_break_does_not_become_part_of_the_figure_above() -> None:
    rows = [("指标", "数量"), ("甲项", "7"), ("乙项", ""), ("丙项", "9")]
    table = Table(tuple(Cell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)), (3, 1), 1)
    for cut in ("closed", "open", "bare"):
        (grid,) = grids(read_here(painted(table, Style(cut=cut), breaks=[2])))
        assert cells(grid) == table.as_read()


def test_tables_with_other_columns_on_the_next_page_stay_apart() -> None:
    painter = Painter()
    painter.table(litigation())
    painter.new_page()
    painter.table(statistics(), breaks=[30])
    assert [cells(grid) for grid in grids(read_here(painter.data()))] == [
        litigation().as_read(),
        statistics().as_read(),
    ]


def test_a_figure_wrapped_in_a_narrow_cell_is_one_figure_and_two_figures_are_two() -> None:
    canvas, file = blank_page()
    for x in (100, 124, 300):
        canvas.line(x, 700, x, 600)
    for y in (700, 650, 600):
        canvas.line(100, y, 300, y)
    for y, line in ((685, "4567"), (673, "89"), (635, "3"), (623, "2")):
        canvas.drawString(102, y, line)
    canvas.drawString(130, 680, "甲")
    canvas.drawString(130, 630, "乙")
    (grid,) = grids(read_here(finished(canvas, file)))
    assert [text for *_, text in cells(grid)] == ["456789", "甲", "3 2", "乙"]


def test_a_figure_too_long_for_its_cell_stays_whole() -> None:
    rows = (
        Cell(0, 0, "甲"),
        Cell(0, 1, "123456789"),
        Cell(0, 2, "5"),
        Cell(1, 0, "乙"),
        Cell(1, 1, "3"),
        Cell(1, 2, "6"),
    )
    (grid,) = grids(read_here(painted(Table(rows, (12, 1, 12)))))
    assert [text for *_, text in cells(grid)] == ["甲", "123456789", "5", "乙", "3", "6"]


def test_white_lines_part_cells_on_a_shade_only() -> None:
    canvas, file = blank_page()
    canvas.setFillGray(0.8)
    canvas.rect(100, 600, 200, 100, stroke=0, fill=1)
    canvas.setFillGray(0)
    canvas.setStrokeGray(1)
    for x in (100, 200, 300):
        canvas.line(x, 600, x, 700)
        canvas.line(x, 300, x, 400)
    for y in (600, 650, 700):
        canvas.line(100, y, 300, y)
        canvas.line(100, y - 300, 300, y - 300)
    for x, y, text in (
        (110, 670, "甲"),
        (210, 670, "1"),
        (110, 620, "乙"),
        (210, 620, "2"),
        (110, 350, "白线"),
        (230, 350, "不见"),
    ):
        canvas.drawString(x, y, text)
    reading = read_here(finished(canvas, file))
    assert [text for grid in grids(reading) for *_, text in cells(grid)] == ["甲", "1", "乙", "2"]
    assert texts(reading) == ["白线 不见"]


def test_a_frame_around_text_is_no_table() -> None:
    canvas, file = blank_page()
    canvas.rect(60, 500, 400, 250)
    canvas.line(60, 700, 460, 700)
    canvas.drawString(100, 720, "政府信息公开工作年度报告（二〇二二年度）")
    canvas.drawString(100, 650, "全年共受理申请12件。")
    reading = read_here(finished(canvas, file))
    assert not grids(reading)
    assert texts(reading) == ["政府信息公开工作年度报告（二〇二二年度）", "全年共受理申请12件。"]


def test_columns_without_lines_become_a_table_with_their_blanks() -> None:
    rows = (("受理件数", "12", "3", "15"), ("办结件数", "11", "", "11"), ("结转件数", "1", "3", "4"))
    table = Table(tuple(Cell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)), (3, 2, 2, 2))
    (grid,) = grids(read_here(painted(table, Style(borders="none"))))
    assert cells(grid) == table.as_read()


# -- tables written at random -------------------------------------------------------------------------------------

LETTERS = "政务公开信息条例申请办理结果数量机构保障监督经费其中本年上级审核发布回应解读"
words = st.text(LETTERS, min_size=2, max_size=16)
numbers = st.one_of(st.integers(0, 99999).map(str), st.decimals(0, 999, places=2).map(str))
figures = st.one_of(st.just(""), numbers)
styles = st.builds(
    Style,
    borders=st.sampled_from(["lines", "boxes", "thin fills", "rings"]),
    white=st.booleans(),
    cut=st.just("closed"),
    units=st.sampled_from([1.0, 20.0]),
    turned=st.booleans(),
    repeat_head=st.booleans(),
    size=st.sampled_from([8.0, 9.0, 10.5]),
    centred=st.booleans(),
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table with a head of one row, groups of labelled rows, and columns of figures, the last of them not all blank;
    no label alike."""
    columns = draw(st.integers(1, 8))
    groups = draw(st.lists(st.integers(1, 4), min_size=1, max_size=5))
    labels = draw(st.lists(words, min_size=len(groups) + sum(groups), max_size=len(groups) + sum(groups), unique=True))
    named = iter(f"{number}.{label}" for number, label in enumerate(labels, 1))
    found = [Cell(0, 0, "指标", 1, 2), *(Cell(0, 2 + column, f"第{column}列") for column in range(columns))]
    row = 1
    for size in groups:
        found.append(Cell(row, 0, next(named), size))
        for inner in range(row, row + size):
            found.append(Cell(inner, 1, next(named)))
            found.extend(Cell(inner, 2 + column, draw(figures)) for column in range(columns))
        row += size
    found[-1] = replace(found[-1], text=draw(numbers))
    return Table(tuple(found), (6, 8, *[3] * columns), 1)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables(), styles, st.randoms(use_true_random=False))
def test_any_table_comes_back_as_written(table: Table, style: Style, choose: random.Random) -> None:
    breaks = sorted(choose.sample(range(2, table.rows), k=min(choose.randint(0, 2), table.rows - 2)))
    found = grids(read_here(painted(table, style, breaks)))
    assert [cells(grid) for grid in found] == [table.as_read()]


# -- text ---------------------------------------------------------------------------------------------------------


def test_paragraphs_are_one_line_each_over_lines_and_pages() -> None:
    painter = Painter(Style(white=True))
    painter.y = painter.height - MARGIN - 100
    for text in paragraphs()[1:]:
        painter.paragraph(text)
    reading = read_here(painter.data())
    assert texts(reading) == list(paragraphs()[1:])
    assert {block.page for block in reading.blocks} == {1, 2}


def test_paragraphs_without_indents_are_told_apart_by_their_distance() -> None:
    painter = Painter()
    for text in paragraphs()[1:]:
        painter.paragraph(text, indent=0.0, pitch=1.4)
        painter.y += 12
    assert texts(read_here(painter.data())) == list(paragraphs()[1:])


def test_a_number_cut_by_a_line_break_is_one_number() -> None:
    canvas, file = blank_page()
    for y, line in (
        (700, "根据有关规定编制本报告，所列数据真实"),
        (684, "可靠。全年主动公开政府信息共计共12"),
        (668, "345条。"),
    ):
        canvas.drawString(72, y, line)
    assert texts(read_here(finished(canvas, file))) == [
        "根据有关规定编制本报告，所列数据真实可靠。全年主动公开政府信息共计共12345条。"
    ]


def test_running_heads_and_page_numbers_are_left_out_and_figures_stay() -> None:
    painter = Painter()
    for page in range(1, 4):
        if page > 1:
            painter.new_page()
        painter.y = 30
        painter.text("云溪县人民政府文件", MARGIN)
        painter.y = 200
        painter.paragraph(f"第{page}季度受理申请{page * 7}件。")
        painter.y = painter.height - 40
        painter.text(f"— {page + 4} —", 280)
    assert texts(read_here(painter.data())) == [f"第{page}季度受理申请{page * 7}件。" for page in range(1, 4)]


def test_radicals_are_read_as_the_letters_they_stand_for() -> None:
    assert "".join(map(plain_letter, "⼀、⻔⼾⽹站⻚面A")) == "一、门户网站页面A"


# -- files that cannot be read ------------------------------------------------------------------------------------


def blank_page(**options: object) -> tuple[Canvas, io.BytesIO]:
    file = io.BytesIO()
    canvas = Canvas(file, pageCompression=0, invariant=1, **options)
    canvas.setFont(FONT, 10)
    return canvas, file


def finished(canvas: Canvas, file: io.BytesIO) -> bytes:
    canvas.save()
    return file.getvalue()


def page_of(content: bytes) -> bytes:
    """A PDF file of one page that draws `content`, a compressed stream."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(content), content),
    )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, text) for number, text in enumerate(objects, 1))
    return b"%PDF-1.5\n" + body + b"trailer<</Root 1 0 R/Size 5>>\n%%EOF"


def test_a_file_with_a_password_says_so() -> None:
    canvas, file = blank_page(encrypt="secret")
    canvas.drawString(100, 700, "政府信息公开")
    with pytest.raises(UnsupportedFormat, match="password"):
        read_pdf(finished(canvas, file))


def test_a_scanned_file_asks_for_text_recognition() -> None:
    canvas, file = blank_page()
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 128)), 0, 0, 595, 842)
    with pytest.raises(UnsupportedFormat, match="OCR"):
        read_pdf(finished(canvas, file))


def test_a_file_without_text_says_so() -> None:
    canvas, file = blank_page()
    canvas.showPage()
    with pytest.raises(EmptyFile, match="no text"):
        read_pdf(finished(canvas, file))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"%PDF-1.7\n" + bytes(500), b"no PDF at all"])
def test_a_damaged_file_says_so(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="damaged"):
        read_pdf(data)


def test_a_file_with_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader.LIMITS, "pages", 2)
    painter = Painter()
    painter.new_page()
    painter.new_page()
    with pytest.raises(LimitExceeded, match="3 pages"):
        read_here(painter.data())


def test_a_file_that_unpacks_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_SECONDS", 3.0)
    packed = zlib.compress(b"1 1 m 9 9 l S\n" * 8_000_000, 1)
    # Which of the two bounds it meets first is for the machine's speed to say.
    with pytest.raises(
        LimitExceeded, match=r"takes (?:longer than 3 seconds;|more than 900 MB of memory) .*simpler form"
    ):
        read_pdf(page_of(packed))


def test_a_file_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_SECONDS", 0.001)
    with pytest.raises(LimitExceeded, match="longer than"):
        read_pdf(painted(litigation()))


def test_the_process_that_reads_gives_the_same_as_this_one() -> None:
    data = (FOLDER / "word.pdf").read_bytes()
    assert read_pdf(data) == read_here(data)


SAMPLE = painted(Table((Cell(0, 0, "受理"), Cell(0, 1, "12"), Cell(1, 0, "办结"), Cell(1, 1, "11")), (1, 1)))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_file_with_changed_bytes_is_read_or_refused(data: st.DataObject) -> None:
    changed = bytearray(SAMPLE)
    for _ in range(data.draw(st.integers(1, 30))):
        place = data.draw(st.integers(0, len(changed) - 1))
        changed[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    with contextlib.suppress(UnreadableFile):
        assert isinstance(read_here(bytes(changed)), Reading)


# -- a real report ------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not list(MORE.glob("*.pdf")), reason="the further reports are not on this machine")
def test_the_forms_of_a_real_report_are_read_cell_by_cell() -> None:
    reading = read_here(next(iter(sorted(MORE.glob("*.pdf")))).read_bytes())
    first, second, third = grids(reading)
    assert (first.columns, second.columns, third.columns) == (4, 10, 15)
    assert sum(cell.text.startswith("第二十条第") for cell in first.cells) == 4
    figures = [
        [cell.text for cell in second.cells if cell.row == row and cell.column > 2] for row in range(3, second.rows)
    ]
    assert len(figures) == 23
    assert all(len(row) == 7 and sum(map(int, row[:6])) == int(row[6]) for row in figures)
    assert len([cell for cell in third.cells if cell.text.isdecimal()]) == 15
    assert len(texts(reading)) < 20
