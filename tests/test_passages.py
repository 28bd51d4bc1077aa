"""Passages follow sections and sentences, and keep a table's rows whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from prose import document, sample

from index.document import assemble
from index.model import Block, Cell, Document, Grid, Passage
from index.outline import outline
from index.passages import embedding_text, passages
from index.reading import Reading

SENTENCE = "我县全年通过政府网站公开各类信息一百余条。"


def cut(found: Document) -> tuple[Passage, ...]:
    return passages(found, outline(found), "某县-2020")


def test_ids_count_from_zero() -> None:
    assert [passage.id for passage in cut(document("一、概述\n甲。\n二、问题\n乙。"))] == ["某县-2020#0", "某县-2020#1"]


def test_a_long_paragraph_is_parted_at_sentence_ends() -> None:
    found = document("一、概述\n" + SENTENCE * 60)
    texts = [found.text[passage.start : passage.end] for passage in cut(found)]
    assert len(texts) > 2
    assert all(len(text) <= 400 and text.endswith("。") for text in texts)
    assert all(len(text) >= 150 for text in texts[:-1])


def test_short_paragraphs_of_one_section_are_put_together() -> None:
    found = document("一、概述\n甲公开。\n乙公开。\n丙公开。\n二、问题\n丁不足。")
    assert [found.text[passage.start : passage.end] for passage in cut(found)] == [
        "一、概述\n甲公开。\n乙公开。\n丙公开。", "二、问题\n丁不足。",
    ]  # fmt: skip


def test_a_sentence_longer_than_a_passage_is_cut_at_its_commas() -> None:
    found = document("一、概述\n" + "公开了各类政府信息," * 90 + "成效明显。")
    texts = [found.text[passage.start : passage.end] for passage in cut(found)]
    assert max(map(len, texts)) <= 400
    assert "".join(texts).replace("\n", "") == found.text.replace("\n", "")


def test_a_heading_with_nothing_under_it_makes_no_passage() -> None:
    found = document("二、主动公开情况\n（一）公开范围\n各类信息。\n（二）公开形式\n网站。")
    assert [passage.path[-1] for passage in cut(found)] == ["（一）公开范围", "（二）公开形式"]


def test_a_borderless_table_is_cut_between_rows_only() -> None:
    report = sample("衡山县_2017")
    tables = [report.text[item.start : item.end] for item in cut(report) if item.kind == "table"]
    assert len(tables) > 3
    for words in tables[1:]:
        assert words[0] in "一二三四五六七八九(（1234567890其"
        assert not words.split("\n")[0].strip().isdigit()


def test_the_rows_of_a_located_table_stay_whole() -> None:
    cells = [Cell(f"指标{row}" if column == 0 else str(row), row, column) for row in range(40) for column in range(2)]
    found = assemble(
        Reading((Block("一、统计"), Block(grid=Grid(tuple(cells), 40, 2)), Block("二、说明"), Block("无。")))
    )
    rows = [found.text[item.start : item.end] for item in cut(found) if item.kind == "table"]
    assert "\n".join(rows) == "\n".join(f"指标{row}\t{row}" for row in range(40))
    assert [words.split("\t")[0] for words in rows] == ["指标0", "指标15", "指标30"]


def test_what_is_embedded_names_title_and_headings() -> None:
    found = document("一、概述\n甲公开。")
    assert embedding_text(cut(found)[0], found.text, "某县报告") == "某县报告\n一、概述\n一、概述\n甲公开。"


def test_pages_travel_with_passages() -> None:
    found = assemble(
        Reading((Block("一、概述", page=1), Block("甲。", page=1), Block("二、问题", page=2), Block("乙。", page=2)))
    )
    assert [passage.page for passage in cut(found)] == [1, 2]


_LINES = st.lists(
    st.one_of(
        st.sampled_from(["一、概述", "二、公开情况", "（一）范围", "（二）形式", "三、问题"]),
        st.integers(1, 12).map(lambda times: SENTENCE * times),
        st.sampled_from(
            ["统计指标 单位 统计数\n(一)收到申请数 件 1\n1.当面申请数 件 0\n2.网络申请数 件 1\n(二)申请办结数 件 1"]
        ),
    ),
    min_size=1,
    max_size=12,
)


@given(_LINES)
def test_passages_hold_the_text_once_and_never_cross_a_section(lines: list[str]) -> None:
    found = document("\n".join(lines))
    sections = outline(found)
    reached = 0
    for passage in cut(found):
        assert reached <= passage.start < passage.end
        assert passage.end - passage.start <= 460 or passage.kind == "table"
        assert all(not passage.start < section.start < passage.end for section in sections)
        reached = passage.end
    kept = "".join(found.text[passage.start : passage.end] for passage in cut(found))
    assert kept.count(SENTENCE) == found.text.count(SENTENCE)
