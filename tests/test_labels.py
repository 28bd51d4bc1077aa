"""The rows of a form are found by their labels, in the form's order, whatever the labels lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.labels import LabelHit, Squeezed, align, core_of, squeeze
from index.ontology import ontology

STATISTICS = "statistics-2014"


def hits(text: str, form: str = STATISTICS) -> list[LabelHit]:
    return list(align(squeeze(text, 0, len(text)), form))


def found(text: str, form: str = STATISTICS) -> list[tuple[str | None, str]]:
    """The rows found: their codes, and their labels as they stand in the text."""
    return [(ontology().rows[form][hit.row].code, text[hit.start : hit.end]) for hit in hits(text, form)]


# -- squeezing ----------------------------------------------------------------------------------------------------


def test_white_space_quotes_and_commas_are_left_out_and_every_offset_is_kept() -> None:
    text = "前 言：“三 安全，一稳定”"
    squeezed = squeeze(text, 0, len(text))
    assert squeezed.text == "前言三安全一稳定"
    assert [text[at] for at in squeezed.offsets] == list(squeezed.text)
    assert squeezed.span(2, 8) == (text.index("三"), text.index("定") + 1)


def test_variants_are_unified_and_keep_their_offsets() -> None:
    text = "5.其它方式；政府微博；本年度新收"
    squeezed = squeeze(text, 0, len(text))
    assert squeezed.text == "5.其他方式政务微博本年新收"
    start = squeezed.text.index("新收")
    assert text[slice(*squeezed.span(start, start + 2))] == "新收"


@given(st.text(st.sampled_from("本年度其它 ,:“”政府微博１２三\n\t()"), max_size=40))
@settings(max_examples=80, deadline=None, derandomize=True)
def test_each_squeezed_character_stands_where_it_says(text: str) -> None:
    squeezed = squeeze(text, 0, len(text))
    assert len(squeezed.text) == len(squeezed.offsets)
    assert list(squeezed.offsets) == sorted(set(squeezed.offsets))
    assert all(0 <= at < len(text) and not text[at].isspace() for at in squeezed.offsets)


def test_characters_are_joined_where_nothing_stands_between_them() -> None:
    squeezed = Squeezed("abc", (4, 5, 9))
    assert [squeezed.is_joined(index) for index in (-1, 0, 1)] == [False, True, False]


@pytest.mark.parametrize(
    ("label", "core"),
    [
        ("（一）收到申请数", "收到申请数"),
        ("1.专职人员数（不包括政府公报及政府网站工作人员数）", "专职人员数"),
        ("其中：涉及国家秘密", "涉及国家秘密"),
        ("四、行政复议数量", "行政复议数量"),
        ("3.危及“三安全一稳定”", "危及三安全一稳定"),
    ],
)
def test_a_label_is_looked_for_without_its_ordinal_and_its_note(label: str, core: str) -> None:
    assert core_of(label) == core


# -- ordinals -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ordinal", ["3.", "3、", "（3）", "(3)", "3）", "３．", ""])
def test_an_ordinal_belongs_to_its_label_however_it_is_written(ordinal: str) -> None:
    text = f"2.政府网站公开政府信息数 条 244\n{ordinal}政务微博公开政府信息数 条 5"
    assert found(text)[-1] == ("channel_weibo", f"{ordinal}政务微博公开政府信息数")


def test_a_bare_digit_on_its_own_line_with_the_label_is_its_ordinal() -> None:
    text = "政府网站公开政府信息数\n244\n3政务微博公开政府信息数\n5"
    assert found(text)[-1] == ("channel_weibo", "3政务微博公开政府信息数")
    assert not hits(text)[-1].glued


@pytest.mark.parametrize("between", ["\n", "\t", " ", "\n\n", "\u3000"])
def test_white_space_parts_a_figure_from_the_label_behind_it(between: str) -> None:
    text = f"政府网站公开政府信息数 3{between}政务微博公开政府信息数"
    assert found(text)[-1] == ("channel_weibo", "政务微博公开政府信息数")


@pytest.mark.parametrize("before", ["244", "条", "数"])
def test_a_bare_digit_that_touches_the_cell_before_tells_nothing(before: str) -> None:
    text = f"政府网站公开政府信息数{before}3政务微博公开政府信息数"
    assert hits(text)[-1].glued


def test_an_ordinal_with_its_point_is_never_taken_for_a_figure() -> None:
    text = "2.政府网站公开政府信息数2443.政务微博公开政府信息数7"
    assert not hits(text)[-1].glued
    assert found(text)[-1] == ("channel_weibo", "3.政务微博公开政府信息数")


# -- labels -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("（一）主动公开政府信息数量", "proactive_total"),
        ("其中,主动公开规范性文件数", "proactive_normative"),
        ("制发规范性文件数", "normative_issued"),
        ("3.政府微博公开政府信息数", "channel_weibo"),
        ("5.其它方式公开政府信息数", "channel_other"),
        ("其中：主要负责人参加新闻发布会次数", "press_conferences_leader"),
        ("不是《条例》所指政府信息", "refused_2014_not_information"),
        ("六、被举报投诉数量", "complaints"),
    ],
)
def test_variants_of_a_label_are_the_same_row(label: str, code: str) -> None:
    assert code in [row for row, _ in found(f"{label}\n5\n（三）接受培训人员数\n人次\n9")]


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("2.其他法律、行政法规禁止公开", "refused_law"),
        ("2.其他法律行政法规禁止公开", "refused_law"),
        ("3.危及“三安全一稳定”", "refused_stability"),
        ("1.申请人无正当理由逾期不补正，行政机关不再处理其政府信息公开申请", "other_not_corrected"),
        ("一、本年度新收政府信息公开申请数量", "applications_received"),
        ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "partly_granted"),
        ("（二）部分公开", "partly_granted"),
    ],
)
def test_variants_of_the_later_forms_labels_are_the_same_row(label: str, code: str) -> None:
    assert found(f"{label}\n0\n四、结转下年度继续办理\n0", "applications")[0] == (code, label.rstrip("”"))


def test_a_note_is_part_of_the_label_and_a_unit_is_not() -> None:
    text = "1.专职人员数（不含公报编辑人员）3\n（四）政府信息公开专项经费（单位：元）500"
    assert [label for _, label in found(text)] == ["1.专职人员数（不含公报编辑人员）", "（四）政府信息公开专项经费"]


def test_a_label_that_stands_twice_in_a_form_is_told_apart_by_its_neighbours() -> None:
    text = (
        "四、行政复议数量 5 （一）维持具体行政行为数 3 （二）被依法纠错数 1 （三）其他情形数 1 "
        "五、行政诉讼数量 4 （一）维持具体行政行为或者驳回原告诉讼请求数 2 （二）被依法纠错数 2 （三）其他情形数 0"
    )
    corrected = [code for code, label in found(text) if "纠错" in label]
    assert corrected == ["reconsideration_corrected", "litigation_corrected"]


def test_a_label_in_the_prose_before_the_table_is_not_its_row() -> None:
    text = "本年收到申请数较多。（一）收到申请数 件 7 1.当面申请数 件 2 2.传真申请数 件 0 3.网络申请数 件 5"
    received = next(hit for hit in hits(text) if ontology().rows[STATISTICS][hit.row].code == "applications_received")
    assert text[received.start :].startswith("（一）收到申请数 件 7")


def test_no_label_is_found_in_other_text() -> None:
    assert hits("本年度共召开会议三次，培训工作人员二百人。") == []


def test_a_label_with_an_ordinal_of_another_level_is_another_row() -> None:
    assert ("other_other", "3.其他") in found("（六）其他处理 3.其他", "applications")
    assert ("other_other", "其他") in found("（六）其他处理 其他", "applications")
    assert "other_other" not in [code for code, _ in found("（六）其他", "applications")]
