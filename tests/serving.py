"""The page's server over a store of its own, for the tests that ask it something."""

from __future__ import annotations

import base64
import http.client
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest

from assistant.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
CACHE = Settings.load().cache


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(store: Path, cache: Path, log: Path, port: int | None = None, **settings: str) -> Iterator[str]:
    """The page served over `store`, with more in its environment where `settings` say so; gives its address."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "ui" / "app.py"), "--server.port", str(port)]
    environment = {**os.environ, "GONGKAI_STORE": str(store), "GONGKAI_CACHE": str(cache), "HF_HUB_OFFLINE": "1"}
    environment |= settings
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


def answer(port: int, path: str = "/", method: str = "GET", body: bytes | None = None, **named: str) -> Any:
    """What the server says: the answer, its headers and its body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
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
