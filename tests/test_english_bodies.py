"""Departments, offices and national bodies by their English names, and what English questions count."""

from __future__ import annotations

import pytest
from answering import draft_of, evidence_of, plan_of, understood

from assistant.known import known_issuers
from assistant.naming import named_in
from assistant.question import plain
from index.model import Report

TEXTS = (
    """国家邮政局2022年政府信息公开工作年度报告
一、总体情况
2022年，国家邮政局主动公开政府信息7215条，召开新闻发布会4场。12305热线受理诉求5230件，财政预决算信息148条。
二、收到和处理政府信息公开申请情况
2022年，共收到政府信息公开申请146件。
三、行政复议和行政诉讼情况
2022年，因政府信息公开引发行政复议3件。
四、存在的问题
一是信息公开制度有待完善。
""",
    """国家邮政局2021年政府信息公开工作年度报告
一、总体情况
2021年，国家邮政局发布信息6930条，召开新闻发布会3场。12305热线受理诉求4102件。政务微信“邮政发布”推送302条。
二、收到和处理政府信息公开申请情况
2021年，共收到政府信息公开申请120件。
三、行政复议和行政诉讼情况
2021年，因政府信息公开引发行政复议2件。
四、存在的问题
一是信息公开制度有待完善。
""",
)


@pytest.fixture(scope="module")
def reports() -> tuple[Report, ...]:
    return tuple(understood(text, f"{number}.txt") for number, text in enumerate(TEXTS))


def bodies(text: str) -> list[tuple[str, str, str | None]]:
    named = named_in(plain(text), known_issuers(()))
    return [(one.stem, one.level, one.place.words if one.place else None) for one in named.departments]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Qinghai Provincial Government General Office", ("政府办公室", "省", "Qinghai")),
        ("the General Office of the Sichuan Provincial People's Government", ("政府办公室", "", "Sichuan")),
        ("General Office of the State Council", ("国务院办公厅", "国", None)),
        ("State Post Bureau", ("邮政", "国", None)),
        ("Civil Aviation Administration of China", ("民用航空", "国", None)),
        ("Ministry of Education", ("教育", "国", None)),
        ("Xiamen Municipal Tax Service, State Taxation Administration", ("税务", "市", "Xiamen")),
        ("Hebei S&T", ("科学技术", "", "Hebei")),
        ("Hebei science and technology department", ("科学技术", "", "Hebei")),
        ("Wuhan Municipal Health Commission", ("卫生健康", "市", "Wuhan")),
        ("the Yantai market regulator", ("市场监督管理", "", "Yantai")),
        ("Education Bureau of Hengyang", ("教育", "", "Hengyang")),
        ("Qingdao Customs", ("海关", "", "Qingdao")),
    ],
)
def test_an_english_name_is_a_body(text: str, body: tuple[str, str, str | None]):
    assert bodies(text) == [body]


def test_a_government_by_its_english_name_is_its_place():
    named = named_in(plain("Wuhan Municipal People's Government"), known_issuers(()))
    assert [place.words for place in named.places] == ["Wuhan"]
    assert not named.departments


def test_a_place_behind_the_comma_is_not_the_bodys():
    named = named_in(plain("Gansu's education bureau, Hengshan and Liping"), known_issuers(()))
    assert [one.place.words for one in named.departments if one.place] == ["Gansu"]
    assert [place.words for place in named.places] == ["Hengshan", "Liping"]


def test_a_national_body_is_found_by_its_english_name(reports: tuple[Report, ...]):
    plan = plan_of("How many applications did the State Post Bureau receive in 2022?", reports=reports)
    assert plan.reports == ("国家邮政局-2022",)


def values(question: str, reports: tuple[Report, ...] | None = None) -> list[str]:
    return [str(figure.value) for found in evidence_of(question, reports=reports).found for figure in found.figures]


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("How many items did the State Post Bureau publish proactively in 2022?", ["7215"]),
        ("How many hotline requests did the State Post Bureau accept in 2022?", ["5230"]),
        ("How many budget items did the State Post Bureau disclose in 2022?", ["148"]),
        ("How many WeChat posts did the State Post Bureau make in 2021?", ["302"]),
    ],
)
def test_what_is_counted_in_english(question: str, figures: list[str], reports: tuple[Report, ...]):
    assert values(question, reports) == figures


def test_money_is_not_what_is_counted():
    assert values("How many budget items did Suichang disclose in 2017?") == []
    assert values("What was Suichang's budget for disclosure in 2017?") != []


@pytest.mark.parametrize(
    "question",
    [
        "By what percentage did the State Post Bureau's hotline requests grow from 2021 to 2022?",
        "国家邮政局2022年12305热线受理诉求比2021年增长百分之几",
    ],
)
def test_growth_of_a_free_figure_over_two_years(question: str, reports: tuple[Report, ...]):
    draft = draft_of(question, reports=reports)
    assert [value.value for value in draft.values if value.computed] == ["27.5"]
    assert "“12305热线受理诉求”" in draft.statements[0].text


def test_by_how_many_asks_for_the_difference(reports: tuple[Report, ...]):
    draft = draft_of("By how many did applications to the State Post Bureau grow from 2021 to 2022?", reports=reports)
    assert [(value.value, value.unit) for value in draft.values if value.computed] == [("26", "件")]
