"""The applications table with its pipes broken, its cells lost or its words misread: a figure is right or not read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest

from index.files import SourceFile, read
from index.understand import understand

START = """雷山县人民政府2022年政府信息公开工作年度报告

一、总体情况
2022年，全县主动公开政府信息3208条。

三、收到和处理政府信息公开申请情况
"""
END = "\n五、存在的主要问题及改进情况\n公开的主动性还需增强。\n雷山县人民政府\n2023年1月18日\n"
RULE = "|---|---|---|---|---|---|---|---|\n"
HEAD = f"""| （本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | 申请人情况 |  |  |  |  |  |  |
{RULE}|  | 自然人 | 法人或其他组织 |  |  |  |  | 总计 |
|  |  | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |  |
"""
LABELS = """一、本年新收政府信息公开申请数量
二、上年结转政府信息公开申请数量
（一）予以公开
（二）部分公开（区分处理的，只计这一情形，不计其他情形）
1.属于国家秘密
2.其他法律行政法规禁止公开
3.危及“三安全一稳定”
4.保护第三方合法权益
5.属于三类内部事务信息
6.属于四类过程性信息
7.属于行政执法案卷
8.属于行政查询事项
1.本机关不掌握相关政府信息
2.没有现成信息需要另行制作
3.补正后申请内容仍不明确
1.信访举报投诉类申请
2.重复申请
3.要求提供公开出版物
4.无正当理由大量反复申请
5.要求行政机关确认或重新出具已获取信息
1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请
2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请
3.其他
（七）总计
四、结转下年度继续办理""".splitlines()
FIGURES = {0: (16, 3, 0, 0, 0, 0, 19), 1: (2, 0, 0, 0, 0, 0, 2), 2: (9, 1, 0, 0, 0, 0, 10), 3: (2, 1, 0, 0, 0, 0, 3),
           12: (5, 1, 0, 0, 0, 0, 6), 23: (16, 3, 0, 0, 0, 0, 19), 24: (2, 0, 0, 0, 0, 0, 2)}  # fmt: skip
ROWS = [(label, list(map(str, FIGURES.get(number, (0,) * 7)))) for number, label in enumerate(LABELS)]
Read = dict[tuple[str, str | None], Decimal]


def piped(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"


def figures(table: str) -> Read:
    """Every figure that is read from a report with this table."""
    document = read(SourceFile("a.md", "a.md", (START + table + END).encode()))
    found = [one for one in understand(document, "a.md", "").indicators if one.source == "table"]
    assert all(one.why for one in found if one.state == "blank")
    for one in found:
        assert one.value is None or Decimal(document.text[one.at : one.at_end]) == one.value
        assert one.at is None or one.start <= one.at < one.end
    return {(one.code, one.applicant): one.value for one in found if one.value is not None}


@pytest.fixture(scope="module")
def whole() -> Read:
    """The figures of the undamaged table."""
    found = figures(HEAD + "".join(piped(label, *cells) for label, cells in ROWS))
    assert len(found) == 25 * 7
    assert found["handled_total", "natural_person"] == 16
    return found


def broken(every: int, head: str = "") -> str:
    """The table in pieces of so many rows, a blank line and `head` before each, the total's cells empty."""
    pieces = (ROWS[start : start + every] for start in range(0, len(ROWS), every))
    return HEAD + f"\n{head}".join("".join(piped(label, *cells[:6], "") for label, cells in piece) for piece in pieces)


UNRULED = HEAD.replace(RULE, "")


def unruled(every: int, between: str = "") -> str:
    """The table without the rule under its head, in pieces of so many rows."""
    pieces = (ROWS[start : start + every] for start in range(0, len(ROWS), every))
    return UNRULED + f"\n{between}".join("".join(piped(label, *cells) for label, cells in piece) for piece in pieces)


def torn(left: Sequence[int], right: Sequence[int], cut: int = 4, heads: bool = False) -> str:
    """The columns before `cut` with the labels, and those behind it as a table of their own; of both only some rows."""
    names = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    first = (piped("", *names[:cut]) if heads else "") + "".join(piped(ROWS[n][0], *ROWS[n][1][:cut]) for n in left)
    second = (piped(*names[cut:]) if heads else "") + "".join(piped(*ROWS[n][1][cut:]) for n in right)
    return f"{first}\n{second}"


ALL = range(len(ROWS))
DAMAGED: dict[str, tuple[Callable[[], str], int]] = {
    "pieces of five rows": (lambda: broken(5), 150),
    "pieces of a row": (lambda: broken(1), 150),
    "pieces with empty heads": (lambda: broken(5, piped(*[""] * 8) + RULE), 150),
    "labels and figures in pieces": (
        lambda: HEAD + "".join(f"\n{piped(label)}\n{piped(*cells[:6], '')}" for label, cells in ROWS),
        0,
    ),
    "zeros left out with their cells": (
        lambda: HEAD + "".join(piped(label, *(cell for cell in cells if cell != "0")) for label, cells in ROWS),
        0,
    ),
    "zeros left out": (
        lambda: HEAD + "".join(piped(label, *("" if cell == "0" else cell for cell in cells)) for label, cells in ROWS),
        0,
    ),
    "misread heads": (
        lambda: (
            HEAD.replace("自然人", "自 然 人")
            .replace("总计", "总 汁")
            .replace("企业", "企亚")
            .replace("其他 ", "其它 ")
            + "".join(piped(label, *cells) for label, cells in ROWS)
        ),
        0,
    ),
    "misread labels": (
        lambda: HEAD + "".join(piped(label.replace("予以", "子以").replace("新收", "新牧"), *c) for label, c in ROWS),
        0,
    ),
    "misread digits": (
        lambda: (
            HEAD + "".join(piped(label, *(c.replace("0", "O").replace("1", "l") for c in cs)) for label, cs in ROWS)
        ),
        0,
    ),
    "pieces without a rule": (lambda: unruled(5), 175),
    "pieces without a rule, the head one of them": (lambda: UNRULED + "\n" + unruled(5)[len(UNRULED) :], 175),
    "pieces without a rule, page numbers between them": (lambda: unruled(5, "- 12 -\n\n"), 175),
    "rows without a rule, page numbers between them": (lambda: unruled(1, "12\n"), 175),
    "columns torn apart": (lambda: torn(ALL, ALL), 175),
    "columns torn apart with their heads": (lambda: torn(ALL, ALL, 2, heads=True), 175),
    "columns torn from the labels": (lambda: torn(ALL, ALL, 0), 0),
    "columns torn apart, a row lost": (lambda: torn(ALL, ALL[1:]), 0),
    "columns torn apart, rows in another order": (lambda: torn(ALL, [*ALL[1:], 0]), 0),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_table_gives_no_wrong_figure(damage: str, whole: Read) -> None:
    damaged, least = DAMAGED[damage]
    found = figures(damaged())
    assert {key: value for key, value in found.items() if whole[key] != value} == {}
    assert len(found) >= least
