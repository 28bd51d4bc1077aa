"""Who holds an office, told by the post alone: 由县长任组长."""

from __future__ import annotations

import pytest
from answering import draft_of, text_of, understood

REPORT = """慈利县人民政府2018年政府信息公开工作年度报告
一、概述
根据《中华人民共和国政府信息公开条例》编制本报告，包括主动公开、依申请公开、行政复议和行政诉讼情况。
二、组织领导
{sentence}
三、依申请公开情况
收到申请3件。
"""


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("县政府成立了由县长任组长的政府信息公开工作领导小组。", "由县长任组长"),
        ("成立了领导小组，分管领导任组长，县政府办公室主任任副组长。", "分管领导任组长"),
        ("成立了领导小组，常务副县长张明任组长，县长多次听取汇报。", "常务副县长张明任组长"),
    ],
)
@pytest.mark.parametrize("question", ["领导小组组长是谁", "政府信息公开领导小组由谁任组长"])
def test_the_post_of_the_head_is_told(sentence: str, said: str, question: str) -> None:
    draft = draft_of(f"慈利县2018年{question}", reports=(understood(REPORT.format(sentence=sentence)),))
    assert said in text_of(draft)


def test_a_deputy_is_not_the_head() -> None:
    report = understood(REPORT.format(sentence="成立了领导小组，县政府办公室主任任副组长。"))
    assert "副组长" not in text_of(draft_of("慈利县2018年领导小组组长是谁", reports=(report,)))
