"""English questions as people type them: nouns for verbs (refusals), terse forms, years in words, two in one question,
the noun that is counted, offices by their English titles."""

from __future__ import annotations

import pytest
from answering import draft_of, evidence_of, reading_of, text_of, understood

from assistant.plan import read
from assistant.question import question
from index.model import Report

GUIDONG = """桂东县2016年政府信息公开工作年度报告

一、概述
2016年，桂东县县长刘海波多次听取汇报。成立了以副县长周远山任组长的领导小组，办公室设在县政府办公室，孙晓梅任办公室主任，郭峰任副主任。
二、主动公开政府信息情况
2016年全县主动公开政府信息9876条，同比增长23.5%。区县政府13.9万条。对县直48个部门预算的17项主要内容进行了公开。12345热线办结率98.6%。
全县回应关切855条。共有信息公开联络员86名，其中专职9名。
三、依申请公开情况
全年收到申请25件。在已办结的25件中，同意公开13件，部分公开2件，不予公开3件。
四、存在的问题
一是公开的及时性有待加强；二是解读形式单一。

附件：政府信息公开情况统计表
统计指标	单位	统计数
三、依申请公开情况	——	——
（一）收到申请数	件	25
1.当面申请数	件	0
2.传真申请数	件	0
3.网络申请数	件	19
4.信函申请数	件	6
（二）申请办结数	件	25
1.按时办结数	件	24
2.延期办结数	件	1
（三）申请答复数	件	25
1.属于已主动公开范围数	件	9
2.同意公开答复数	件	7
3.同意部分公开答复数	件	2
4.不同意公开答复数	件	3
其中：涉及国家秘密	件	0
涉及商业秘密	件	1
涉及个人隐私	件	2
危及国家安全、公共安全、经济安全和社会稳定	件	0
不是《条例》所指政府信息	件	0
法律法规规定的其他情形	件	0
5.不属于本行政机关公开数	件	2
6.申请信息不存在数	件	1
7.告知作出更改补充数	件	1
8.告知通过其他途径办理数	件	0
四、行政复议数量	件	2
（一）维持具体行政行为数	件	2
（二）被依法纠错数	件	0
（三）其他情形数	件	0
五、行政诉讼数量	件	1
（一）维持具体行政行为或者驳回原告诉讼请求数	件	1
（二）被依法纠错数	件	0
（三）其他情形数	件	0
六、举报投诉数量	件
七、依申请公开信息收取的费用	万元	0
八、机构建设和保障经费情况	——	——
（一）政府信息公开工作专门机构数	个	2
（二）设置政府信息公开查阅点数	个	22
（三）从事政府信息公开工作人员数	人	58
1.专职人员数（不包括政府公报及政府网站工作人员数）	人	6
2.兼职人员数	人	52
（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）	万元	12.5
"""


@pytest.fixture(scope="module")
def reports() -> tuple[Report, ...]:
    return (understood(GUIDONG, "guidong.txt"),)


def values(text: str, reports: tuple[Report, ...]) -> list[str]:
    return [str(found.figures[0].value) for found in evidence_of(text, reports=reports).found if found.figures]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("How many refusals in Guidong cited trade secrets?", "1"),
        ("How many of Guidong's refusals were for personal privacy?", "2"),
        ("Guidong refusals 2016", "3"),
        ("How many court challenges did Guidong face?", "1"),
        ("Disclosure staff headcount, Guidong", "58"),
        ("What was Guidong's disclosure budget?", "12.5"),
        ("How much did Guidong spend on disclosure in 2016?", "12.5"),
        ("Information requests in Guidong answered within the time limit", "24"),
        ("How many requests were answered late in Guidong?", "1"),
        ("On how many requests was there no such information in Guidong?", "1"),
        ("How many lawsuits did Guidong lose?", "0"),
        ("By how much did disclosures in Guidong rise, in per cent?", "23.5"),
        ("What is the completion rate of Guidong's 12345 hotline?", "98.6"),
        ("How many responses to public concerns did Guidong give in twenty sixteen?", "855"),
        ("How many full-time liaison officers does Guidong have?", "9"),
        ("Was anyone charged a fee in Guidong?", "0"),
    ],
)
def test_what_a_wording_asks_for(text: str, value: str, reports: tuple[Report, ...]):
    assert values(text, reports) == [value]


def test_each_part_of_a_question_is_answered(reports: tuple[Report, ...]):
    assert values("How many refusals in Guidong, and how many of those for privacy?", reports) == ["3", "2"]
    asked = "How many reconsideration cases did Guidong have and how many were upheld?"
    assert values(asked, reports) == ["2", "2"]


@pytest.mark.parametrize(
    "text",
    [
        "How many departments' budgets were itemised in Guidong?",  # 17 are the items, not the departments
        "How many complaints were reported in Guidong?",  # a blank cell
        "How many county governments does Guidong have?",
    ],
)
def test_what_is_not_counted_stays_unsaid(text: str, reports: tuple[Report, ...]):
    assert values(text, reports) == []


def test_a_budget_that_is_not_reported_is_no_sentence_about_budgets():
    bare = understood(
        "泸溪县人民政府2016年政府信息公开工作年度报告\n一、概述\n2016年，泸溪县公开了89个部门的财政预算和“三公”经费预算。\n"
        "二、依申请公开情况\n收到申请3件。\n三、行政复议情况\n无。\n",
        "luxi.txt",
    )
    evidence = evidence_of("What was Luxi's disclosure budget?", reports=(bare,))
    assert not evidence.extracts
    assert not any(found.figures for found in evidence.found)


@pytest.mark.parametrize(
    ("text", "name", "other"),
    [
        ("Who is the deputy director of the leading group office in Guidong?", "郭峰", "孙晓梅"),
        ("Who is the director of Guidong's leading group office?", "孙晓梅", "郭峰"),
        ("Who heads the leading group in Guidong?", "周远山", "刘海波"),
        ("Who is the magistrate of Guidong?", "刘海波", "周远山"),
    ],
)
def test_who_holds_an_office(text: str, name: str, other: str, reports: tuple[Report, ...]):
    said = text_of(draft_of(text, reports=reports))
    assert name in said
    assert other not in said


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("applications in twenty seventeen", 2017),
        ("applications in twenty twenty-one", 2021),
        ("applications in two thousand and eighteen", 2018),
        ("applications, FY19", 2019),
        ("applications in FY2020", 2020),
    ],
)
def test_years_in_words(text: str, year: int):
    assert read(question(text)).years == (year,)


def test_a_number_of_things_is_no_year():
    assert read(question("more than twenty reading points")).years == ()


def test_growth_on_a_year_keeps_the_year_talked_of(reports: tuple[Report, ...]):
    reading = reading_of("Guidong applications in 2016", "as a percentage increase on 2015?", reports=reports)
    assert reading.operation == "growth"
    assert reading.years == (2015, 2016)


def test_what_about_is_no_question_for_words(reports: tuple[Report, ...]):
    reading = reading_of(
        "How many applications did Guidong receive in 2015?", "what about the year after?", reports=reports
    )
    assert reading.years == (2016,)
    assert reading.operation == "look_up"


def test_a_figure_of_the_text_is_said_with_its_english_unit(reports: tuple[Report, ...]):
    said = text_of(draft_of("How many responses to public concerns did Guidong give?", reports=reports))
    assert said.startswith("855 items: the 2016 report of 桂东县 (Guidong) says")


# -- what looks like the question and is not ----------------------------------------------------------------------

NEIGHBOURS = """泸溪县人民政府2016年政府信息公开工作年度报告

一、主动公开情况
2016年，全县主动公开政府信息16.4万条。全县通过目录系统公开各类信息157685条，其中：机构信息类1987条，工作信息类104695条。
全年备案政府文件360份。已开展各类培训4期，近162人次。5月16日召开培训会。
依托档案馆、图书馆、政务服务中心设置查阅场所30个，其中，依托政务服务中心设置查阅点12个，依托图书馆设置查阅点13个。
二、依申请公开情况
2016年，收到政府信息公开申请35件。
"""


@pytest.fixture(scope="module")
def neighbours() -> tuple[Report, ...]:
    return (understood(NEIGHBOURS, "luxi.txt"),)


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("How many government documents did Luxi file for the record?", "35"),  # no applications
        ("How many pieces of work information were disclosed by Luxi?", "16.4"),  # one kind of information
        ("How many training sessions did Luxi run in 2016?", "162"),  # the people that came
        ("How many reading points were set up in libraries in Luxi?", "30"),  # libraries among others
        ("How many reading points were set up in archives in Luxi?", "30"),
        ("When did Luxi hold its training?", "162"),
    ],
)
def test_a_neighbouring_figure_is_no_answer(text: str, never: str, neighbours: tuple[Report, ...]):
    assert never not in values(text, neighbours)


def test_a_figure_of_the_whole_enumeration_is_found(neighbours: tuple[Report, ...]):
    assert values("How many reading points does Luxi have in archives, libraries and service centres?", neighbours) != [
        "13"
    ]
    assert values("How many applications were filed in Luxi in 2016?", neighbours) == ["35"]
