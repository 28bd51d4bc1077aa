"""Words that name an indicator and mean something beside it: information on decisions, the channels themselves, what
came of a hotline's calls, mail that is electronic; and what a part is a share of where no total is stated."""

from __future__ import annotations

import pytest
from answering import evidence_of, plan_of, reading_of, understood

from index.model import Report

TEXT = """泸溪县2019年政府信息公开工作年度报告
一、总体情况
2019年，泸溪县主动公开政府信息4120条，其中行政许可信息1150条，通过政府网站公开3000条，政务微博公开600条，政务微信公开520条。
县抖音号“云上泸溪”发布短视频431条。12345热线受理诉求4102件，办结4011件。
二、依申请公开情况
2019年，全县收到政府信息公开申请57件，其中信函申请16件。已全部答复，其中予以公开41件。
三、行政复议和行政诉讼情况
2019年，全县因政府信息公开被申请行政复议3件。行政许可处理决定48213件。
四、存在的主要问题
一是公开不够及时；二是解读形式单一。
"""


@pytest.fixture(scope="module")
def reports() -> tuple[Report, ...]:
    return (understood(TEXT, "luxi.txt"),)


def values(question: str, reports: tuple[Report, ...]) -> list[str]:
    return [str(figure.value) for found in evidence_of(question, reports=reports).found for figure in found.figures]


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("泸溪县2019年公开行政许可信息多少条", ["1150"]),
        ("泸溪县2019年公开行政处罚信息多少条", []),
        ("How many items on licensing did Luxi publish in 2019?", ["1150"]),
        ("How many websites does Luxi have?", []),
        ("How many items did Luxi publish on Weibo in 2019?", ["600"]),
        ("泸溪县2019年抖音号发布短视频多少条", ["431"]),
        ("How many hotline requests were concluded in Luxi in 2019?", ["4011"]),
        ("How many hotline requests did Luxi accept in 2019?", ["4102"]),
        ("How many applications did Luxi receive by e-mail in 2019?", []),
        ("How many applications did Luxi receive by letter in 2019?", ["16"]),
    ],
)
def test_a_figure_is_of_what_is_asked_for(question: str, figures: list[str], reports: tuple[Report, ...]):
    assert values(question, reports) == figures


@pytest.mark.parametrize("question", ["泸溪县2019年行政许可多少件", "How many licences did Luxi grant in 2019?"])
def test_decisions_themselves_are_the_indicator(question: str, reports: tuple[Report, ...]):
    asked = reading_of(question, reports=reports).asked
    assert [(one.codes[0], one.sure) for one in asked] == [("licensing_decisions", True)]


def test_an_outcome_is_a_share_of_what_was_received(reports: tuple[Report, ...]):
    evidence = evidence_of("What percentage of Luxi's applications were granted in 2019?", reports=reports)
    assert [str(found.figures[0].value) for found in (*evidence.found, *evidence.wholes)] == ["41", "57"]


@pytest.mark.parametrize(
    "question", ["Suichang 2017: reading points, staff and funding", "遂昌县2017年查阅点、工作人员和经费"]
)
def test_indicators_in_a_row_are_each_asked_for(question: str):
    codes = [one.codes[0] for one in reading_of(question).asked if one.sure]
    assert codes == ["reading_points", "staff", "funding"]


@pytest.mark.parametrize(
    ("question", "codes"),
    [
        ("How many applications and complaints did Suichang have in 2017?", ["applications_received", "complaints"]),
        ("How many matters were responded to on Weibo and WeChat in Suichang in 2017?", ["responses_weibo_wechat"]),
        ("How many applications and drones did Suichang have in 2017?", []),
    ],
)
def test_two_indicators_joined_are_both_asked_for(question: str, codes: list[str]):
    assert [one.codes[0] for one in reading_of(question).asked if one.sure] == codes


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("How many applications were carried over from 2018 in Suichang?", 2019),
        ("遂昌县从2018年结转的申请有几件", 2019),
        ("How many applications did Suichang carry over into 2019?", 2018),
    ],
)
def test_what_is_carried_over_stands_in_the_report_of_its_side(question: str, year: int):
    assert plan_of(question).reading.years == (year,)


def test_a_total_over_both_years_is_a_sum():
    reading = reading_of("Total applications in Suichang over both years")
    assert (reading.operation, reading.all_years) == ("sum", True)


@pytest.mark.parametrize(
    ("question", "codes"),
    [
        ("Were more applications made online or by letter in Suichang in 2017?",
         ["applications_online", "applications_letter"]),
        ("Suichang 2017: applications received, granted, refused",
         ["applications_received", "answered_granted", "answered_refused"]),
        ("遂昌县2017年网上申请多还是信函申请多", ["applications_online", "applications_letter"]),
    ],
)  # fmt: skip
def test_parts_share_the_noun_that_one_of_them_has(question: str, codes: list[str]):
    assert [one.codes[0] for one in reading_of(question).asked if one.sure] == codes


def test_break_down_asks_for_the_parts():
    reading = reading_of("Break down Suichang's 2017 applications by channel")
    assert reading.breakdown
    assert [(one.codes[0], one.sure) for one in reading.asked] == [("applications_received", True)]


def test_what_is_counted_part_by_part_stays_so():
    asked = reading_of("遂昌县2017年办了几期培训班、培训了多少人").asked
    assert [(one.codes[0], one.measure) for one in asked if one.codes] == [("trainings", "期"), ("trainees", "人")]
