"""`gongkai ui`: where it listens, what it says of a port that is taken, and that nothing of it outlives it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant import cli, cli_ui


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_the_page_is_for_this_machine_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    calls: list[tuple[list[str], dict[str, str]]] = []

    def become(command: Sequence[str], environment: dict[str, str]) -> int:
        calls.append((list(command), environment))
        return 0

    monkeypatch.setattr(cli_ui, "_become", become)
    assert cli.run(["ui", "--port", str(free_port()), "--store", str(tmp_path)]) == 0
    ((command, environment),) = calls
    assert Path(command[4]).is_file()
    assert command[command.index("--server.address") + 1] == "127.0.0.1"
    assert command[command.index("--browser.gatherUsageStats") + 1] == "false"
    assert environment["GONGKAI_STORE"] == str(tmp_path)


def test_a_port_that_is_taken_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert cli.run(["ui", "--port", str(port)]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"Port {port} of this machine cannot be listened on")
    assert "The page is at" not in said


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_nothing_is_left_when_it_is_told_to_end(tmp_path: Path) -> None:
    port = free_port()
    page = subprocess.Popen(
        [sys.executable, "-c", "from assistant.cli import main; main()", "ui", "--port", str(port)],
        env={**os.environ, "GONGKAI_STORE": str(tmp_path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        assert is_up(port, 60)
        page.send_signal(signal.SIGTERM)
        page.wait(30)
        with pytest.raises(ProcessLookupError):
            os.killpg(page.pid, 0)
    finally:
        if page.poll() is None:
            page.kill()


def is_up(port: int, seconds: float) -> bool:
    """Whether the page answers within so many seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            time.sleep(0.2)
    return False
