"""Questions in people's own words: idioms, premises, claims to confirm, averages a day, clauses that lean on others."""

from __future__ import annotations

import pytest
from answering import draft_of, evidence_of, reading_of, text_of, understood

from assistant.question import asking_part
from index.model import Report
from index.segment import is_function_word

TEXT = """# 遂昌县人民政府2021年政府信息公开工作年度报告

## 一、总体情况

2021年，县政府新增主动公开政府信息3200条。开展“政府开放日”活动14场，参加群众共2150人次。
12345热线累计接听来电8200次，日均22余次。县长信箱经费不足。
“遂昌环保”微信公众号和“环保遂昌”微博累计发布信息1300余条。“遂昌发布”小程序累计注册用户2.5万人。
举办在线访谈9期。

## 二、依申请公开情况

2021年，全县收到政府信息公开申请45件。
"""


@pytest.fixture(scope="module")
def reports() -> tuple[Report, ...]:
    return (understood(TEXT, "suichang.md"),)


def values(question: str, reports: tuple[Report, ...]) -> list[str]:
    return [str(figure.value) for found in evidence_of(question, reports=reports).found for figure in found.figures]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("遂昌2021年政府开放日有多少人次参加", "2150"),
        ("遂昌热线平均一天接多少电话", "22"),
        ("遂昌热线一天平均接多少电话", "22"),
        ("遂昌小程序有多少注册用户", "2.5"),
        ("遂昌县政府网站在线访谈做了多少期", "9"),
        ("2021年遂昌收到几件", "45"),
        ("遂昌主动公开信息三千条对吗", "3200"),
    ],
)
def test_what_is_asked_is_found(question: str, value: str, reports: tuple[Report, ...]):
    assert values(question, reports) == [value]


def test_a_figure_for_two_things_together_is_no_sum(reports: tuple[Report, ...]):
    said = text_of(draft_of("遂昌环保微信公众号和环保遂昌微博一共发了多少条信息", reports=reports))
    assert "1300" in said
    assert "2600" not in said


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("遂昌有多少人在做信息公开工作", "staff"),
        ("从事信息公开的有几个人", "staff"),
        ("遂昌17年开了几次信息公开会", "meetings"),
        ("遂昌2017年有人打信息公开的官司吗", "litigation_total"),
        ("How many people work on information disclosure in Suichang?", "staff"),
    ],
)
def test_idioms(question: str, code: str):
    (asked,) = reading_of(question).asked
    assert asked.codes == (code,)
    assert asked.sure


def test_an_idiom_with_something_else_beside_it_is_not_sure():
    assert not any(asked.sure for asked in reading_of("遂昌有多少医生在做信息公开工作").asked)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("假设兰州和庆阳一样，那么兰州收到多少件", "兰州收到多少件"),
        ("If they are alike, how many did Lanzhou receive?", "how many did Lanzhou receive?"),
        ("兰州收到多少件", "兰州收到多少件"),
    ],
)
def test_a_premise_is_not_asked(text: str, asks: str):
    assert asking_part(text).strip() == asks


@pytest.mark.parametrize("word", ["怎么", "因为", "都", "两个", "谁"])
def test_words_that_name_nothing(word: str):
    assert is_function_word(word)


@pytest.mark.parametrize("word", ["医生", "各县", "LED", "GDP", "重复", "网站", "三百"])
def test_words_that_name_something(word: str):
    assert not is_function_word(word)


@pytest.mark.parametrize(
    "question", ["收录了哪些县区的年报", "What years are covered?", "Do you have anything on Suichang?"]
)
def test_what_there_is(question: str):
    assert reading_of(question).operation == "catalogue"


@pytest.mark.parametrize(
    ("question", "codes"),
    [
        (
            "洪泽区2023年行政许可、行政处罚、行政强制分别多少",
            ["licensing_decisions", "penalty_decisions", "coercion_decisions"],
        ),
        (
            "衡山县2017年当面、传真、网络、信函申请各几件",
            ["applications_in_person", "applications_fax", "applications_online", "applications_letter"],
        ),
        ("衡山县2017年微博和微信分别公开多少条", ["channel_weibo", "channel_wechat"]),
    ],
)
def test_several_things_each(question: str, codes: list[str]):
    assert sorted(code for asked in reading_of(question).asked for code in asked.codes) == sorted(codes)


def test_how_many_more_is_a_difference():
    assert reading_of("遂昌县2017年比2016年多收了几件申请").operation == "difference"


@pytest.mark.parametrize("question", ["遂昌县工作人员里兼职多少", "遂昌县工作人员中兼职的有几个"])
def test_a_part_beside_its_whole_is_the_part(question: str):
    assert [asked.codes for asked in reading_of(question).asked] == [("staff_part_time",)]


def test_half_a_name_is_no_name():
    """不予 stands in 不予公开17件 too."""
    report = understood(TEXT + "对17件申请答复不予公开，不予公开17件。\n", "suichang.md")
    assert values("遂昌县2021年不予处理几件", (report,)) == []
