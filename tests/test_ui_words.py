"""The page says everything in both languages, and says nothing that it does not use."""

from __future__ import annotations

import re
import string
from pathlib import Path
from typing import get_args

import pytest
from ui_samples import PLAIN, YUNXI, entry

from assistant.model import NoteKind, Status
from eval.run_process import runnable_sets
from eval.sets import load_set
from index.model import State
from ui.examples import examples
from ui.words import NOTES, SETS, STATES, STATUSES, TYPES, WORDS, say

UI = Path(__file__).parent.parent / "ui"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("words", [*WORDS.values(), *STATUSES.values(), *NOTES.values(), *STATES.values()])
def test_both_languages_say_the_same_things(words: dict[str, str]) -> None:
    assert set(words) == {"zh", "en"}
    assert bool(words["zh"]) == bool(words["en"])
    assert placeholders(words["zh"]) == placeholders(words["en"])


def test_every_status_note_and_state_has_words() -> None:
    assert set(STATUSES) == set(get_args(Status))
    assert set(NOTES) == set(get_args(NoteKind))
    assert set(STATES) == set(get_args(State))


def test_every_set_that_runs_on_the_page_and_every_type_of_its_questions_has_words() -> None:
    types = {case.type for name in runnable_sets() for case in load_set(name).cases}
    assert set(SETS) == set(runnable_sets())
    assert types <= set(TYPES)
    assert all(set(words) == {"zh", "en"} for words in (*SETS.values(), *TYPES.values()))


def test_every_word_is_used() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in UI.glob("*.py") if not path.name.startswith("words"))
    assert [key for key in WORDS if not re.search(rf"['\"]{key}['\"]", code)] == []


def test_examples_come_from_what_the_store_holds() -> None:
    held = [entry(YUNXI), entry(PLAIN)]
    indicators = [(YUNXI.id, one) for one in YUNXI.indicators]
    asked = examples(held, indicators, "zh")
    assert asked[0] == "云溪市2018年收到多少件政府信息公开申请？"
    assert any("白沙县2017年" in question for question in asked)
    assert "How many applications did 云溪市 receive in 2018?" in examples(held, indicators, "en")


def test_no_example_asks_for_a_figure_that_no_report_has() -> None:
    assert not any("多少" in question for question in examples([entry(PLAIN)], [], "zh"))
    assert examples([], [], "zh") == ()


def test_words_agree_with_their_number() -> None:
    assert say("findings_count", "en", count=1, reports=1) == "1 thing does not add up, in 1 report"
    assert say("findings_count", "en", count=2, reports=2) == "2 things do not add up, in 2 reports"
    assert say("commit", "en", count=1) == "Add 1 report"
    assert say("commit", "zh", count=1) == "把这 1 份报告放入库中"
