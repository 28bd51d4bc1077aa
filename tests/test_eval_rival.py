"""The rival answers through a service in OpenAI's protocol, scripted here, and is judged as the assistant is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import langchain.chat_models
import pytest
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


class Service(BaseHTTPRequestHandler):
    """Says what the script has for the question in the prompt, and keeps what it was sent."""

    sent: list[tuple[str, str | None, dict[str, Any]]]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.sent.append((self.path, self.headers["Authorization"], body))
        prompt = body["messages"][0]["content"]
        said = next(said for question, said in SCRIPT.items() if f"Question: {question}\n" in prompt)
        reply = json.dumps({"choices": [{"message": {"role": "assistant", "content": said}}]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing is logged."""


@pytest.fixture
def service() -> Iterator[tuple[str, type[Service]]]:
    handler = type("Scripted", (Service,), {"sent": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/v1", handler
        server.shutdown()


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


def test_its_answers_are_judged_as_the_assistants_are(
    service: tuple[str, type[Service]], questions: QuestionSet, baseline: Baseline
) -> None:
    address, handler = service
    chat = chat_model(Settings(chat_model="small", chat_base_url=address, chat_api_key="secret"))
    assert chat is not None
    rows = run_cases(questions, Answering(questions, baseline, chat))
    assert [(row.id, row.outcome) for row in rows] == [("figure", "right"), ("silent", "right"), ("invented", "wrong")]
    assert all(row.elapsed_ms > 0 for row in rows)
    path, key, body = handler.sent[0]
    assert (path, key) == ("/v1/chat/completions", "Bearer secret")
    assert (body["model"], body["temperature"], len(body["messages"])) == ("small", 0, 1)
    assert "甲县热线来电1234次" in body["messages"][0]["content"]


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
    chat = chat_model(Settings(chat_model="small", chat_base_url="http://127.0.0.1:1/v1", chat_timeout_s=2))
    assert chat is not None
    with pytest.raises(ModelUnavailable, match=r"127\.0\.0\.1:1"):
        chat("?")


def test_a_model_whose_providers_package_is_missing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> None:
        raise ImportError("langchain-somebody is not installed")

    monkeypatch.setattr(langchain.chat_models, "init_chat_model", missing)
    with pytest.raises(ModelUnavailable, match="langchain-somebody"):
        chat_model(Settings(chat_model="somebody:model"))


def test_a_model_by_its_name_is_langchains(monkeypatch: pytest.MonkeyPatch) -> None:
    class Reply:
        text = "42"

    class Model:
        def invoke(self, prompt: str) -> Reply:
            assert prompt == "?"
            return Reply()

    asked: list[tuple[object, ...]] = []

    def made(*given: object, **_: object) -> Model:
        asked.append(given)
        return Model()

    monkeypatch.setattr(langchain.chat_models, "init_chat_model", made)
    chat = chat_model(Settings(chat_model="somebody:model"))
    assert chat is not None
    assert (chat("?"), asked) == ("42", [("somebody:model",)])
