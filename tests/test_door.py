"""The page's door: who is let through, what is closed, and what every answer carries."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from oidc_provider import sign_in_file
from serving import ROOT, answer, free_port, serving, websocket

from assistant.sign_in import read_sign_in
from ui.door import CLOSED, MOST_PASSES, Passes, Rules, downloading, refusal
from ui.signed_in import browser

HERE = ("127.0.0.1", 50000)
THERE = ("192.0.2.44", 50000)


def asked(
    host: str = "localhost:8501",
    client: Any = HERE,
    server: Any = HERE,
    method: str = "GET",
    path: str = "/",
    **named: str,
) -> tuple[dict[str, Any], dict[str, str]]:
    scope = {"type": "http", "method": method, "path": path, "client": client, "server": server, "scheme": "http"}
    return scope, {"host": host, **named}


@pytest.fixture
def office(tmp_path: Path) -> Rules:
    """The rules of a page that signs people in."""
    file = tmp_path / "sign-in.toml"
    file.write_text(sign_in_file("https://id.example.cn", "https://gongkai.example.cn"), encoding="utf-8")
    return Rules(read_sign_in(file))


@pytest.mark.parametrize(
    ("request_", "let_in"),
    [
        (asked(), True),
        (asked("127.0.0.1:8501"), True),
        (asked("[::1]:8501", ("::1", 1, 0, 0), ("::1", 8501, 0, 0)), True),
        (asked(client=("::ffff:127.0.0.1", 1), server=("::ffff:127.0.0.1", 8501)), True),
        (asked("evil.example"), False),
        (asked("localhost.evil.example:8501"), False),
        (asked(""), False),
        (asked(client=THERE), False),
        (asked(server=("192.0.2.1", 8501)), False),
        (asked(client=None), False),
        (asked(server=("/run/page.sock", None)), False),
        (asked("192.0.2.1:8501", THERE, ("192.0.2.1", 8501)), False),
    ],
)
def test_without_signing_in_only_this_machine_is_let_in(request_: Any, let_in: bool) -> None:
    assert (refusal(*request_, Rules()) is None) is let_in


def test_insecure_lets_everybody_in() -> None:
    assert refusal(*asked("192.0.2.1:8501", THERE, ("192.0.2.1", 8501)), Rules(insecure=True)) is None
    assert refusal(*asked("a/b"), Rules(insecure=True)) is not None


@pytest.mark.parametrize(
    ("host", "let_in"),
    [("gongkai.example.cn", True), ("GONGKAI.example.cn:443", True), ("localhost:8501", True), ("other.cn", False)],
)
def test_with_signing_in_the_page_has_one_name(office: Rules, host: str, let_in: bool) -> None:
    assert (refusal(*asked(host, THERE), office) is None) is let_in


@pytest.mark.parametrize("kind", ["websocket", "http"])
@pytest.mark.parametrize(
    ("origin", "let_in"),
    [
        ("http://localhost:8501", True),
        ("http://localhost:9999", False),
        ("http://evil.example", False),
        ("null", False),
    ],
)
def test_another_sites_page_changes_nothing(kind: str, origin: str, let_in: bool) -> None:
    scope, named = asked(origin=origin)
    scope |= {"type": kind, "method": "POST"}
    assert (refusal(scope, named, Rules()) is None) is let_in


def test_reading_needs_no_origin() -> None:
    assert refusal(*asked(origin="http://evil.example"), Rules()) is None


@pytest.mark.parametrize("path", [*CLOSED, *(f"/base{one}" for one in CLOSED), "/_stcore/agent/interact"])
def test_what_tells_of_the_server_or_drives_it_without_a_browser_is_closed(path: str) -> None:
    assert refusal(*asked(path=path), Rules()) == (404, "There is nothing here.")


def test_only_the_sessions_that_may_give_files_do() -> None:
    sessions = Passes()
    assert not sessions.may("a")
    sessions.let("a")
    assert sessions.may("a")
    sessions.stop("a")
    assert not sessions.may("a")
    for number in range(MOST_PASSES + 1):
        sessions.let(str(number))
    assert not sessions.may("0")
    assert sessions.may(str(MOST_PASSES))


def test_a_pass_ends() -> None:
    passes = Passes()
    passes.let("a", time.time() + 60)
    passes.let("b", time.time() - 1)
    assert (passes.may("a"), passes.may("b")) == (True, False)


def test_where_people_sign_in_a_file_is_given_to_the_browser_of_somebody_signed_in(office: Rules) -> None:
    def let_in(cookie: str, path: str = "/media/0a1b.csv", rules: Rules = office) -> bool:
        return refusal(*asked("gongkai.example.cn", THERE, path=path, cookie=cookie), rules) is None

    known = browser({"_streamlit_user": "2|abc", "_streamlit_user__1": "def", "theme": "x"})
    downloading.let(known)
    try:
        assert let_in('theme=y; _streamlit_user="2|abc"; _streamlit_user__1=def; _streamlit_user_tokens=t')
        assert not let_in("_streamlit_user=2|abc")
        assert not let_in("_streamlit_user=2|abd; _streamlit_user__1=def")
        assert not let_in("")
        assert let_in("", "/media/icon.svg")
        assert let_in("", "/static/media/MaterialSymbols.woff2")
        assert let_in("", "/")
    finally:
        downloading.stop(known)
    assert not let_in("_streamlit_user=2|abc; _streamlit_user__1=def")
    assert refusal(*asked(path="/media/0a1b.csv"), Rules()) is None, "nobody signs in there"


# -- the door in a server -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a page without a report."""
    folder = tmp_path_factory.mktemp("door")
    with serving(folder / "store", folder / "cache", folder / "log") as address:
        yield int(address.rpartition(":")[2])


@pytest.mark.parametrize("path", ["/", "/manage", "/media/none", "/_stcore/health", "/_stcore/metrics", "/favicon.png"])
def test_every_answer_carries_the_headers(served: int, path: str) -> None:
    said = answer(served, path)
    policy = dict(part.split(" ", 1) for part in said.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["connect-src"] == "'self'"
    assert "unsafe" not in policy["script-src"]
    assert not re.search(r"https?:|\*", said.headers["Content-Security-Policy"])
    assert said.headers["X-Content-Type-Options"] == "nosniff"
    assert said.headers["X-Frame-Options"] == "DENY"
    assert said.headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in said.headers["Permissions-Policy"]
    assert said.headers["Strict-Transport-Security"] is None


def test_the_scripts_in_streamlits_own_page_are_those_that_the_policy_knows(served: int) -> None:
    """The page lies at a place in Streamlit's package that no public name leads to: this says so when it moves."""
    said = answer(served)
    inline = re.findall(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", said.whole.decode(), re.DOTALL)
    assert inline
    for script in inline:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in said.headers["Content-Security-Policy"]


def test_https_is_kept_to_where_a_proxy_before_the_page_speaks_it(served: int) -> None:
    said = answer(served, "/_stcore/health", X_Forwarded_Proto="https")
    assert said.headers["Strict-Transport-Security"].startswith("max-age=")
    cookies = said.headers.get_all("Set-Cookie") or []
    assert cookies
    assert all("; secure" in one.lower() for one in cookies)


def test_a_request_that_a_proxy_passes_on_is_not_from_here(served: int) -> None:
    said = answer(served, X_Forwarded_For="192.0.2.44")
    assert said.status == 403
    assert b"GONGKAI_SIGN_IN" in said.whole


def test_a_name_that_was_made_to_mean_this_machine_is_turned_away(served: int) -> None:
    assert answer(served, Host="evil.example").status == 403


def test_a_session_begins_from_the_pages_own_address_alone(served: int) -> None:
    assert websocket(served, Origin=f"http://127.0.0.1:{served}") == 101
    assert websocket(served, Origin="http://evil.example") == 403
    assert websocket(served, Host="evil.example", Origin="http://evil.example") == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST"])
def test_nobody_gives_files_without_the_manage_page(served: int, method: str) -> None:
    said = answer(served, "/_stcore/upload_file/some-session/some-file", method, b"x" * 100)
    assert said.status == 403
    assert b"Manage" in said.whole


def test_cross_site_forgery_is_guarded_against(served: int) -> None:
    """The cookie whose value every change has to repeat."""
    cookies = answer(served, "/_stcore/health").headers.get_all("Set-Cookie") or []
    assert any(one.startswith("_streamlit_xsrf=") and "SameSite=Lax" in one for one in cookies)


NAME = "gongkai.example.cn"
PASSED_ON = {"Host": NAME, "X_Forwarded_For": "192.0.2.44", "X_Forwarded_Proto": "https"}


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a page that signs people in, with a server before it that speaks HTTPS."""
    folder = tmp_path_factory.mktemp("behind")
    file = folder / "sign-in.toml"
    file.write_text(sign_in_file("https://id.example.cn", f"https://{NAME}"), encoding="utf-8")
    settings = {"GONGKAI_SIGN_IN": str(file)}
    with serving(folder / "store", folder / "cache", folder / "log", **settings) as address:
        yield int(address.rpartition(":")[2])


def test_an_office_reaches_its_page_through_the_server_before_it(behind: int) -> None:
    said = answer(behind, "/_stcore/health", **PASSED_ON)
    assert said.status == 200
    assert said.headers["Strict-Transport-Security"]
    assert all("; secure" in one.lower() for one in said.headers.get_all("Set-Cookie"))
    assert websocket(behind, Origin=f"https://{NAME}", **PASSED_ON) == 101
    assert answer(behind, Host=f"127.0.0.1:{behind}").status == 200


@pytest.mark.parametrize(
    "named", [{"Host": "other.example.cn"}, {"Origin": "https://other.example.cn"}, {"Origin": "null"}]
)
def test_an_office_is_reached_under_its_name_alone(behind: int, named: dict[str, str]) -> None:
    assert websocket(behind, **{**PASSED_ON, "Origin": f"https://{NAME}", **named}) == 403


def test_signing_in_begins_at_the_page_alone(behind: int) -> None:
    """What leads to the provider is signed, and what comes back without having been sent there signs nobody in."""
    for path in ("/auth/login", "/auth/login?provider=default", "/oauth2callback?code=a&state=b"):
        said = answer(behind, path, **PASSED_ON)
        assert (said.status, said.headers["Location"]) == (302, "/"), path
        assert "_streamlit_user=" not in "".join(said.headers.get_all("Set-Cookie") or []).replace(
            '_streamlit_user=""', ""
        )


# -- a server that must not start -------------------------------------------------------------------------------------


def started(*options: str, script: str = "app.py", folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Streamlit started with these options, and how it ended."""
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "ui" / script), "--server.headless", "true"]
    command += ["--server.port", str(free_port()), *options]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=180, check=False, cwd=folder, env={**os.environ, **settings}
    )


@pytest.mark.parametrize("address", ["0.0.0.0", "::"])  # noqa: S104
def test_streamlit_itself_serves_no_others_unasked(tmp_path: Path, address: str) -> None:
    ended = started("--server.address", address, folder=tmp_path)
    assert ended.returncode == 2
    assert ended.stderr.splitlines()[-1].startswith(f"Nobody is asked to sign in, and {address} is not this machine")
    assert "Traceback" not in ended.stderr


def test_a_page_without_protection_against_forgery_is_not_served(tmp_path: Path) -> None:
    ended = started("--server.enableXsrfProtection", "false", folder=tmp_path)
    assert ended.returncode == 2
    assert "server.enableXsrfProtection is off" in ended.stderr


def test_streamlits_own_secrets_are_not_taken_for_signing_in(tmp_path: Path) -> None:
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "secrets.toml").write_text('[auth]\ncookie_secret = "kept-to-itself"\n')
    ended = started(folder=tmp_path)
    assert ended.returncode == 2
    assert "GONGKAI_SIGN_IN" in ended.stderr
    assert "kept-to-itself" not in ended.stderr + ended.stdout
