"""No chat model makes an answer worse: not one that lies, not one that is too weak, not one that fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from chat_evaluation import with_liar, with_llama
from chat_liars import parrot
from chat_llama import Llama
from chat_server import ChatServer, saying
from model_folder import MODEL_CACHE

from assistant.settings import Settings
from eval import with_chat
from eval.measure import chosen, index, temporary_store
from eval.sets import QuestionSet
from eval.with_chat import Beside, ask_beside, sampled

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def settings() -> Iterator[Settings]:
    """A store of the sample reports."""
    with temporary_store(replace(Settings.load(environment={}), cache=MODEL_CACHE)) as temporary:
        index(chosen("seeds").sources, temporary)
        yield temporary


@pytest.fixture(scope="module")
def in_words() -> QuestionSet:
    """Questions of the set that are answered in words, a few of each type and language."""
    words = [case for case in chosen("seeds").cases if case.status == "answered" and not case.values]
    return chosen("seeds", sampled(words, 8))


@pytest.fixture(scope="module")
def parroted(settings: Settings, in_words: QuestionSet) -> Beside:
    """The questions asked without a model and with an honest one."""
    with ChatServer(saying(parrot())) as server:
        return ask_beside(in_words, replace(settings, chat_model="parrot", chat_base_url=server.url))


def test_an_honest_model_words_answers_that_stay_right(parroted: Beside) -> None:
    assert len(parroted.asked) > 30
    assert len(parroted.worded) > 15
    assert parroted.worse == ()
    assert parroted.passes


def test_no_lie_is_believed(settings: Settings, in_words: QuestionSet, parroted: Beside) -> None:
    beside, lies, told = with_liar(in_words, settings, parroted.before)
    assert told > 30
    assert lies == []
    assert beside.passes


def test_no_invented_plan_is_followed(settings: Settings) -> None:
    silent = chosen("seeds", sampled([case for case in chosen("seeds").cases if case.status != "answered"], 8))
    beside, lies, _ = with_liar(silent, settings)
    assert len(beside.asked) > 5
    assert beside.worse == ()
    assert lies == []


def test_a_weak_model_makes_nothing_worse(settings: Settings, parroted: Beside, llama: Llama) -> None:
    keep = sampled([case for case in chosen("seeds").cases if case.id in parroted.asked], 1)
    few = chosen("seeds", keep)
    beside = with_llama(few, replace(settings, chat_timeout_s=4.0, chat_first_token_s=4.0), llama)
    assert len(beside.asked) == len(few.cases) > 3
    assert beside.passes


def test_a_part_of_a_set_is_the_first_of_each_type_and_language() -> None:
    cases = chosen("own").cases
    kept = [case for case in cases if sampled(cases, 1)(case)]
    kinds = {(case.type, case.language) for case in cases}
    assert {(case.type, case.language) for case in kept} == kinds
    assert len(kept) == len(kinds)


def test_a_run_that_is_worse_does_not_pass(parroted: Beside) -> None:
    first, *others = parroted.before.rows
    worse = replace(parroted, after=replace(parroted.before, rows=(replace(first, outcome="wrong"), *others)))
    assert not worse.passes
    assert [change.after for change in worse.worse] == ["wrong"]


def test_without_a_model_the_command_says_what_to_set(capsys: pytest.CaptureFixture[str]) -> None:
    assert with_chat.main([]) == 2
    assert "GONGKAI_CHAT_MODEL" in capsys.readouterr().err
