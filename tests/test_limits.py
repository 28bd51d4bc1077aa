"""A limit in a question (超过200件, at least 10): read, and counted by."""

from __future__ import annotations

from decimal import Decimal

import pytest
from answering import draft_of, plan_of, text_of, understood
from hypothesis import given
from hypothesis import strategies as st

from assistant.limits import limit_in
from assistant.model import Limit


@pytest.mark.parametrize(
    ("text", "sign", "value"),
    [
        ("收到申请超过200件的有几个", ">", 200),
        ("不少于三十件", ">=", 30),
        ("10件以上的地方", ">=", 10),
        ("申请不到10件的", "<", 10),
        ("不超过1,000条", "<=", 1000),
        ("more than 1,200 applications", ">", 1200),
        ("at least 5", ">=", 5),
        ("5 or fewer", "<=", 5),
        ("under 40", "<", 40),
    ],
)
def test_a_limit_is_read(text: str, sign: str, value: int):
    found = limit_in(text)
    assert found is not None
    assert found[0] == Limit(sign, Decimal(value))
    assert 0 <= found[1][0] < found[1][1] <= len(text)


_OF_TIME = ["哪些单位超过三个月未更新", "不足5年的", "超过20个工作日", "which took more than 20 working days"]


@pytest.mark.parametrize(
    "text", [*_OF_TIME, "收到多少件申请", "How many more applications than last year?", "超过了吗", ""]
)
def test_none_where_none_is_set(text: str):
    assert limit_in(text) is None


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_signs_mean_what_they_say(value: int, bound: int):
    held = {sign: Limit(sign, Decimal(bound)).holds(Decimal(value)) for sign in ("<", "<=", "=", ">=", ">")}
    assert held["<"] != held[">="]
    assert held[">"] != held["<="]
    assert held["="] == (held["<="] and held[">="])


def test_the_places_within_the_limit_are_counted_and_named():
    reports = tuple(
        understood(
            f"{place}人民政府2021年政府信息公开工作年度报告\n一、总体情况\n2021年，{place}主动公开政府信息900条。\n"
            f"二、依申请公开情况\n2021年，收到政府信息公开申请{count}件，均已答复。\n",
            f"{place}.txt",
        )
        for place, count in (("泸溪县", 41), ("遂昌县", 12), ("雷山县", 205))
    )
    draft = draft_of("2021年有几个地方收到的申请超过40件", reports=reports)
    said = text_of(draft)
    assert draft.status == "answered"
    assert draft.values[0].value == "2"
    assert "泸溪县" in said
    assert "雷山县" in said
    assert "遂昌县2021年收到" not in said


def test_a_limit_on_one_place_is_no_count():
    assert plan_of("遂昌县2016年收到的申请超过10件吗").reading.limit is None
