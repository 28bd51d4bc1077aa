"""The evaluation over the real assistant: the project's own reports are indexed and asked about, twice."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace

import pytest
from model_folder import MODEL_CACHE

from assistant.settings import Settings
from eval.accepted import keep
from eval.measure import chosen, run_set, temporary_store
from eval.result import Row, RunResult
from eval.sets import SETS
from index import answers

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def settings() -> Iterator[Settings]:
    with temporary_store(replace(Settings.load(environment={}), cache=MODEL_CACHE)) as temporary:
        yield temporary


@pytest.fixture(scope="module")
def first(settings: Settings) -> RunResult:
    return run_set(chosen("own"), settings, [SETS / "own" / "reports"])


def test_two_runs_give_the_same_answers(settings: Settings, first: RunResult) -> None:
    again = run_set(chosen("own"), settings)
    assert [timeless(row) for row in again.rows] == [timeless(row) for row in first.rows]


def test_what_the_evaluation_asks_is_not_kept(settings: Settings, first: RunResult) -> None:
    assert first.rows
    assert not (settings.store / answers.FILE).exists()


def timeless(row: Row) -> Row:
    return replace(row, elapsed_ms=0.0)


def test_no_answer_is_wrong(first: RunResult) -> None:
    assert [(row.id, row.reasons) for row in first.rows if row.outcome == "wrong"] == []


def test_indexing_is_timed_and_the_progress_told(settings: Settings, first: RunResult) -> None:
    told: list[tuple[int, int]] = []
    zeros = chosen("own", lambda case: case.type == "zero")
    result = run_set(zeros, settings, progress=lambda *done: told.append(done))
    assert first.index_s is not None
    assert result.index_s is None
    assert told == [(done, len(result.rows)) for done in range(1, len(result.rows) + 1)]
    assert {row.type for row in result.rows} == {"zero"}


def computed() -> float:
    """Seconds that this process and those it waited for have computed: other work on the machine does not count."""
    took = os.times()
    return took.user + took.system + took.children_user + took.children_system


def test_the_sample_reports_are_asked_about_within_a_minute_and_each_time_alike() -> None:
    settings = replace(Settings.load(environment={}), cache=MODEL_CACHE)
    questions, runs = chosen("seeds"), []
    for _ in range(2):
        before = computed()
        with temporary_store(settings) as temporary:
            runs.append(run_set(questions, temporary, questions.sources))
        assert computed() - before < 60
    assert [timeless(row) for row in runs[0].rows] == [timeless(row) for row in runs[1].rows]
    assert keep(runs[0]) == keep(runs[1])
