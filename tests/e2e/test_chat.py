"""The page with a chat model: its words are shown while they come, then checked; a visitor stops it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from chat_faults import closed_port
from chat_liars import parrot
from chat_server import ChatServer, saying
from visits import CACHE, ROOT, Visit, serving

from index.build import embedder_factory, index_paths

pytestmark = [pytest.mark.browser, pytest.mark.model]

PROBLEMS = "庆阳市2018年存在哪些问题"
Visiting = Callable[..., Visit]


@pytest.fixture(scope="module")
def chat() -> Iterator[ChatServer]:
    with ChatServer(saying(parrot())) as server:
        yield server


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of one sample report."""
    store = tmp_path_factory.mktemp("chat") / "store"
    report = next(path for path in (ROOT / "reports").glob("*.txt") if "庆阳" in path.read_text("utf-8")[:400])
    index_paths([report], store, embedder_factory(None, CACHE, lambda _: None))
    return store


@pytest.fixture(scope="module")
def with_chat(chat: ChatServer, store: Path) -> Iterator[str]:
    """The page over one sample report, with a chat model."""
    with serving(store, CACHE, store.parent / "log", **asking(chat.url)) as address:
        yield address


def asking(url: str) -> dict[str, str]:
    """The settings that have the chat model of a service asked, and waited for much longer than a test waits."""
    waits = {f"GONGKAI_CHAT_{name}_S": "600" for name in ("TIMEOUT", "FIRST_TOKEN")}
    return {"GONGKAI_CHAT_MODEL": "openai:scripted", "GONGKAI_CHAT_BASE_URL": url, **waits}


def test_words_are_provisional_until_they_are_checked(with_chat: str, chat: ChatServer, visiting: Visiting) -> None:
    chat.play(saying(parrot(), pace_s=0.05))
    page = visiting(with_chat, f"/?q={quote(PROBLEMS)}").page
    page.locator(".gk-provisional p").nth(1).wait_for()
    assert "尚未与引文核对" in page.locator(".gk-provisional").inner_text()
    page.locator(".gk-answer .gk-marker").first.wait_for()
    assert page.locator(".gk-provisional").count() == 0
    page.locator(".gk-note-model").wait_for()
    assert re.search(r"词元", page.locator(".gk-used").inner_text())


def test_a_visitor_does_not_wait_for_a_model(with_chat: str, chat: ChatServer, visiting: Visiting) -> None:
    chat.play(saying(parrot(), pace_s=600.0))
    page = visiting(with_chat, f"/?q={quote(PROBLEMS)}").page
    page.get_by_role("button", name="停止").click()
    page.get_by_text("已停止").wait_for()
    chat.play(saying(parrot()))
    page.locator("textarea").fill("庆阳市2018年收到多少件申请")
    page.keyboard.press("Enter")
    page.locator(".gk-answer .gk-amount", has_text="30").first.wait_for()


def test_a_dead_service_costs_a_note(store: Path, visiting: Visiting) -> None:
    with serving(store, CACHE, store.parent / "dead.log", **asking(closed_port())) as address:
        page = visiting(address, f"/?q={quote(PROBLEMS)}").page
        page.locator(".gk-note-degraded").wait_for()
        assert "连接不上" in page.locator(".gk-note-degraded").inner_text()
        assert page.locator(".gk-answer .gk-marker").count() > 0
        page.goto("about:blank")
