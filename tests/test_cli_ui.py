"""`gongkai ui`: where it listens, what it says of a port that is taken, and that nothing of it outlives it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
from collections.abc import Sequence
from pathlib import Path

import pytest
from oidc_provider import CLIENT_SECRET, COOKIE_SECRET, sign_in_file
from serving import ROOT, free_port

from assistant import cli, cli_ui
from assistant.settings import Settings

Calls = list[tuple[list[str], dict[str, str]]]


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> Calls:
    """The servers that would have been started."""
    calls: Calls = []

    def become(command: Sequence[str], environment: dict[str, str]) -> int:
        calls.append((list(command), environment))
        return 0

    monkeypatch.setattr(cli_ui, "_become", become)
    return calls


def run(*words: str) -> int:
    return cli.run(["ui", "--port", str(free_port()), *words])


def option(command: list[str], name: str) -> str:
    return command[command.index(name) + 1]


def test_the_page_is_for_this_machine_alone(begun: Calls, tmp_path: Path) -> None:
    assert run("--store", str(tmp_path)) == 0
    ((command, environment),) = begun
    assert Path(command[4]).is_file()
    assert option(command, "--server.address") == "127.0.0.1"
    assert option(command, "--browser.gatherUsageStats") == "false"
    assert environment["GONGKAI_STORE"] == str(tmp_path)
    assert environment["GONGKAI_INSECURE"] == "no"


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.0.2.7", "2001:db8::1", "office-machine"])  # noqa: S104
def test_other_machines_are_not_served_unasked(
    begun: Calls, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.7", 0))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    assert run("--address", address) == 2
    assert begun == []
    said = capsys.readouterr().err
    assert said.startswith(f"{address} can be reached from other machines")
    assert "GONGKAI_SIGN_IN" in said
    assert "--insecure" in said


@pytest.mark.parametrize("address", ["localhost", "127.0.0.2", "::1"])
def test_an_address_of_this_machine_alone_needs_nothing(
    begun: Calls, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(cli_ui, "_check_free", lambda *_: None)  # not every machine has them all
    assert run("--address", address) == 0
    assert option(begun[0][0], "--server.address") in {"127.0.0.1", "127.0.0.2", "::1"}


@pytest.mark.parametrize("words", [["--insecure"], []])
def test_whoever_says_so_serves_everybody(
    begun: Calls, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    if not words:
        monkeypatch.setenv("GONGKAI_INSECURE", "yes")
    assert run("--address", "0.0.0.0", *words) == 0  # noqa: S104
    assert begun[0][1]["GONGKAI_INSECURE"] == "yes"
    said = capsys.readouterr().err
    assert "of every address of this machine" in said
    assert "Everybody who reaches it can change the store." in said


def test_who_signs_people_in_may_serve_others(
    begun: Calls, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "sign-in.toml"
    file.write_text(sign_in_file("https://id.example.cn", "https://gongkai.example.cn"), encoding="utf-8")
    monkeypatch.setenv("GONGKAI_SIGN_IN", str(file))
    assert run("--address", "0.0.0.0") == 0  # noqa: S104
    command, environment = begun[0]
    assert environment["GONGKAI_SIGN_IN"] == str(file)
    assert "https://gongkai.example.cn, for those who sign in" in capsys.readouterr().err
    assert not [word for word in command if CLIENT_SECRET in word or COOKIE_SECRET in word]
    assert not [value for value in environment.values() if CLIENT_SECRET in value or COOKIE_SECRET in value]


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files")
@pytest.mark.parametrize(("mode", "warned"), [(0o600, False), (0o640, False), (0o644, True)])
def test_a_sign_in_file_that_everybody_reads_is_warned_of(
    begun: Calls,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    mode: int,
    warned: bool,
) -> None:
    file = tmp_path / "sign-in.toml"
    file.write_text(sign_in_file("https://id.example.cn", "https://gongkai.example.cn"), encoding="utf-8")
    file.chmod(mode)
    monkeypatch.setenv("GONGKAI_SIGN_IN", str(file))
    assert run() == 0
    assert ("chmod 600" in capsys.readouterr().err) is warned


def test_a_wrong_sign_in_file_is_one_sentence(
    begun: Calls, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "sign-in.toml"
    file.write_text(f'[auth]\nclient_secret = "{CLIENT_SECRET}"', encoding="utf-8")
    monkeypatch.setenv("GONGKAI_SIGN_IN", str(file))
    assert run() == 2
    said = capsys.readouterr().err
    assert said.startswith(f"The sign-in file {file}")
    assert CLIENT_SECRET not in said
    monkeypatch.setenv("GONGKAI_SIGN_IN", str(tmp_path / "none.toml"))
    assert run() == 2
    assert "there is no such file" in capsys.readouterr().err
    assert begun == []


def test_what_may_be_uploaded_follows_what_may_be_read(begun: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_MAX_FILE_MB", "7")
    assert run() == 0
    assert option(begun[0][0], "--server.maxUploadSize") == "7"
    own = tomllib.loads((ROOT / "ui" / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert own["server"]["maxUploadSize"] == Settings.load(environment={}).max_file_mb
    assert own["server"]["enableXsrfProtection"] is own["server"]["enableCORS"] is True


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
        assert is_up(port, 180)
        page.send_signal(signal.SIGTERM)
        page.wait(120)
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
