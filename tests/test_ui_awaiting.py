"""While an answer is awaited: what a model says is shown as provisional and as text, and the wait ends when it may."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from decimal import Decimal

from ui_samples import RECEIVED

from assistant.model import ModelUse
from ui import draw
from ui.awaiting import Hearing, said
from ui.view import view


def test_before_a_word_is_said_the_reports_are_being_read() -> None:
    assert "正在查阅报告" in said("", 0.0, "zh")
    assert said("", 0.0, "en") != said("", 0.6, "en"), "the dots tell that it goes on"


def test_what_a_model_says_is_provisional_and_text() -> None:
    drawn = said("第一句。\n<script>alert(1)</script>", 1.0, "zh")
    assert "gk-provisional" in drawn
    assert "尚未与引文核对" in drawn
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn


def test_a_word_ends_the_wait() -> None:
    hearing = Hearing()
    threading.Timer(0.05, hearing.hear, ("一",)).start()
    started = time.monotonic()
    hearing.wait(60.0)
    assert time.monotonic() - started < 30
    assert hearing.words == "一"


def test_what_a_model_took_is_drawn_with_its_answer() -> None:
    answer = replace(RECEIVED, model=ModelUse("openai:one", 1200, 30, Decimal("0.000198")))
    drawn = draw.words(view(answer, None, "zh"), "turn-0", "zh")
    assert "模型 openai:one：读入 1,200 个词元，写出 30 个，费用 0.000198" in drawn
    assert "gk-used" not in draw.words(view(RECEIVED, None, "zh"), "turn-0", "zh")
