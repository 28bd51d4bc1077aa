"""Which of an issuer's own parts has most, what is inside what, who applied, and growth from a year that is named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from answering import draft_of, evidence_of, plan_of, reading_of, text_of, understood

from assistant.among_parts import among_parts, asks_among_parts
from assistant.facts import facts
from index.model import Report

TEXT = """遂昌县2016年政府信息公开工作年度报告

一、主动公开情况
2016年，县政府门户网站公开信息3896条，较2015年（3730条）增加166条。县直部门公开1250条，各乡镇公开2300条。
二、依申请公开情况
2016年，全县共收到政府信息公开申请61件，较2015年的46件增加15件。其中县直部门39件，乡镇22件。
申请量居前三位的部门依次为国土局（14件）、住建局（9件）、公安局（6件）。
受理政府信息公开申请的乡镇共11个。

附件：政府信息公开情况统计表
统计指标 单位 统计数
（三）申请答复数 件 60
1.属于已主动公开范围数 件 8
2.同意公开答复数 件 31
3.同意部分公开答复数 件 4
4.不同意公开答复数 件 12
其中：涉及国家秘密 件 1
涉及商业秘密 件 2
涉及个人隐私 件 3
危及国家安全、公共安全、经济安全和社会稳定 件 0
不是《条例》所指政府信息 件 5
法律法规规定的其他情形 件 1
5.不属于本行政机关公开数 件 3
6.申请信息不存在数 件 2
7.告知作出更改补充数 件 0
8.告知通过其他途径办理数 件 0
单位负责人：陈伯衡　审核人：王小满　填报人：李晓梅
"""


@pytest.fixture(scope="module")
def reports() -> tuple[Report, ...]:
    return (understood(TEXT, "suichang.txt"),)


@pytest.mark.parametrize(
    "question",
    [
        "遂昌2016年哪个部门申请最多",
        "遂昌县2016年哪些部门收到的申请最多",
        "Which department got the most applications in Suichang",
    ],
)
def test_the_sentence_says_which_part_has_most(question: str, reports: tuple[Report, ...]) -> None:
    plan = plan_of(question, reports=reports)
    assert asks_among_parts(plan, reports)
    (found,) = among_parts(plan, reports[0])
    assert reports[0].text[found.start : found.end].startswith("申请量居前三位的部门")


@pytest.mark.parametrize(
    "question", ["遂昌2016年哪个部门公开最多", "遂昌2016年哪个部门申请最少", "遂昌2016年哪个乡镇复议最多"]
)
def test_it_is_silent_where_no_sentence_says_so(question: str, reports: tuple[Report, ...]) -> None:
    plan = plan_of(question, reports=reports)
    assert asks_among_parts(plan, reports)
    assert among_parts(plan, reports[0]) == ()


def test_one_figure_of_all_parts_tells_of_none_of_them(reports: tuple[Report, ...]) -> None:
    assert draft_of("遂昌2016年乡镇中哪个最多", reports=reports).status == "not_reported"


def test_places_of_the_store_and_columns_are_put_in_order_by_their_figures(reports: tuple[Report, ...]) -> None:
    assert not asks_among_parts(plan_of("哪个县收到的申请最多", reports=reports), reports)
    assert not asks_among_parts(plan_of("遂昌2016年哪类申请人最多", reports=reports), reports)
    other = replace(
        reports[0], identity=replace(reports[0].identity, issuer=replace(reports[0].identity.issuer, name="别处"))
    )
    assert not asks_among_parts(plan_of("遂昌2016年哪个部门申请最多", reports=reports), (*reports, other))


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("遂昌2016年不同意公开里个人隐私的占多少", "25%"),
        ("遂昌2016年申请答复数中，不存在的占百分之几", "3.33%"),
        ("遂昌2016年信息不存在占申请答复的比例是多少", "3.33%"),
    ],
)
def test_a_part_inside_a_group_is_a_share_of_the_group(question: str, share: str, reports: tuple[Report, ...]) -> None:
    assert share in text_of(draft_of(question, reports=reports))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("遂昌2016年申请比2015年增加多少件", "15"),
        ("遂昌2016年申请比上年多多少件", "15"),
        ("遂昌申请比2015年增加多少件", "15"),
        ("遂昌网站公开信息比2015年增加多少条", "166"),
    ],
)
def test_growth_is_the_stated_change(question: str, expected: str, reports: tuple[Report, ...]) -> None:
    found = evidence_of(question, reports=reports).found
    assert [str(figure.value) for one in found for figure in one.figures] == [expected]


@pytest.mark.parametrize(
    ("question", "expected"), [("遂昌2016年各乡镇公开多少", "2300"), ("遂昌2016年县直部门公开多少", "1250")]
)
def test_the_word_for_what_is_done_tells_two_figures_apart(
    question: str, expected: str, reports: tuple[Report, ...]
) -> None:
    found = evidence_of(question, reports=reports).found
    assert [str(figure.value) for one in found for figure in one.figures] == [expected]


@pytest.mark.parametrize(("role", "name"), [("单位负责人", "陈伯衡"), ("审核人", "王小满"), ("填报人", "李晓梅")])
def test_who_signed_the_table_is_found(role: str, name: str, reports: tuple[Report, ...]) -> None:
    (found,) = facts(reading_of(f"遂昌2016年{role}是谁", reports=reports), reports[0])
    assert f"{role}：{name}" in reports[0].text[found.start : found.end]


@pytest.mark.parametrize(
    "question",
    ["桥西区2022年谁提的申请", "石家庄桥西区2022年都是谁申请的", "Who applied in Qiaoxi, Shijiazhuang in 2022?"],
)
def test_who_applied_asks_for_every_kind_of_applicant(question: str) -> None:
    asked = reading_of(question).asked
    assert [one.applicant for one in asked] == [
        "natural_person", "business", "research", "public_welfare", "legal_service", "other",
    ]  # fmt: skip
    assert all(one.sure and one.codes == ("applications_received",) for one in asked)
