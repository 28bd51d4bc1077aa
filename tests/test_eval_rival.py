"""The rival answers through a service in OpenAI's protocol, scripted here, and is judged as the assistant is."""

from __future__ import annotations

from pathlib import Path

import langchain.chat_models
import pytest
from chat_faults import closed_port
from chat_server import Asked, ChatServer, saying
from eval_fakes import LetterEmbedder

from assistant.settings import Settings
from eval.asking import run_cases
from eval.baseline import Baseline, Text, measure
from eval.chat import chat_model
from eval.rival import Answering, read_answer
from eval.sets import QuestionSet, load_set
from index.errors import ModelUnavailable

REPORTS = "甲2020: {region: 甲县, issuer: 甲县人民政府, year: 2020}\n"
QUESTIONS = """
- {id: figure, type: quantity, question: 甲县2020年热线来电多少,
   values: [{what: 来电, value: "1234", unit: 次, at: 甲2020}], support: [{report: 甲2020, text: 热线来电1234次}]}
- {id: silent, type: no_report, status: no_report, question: 乙县2020年热线来电多少}
- {id: invented, type: quantity, question: 甲县2020年办结多少,
   values: [{what: 办结, value: "30", unit: 件, at: 甲2020}], support: [{report: 甲2020, text: 办结30件}]}
"""
SCRIPT = {
    "甲县2020年热线来电多少": "甲县2020年热线来电1,234次。",
    "乙县2020年热线来电多少": "I do not know.",
    "甲县2020年办结多少": "办结97件。",
}


def says(asked: Asked) -> str:
    """What the script has for the question in the prompt."""
    return next(said for question, said in SCRIPT.items() if f"Question: {question}\n" in asked.user)


@pytest.fixture
def questions(tmp_path: Path) -> QuestionSet:
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "reports.yaml").write_text(REPORTS, "utf-8")
    (folder / "questions.yaml").write_text(QUESTIONS, "utf-8")
    return load_set(folder)


@pytest.fixture
def baseline(tmp_path: Path) -> Baseline:
    return Baseline(
        [Text("甲县", 2020, "甲县热线来电1234次。办结30件。", "甲县-2020")], LetterEmbedder(), tmp_path / "rival"
    )


def test_its_answers_are_judged_as_the_assistants_are(questions: QuestionSet, baseline: Baseline) -> None:
    with ChatServer(saying(says)) as service:
        chat = chat_model(Settings(chat_model="small", chat_base_url=service.url, chat_api_key="secret"))
        assert chat is not None
        rows = run_cases(questions, Answering(questions, baseline, chat))
    assert [(row.id, row.outcome) for row in rows] == [("figure", "right"), ("silent", "right"), ("invented", "wrong")]
    assert all(row.elapsed_ms > 0 for row in rows)
    asked = service.asked[0]
    assert asked.headers["authorization"] == "Bearer secret"
    assert (asked.body["model"], asked.body["temperature"], len(asked.body["messages"])) == ("small", 0, 1)
    assert "甲县热线来电1234次" in asked.user


def test_its_retrieval_is_measured_on_the_same_questions(questions: QuestionSet, baseline: Baseline) -> None:
    scores = measure(questions, baseline)
    assert (scores.hit_1, scores.hit_4, scores.mrr) == (1.0, 1.0, 1.0)
    assert scores.p50_ms > 0


def test_an_answer_where_none_is_due_is_wrong(questions: QuestionSet, baseline: Baseline) -> None:
    case = next(case for case in questions.cases if case.id == "silent")
    assert read_answer(case, "乙县热线来电1234次。", baseline.search(case.question)).status == "answered"
    assert read_answer(case, "报告没有提及。", ()).status == "no_report"


def test_without_a_chat_model_there_is_none() -> None:
    assert chat_model(Settings()) is None


def test_a_service_that_does_not_answer_is_named() -> None:
    chat = chat_model(Settings(chat_model="small", chat_base_url=closed_port(), chat_timeout_s=2))
    assert chat is not None
    with pytest.raises(ModelUnavailable, match="its service could not be reached"):
        chat("?")


def test_a_model_whose_providers_package_is_missing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> None:
        raise ImportError("langchain-somebody is not installed")

    monkeypatch.setattr(langchain.chat_models, "init_chat_model", missing)
    chat = chat_model(Settings(chat_model="somebody:model"))
    assert chat is not None
    with pytest.raises(ModelUnavailable, match="package is missing"):
        chat("?")
