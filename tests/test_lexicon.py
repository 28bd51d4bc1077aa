"""The words of questions: the lexicon is well formed, and its parts fit each other and the ontology."""

from __future__ import annotations

import re

import pytest

from assistant.lexicon import lexicon
from assistant.model import Operation
from index.ontology import ontology

LEXICON = lexicon()


def test_the_lexicon_is_read_once():
    assert lexicon() is LEXICON


def test_a_phrase_to_leave_out_is_left_out_whole():
    found = [match.group() for match in LEXICON.stop_zh.finditer("政府信息公开工作年度报告一共有多少")]
    assert "".join(found) == "政府信息公开工作年度报告一共有多少"


def test_no_single_character_is_left_out_of_the_middle_of_a_word():
    assert not any(len(match.group()) == 1 for match in LEXICON.stop_zh.finditer("大厅中心的上级对口部门"))
    assert {"的", "了", "在"} <= LEXICON.stop_words_zh


def test_no_word_is_both_required_and_left_out():
    assert LEXICON.firm_zh.isdisjoint(LEXICON.stop_words_zh)
    assert not any(LEXICON.stop_zh.fullmatch(word) for word in LEXICON.firm_zh)


@pytest.mark.parametrize("word", ["热线", "显示屏", "申请", "答复", "网站", "培训", "许可", "企业"])
def test_words_that_carry_a_subject_are_not_left_out(word: str):
    assert not LEXICON.stop_zh.fullmatch(word)


def test_synonyms_go_both_ways():
    for word, others in LEXICON.synonyms.items():
        assert word in others
        assert all(word in LEXICON.synonyms[other] for other in others), word


def test_every_measure_word_allows_itself():
    for measure, units in LEXICON.measures.items():
        assert measure in units or measure == "钱", measure
        assert all(re.fullmatch(r"%|[\u3400-\u9fff()]+", unit) for unit in units), measure


def test_every_indicators_unit_answers_a_question_for_it():
    for term in ontology().terms.values():
        assert term.unit in LEXICON.measures, term.code
        assert term.unit in LEXICON.measures[term.unit], term.code


OPERATION_WORDS: tuple[tuple[Operation, str, str], ...] = (
    ("share", "网络申请占多大比例", "what share of applications"),
    ("share", "网络申请占百分之几", "what percentage of applications"),
    ("growth", "申请增长了多少", "how much did applications grow"),
    ("growth", "申请同比增长率", "the growth of applications"),
    ("difference", "两年相差几件", "the difference between the two"),
    ("difference", "网络申请比信函申请多几件", "how many more applications"),
    ("average", "平均几件", "the average number"),
    ("sum", "一共几件", "how many in total"),
    ("sum", "两地之和", "how many combined"),
    ("highest", "哪个地方最多", "which place had the most"),
    ("lowest", "哪个地方最少", "which place had the fewest"),
    ("rank", "从多到少排列", "rank the places"),
    ("trend", "历年趋势", "the trend over the years"),
    ("compare", "比较两地的申请", "compare the two"),
    ("count", "有几个地方没有诉讼", "how many places had none"),
)


@pytest.mark.parametrize(("operation", "zh", "en"), OPERATION_WORDS)
def test_an_operation_is_known_by_its_words_in_both_languages(operation: Operation, zh: str, en: str):
    assert LEXICON.operations["zh"][operation].search(zh)
    assert LEXICON.operations["en"][operation].search(en)


def test_a_plain_question_names_no_operation():
    for language, text in (("zh", "泸溪县收到多少件申请"), ("en", "how many applications did Luxi receive")):
        named = [name for name, pattern in LEXICON.operations[language].items() if pattern.search(text)]
        assert named == []


def test_both_languages_know_the_same_operations_and_facts():
    assert LEXICON.operations["zh"].keys() == LEXICON.operations["en"].keys()
    assert all({"zh", "en"} <= patterns.keys() for patterns in LEXICON.facts.values())


@pytest.mark.parametrize(
    ("name", "question_zh", "question_en", "heading"),
    [
        ("problems", "有哪些问题", "what problems", "四、存在的主要问题"),
        ("plans", "下一步打算", "what are the plans", "五、下一步工作打算"),
        ("training", "培训情况", "training", "三、培训情况"),
        ("disputes", "行政复议情况", "lawsuits", "四、行政复议、行政诉讼情况"),
    ],
)
def test_a_topic_is_known_in_questions_and_headings(name: str, question_zh: str, question_en: str, heading: str):
    topic = next(one for one in LEXICON.topics if one.name == name)
    assert topic.zh.search(question_zh)
    assert topic.en.search(question_en)
    assert topic.heading.search(heading)


def test_the_glossary_is_from_english_words_to_chinese_ones():
    for word, chinese in LEXICON.glossary.items():
        assert re.fullmatch(r"[a-z&0-9-]+(?: [a-z-]+)?", word), word
        assert chinese
        assert not any(re.search(r"[a-z]{4}", one) for one in chinese), word


def test_short_names_of_departments_are_no_longer_than_full_ones():
    for full, shorts in LEXICON.departments.items():
        assert shorts
        assert all(len(short) <= len(full) for short in shorts), full
