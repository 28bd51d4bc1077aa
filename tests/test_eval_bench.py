"""What the benchmark makes of its measurements; measuring itself takes minutes and is `make bench`."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from assistant.settings import Settings
from eval import bench
from eval.bench import Measure
from eval.sets import load_set
from index.errors import StoreError

CASES = load_set("seeds").cases


def test_faster_means_less_time_or_more_work():
    assert Measure("indexing", "s", (2.0, 1.0, 9.0), (5.0, 4.0, 6.0)).times_faster == 2.5
    assert Measure("a second", "", (90.0,), (30.0,), more_is_better=True).times_faster == 3


def test_the_table_shows_medians_ranges_and_how_many_times_faster():
    drawn = io.StringIO()
    rows = [Measure("indexing", "s", (2.0, 1.0, 9.0), (5.0, 4.0, 6.0))]
    Console(file=drawn, width=120).print(bench.table(rows))
    assert "indexing   2.0 s (1.0–9.0)   5.0 s (4.0–6.0)            2.5" in drawn.getvalue()


def test_the_sides_take_turns():
    order: list[str] = []
    ours, plain = bench._in_turns(("ours", "plain"), 3, "counting", lambda side: order.append(side) or len(order))
    assert order == ["ours", "plain"] * 3
    assert (ours, plain) == ((1, 3, 5), (2, 4, 6))


@given(st.integers(2, 600))
@settings(deadline=None)
def test_the_questions_asked_are_spread_over_the_set(count: int):
    chosen = bench._spread(CASES, count)
    assert len(chosen) == len({case.id for case in chosen}) == min(count, len(CASES))
    assert chosen[0] == CASES[0]


def test_the_batch_file_holds_a_question_a_line(tmp_path: Path):
    cases = bench._spread(CASES, 5)
    lines = bench._write_batch(tmp_path / "batch", cases).read_text("utf-8").splitlines()
    assert [json.loads(line)["question"] for line in lines] == [case.question for case in cases]


def test_a_command_that_fails_ends_it_with_one_sentence(tmp_path: Path):
    side = replace(Settings(), store=tmp_path / "none")
    with pytest.raises(StoreError, match=r"^Measuring stopped, as `gongkai ask` failed: .*gongkai index"):
        bench._run(side, "ask", "阿坝州信息公开工作存在哪些问题")
