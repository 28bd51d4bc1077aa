"""The thresholds: what holds where, and how they are chosen without the report that is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

import pytest

from assistant.model import Answer
from assistant.settings import Thresholds, thresholds, with_thresholds
from eval.holdout import calibrated, choices, fit
from eval.sets import Case, QuestionSet, ReportKey, Support, load_set

PRESENT = Thresholds()
LOWER = replace(PRESENT, fact_share=0.6)


def scores(better: Thresholds, gains: dict[str, int]) -> dict[Thresholds, dict[str, int]]:
    """Every choice leaves every question unanswered, but `better`."""
    silent = dict.fromkeys(gains, 0)
    return {PRESENT: silent, **{one: silent for _, one in choices()}, better: gains}


def test_thresholds_hold_within_and_no_longer() -> None:
    with with_thresholds(LOWER):
        assert thresholds().fact_share == 0.6
        with with_thresholds(PRESENT):
            assert thresholds() == PRESENT
        assert thresholds() == LOWER
    assert thresholds() == PRESENT


def test_every_threshold_has_others_to_choose_from() -> None:
    assert {name for name, _ in choices()} == {item.name for item in fields(Thresholds)}
    assert all(one != PRESENT for _, one in choices())


def test_the_value_with_the_most_points_is_chosen() -> None:
    chosen = fit("甲", ["a", "b"], scores(LOWER, {"a": 1, "b": 0}))
    assert (chosen.thresholds, chosen.gain) == (LOWER, 1)


@pytest.mark.parametrize("gains", [{"a": 1, "b": -1}, {"a": 0, "b": 0}, {"a": 0, "b": -1}])
def test_what_does_no_better_does_not_replace_what_is_set(gains: dict[str, int]) -> None:
    chosen = fit("甲", ["a", "b"], scores(LOWER, gains))
    assert (chosen.thresholds, chosen.gain) == (PRESENT, 0)


def test_questions_that_are_left_out_choose_nothing() -> None:
    assert fit("甲", ["b"], scores(LOWER, {"a": 1, "b": 0})).thresholds == PRESENT


class Shy:
    """Answers about 甲县 only where a fact needs few of its words, about 乙县 always; `asked` says with what."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, float]] = []

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        self.asked.append((question, thresholds().fact_share))
        bold = "乙县" in question or thresholds().fact_share < PRESENT.fact_share
        return Answer(question, "zh", "answered" if bold else "not_reported", "好" if bold else "没有说明")


def test_a_report_is_asked_about_with_what_the_other_chose() -> None:
    keys = tuple(ReportKey(name, name, name, 2020) for name in ("甲县", "乙县"))
    cases = tuple(
        Case(key.key, "fact", f"{key.key}如何", "zh", "answered", must_mention=(("好",),), support=(Support(key, ""),))
        for key in keys
    )
    shy, told = Shy(), []
    questions = QuestionSet("two", load_set("seeds").folder, keys, cases)
    rows, fits = calibrated(questions, shy, progress=lambda *done: told.append(done))
    assert [(row.id, row.outcome) for row in rows] == [("甲县", "silent"), ("乙县", "right")]
    assert [(one.left_out, one.thresholds) for one in fits] == [("甲县", PRESENT), ("乙县", LOWER)]
    assert shy.asked[-2:] == [("甲县如何", PRESENT.fact_share), ("乙县如何", 0.6)]
    assert [one.as_set for one in fits] == [0.0, 1.0]
    assert told[-1] == (len(choices()) + 1, len(choices()) + 1)
