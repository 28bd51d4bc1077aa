"""A fax number is a fact and no count of applications by fax; two counts asked in one breath are both answered."""

from __future__ import annotations

import pytest
from answering import draft_of, evidence_of, understood

GAOTAI = understood(
    "高台县人民政府2018年政府信息公开工作年度报告\n\n本报告由高台县人民政府办公室编制，统计期限为2018年1月1日至12月31日。\n"
    "地址：高台县府前街1号，办公电话：0936-6621111，传真：0936-6622222。\n\n"
    "一、主动公开情况\n组织集中培训3场，参训680人次。约谈单位2个，印发通报4期。\n"
    "二、依申请公开情况\n收到政府信息公开申请24件，其中传真申请9件。\n",
    "高台2018.txt",
)


@pytest.mark.parametrize(
    "text",
    [
        "高台县的传真是多少",
        "高台县传真号码",
        "高台县传真电话",
        "fax of Gaotai County",
        "what is the fax number of Gaotai County's office?",
    ],
)
def test_a_fax_number_is_given_by_the_words_that_hold_it(text: str):
    (extract,) = evidence_of(text, reports=(GAOTAI,)).extracts
    assert "0936-6622222" in GAOTAI.text[extract.start : extract.end]


@pytest.mark.parametrize("text", ["高台县传真申请几件", "how many applications by fax did Gaotai County receive?"])
def test_applications_by_fax_are_counted(text: str):
    assert [value.value for value in draft_of(text, reports=(GAOTAI,)).values] == ["9"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("高台县培训几场多少人次", ["3", "680"]),
        ("高台县举办多少场培训多少人参加", ["3", "680"]),
    ],
)
def test_both_counts_are_answered(text: str, values: list[str]):
    assert [value.value for value in draft_of(text, reports=(GAOTAI,)).values] == values
