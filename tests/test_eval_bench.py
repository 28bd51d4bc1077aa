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
from eval import bench, bench_plain, bench_reading
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


def test_the_reports_to_read_are_many_and_each_is_another(tmp_path: Path):
    paths = bench_reading.write_reports(tmp_path, 20)
    reports = list(bench_reading._reports(paths))
    assert len({report.id for report in reports}) == 20
    assert {path.suffix for path in paths} == {".txt", ".html"}
    assert bench_plain.text_of(paths[1]).strip()


def test_varied_figures_keep_their_sums():
    assert bench_reading.varied("2018年收到30件,其中<td>12</td>和18件。", 2) == "2010年收到90件,其中<td>36</td>和54件。"


def test_the_plain_reading_reads_a_pdf_of_as_many_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    pdf = bench_plain.write_pdf(bench_reading.PDF, 4, tmp_path / "a.pdf")
    assert bench_plain.text_of(pdf).count(bench_plain.text_of(bench_reading.PDF)[:200]) == 2
    assert bench_plain.main([str(pdf)]) == 0
    assert int(capsys.readouterr().out) > 100
