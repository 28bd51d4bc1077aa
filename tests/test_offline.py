"""With every connection out of this machine refused, indexing, asking, the evaluation and the page work as ever."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from serving import serving, websocket

ROOT = Path(__file__).resolve().parent.parent
REFUSING = """
import socket, sys

def is_local(address):
    if not isinstance(address, tuple):
        return True  # a socket of this machine's file system
    return str(address[0]) in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "::", "")

def refuse(name, whole):
    def call(self, address, *rest):
        if not is_local(address):
            with open(LOG, "a") as log:
                log.write(f"{name} {address}\\\\n")
            raise OSError(101, "Network is unreachable")
        return whole(self, address, *rest)
    return call

def refuse_name(whole):
    def call(host, *rest, **named):
        if host not in (None, "", b"") and not is_local((host,)):
            with open(LOG, "a") as log:
                log.write(f"name {host}\\\\n")
            raise socket.gaierror(-3, "Temporary failure in name resolution")
        return whole(host, *rest, **named)
    return call

for name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, name, refuse(name, getattr(socket.socket, name)))
socket.getaddrinfo = refuse_name(socket.getaddrinfo)
"""
PAGE = """
from streamlit.testing.v1 import AppTest
page = AppTest.from_file("ui/main.py", default_timeout=120).run()
assert not page.exception, page.exception
print("drawn", len(page.main))
"""


@pytest.fixture
def offline(tmp_path: Path, model_cache: Path) -> dict[str, str]:
    """An environment in which no process may reach another machine; each try is written to `tried`."""
    folder = tmp_path / "site"
    folder.mkdir()
    log = tmp_path / "tried"
    (folder / "sitecustomize.py").write_text(REFUSING.replace("\\\\n", "\\n").replace("LOG", repr(str(log))))
    path = os.pathsep.join((str(folder), str(ROOT)))
    dropped = ("HF_HUB_OFFLINE",)  # it must not be needed
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return {**kept, "PYTHONPATH": path, "GONGKAI_STORE": str(tmp_path / "store"), "GONGKAI_CACHE": str(model_cache)}


def ran(offline: dict[str, str], *words: str, code: str = "from assistant.cli import main; main()") -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, env=offline, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.model
def test_nothing_asks_for_the_network(offline: dict[str, str], tmp_path: Path) -> None:
    assert "Added 5 reports" in ran(offline, "index", "reports")
    assert "30" in ran(offline, "ask", "how many applications did 庆阳 receive in 2018")
    assert ran(offline, "ask", "庆阳市2018年接待外宾多少人次")
    ran(offline, "eval", "seeds", "--gate", "accepted", "--type", "catalogue")
    assert "drawn" in ran(offline, code=PAGE)
    visited(offline, tmp_path)
    assert not (tmp_path / "tried").exists(), (tmp_path / "tried").read_text()


def test_a_connection_would_be_refused_and_noted(offline: dict[str, str], tmp_path: Path) -> None:
    code = (
        "import socket\n"
        "for act in (lambda: socket.create_connection(('example.org', 80), 1),\n"
        "            lambda: socket.socket().connect(('192.0.2.1', 80))):\n"
        "    try: act()\n"
        "    except OSError as error: print(error)\n"
    )
    assert ran(offline, code=code).count("\n") == 2
    assert (tmp_path / "tried").read_text() == "name example.org\nconnect ('192.0.2.1', 80)\n"


def visited(offline: dict[str, str], tmp_path: Path) -> None:
    """The page's server started and visited, and called from another site's page: Streamlit alone would then ask a
    host outside what this machine's address is."""
    with serving(tmp_path / "store", Path(offline["GONGKAI_CACHE"]), tmp_path / "log", **offline) as address:
        with urllib.request.urlopen(address, timeout=30) as page:  # noqa: S310 - an address of this machine
            assert page.status == 200
        assert websocket(int(address.rpartition(":")[2]), Origin="http://elsewhere.example") == 403
