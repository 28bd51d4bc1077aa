"""What is left of a whole when a question takes a part away, computed with every operand cited, or not at all."""

from __future__ import annotations

import pytest
from answering import draft_of, reading_of, understood

from assistant.verify import verify
from index.model import Report

SHIJIAZHUANG = "石家庄桥西区2022年"
NARRATIVE = """# 遂昌县人民政府2011年政府信息公开工作年度报告

## 一、主动公开情况

2011年主动公开政府信息4120条，其中政府网站公开政府信息3900条。

## 二、依申请公开情况

2011年收到政府信息公开申请25件，其中当面申请14件，网上申请9件，信函申请2件。
"""


@pytest.fixture(scope="module")
def reports() -> tuple[Report, ...]:
    return (understood(NARRATIVE, "suichang.md"),)


@pytest.mark.parametrize(
    ("text", "left", "operands"),
    [
        (f"{SHIJIAZHUANG}除了自然人，其他申请人提了多少件", "22", ["143", "121"]),
        (f"{SHIJIAZHUANG}除自然人和商业企业外其他申请人申请多少件", "6", ["143", "121", "16"]),
        ("遂昌县2016年除了网络申请，其他方式申请有多少件", "8", ["24", "16"]),
        ("遂昌县2016年不算当面申请有多少件申请", "19", ["24", "5"]),
        ("遂昌县2016年去掉信函和网络申请还有几件", "5", ["24", "3", "16"]),
    ],
)
def test_a_part_is_taken_away(text: str, left: str, operands: list[str]) -> None:
    draft = draft_of(text)
    computed, *others = draft.values
    assert (computed.value, computed.computed) == (left, "difference")
    assert [one.value for one in others] == operands
    assert set(computed.citations) == {number for one in others for number in one.citations}
    assert [verdict.ruling for verdict in verify(draft)] == ["computed"]


def test_a_part_is_taken_from_what_the_text_states(reports: tuple[Report, ...]) -> None:
    draft = draft_of("遂昌县2011年除当面申请外还有多少件申请", reports=reports)
    assert draft.values[0].value == "11"


def test_channels_that_may_overlap_are_not_taken_away(reports: tuple[Report, ...]) -> None:
    """One piece of information may go out by several: the rest of the total is not what went out by the others."""
    draft = draft_of("遂昌县2011年除网站外其他渠道公开了多少条", reports=reports)
    assert (draft.status, draft.values) == ("not_reported", ())


@pytest.mark.parametrize(
    "text",
    [
        "遂昌县2016年除热线外收到多少申请",
        "遂昌县2016年除网络申请外办结了多少件",
        f"{SHIJIAZHUANG}除行政许可外作出多少处理决定",
    ],
)
def test_what_is_no_part_of_the_whole_is_not_taken_away(text: str) -> None:
    draft = draft_of(text)
    assert (draft.status, draft.values) == ("not_reported", ())


@pytest.mark.parametrize("text", ["遂昌县2016年收到多少申请", "遂昌县2016年网络申请比当面申请多几件"])
def test_a_question_that_takes_nothing_away(text: str) -> None:
    assert reading_of(text).operation != "without"
