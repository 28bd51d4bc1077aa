"""Signing in, for real: a provider that answers as OpenID Connect says, and a browser that goes there and back."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from oidc_provider import CLIENT_SECRET, COOKIE_SECRET, Provider, provider, sign_in_file
from visits import CACHE, ROOT, Visit, free_port, serving

from index.build import embedder_factory, index_paths

pytestmark = [pytest.mark.browser, pytest.mark.model]

# Every logger of the process at its most talkative, so that what is never to be logged has every chance to be.
TALKATIVE = "import logging\nlogging.basicConfig(level=logging.DEBUG)\n"


@dataclass(frozen=True)
class Office:
    """A page that asks people to sign in, and where they do."""

    address: str
    provider: Provider
    log: Path


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    (folder / "site").mkdir()
    (folder / "site" / "sitecustomize.py").write_text(TALKATIVE)
    index_paths(sorted((ROOT / "reports").glob("庆阳*.txt")), folder / "store", embedder_factory(None, CACHE, print))
    port = free_port()
    with provider() as running:
        file = folder / "sign-in.toml"
        file.write_text(sign_in_file(running.issuer, f"http://localhost:{port}"), encoding="utf-8")
        settings = {
            "GONGKAI_SIGN_IN": str(file),
            "PYTHONPATH": os.pathsep.join((str(folder / "site"), str(ROOT))),
            "STREAMLIT_LOGGER_LEVEL": "debug",
        }
        with serving(folder / "store", CACHE, folder / "log", port, **settings) as address:
            yield Office(address, running, folder / "log")


@pytest.fixture
def entering(office: Office, visiting: Callable[..., Visit]) -> Callable[..., Visit]:
    """Opens the page in a profile of its own and signs somebody in."""

    def enter(login: str | None = None, path: str = "/") -> Visit:
        visit = visiting(office.address, path, known=(office.provider.issuer,))
        if login is not None:
            visit.page.get_by_role("button", name="登录", exact=True).click()
            visit.page.get_by_role("link", name=login, exact=True).click()
            visit.page.locator(".st-key-sign-out button").wait_for()
            visit.page.locator(".st-key-gk-input, [role=alert], .gk-answer").first.wait_for()
            visit.settle()
        return visit

    return enter


def links(visit: Visit) -> set[str]:
    """The pages that the head leads to."""
    return set(visit.page.locator(".st-key-gk-head [data-testid=stPageLink]").all_inner_texts())


def test_nobody_sees_a_report_before_signing_in(entering: Callable[..., Visit]) -> None:
    visit = entering(path="/?q=庆阳市2018年收到多少件申请")
    visit.page.get_by_text("请先登录").wait_for()
    assert links(visit) == set()
    assert "庆阳" not in visit.page.inner_text("body")
    assert visit.page.locator("textarea").count() == 0


def test_a_link_to_an_answer_leads_to_it_over_signing_in(entering: Callable[..., Visit]) -> None:
    visit = entering("yue", "/?q=庆阳市2018年收到多少件政府信息公开申请&h=有哪些报告")
    visit.page.locator(".gk-answer").nth(1).wait_for()
    assert [one["name"] for one in visit.page.context.cookies() if "back" in one["name"]] == []


def test_a_reader_asks_and_looks_and_reaches_no_page_of_editors(entering: Callable[..., Visit]) -> None:
    visit = entering("yue")
    assert links(visit) == {"提问", "报告", "指标", "勾稽"}
    visit.ask("庆阳市2018年收到多少件政府信息公开申请")
    visit.settle()  # until then the button may be drawn anew under the press
    with visit.page.expect_download() as saved:
        visit.page.get_by_role("button", name="存为 Markdown").click()
    assert "庆阳市" in Path(saved.value.path()).read_text(encoding="utf-8")
    assert entering().page.request.get(saved.value.url).status == 403
    for path in ("manage", "evaluation"):
        visit.page.goto(f"{visit.address}/{path}")
        visit.page.get_by_text("这一页供编辑人员使用").wait_for()
        assert visit.page.locator("input[type=file]").count() == 0
    visit.page.locator(".st-key-sign-out button").wait_for()
    visit.errors[:] = [
        line for line in visit.errors if "404" not in line
    ]  # Streamlit looks for its server below a page


def test_an_editor_adds_a_report(entering: Callable[..., Visit]) -> None:
    visit = entering("bian")
    assert links(visit) == {"提问", "报告", "指标", "勾稽", "管理", "评测"}
    visit.go("管理")
    visit.page.locator("input[type=file]").set_input_files(str(ROOT / "eval/sets/own/reports/leishan.txt"))
    visit.page.locator(".st-key-commit button").click()
    visit.page.locator(".gk-held").nth(1).wait_for()
    visit.page.locator(".st-key-commit").wait_for(state="detached")


def test_who_is_in_no_group_is_let_nowhere_and_may_leave(entering: Callable[..., Visit]) -> None:
    visit = entering("lu")
    visit.page.get_by_text("不在可以使用本页的用户组里").wait_for()
    assert visit.page.get_by_role("alert").count() == 1
    assert links(visit) == set()
    assert visit.page.locator("textarea").count() == 0


def test_a_sign_in_that_is_over_is_none(entering: Callable[..., Visit]) -> None:
    visit = entering("jiu")
    visit.page.get_by_text("登录已到期").wait_for()
    assert links(visit) == set()


def test_signing_out_ends_it_here_and_at_the_provider(office: Office, entering: Callable[..., Visit]) -> None:
    visit = entering("bian")
    before = office.provider.signed_out
    visit.page.locator(".st-key-sign-out button").click()
    visit.page.get_by_text("请先登录").wait_for()
    assert office.provider.signed_out == before + 1
    assert [one["name"] for one in visit.page.context.cookies() if one["name"].startswith("_streamlit_user")] == []


def test_a_cookie_that_was_changed_signs_nobody_in(entering: Callable[..., Visit]) -> None:
    """The reader's own cookie does sign in from elsewhere; with one letter of it changed it does not."""
    given = [one for one in entering("yue").page.context.cookies() if one["name"].startswith("_streamlit_user")]
    assert given
    assert all(one["httpOnly"] and one["sameSite"] == "Lax" for one in given)
    for spoilt in (False, True):
        visit = entering()
        carried = [{**one, "value": changed(one["value"]) if spoilt else one["value"]} for one in given]
        visit.page.context.add_cookies(carried)
        visit.page.goto(visit.address)
        if spoilt:
            visit.page.get_by_text("请先登录").wait_for()
            assert links(visit) == set()
        else:
            visit.page.get_by_role("link", name="提问", exact=True).wait_for()


def changed(value: str) -> str:
    """A cookie's value with one letter in the middle of what it says changed."""
    middle = len(value) // 3
    return value[:middle] + ("A" if value[middle] != "A" else "B") + value[middle + 1 :]


def test_no_secret_is_logged(office: Office, entering: Callable[..., Visit]) -> None:
    visit = entering("bian")
    (cookie,) = [one["value"] for one in visit.page.context.cookies() if one["name"] == "_streamlit_user"]
    visit.page.goto(f"{office.address}/oauth2callback?code=wrong&state=wrong")
    visit.page.locator(".st-key-sign-out button").wait_for()
    log = office.log.read_text(encoding="utf-8")
    assert "DEBUG:" in log
    assert len(office.provider.tokens) >= 2
    for secret in (CLIENT_SECRET, COOKIE_SECRET, cookie, *office.provider.tokens):
        assert secret not in log
    assert not re.search(r"eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+", log), "a signed token"
