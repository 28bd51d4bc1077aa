"""The page in a real browser: a server over a store of its own, and what the browser saw."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Page

from assistant.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
CACHE = Settings.load().cache


@dataclass
class Visit:
    """A page that is open, with the errors it logged and the requests it made to other hosts."""

    page: Page
    address: str
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.on("console", lambda line: self.errors.append(line.text) if line.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.note(request.url))

    def note(self, url: str) -> None:
        if not url.startswith((self.address, self.address.replace("http", "ws", 1), "data:", "blob:")):
            self.foreign.append(url)

    def go(self, link: str) -> None:
        """Go to another page by its link in the head."""
        self.page.get_by_role("link", name=link, exact=True).click()

    def settle(self) -> None:
        """Wait until the server has drawn the page to its end."""
        self.page.locator(".stApp[data-test-script-state=notRunning]").wait_for()

    def ask(self, question: str) -> None:
        """Type a question and wait for its answer."""
        answers = self.page.locator(".gk-answer").count()
        self.page.locator("textarea").fill(question)
        self.page.keyboard.press("Enter")
        self.page.locator(".gk-answer").nth(answers).wait_for()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(store: Path, cache: Path, log: Path) -> Iterator[str]:
    """The page served over `store`; gives its address."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "ui" / "app.py"), "--server.port", str(port)]
    environment = {**os.environ, "GONGKAI_STORE": str(store), "GONGKAI_CACHE": str(cache), "HF_HUB_OFFLINE": "1"}
    with log.open("w", encoding="utf-8") as out:
        server = subprocess.Popen(
            [*command, "--server.headless", "true"], cwd=store.parent, env=environment, stdout=out, stderr=out
        )
        try:
            wait_for(f"http://localhost:{port}/_stcore/health", log)
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def wait_for(address: str, log: Path) -> None:
    """Until the server answers, or fail with what it logged."""
    for _ in range(240):
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310
                return
        except (URLError, OSError):
            time.sleep(0.25)
    pytest.fail(f"the server did not start: {log.read_text(encoding='utf-8')[-2000:]}")
