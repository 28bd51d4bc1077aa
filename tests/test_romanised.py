"""Words of questions in Latin letters: what they spell is read, what is English or names a place is left alone."""

from __future__ import annotations

import pytest
from answering import SUICHANG_2017, evidence_of, reading_of
from hypothesis import given
from hypothesis import strategies as st

from assistant.aliases import MASK
from assistant.romanised import in_characters


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Suichang 2017 shenqing", "Suichang 2017 申请"),
        ("Suichang 2017 xingzheng chufa", "Suichang 2017 行政处罚"),
        ("Suichang xing zheng chu fa", "Suichang 行政处罚"),
        ("zhengfu xinxi", "政府信息"),
        ("Jilin shuiliting 2020", "Jilin 水利厅 2020"),
        ("遂昌县2017 nian shenqing jian", "遂昌县2017 年 申请 件"),
        ("How many shenqing did Suichang receive", "How many 申请 did Suichang receive"),
    ],
)
def test_words_are_read_by_their_pinyin(text: str, words: str):
    read = in_characters(text)
    assert read.replace(MASK, "") == words
    assert len(read) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "How long an answer did they give to women in Suichang?",
        "Qingyang, Hengshan and Shuicheng",
        "Which channel had the most items?",
        "遂昌县2017年收到多少件申请",
        "LED screens in 2018",
    ],
)
def test_english_words_and_places_stay(text: str):
    assert in_characters(text) == text


@given(st.text(max_size=60))
def test_any_text_stays_as_long_as_it_is(text: str):
    assert len(in_characters(text)) == len(text)


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("Suichang 2017 shenqing", "applications_received"),
        ("Suichang 2017 wangluo shenqing", "applications_online"),
        ("2017 nian Suichang shoudao duoshao shenqing", "applications_received"),
        ("How many shenqing did Suichang receive in 2017?", "applications_received"),
        ("Suichang xingzheng fuyi 2017", "reconsideration_total"),
        ("遂昌县2017年xingzheng susong几件", "litigation_total"),
    ],
)
def test_what_a_question_in_pinyin_asks_for(question: str, code: str):
    asked = reading_of(question).asked
    assert [(one.codes[0], one.sure) for one in asked] == [(code, True)]
    assert evidence_of(question).plan.reports == (SUICHANG_2017,)
