"""What a search for passages is given: the subject without place and year, and the Chinese names of what was read."""

from __future__ import annotations

import pytest
from answering import evidence_of, plan_of

from assistant.search import sought


def test_place_and_year_are_left_out():
    text = sought(plan_of("泸溪县2012年便民服务热线接听了多少来电")).text
    assert "泸溪" not in text
    assert "2012" not in text
    assert "热线" in text


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How many applications did Suichang receive in 2016?", "收到申请数"),
        ("What problems did Suichang report in 2016?", "存在的主要问题和不足"),
        ("How many calls did the hotline in Luxi take in 2012?", "热线"),
    ],
)
def test_an_english_question_is_searched_in_chinese_too(question: str, names: str):
    assert names in sought(plan_of(question)).text


def test_the_places_of_the_evidence_are_known():
    evidence = evidence_of("遂昌县2016年收到多少件申请")
    figure = evidence.found[0].figures[0]
    assert (figure.report, figure.start, figure.end) in sought(evidence.plan, evidence).places
