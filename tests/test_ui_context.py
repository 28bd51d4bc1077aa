"""Where a quote stands: its section, the window around it, and its rows of a table."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from ui_samples import PLAIN, ROW, SENTENCE, TEXT, YUNXI, span

from index.model import Report, Section, Table, TableCell
from ui import draw_report
from ui.context import Run, context, headings, nearby_rows, section_at, split_lines, whole


def text_of(lines: tuple[tuple[Run, ...], ...], *, quoted: bool) -> str:
    return "".join(run.text for line in lines for run in line if run.quoted or not quoted)


def test_a_sentence_is_shown_in_its_section_and_marked() -> None:
    shown = context(YUNXI, *span(SENTENCE))
    assert shown.path == ("二、依申请公开情况",)
    assert text_of(shown.lines, quoted=True) == SENTENCE
    assert text_of(shown.lines, quoted=False) == "全年共收到政府信息公开申请57件,按时办结55件。"
    assert not shown.more_before
    assert not shown.more_after


def test_a_quoted_heading_is_shown_with_what_follows_it() -> None:
    shown = context(YUNXI, *span("二、依申请公开情况"))
    assert text_of(shown.lines, quoted=True) == "二、依申请公开情况"


def test_a_table_figure_is_shown_as_its_table_with_the_row_marked() -> None:
    shown = context(YUNXI, *span(ROW))
    assert shown.table is not None
    marked = [cell.text for row in shown.table.rows for cell in row if cell.quoted]
    assert marked == ["收到申请数", "件", "58"]
    assert [cell.text for cell in shown.table.rows[0]] == ["指标", "单位", "统计数"]


def test_a_report_without_sections_shows_its_text() -> None:
    start = PLAIN.text.index("有序")
    shown = context(PLAIN, start, start + 2)
    assert shown.path == ()
    assert text_of(shown.lines, quoted=True) == "有序"


def long_report() -> Report:
    text = "一、概述\n" + "前文。\n" * 300 + "收到申请9件。\n" + "后文。\n" * 300
    return replace(PLAIN, text=text, sections=(Section(("一、概述",), 0, 5, len(text)),))


def test_a_long_section_is_cut_at_line_ends_around_the_quote() -> None:
    report = long_report()
    start = report.text.index("收到")
    shown = context(report, start, start + 7)
    assert shown.more_before
    assert shown.more_after
    assert len(shown.lines) < 300
    assert all(text_of((line,), quoted=False) in {"前文。", "收到申请9件。", "后文。"} for line in shown.lines)


def test_a_table_of_one_cell_a_line_is_cut_to_the_lines_around_the_quote() -> None:
    cells = "".join(f"指标{number}\n\n{number}\n\n" for number in range(100))
    report = replace(PLAIN, text=cells)
    start = cells.index("指标50\n")
    shown = context(report, start, start + len("指标50\n\n50"))
    assert len(shown.lines) < 30
    assert text_of(shown.lines[:6], quoted=True) == ""
    assert text_of(shown.lines[6:8], quoted=True) == "指标5050"


def test_the_deepest_section_is_the_one_that_counts() -> None:
    inner = Section(("二、", "(一)"), 60, 64, 80)
    report = replace(PLAIN, sections=(Section(("二、",), 50, 55, 90), inner), text="字" * 90)
    assert section_at(report, 70) == inner
    assert section_at(report, 10) is None


def tall_table(rows: int) -> Table:
    cells = [TableCell("甲", 0, 0, rows, 1, 0, 1)]
    cells += [TableCell(f"行{row}", row, 1, 1, 1, row * 10 + 2, row * 10 + 6) for row in range(rows)]
    return Table(0, tuple(cells), rows, 2, 0, rows * 10)


def test_a_tall_table_is_drawn_around_the_quote_under_its_head() -> None:
    shown = nearby_rows(tall_table(40), 202, 206)
    texts = [[cell.text for cell in row] for row in shown.rows]
    assert texts[:2] == [["甲", "行0"], ["行1"]]
    assert shown.gap == 2
    assert texts[2] == ["甲", "行17"]
    assert [cell.text for row in shown.rows for cell in row if cell.quoted] == ["行20"]
    assert shown.rows[2][0].rowspan == len(shown.rows) - 2


def test_a_whole_report_keeps_its_order_its_headings_and_its_table() -> None:
    pieces = whole(YUNXI, *span(SENTENCE))
    drawn = [text_of((piece.title + piece.line,), quoted=False) for piece in pieces if piece.table is None]
    assert drawn == [line for line in TEXT[: TEXT.index("指标\t")].split("\n") if line.strip()]
    assert [piece.heading.text for piece in pieces if piece.heading] == [one.text for one in headings(YUNXI)]
    assert pieces[-1].table is not None
    assert "".join(run.text for piece in pieces for run in piece.title + piece.line if run.quoted) == SENTENCE


RUN_IN = "一、总体情况\n（一）公开数量。全年公开40条。（二）公开形式。网站公开30条。\n1.加强领导。"


def run_in() -> Report:
    """Headings on a line of their own, two within one paragraph, and a numbered sentence that heads nothing."""
    first, second, item = (RUN_IN.index(mark) for mark in ("（一）", "（二）", "1."))
    sections = (
        Section(("一、总体情况",), 0, first, len(RUN_IN)),
        Section(("一、总体情况", "（一）公开数量"), first, RUN_IN.index("全年"), second),
        Section(("一、总体情况", "（二）公开形式"), second, RUN_IN.index("网站"), item),
        Section(("一、总体情况", "1.加强领导"), item, item, len(RUN_IN)),
    )
    return replace(YUNXI, text=RUN_IN, tables=(), sections=sections)


def test_a_heading_within_a_paragraph_is_set_off_from_its_text() -> None:
    start = RUN_IN.index("网站公开30条")
    pieces = whole(run_in(), start, start + len("网站公开30条"))
    assert [(text_of((one.title,), quoted=False), text_of((one.line,), quoted=False)) for one in pieces] == [
        ("一、总体情况", ""),
        ("（一）公开数量。", "全年公开40条。"),
        ("（二）公开形式。", "网站公开30条。"),
        ("", "1.加强领导。"),
    ]
    assert [one.heading.text for one in pieces if one.heading] == [one.text for one in headings(run_in())]
    assert text_of((pieces[2].line,), quoted=True) == "网站公开30条"
    drawn = str(draw_report.whole(pieces))
    assert '<b class="gk-section">（二）公开形式。</b><mark>网站公开30条</mark>。</p>' in drawn


def test_a_heading_over_two_lines_is_set_off_whole() -> None:
    text = "一、收到和处理政府信息公开\n申请情况\n全年收到12件。"
    section = Section(("一、收到和处理政府信息公开申请情况",), 0, text.index("全年"), len(text))
    pieces = whole(replace(YUNXI, text=text, tables=(), sections=(section,)))
    assert [bool(one.title) for one in pieces] == [True, True, False]


@given(st.text(alphabet="字句。\n 1", max_size=60), st.data())
def test_lines_lose_nothing_but_blank_lines(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    lines = split_lines(text, 0, len(text), start, end)
    assert ["".join(run.text for run in line) for line in lines] == [line for line in text.split("\n") if line.strip()]
    quoted = "".join(run.text for line in lines for run in line if run.quoted)
    assert quoted.replace(" ", "") == text[start:end].replace("\n", "").replace(" ", "")
