"""Headings and the section tree, in every way that reports are saved."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prose import document, sample

from index.document import assemble
from index.files import SourceFile, read
from index.model import Block, Cell, Document, Grid, Section
from index.outline import outline, path_at
from index.reading import Reading


def tree(document: Document) -> list[tuple[int, str, str]]:
    """Each section as its level, its heading and the beginning of its text."""
    sections = [section for section in outline(document) if section.path]
    return [(section.level, section.path[-1], document.text[section.body : section.body + 6]) for section in sections]


def titles(text: str) -> list[str]:
    return [title for _, title, _ in tree(document(text))]


def test_four_forms_of_numbering_make_a_tree() -> None:
    found = tree(
        document(
            "一、概述\n今年工作开展顺利。\n（一）组织领导\n1.健全机构。成立了小组。\n2.明确责任。分工到人。\n"
            "（二）公开平台\n建好网站。\n二、存在问题\n问题不多。"
        )
    )
    assert found == [
        (1, "一、概述", "今年工作开展"),
        (2, "（一）组织领导", "1.健全机构"),
        (3, "1.健全机构", "成立了小组。"),
        (3, "2.明确责任", "分工到人。\n"),
        (2, "（二）公开平台", "建好网站。\n"),
        (1, "二、存在问题", "问题不多。"),
    ]


def test_a_heading_that_goes_on_in_its_line_is_its_first_sentence() -> None:
    text = "一、措施\n(一)明确标准,增强实效。为确保标准适用,制定了清单。\n(二)建好平台：网站改版。"
    assert tree(document(text))[1:] == [
        (2, "(一)明确标准,增强实效", "为确保标准适"),
        (2, "(二)建好平台", "网站改版。"),
    ]


def test_the_same_number_twice_makes_two_sections() -> None:
    assert titles("一、概述\n甲。\n二、公开情况\n乙。\n二、存在困难和问题\n丙。\n三、打算\n丁。") == [
        "一、概述", "二、公开情况", "二、存在困难和问题", "三、打算",
    ]  # fmt: skip


def test_a_lost_bracket() -> None:
    found = tree(document("二、主动公开情况\n(一)公开内容\n各类信息。\n(公开形式\n网站等。"))
    assert found[1:] == [(2, "(一)公开内容", "各类信息。\n"), (2, "(公开形式", "网站等。")]


ONE_LINE = (
    "某局2021年政府信息公开工作年度报告。根据条例编制。一、总体情况2021年，我局认真落实条例。（一）主动公开情况。公开信息12条。"
    "（二）依申请公开情况。收到申请2件。二、主动公开政府信息情况三、收到和处理政府信息公开申请情况2021年未收到申请。"
    "四、政府信息公开行政复议、行政诉讼情况无。五、存在的主要问题及改进情况一是公开不够；二是解读不多。六、其他需要报告的事项无。"
)


@pytest.mark.parametrize("gap", ["", " ", "\u3000\u3000"])
def test_a_report_saved_as_one_line(gap: str) -> None:
    text = (
        ONE_LINE.replace("情况20", f"情况{gap}20")
        .replace("情况三、", f"情况{gap}三、")
        .replace("情况无", f"情况{gap}无")
    )
    assert titles(text.replace("。一、", f"。{gap}一、").replace("事项无", f"事项{gap}无")) == [
        "一、总体情况", "（一）主动公开情况", "（二）依申请公开情况", "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况", "六、其他需要报告的事项",
    ]  # fmt: skip


def test_items_of_a_list_make_no_sections() -> None:
    text = (
        "二、存在问题\n1.部分单位认识不到位。对工作不够重视。\n"
        "2.部分依法属于主动公开的信息,仍然存在着公开不及时、形式不规范、内容不具体等问题,有待改进。\n"
        "3.相关政策文件的解读工作开展不顺畅,一些部门对解读的认识不到位,执行难度较大,流于形式。\n"
        "三、打算\n一是加强领导。二是加强培训。"
    )
    assert titles(text) == ["二、存在问题", "三、打算"]


def test_rows_of_a_table_without_borders_make_no_sections() -> None:
    text = (
        "二、主动公开政府信息情况第二十条第（一）项信息内容本年制发件数本年废止件数现行有效件数规章000行政规范性文件427"
        "第二十条第（五）项信息内容本年处理决定数量行政许可12三、收到和处理政府信息公开申请情况申请人情况自然人法人或其他组织总计"
        "商业企业科研机构社会公益组织法律服务机构其他一、本年新收政府信息公开申请数量3000003二、上年结转政府信息公开申请数量0000000"
        "三、本年度办理结果（一）予以公开3000003（三）不予公开1.属于国家秘密0000000（七）总计3000003"
        "四、结转下年度继续办理0000000四、政府信息公开行政复议、行政诉讼情况无。"
    )
    assert titles(text) == [
        "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况",
    ]  # fmt: skip


def test_cells_of_a_located_table_make_no_sections() -> None:
    cells = ("一、本年新收", "3", "二、上年结转", "0")
    grid = Grid(tuple(Cell(words, at // 2, at % 2) for at, words in enumerate(cells)), 2, 2)
    blocks = (Block("一、申请情况"), Block(grid=grid), Block("二、其他事项"), Block("无。"))
    assert [title for _, title, _ in tree(assemble(Reading(blocks)))] == ["一、申请情况", "二、其他事项"]


def test_headings_that_only_the_markup_tells() -> None:
    blocks = (
        Block("某县2019年政府信息公开工作年度报告", heading=1),
        Block("概述", heading=2),
        Block("工作顺利。"),
        Block("主要做法", heading=3),
        Block("公开信息。"),
        Block("问题", heading=2),
        Block("不多。"),
    )
    found = tree(assemble(Reading(blocks)))
    assert [(level, title) for level, title, _ in found] == [(1, "概述"), (2, "主要做法"), (1, "问题")]


def test_titles_without_numbers_are_known_by_their_words() -> None:
    assert titles("概述\n公开工作。\n主动公开情况\n100条。\n依申请公开情况\n2件。") == [
        "概述", "主动公开情况", "依申请公开情况",
    ]  # fmt: skip


def test_a_table_of_contents_is_left_out() -> None:
    body = "一、概述\n甲。\n二、公开情况\n乙。\n三、申请情况\n丙。\n四、问题\n丁。"
    contents = "目录\n一、概述……1\n二、公开情况……2\n三、申请情况……3\n四、问题……4\n"
    assert titles(contents + body) == ["一、概述", "二、公开情况", "三、申请情况", "四、问题"]


def test_the_title_of_a_table_heads_it() -> None:
    rows = (
        "统计指标单位统计数\n一、主动公开情况\n(一)主动公开政府信息数 条 30\n(二)收到申请数 件 1\n1.当面申请数 件 1\n"
    )
    found = outline(
        document("三、打算\n(一)加强领导。多开会。\n(二)加强培训。多学习。\n附件\n政府信息公开情况统计表\n" + rows)
    )
    assert found[-1].path == ("政府信息公开情况统计表",)


def test_text_before_the_first_heading_has_an_empty_path() -> None:
    first = outline(document("某县报告\n编制说明。\n一、概述\n甲。"))[0]
    assert (first.path, first.start) == ((), 0)


@pytest.mark.parametrize(
    ("name", "numbers"),
    [("阿坝州_2016", "一二三四五"), ("庆阳市_2018", "一二三四"), ("衡山县_2017", "一二三四五六七八九十十"),
     ("阿猛镇_2017", "一二二三附政"), ("上街区_2016", "一二三")],
)  # fmt: skip
def test_the_sample_reports(name: str, numbers: str) -> None:
    top = [section.path[0] for section in outline(sample(name)) if section.level == 1]
    assert "".join(title[0] for title in top) == numbers


def test_a_section_of_a_sample_report() -> None:
    report = sample("阿猛镇_2017")
    (section,) = [section for section in outline(report) if section.path[-1:] == ("(五)经费不足",)]
    assert section.path == ("二、存在困难和问题", "(五)经费不足")
    assert report.text[section.body : section.end].startswith("由于镇财力困难")


MORE = Path(os.environ.get("GONGKAI_MORE_REPORTS") or Path(__file__).parents[2] / "shared" / "reports" / "more")


@pytest.mark.skipif(not MORE.is_dir(), reason="further reports are not on this machine")
def test_further_reports_have_their_main_sections_and_no_rows_among_them() -> None:
    for path in sorted(MORE.iterdir()):
        sections = outline(read(SourceFile(str(path), path.name, path.read_bytes())))
        top = [section.path[0] for section in sections if section.level == 1]
        assert [title[0] for title in top[:5]] == list("一二三四五"), path.name
        assert not [section for section in sections if re.search("本年新收|国家秘密|结转", "".join(section.path))]


_TITLES = st.sampled_from(["概述", "公开情况", "申请办理情况", "工作措施", "主要问题", "公开平台"])
_SECTION = st.tuples(_TITLES, st.lists(_TITLES, max_size=3))


@given(st.lists(_SECTION, min_size=1, max_size=6))
def test_a_report_written_at_random_comes_back_as_written(chapters: list[tuple[str, list[str]]]) -> None:
    lines, expected = ["某县报告。"], []
    for number, (title, children) in enumerate(chapters):
        lines += [f"{'一二三四五六'[number]}、{title}", "我县认真开展工作。"]
        expected.append((1, lines[-2]))
        for index, child in enumerate(children):
            lines += [f"（{'一二三'[index]}）{child}", "有关工作顺利。"]
            expected.append((2, lines[-2]))
    sections = outline(document("\n".join(lines)))
    assert [(section.level, section.path[-1]) for section in sections if section.path] == expected
    assert_nested(sections, len("\n".join(lines)))


@given(st.text(alphabet="一二三是、.（）()1234：。；\n 　概述情况公开第部分章项信息内容", max_size=120))
def test_any_text_gives_sections_in_order_within_each_other(text: str) -> None:
    if text.strip():
        found = document(text)
        assert_nested(outline(found), len(found.text))


def assert_nested(sections: tuple[Section, ...], length: int) -> None:
    assert [section.start for section in sections] == sorted(section.start for section in sections)
    for index, section in enumerate(sections):
        assert 0 <= section.start <= section.body <= section.end <= length
        inside = [other for other in sections[index + 1 :] if other.start < section.end]
        assert all(other.end <= section.end and other.path[: section.level] == section.path for other in inside)
        assert path_at(sections, section.start) == section.path
