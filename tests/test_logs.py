"""One line for each question, with the request's id, as text or JSON, and nothing of what was asked or said."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from answering import SUICHANG_2016, fill, report
from stand_ins import HashEmbedder

from assistant import logs
from assistant.chain import open_assistant
from assistant.settings import Settings
from index.errors import UsageError

QUESTION = "遂昌县2016年收到多少件申请"


@pytest.fixture(autouse=True)
def _quiet_afterwards() -> Iterator[None]:
    yield
    for name in ("assistant", "index", "eval", logs.NAME):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        logger.setLevel(logging.NOTSET)


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    return fill(tmp_path / "store", [report(SUICHANG_2016)], HashEmbedder())


def test_each_question_is_a_line_of_json_with_an_id_of_its_own(
    filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        assistant = open_assistant(Settings(store=filled, log="json"))
        assistant.ask(QUESTION)
        assistant.close()
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert len(lines) == 2
    assert len({line["request"] for line in lines}) == 2
    for line in lines:
        assert (line["level"], line["status"], line["reports"]) == ("info", "answered", [SUICHANG_2016])
        assert set(line["stages_ms"]) == {"read", "resolve", "gather", "compose", "verify"}
        assert "24" not in line["message"]
        assert QUESTION not in json.dumps(line, ensure_ascii=False)


def test_text_is_one_line_too(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    open_assistant(Settings(store=filled, log="text")).ask(QUESTION)
    (line,) = capsys.readouterr().err.splitlines()
    assert "answered a question" in line


def test_nothing_is_logged_unless_asked_for(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    open_assistant(Settings(store=filled)).ask(QUESTION)
    assert capsys.readouterr().err == ""


def test_another_form_is_refused() -> None:
    with pytest.raises(UsageError, match="neither text nor json"):
        Settings.load(environment={"GONGKAI_LOG": "xml"})
