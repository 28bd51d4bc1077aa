"""PDF tables where programs leave them hard to read: heads cut by a page, letters under letters, lines that stop short.

Each is drawn line by line, as word processors and browsers print it.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import pypdfium2
import pytest
from pdf_paint import FONT, Painter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from index.files import SourceFile, read
from index.model import Grid
from index.pdf_columns import _mark_cut
from index.pdf_entries import Entry, _in_columns
from index.pdf_labels import Label
from index.pdf_page import UNKNOWN, Char
from index.pdf_rows import VALUE
from index.pdf_strips import Strips
from index.pdf_text import text_lines
from index.read_pdf import read_here

SIZE = 10.0
Texts = Mapping[tuple[int, int], Sequence[str]]


def rows_of(grid: Grid) -> list[list[str]]:
    """The texts of each row's cells from left to right."""
    return [
        [cell.text for cell in sorted(grid.cells, key=lambda cell: cell.column) if cell.row == row]
        for row in range(grid.rows)
    ]


class Sheet:
    """A PDF file drawn by hand: heights count from the page's top."""

    def __init__(self) -> None:
        self._file = io.BytesIO()
        self.canvas = Canvas(self._file, pagesize=A4)
        self.canvas.setFont(FONT, SIZE)

    def letters(self, text: str, x: float, y: float) -> None:
        """A line of text that begins at `x` and whose baseline is at `y`."""
        self.canvas.drawString(x, A4[1] - y, text)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.line(x0, A4[1] - y0, x1, A4[1] - y1)

    def lattice(self, xs: Sequence[float], ys: Sequence[float], texts: Texts) -> None:
        """A table with every line drawn, and the lines of text in its cells."""
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for (row, column), lines in texts.items():
            for number, text in enumerate(lines, 1):
                self.letters(text, xs[column] + 2, ys[row] + 1.2 * SIZE * number)

    def new_page(self) -> None:
        self.canvas.showPage()
        self.canvas.setFont(FONT, SIZE)

    def grids(self) -> list[Grid]:
        self.canvas.save()
        return [block.grid for block in read_here(self._file.getvalue()).blocks if block.grid is not None]


def stacked(sheet: Sheet, text: str, x: float, top: float) -> None:
    """Letters set one below the other without space between them."""
    for number, letter in enumerate(text, 1):
        sheet.letters(letter, x, top + number * SIZE)


def row(number: int, *texts: str) -> dict[tuple[int, int], list[str]]:
    return {(number, column): [text] for column, text in enumerate(texts) if text}


# -- a head cut by the page's end ---------------------------------------------------------------------------------

RESULTS = (100, 125, 150, 175)


def test_a_head_whose_words_a_page_break_cuts_is_one_row() -> None:
    sheet = Sheet()
    sheet.lattice(RESULTS, (700, 715), row(0, "结果", "结果", "总计"))
    sheet.new_page()
    sheet.lattice(RESULTS, (70, 85, 100), row(0, "维持", "纠正", "") | row(1, "4", "0", "4"))
    (grid,) = sheet.grids()
    assert rows_of(grid) == [["结果维持", "结果纠正", "总计"], ["4", "0", "4"]]


def test_rows_of_words_on_two_pages_stay_two_rows() -> None:
    sheet = Sheet()
    sheet.lattice(RESULTS, (700, 715), row(0, "规章", "文件", "许可"))
    sheet.new_page()
    sheet.lattice(RESULTS, (70, 85, 100), row(0, "处罚", "强制", "收费") | row(1, "4", "0", "4"))
    (grid,) = sheet.grids()
    assert rows_of(grid) == [["规章", "文件", "许可"], ["处罚", "强制", "收费"], ["4", "0", "4"]]


def test_a_bracket_that_a_page_break_leaves_open_is_closed() -> None:
    sheet = Sheet()
    sheet.lattice((100, 200, 240), (700, 715), row(0, "（第一项加第二项，", "总计"))
    sheet.new_page()
    sheet.lattice((100, 200, 240), (70, 85, 100), row(0, "等于第三项）", "") | row(1, "甲", "4"))
    (grid,) = sheet.grids()
    assert rows_of(grid) == [["（第一项加第二项，等于第三项）", "总计"], ["甲", "4"]]


LABELLED = (100, 160, 200, 236)  # a line holds "2." and four letters of ten points


@pytest.mark.parametrize(
    ("above", "below", "one"),
    [
        ("2.其他法", "规禁止公开", False),  # 规 would have had room
        ("2.其他法", "律、行政法规", True),  # 律 would have, but no line begins with a comma
        ("2.其他法律", "行政法规", True),
    ],
)
def test_a_row_is_one_where_the_label_had_no_room_left(above: str, below: str, one: bool) -> None:
    sheet = Sheet()
    sheet.lattice(LABELLED, (700, 715), row(0, above, "3", "3"))
    sheet.new_page()
    sheet.lattice(LABELLED, (70, 85, 100), row(0, below, "", "") | row(1, "3.保护", "4", "4"))
    (grid,) = sheet.grids()
    assert rows_of(grid)[0] == ([above + below, "3", "3"] if one else [above, "3", "3"])


def test_the_labels_of_two_rows_with_units_are_not_joined_over_a_page_break() -> None:
    xs = (100, 190, 215, 250)
    sheet = Sheet()
    for y in (670, 690):
        sheet.line(xs[0], y, xs[-1], y)
    for x in xs:
        sheet.line(x, 670, x, 710)
    for x, text, y in ((102, "3.网络申请数", 683), (192, "件", 683), (217, "5", 683)):
        sheet.letters(text, x, y)
    for x, text, y in ((102, "4.不同意公开", 703), (192, "件", 703), (217, "7", 703)):
        sheet.letters(text, x, y)
    sheet.new_page()
    for y in (90, 110):
        sheet.line(xs[0], y, xs[-1], y)
    for x in xs:
        sheet.line(x, 70, x, 110)
    for x, text, y in ((102, "其中：国家秘密", 83), (192, "件", 83), (217, "2", 83)):
        sheet.letters(text, x, y)
    for x, text, y in ((102, "商业秘密", 103), (192, "件", 103), (217, "5", 103)):
        sheet.letters(text, x, y)
    (grid,) = sheet.grids()
    assert rows_of(grid) == [
        ["3.网络申请数", "件", "5"],
        ["4.不同意公开", "件", "7"],
        ["其中：国家秘密", "件", "2"],
        ["商业秘密", "件", "5"],
    ]


# -- letters under letters ----------------------------------------------------------------------------------------


def test_upright_letters_in_columns_are_read_from_the_right_column_to_the_left() -> None:
    sheet = Sheet()
    sheet.lattice((100, 140, 200), (100, 160, 180), row(0, "", "件数") | row(1, "甲", "3"))
    stacked(sheet, "三、本年", 120, 110)
    stacked(sheet, "办理结果", 104, 110)
    (grid,) = sheet.grids()
    assert rows_of(grid) == [["三、本年办理结果", "件数"], ["甲", "3"]]


def test_short_lines_in_a_narrow_cell_are_read_from_left_to_right() -> None:
    sheet = Sheet()
    texts = {(0, 0): ["未予", "公开"], (0, 1): ["5"], (1, 0): ["公开"], (1, 1): ["7"]}
    sheet.lattice((100, 124, 160), (100, 140, 160), texts)
    (grid,) = sheet.grids()
    assert rows_of(grid) == [["未予公开", "5"], ["公开", "7"]]


def test_a_head_of_upright_letters_too_long_for_its_cell_leaves_the_figure_below_alone() -> None:
    sheet = Sheet()
    sheet.lattice((100, 140, 180), (100, 150, 175), row(0, "人数") | row(1, "8", "12"))
    stacked(sheet, "社会公益组织", 162, 98)
    (grid,) = sheet.grids()
    assert rows_of(grid) == [["人数", "社会公益组织"], ["8", "12"]]


# -- lines that stop short, and no lines at all -------------------------------------------------------------------


def test_a_line_under_an_empty_cell_in_the_middle_of_a_row_cuts_no_row() -> None:
    """Browsers close a cell that goes on from the page before where its own height ends, not where its rows do."""
    sheet = Sheet()
    for x in (130, 200, 240):
        sheet.line(x, 70, x, 150)
    for y in (70, 100, 130, 150):
        sheet.line(130, y, 240, y)
    sheet.line(100, 70, 100, 118)
    sheet.line(100, 118, 130, 118)
    sheet.line(100, 150, 130, 150)
    for x, y, text in (
        (140, 88, "甲"),
        (210, 88, "1"),
        (140, 120, "乙"),
        (210, 120, "2"),
        (140, 145, "丙"),
        (210, 145, "3"),
    ):
        sheet.letters(text, x, y)
    (grid,) = sheet.grids()
    assert [[text for text in texts if text] for texts in rows_of(grid)] == [["甲", "1"], ["乙", "2"], ["丙", "3"]]
    assert all(cell.rowspan == 1 for cell in grid.cells if cell.text)


def test_without_lines_a_row_with_a_unit_and_no_figure_is_no_part_of_the_next() -> None:
    sheet = Sheet()
    rows = [("当面申请数", "件", "12"), ("传真申请数", "件", ""), ("网络申请数", "件", "7"), ("信函申请数", "件", "3")]
    for number, (label, unit, figure) in enumerate(rows):
        for text, x in ((label, 100), (unit, 180), (figure, 220)):
            sheet.letters(text, x, 100 + 15 * number)
    (grid,) = sheet.grids()
    assert rows_of(grid) == [list(texts) for texts in rows]


# -- text over pages ----------------------------------------------------------------------------------------------


def test_every_word_of_a_paragraph_over_three_pages_has_its_own_page() -> None:
    painter = Painter()
    sentences = [f"第{number:03}项工作已经按照要求全部办理完毕并且向社会主动公开。" for number in range(140)]
    painter.paragraph("".join(sentences))
    data = painter.data()
    document = read(SourceFile("a.pdf", "a.pdf", data))
    assert len(document.lines) == 1
    pages = [document.page_at(document.text.index(sentence)) for sentence in sentences]
    assert set(pages) == {1, 2, 3}
    with pypdfium2.PdfDocument(data) as file:
        for number, page in enumerate(file, 1):
            printed = "".join(page.get_textpage().get_text_bounded().split())
            whole = [sentence for sentence in sentences if sentence in printed]
            assert {document.page_at(document.text.index(sentence)) for sentence in whole} == {number}


def test_the_end_of_a_figure_below_a_page_break_leaves_no_figure_cut_short() -> None:
    sheet = Sheet()
    sheet.lattice((100, 160, 190, 212), (700, 715), row(0, "总计", "12", "1682"))
    sheet.new_page()
    sheet.lattice((100, 160, 190, 212), (70, 85, 100), row(0, "", "", "8") | row(1, "结转", "3", "4"))
    (grid,) = sheet.grids()
    assert rows_of(grid) == [["总计", "12", "1682 8"], ["结转", "3", "4"]]


# -- figures over the lines of their cells, and letters that are no part of the page ------------------------------


def test_a_figure_that_runs_over_the_next_cell_leaves_that_ones_figure_alone() -> None:
    sheet = Sheet()
    sheet.lattice((100, 160, 180, 200, 240), (100, 116, 132), row(0, "甲") | row(1, "乙", "3", "4", "7"))
    for x, figure in ((162, "85923"), (182, "417"), (202, "86340")):
        sheet.letters(figure, x, 112)
    (grid,) = sheet.grids()
    assert rows_of(grid) == [["甲", "85923", "417", "86340"], ["乙", "3", "4", "7"]]


def test_a_figure_whose_last_digit_cannot_be_told_is_not_read_without_it() -> None:
    sheet = Sheet()
    sheet.lattice((100, 160, 185, 210), (100, 116, 132), row(0, "甲") | row(1, "乙", "3", "4"))
    for start, figure in ((162, "110749"), (188, "107405")):
        for number, digit in enumerate(figure):
            sheet.letters(digit, start + number * SIZE / 2, 112)
    (grid,) = sheet.grids()
    assert [text for text in rows_of(grid)[0][1:] if UNKNOWN not in text and text] == []


def test_a_figure_that_may_be_of_either_cell_is_of_neither() -> None:
    sheet = Sheet()
    sheet.lattice((100, 160, 176, 192), (100, 116, 132), row(0, "甲") | row(1, "乙", "3", "4"))
    sheet.letters("123456", 161, 112)
    (grid,) = sheet.grids()
    assert [cell.colspan for cell in grid.cells if cell.text == "123456"] == [2]


def test_a_figure_whose_end_may_be_left_out_behind_the_table_is_not_read_as_it_stands() -> None:
    sheet = Sheet()
    sheet.lattice((100, 160, 178), (100, 116, 132), row(0, "甲") | row(1, "乙", "3"))
    sheet.letters("1234", 162, 112)
    (grid,) = sheet.grids()
    assert rows_of(grid) == [["甲", "1234\ufffd"], ["乙", "3"]]


def test_a_figure_that_runs_over_the_table_is_whole() -> None:
    sheet = Sheet()
    sheet.lattice((100, 160, 178), (100, 116, 132), row(0, "甲") | row(1, "乙", "3"))
    sheet.letters("1234567", 162, 112)
    (grid,) = sheet.grids()
    assert rows_of(grid) == [["甲", "1234567"], ["乙", "3"]]


def test_a_watermark_across_a_table_is_no_part_of_its_cells() -> None:
    sheet = Sheet()
    sheet.canvas.setFillGray(0.85)
    sheet.canvas.setFont(FONT, 40)
    sheet.letters("云溪县人民政府", 90, 130)
    sheet.canvas.setFillGray(0)
    sheet.canvas.setFont(FONT, SIZE)
    sheet.lattice((100, 200, 260), (100, 120, 140), row(0, "受理件数", "12") | row(1, "办结件数", "11"))
    (grid,) = sheet.grids()
    assert rows_of(grid) == [["受理件数", "12"], ["办结件数", "11"]]


def test_lines_outside_their_clip_are_not_there() -> None:
    sheet = Sheet()
    sheet.lattice((100, 200, 260), (100, 120, 140), row(0, "受理件数", "12") | row(1, "办结件数", "11"))
    clip = sheet.canvas.beginPath()
    clip.rect(90, A4[1] - 200, 200, 120)
    sheet.canvas.saveState()
    sheet.canvas.clipPath(clip, stroke=0, fill=0)
    sheet.lattice((100, 200, 260), (300, 320, 340), {})
    sheet.canvas.restoreState()
    sheet.letters("第三季度", 110, 315)
    assert [rows_of(grid) for grid in sheet.grids()] == [[["受理件数", "12"], ["办结件数", "11"]]]


# -- tables without lines: labels over lines, columns without figures ---------------------------------------------


def unruled(sheet: Sheet, texts: Sequence[tuple[float, float, str]]) -> None:
    for x, y, text in texts:
        sheet.letters(text, x, y)


def test_labels_over_lines_have_the_figures_beside_their_middle() -> None:
    sheet = Sheet()
    unruled(
        sheet,
        [
            *((x, 88, text) for x, text in ((100, "1.补正后不明确"), (250, "7"), (300, "8"))),
            *((x, 118, text) for x, text in ((250, "5"), (300, "6"))),
            (100, 112, "2.要求行政机关"),
            (100, 124, "重新出具信息"),
            *((x, 148, text) for x, text in ((100, "3.重复申请"), (250, "0"), (300, "2"))),
        ],
    )
    (grid,) = sheet.grids()
    assert rows_of(grid) == [
        ["1.补正后不明确", "7", "8"],
        ["2.要求行政机关重新出具信息", "5", "6"],
        ["3.重复申请", "0", "2"],
    ]


def test_the_last_letter_of_a_head_is_one_with_the_line_above_it() -> None:
    sheet = Sheet()
    unruled(
        sheet,
        [
            *((x, 100, head) for x, head in ((200, "商业企"), (250, "科研机"), (300, "社会公"))),
            *((x, 112, head) for x, head in ((200, "业"), (250, "构"), (300, "益组织"))),
            *((x, 130, text) for x, text in ((100, "1.受理件数"), (212, "4"), (262, "0"), (312, "4"))),
            *((x, 148, text) for x, text in ((100, "2.办结件数"), (212, "3"), (312, "3"))),
        ],
    )
    (grid,) = sheet.grids()
    assert rows_of(grid) == [
        ["", "商业企业", "科研机构", "社会公益组织"],
        ["1.受理件数", "4", "0", "4"],
        ["2.办结件数", "3", "", "3"],
    ]


def test_a_column_without_figures_keeps_its_place_by_its_head() -> None:
    sheet = Sheet()
    unruled(
        sheet,
        [
            *((x, 100, head) for x, head in ((200, "自然人"), (250, "企业"), (300, "总计"))),
            *((x, 118, text) for x, text in ((100, "1.受理件数"), (205, "4"), (305, "4"))),
            *((x, 136, text) for x, text in ((100, "2.办结件数"), (205, "3"), (305, "3"))),
        ],
    )
    (grid,) = sheet.grids()
    assert rows_of(grid) == [
        ["", "自然人", "企业", "总计"],
        ["1.受理件数", "4", "", "4"],
        ["2.办结件数", "3", "", "3"],
    ]


def test_digits_on_a_line_of_their_own_leave_no_figure_cut_short() -> None:
    sheet = Sheet()
    unruled(
        sheet,
        [
            *((x, 100, text) for x, text in ((100, "1.受理件数"), (205, "152"), (305, "152"))),
            *((x, 112, text) for x, text in ((205, "6"), (305, "6"))),
            *((x, 136, text) for x, text in ((100, "2.办结件数"), (205, "3"), (305, "3"))),
        ],
    )
    (grid,) = sheet.grids()
    assert not {"152", "6"} & {cell.text for cell in grid.cells}
    assert {"3"} < {cell.text for cell in grid.cells}


def test_the_end_of_a_heads_word_is_no_unit() -> None:
    sheet = Sheet()
    unruled(
        sheet,
        [
            *((x, 100, head) for x, head in ((200, "自然"), (250, "企业"), (300, "总计"))),
            (205, 112, "人"),
            *((x, 130, text) for x, text in ((100, "1.受理件数"), (205, "4"), (255, "1"), (305, "5"))),
            *((x, 148, text) for x, text in ((100, "2.办结件数"), (205, "3"), (255, "1"), (305, "4"))),
        ],
    )
    (grid,) = sheet.grids()
    assert rows_of(grid) == [
        ["", "自然人", "企业", "总计"],
        ["1.受理件数", "4", "1", "5"],
        ["2.办结件数", "3", "1", "4"],
    ]


def test_a_unit_under_the_head_of_the_units_stays_in_its_row() -> None:
    sheet = Sheet()
    unruled(
        sheet,
        [
            *((x, 100, head) for x, head in ((100, "指标"), (200, "单位"), (300, "统计数"))),
            *((x, 114, text) for x, text in ((100, "1.工作人员数"), (205, "人"))),
            *((x, 128, text) for x, text in ((100, "2.受理件数"), (205, "件"), (305, "7"))),
            *((x, 142, text) for x, text in ((100, "3.办结件数"), (205, "件"), (305, "6"))),
        ],
    )
    (grid,) = sheet.grids()
    assert rows_of(grid) == [
        ["指标", "单位", "统计数"],
        ["1.工作人员数", "人", ""],
        ["2.受理件数", "件", "7"],
        ["3.办结件数", "件", "6"],
    ]


def test_the_lines_of_two_columns_of_labels_that_run_together_are_cut_where_one_begins() -> None:
    sheet = Sheet()
    unruled(
        sheet,
        [
            *((x, 100, text) for x, text in ((142, "1.受理件数"), (250, "7"), (300, "8"))),
            *((x, 124, text) for x, text in ((100, "（一）受"), (142, "2.办结件数"), (250, "5"), (300, "6"))),
            (100, 136, "理情况"),
            *((x, 148, text) for x, text in ((142, "3.退回件数"), (250, "0"), (300, "2"))),
        ],
    )
    (grid,) = sheet.grids()
    assert [row for row in rows_of(grid) if row[-1].isdigit()] == [
        ["1.受理件数", "7", "8"],
        ["2.办结件数", "5", "6"],
        ["3.退回件数", "0", "2"],
    ]


def test_the_lines_of_a_label_may_stand_far_apart() -> None:
    sheet = Sheet()
    unruled(
        sheet,
        [
            *((x, 100, text) for x, text in ((100, "1.补正后不明确"), (250, "7"), (300, "8"))),
            (100, 126, "2.要求行政机关"),
            *((x, 139, text) for x, text in ((250, "5"), (300, "6"))),
            (100, 152, "重新出具信息"),
            *((x, 178, text) for x, text in ((100, "3.重复申请"), (250, "0"), (300, "2"))),
        ],
    )
    (grid,) = sheet.grids()
    assert rows_of(grid) == [
        ["1.补正后不明确", "7", "8"],
        ["2.要求行政机关重新出具信息", "5", "6"],
        ["3.重复申请", "0", "2"],
    ]


def test_columns_of_which_only_some_have_heads_keep_their_places() -> None:
    sheet = Sheet()
    unruled(
        sheet,
        [
            *((x, 100, head) for x, head in ((248, "商业企业"), (298, "科研机构"))),
            *((x, 118, text) for x, text in ((100, "1.受理件数"), (205, "4"), (260, "1"), (310, "2"), (355, "7"))),
            *((x, 136, text) for x, text in ((100, "2.办结件数"), (205, "3"), (260, "1"), (310, "2"), (355, "6"))),
        ],
    )
    (grid,) = sheet.grids()
    assert rows_of(grid) == [
        ["", "", "商业企业", "科研机构", ""],
        ["1.受理件数", "4", "1", "2", "7"],
        ["2.办结件数", "3", "1", "2", "6"],
    ]


def test_digits_above_and_below_a_row_beside_the_label_of_its_group_are_no_rows_of_that_one() -> None:
    """Figures of two lines stand around the middle of a row whose other figures have one line."""

    def label(text: str, x: float, y: float) -> Label:
        chars = [Char(one, x + SIZE * at, y - 5, x + SIZE * at + SIZE, y + 5, SIZE) for at, one in enumerate(text)]
        return Label(tuple(text_lines(chars)))

    labels = {0: label("）不", 100, 130), 1: label("2.办结件数", 155, 142), 2: label("予公", 100, 154)}
    texts: list[dict[tuple[int, int], str]] = [{(1, 1): "3626"}, {(0, 0): "24"}, {(1, 1): "8"}]
    entries = [Entry(y, cells, figures=True) for y, cells in zip((130, 142, 154), texts, strict=True)]
    _mark_cut(entries, labels, SIZE)
    assert not any(text.isdecimal() for entry in entries for text in entry.texts.values())


def test_a_dash_and_a_figure_of_neighbouring_columns_that_stand_close_are_two_cells() -> None:
    sheet = Sheet()
    unruled(
        sheet,
        [
            *((x, 100, text) for x, text in ((100, "1.受理件数"), (216, "—"), (228, "73143"), (290, "8"))),
            *((x, 118, text) for x, text in ((100, "2.办结件数"), (211, "111"), (248, "1"), (290, "6"))),
            *((x, 136, text) for x, text in ((100, "3.退回件数"), (211, "120"), (238, "205"), (290, "2"))),
        ],
    )
    (grid,) = sheet.grids()
    assert rows_of(grid) == [
        ["1.受理件数", "—", "73143", "8"],
        ["2.办结件数", "111", "1", "6"],
        ["3.退回件数", "120", "205", "2"],
    ]


def test_a_figure_that_begins_further_right_than_others_of_its_column_lost_no_digits() -> None:
    """The prose ends before the figures do: a longer figure might go on beyond the page's edge."""
    sheet = Sheet()
    unruled(
        sheet,
        [
            (100, 60, "二十个以上的字一直写到这一页文字的右边所以知道边在哪里"),
            *((x, 100, text) for x, text in ((100, "1.受理件数"), (300, "4"), (365, "12"))),
            *((x, 118, text) for x, text in ((100, "2.办结件数"), (300, "3"), (360, "345"))),
        ],
    )
    (grid,) = sheet.grids()
    assert rows_of(grid) == [["1.受理件数", "4", "12"], ["2.办结件数", "3", f"345{UNKNOWN}"]]


def test_figures_of_two_narrow_columns_that_run_together_are_read_in_neither() -> None:
    sheet = Sheet()
    unruled(
        sheet,
        [
            *((x, 100, text) for x, text in ((100, "1.受理件数"), (205, "12"), (230, "34"), (255, "46"))),
            *((x, 118, text) for x, text in ((100, "2.办结件数"), (205, "974357"), (255, "46"))),
            *((x, 136, text) for x, text in ((100, "3.退回件数"), (205, "10"), (230, "30"), (255, "40"))),
        ],
    )
    (grid,) = sheet.grids()
    above, row, below = rows_of(grid)
    assert above == ["1.受理件数", "12", "34", "46"]
    assert below == ["3.退回件数", "10", "30", "40"]
    assert row[0] == "2.办结件数"
    assert not any(text.isdecimal() or not text for text in row[1:3])
    assert row[3] == "46"


# -- figures with a digit that cannot be told ---------------------------------------------------------------------


def test_a_figure_with_an_untold_digit_keeps_its_place_beside_another() -> None:
    """Two figures whose letters meet, the last digit of the second cut: 40986 and 4098, and a digit."""
    first = [Char(one, 484.7 + 5.5 * at, 10, 490.2 + 5.5 * at, 20, 11, run=1) for at, one in enumerate("40986")]
    second = [
        Char(one, 513.5 + 5.5 * at, 10, 519.0 + 5.5 * at, 20, 11, run=2) for at, one in enumerate("4098" + UNKNOWN)
    ]
    (line,) = text_lines([*first, *second])
    pieces = _in_columns(line, Strips(((480.0, 513.0), (513.2, 545.0)), 480.0))
    assert [piece.text for piece in pieces] == ["40986", "4098" + UNKNOWN]
    assert VALUE.fullmatch(pieces[1].text)
