"""The evaluation as a command: its two doors, where it asks, what it prints and how it exits."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import pytest
from click import Command

from assistant import cli, cli_eval
from assistant.model import Status
from assistant.settings import Settings
from eval import accepted, command, measure, run
from eval.command import Options
from eval.result import Row, RunResult
from eval.sets import QuestionSet, load_set
from index.errors import UsageError

REPORTS = "甲2020: {region: 甲县, issuer: 甲县人民政府, year: 2020}\n"
QUESTIONS = "- {id: a, type: fact, question: 甲县如何}\n- {id: b, type: zero, question: 甲县几件}\n"
Run = Callable[..., int]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A set of two questions whose second is answered wrong, and no accepted run of it."""
    folder = tmp_path / "small"
    (folder / "reports").mkdir(parents=True)
    (folder / "reports.yaml").write_text(REPORTS, "utf-8")
    (folder / "questions.yaml").write_text(QUESTIONS, "utf-8")
    monkeypatch.setattr(accepted, "RUNS", tmp_path / "runs")

    def run_set(questions: QuestionSet, *_: object) -> RunResult:
        return RunResult(questions.name, "fake", tuple(row(case.id) for case in questions.cases))

    monkeypatch.setattr(measure, "run_set", run_set)
    return folder


def row(name: str, status: Status = "answered") -> Row:
    outcome = "right" if name == "a" else "wrong"
    reasons = () if name == "a" else ("states 9件",)
    return Row(name, "fact", "zh", "?", "30件", "answered", status, "30件", (), outcome, reasons, 1, 1, 1, 1, None, 2.0)


def test_both_doors_hand_over_the_same() -> None:
    asked = {item.name for item in fields(Options)}
    clicked = {one.name for one in cli_eval.evaluate.params}
    assert isinstance(cli_eval.evaluate, Command)
    assert clicked == asked | {"store", "debug"}
    given = vars(run._parser().parse_args([]))
    assert set(given) == (asked - {"json_out"}) | {"store"}
    assert replace(Options(), types=[]) == Options(**{k: v for k, v in given.items() if k != "store"})


def test_json_is_alone_on_standard_output(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["eval", str(folder), "--json"]) == 0
    printed = capsys.readouterr()
    found = json.loads(printed.out)
    assert found["scores"]["accuracy"] == 0.5
    assert found["gate"] == {"missed": [], "worse": []}
    assert "甲2020" in printed.err


def test_a_missed_goal_is_status_one_and_named(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eval.gate.goals", lambda _: {"accuracy": 0.9})
    assert cli.run(["eval", str(folder)]) == 1
    assert "missed: accuracy is 0.500, below 0.9" in capsys.readouterr().out
    assert cli.run(["eval", str(folder), "--gate", "accepted"]) == 0


def test_what_is_worse_than_the_accepted_run_is_status_one(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli.run(["eval", str(folder), "--accept"]) == 0
    broken = replace(row("a"), outcome="silent", reasons=("is not_reported where answered is due",))
    monkeypatch.setattr(measure, "run_set", lambda *_: RunResult("small", "fake", (broken, row("b"))))
    for gate in ("goals", "accepted"):
        assert cli.run(["eval", str(folder), "--gate", gate]) == 1
    assert "worse: a was right and is silent" in capsys.readouterr().out


def test_failures_pages_and_runs_are_written(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, kept = tmp_path / "run.html", tmp_path / "run.json"
    assert cli.run(["eval", str(folder), "--failures", "--html", str(page), "--save", str(kept)]) == 0
    assert "expected 30件" in capsys.readouterr().out
    assert "states 9件" in page.read_text("utf-8")
    assert run.main(["--set", str(folder), "--compare", str(kept)]) == 0
    assert "worse: 0" in capsys.readouterr().out


def test_a_part_of_a_set_is_held_against_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["eval", str(folder), "--type", "zero"]) == 0
    assert "Goals" not in capsys.readouterr().out
    assert cli.run(["eval", str(folder), "--type", "zero", "--accept"]) == 2
    assert cli.run(["eval", str(folder), "--match", "nowhere"]) == 2


def test_a_set_without_its_reports_says_what_to_do(folder: Path, tmp_path: Path) -> None:
    (folder / "reports").rmdir()
    with pytest.raises(UsageError, match="--reports"):
        command.evaluate(Options(str(folder)), Settings(store=tmp_path / "none"))


def test_only_a_set_of_the_package_is_about_the_samples() -> None:
    assert load_set("seeds").sources
    assert load_set("more").sources == ()
    assert [path.name for path in load_set("own").sources] == ["reports"]
