"""A chat model may say what an open question asks for; what does not check out of its plan is dropped whole."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.model import Plan, Reading
from assistant.named_alike import Alike
from assistant.plan import read
from assistant.plan_proposed import checked, is_open
from assistant.question import question
from index.model import Report

ASKED = "庆阳市2018年有多少老百姓敲门要材料"
TEXTS = ("2018年度,共收到政府信息公开申请30件。12345热线接听电话16.4万次。",)


class Near:
    """A stand-in for the embedding: these names are near to any words."""

    def __init__(self, *names: str, likeness: float = 0.95) -> None:
        self._near = tuple(Alike(name, likeness) for name in names)

    def nearest(self, words: str, most: int) -> tuple[Alike, ...]:
        return self._near[:most]


def reading(text: str = ASKED) -> Reading:
    return read(question(text, (), 2000))


def plan(**changes: Any) -> dict[str, Any]:
    given = {
        "places": ["庆阳市"],
        "years": [2018],
        "operation": "look_up",
        "indicator": "applications_received",
        "applicant": None,
        "topic": None,
        "words": "敲门要材料",
    }
    return {**given, **changes}


def test_words_that_are_foreign_to_the_report_are_translated() -> None:
    found = checked(reading(), plan(), TEXTS, Near("applications_received"))  # type: ignore[arg-type]
    assert found is not None
    assert [one.codes for one in found.asked] == [("applications_received",)]
    assert found.operation == "look_up"
    assert found.places == reading().places


@pytest.mark.parametrize(
    "changes",
    [
        {"places": ["衡山县"]},
        {"years": [2017]},
        {"years": ["2018"]},
        {"indicator": "no_such_indicator"},
        {"indicator": 5},
        {"indicator": "litigation_total"},
        {"indicator": None},
        {"applicant": "everybody"},
        {"operation": "conquer"},
        {"operation": "narrative"},
        {"words": "收到多少申请"},
        {"words": "有多少老百姓"},
        {"words": "敲门"},
        {"words": ""},
        {"words": None},
        {"indicator": None, "topic": "problems", "operation": "narrative"},
    ],
)
def test_a_plan_that_does_not_check_out_is_dropped(changes: dict[str, Any]) -> None:
    near = Near("applications_received", "problems")
    assert checked(reading(), plan(**changes), TEXTS, near) is None  # type: ignore[arg-type]


def test_nothing_is_taken_on_the_model_s_word_alone() -> None:
    assert checked(reading(), plan(), TEXTS, Near("applications_received", likeness=0.8)) is None  # type: ignore[arg-type]
    assert checked(reading(), plan(), TEXTS, Near("staff")) is None  # type: ignore[arg-type]


def test_a_word_that_the_report_uses_is_not_translated() -> None:
    asked = "庆阳市2018年热线接了多少电话"
    given = plan(words="热线接了多少电话")
    assert checked(reading(asked), given, TEXTS, Near("applications_received")) is None  # type: ignore[arg-type]


def test_what_has_a_number_for_its_name_is_not_translated() -> None:
    given = plan(words="12345平台受理诉求")
    asked = "庆阳市2018年12345平台受理诉求多少"
    assert checked(reading(asked), given, ("没有别的。",), Near("applications_received")) is None  # type: ignore[arg-type]


def test_another_operation_than_the_question_s_own_is_dropped() -> None:
    asked = "庆阳市2017年和2018年敲门要材料的相差多少"
    assert reading(asked).operation == "difference"
    given = plan(operation="sum", years=[2017, 2018])
    assert checked(reading(asked), given, TEXTS, Near("applications_received")) is None  # type: ignore[arg-type]


def test_a_section_answers_an_open_question_in_words() -> None:
    asked = "庆阳市2018年哪里掉了链子"
    given = plan(indicator=None, topic="problems", operation="narrative", words="掉了链子")
    found = checked(reading(asked), given, TEXTS, Near("problems"))  # type: ignore[arg-type]
    assert found is not None
    assert (found.operation, found.topic) == ("narrative", "problems")


def test_what_the_rules_are_sure_of_is_not_open(make_report: Any) -> None:
    held: Report = make_report("庆阳市", 2018)
    assert not is_open(Plan(reading("庆阳市2018年收到多少件申请"), (held.id,)))
    assert is_open(Plan(reading(), (held.id,)))
    assert not is_open(Plan(reading(), ()))
