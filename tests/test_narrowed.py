"""Parts and wholes, accounts by their names, counts over all years, several things asked in one question."""

from __future__ import annotations

import pytest
from answering import draft_of, evidence_of, text_of, understood

from index.model import Report

TEXT = """遂昌县2012年政府信息公开工作年度报告

一、概述
2012年，全县共有政府信息公开工作人员九十一名，其中专职人员十四名、兼职人员七十七名。组织培训11场次，培训人员640人次。
二、主动公开情况
截至2012年底，全县累计主动公开政府信息24810条，其中2012年新增主动公开政府信息7120条。通过公开栏公开信息930条。
“遂昌发布”微博全年发布信息2060条，拥有粉丝3.2万人。开通政务微博15个，发布微博信息4800条。
公共资源交易中心进场项目286个，成交273个，成交金额14.7亿元。共承办人大代表建议52件、政协提案38件。
热线接收线索2874条，办结2790条。县政府公报编发6期，发放3.6万册。“遂昌发布”微信公众号发布信息1875条。县政府门户网站日均访问量1.9万人次，全年访问量约690万人次。召开新闻发布会5次。县长信箱收到来信152封，回复149封。
三、依申请公开情况
2012年，全县共收到政府信息公开申请33件，其中当面申请20件，网上申请13件，办结32件。
申请人中，自然人26件、商业企业7件。
四、收费情况
2012年，全县各级行政机关未向申请人收取任何费用。发生行政诉讼3件，均胜诉。
"""


@pytest.fixture(scope="module")
def reports() -> tuple[Report, ...]:
    return (understood(TEXT, "suichang.txt"),)


def values(question: str, reports: tuple[Report, ...]) -> list[str]:
    return [str(figure.value) for found in evidence_of(question, reports=reports).found for figure in found.figures]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("遂昌2012年信息公开工作人员多少", ["91"]),
        ("遂昌2012年专职人员多少", ["14"]),
        ("遂昌2012年公开了多少条信息", ["7120"]),
        ("遂昌2012年公开多少条", ["7120"]),
        ("遂昌2012累计公开多少条", ["24810"]),
        ("遂昌2012年微博开了几个", ["15"]),
        ("遂昌2012年收了多少钱", ["0"]),
        ("遂昌2012年打了几场官司", ["3"]),
        ("遂昌2012年培训几场、多少人", ["11", "640"]),
        ("遂昌2012年公共资源进场、成交了多少项目、多少钱", ["286", "273", "14.7"]),
        ("遂昌2012年热线收到多少线索、办结多少", ["2874", "2790"]),
        ("遂昌2012年建议提案一共多少", ["52", "38"]),
        ("遂昌发布发了多少条微博", ["2060"]),
        ("遂昌发布发了多少条信息", []),
        ("遂昌2012年收到的申请是不是30件", ["33"]),
        ("遂昌2012年收到300件申请对吗", ["33"]),
        ("遂昌2012年收到的33件申请对吗", ["33"]),
        ("遂昌2012年公民申请几件", ["26"]),
        ("遂昌2012年企业提的申请有多少", ["7"]),
        ("遂昌2012年微信发了多少条", ["1875"]),
        ("遂昌2012年网站全年访问量", ["690"]),
        ("遂昌2012年网站日均访问量", ["1.9"]),
        ("遂昌2012年召开发布会几次", ["5"]),
        # 败诉 is not what 均胜诉 counts, and what was not charged was not waived.
        ("遂昌2012年行政诉讼败诉几件", []),
        ("遂昌2012年减免了多少费用", []),
    ],
)
def test_the_figure_of_its_own_kind(question: str, expected: list[str], reports: tuple[Report, ...]) -> None:
    assert values(question, reports) == expected


def test_summands_are_added_up(reports: tuple[Report, ...]) -> None:
    assert text_of(draft_of("遂昌2012年建议提案一共多少", reports=reports)).startswith("合计90件")


TIMES = understood(
    "庆河市人民政府2009年政府信息公开工作年度报告\n\n一、主动公开\n通过门户网站公开。\n二、依申请公开\n"
    "2008年5月1日至2009年底，庆河市共接待查阅群众六十一人次。2009年接待查阅群众三十七人次。\n"
    "全年共收到政府信息公开申请26件（含上年结转9件），年底剩余未办。\n三、行政复议、诉讼\n未发生。",
    "庆河2009.txt",
)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("庆河市2009年接待查阅群众多少人次？", ["37"]),
        ("庆河市2009年结转下年多少件？", []),
        ("庆河市2009年上年结转多少件？", ["9"]),
    ],
)
def test_a_figure_of_another_time_is_no_answer(text: str, values: list[str]):
    assert [one.value for one in draft_of(text, reports=(TIMES,)).values] == values
