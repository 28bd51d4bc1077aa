"""How one answer is judged: each way of being wrong, incomplete or silent is told apart, with its reason."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.model import Answer, Citation, Note, Value
from eval.citing import cited, statements
from eval.judge import judge
from eval.sets import Case, Expected, ReportKey, Support

REPORT = ReportKey("甲2020", "甲县", "甲县人民政府", 2020)
THIRTY = Expected("收到申请数", Decimal(30), ("件",), REPORT)
CASE = Case("c", "text_lookup", "甲县2020年收到多少件申请", "zh", "answered", values=(THIRTY,))
QUOTE = Citation(1, "甲县-2020", "甲县2020年报告", "甲县人民政府", "甲县", 2020, (), "共收到申请30件，办结28件", 0, 14)
VALUE = Value("applications_received", "收到申请数", "甲县", 2020, "30", "件", "reported", (1,))
GOOD = Answer(CASE.question, "zh", "answered", "甲县2020年收到申请30件 [1]。", (VALUE,), (QUOTE,))


def outcome(case: Case = CASE, answer: Answer = GOOD) -> str:
    return judge(case, answer).outcome


def test_the_expected_figure_is_right() -> None:
    judged = judge(CASE, GOOD)
    assert (judged.outcome, judged.reasons, judged.supported) == ("right", (), True)


@pytest.mark.parametrize(
    "value",
    [
        replace(VALUE, value="31"),
        replace(VALUE, unit="条"),
        replace(VALUE, region="乙县"),
        replace(VALUE, year=2019),
        replace(VALUE, applicant="business"),
    ],
)
def test_another_figure_unit_place_year_or_column_is_wrong(value: Value) -> None:
    assert outcome(answer=replace(GOOD, values=(value,))) == "wrong"


def test_a_figure_nobody_asked_for_is_wrong_and_an_allowed_one_is_not() -> None:
    both = replace(GOOD, values=(VALUE, replace(VALUE, label="办结数", value="28")))
    assert outcome(answer=both) == "wrong"
    closed = Expected("办结数", Decimal(28), ("件",), REPORT)
    assert outcome(replace(CASE, may=(closed,)), both) == "right"


def test_a_forbidden_figure_in_the_words_alone_is_wrong() -> None:
    said = replace(GOOD, answer="甲县2020年收到申请30件，办结28件 [1]。")
    assert outcome(replace(CASE, must_not=("28",)), said) == "wrong"
    assert outcome(answer=said) == "right"
    assert outcome(replace(CASE, must_not=("2020", "30")), GOOD) == "right"
    quoted = replace(GOOD, answer="甲县2020年：“收到申请30件，办结28件” [1]。")
    assert outcome(replace(CASE, must_not=("28",)), quoted) == "right"


def test_a_figure_that_no_quote_holds_is_wrong() -> None:
    said = replace(GOOD, answer="甲县2020年收到申请30件，信函29件 [1]。")
    assert judge(CASE, said).reasons == ("says 29, which no quote holds",)
    listed = replace(GOOD, answer="1. 甲县2020年收到申请30件 [1]。\n2. 办结28件 [1]。")
    assert outcome(answer=listed) == "right"


def test_silence_is_told_from_an_answer_without_the_figure() -> None:
    silent = Answer(CASE.question, "zh", "not_reported", "没有说明。")
    assert outcome(answer=silent) == "silent"
    assert outcome(answer=replace(GOOD, values=())) == "wrong"


def test_a_figure_that_is_quoted_and_not_stated_is_partial() -> None:
    quoted = replace(GOOD, answer="甲县2020年的报告：“共收到申请30件，办结28件” [1]。", values=())
    assert outcome(answer=quoted) == "partial"
    assert outcome(answer=replace(quoted, answer="甲县2020年的报告：“办结28件” [1]。")) == "wrong"
    assert outcome(answer=replace(quoted, answer="甲县2020年收到申请30件 [1]。")) == "wrong"


def test_an_answer_where_none_is_due_is_wrong_and_another_abstention_is_not() -> None:
    blank = replace(CASE, status="not_reported", values=())
    assert outcome(blank, replace(GOOD, values=(replace(VALUE, value="0"),))) == "wrong"
    assert outcome(blank, Answer("", "zh", "no_report", "没有这份报告。")) == "partial"
    assert outcome(blank, Answer("", "zh", "not_reported", "这一格留空。")) == "right"
    assert outcome(replace(blank, accept=("no_report",)), Answer("", "zh", "no_report", "没有。")) == "right"


def test_a_blank_value_states_nothing() -> None:
    blank = replace(VALUE, value=None, state="blank")
    due = replace(CASE, status="not_reported", values=())
    assert outcome(due, Answer("", "zh", "not_reported", "留空。", (blank,))) == "right"


def test_some_of_several_figures_is_partial() -> None:
    two = replace(CASE, values=(THIRTY, Expected("办结数", Decimal(28), ("件",), REPORT)))
    assert outcome(two) == "partial"


def test_words_and_notes_that_are_due_are_looked_for() -> None:
    assert outcome(replace(CASE, must_mention=(("办结",), ("没有", "收到")))) == "right"
    assert outcome(replace(CASE, must_mention=(("受理",),))) == "partial"
    assert outcome(replace(CASE, note="conflict")) == "partial"
    assert outcome(replace(CASE, note="conflict"), replace(GOOD, notes=(Note("conflict", ""),))) == "right"


@pytest.mark.parametrize(
    ("figure", "result"), [("33.3", "right"), ("33.33", "right"), ("33", "wrong"), ("33.4", "wrong")]
)
def test_a_computed_figure_may_be_rounded_correctly(figure: str, result: str) -> None:
    third = Expected("占比", Decimal("33.33"), ("%",), REPORT, computed="share", operands=(Decimal(1), Decimal(3)))
    value = replace(VALUE, value=figure, unit="%", computed="share")
    assert outcome(replace(CASE, values=(third,)), replace(GOOD, values=(value,))) == result


@pytest.mark.parametrize("citations", [(replace(QUOTE, quote="办结28件"),), (replace(QUOTE, region="乙县"),), ()])
def test_a_figure_that_its_citation_does_not_hold_is_wrong(citations: tuple[Citation, ...]) -> None:
    judged = judge(CASE, replace(GOOD, citations=citations))
    assert (judged.outcome, judged.supported) == ("wrong", False)


@pytest.mark.parametrize("words", ["共收到申请３０件", "共收到申请三十件"])
def test_a_figure_in_full_width_or_in_words_is_held_by_its_quote(words: str) -> None:
    case = replace(CASE, support=(Support(REPORT, words),))
    said = replace(GOOD, answer=f"甲县2020年：“{words}” [1]。", citations=(replace(QUOTE, quote=f"全年{words}。"),))
    assert outcome(case, said) == "right"
    assert outcome(case, replace(said, citations=(replace(QUOTE, quote="全年"),))) == "wrong"


def test_statements_keep_their_markers_and_lose_their_numbering() -> None:
    text = "存在以下问题：\n1. 意识不强 [1]\n2. 更新不及时。[2][3]\n成交金额132.44亿元。"
    assert statements(text) == ["意识不强 [1]", "更新不及时。[2][3]", "成交金额132.44亿元。"]


def test_a_quote_is_never_cut() -> None:
    text = "报告写道：“先收件。再办理“一件事”。”[1]。另有两件。"
    assert statements(text) == ["报告写道：“先收件。再办理“一件事”。”[1]。", "另有两件。"]


def test_an_english_answer_is_cut_at_its_full_stops() -> None:
    assert statements("It got 30.5 items in 2020 [1]. None were refused [2].") == [
        "It got 30.5 items in 2020 [1].",
        "None were refused [2].",
    ]


def test_a_statement_without_its_figure_in_the_quote_is_not_supported() -> None:
    assert cited(GOOD).supported == 1
    assert cited(replace(GOOD, citations=(replace(QUOTE, quote="办结28件"),))).supported == 0
    assert cited(replace(GOOD, answer="甲县2020年收到申请30件。")).supported == 0


def test_a_computed_figure_is_supported_by_its_operands() -> None:
    share = replace(VALUE, value="93.3", unit="%", computed="share")
    said = replace(GOOD, answer="办结率为93.3% [1]。", values=(share,))
    assert cited(said).supported == 1
    assert cited(replace(said, values=())).supported == 0


def test_a_citation_that_adds_nothing_does_not_serve() -> None:
    idle = replace(QUOTE, id=2, quote="另有其他工作")
    both = cited(replace(GOOD, answer="甲县2020年收到申请30件 [1][2]。", citations=(QUOTE, idle)))
    assert (both.supported, both.citations, both.serving) == (1, 2, 1)


def test_another_places_quote_does_not_support() -> None:
    other = replace(QUOTE, id=2, region="乙县", issuer="乙县人民政府", title="")
    said = replace(GOOD, answer="甲县2020年收到申请30件 [2]。", citations=(QUOTE, other))
    assert cited(said).supported == 0


def test_invented_words_are_not_supported() -> None:
    said = replace(GOOD, answer="全县干部的公开意识十分薄弱 [1]。", values=())
    assert cited(said).supported == 0
