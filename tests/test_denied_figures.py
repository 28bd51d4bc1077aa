"""不同意公开 is never the figure of 同意公开, nor what became of a lawsuit that of a reconsideration."""

from __future__ import annotations

import pytest

from tests.answering import draft_of, understood

ONE_SIDED = understood(
    "青川县人民政府2012年政府信息公开工作年度报告\n\n一、概述\n全县稳步推进政府信息公开。\n二、依申请公开情况\n"
    "2012年全县收到政府信息公开申请31件。答复中，同意公开19件，信息不存在7件。\n"
    "三、行政复议和行政诉讼情况\n"
    "全年因信息公开申请行政复议的9件，维持6件、撤销2件；提起行政诉讼5件，其中3件驳回原告诉讼请求、2件尚在审理。",
    "青川2012.txt",
)
OTHER_SIDE = understood(
    "青川县人民政府2013年政府信息公开工作年度报告\n\n一、概述\n全县稳步推进政府信息公开。\n二、依申请公开情况\n"
    "2013年全县收到政府信息公开申请26件。答复中，不同意公开8件，信息不存在4件。\n三、存在的主要问题\n公开不够及时。",
    "青川2013.txt",
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("青川县2012年不同意公开多少件", []),
        ("青川县2012年不予公开几件", []),
        ("青川县2012年没有公开的申请有几件", []),
        ("青川县2012年同意公开多少件", ["19"]),
        ("青川县2012年信息不存在的有几件", ["7"]),
        ("青川县2013年不同意公开多少件", ["8"]),
        ("青川县2013年同意公开多少件", []),
        ("青川县2012年行政复议维持几件", ["6"]),
        ("青川县2012年行政诉讼维持几件", ["3"]),
        ("青川县2012年维持的诉讼有几件", ["3"]),
        ("青川县2012年复议撤销几件", ["2"]),
    ],
)
def test_what_is_denied_is_not_what_is_affirmed(question: str, expected: list[str]) -> None:
    assert [one.value for one in draft_of(question, reports=(ONE_SIDED, OTHER_SIDE)).values] == expected
