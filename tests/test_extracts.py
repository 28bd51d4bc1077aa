"""Answers in words: a section's items, sentences that hold a question's words, facts in their form; all verbatim."""

from __future__ import annotations

import itertools

import pytest
from answering import (
    LUXI,
    QIAOXI_SHIJIAZHUANG,
    SAMPLES,
    SUICHANG_2016,
    in_folder,
    invented,
    reading_of,
    report,
    understood,
)

from assistant import extracts
from assistant.facts import facts as facts_in
from assistant.model import Extract, Term
from index.model import Report

OPENING = (
    "泸溪县人民政府2013年政府信息公开工作年度报告\n一、主动公开情况\n主动公开政府信息300条。\n"
    "二、依申请公开情况\n收到申请3件。\n"
)


def words(found: tuple[Extract, ...], one: Report) -> list[str]:
    return [one.text[extract.start : extract.end] for extract in found]


def by_topic(text: str, one: Report) -> list[str]:
    return words(extracts.by_topic(reading_of(text, reports=[one]), one), one)


def facts(text: str, one: Report) -> list[str]:
    return words(facts_in(reading_of(text, reports=[one]), one), one)


# -- sections -----------------------------------------------------------------------------------------------------


def test_the_items_of_a_section_are_each_an_extract():
    assert by_topic("泸溪县2012年有哪些问题", report(LUXI)) == [
        "（一）少数部门更新信息不及时。",
        "（二）乡镇缺少专职人员。",
    ]
    assert by_topic("泸溪县下一步打算", report(LUXI)) == [
        "（一）完善信息更新考核办法。",
        "（二）为每个乡镇配备一名专职人员。",
    ]


def test_problems_and_measures_under_one_heading_are_told_apart():
    one = report(QIAOXI_SHIJIAZHUANG)
    problems, plans = by_topic("桥西区2022年有哪些问题", one), by_topic("桥西区2022年有什么改进措施", one)
    assert any("公开内容不够全面" in item for item in problems)
    assert not any("细化公开目录" in item for item in problems)
    assert any("细化公开目录" in item for item in plans)
    assert not any("公开内容不够全面" in item for item in plans)


def test_items_within_a_line_are_told_apart():
    one = understood(
        OPENING + "三、存在的问题\n一是力量不足；二是更新不及时；三是形式单一。\n四、下一步打算\n加强培训。\n"
    )
    assert by_topic("泸溪县2013年有哪些问题", one) == ["一是力量不足；", "二是更新不及时；", "三是形式单一。"]


def test_a_section_without_a_list_is_its_sentences():
    one = understood(OPENING + "三、存在的问题\n力量不足。更新不够及时。\n四、下一步打算\n加强培训。\n")
    assert by_topic("泸溪县2013年有哪些问题", one) == ["力量不足。", "更新不够及时。"]


def test_problems_without_a_section_are_the_sentences_that_admit_them():
    one = understood(OPENING + "三、其他\n工作中还存在更新不及时等问题。\n")
    assert by_topic("泸溪县2013年有哪些问题", one) == ["工作中还存在更新不及时等问题。"]


def test_no_problems_are_made_up():
    one = understood(OPENING + "三、其他\n无其他事项。\n")
    assert by_topic("泸溪县2013年有哪些问题", one) == []


def test_only_problems_and_plans_are_read_by_topic():
    assert by_topic("泸溪县2012年的概况", report(LUXI)) == []


def test_what_stands_under_a_heading_that_holds_the_words_is_found():
    one = report(LUXI)
    found = words(extracts.by_heading(reading_of("泸溪县收费和减免情况怎么样"), one), one)
    assert found == ["2012年，未收取依申请公开信息的任何费用。"]
    assert extracts.by_heading(reading_of("泸溪县外事活动怎么样"), one) == ()


# -- sentences ----------------------------------------------------------------------------------------------------


def test_a_sentence_holds_every_strong_word_and_lies_in_the_spans():
    one = report(LUXI)
    whole = [(0, len(one.text))]
    (first, *_) = extracts.by_sentence((Term(("显示屏",)), Term(("公告",))), one, whole)
    assert one.text[first.start : first.end].startswith("（二）安装电子显示屏23块")
    assert extracts.by_sentence((Term(("显示屏",)), Term(("公告",))), one, [(0, 10)]) == ()
    assert extracts.by_sentence((Term(("显示屏",)), Term(("外宾",))), one, whole) == ()
    assert extracts.by_sentence((), one, whole) == ()
    assert extracts.by_sentence((Term(("公开",), weak=True),), one, whole) == ()


def test_no_more_sentences_than_asked_for():
    one = report(LUXI)
    assert len(extracts.by_sentence((Term(("公开",)),), one, [(0, len(one.text))], most=2)) == 2


# -- facts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("泸溪县政府信息公开办公室的电话是多少", "0743-4260117"),
        ("泸溪县政府信息公开办公室的地址", "白沙镇朝阳路8号"),
        ("泸溪县政府信息公开办公室邮编是多少", "416100"),
        ("泸溪县政府信息公开工作领导小组组长是谁", "向晓明"),
    ],
)
def test_a_fact_is_the_clause_that_has_its_form(text: str, holds: str):
    (clause,) = facts(text, report(LUXI))
    assert holds in clause


@pytest.mark.parametrize(
    "text",
    [
        "泸溪县政府信息公开办公室的邮箱",
        "泸溪县政府信息公开办公室的网址",
        "泸溪县财政所的电话是多少",
        "泸溪县政府信息公开工作领导小组副组长是谁",
        "泸溪县县长是谁",
        "泸溪县什么时候成立领导小组",
    ],
)
def test_a_fact_that_is_not_there_is_not_made_up(text: str):
    assert facts(text, report(LUXI)) == []


def test_a_name_is_the_one_beside_the_office_asked_for():
    one = understood(
        OPENING + "三、组织领导\n成立领导小组,由县长赵国强任组长,副县长钱立新任副组长,办公室主任由孙美华兼任。\n"
    )
    assert "赵国强" in facts("泸溪县领导小组组长是谁", one)[0]
    assert any("钱立新" in clause for clause in facts("泸溪县领导小组副组长是谁", one))


# -- what holds of every extract ----------------------------------------------------------------------------------

QUESTIONS = [
    "有哪些问题",
    "下一步打算",
    "有什么改进措施",
    "办公室电话是多少",
    "办公室地址",
    "组长是谁",
    "主动公开情况怎么样",
    "收费情况怎么样",
]


@pytest.mark.parametrize("one", [*invented(), *in_folder(SAMPLES)], ids=lambda one: one.id)
def test_every_extract_is_a_piece_of_its_report_under_its_headings(one: Report):
    for text in QUESTIONS:
        reading = reading_of(one.identity.issuer.region + text, reports=[one])
        for extract in (
            *extracts.by_topic(reading, one),
            *extracts.by_heading(reading, one),
            *facts_in(reading, one),
        ):
            assert extract.report == one.id
            assert 0 <= extract.start < extract.end <= len(one.text)
            piece = one.text[extract.start : extract.end]
            assert piece == piece.strip()
            assert extract.path == extracts.path_at(one, extract.start)


@pytest.mark.parametrize("one", invented(), ids=lambda one: one.id)
def test_the_sentences_lie_in_order_and_apart(one: Report):
    spans = list(extracts.sentences(one))
    assert spans == sorted(spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    assert "".join(one.text[low:high] for low, high in spans).count("\n") == 0


def test_the_headings_over_an_offset_are_those_it_stands_under():
    one = report(SUICHANG_2016)
    assert extracts.path_at(one, one.text.index("公开平台分散"))[0] == "四、存在的主要问题"
    assert extracts.path_at(one, 0) == ()
    assert extracts.page_of(one, 0) is None


# -- sections that are numbered or named badly --------------------------------------------------------------------

MISNUMBERED = (
    "遂昌县人民政府2016年政府信息公开工作年度报告\n一、概述\n本报告包括概述和存在的问题等。\n"
    "二、公开情况\n主动公开政府信息300条。\n"
    "二、存在困难和问题\n取得一定成绩，但仍存在一些问题，主要表现在：\n"
    "（一）认识不足，重视不够。个别乡镇认为公开是形式。\n（二）内容不完善。公开不够全面。\n（三）经费不足。公示栏破烂。\n"
    "三、改进措施和下步工作打算\n（一）加强教育。提高认识。\n（二）增加经费。\n"
)


def test_items_that_speak_of_shortcomings_do_not_stand_for_their_section():
    one = understood(MISNUMBERED, "suichang.txt")
    for asked in ("遂昌县存在什么困难", "遂昌县的短板", "what's holding disclosure back in Suichang?"):
        assert by_topic(asked, one) == [
            "（一）认识不足，重视不够。个别乡镇认为公开是形式。",
            "（二）内容不完善。公开不够全面。",
            "（三）经费不足。公示栏破烂。",
        ]


def test_the_documents_that_were_issued_are_found_without_a_word_that_narrows_them():
    one = understood(
        OPENING + "三、制度建设\n印发《泸溪县信息公开办法》（泸政发〔2013〕7号）。县档案馆藏有《县志》。\n", "luxi.txt"
    )
    assert facts("Which documents did Luxi issue on disclosure?", one) == [
        "印发《泸溪县信息公开办法》（泸政发〔2013〕7号）。"
    ]


# -- who is in charge, lists that are announced, what was done about something ------------------------------------

IN_CHARGE = (
    "遂昌县人民政府2016年政府信息公开工作年度报告\n一、组织领导\n县政府办公室为全县政府信息公开工作主管部门，"
    "信息科负责公文的公开审核，县政府电子政务办公室负责网站的技术维护，乡镇公开信息由各乡镇党政办公室承担，每季度通报一次，"
    "年底由监察局对全县各单位落实公开制度的情况作出评议并把评议的结果向社会公布，接受群众监督。\n"
    "二、主动公开情况\n遂昌县通过网站、公报公开信息，主动公开的内容归纳为以下三个方面：\n一是机构职能；\n二是审批事项；\n三是规范性文件。\n"
    "全年公开信息300条。工作中：\n一是公开及时；\n二是内容全面。\n"
    "三、依申请公开情况\n收到申请3件，由县政务服务中心负责受理。\n"
    "四、监督检查\n一是强化培训。全年举办2期。\n二是强化督促检查。全年通报6次，约谈2家单位。\n"
    "五、存在的问题\n一是网站更新慢；二是人员少。\n六、改进措施\n一是充实人员；二是建立网站巡查制度。\n"
)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("遂昌县信息公开的主管部门是哪个", "县政府办公室为全县政府信息公开工作主管部门"),
        ("遂昌县哪个科室负责公文公开审核", "信息科负责公文的公开审核"),
        ("遂昌县网站的技术维护由哪个部门负责", "县政府电子政务办公室负责网站的技术维护"),
        ("遂昌县的申请由哪里受理", "收到申请3件，由县政务服务中心负责受理。"),
    ],
)
def test_who_is_in_charge_is_told_by_the_clause_that_says_so(asked: str, said: str):
    assert facts(asked, understood(IN_CHARGE, "suichang.txt")) == [said]


def announced(text: str, one: Report) -> list[str]:
    return words(extracts.by_announced_list(reading_of(text, reports=[one]), one), one)


def test_a_list_that_is_announced_is_found_by_its_number_and_words():
    one = understood(IN_CHARGE, "suichang.txt")
    assert announced("遂昌县主动公开的内容有哪三个方面", one) == [
        "一是机构职能；",
        "二是审批事项；",
        "三是规范性文件。",
    ]
    assert announced("遂昌县主动公开的内容有哪四个方面", one) == []
    assert announced("遂昌县存在哪些问题", one) == []


def test_what_was_done_about_a_problem_is_not_the_problems():
    one = understood(IN_CHARGE, "suichang.txt")
    assert reading_of("遂昌县网站问题怎么整改的", reports=[one]).topic is None
    assert by_topic("遂昌县的问题怎么整改的", one) == ["一是充实人员；", "二是建立网站巡查制度。"]
    assert by_topic("遂昌县2017年要做什么", one) == ["一是充实人员；", "二是建立网站巡查制度。"]


def test_a_sentence_that_only_heads_an_item_comes_with_the_item():
    one = understood(IN_CHARGE, "suichang.txt")
    reading = reading_of("遂昌县怎么强化督促检查的", reports=[one])
    found = extracts.by_sentence(reading.terms, one, [(0, len(one.text))])
    assert words(found, one)[0] == "二是强化督促检查。全年通报6次，约谈2家单位。"
