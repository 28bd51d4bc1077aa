"""Rows that a page shows and that cannot be read are blank with a reason; what nobody printed is not spoken of.

The documents are made of the blocks that a PDF reader gives, with invented figures and places.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from index.document import assemble
from index.form_unread import PAGE_ENDS, TORN
from index.form_unread_tables import APART
from index.model import Block, Cell, Document, Grid, Indicator
from index.ontology import APPLICANTS, ontology
from index.reading import Reading
from index.statutory import statutory_indicators

HEAD = ["", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
CUT = "7.属于行政执法案卷"
RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


def grid(rows: Iterable[Sequence[str]], page: int | None) -> Block:
    """A table of one page, a text a cell."""
    lines = list(rows)
    cells = [Cell(text, row, column, page=page) for row, line in enumerate(lines) for column, text in enumerate(line)]
    return Block(grid=Grid(tuple(cells), len(lines), max(map(len, lines))), page=page)


def document(*blocks: Block) -> Document:
    return assemble(Reading((Block("云溪县2023年政府信息公开工作年度报告", page=blocks[0].page), *blocks)))


def application_rows(form_2021: bool = True) -> list[list[str]]:
    """The rows of the form, the one with number n holding n for the natural persons alone."""
    parts = {"other_not_corrected", "other_unpaid", "other_other"}
    left_out = {"other_handling"} if form_2021 else parts
    rows = [row for row in ontology().rows["applications"] if row.code is not None and row.code not in left_out]
    return [[row.labels[0], str(number), *["0"] * 5, str(number)] for number, row in enumerate(rows, 1)]


def cut_in_two(pages: tuple[int | None, int | None] = (1, 2), label: str = CUT) -> list[Block]:
    """The applications table with the label of one row begun on one page and ended on the next."""
    rows = application_rows()
    at = next(number for number, row in enumerate(rows) if row[0] == label)
    torn = [label[4:], *rows[at][1:]]
    below = grid([torn, *rows[at + 1 :]], pages[1])
    return [grid([HEAD, *rows[:at]], pages[0]), Block(label[:4], page=pages[1]), below]


def by_code(found: Iterable[Indicator]) -> dict[str, list[Indicator]]:
    kept: dict[str, list[Indicator]] = {}
    for item in found:
        kept.setdefault(item.code, []).append(item)
    return kept


def test_a_row_that_the_page_end_cuts_is_blank_with_the_reason() -> None:
    text = document(*cut_in_two())
    found = by_code(statutory_indicators(text))
    lost = found.pop("refused_enforcement")
    assert [item.applicant for item in lost] == list(APPLICANTS)
    assert {(item.state, item.value, item.why) for item in lost} == {("blank", None, PAGE_ENDS)}
    assert {text.text[item.start : item.end] for item in lost} == {f"{CUT[:4]}\n{CUT[4:]}"}
    assert all(item.state == "reported" for items in found.values() for item in items)
    assert len(found) == len(application_rows()) - 1


def test_a_row_torn_within_its_page_says_so() -> None:
    found = by_code(statutory_indicators(document(*cut_in_two((1, 1)))))
    assert {item.why for item in found["refused_enforcement"]} == {TORN}


def test_a_format_without_pages_is_left_as_it_is() -> None:
    assert "refused_enforcement" not in by_code(statutory_indicators(document(*cut_in_two((None, None)))))


@pytest.mark.parametrize("label", [CUT, "1.信访举报投诉类申请", "（七）总计"])
def test_a_row_that_the_issuer_left_out_is_not_spoken_of(label: str) -> None:
    rows = application_rows()
    at = next(number for number, row in enumerate(rows) if row[0].replace("(", "（").replace(")", "）") == label)
    text = document(grid([HEAD, *rows[:at]], 1), grid(rows[at + 1 :], 2))
    gone = next(row.code for row in ontology().rows["applications"] if row.labels[0] == rows[at][0])
    assert gone not in by_code(statutory_indicators(text))


def test_the_heading_of_three_rows_is_no_row() -> None:
    rows = application_rows()
    at = next(number for number, row in enumerate(rows) if row[0].startswith("1.申请人"))
    heading = [Block("（六）其他处理", page=2), Block("1.申请人无正当理由", page=2)]
    found = by_code(statutory_indicators(document(grid([HEAD, *rows[:at]], 1), *heading, grid(rows[at + 1 :], 2))))
    assert "other_handling" not in found
    assert {item.why for item in found["other_not_corrected"]} == {PAGE_ENDS}


def test_a_last_row_on_the_next_page_is_blank_but_prose_behind_the_table_is_none() -> None:
    rows = application_rows()
    behind = [Block(f"{rows[-1][0]} 3", page=2), Block("四、政府信息公开行政复议、行政诉讼情况", page=2)]
    found = by_code(statutory_indicators(document(grid([HEAD, *rows[:-1]], 1), *behind)))
    assert {item.state for item in found["carried_over_out"]} == {"blank"}
    found = by_code(
        statutory_indicators(document(grid([HEAD, *rows[:-1]], 1), Block("四、结合实际，继续努力。", page=2)))
    )
    assert "carried_over_out" not in found


def test_a_table_of_which_no_row_can_be_read_is_blank_and_prose_with_its_title_is_not() -> None:
    title = Block("三、收到和处理政府信息公开申请情况", page=1)
    torn = [Block(f"{label[:8]} 3 {number} 4 7 9", page=1) for label, *_ in application_rows() for number in (5, 67)]
    heads = Block("自然人 商业企业 科研机构 总计", page=1)
    found = by_code(statutory_indicators(document(title, heads, *torn)))
    assert {item.state for items in found.values() for item in items} == {"blank"}
    assert len(found) > 10
    said = Block("自然人申请3件，总计3件，其中1.属于国家秘密的1件，2.重复申请的1件。", page=1)
    assert statutory_indicators(document(title, said)) == ()


def test_a_row_of_the_statistics_table_is_blank_too() -> None:
    rows = [[row.labels[0], "件", "4"] for row in ontology().rows["statistics-2014"][:30] if row.code]
    at = next(number for number, row in enumerate(rows) if row[0].startswith("其中主要负责同志参加政府网站"))
    label = rows[at][0]
    blocks = [
        grid([["统计指标", "单位", "统计数"], *rows[:at], [label[:16], "件", "4"]], 1),
        Block(label[16:], page=2),
        grid(rows[at + 1 :], 2),
    ]
    found = by_code(statutory_indicators(document(*blocks)))
    assert [(item.state, item.why) for item in found["online_interviews_leader"]] == [("blank", PAGE_ENDS)]
    assert {item.state for item in found["interpretations"]} == {"reported"}


def test_disclosure_rows_parted_from_their_heads_are_blank() -> None:
    blocks = [
        Block("第二十条第（一）项", page=1),
        grid([["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], ["规章", "1", "2", "3"]], 1),
        Block("第二十条第（六）项", page=1),
        Block("信息内容 本年处理决定数量", page=1),
        grid([["行政处罚", "14", ""], ["行政强制", "17", ""]], 2),
        Block("三、收到和处理政府信息公开申请情况", page=2),
    ]
    found = by_code(statutory_indicators(document(*blocks)))
    assert found["rules_repealed"][0].value == 2
    for code in ("penalty_decisions", "coercion_decisions"):
        assert [(item.state, item.value, item.why) for item in found[code]] == [("blank", None, APART)]


def test_a_disclosure_row_named_in_prose_is_no_row() -> None:
    blocks = [
        Block("第二十条第（一）项的内容，第二十条第（五）项的内容均已公开，本年处理决定数量为行政许可一类。", page=1),
        Block("三、收到和处理政府信息公开申请情况", page=1),
    ]
    assert statutory_indicators(document(*blocks)) == ()


def test_disputes_whose_heads_are_in_pieces_are_blank() -> None:
    heads = [
        "行政复议 行政诉讼",
        "未经复议直接起诉 复议后起诉",
        "结果维结果纠其他结尚未审 总计 " * 3,
        "持 正 果 结 " * 3,
    ]
    blocks = [
        Block("四、政府信息公开行政复议、行政诉讼情况", page=1),
        *(Block(line, page=1) for line in [*heads, "0 1 0 0 1 2 0 0 0 2 0 0 3 0 3"]),
        Block("五、存在的主要问题及改进情况", page=1),
    ]
    found = by_code(statutory_indicators(document(*blocks)))
    codes = [code for group in ontology().disputes for code in group]
    assert [(item.state, item.why) for code in codes for item in found[code]] == [("blank", APART)] * 15


def test_a_section_on_disputes_in_prose_is_not_spoken_of() -> None:
    said = Block("2023年未发生行政复议、行政诉讼，结果维持、结果纠正、其他结果、尚未审结均为零。", page=1)
    assert statutory_indicators(document(Block("四、政府信息公开行政复议、行政诉讼情况", page=1), said)) == ()


def torn_heads(figures: Sequence[str], groups: Sequence[tuple[int, str]]) -> Block:
    """The disputes table with each head over two rows, and the groups' names over the columns given."""
    names = [["" for _ in range(15)] for _ in range(2)]
    for column, name in groups:
        names[name not in {"行政复议", "行政诉讼"}][column] = name
    tops = [result[:-1] if len(result) > 2 else "" for result in RESULTS] * 3
    ends = [result[-1] if len(result) > 2 else result for result in RESULTS] * 3
    return grid([*names, tops, ends, list(figures)], 1)


GROUPS = [(2, "行政复议"), (9, "行政诉讼"), (6, "未经复议直接起诉"), (12, "复议后起诉")]
FIGURES = ["3", "", "1", "0", "4", "—", "7", "", "", "7", "0", "0", "2", "0", "2"]


def test_disputes_are_read_under_heads_torn_over_rows() -> None:
    title = Block("四、政府信息公开行政复议、行政诉讼情况", page=1)
    found = statutory_indicators(document(title, torn_heads(FIGURES, GROUPS)))
    states = [(item.code, item.state, item.value) for item in found]
    codes = [code for group in ontology().disputes for code in group]
    kinds = ["not_applicable" if text == "—" else "reported" if text else "blank" for text in FIGURES]
    values = [int(text) if text.isdecimal() else None for text in FIGURES]
    assert states == list(zip(codes, kinds, values, strict=True))


@pytest.mark.parametrize(
    "groups",
    [
        [(7, "行政复议"), (9, "行政诉讼"), (6, "未经复议直接起诉"), (12, "复议后起诉")],
        [(2, "行政复议"), (9, "行政诉讼"), (12, "未经复议直接起诉"), (6, "复议后起诉")],
        GROUPS[:3],
    ],
)
def test_heads_torn_with_a_group_elsewhere_give_no_figure(groups: list[tuple[int, str]]) -> None:
    title = Block("四、政府信息公开行政复议、行政诉讼情况", page=1)
    found = statutory_indicators(document(title, torn_heads(FIGURES, groups)))
    assert all(item.value is None and item.why not in {None, "the cell is empty"} for item in found)
