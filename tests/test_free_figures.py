"""Which figure of a report's running text answers a question, and that none does where two say otherwise."""

from __future__ import annotations

from decimal import Decimal

import pytest
from answering import LUXI, SUICHANG_2016, SUICHANG_2017, reading_of, report, understood
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.free_figures import Candidate, best, candidates, parts_of
from assistant.model import Term
from index.model import Report

OPENING = "泸溪县人民政府2014年政府信息公开工作年度报告\n一、主动公开情况\n"
CLOSING = "\n二、依申请公开情况\n未收到政府信息公开申请。\n三、存在的问题\n力量不足。\n"


def answers(text: str, one: Report) -> list[tuple[Decimal, str]]:
    """The value and unit of the best figures for a question, and of all that say the same."""
    reading = reading_of(text)
    found = candidates(one, reading.terms, reading.measure)
    return [(candidate.quantity.value, candidate.quantity.unit) for candidate in best(found)]


def written(*sentences: str) -> Report:
    """A narrative report of 2014 with these sentences."""
    return understood(OPENING + "\n".join(sentences) + CLOSING)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("泸溪县2012年热线接听来电多少个", "4815", "个"),
        ("泸溪县2012年便民服务热线接了多少电话", "4815", "个"),
        ("泸溪县2012年安装几块显示屏", "23", "块"),
        ("泸溪县2012年滚动播放公告多少条", "86", "条"),
        ("泸溪县2012年发放办事指南多少册", "1.2", "万册"),
        ("泸溪县2012年编印政府公报几期", "6", "期"),
        ("泸溪县2012年农业类信息多少条", "640", "条"),
        ("泸溪县2012年教育类信息多少条", "215", "条"),
        ("泸溪县2012年乡镇公示栏公开多少条", "512", "条"),
        ("How many display screens did Luxi install in 2012?", "23", "块"),
    ],
)
def test_the_figure_of_what_is_asked_is_found(text: str, value: str, unit: str):
    assert answers(text, report(LUXI))[0] == (Decimal(value), unit)


@pytest.mark.parametrize(
    "text",
    [
        "泸溪县2012年财政类信息多少条",
        "泸溪县2012年接待群众多少人次",
        "泸溪县2012年安装触摸屏几块",
        "泸溪县2012年热线满意率",
        "泸溪县2012年公告栏张贴公告多少条",
        "泸溪县2012年工作人员几人",
        "泸溪县2012年网络舆情监测多少条",
        "泸溪县2012年村务公开栏多少个",
    ],
)
def test_no_figure_of_something_else_stands_in(text: str):
    assert answers(text, report(LUXI)) == []


def test_the_measure_word_keeps_other_figures_out():
    one = written("全年开展培训班4期,培训人员260人次。")
    assert answers("泸溪县2014年培训了多少期", one) == [(Decimal(4), "期")]
    assert answers("泸溪县2014年培训了多少人次", one) == [(Decimal(260), "人次")]


def test_two_figures_that_fit_equally_well_are_no_answer():
    one = written("县图书馆接待群众310人次。", "县图书馆接待群众420人次。")
    assert answers("泸溪县2014年图书馆接待群众多少人次", one) == []


def test_the_same_figure_twice_is_one_answer_that_stands_twice():
    one = written("县图书馆接待群众310人次。", "全年县图书馆接待群众310人次。")
    assert answers("泸溪县2014年图书馆接待群众多少人次", one) == [(Decimal(310), "人次")] * 2


def test_a_figure_of_another_year_is_not_this_years():
    one = written("2013年,县图书馆接待群众310人次。", "2014年,县图书馆接待群众420人次。")
    assert answers("泸溪县2014年图书馆接待群众多少人次", one) == [(Decimal(420), "人次")]


def test_a_figure_of_something_named_does_not_answer_for_the_whole():
    one = written('通过"泸溪发布"公众号推送信息120条。')
    assert answers("泸溪县2014年推送信息多少条", one) == []


def test_a_percentage_answers_only_a_question_for_one():
    one = written("县图书馆办证1200个,占比15%。")
    assert all(unit != "%" for _, unit in answers("泸溪县2014年图书馆办证多少个", one))


def test_parts_belong_to_their_own_whole():
    one = report(SUICHANG_2016)
    whole = next(
        figure for figure in one.quantities if figure.value == 24 and "申请" in one.text[figure.start : figure.end]
    )
    assert [part.value for part in parts_of(whole, one.quantities, one.text)] == [5, 16, 3]
    assert parts_of(one.quantities[-1], one.quantities, one.text) == []


def test_years_of_one_place_each_have_their_own():
    asked = "遂昌县安装自助查询机多少台"
    assert answers(asked, report(SUICHANG_2016)) == [(Decimal(18), "台")]
    assert answers(asked, report(SUICHANG_2017)) == [(Decimal(26), "台")]


def test_candidates_come_best_first_and_hold_every_strong_word():
    one = report(LUXI)
    found = candidates(one, (Term(("公开",)),), None)
    assert found == sorted(found, key=lambda candidate: -candidate.score)
    assert candidates(one, (Term(("没有的词",)),), None) == []


def test_nothing_is_best_of_nothing():
    assert best([]) == []


@settings(deadline=None)
@given(st.lists(st.sampled_from(range(12)), max_size=4), st.lists(st.floats(0, 1), min_size=4, max_size=4))
def test_the_best_all_say_the_same_number(places: list[int], scores: list[float]):
    figures = report(LUXI).quantities
    found = sorted(
        (Candidate(figures[at], score, score) for at, score in zip(places, scores, strict=False)),
        key=lambda candidate: -candidate.score,
    )
    assert len({(candidate.quantity.exact, candidate.quantity.unit) for candidate in best(found)}) <= 1


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["公开", "热线", "来电", "申请", "屏", "条", "农业", "网站", "1", "办结"]),
        min_size=1,
        max_size=4,
    )
)
def test_any_words_give_only_figures_that_stand_in_the_report(words: list[str]):
    one = report(LUXI)
    terms = tuple(Term((word,)) for word in words)
    for candidate in candidates(one, terms, None):
        assert candidate.quantity in one.quantities
        assert candidate.quantity.unit != "%"
