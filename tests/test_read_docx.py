"""Word documents: what Word would show, with the numbers it writes itself and its merged cells as spans."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from xml.sax.saxutils import escape

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from grid_layouts import layouts
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import LimitExceeded, UnsupportedFormat
from index.files import SourceFile, read
from index.grids import Spanned, lay_out
from index.model import Block, Grid
from index.read_docx import read_docx
from index.read_docx_numbering import chinese, join_label
from index.reading import Reading

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: WordDocument) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


EMPTY = saved(docx.Document())


def with_body(body: str, numbering: str | None = None) -> bytes:
    """A Word file with this body, and this numbering in place of the template's."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(EMPTY)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                at = data.index(b"<w:body>") + len(b"<w:body>")
                data = data[:at] + body.encode() + b"</w:body></w:document>"
            if name == "word/numbering.xml" and numbering is not None:
                data = f"<w:numbering {NAMESPACE}>{numbering}</w:numbering>".encode()
            new.writestr(name, data)
    return out.getvalue()


def texts(data: bytes) -> list[str]:
    return [block.text for block in read_docx(data).blocks]


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space='preserve'>{escape(text)}</w:t></w:r></w:p>"


def only_grid(data: bytes) -> Grid:
    (grid,) = [block.grid for block in read_docx(data).blocks if block.grid is not None]
    return grid


# -- paragraphs ---------------------------------------------------------------------------------------------------


def test_paragraphs_headings_and_tables_come_in_order() -> None:
    document = docx.Document()
    document.core_properties.title = "青禾县年报"
    document.add_heading("青禾县2022年政府信息公开工作年度报告", 0)
    document.add_heading("一、总体情况", 2)
    document.add_paragraph("　　全年收到申请12件。")
    table = document.add_table(2, 2)
    for index, text in enumerate(("收到申请数", "12", "行政复议", "")):
        table.cell(index // 2, index % 2).text = text
    document.add_paragraph("六、其他")
    found = read(SourceFile("a.docx", "a.docx", saved(document)))
    assert found.text == (
        "青禾县2022年政府信息公开工作年度报告\n一、总体情况\n　　全年收到申请12件。\n"
        "收到申请数\t12\n行政复议\t\n六、其他"
    )
    assert [line.heading for line in found.lines] == [1, 2, None, None]
    assert found.source_title == "青禾县年报"


@pytest.mark.parametrize(
    ("runs", "shown"),
    [
        ("<w:r><w:t>共</w:t></w:r><w:r><w:t>3</w:t></w:r>", "共3"),
        ("<w:del><w:r><w:delText>9</w:delText></w:r></w:del><w:ins><w:r><w:t>3</w:t></w:r></w:ins>", "3"),
        ("<w:moveFrom><w:r><w:t>9</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>3</w:t></w:r></w:moveTo>", "3"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r><w:r><w:t>3</w:t></w:r>", "3"),
        ("<w:hyperlink><w:r><w:t>附件</w:t></w:r></w:hyperlink>", "附件"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r>", "3"),
        ("<w:sdt><w:sdtContent><w:r><w:t>3</w:t></w:r></w:sdtContent></w:sdt>", "3"),
        ("<w:r><w:t>3</w:t><w:noBreakHyphen/><w:t>4</w:t><w:tab/><w:t>5</w:t></w:r>", "3-4\t5"),
        ("<w:r><w:rPr><w:strike/></w:rPr><w:t>9</w:t></w:r><w:r><w:t>3</w:t></w:r>", "3"),
        ('<w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>9</w:t></w:r>', "9"),
    ],
)
def test_only_what_word_shows_is_read(runs: str, shown: str | None) -> None:
    assert texts(with_body(f"<w:p>{runs}</w:p>")) == ([shown] if shown else [])


def test_the_text_in_a_box_comes_once_behind_the_paragraph_it_is_fastened_to() -> None:
    def box(text: str, inner: str = "") -> str:
        return f"<w:pict><w:txbxContent>{paragraph(text)}{inner}</w:txbxContent></w:pict>"

    twice = f"<mc:Choice>{box('框')}</mc:Choice><mc:Fallback>{box('框')}</mc:Fallback>"
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    within = f"<w:p><w:r>{box('内')}</w:r></w:p>"
    deleted = f"<w:del><w:r>{box('删')}</w:r></w:del>"
    runs = f"<w:r><mc:AlternateContent>{twice}</mc:AlternateContent><w:t>3</w:t>{box('外', within)}</w:r>{deleted}"
    body = f'<w:p xmlns:mc="{space}">{runs}</w:p>' + paragraph("末")
    assert texts(with_body(body)) == ["3", "框", "外", "内", "末"]


def test_a_line_break_inside_a_paragraph_parts_lines() -> None:
    assert texts(with_body("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>")) == ["甲", "乙"]


def test_paragraphs_in_content_controls_are_read() -> None:
    body = f"<w:sdt><w:sdtContent>{paragraph('甲')}</w:sdtContent></w:sdt>{paragraph('乙')}"
    assert texts(with_body(body)) == ["甲", "乙"]


def test_an_outline_level_makes_a_heading_and_level_nine_makes_none() -> None:
    body = paragraph("一、概述", '<w:outlineLvl w:val="0"/>') + paragraph("正文", '<w:outlineLvl w:val="9"/>')
    assert [block.heading for block in read_docx(with_body(body)).blocks] == [1, None]


# -- numbering ----------------------------------------------------------------------------------------------------


def level(number: int, form: str, text: str) -> str:
    shape = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{number}">{shape}</w:lvl>'


REPORT_LEVELS = (
    level(0, "chineseCountingThousand", "%1、") + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3.")
)
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{REPORT_LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def numbered(text: str, depth: int, number: int = 1) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def test_the_numbers_word_counts_itself_are_written_out() -> None:
    body = "".join(
        [
            numbered("概述", 0),
            numbered("主动公开", 1),
            numbered("2018年公开9条", 2),
            numbered("网站", 2),
            numbered("依申请公开", 1),
            numbered("微博", 2),
            paragraph("正文"),
            numbered("问题", 0),
            numbered("不足", 1),
            numbered("打算", 0, number=2),
            numbered("其他", 0, number=2),
        ]
    )
    assert texts(with_body(body, NUMBERING)) == [
        "一、概述",
        "（一）主动公开",
        "1. 2018年公开9条",
        "2.网站",
        "（二）依申请公开",
        "1.微博",
        "正文",
        "二、问题",
        "（一）不足",
        "五、打算",
        "六、其他",
    ]


def test_numbers_come_from_the_style_where_the_paragraph_has_none() -> None:
    document = docx.Document()
    for text in ("甲", "乙"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("丙", style="List Bullet")
    assert texts(saved(document)) == ["1.甲", "2.乙", "丙"]


@pytest.mark.parametrize(
    ("form", "third"),
    [
        ("decimal", "3"),
        ("decimalZero", "03"),
        ("decimalEnclosedCircle", "③"),
        ("decimalFullWidth", "３"),
        ("chineseCounting", "三"),
        ("chineseLegalSimplified", "叁"),
        ("ideographTraditional", "丙"),
        ("lowerLetter", "c"),
        ("upperRoman", "III"),
        ("none", ""),
        ("bullet", ""),
        ("unheardOf", "3"),
    ],
)
def test_the_forms_of_numbers(form: str, third: str) -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level(0, form, "%1")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    assert texts(with_body(numbered("甲", 0) * 3, numbering))[2] == f"{third}甲"


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (100, "一百"), (105, "一百零五"),
     (110, "一百一十"), (1001, "一千零一"), (1010, "一千零一十"), (0, "0"), (12345, "12345")],
)  # fmt: skip
def test_chinese_counting(number: int, text: str) -> None:
    assert chinese(number) == text


def test_a_label_never_runs_into_a_figure() -> None:
    assert join_label("1.", "2018年") == "1. 2018年"
    assert join_label("一、", "2018年") == "一、2018年"
    assert join_label("1.", "网站") == "1.网站"


# -- tables -------------------------------------------------------------------------------------------------------


def table_xml(grid: Grid) -> str:
    """A Word table of a grid: each row's cells, with those a vertical merge goes through written as continued."""
    rows = []
    for row in range(grid.rows):
        through = sorted((c for c in grid.cells if c.row <= row < c.row + c.rowspan), key=lambda cell: cell.column)
        cells = []
        for cell in through:
            merge = ""
            if cell.rowspan > 1:
                merge = '<w:vMerge w:val="restart"/>' if cell.row == row else "<w:vMerge/>"
            text = paragraph(cell.text) if cell.row == row else "<w:p/>"
            cells.append(f'<w:tc><w:tcPr><w:gridSpan w:val="{cell.colspan}"/>{merge}</w:tcPr>{text}</w:tc>')
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


@settings(deadline=None)
@given(layouts())
def test_a_table_written_at_random_comes_back_as_written(written: Grid) -> None:
    rows = [[cell for cell in written.cells if cell.row == row] for row in range(written.rows)]
    blocks = read_docx(with_body(table_xml(written))).blocks
    if sum(bool(cell.text) for cell in written.cells) < 2 or max(map(len, rows)) < 2:
        assert all(block.grid is None for block in blocks)
    else:
        assert blocks == (Block(grid=written),)


def test_text_in_a_cell_merged_away_is_not_shown() -> None:
    row = "<w:tr><w:tc><w:tcPr><w:vMerge w:val='{}'/></w:tcPr>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    body = row.format("restart", paragraph("甲"), paragraph("1")) + row.format(
        "continue", paragraph("9"), paragraph("2")
    )
    grid = only_grid(with_body(f"<w:tbl>{body}</w:tbl>"))
    assert [(cell.text, cell.rowspan) for cell in grid.cells] == [("甲", 2), ("1", 1), ("2", 1)]


def test_a_row_that_starts_late_keeps_its_columns() -> None:
    body = (
        f"<w:tr><w:tc>{paragraph('甲')}</w:tc><w:tc>{paragraph('乙')}</w:tc></w:tr>"
        f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr><w:tc>{paragraph('2')}</w:tc></w:tr>"
    )
    grid = only_grid(with_body(f"<w:tbl>{body}</w:tbl>"))
    assert [(cell.text, cell.row, cell.column) for cell in grid.cells] == [("甲", 0, 0), ("乙", 0, 1), ("2", 1, 1)]


def test_deleted_rows_are_left_out_and_labels_close_up() -> None:
    body = (
        f"<w:tr><w:tc>{paragraph('本年新')}{paragraph('制作数量')}</w:tc><w:tc>{paragraph('3')}</w:tc></w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('旧')}</w:tc><w:tc>{paragraph('9')}</w:tc></w:tr>"
    )
    grid = only_grid(with_body(f"<w:tbl>{body}</w:tbl>"))
    assert [cell.text for cell in grid.cells] == ["本年新制作数量", "3"]


def test_a_table_around_a_page_is_walked_through() -> None:
    inner = lay_out(
        [[Spanned("收到申请数"), Spanned("1")], [Spanned("复议"), Spanned("0")], [Spanned("诉讼"), Spanned("0")]]
    )
    body = f"<w:tbl><w:tr><w:tc>{paragraph('一、概述')}{table_xml(inner)}<w:p/></w:tc></w:tr></w:tbl>"
    assert read_docx(with_body(body)).blocks == (Block(text="一、概述"), Block(grid=inner))


# -- documents that are none --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        with_body("<w:p>&bomb;</w:p>"),
        with_body("<w:p>"),
        with_body("<w:tbl><w:tr><w:tc>" * 100 + "</w:tc></w:tr></w:tbl>" * 100),
        EMPTY[: len(EMPTY) // 2],
    ],
    ids=["entity", "unclosed", "nested", "cut"],
)
def test_a_damaged_document_is_refused(data: bytes) -> None:
    with pytest.raises(UnsupportedFormat, match="damaged"):
        read_docx(data)


@pytest.mark.parametrize(
    "body",
    ["<w:p/>" * 2_000_000, paragraph("字") * 120_000, paragraph("字" * 7_000_000)],
    ids=["tags", "paragraphs", "bytes"],
)
def test_a_document_that_unpacks_to_too_much_is_refused(body: str) -> None:
    start = time.process_time()
    with pytest.raises(LimitExceeded):
        read_docx(with_body(body))
    assert time.process_time() - start < 8


def test_entities_that_multiply_are_not_expanded() -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "x" * 100}">' for n in range(12))

    def poisoned(xml: bytes) -> bytes:
        declaration, _, rest = xml.partition(b"?>")
        return declaration + b"?><!DOCTYPE x [" + bomb.encode() + b"]>" + rest

    data = rewritten(with_body("<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>"), poisoned)
    with suppress(UnsupportedFormat):
        assert all(len(text) < 1_000 for text in texts(data))


def rewritten(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == "word/document.xml" else old.read(name))
    return out.getvalue()


TAGS = (
    "p", "r", "t", "tbl", "tr", "tc", "tcPr", "pPr", "numPr", "ilvl", "numId", "vMerge", "gridSpan", "br", "sdt",
    "sdtContent",
)  # fmt: skip
VALUES = ("", ' w:val="1"', ' w:val="restart"', ' w:val="-3"', ' w:val="99999999"', ' w:val="x"')


@st.composite
def trees(draw: st.DrawFn, depth: int = 0) -> str:
    tag, value = draw(st.sampled_from(TAGS)), draw(st.sampled_from(VALUES))
    inner = "".join(draw(st.lists(trees(depth + 1), max_size=3))) if depth < 5 else "字"
    return f"<w:{tag}{value}>{inner}</w:{tag}>"


@settings(deadline=None, max_examples=60)
@given(st.lists(trees(), max_size=5))
def test_any_well_formed_body_is_read(bodies: list[str]) -> None:
    parse_xml(f"<w:body {NAMESPACE}>{''.join(bodies)}</w:body>")
    for block in read_docx(with_body("".join(bodies))).blocks:
        assert block.text.strip() or block.grid is not None


@settings(deadline=None, max_examples=60)
@given(st.integers(0, len(EMPTY)), st.binary(max_size=40))
def test_any_damage_is_survived(at: int, junk: bytes) -> None:
    damaged = EMPTY[:at] + junk + EMPTY[at + len(junk) :]
    with suppress(UnsupportedFormat, LimitExceeded):
        assert isinstance(read_docx(damaged), Reading)
