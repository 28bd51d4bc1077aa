"""A cell of a statutory table is found by the words of its own row and column, whatever the row."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from answering import draft_of, evidence_of, fill, reading_of, text_of, understood
from stand_ins import HashEmbedder

from assistant.chain import open_assistant
from assistant.settings import Settings
from index.model import Report
from index.ontology import APPLICANTS, ontology

ROWS = [row.labels[0] for row in ontology().rows["applications"]]
COLUMNS = {"natural_person": "自然人", "business": "商业企业", "research": "科研机构", "public_welfare": "社会公益组织",
           "legal_service": "法律服务机构", "other": "其他组织"}  # fmt: skip
NUMBERING = re.compile(r"^(?:[一二三四]、|\([一二三四五六七]\)|\d\.)|\([^)]*\)$")
# Too short to name one row alone, and asked for with the group before it or a column beside it.
# A row of its own in the form of 2019, a heading over three rows in that of 2021.
GROUPS = {"other_handling"}
SHORT = {"3.其他", "(七)总计"}


def figures(at: int) -> list[int]:
    """A row's seven cells, its own for each row, that add up."""
    own = [at, 0, 1, 0, 0, 0]
    return [*own, sum(own)]


def table() -> str:
    """The applications table with a different figure in every row: not a table that adds up over its rows."""
    coded = {row.labels[0] for row in ontology().rows["applications"] if row.code and row.code not in GROUPS}
    rows = [f"| {label} | {' | '.join(map(str, figures(at)))} |" for at, label in enumerate(ROWS, 10) if label in coded]
    head = "| 项目 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |"
    return "\n".join([head, "|" + "---|" * 8, *rows])


@pytest.fixture(scope="module")
def reports() -> tuple[Report, ...]:
    text = f"""# 遂昌县人民政府2021年政府信息公开工作年度报告

## 一、总体情况

2021年，县政府信息公开工作稳步推进。信息公开类行政复议7件。

## 三、收到和处理政府信息公开申请情况

{table()}
"""
    return (understood(text, "suichang.md"),)


@pytest.mark.parametrize(
    ("at", "label"),
    [
        (at, row.labels[0])
        for at, row in enumerate(ontology().rows["applications"], 10)
        if row.code and row.code not in GROUPS
    ],
)
def test_a_row_by_its_label_and_a_column_in_brackets(reports: tuple[Report, ...], at: int, label: str) -> None:
    name = NUMBERING.sub("", label)
    if label not in SHORT:
        total = evidence_of(f"遂昌县2021年{name}有多少件", reports=reports)
        assert [figure.value for figure in total.found[0].figures] == [at + 1], total.found
    if label == "3.其他":
        name = "其他处理：其他"
    person = evidence_of(f"遂昌县2021年{name}（自然人）是多少", reports=reports)
    assert [(figure.value, figure.applicant) for figure in person.found[0].figures] == [(at, "natural_person")]


@pytest.mark.parametrize(("column", "words"), COLUMNS.items())
@pytest.mark.parametrize("question", ["遂昌县2021年属于行政查询事项（{}）是多少", "遂昌县2021年{}的结转下年度继续办理"])
def test_every_column_before_or_behind_a_row(column: str, words: str, question: str) -> None:
    asked = reading_of(question.format(words)).asked
    assert [one.applicant for one in asked] == [column]
    assert column in APPLICANTS
    assert all(one.sure for one in asked)


def test_the_total_row_is_meant_by_a_column_alone(reports: tuple[Report, ...]) -> None:
    assert reading_of("遂昌县2021年总计（商业企业）是多少").asked[0].codes == ("handled_total",)
    assert reading_of("遂昌县2021年其他处理总计多少件").asked[0].codes == ("other_handling",)


def test_an_empty_cell_is_no_other_figure(reports: tuple[Report, ...]) -> None:
    """信息公开类行政复议7件 holds the words 行政 and 公开 of the row; the cell asked for is 0."""
    found = evidence_of("遂昌县2021年属于行政查询事项（其他组织）是多少", reports=reports).found
    assert [figure.value for one in found for figure in one.figures] == [0]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("遂昌县2016年行政诉讼被依法纠错数", "litigation_corrected"),
        ("遂昌县2016年行政复议被依法纠错数", "reconsideration_corrected"),
        ("遂昌县2016年维持具体行政行为或者驳回原告诉讼请求数", "litigation_upheld"),
        ("遂昌县2016年法律法规规定的其他情形有几件", "refused_2014_other"),
        ("遂昌县2016年危及国家安全、公共安全、经济安全和社会稳定的有几件", "refused_2014_stability"),
        ("遂昌县2022年规章对外公开总数量", "rules_public_total"),
        ("遂昌县2022年行政许可处理决定数量", "licensing_decisions"),
    ],
)
def test_rows_of_the_other_tables(text: str, code: str) -> None:
    (asked,) = reading_of(text).asked
    assert asked.codes == (code,)
    assert asked.sure


def test_cells_that_ran_together_are_said_in_plain_digits(tmp_path: Path) -> None:
    text = """遂昌县2021年政府信息公开工作年度报告
一、总体情况
2021年，县政府主动公开政府信息，收到政府信息公开申请17件，依申请公开工作有序，无行政复议和行政诉讼。
三、收到和处理政府信息公开申请情况
申请人情况自然人法人或其他组织总计商业企业科研机构社会公益组织法律服务机构其他一、本年新收政府信息公开申请数量170000017二、上年结转政府信息公开申请数量0000000三、本年度办理结果（一）予以公开170000017（二）部分公开（区分处理的，只计这一情形，不计其他情形）0000000（三）不予公开1.属于国家秘密0000000（七）总计170000017四、结转下年度继续办理0000000
"""
    store = fill(tmp_path / "store", (understood(text, "a.txt"),), HashEmbedder())
    opened = open_assistant(Settings(store=store))
    try:
        none = opened.ask("遂昌县2021年结转下年度继续办理多少件")
        some = opened.ask("遂昌县2021年予以公开总计多少件")
    finally:
        opened.close()
    assert (none.status, none.values[0].value) == ("answered", "0")
    assert "继续办理0件" in none.answer
    assert (some.status, some.values[0].value) == ("answered", "17")


def test_a_number_alone_names_nothing(reports: tuple[Report, ...]) -> None:
    """3 stands in 2023 and in many a figure."""
    found = evidence_of("遂昌县2021年3（其他组织）是多少", reports=reports).found
    assert not [figure for one in found for figure in one.figures]


def test_a_short_label_with_its_number(reports: tuple[Report, ...]) -> None:
    assert reading_of("遂昌县2021年3.其他（自然人）是多少").asked[0].codes == ("other_other",)


def test_a_share_of_what_has_no_row_is_not_a_share_of_its_first_part(reports: tuple[Report, ...]) -> None:
    """不予公开 is the sum of its grounds in this form: no one of them is the whole."""
    said = text_of(draft_of("遂昌县2021年属于国家秘密占不予公开的比例", reports=reports))
    assert "17件，占不予公开164件的10.37%" in said
