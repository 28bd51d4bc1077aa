"""A question for several rates of one thing is answered for each of them, or says which of them is not told."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from answering import draft_of, fill, understood, without_markers
from stand_ins import HashEmbedder

from assistant import chain
from assistant.chain import Assistant, open_assistant
from assistant.settings import Settings
from assistant.several_rates import rates_of

HEBEI = understood(
    "河北省人民政府2018年政府信息公开工作年度报告\n\n本报告由河北省人民政府办公厅编制，统计期限为2018年1月1日至12月31日。\n\n"
    "一、主动公开情况\n全省主动公开政府信息105条。\n二、依申请公开情况\n全省收到申请93件。\n三、建议提案和热线\n"
    "办理全国人大代表建议、政协提案212件，走访率95%，答复率98%，代表满意率97.1%。\n"
    "省长热线全年接听来电31200个，及时率93.4%，转办率98%，群众满意度91.2%。\n",
    "河北2018.txt",
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("rates") / "store", [HEBEI], HashEmbedder())


@pytest.fixture
def assistant(filled: Path, monkeypatch: pytest.MonkeyPatch, embedder: Any) -> Iterator[Assistant]:
    monkeypatch.setattr(chain, "load_embedder", lambda *_: embedder)
    for library in ("sentence_transformers", "transformers", "torch"):
        monkeypatch.setitem(sys.modules, library, None)
    opened = open_assistant(Settings(store=filled))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "said", "silent"),
    [
        ("河北省建议提案走访率和答复率分别是多少", {"走访率95%", "答复率98%"}, None),
        ("河北省建议提案的答复率、满意率各是多少？", {"答复率98%", "代表满意率97.1%"}, None),
        ("河北省2018年热线及时率与满意度是多少", {"及时率93.4%", "群众满意度91.2%"}, None),
        ("河北省热线转办率及满意率多少", {"转办率98%", "群众满意度91.2%"}, None),
        ("河北省热线及时率和回访率各多少", {"及时率93.4%"}, "回访率"),
        ("河北省热线回访率和及时率各多少", {"及时率93.4%"}, "回访率"),
        (
            "What are the visit and satisfaction rates of the hotline in Hebei in 2018?",
            {"群众满意度91.2%"},
            "visit rate",
        ),
    ],
)
def test_each_rate_is_answered_with_its_own_quote(
    assistant: Assistant, question: str, said: set[str], silent: str | None
):
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert {quote for quote in said if any(quote in one.quote for one in answer.citations)} == said
    assert len(answer.values) == len(said)
    assert (silent is None) or silent in without_markers(answer.answer).splitlines()[-1]


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("河北省建议提案走访率是多少", "走访率95%"),
        ("河北省建议提案满意率是多少", "代表满意率97.1%"),
        ("河北省热线满意率是多少", "群众满意度91.2%"),
        ("河北省热线及时率是多少", "及时率93.4%"),
        ("河北省热线转办率是多少", "转办率98%"),
    ],
)
def test_a_rate_is_the_one_that_is_called_so_of_what_is_asked(question: str, quote: str):
    draft = draft_of(question, reports=(HEBEI,))
    assert [quote in one.quote for one in draft.citations] == [True]


@pytest.mark.parametrize("question", ["河北省热线办结率是多少", "河北省建议提案面商率是多少"])
def test_another_rate_beside_it_is_no_answer(question: str):
    assert not draft_of(question, reports=(HEBEI,)).values


@pytest.mark.parametrize(
    "question",
    [
        "河北省热线满意率是多少",
        "河北省热线满意率比答复率高多少",
        "河北省收到申请和信件多少件",
        "How many rates are there and why?",
    ],
)
def test_what_asks_for_one_or_sets_two_against_each_other_is_not_parted(question: str):
    assert rates_of(question) == ()
