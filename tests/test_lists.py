"""The lists of a section come back item by item, complete and verbatim."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prose import document, sample

from index.lists import lists
from index.outline import outline


def items(text: str, title: str) -> list[list[str]]:
    """The items of each list in the section whose heading holds `title`."""
    found = document(text)
    sections = outline(found)
    section = next(section for section in sections if section.path and title in section.path[-1])
    return [[found.text[start:end] for start, end in one.items] for one in lists(found.text, section, sections)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("有：一是认识不足；二是人手不够；三是解读不多。下一步学习。",
         ["一是认识不足；", "二是人手不够；", "三是解读不多。"]),
        ("一是认识不足。不够重视。二是人手不够。缺少专人。", ["一是认识不足。不够重视。", "二是人手不够。缺少专人。"]),
        ("1.认识不足，有待提高，需要加强学习，提高能力和水平。\n2.人手不够，缺少专人，工作难以开展，影响较大。",
         ["1.认识不足，有待提高，需要加强学习，提高能力和水平。", "2.人手不够，缺少专人，工作难以开展，影响较大。"]),
        ("（一）认识不足。不够重视。\n（二）人手不够。缺少专人。",
         ["（一）认识不足。不够重视。", "（二）人手不够。缺少专人。"]),
        ("主要表现为：认识不足，不够重视；人手不够；解读不多。", ["认识不足，不够重视", "人手不够", "解读不多"]),
        ("1）认识不足。\n2）人手不够，缺少专人。", ["1）认识不足。", "2）人手不够，缺少专人。"]),
        ("１．认识不足；２．人手不够。", ["１．认识不足；", "２．人手不够。"]),
        ("第一，认识不足。第二，人手不够。", ["第一，认识不足。", "第二，人手不够。"]),
        ("①认识不足；②人手不够。", ["①认识不足；", "②人手不够。"]),
    ],
)  # fmt: skip
def test_every_way_to_write_a_list(written: str, expected: list[str]) -> None:
    assert items(f"一、概述\n甲。\n五、存在的问题\n{written}\n六、其他\n无。", "问题")[0] == expected


def test_problems_and_measures_are_two_lists_each_with_its_lead() -> None:
    text = "五、问题及改进\n问题有：一是认识不足；二是人手不够。\n下一步，我局将：一是加强学习；二是增加人手。"
    found = document(text)
    sections = outline(found)
    problems, measures = lists(found.text, sections[0], sections)
    assert found.text[slice(*problems.lead)] == "问题有："
    assert found.text[slice(*measures.lead)] == "下一步，我局将："
    assert [found.text[slice(*item)] for item in measures.items] == ["一是加强学习；", "二是增加人手。"]


def test_the_report_s_signature_is_no_part_of_the_last_item() -> None:
    written = (
        "三、问题\n（一）认识不足。不够重视。\n（二）人手不够。缺少专人。\n附件：统计表\n某县人民政府\n2018年3月1日"
    )
    assert items(written, "问题")[0][-1] == "（二）人手不够。缺少专人。"


def test_rows_of_a_table_are_no_items() -> None:
    rows = (
        "统计指标单位统计数\n一、主动公开情况\n(一)主动公开政府信息数 条 30\n(二)收到申请数 件 1\n1.当面申请数 件 1\n"
    )
    assert items("十、附表\n" + rows, "附表") == []


def test_the_problems_of_the_sample_reports() -> None:
    counts = {"阿坝州_2016": 4, "庆阳市_2018": 3, "阿猛镇_2017": 5, "上街区_2016": 3}
    for name, count in counts.items():
        report = sample(name)
        sections = outline(report)
        section = next(item for item in sections if item.level == 1 and "问题" in item.path[0])
        assert len(lists(report.text, section, sections)[0].items) == count


@given(
    st.lists(st.text("认识不足人手解读公开，", min_size=2, max_size=12), min_size=2, max_size=9),
    st.sampled_from("；。"),
)
def test_items_come_back_as_written(written: list[str], sign: str) -> None:
    numbered = [f"{number}是{words}{sign}" for number, words in zip("一二三四五六七八九", written, strict=False)]
    assert items("五、存在的问题\n有：" + "".join(numbered) + "\n六、其他\n无。", "问题")[0] == numbered
