"""The rival finds what its embedding model finds, and asks a chat model with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from eval_fakes import LetterEmbedder

from eval.baseline import CHUNK, Baseline, Text


@pytest.fixture
def baseline(tmp_path: Path) -> Baseline:
    texts = [Text("甲县", 2020, "收到申请三十件。" * 100), Text("乙县", 2021, "热线来电一万次。" * 3)]
    return Baseline(texts, LetterEmbedder(), tmp_path)


def test_the_nearest_chunks_come_with_their_report(baseline: Baseline) -> None:
    found = baseline.search("热线来电")
    assert (found[0].region, found[0].year) == ("乙县", 2021)
    assert all(len(one.text) <= CHUNK for one in found)
    assert baseline.index_s > 0


def test_the_prompt_holds_the_question_and_its_chunks(baseline: Baseline) -> None:
    asked: list[str] = []

    def chat(prompt: str) -> str:
        asked.append(prompt)
        return "一万次"

    said, found = baseline.answer("热线来电多少", chat)
    assert said == "一万次"
    assert found[0].text.startswith("热线来电一万次")
    assert "热线来电多少" in asked[0]
    assert "乙县 2021\n热线来电一万次" in asked[0]
