"""The statistics table with the year before beside the report's own: each figure is of the year that its head says."""

from __future__ import annotations

from collections.abc import Sequence

import forms
import pytest

from index.model import Document
from index.statutory import statutory_indicators

ROWS = [
    ("一、主动公开情况", "", "", ""),
    ("（一）主动公开政府信息数", "条", "120", "150"),
    ("其中：主动公开规范性文件数", "条", "3", "5"),
    ("制发规范性文件总数", "件", "3", "5"),
    ("（二）通过不同渠道和方式公开政府信息的情况", "", "", ""),
    ("1.政府公报公开政府信息数", "条", "0", "0"),
    ("2.政府网站公开政府信息数", "条", "110", ""),
    ("二、依申请公开情况", "", "", ""),
    ("（一）收到申请数", "件", "7", "9"),
    ("1.当面申请数", "件", "2", "3"),
    ("2.传真申请数", "件", "0", "0"),
    ("3.网络申请数", "件", "5", "6"),
    ("4.信函申请数", "件", "0", "0"),
]
NOW = {"proactive_total": "150", "channel_website": None, "applications_received": "9", "applications_online": "6"}


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Document:
    return forms.html([[forms.plain(*row) for row in (head, *rows)]])


def read(head: list[str], swapped: bool = False, year: int = 2016, more: tuple[str, ...] = ()) -> dict[str, str | None]:
    rows = [(label, unit, *((now, then) if swapped else (then, now)), *more) for label, unit, then, now in ROWS]
    found = statutory_indicators(table(head, rows), year)
    return {one.code: None if one.value is None else str(one.value) for one in found if one.code in NOW}


@pytest.mark.parametrize(
    ("head", "swapped"),
    [
        (["统计指标", "单位", "2015年", "2016年"], False),
        (["统计指标", "单位", "2016年", "2015年"], True),
        (["统计指标", "单位", "上年", "本年"], False),
        (["指标名称", "计量单位", "2016年度统计数", "上年度统计数"], True),
        (["指标", "单位", "去年同期", "本年数"], False),
    ],
)
def test_this_years_column_is_read(head: list[str], swapped: bool) -> None:
    assert read(head, swapped) == NOW


def test_the_change_beside_it_is_passed_over() -> None:
    assert read(["指标", "单位", "2015年", "2016年", "增减"], more=("2",)) == NOW


@pytest.mark.parametrize(
    "head",
    [
        ["统计指标", "单位", "数量", "数量"],
        ["统计指标", "单位", "本级", "下属单位"],
        ["统计指标", "单位", "2014年", "2015年"],
        ["统计指标", "单位", "本年", "本年"],
    ],
)
def test_heads_that_do_not_tell_leave_all_blank(head: list[str]) -> None:
    assert set(read(head).values()) == {None}


def test_a_column_left_empty_is_not_filled_with_last_years() -> None:
    empty = [(label, unit, then, "") for label, unit, then, _ in ROWS]
    found = statutory_indicators(table(("统计指标", "单位", "2015年", "2016年"), empty), 2016)
    assert found
    assert {one.state for one in found} == {"blank"}
