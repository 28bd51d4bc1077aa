"""Statutory tables that lost their borders are found in the text, and prose that speaks like them is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prose import document, sample

from index.document import assemble
from index.model import Block, Cell, Grid
from index.ontology import ontology
from index.reading import Reading
from index.runs import row_starts, table_runs

STATISTICS = [
    ("一、主动公开情况", ""), ("（一）主动公开政府信息数", "条"), ("1.政府公报公开政府信息数", "条"),
    ("2.政府网站公开政府信息数", "条"), ("二、依申请公开情况", ""), ("（一）收到申请数", "件"), ("1.当面申请数", "件"),
    ("2.网络申请数", "件"), ("（二）申请办结数", "件"), ("三、行政复议数量", "件"), ("（一）维持具体行政行为数", "件"),
]  # fmt: skip
APPLICATIONS = [
    "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "三、本年度办理结果（一）予以公开",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "（三）不予公开1.属于国家秘密",
    "（七）总计", "四、结转下年度继续办理",
]  # fmt: skip
HEADER = "申请人情况自然人法人或其他组织总计商业企业科研机构社会公益组织法律服务机构其他"


@given(
    st.sampled_from(["", " ", "\n", "\n\n", "\t", " | ", "\u3000\u3000"]),
    st.lists(st.integers(0, 9999), min_size=11, max_size=11),
)
def test_the_statistics_table_in_any_state(gap: str, values: list[int]) -> None:
    cells = [
        cell for (label, unit), value in zip(STATISTICS, values, strict=True) for cell in (label, unit, str(value))
    ]
    table = gap.join(["统计指标", "单位", "统计数", *cells])
    text = f"五、附表\n{table}\n我县将继续努力。"
    ((start, end),) = table_runs(document(text))
    assert text[start:end] == table


@given(st.lists(st.integers(0, 99), min_size=7, max_size=7), st.sampled_from(["", "\n", " "]))
def test_the_applications_table_run_together(values: list[int], gap: str) -> None:
    rows = [f"{label}{gap}{value}00000{value}" for label, value in zip(APPLICATIONS, values, strict=True)]
    table = gap.join([HEADER, *rows])
    note = "（本列数据的勾稽关系为：第一项加第二项之和）"
    text = f"三、收到和处理政府信息公开申请情况{note}{table}四、政府信息公开行政复议、行政诉讼情况无。"
    ((start, end),) = table_runs(document(text))
    assert text[start:end] == table


def test_tables_under_their_headings_stand_apart() -> None:
    text = (
        "二、主动公开政府信息情况第二十条第（一）项信息内容本年制发件数本年废止件数现行有效件数规章000行政规范性文件813"
        "四、政府信息公开行政复议、行政诉讼情况行政复议行政诉讼结果维持结果纠正其他结果尚未审结总计未经复议直接起诉复议后起诉000000"
        "五、存在的主要问题及改进情况2021年我局认真工作。"
    )
    found = [text[start:end] for start, end in table_runs(document(text))]
    assert [(words[:4], words[-3:]) for words in found] == [("第二十条", "813"), ("行政复议", "000")]


@pytest.mark.parametrize(
    "text",
    [
        "全年收到申请数12件，其中当面申请数3件，网络申请数9件；申请办结数12件，按时办结数12件，申请答复数12件。",
        "其中予以公开5件、部分公开2件、不予公开1件、无法提供3件、不予处理2件、其他处理0件，总计13件。",
        "结果维持1件、结果纠正0件、其他结果0件、尚未审结2件、总计3件。",
        "全文包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、行政复议、行政诉讼情况及其他需要报告的事项。",
        "（一）回应公众关注热点或重大舆情数20次。\n（二）通过不同渠道和方式回应解读的情况：\n1.政策解读稿件发布23篇；\n2.其他方式7次。",
        "申请内容涉及国家秘密、商业秘密、个人隐私的不予公开，属于行政执法案卷、行政查询事项、内部事务信息的依法处理。",
    ],
)
def test_prose_is_no_table(text: str) -> None:
    assert table_runs(document(text)) == ()


def test_a_located_table_is_no_run() -> None:
    cells = [cell for label, unit in STATISTICS for cell in (label, unit, "3")]
    grid = Grid(tuple(Cell(words, at // 3, at % 3) for at, words in enumerate(cells)), len(STATISTICS), 3)
    assert table_runs(assemble(Reading((Block("附表"), Block(grid=grid))))) == ()


def test_rows_begin_at_labels_and_never_at_figures() -> None:
    report = sample("衡山县_2017")
    ((start, end),) = table_runs(report)
    rows = row_starts(report.text, (start, end))
    assert len(rows) > 50
    assert all(not report.text[row].isdigit() or report.text[row + 1] == "." for row in rows)


@pytest.mark.parametrize(
    ("name", "runs"), [("阿坝州_2016", 0), ("庆阳市_2018", 0), ("上街区_2016", 0), ("阿猛镇_2017", 1)]
)
def test_the_sample_reports(name: str, runs: int) -> None:
    assert len(table_runs(sample(name))) == runs


@pytest.mark.parametrize("form", sorted(ontology().rows))
def test_every_label_of_the_ontology_belongs_to_a_run(form: str) -> None:
    labels = [label for row in ontology().rows[form] for label in row.labels if row.code]
    table = "\n".join(f"{label}\n{number}" for number, label in enumerate(labels, 10))
    text = f"五、附表\n{table}\n我县将继续努力。"
    ((start, end),) = table_runs(document(text))
    assert text[start:end] == table
