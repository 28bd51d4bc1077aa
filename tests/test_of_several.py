"""A figure that a report gives for several things together answers nobody who asks for one of them."""

from __future__ import annotations

import pytest
from answering import draft_of, understood

LINZE = understood(
    "临泽县人民政府2019年政府信息公开工作年度报告\n\n本报告由临泽县人民政府办公室编制，统计期限为2019年1月1日至12月31日。\n\n"
    "一、主动公开情况\n公开行政许可和行政处罚信息1380条，通过政务微博和政务微信发布信息1034条。"
    "发布政策解读稿件和图解共88篇，公开财政预算决算信息146条。发布或转载国家政策文件62篇。\n"
    "二、依申请公开情况\n全年共收到政府信息公开申请57件，其中信函和电子邮件申请31件，当面申请26件。\n"
    "三、互动交流情况\n承办建议提案521件，办理投诉举报和咨询2117件。召开新闻发布会、座谈会14场次。\n"
    "四、监督情况\n开展督查12次和培训6次。\n",
    "临泽县2019.txt",
)


@pytest.mark.parametrize(
    "text",
    [
        "临泽县行政处罚信息公开多少条",
        "临泽县公开行政许可信息多少条",
        "临泽县政务微博发布信息多少条",
        "临泽县微信发了几条",
        "临泽县发布图解多少篇",
        "临泽县决算信息公开多少条",
        "临泽县信函申请多少件",
        "临泽县通过电子邮件收到的申请有几件",
        "临泽县提案多少件",
        "临泽县承办建议几件",
        "临泽县投诉多少件",
        "临泽县咨询多少件",
        "临泽县座谈会开了几场",
        "how many administrative penalties did Linze County publish in 2019?",
        "how many items did Linze County publish on WeChat in 2019?",
    ],
)
def test_one_of_several_things_is_not_answered_by_the_figure_of_all(text: str):
    assert draft_of(text, reports=(LINZE,)).status == "not_reported"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("临泽县行政许可和行政处罚信息公开多少条", "1380"),
        ("临泽县行政处罚、行政许可共公开多少条", "1380"),
        ("临泽县微博微信共发布信息多少条", "1034"),
        ("临泽县承办建议提案多少件", "521"),
        ("临泽县公开财政预算决算信息多少条", "146"),
        ("临泽县发布或转载政策文件多少篇", "62"),
        ("临泽县转载国家政策文件多少篇", "62"),
        ("临泽县当面申请几件", "26"),
        ("临泽县开展督查多少次", "12"),
        ("临泽县培训几次", "6"),
    ],
)
def test_all_of_them_and_what_stands_apart_are_answered(text: str, value: str):
    assert {one.value for one in draft_of(text, reports=(LINZE,)).values} == {value}


def test_applications_by_two_ways_are_an_indicator_of_neither():
    codes = {item.code for item in LINZE.indicators}
    assert "applications_in_person" in codes
    assert codes.isdisjoint({"applications_letter", "applications_online"})
