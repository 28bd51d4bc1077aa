"""How the page's speed is measured; measuring in earnest is `make bench`."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from eval import bench_page
from eval.bench_page import OURS, Served, visit

pytestmark = [pytest.mark.browser, pytest.mark.model]


def test_visits_are_timed_until_the_answer_is_on_the_screen(
    samples: str, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench_page, "TOGETHER", 2)
    questions = ("庆阳市2018年收到多少件政府信息公开申请", "衡山县2017年主动公开了多少条信息")
    found = visit(Served(OURS, samples, browser, questions))
    assert 0 < found.opened < 60_000
    assert 0 < found.answered < 60_000
    assert 0 < found.together < 60_000
