"""Markdown loses the markup of its headings and tables and nothing else."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from index.files import SourceFile, read
from index.read_markdown import read_markdown

TEXT = """# 青禾县2022年报告

引言
====

## 一、概述 ##

共 **3** 条：
- 第一条 #1
1. 第二条

| 指标 | 数量 |
|---|---|
| 收到申请数 | 2 |

```
# 不是标题
```
#也不是标题
"""


def test_headings_lose_their_marks_and_keep_their_levels() -> None:
    reading = read_markdown(TEXT)
    headings = [(block.text, block.heading) for block in reading.blocks if block.heading is not None]
    assert headings == [("青禾县2022年报告", 1), ("引言", 1), ("一、概述", 2)]
    assert reading.title == "青禾县2022年报告"


def test_everything_else_stays_as_written() -> None:
    texts = [block.text for block in read_markdown(TEXT).blocks]
    for line in ("共 **3** 条：", "- 第一条 #1", "1. 第二条", "# 不是标题", "#也不是标题"):
        assert line in texts


def test_pipe_tables_are_grids() -> None:
    (grid,) = [block.grid for block in read_markdown(TEXT).blocks if block.grid is not None]
    assert [cell.text for cell in grid.cells] == ["指标", "数量", "收到申请数", "2"]


def test_a_rule_between_paragraphs_is_no_underline() -> None:
    texts = [(block.text, block.heading) for block in read_markdown("甲\n\n---\n\n乙").blocks]
    assert texts == [("甲", None), ("", None), ("---", None), ("", None), ("乙", None)]


@settings(deadline=None)
@given(st.lists(st.sampled_from(["# 标题", "正文", "", "===", "---", "```", "| a | b |", "- 项"]), max_size=12))
def test_no_line_but_underlines_is_lost(lines: list[str]) -> None:
    blocks = read_markdown("\n".join(lines)).blocks
    texts = [block.text for block in blocks]
    assert texts.count("正文") == lines.count("正文")
    assert texts.count("- 项") == lines.count("- 项")
    assert texts.count("标题") + texts.count("# 标题") == lines.count("# 标题")


def test_tables_in_html_and_other_tags_lose_their_markup() -> None:
    table = "<table><tr><td colspan=2>行政复议</td></tr>\n\n<tr><td>维持<br>数</td><td>3</td></tr></table>"
    text = f"# 青禾县2022年年度报告\n\n<p align=center>公开信息30条。</p>\n\n{table}\n\n## 五、问题\n\n<br>无。"
    document = read(SourceFile("a.md", "a.md", text.encode()))
    lines = [line for line in document.text.split("\n") if line]
    assert lines == [
        "青禾县2022年年度报告",
        "公开信息30条。",
        "行政复议",
        "维持数\t3",
        "五、问题",
        "无。",
    ]
    assert [(cell.text, cell.colspan) for cell in document.tables[0].cells] == [
        ("行政复议", 2),
        ("维持数", 1),
        ("3", 1),
    ]
    assert [line.heading for line in document.lines if line.heading] == [1, 2]


def test_a_line_break_in_a_cell_of_a_pipe_table_is_none_in_its_text() -> None:
    rows = ["| 行政<br>复议 | 数<br/>量 |", "|---|---|", "| 结果<br>维持 | 1<BR>2 |", "| 结果<br>纠正 | 3 |"]
    document = read(SourceFile("a.md", "a.md", "\n".join(rows).encode()))
    assert document.text == "行政复议\t数量\n结果维持\t1 2\n结果纠正\t3"
