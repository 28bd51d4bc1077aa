"""A figure that the report writes in full-width digits or Chinese numerals is said as it is written."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from answering import fill, understood
from stand_ins import HashEmbedder

from assistant.chain import open_assistant
from assistant.model import Answer, Figure
from assistant.phrases import amount
from assistant.settings import Settings

TEXT = """绍兴县2012年政府信息公开工作年度报告
绍兴县人民政府办公室

一、主动公开情况
2012年，全县新增主动公开政府信息１７，２０５条。
二、依申请公开情况
2012年，全县共收到政府信息公开申请５８件。
三、收费及经费情况
2012年，县财政安排信息公开专项经费四十五万元。
四、人员培训情况
2012年，全县共举办信息公开培训班3期，培训人员1 024人次。
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("written") / "store", (understood(TEXT, "a.txt"),), HashEmbedder())


def ask(filled: Path, text: str) -> Answer:
    opened = open_assistant(Settings(store=filled))
    try:
        return opened.ask(text)
    finally:
        opened.close()


@pytest.mark.parametrize(
    ("text", "said", "value"),
    [
        ("绍兴县2012年收到多少件申请", "５８件", "58"),
        ("How many applications did Shaoxing county receive in 2012?", "５８", "58"),
        ("绍兴县2012年信息公开专项经费多少", "四十五万元", "45"),
    ],
)
def test_the_answer_says_it_as_its_quote_does(filled: Path, text: str, said: str, value: str) -> None:
    answer = ask(filled, text)
    assert answer.status == "answered"
    assert said in answer.answer
    assert answer.values[0].value == value


def test_english_puts_chinese_numerals_in_digits() -> None:
    figure = Figure("绍兴县-2012", None, "专项经费", Decimal(45), "万元", "reported", "free", 0, 9, written="四十五")
    assert amount(figure, "zh") == "四十五万元"
    assert amount(figure, "en").startswith("45 ")


def test_a_figure_in_threes_parted_by_a_blank_is_said_in_plain_digits(filled: Path) -> None:
    answer = ask(filled, "绍兴县2012年培训了多少人次？")
    assert "1024" in answer.answer
    assert "1 024人次" in answer.citations[0].quote
