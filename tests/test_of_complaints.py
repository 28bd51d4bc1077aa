"""What came of complaints is told by no indicator, and never by what came of applications or by how many there were."""

from __future__ import annotations

import pytest
from answering import draft_of, understood

REPORT = """慈利县人民政府2018年政府信息公开工作年度报告
一、概述
根据《中华人民共和国政府信息公开条例》编制本报告，包括主动公开、依申请公开、行政复议和行政诉讼情况。
二、有关情况
{sentence}
"""
BOTH = "收到信息公开申请9件，办结8件；收到投诉7件，办结5件。"


@pytest.mark.parametrize(
    ("sentence", "question", "figures"),
    [
        (BOTH, "投诉办结多少件", ["5"]),
        (BOTH, "办结投诉多少件", ["5"]),
        (BOTH, "收到投诉多少件", ["7"]),
        (BOTH, "申请办结多少件", ["8"]),
        ("全年收到投诉7件，均已处理。", "投诉办结多少件", []),
        ("收到信息公开申请9件，办结8件。", "投诉办结多少件", []),
        ("收到信息公开申请9件，办结8件。收到投诉7件。", "How many complaints were concluded?", []),
        ("收到信息公开申请9件，办结8件。收到投诉7件。", "How many complaints were received?", ["7"]),
    ],
)
def test_what_came_of_complaints(sentence: str, question: str, figures: list[str]) -> None:
    report = understood(REPORT.format(sentence=sentence))
    asked = f"慈利县2018年{question}" if not question.isascii() else f"Cili County 2018: {question}"
    assert [value.value for value in draft_of(asked, reports=(report,)).values] == figures
