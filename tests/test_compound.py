"""A question that asks several things one after the other is answered in each of its parts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from answering import fill, understood
from hypothesis import given
from hypothesis import strategies as st
from stand_ins import HashEmbedder

from assistant import chain
from assistant.chain import Assistant, open_assistant
from assistant.compound import joined, leaves_out, parts_of
from assistant.model import Answer, Citation, Value
from assistant.settings import Settings

TEXT = """遂昌县2016年政府信息公开工作年度报告

一、主动公开情况
2016年，政策法规类信息公开168条，占8.5%。县长信箱收到来信152封，办结率98.6%。“遂昌发布”微信公众号发布信息1875条。
抖音号发布短视频768条。县政府公报编发6期，召开新闻发布会5场。
二、依申请公开情况
2016年，全县共收到政府信息公开申请61件，其中同意公开39件，占答复总数的67.2%。
申请量居前三位的部门依次为国土局（14件）、住建局（9件）、公安局（6件）。
行政复议4件，行政诉讼2件。收取检索、复制等费用2.13万元。接待群众80人次。
三、存在的问题
一是公开不够及时。二是解读较少。
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("compound") / "store", [understood(TEXT, "suichang.txt")], HashEmbedder())


@pytest.fixture
def assistant(filled: Path, monkeypatch: pytest.MonkeyPatch, embedder: Any) -> Iterator[Assistant]:
    monkeypatch.setattr(chain, "load_embedder", lambda *_: embedder)
    for library in ("sentence_transformers", "transformers", "torch"):
        monkeypatch.setitem(sys.modules, library, None)
    opened = open_assistant(Settings(store=filled))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("遂昌县长信箱来信多少封，办结率是多少", ["152封", "98.6%"]),
        ("遂昌2016年同意公开几件，占多少", ["39件", "67.2%"]),
        ("遂昌抖音发了多少条，微信呢", ["768条", "1875条"]),
        ("遂昌复议多少件，诉讼多少件，收费多少", ["4件", "2件", "2.13万元"]),
        ("遂昌新闻发布会几场，存在什么问题", ["5场", "公开不够及时", "解读较少"]),
        ("2016年，遂昌收到多少申请，哪个部门最多", ["61件", "国土局（14件）"]),
        ("遂昌政府公报编发几期，书记是谁", ["6期", "没有说明"]),
    ],
)
def test_every_part_is_answered(question: str, said: list[str], assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert [piece for piece in said if piece not in answer.answer] == []
    text = assistant.report(answer.citations[0].report).text
    assert all(text[one.start : one.end] == one.quote for one in answer.citations)
    numbers = [one.id for one in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {number for value in answer.values for number in value.citations} <= set(numbers)


@pytest.mark.parametrize("question", ["遂昌政府公报编发几期，每期多少份", "遂昌抖音发了多少条，多少人"])
def test_a_part_that_is_not_said_is_not_made_up(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert [value.value for value in answer.values] in (["6"], ["768"])


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("遂昌收到多少申请", ()),
        ("2016年，遂昌收到多少申请", ()),
        ("遂昌收到多少申请，请回答", ()),
        ("2016年，遂昌收到多少申请，办结多少？", ("2016年,遂昌收到多少申请", "办结多少?")),
        ("How many came in, and how many were granted?", ("How many came in", "and how many were granted?")),
    ],
)
def test_a_question_is_parted_where_each_part_asks(question: str, parts: tuple[str, ...]) -> None:
    assert parts_of(question) == parts


@given(st.text(max_size=60))
def test_parts_are_pieces_of_the_question_in_its_order(question: str) -> None:
    parts = parts_of(question)
    assert len(parts) != 1
    assert sum(map(len, parts)) <= len(question)


def answer(text: str, value: str | None = None, start: int = 0, status: str = "answered") -> Answer:
    quote = Citation(1, "r", "t", "遂昌县人民政府", "遂昌县", 2016, ("一",), text, start, start + len(text))
    values = (Value(None, text, "遂昌县", 2016, value, "件", "reported", (1,)),) if value else ()
    return Answer("甲多少，乙多少", "zh", status, f"{text}[1]", values, (quote,))  # type: ignore[arg-type]


def test_the_answer_to_the_whole_stays_where_the_parts_say_no_more() -> None:
    whole = answer("甲12件", "12")
    silent = replace(answer("没有说明", status="not_reported"), citations=(), answer="没有说明")
    assert joined(whole, [whole, silent]) is whole
    assert joined(whole, [silent, whole]) is whole
    assert joined(whole, [whole, whole]) is whole
    assert leaves_out(whole, ("甲", "乙"))


def test_the_parts_do_not_replace_what_the_whole_rests_on() -> None:
    whole = answer("乙7件", "7", 300)
    assert joined(whole, [answer("甲12件", "12"), answer("丙3件", "3", 100)]) is whole
