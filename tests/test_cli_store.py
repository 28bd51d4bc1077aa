"""`gongkai doctor`, `backup`, `restore` and `index --rebuild`: what they print where, and with which status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from stand_ins import HashEmbedder, PlainPool

from assistant import cli
from index import build, care_rebuild

LIN = "甘肃省临江市-2018"


@pytest.fixture
def files(tmp_path: Path, pool: type[PlainPool], monkeypatch: pytest.MonkeyPatch, store: Path) -> Path:
    monkeypatch.setattr(care_rebuild, "ReadingPool", pool)
    monkeypatch.setattr(build, "embedder_factory", lambda *_: HashEmbedder)
    monkeypatch.setenv("GONGKAI_STORE", str(store))
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "lin.txt").write_text("临江市 2018 41")
    assert cli.run(["index", str(folder)]) == 0
    return folder


def test_doctor_says_what_is_wrong_and_what_it_repaired(
    files: Path, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert cli.run(["doctor"]) == 0
    assert "The store is sound: 1 report" in capsys.readouterr().out
    (store / "vectors-9").mkdir()
    assert cli.run(["doctor", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["sound"], found["findings"][0]["part"]) == (False, "leftovers")
    assert cli.run(["doctor", "--repair"]) == 0
    assert "Repaired (leftovers)" in capsys.readouterr().out


def test_a_backup_is_restored_only_over_nothing_or_by_force(
    files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "backup.zip")
    assert cli.run(["backup", file]) == 0
    assert cli.run(["restore", file]) == 2
    assert "--force" in capsys.readouterr().err
    assert cli.run(["restore", file, "--force"]) == 0
    assert cli.run(["restore", file, "--store", str(tmp_path / "other")]) == 0
    assert cli.run(["show", LIN, "--store", str(tmp_path / "other")]) == 0
    assert cli.run(["restore", str(tmp_path / "missing.zip")]) == 2


def test_rebuild_needs_no_path_and_takes_none(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "lin.txt").unlink()
    assert cli.run(["index", "--rebuild", "--json"]) == 0
    printed: Any = capsys.readouterr()
    assert json.loads(printed.out[printed.out.index("{") :]) == {"reports": [LIN], "failed": []}
    for wrong in (["index"], ["index", "--rebuild", str(files)], ["index", "--rebuild", "--prune"]):
        assert cli.run(wrong) == 2
    assert "--rebuild alone" in capsys.readouterr().err
