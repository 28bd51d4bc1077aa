"""Answers for those who read no Chinese: places with what they are called in Latin letters, nouns that can be counted,
units and lists in English."""

from __future__ import annotations

import dataclasses
import re
from decimal import Decimal

import pytest
from answering import JINGDEZHEN, draft_of, report, text_of, without_markers
from hypothesis import given
from hypothesis import strategies as st

from assistant.model import Figure
from assistant.phrases import amount, who
from assistant.phrases_en import counted_en, noun_en, one_of
from index.ontology import ontology
from index.place_pinyin import in_pinyin, latin_name

QUOTED = re.compile(r"“[^”]*”")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (("甘肃省", "庆阳市"), "Qingyang"),
        (("安徽省", "六安市"), "Lu'an"),
        (("陕西省", "西安市"), "Xi'an"),
        (("陕西省",), "Shaanxi"),
        (("内蒙古自治区",), "Inner Mongolia"),
        (("四川省", "阿坝藏族羌族自治州"), "Aba"),
        (("西藏自治区", "拉萨市"), "Lhasa"),
        (("浙江省", "绍兴市", "柯桥区", "平水镇"), "Pingshui"),
        (("湖南省", "衡阳市", "青禾县"), "Qinghe"),
        ((), ""),
    ],
)
def test_a_place_in_latin_letters(path: tuple[str, ...], name: str):
    assert latin_name(path) == name


@given(st.text(max_size=20))
def test_pinyin_is_letters_alone(words: str):
    assert re.fullmatch("[a-z]*", in_pinyin(words))


def test_a_district_is_named_with_its_city_and_a_department_with_its_place():
    assert who(report("河北省石家庄市桥西区-2022"), "en") == "石家庄市桥西区 (Qiaoxi, Shijiazhuang)"
    assert who(report("吉林省水利厅-2020"), "en") == "吉林省水利厅 (a body in Jilin)"
    assert who(report(JINGDEZHEN), "zh") == "景德镇市"


@pytest.mark.parametrize(
    ("noun", "one"),
    [
        ("administrative lawsuits", "administrative lawsuit"),
        ("reconsiderations that upheld the decision", "reconsideration that upheld the decision"),
        ("press conferences held or attended", "press conference held or attended"),
        ("bodies dedicated to information disclosure", "body dedicated to information disclosure"),
        ("people trained", "person trained"),
        ("applications for information that does not exist", "application for information that does not exist"),
        ("responses to matters of public concern", "response to matters of public concern"),
    ],
)
def test_one_is_said_in_the_singular(noun: str, one: str):
    assert one_of(noun) == one


@pytest.mark.parametrize("code", list(ontology().terms))
def test_every_indicator_has_a_noun_without_chinese(code: str):
    noun = noun_en(code, None)
    assert not re.search(r"[\u3400-\u9fff]", noun)
    assert not re.match(r"(?:refused|closed)\b", noun)
    assert all(not re.search(r"[\u3400-\u9fff]", differs) for _, differs in ontology().terms[code].comparable)


def a_figure(code: str | None, value: str, unit: str) -> Figure:
    found = draft_of("How many applications did Suichang receive in 2016?").statements[0].figures[0]
    return dataclasses.replace(found, code=code, value=Decimal(value), unit=unit, label="访问量", written=value)


@pytest.mark.parametrize(
    ("code", "value", "unit", "said"),
    [
        ("litigation_total", "1", "件", "1 administrative lawsuit"),
        ("refused_enforcement", "10", "件", "10 applications refused as enforcement files"),
        ("normative_made", "3", "件", "3 normative documents issued"),
        (None, "316", "万次", "316 万次 (ten thousand) (“访问量”)"),
        (
            "proactive_total",
            "1.2",
            "万条",
            "1.2 万条 (ten thousand) items of government information proactively disclosed",
        ),
        (None, "1.2", "万人", "1.2 万人 (ten thousand people) (“访问量”)"),
    ],
)
def test_a_figure_and_what_it_counts(code: str | None, value: str, unit: str, said: str):
    figure = a_figure(code, value, unit)
    assert f"{amount(figure, 'en')} {counted_en(figure)}" == said


@pytest.mark.parametrize(
    "conversation",
    [
        ("How many applications did Suichang receive in 2016?",),
        ("How many applications did Suichang receive in 2016?", "And in 2017?"),
        ("How many applications did Suichang receive in 2019?",),
        ("How many drones did Suichang have in 2016?",),
        ("Which place received the most applications?",),
        ("By what percentage did Suichang's applications grow from 2016 to 2017?",),
        ("How many applications did Suichang and Luxi receive?",),
        ("How many applications were there?",),
    ],
)
def test_beside_names_and_quotes_nothing_is_chinese(conversation: tuple[str, ...]):
    draft = draft_of(*conversation)
    said = [without_markers(text_of(draft)), *(note.text for note in draft.notes)]
    names = re.compile(r"[\u3400-\u9fff]+ (?:\([A-Z][A-Za-z', ]+\)|\(a body in [A-Za-z ]+\))")
    assert not [text for text in said if re.search(r"[\u3400-\u9fff、。，]", names.sub("", QUOTED.sub("", text)))]
