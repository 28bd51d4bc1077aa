"""A number to call is told where the report has one; how often people called is none."""

from __future__ import annotations

import pytest
from answering import draft_of, text_of, understood

REPORT = """慈利县人民政府2018年政府信息公开工作年度报告
一、概述
根据《中华人民共和国政府信息公开条例》编制本报告，包括主动公开、依申请公开、行政复议和行政诉讼情况。{sentence}
二、依申请公开情况
收到申请3件。
"""


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("联系电话：0744-3222118。", "0744-3222118"),
        ("如有疑问请拨打3222118，由县政府办解答。", "3222118"),
        ("咨询热线为12345。", "12345"),
    ],
)
def test_a_number_to_call_is_told(sentence: str, number: str) -> None:
    report = understood(REPORT.format(sentence=sentence))
    assert number in text_of(draft_of("慈利县2018年联系电话是多少", reports=(report,)))


@pytest.mark.parametrize(
    "sentence",
    ["政府服务热线全年接听市民来电12635次。", "热线受理群众电话20,118个。", "服务热线累计办理来电12635余件。"],
)
def test_a_number_of_calls_is_none(sentence: str) -> None:
    report = understood(REPORT.format(sentence=sentence))
    assert "没有说明" in text_of(draft_of("慈利县2018年联系电话是多少", reports=(report,)))
