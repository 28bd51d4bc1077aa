"""Plan → Evidence: indicators, then figures of the text, then nothing; a blank is never 0 and nothing stands in."""

from __future__ import annotations

from decimal import Decimal

import pytest
from answering import (
    JINGDEZHEN,
    LUXI,
    QIAOXI_SHIJIAZHUANG,
    SAMPLES,
    SHUILI,
    SUICHANG_2016,
    SUICHANG_2017,
    evidence_of,
    in_folder,
    invented,
    plan_of,
    report,
    understood,
)

from assistant.as_figures import indicator_figures
from assistant.evidence import figures_for
from assistant.model import Figure, Found
from index.model import Report


def found_in(*conversation: str) -> Found:
    """The one thing that one report says of a question."""
    (found,) = evidence_of(*conversation).found
    return found


def best_of(*conversation: str) -> tuple[str, str, str]:
    """The best figure for a question: its value, unit and source."""
    figure = found_in(*conversation).figures[0]
    return format(figure.value or Decimal(0), "f"), figure.unit, figure.source


@pytest.mark.parametrize(
    ("text", "value", "unit", "source"),
    [
        ("遂昌县2016年收到多少件申请", "24", "件", "table"),
        ("遂昌县2016年传真申请几件", "0", "件", "table"),
        ("遂昌县2017年专项经费多少", "9.25", "万元", "table"),
        ("遂昌县2017年培训多少人次", "318", "人次", "table"),
        ("泸溪县2012年收到多少件申请", "17", "件", "text"),
        ("泸溪县2012年主动公开多少条信息", "3126", "条", "text"),
        ("泸溪县2012年行政诉讼几件", "1", "件", "text"),
        ("泸溪县2012年接听来电多少个", "4815", "个", "free"),
        ("景德镇市2019年收到多少件申请", "212", "件", "table"),
        ("景德镇市2019年行政许可处理决定多少件", "51873", "件", "table"),
        ("景德镇市2019年规章对外公开总数量是多少", "11", "件", "table"),
        ("景德镇市2019年采购总金额", "31250.6", "万元", "table"),
        ("石家庄桥西区2022年行政处罚多少件", "1833", "件", "table"),
        ("石家庄桥西区2022年现行有效规范性文件几件", "36", "件", "table"),
        ("石家庄桥西区2022年复议后起诉维持几件", "2", "件", "table"),
        ("石家庄桥西区2022年12345热线工单多少件", "8.7", "万件", "free"),
        ("吉林省水利厅2020年收到多少件申请", "26", "件", "table"),
    ],
)
def test_each_form_of_report_gives_its_figure(text: str, value: str, unit: str, source: str):
    assert best_of(text) == (value, unit, source)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("石家庄桥西区2022年自然人申请几件", "121"),
        ("石家庄桥西区2022年商业企业申请几件", "16"),
        ("石家庄桥西区2022年科研机构申请几件", "2"),
        ("石家庄桥西区2022年社会公益组织申请几件", "0"),
        ("石家庄桥西区2022年法律服务机构申请几件", "3"),
        ("石家庄桥西区2022年企业提的申请予以公开几件", "9"),
    ],
)
def test_an_applicant_column_is_never_the_total(text: str, value: str):
    figure = found_in(text).figures[0]
    assert format(figure.value or Decimal(0), "f") == value
    assert figure.applicant is not None


def test_the_total_column_is_the_whole_and_has_no_column():
    figure = found_in("石家庄桥西区2022年收到申请几件").figures[0]
    assert (figure.value, figure.applicant) == (Decimal(143), None)


# -- blank and zero -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "遂昌县2017年传真申请几件",
        "遂昌县2016年其他方式公开多少条",
        "遂昌县2016年主要负责同志参加在线访谈几次",
        "遂昌县2016年依申请公开信息收取的费用",
        "遂昌县2017年行政诉讼维持几件",
        "吉林省水利厅2020年属于国家秘密的几件",
    ],
)
def test_a_blank_cell_is_no_figure_and_no_zero(text: str):
    found = found_in(text)
    assert found.figures == ()
    assert found.blank is not None
    assert (found.blank.value, found.blank.state) == (None, "blank")


@pytest.mark.parametrize(
    ("text", "zero"),
    [
        ("遂昌县2016年传真申请几件", "table"),
        ("遂昌县2017年微博公开多少条", "table"),
        ("泸溪县2012年行政复议几件", "text"),
        ("泸溪县2012年依申请公开信息收取的费用", "text"),
        ("石家庄桥西区2022年行政强制几件", "table"),
    ],
)
def test_a_zero_is_a_figure(text: str, zero: str):
    figure = found_in(text).figures[0]
    assert (figure.value, figure.state, figure.source) == (Decimal(0), "reported", zero)


def test_a_zero_in_words_is_told_from_one_in_figures():
    assert found_in("泸溪县2012年行政复议几件").figures[0].stated_zero
    assert not found_in("遂昌县2016年传真申请几件").figures[0].stated_zero


def test_a_fee_not_charged_says_nothing_of_applications():
    one = understood(
        "泸溪县人民政府2013年政府信息公开工作年度报告\n一、主动公开情况\n主动公开政府信息300条。\n"
        "二、收费情况\n未收取依申请公开信息的任何费用。\n三、存在的问题\n力量不足。\n"
    )
    figures, _ = indicator_figures(one, "applications_received", None)
    assert figures == ()


def test_a_figure_of_the_text_never_fills_a_blank_cell():
    found = found_in("遂昌县2017年传真申请几件")
    assert found.figures == ()


# -- what is not there --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "泸溪县2012年专项经费多少",
        "泸溪县2012年培训多少人次",
        "遂昌县2016年上半年收到多少件申请",
        "遂昌县2016年1月收到多少件申请",
        "遂昌县2016年1月主动公开多少条信息",
        "遂昌县2016年12月主动公开多少条信息",
        "遂昌县2017年5月公开信息多少条",
        "遂昌县2016年网信办收到多少件申请",
        "遂昌县2016年GDP是多少",
        "遂昌县2016年每名工作人员处理多少件申请",
        "遂昌县2016年日均公开信息多少条",
        "遂昌县2016年没有按时办结的有几件",
        "遂昌县2016年不按时办结的申请几件",
        "遂昌县2016年不属于主动公开的信息多少条",
        "遂昌县2016年没有参加培训的人员多少",
        "吉林省水利厅2020年业务培训多少次",
        "How many applications did Suichang receive in January 2016?",
        "How many applications were not concluded on time in Suichang in 2016?",
    ],
)
def test_what_a_report_does_not_say_has_no_figure(text: str):
    assert all(found.figures == () for found in evidence_of(text).found)


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("遂昌县2016年没有同意公开的有几件", "9"),
        ("石家庄桥西区2022年商业企业提出的申请不予公开几件", "16"),
        ("石家庄桥西区2022年企业提出的申请被拒绝公开的有多少", "16"),
        ("景德镇市2019年规章公开总数是多少", "2"),
        ("景德镇市2019年规范性文件公开总数是多少", "15"),
        ("石家庄桥西区2022年因个人隐私不予公开几件", "5"),
        ("石家庄桥西区2022年处理申请几件", "143"),
        ("石家庄桥西区2022年行政收费多少", "0"),
    ],
)
def test_the_figure_of_another_row_is_never_given(text: str, never: str):
    figures = [figure for found in evidence_of(text).found for figure in found.figures]
    assert Decimal(never) not in [figure.value for figure in figures]


# -- several figures ----------------------------------------------------------------------------------------------


def test_every_report_is_asked_in_its_order():
    found = evidence_of("遂昌县收到多少件申请").found
    assert [(one.report, one.figures[0].value) for one in found] == [(SUICHANG_2016, 24), (SUICHANG_2017, 30)]


def test_every_thing_asked_is_looked_for_in_every_report():
    found = evidence_of("遂昌县2016年网络申请比信函申请多几件").found
    assert [one.figures[0].value for one in found] == [16, 3]


def test_what_says_the_same_and_what_contradicts_is_kept_beside_the_best():
    same = found_in("遂昌县2016年收到多少件申请").figures
    other = found_in("遂昌县2017年收到多少件申请").figures
    assert [(figure.value, figure.source) for figure in same] == [(24, "table"), (24, "text")]
    assert [(figure.value, figure.source) for figure in other] == [(30, "table"), (32, "text")]


def test_an_indicator_without_a_row_is_its_parts_all_of_them():
    (figure,) = found_in("石家庄桥西区2022年不予公开几件").figures
    assert (figure.code, figure.value) == ("refused", 5)
    assert [part.value for part in figure.parts] == [0, 0, 0, 2, 0, 3, 0, 0]
    assert {part.code for part in figure.parts} >= {"refused_third_party", "refused_process"}


def test_parts_with_a_blank_among_them_are_not_added_up():
    assert found_in("景德镇市2019年不予公开几件").figures == ()


def test_a_breakdown_is_the_parts():
    values = [one.figures[0].value for one in evidence_of("遂昌县2016年申请的各种渠道分别多少件").found]
    assert values == [5, 0, 16, 3]


def test_a_share_of_each_part_is_a_part_and_its_whole():
    evidence = evidence_of("遂昌县2016年各渠道申请的占比")
    assert [one.figures[0].value for one in evidence.found] == [5, 0, 16, 3]
    assert [one.figures[0].value for one in evidence.wholes] == [24, 24, 24, 24]


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("遂昌县2016年网络申请占收到申请的比例是多少", 16, 24),
        ("遂昌县2016年按时办结率", 22, 24),
        ("遂昌县2017年微信公开占主动公开总数的百分之几", 514, 5150),
        ("石家庄桥西区2022年自然人申请占比", 121, 143),
    ],
)
def test_a_share_is_of_the_indicator_above(text: str, part: int, whole: int):
    evidence = evidence_of(text)
    assert evidence.found[0].figures[0].value == part
    assert evidence.wholes[0].figures[0].value == whole


def test_a_percentage_that_the_report_states_goes_before_a_computed_one():
    figure = found_in("泸溪县2012年网站公开占主动公开的比例是多少").figures[0]
    assert (figure.value, figure.unit, figure.source) == (Decimal("79.33"), "%", "free")


def test_an_indicator_of_another_form_is_given_with_what_differs():
    figure = found_in("石家庄桥西区2022年申请办结数").figures[0]
    assert figure.code == "handled_total"
    assert figure.comparable


def test_a_figure_in_the_unit_of_something_else_is_no_answer():
    figures = found_in("遂昌县2016年培训班多少人次").figures
    assert all(figure.unit != "次" for figure in figures)


# -- every figure stands in its report ----------------------------------------------------------------------------


def stands(figure: Figure, one: Report) -> bool:
    quote = one.text[figure.start : figure.end]
    digits = format(figure.value, "f") if figure.value is not None else ""
    return figure.stated_zero or digits in quote.replace(",", "")


@pytest.mark.parametrize("one", [*invented(), *in_folder(SAMPLES)], ids=lambda one: one.id)
def test_every_indicator_and_free_figure_of_every_report_stands_in_its_quote(one: Report):
    for code in {item.code for item in one.indicators}:
        figures, blank = indicator_figures(one, code, None)
        assert all(stands(figure, one) and figure.state == "reported" for figure in figures)
        assert blank is None or blank.value is None
        assert all(figure.report == one.id and figure.code == code for figure in figures)


def test_no_report_is_asked_that_the_plan_does_not_name():
    plan = plan_of("遂昌县2016年收到多少件申请")
    assert [found.report for found in figures_for(plan, [report(SUICHANG_2016)]).found] == [SUICHANG_2016]
    assert figures_for(plan, []).found == ()


def test_each_department_and_place_keeps_its_own_figures():
    assert {found.report for found in evidence_of("哪个地方收到的申请最多").found} == {one.id for one in invented()}
    values = {found.report: found.figures[0].value for found in evidence_of("哪个地方收到的申请最多").found}
    assert values[SHUILI] == 26
    assert values[LUXI] == 17
    assert values[JINGDEZHEN] == 212
    assert values[QIAOXI_SHIJIAZHUANG] == 143
