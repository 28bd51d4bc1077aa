"""A conversation whose questions take back, relate or ask again: no, I meant 2017; what is the difference; why."""

from __future__ import annotations

import pytest
from answering import SUICHANG_2016, SUICHANG_2017, draft_of, plan_of, reading_of, understood, without_markers

from assistant.question import asking_part
from index.model import Report

FIRST = "How many applications did Suichang receive in 2016?"
HOTLINE = """泸溪县2016年政府信息公开工作年度报告
一、概述
2016年，泸溪县12345热线受理诉求4102件，办结4011件。编发《泸溪公报》24期，发行12万册。
二、依申请公开情况
2016年，全县收到政府信息公开申请19件，办结19件。
三、行政复议和行政诉讼情况
2016年，全县因政府信息公开被申请行政复议3件。
四、存在的主要问题
一是公开不够及时；二是解读形式单一。
"""


@pytest.fixture(scope="module")
def reports() -> tuple[Report, ...]:
    return (understood(HOTLINE, "luxi.txt"),)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("No, I meant Suichang", "Suichang"),
        ("sorry, 2017", "2017"),
        ("not 2016, but 2017", "2017"),
        ("I didn't mean 2016, I meant 2017", "2017"),
        ("不是2021年，是2020年", "2020年"),
        ("不对，我问的不是泸溪，而是遂昌", "遂昌"),
    ],
)
def test_what_is_taken_back_is_left_out(text: str, rest: str):
    assert asking_part(text).strip() == rest


@pytest.mark.parametrize(
    "text", ["No applications in 2017?", "not held", "不是《条例》所指政府信息的有几件", "是不是30件"]
)
def test_a_denial_takes_nothing_back(text: str):
    assert asking_part(text) == text


@pytest.mark.parametrize("last", ["No, I meant 2017", "sorry, 2017", "Not 2016, 2017", "不是2016年，是2017年"])
def test_a_correction_keeps_the_subject(last: str):
    reading = reading_of(FIRST, last)
    assert reading.years == (2017,)
    assert [asked.codes[0] for asked in reading.asked] == ["applications_received"]


@pytest.mark.parametrize(
    "last", ["What is the difference?", "差多少", "and together?", "Which of them is higher?", "两个加起来多少？"]
)
def test_two_years_asked_for_one_after_the_other_are_set_beside_each_other(last: str):
    assert set(plan_of(FIRST, "and in 2017?", last).reports) == {SUICHANG_2016, SUICHANG_2017}


def test_places_asked_for_one_after_the_other_are_set_beside_each_other():
    reading = reading_of("遂昌县2017年收到多少申请", "泸溪县呢？", "哪个多？")
    assert [place.words for place in reading.places] == ["遂昌县", "泸溪县"]
    assert reading.operation == "highest"


def test_what_was_asked_before_the_subject_changed_is_not():
    reading = reading_of("遂昌县2017年收到多少申请", "泸溪县有几件行政诉讼？", "差多少")
    assert [place.words for place in reading.places] == ["泸溪县"]


def test_a_place_that_holds_the_one_before_is_itself(reports: tuple[Report, ...]):
    plan = plan_of("泸溪县2016年收到多少申请", "湘西州呢", reports=reports)
    assert plan.reports == ()


def test_why_after_refusals_asks_for_the_grounds():
    reading = reading_of("遂昌县2017年不予公开的有几件？", "为什么？")
    assert reading.breakdown
    assert reading.operation == "look_up"


def test_how_it_was_found_is_the_question_before_once_more():
    question = "How many more applications did Suichang receive in 2017 than in 2016?"
    again = draft_of(question, "How did you get that?")
    assert again.statements == draft_of(question).statements
    assert again.status == "answered"


@pytest.mark.parametrize(
    ("conversation", "values"),
    [
        (("How many hotline requests did Luxi take in 2016?", "How many of them were concluded?"), ["4011"]),
        (("泸溪县2016年12345热线受理诉求多少件", "其中办结多少？"), ["4011"]),
        (("How many applications did Luxi receive in 2016?", "How many of them were concluded?"), ["19"]),
        (("How many issues of the gazette did Luxi put out in 2016?", "How many drones?"), []),
        (("How many issues of the gazette did Luxi put out in 2016?", "and how many copies?"), []),
    ],
)
def test_what_is_said_of_those_is_said_of_nothing_else(
    conversation: tuple[str, ...], values: list[str], reports: tuple[Report, ...]
):
    draft = draft_of(*conversation, reports=reports)
    assert [value.value for value in draft.values if value.value] == values


@pytest.mark.parametrize(
    ("conversation", "code"),
    [
        (("How many applications did Suichang grant in 2017?", "and partly?"), "answered_partly"),
        (("遂昌县2017年举办新闻发布会几次", "其中主要负责同志参加的几次"), "press_conferences_leader"),
        (("How many press conferences did Suichang hold in 2017?", "and online interviews?"), "online_interviews"),
    ],
)
def test_a_part_or_neighbour_is_named_by_what_tells_it_apart(conversation: tuple[str, ...], code: str):
    assert reading_of(*conversation).asked[0].codes[0] == code


def test_an_unnamed_thing_is_not_the_one_before():
    assert not any(asked.sure for asked in reading_of(FIRST, "and drones?").asked)


def test_related_figures_are_worded_once():
    text = without_markers("\n".join(one.text for one in draft_of(FIRST, "and in 2017?", "and together?").statements))
    assert text.splitlines()[0].endswith("in total :")


@pytest.mark.parametrize(
    ("last", "place"),
    [
        ("全州呢？", "湘西土家族苗族自治州"),
        ("那全省呢", "湖南省"),
        ("and the whole province?", "湖南省"),
        ("全县呢", "泸溪县"),
    ],
)
def test_a_level_said_alone_is_of_the_place_talked_of(last: str, place: str, reports: tuple[Report, ...]):
    reading = reading_of("泸溪县2016年收到多少申请", last, reports=reports)
    assert reading.places[0].paths[0][-1] == place


@pytest.mark.parametrize("last", ["What did it do about them?", "怎么整改的？"])
def test_what_was_done_about_problems_is_no_list_of_them(last: str):
    assert reading_of("遂昌县2016年存在哪些问题", last).topic == "plans"


def test_pending_is_no_total():
    codes = [one.codes[0] for one in reading_of("How many lawsuits did Jingdezhen have in 2019?", "and pending?").asked]
    assert codes == ["litigation_pending"]


def test_plans_for_a_year_stand_in_the_report_before():
    assert plan_of("What did Suichang plan for 2017?").reports == (SUICHANG_2016,)
    assert plan_of("What plans does Suichang's 2017 report have?").reports == (SUICHANG_2017,)
