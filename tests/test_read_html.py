"""Web pages: the report without its site, its tables as drawn, and no page that takes the reader down."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from html import escape
from pathlib import Path

import pytest
from grid_layouts import layouts
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from index.errors import EmptyFile, LimitExceeded, UnreadableFile
from index.files import SourceFile, read
from index.grids import Spanned, cell_text, lay_out
from index.model import Document, Grid
from index.read_html import read_html

PAGES = Path(__file__).resolve().parent / "reports" / "web"
MORE = Path(os.environ.get("GONGKAI_MORE_REPORTS", Path(__file__).resolve().parents[2] / "shared/reports/more"))
FOUND_PAGE = next(iter(sorted(MORE.glob("*.html"))), None) if MORE.is_dir() else None

SENTENCE = "本年，全县认真贯彻条例，主动公开政府信息三千余条，收到申请十二件。"


def document(html: str, encoding: str = "utf-8") -> Document:
    return read(SourceFile("page.html", "page.html", html.encode(encoding)))


def lines(html: str) -> list[str]:
    return document(html).text.split("\n")


def grid(html: str) -> Grid:
    grids = [block.grid for block in read_html(html.encode()).blocks if block.grid is not None]
    assert len(grids) == 1
    return grids[0]


def placed(found: Grid) -> list[tuple[str, int, int, int, int]]:
    return [(cell.text, cell.row, cell.column, cell.rowspan, cell.colspan) for cell in found.cells]


# -- whole pages --------------------------------------------------------------------------------------------------


def test_a_portals_page_is_read_as_its_report() -> None:
    page = (PAGES / "portal.html").read_bytes()
    found = read(SourceFile("portal.html", "portal.html", page))
    assert found.text == (PAGES / "portal.txt").read_text(encoding="utf-8").rstrip("\n")
    assert found.source_title == "青禾县2022年政府信息公开工作年度报告"
    headings = [found.text[line.start : line.end] for line in found.lines if line.heading == 2]
    assert headings == ["一、总体情况", "二、主动公开政府信息情况", "三、存在的主要问题及改进情况"]


def test_a_page_laid_out_in_tables_is_walked_through_to_its_data_table() -> None:
    page = (PAGES / "old_layout.html").read_text(encoding="utf-8").encode("gb18030")
    found = read(SourceFile("show.aspx", "show.aspx", page))
    assert found.text == (PAGES / "old_layout.txt").read_text(encoding="utf-8").rstrip("\n")
    assert [(table.rows, table.columns) for table in found.tables] == [(4, 3)]


@pytest.mark.skipif(FOUND_PAGE is None, reason="the further reports are not here")
def test_a_real_page_of_the_2019_form_keeps_its_spans() -> None:
    assert FOUND_PAGE is not None
    found = read(SourceFile(FOUND_PAGE.name, FOUND_PAGE.name, FOUND_PAGE.read_bytes()))
    assert [(table.rows, table.columns) for table in found.tables] == [(18, 5), (26, 10), (4, 15)]
    results = next(cell for cell in found.tables[1].cells if cell.text == "三、本年度办理结果")
    assert (results.rowspan, results.colspan) == (20, 1)


def test_a_fragment_without_a_body_is_read_whole() -> None:
    assert lines(f"<p>青禾县2020年报告</p><p>{SENTENCE}</p><p>2021年1月</p><div>完</div>") == [
        "青禾县2020年报告",
        SENTENCE,
        "2021年1月",
        "完",
    ]


def test_repeated_paragraphs_all_stay() -> None:
    page = "<div>" + f"<p>{SENTENCE}</p>" * 3 + "</div>"
    assert lines(page) == [SENTENCE] * 3


def test_the_title_and_publication_line_above_the_content_stay_and_related_links_go() -> None:
    page = f"""<body><ul><li><a href=1>本地要闻</a></li></ul>
    <h1>白石镇2020年政府信息公开工作年度报告</h1><p>发布日期：2021-01-05　来源：镇政府</p>
    <div id=c><p>{SENTENCE}</p><p>{SENTENCE}</p></div>
    <ul><li><a href=2>白石镇2019年政府信息公开工作年度报告</a></li></ul></body>"""
    expected = ["白石镇2020年政府信息公开工作年度报告", "发布日期：2021-01-05　来源：镇政府", SENTENCE, SENTENCE]
    assert lines(page) == expected


def test_a_table_below_the_content_stays() -> None:
    page = f"""<body><div id=c><p>{SENTENCE}</p><p>{SENTENCE}</p></div><div><table>
    <tr><td>收到申请数</td><td>12</td></tr><tr><td>行政复议数量</td><td>0</td></tr></table></div></body>"""
    assert lines(page)[-2:] == ["收到申请数\t12", "行政复议数量\t0"]


PARAGRAPHS = (
    "一、总体情况",
    "无。",
    "无",
    "（一）主动公开。全年公开信息30条，其中政府网站公开12条，政务新媒体公开18条。",
    "2.网络申请数",
    "12",
    "联系电话：000-12345678，地址：中心路1号。",
    "青禾县人民政府办公室",
    "2023年1月18日",
    "附件：2022年统计表.xls",
    SENTENCE,
)
TEMPLATES = (
    "<div id=c>{}</div>",
    "<table><tr><td width=200><a href=1>新闻中心</a></td><td>{}</td></tr></table>",
    "<div><div class=a><div class=b>{}</div></div><div class=r><a href=1>热点新闻，本县今日召开会议。</a></div></div>",
    "<form><div>{}</div><p><a href=1>打印</a> <a href=2>关闭</a></p></form>",
    "{}",
)
SITE = """<html><head><title>青禾县</title></head><body><div><a href=/>首页</a> <a href=/1>政务公开</a></div>{}
<div class=foot><p>主办：青禾县人民政府办公室</p><p>网站标识码：9900000001</p></div></body></html>"""


@settings(deadline=None)
@given(st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=12), st.sampled_from(TEMPLATES), st.data())
def test_no_paragraph_of_a_report_is_lost_whatever_the_page(
    written: list[str], template: str, data: st.DataObject
) -> None:
    tag = data.draw(
        st.sampled_from(["<p>{}</p>", "<div>{}</div>", "<p><span>{}</span></p>", "{}<br>", "<div><p>{}</p></div>"])
    )
    written = [SENTENCE, *written, SENTENCE]
    content = "".join(tag.format(paragraph) for paragraph in written)
    found = lines(SITE.format(template.format(content)))
    kept = iter(found)
    assert all(paragraph in kept for paragraph in written), found
    assert "主办" not in "".join(found)


# -- text ---------------------------------------------------------------------------------------------------------


def test_white_space_is_collapsed_and_wrapped_chinese_closes_up() -> None:
    assert (
        lines("<p>本年  收到\n   申请&nbsp;12 件,\n  of which 3</p><p>b</p><p>c</p>")[0]
        == "本年 收到申请 12 件, of which 3"
    )


def test_breaks_and_blocks_part_lines_and_inline_elements_do_not() -> None:
    assert lines("<div>一、<b>概</b>述<br>共<span>3</span>条<div>二、其他</div>无</div><p></p>") == [
        "一、概述",
        "共3条",
        "二、其他",
        "无",
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var 秘密</script>",
        "<style>秘密</style>",
        "<p style='DISPLAY: none'>秘密</p>",
        "<p hidden>秘密</p>",
        "<select><option>秘密</select>",
        "<template><p>秘密</p></template>",
        "<!-- 秘密 -->",
        "<nav>秘密</nav>",
    ],
)
def test_what_a_page_does_not_show_is_left_out(hidden: str) -> None:
    assert lines(f"<p>公开{hidden}</p><p>正文</p><p>正文</p>") == ["公开", "正文", "正文"]


def test_a_page_all_hidden_is_read_all_the_same() -> None:
    assert lines("<div style='display:none'><p>正文一</p><p>正文二</p></div>") == ["正文一", "正文二"]


def test_preformatted_lines_stay_lines() -> None:
    assert lines("<pre>一、概述\n共3条\n</pre><p>a</p><p>b</p>")[:2] == ["一、概述", "共3条"]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("big5", "big5"),
        ("utf-8", "utf-8"),
        ("utf-8", "gb18030"),
        ("x", "utf-8"),
        ("gb2312", "utf-8"),
        ("big5", "utf-8"),
        ("iso-8859-1", "gb18030"),
        ("iso-8859-1", "utf-8"),
        ("windows-1252", "gb18030"),
    ],
)
def test_the_declared_encoding_is_used_where_it_fits(declared: str, encoding: str) -> None:
    text = "政府信息公開年報，本年度共收到申請三件。" if encoding == "big5" else SENTENCE
    page = f"<html><meta http-equiv=Content-Type content='text/html; charset={declared}'><p>{text}</p></html>"
    found = document(page, encoding)
    assert (found.written or found.text) == text


def test_a_western_page_is_read_as_it_says() -> None:
    page = "<html><meta charset=iso-8859-1><p>Ten requests were received by the Café.</p></html>"
    assert read_html(page.encode("latin-1")).blocks[0].text == "Ten requests were received by the Café."


# -- what is not there, and what is no more -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<frameset><frame src='menu.html'><frame src='report.html'></frameset>", "report.html"),
        ("<body><iframe src='https://a.gov.cn/b.html'></iframe></body>", "https://a.gov.cn/b.html"),
        ("<body><div id=app></div><script>window.data={}</script></body>", "script"),
    ],
)
def test_a_page_without_text_says_where_its_text_is(page: str, reason: str) -> None:
    with pytest.raises(EmptyFile, match=reason):
        read_html(page.encode())


def test_what_is_struck_out_is_no_part_of_the_report() -> None:
    assert lines("<p>收到申请<del>12</del><ins>15</ins>件。</p><p>a</p>")[0] == "收到申请15件。"
    cells = "<tr><td>收到申请数</td><td><s>12</s>15</td></tr><tr><td>答复数</td><td>15</td></tr>"
    assert [cell.text for cell in grid(f"<table>{cells}</table>").cells] == ["收到申请数", "15", "答复数", "15"]


def test_a_tag_that_strikes_out_the_rest_of_the_page_strikes_out_nothing() -> None:
    text = "全年收到政府信息公开申请十五件，均已按期答复。" * 20
    assert lines(f"<p>一、概述<s></p><p>{text}</p>") == ["一、概述", text]


def test_links_to_other_reports_below_the_last_table_are_left_out() -> None:
    table = "<table><tr><td>收到申请数</td><td>15</td></tr><tr><td>申请答复数</td><td>15</td></tr></table>"
    links = "".join(f"<li><a href=#>{title}</a></li>" for title in ("青禾县2019年年度报告", "全县收到申请99件"))
    page = f"<h1>青禾县2020年年度报告</h1><p>{SENTENCE}</p>{table}<p>无。</p><h3>相关新闻</h3><ul>{links}</ul>"
    assert lines(page)[-1] == "无。"


# -- tables -------------------------------------------------------------------------------------------------------


def test_spans_are_placed_as_a_browser_places_them() -> None:
    found = grid("<table><tr><th rowspan=2>项目<th colspan=2>数量<tr><td>上年<td>本年<tr><td>申请<td>1<td>2</table>")
    assert placed(found) == [
        ("项目", 0, 0, 2, 1),
        ("数量", 0, 1, 1, 2),
        ("上年", 1, 1, 1, 1),
        ("本年", 1, 2, 1, 1),
        ("申请", 2, 0, 1, 1),
        ("1", 2, 1, 1, 1),
        ("2", 2, 2, 1, 1),
    ]


def test_a_rowspan_of_zero_reaches_to_the_end_of_its_row_group() -> None:
    found = grid("<table><tbody><tr><td rowspan=0>甲<td>1<tr><td>2</tbody><tbody><tr><td>乙<td>3</tbody></table>")
    assert placed(found)[0] == ("甲", 0, 0, 2, 1)
    assert placed(found)[-2:] == [("乙", 2, 0, 1, 1), ("3", 2, 1, 1, 1)]


def test_spans_that_overlap_or_lead_out_of_the_table_are_cut() -> None:
    found = grid("<table><tr><td>甲<td rowspan=9>乙<tr><td colspan=5>丙<tr><td colspan=x>丁<td>戊</table>")
    assert placed(found) == [
        ("甲", 0, 0, 1, 1),
        ("乙", 0, 1, 3, 1),
        ("丙", 1, 0, 1, 1),
        ("丁", 2, 0, 1, 1),
        ("戊", 2, 2, 1, 1),
    ]


def test_labels_wrapped_in_a_cell_close_up_and_figures_stay_apart() -> None:
    found = grid(
        "<table><tr><td>本年新<br>制作数量<td>12<br>34<td><p>1.</p><p>当面</p><tr><td>a<br>b<td><td>&nbsp;</table>"
    )
    assert [cell.text for cell in found.cells] == ["本年新制作数量", "12 34", "1.当面", "a b", "", ""]


def test_a_small_table_inside_a_cell_belongs_to_the_cell() -> None:
    found = grid("<table><tr><td><table><tr><td>规章</table><td>3<tr><td>许可<td>4</table>")
    assert [cell.text for cell in found.cells] == ["规章", "3", "许可", "4"]


def test_a_boxed_text_is_no_table() -> None:
    page = f"<table><tr><td><p>一、概述</p><p>{SENTENCE}</p></td></tr></table><p>完</p>"
    assert not document(page).tables
    assert lines(page) == ["一、概述", SENTENCE, "完"]


def test_hidden_cells_and_rows_are_not_counted() -> None:
    found = grid("<table><tr><td>甲<td hidden>x<td>1<tr style='display:none'><td>y<td>9<tr><td>乙<td>2</table>")
    assert [cell.text for cell in found.cells] == ["甲", "1", "乙", "2"]


@settings(deadline=None)
@given(layouts())
def test_a_table_written_at_random_comes_back_as_written(written: Grid) -> None:
    filled = [cell for cell in written.cells if cell.text]
    rows = [[cell for cell in written.cells if cell.row == row] for row in range(written.rows)]
    if len(filled) < 2 or max(map(len, rows)) < 2:
        return
    html = "".join(
        "<tr>" + "".join(f"<td rowspan={c.rowspan} colspan='{c.colspan}'>{escape(c.text)}</td>" for c in row) + "</tr>"
        for row in rows
    )
    assert grid(f"<table>{html}</table>") == written


@settings(deadline=None)
@given(st.lists(st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 2000)), max_size=6), max_size=8))
def test_no_spans_make_cells_overlap_or_leave_the_grid(spans: list[list[tuple[int, int]]]) -> None:
    found = lay_out([[Spanned("x", *span) for span in row] for row in spans])
    seen: set[tuple[int, int]] = set()
    for cell in found.cells:
        places = {
            (r, c)
            for r in range(cell.row, cell.row + cell.rowspan)
            for c in (cell.column, cell.column + cell.colspan - 1)
        }
        assert not places & seen
        assert cell.row + cell.rowspan <= found.rows
        assert cell.column + cell.colspan <= found.columns
        seen |= places


@settings(deadline=None)
@given(st.lists(st.text(max_size=10)))
def test_a_cells_text_is_one_line(parts: list[str]) -> None:
    text = cell_text(parts)
    assert "\n" not in text
    assert "\t" not in text
    assert text == text.strip()


# -- pages that are none ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 200_000 + "x",
        "<select>" + "<option>" * 100_000,
        "<p " + " ".join(f"a{number}" for number in range(100_000)) + ">x",
        "<p>" + "".join(f"<b id={number}>" for number in range(100)) + "<p>x" * 50_000,
        "<p>x</p>" * 1_000_000,
        "".join(f"<body a{number}>" for number in range(30_000)),
        "<table>" + "<tr><td rowspan=65000 colspan=1000>x<td>y" * 5_000,
    ],
    ids=["nested", "options", "attributes", "formatting", "paragraphs", "bodies", "spans"],
)
def test_hostile_markup_is_refused_at_once(page: str) -> None:
    start = time.process_time()
    with pytest.raises(LimitExceeded):
        read_html(page.encode())
    assert time.process_time() - start < 5


def test_deep_but_honest_nesting_is_read() -> None:
    assert lines("<div>" * 500 + "<p>正文</p><p>完</p>")[-2:] == ["正文", "完"]


FRAGMENTS = (
    "<p>", "</p>", "<table>", "</table>", "<tr>", "<td>", "<td rowspan=0 colspan=9999>", "</td>", "<div>", "</div>",
    "<br>", "<b>", "</i>", "<form>", "<!--", "-->", "<script>", "</script>", "&nbsp;", "&#0;", "&#x110000;", "<td",
    "正文，", "公开申请12件。", "\x00", "<h1>", "<select>", "<svg>", "<pre>\n", "<a href=x>",
    "<meta charset=gb2312>", "<body>",
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=60))
@example(["<table>", "<table>", "<td>", "正文，"])
def test_broken_markup_is_read_or_refused(fragments: list[str]) -> None:
    with suppress(EmptyFile):
        for block in read_html("".join(fragments).encode()).blocks:
            assert block.text.strip() or block.grid is not None


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(UnreadableFile):
        assert all(block.text.strip() or block.grid is not None for block in read_html(data).blocks)
