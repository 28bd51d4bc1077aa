"""What a question asks about: every indicator by every name, applicant columns, several things, words that narrow."""

from __future__ import annotations

import pytest
from answering import reading_of
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.aliases import mask, stem
from assistant.columns import applicant_named, is_of_applications
from assistant.model import Asked
from assistant.question import plain
from assistant.subject import subject
from index.ontology import APPLICANTS, Term, ontology

TERMS = tuple(ontology().terms.values())


# Names that mean the indicator only beside the word applications: letters are also what the public writes.
ONLY_OF_APPLICATIONS = frozenset({"letters"})


def zh_names(term: Term) -> tuple[str, ...]:
    """The Chinese names of an indicator, each in one piece."""
    name = term.zh.replace("：", "")
    return tuple(dict.fromkeys((name, *("".join(alias.split()) for alias in term.ask_zh))))


def missed(term: Term, pattern: str, names: tuple[str, ...]) -> list[str]:
    """The names by which a plain question does not find the indicator, as the one thing asked, for sure."""
    found = []
    for name in names:
        asked = reading_of(pattern.format(name), reports=()).asked
        if not (len(asked) == 1 and asked[0].sure and term.code in asked[0].codes):
            found.append(name)
    return found


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.code)
@pytest.mark.parametrize("pattern", ["泸溪县2017年{}是多少？", "泸溪2017年的{}"])
def test_an_indicator_is_found_by_every_chinese_name(term: Term, pattern: str):
    assert missed(term, pattern, zh_names(term)) == []


@pytest.mark.parametrize("term", [term for term in TERMS if "：" in term.zh], ids=lambda term: term.code)
def test_an_indicator_is_found_by_the_name_that_answers_call_it(term: Term):
    assert missed(term, "泸溪县2017年{}是多少？", (term.zh,)) == []


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.code)
@pytest.mark.parametrize(
    "pattern", ["What was the number of {} in Luxi County in 2017?", "How many {} did Luxi report in 2017?"]
)
def test_an_indicator_is_found_by_every_english_name(term: Term, pattern: str):
    names = (f"applications by {name}" if name in ONLY_OF_APPLICATIONS else name for name in (term.en, *term.ask_en))
    assert missed(term, pattern, tuple(dict.fromkeys(names))) == []


# -- which of two -------------------------------------------------------------------------------------------------


def asked_in(text: str) -> tuple[Asked, ...]:
    return reading_of(text, reports=()).asked


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("泸溪县2017年网络申请几件", "applications_online"),
        ("泸溪县2017年收到几件申请", "applications_received"),
        ("泸溪县2017年按时办结几件", "concluded_on_time"),
        ("泸溪县2017年办结几件申请", "applications_concluded"),
        ("泸溪县2017年微博公开了多少条", "channel_weibo"),
        ("泸溪县2017年微博回应几次", "responses_weibo_wechat"),
        ("泸溪县2017年主要领导参加几次新闻发布会", "press_conferences_leader"),
        ("泸溪县2017年行政复议纠正几件", "reconsideration_corrected"),
        ("泸溪县2022年复议后起诉维持几件", "litigation_after_upheld"),
        ("泸溪县2022年未经复议直接起诉几件", "litigation_direct_total"),
        ("泸溪县2017年不同意公开几件", "answered_refused"),
        ("泸溪县2022年不予公开几件", "refused"),
        ("泸溪县2022年不予处理几件", "not_processed"),
        ("泸溪县2022年结转下年几件", "carried_over_out"),
        ("泸溪县2022年上年结转几件", "carried_over_in"),
        ("泸溪县2019年规章对外公开总数量", "rules_public_total"),
        ("泸溪县2019年规章公开总数是多少", "rules_public_total"),
        ("泸溪县2019年规范性文件对外公开总数是多少", "normative_public_total"),
        ("泸溪县2019年规范性文件新公开几件", "normative_published"),
        ("泸溪县2017年专职人员几人", "staff_full_time"),
        ("泸溪县2017年工作人员几人", "staff"),
        ("How many applications were made online in Luxi in 2017?", "applications_online"),
        ("How many applications were concluded on time in Luxi in 2017?", "concluded_on_time"),
        ("How many lawsuits came after reconsideration in Luxi in 2022?", "litigation_after_total"),
        ("How many part-time staff did Luxi have in 2017?", "staff_part_time"),
        ("How many items did Luxi publish on WeChat in 2017?", "channel_wechat"),
    ],
)
def test_the_more_particular_indicator_is_the_one_asked_for(text: str, code: str):
    (asked,) = asked_in(text)
    assert asked.codes[0] == code
    assert asked.sure


@pytest.mark.parametrize(
    "text",
    [
        "泸溪县2017年农业类申请几件",
        "泸溪县2017年扶贫资金信息公开多少条",
        "泸溪县2017年民营企业家培训班几期",
        "泸溪县2017年上半年收到几件申请",
        "泸溪县2017年网上审批办结几件",
        "泸溪县2017年1月收到几件申请",
        "泸溪县2017年12月主动公开多少条信息",
        "泸溪县2017年没有按时办结的有几件",
        "泸溪县2017年不按时办结的申请几件",
        "泸溪县2017年没有同意公开的有几件",
        "泸溪县2017年不属于主动公开的信息多少条",
        "泸溪县2017年没有参加培训的人员多少",
        "泸溪县2022年网信办收到几件申请",
        "How many applications did Luxi receive about farming in 2017?",
        "How many applications did Luxi receive in January 2017?",
        "How many applications were not concluded on time in Luxi in 2017?",
    ],
)
def test_a_word_that_narrows_or_denies_keeps_the_indicator_from_being_sure(text: str):
    assert not any(asked.sure for asked in asked_in(text))


def test_two_forms_names_of_one_thing_are_both_kept():
    (asked,) = asked_in("泸溪县2017年三安全一稳定的几件")
    assert set(asked.codes) == {"refused_2014_stability", "refused_stability"}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("泸溪县2017年网络申请比信函申请多几件", ("applications_online", "applications_letter")),
        ("泸溪县2017年当面申请和传真申请一共几件", ("applications_in_person", "applications_fax")),
        ("泸溪县2017年行政复议和行政诉讼合计几件", ("reconsideration_total", "litigation_total")),
        ("泸溪县2017年微博和微信一共公开多少条", ("channel_weibo", "channel_wechat")),
        ("泸溪县2017年专职比兼职少几人", ("staff_full_time", "staff_part_time")),
    ],
)
def test_several_indicators_are_asked_for_in_the_questions_order(text: str, codes: tuple[str, ...]):
    assert tuple(asked.codes[0] for asked in asked_in(text)) == codes


def test_no_indicator_is_found_where_none_is_named():
    assert asked_in("泸溪县2017年热线接听来电几个") == ()
    assert subject("", "zh").asked == ()
    assert subject("", "en").asked == ()


# -- applicant columns --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", APPLICANTS[:-1])
def test_an_applicant_column_is_found_by_every_name(name: str):
    column = ontology().applicants[name]
    for alias in column.ask_zh:
        (asked,) = asked_in(f"泸溪县2022年{alias}提出的申请有几件")
        assert (asked.codes[0], asked.applicant, asked.sure) == ("applications_received", name, True), alias
    for alias in column.ask_en:
        (asked,) = asked_in(f"How many applications did {alias} file in Luxi in 2022?")
        assert (asked.codes[0], asked.applicant, asked.sure) == ("applications_received", name, True), alias


@pytest.mark.parametrize(
    ("text", "code", "applicant"),
    [
        ("泸溪县2022年商业企业的申请予以公开几件", "granted", "business"),
        ("泸溪县2022年自然人的申请部分公开几件", "partly_granted", "natural_person"),
        (
            "How many applications from individuals were partly granted in Luxi in 2022?",
            "partly_granted",
            "natural_person",
        ),
    ],
)
def test_an_outcome_has_applicant_columns_too(text: str, code: str, applicant: str):
    (asked,) = asked_in(text)
    assert asked.sure
    assert code in asked.codes
    assert asked.applicant == applicant


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("泸溪县2022年商业企业提出的申请不予公开几件", "refused"),
        ("泸溪县2022年企业提出的申请被拒绝公开的有多少", "refused"),
        ("泸溪县2022年自然人提出的申请无法提供几件", "unavailable"),
        ("泸溪县2022年自然人提出的申请不予处理几件", "not_processed"),
        ("How many applications filed by companies were refused in Luxi in 2022?", "refused"),
    ],
)
def test_an_applicants_outcome_is_never_taken_for_what_was_received(text: str, code: str):
    assert all(code in asked.codes for asked in asked_in(text) if asked.sure)


def test_personal_privacy_is_a_ground_and_no_applicant():
    for text in ("泸溪县2016年因涉及个人隐私不同意公开的有几件", "泸溪县2022年因个人隐私不予公开几件"):
        assert all(asked.applicant is None for asked in asked_in(text)), text


def test_an_applicant_beside_something_else_is_no_column():
    assert all(asked.applicant is None for asked in asked_in("泸溪县2022年企业培训几次"))


def test_an_applicant_alone_is_told_in_a_conversation_about_applications():
    assert applicant_named("其中企业的呢", "zh") == "business"
    assert applicant_named("and by companies?", "en") == "business"
    assert applicant_named("那2016年呢", "zh") is None
    assert is_of_applications("granted")
    assert not is_of_applications("staff")


# -- the words left over ------------------------------------------------------------------------------------------


def strong(text: str, language: str = "zh") -> list[str]:
    return [term.words[0] for term in subject(plain(text), language).terms if not term.weak]  # type: ignore[arg-type]


def test_content_words_are_terms_and_function_words_are_not():
    assert strong("热线一共接听了多少个来电呢") == ["热线", "接听", "来电"]
    assert strong("the number of touch screens installed in hospitals", "en")[:2] == ["触摸", "屏"]


def test_a_term_carries_what_else_it_is_called():
    (term,) = list(subject("来电", "zh").terms)
    assert {"来电", "电话"} <= set(term.words)
    assert term.words[0] == "来电"


def test_an_english_term_is_sought_in_chinese():
    words = [term.words for term in subject("hotline calls", "en").terms]
    assert any("热线" in one for one in words)


def test_masking_keeps_every_offset():
    assert mask("泸溪县2012年收到", [(0, 3), (3, 8)]) == "\0" * 8 + "收到"
    assert mask("收到", []) == "收到"


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("applications", "application"),
        ("received", "receiv"),
        ("receive", "receiv"),
        ("publishing", "publish"),
        ("published", "publish"),
        ("bodies", "body"),
        ("press", "press"),
        ("Luxi's", "luxi"),
    ],
)
def test_english_endings_fall_away(word: str, base: str):
    assert stem(word) == base


@settings(deadline=None)
@given(st.text(max_size=60), st.sampled_from(("zh", "en")), st.booleans())
def test_any_text_has_a_subject_and_its_words_are_from_the_text(text: str, language, several: bool):
    found = subject(plain(text), language, several)
    assert all(asked.codes or asked.terms for asked in found.asked)
    assert all(set(asked.codes) <= set(ontology().terms) for asked in found.asked)
    assert all(term.words and all(term.words) for term in found.terms)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["收到", "申请", "网络", "公开", "不予", "企业", "占", "比", "几件", "多少", "培训", "的"]),
        max_size=8,
    )
)
def test_the_same_words_read_the_same_twice(words: list[str]):
    text = "".join(words)
    assert subject(text, "zh") == subject(text, "zh")
