"""What no report is asked for is out of scope in the middle of a conversation too, and whatever place it names."""

from __future__ import annotations

import pytest

from tests.answering import draft_of, reading_of, text_of, understood

REPORT = understood(
    "青川县人民政府2014年政府信息公开工作年度报告\n\n一、概述\n县长信箱收到群众来信462件。\n二、依申请公开情况\n"
    "全县受理申请64件，其中信函申请18件。\n三、存在的主要问题\n公开不够及时。",
    "青川2014.txt",
)


@pytest.mark.parametrize(
    "conversation",
    [
        ["青川县2014年收到多少申请", "今天天气怎么样"],
        ["青川县2014年收到多少申请", "你是谁"],
        ["青川县2014年收到多少申请", "谢谢"],
        ["青川的天气怎么样"],
        ["青川县2014年收到多少申请", "写一首关于青川的诗"],
        ["How many applications did Qingchuan receive in 2014?", "Thanks!"],
    ],
)
def test_small_talk_is_out_of_scope(conversation: list[str]) -> None:
    assert draft_of(*conversation, reports=(REPORT,)).status == "out_of_scope"


@pytest.mark.parametrize("question", ["青川县2014年公开天气信息多少条", "青川县2014年办理天气预报申请几件"])
def test_what_is_made_public_on_the_weather_is_not(question: str) -> None:
    assert reading_of(question, reports=(REPORT,)).about_reports


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many letters from the public did Qingchuan receive in 2014?", "462"),
        ("How many applications by letter did Qingchuan receive in 2014?", "18"),
        ("How many applications did Qingchuan receive by letter in 2014?", "18"),
    ],
)
def test_letters_are_no_applications(question: str, expected: str) -> None:
    draft = draft_of(question, reports=(REPORT,))
    assert [one.value for one in draft.values] == [expected], text_of(draft)
