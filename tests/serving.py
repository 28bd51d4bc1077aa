"""The page's server over a store of its own, for the tests that ask it something."""

from __future__ import annotations

import base64
import http.client
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from assistant.settings import Settings
from eval import page_server
from eval.page_server import free_port
from index.errors import StoreError

__all__ = ["CACHE", "ROOT", "answer", "free_port", "serving", "websocket"]

ROOT = Path(__file__).resolve().parents[1]
CACHE = Settings.load().cache


@contextmanager
def serving(store: Path, cache: Path, log: Path, port: int | None = None, **settings: str) -> Iterator[str]:
    """The page served over `store`, with more in its environment where `settings` say so; gives its address."""
    environment = {**os.environ, "GONGKAI_STORE": str(store), "GONGKAI_CACHE": str(cache), "HF_HUB_OFFLINE": "1"}
    environment |= settings
    page = page_server.serving(ROOT / "ui" / "app.py", environment, port=port, log=log, folder=store.parent)
    with ExitStack() as held:
        try:
            taken = held.enter_context(page)
        except StoreError as error:
            pytest.fail(f"{error.message} {log.read_text(encoding='utf-8')[-2000:]}")
        yield f"http://localhost:{taken}"


def answer(port: int, path: str = "/", method: str = "GET", body: bytes | None = None, **named: str) -> Any:
    """What the server says: the answer, its headers and its body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {name.replace("_", "-"): value for name, value in named.items()}
    connection.request(method, path, body, headers)
    said = connection.getresponse()
    said.whole = said.read() if said.status != 101 else b""  # type: ignore[attr-defined]
    connection.close()
    return said


def websocket(port: int, **named: str) -> int:
    """How the server answers the beginning of a session."""
    key = base64.b64encode(b"0123456789abcdef").decode()
    hand = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13", "Sec_WebSocket_Key": key}
    return int(answer(port, "/_stcore/stream", **hand, **named).status)
