"""A growth from zero: by how many is told, by which percentage cannot be."""

from __future__ import annotations

import pytest
from answering import draft_of, text_of, understood

from index.model import Report

BEFORE = """# 青禾县人民政府2016年政府信息公开工作年度报告
## 一、主动公开情况
2016年主动公开政府信息4120条。
## 二、依申请公开情况
2016年未收到政府信息公开申请。
"""
AFTER = BEFORE.replace("2016", "2017").replace("未收到政府信息公开申请", "收到政府信息公开申请3件")


@pytest.fixture(scope="module")
def reports() -> tuple[Report, ...]:
    return (understood(BEFORE, "before.md"), understood(AFTER, "after.md"))


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("青禾县2017年申请数比2016年增长多少", "由2016年的0件增至2017年的3件，增加3件"),
        ("By how much did applications to 青禾县 grow from 2016 to 2017?", "rose by 3, from 0 in 2016 to 3 in 2017"),
    ],
)
def test_the_amount_is_told(question: str, says: str, reports: tuple[Report, ...]) -> None:
    draft = draft_of(question, reports=reports)
    assert says in text_of(draft)
    assert [(one.value, one.computed) for one in draft.values if one.computed] == [("3", "difference")]


@pytest.mark.parametrize("question", ["青禾县2017年申请数比2016年增长百分之几", "青禾县2016到2017年申请增长率"])
def test_no_percentage_is(question: str, reports: tuple[Report, ...]) -> None:
    draft = draft_of(question, reports=reports)
    assert (draft.status, draft.values) == ("not_reported", ())
