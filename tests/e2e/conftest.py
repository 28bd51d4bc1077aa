"""A real browser for the tests of the page."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright
from visits import CACHE, ROOT, Visit, serving

from eval.page_server import chromium
from index.build import embedder_factory, index_paths

CHROMIUM = chromium()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; where there is none the test is skipped, except in continuous integration, where that is a failure."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("chromium is missing; make test installs it where it may")
        pytest.skip("needs chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page over the five sample reports."""
    folder = tmp_path_factory.mktemp("page")
    reports = sorted((ROOT / "reports").glob("*.txt"))
    index_paths(reports, folder / "store", embedder_factory(None, CACHE, lambda _: None))
    with serving(folder / "store", CACHE, folder / "log") as address:
        yield address


@pytest.fixture
def visiting(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Opens pages; at the end of the test none may have logged an error or asked another host for anything."""
    visits: list[Visit] = []

    def visit(
        address: str, path: str = "", width: int = 1100, dark: bool = False, known: tuple[str, ...] = ()
    ) -> Visit:
        scheme = "dark" if dark else "light"
        page = browser.new_page(viewport={"width": width, "height": 860}, color_scheme=scheme, locale="zh-CN")
        # For the pages that it opens, too. Indexing takes a minute where the machine is busy with other things.
        page.context.set_default_timeout(180_000)
        opened = Visit(page, address, known=known)
        opened.listen()
        visits.append(opened)
        page.goto(address + path)
        return opened

    yield visit
    for opened in visits:
        opened.page.close()
    assert [opened.errors for opened in visits if opened.errors] == []
    assert [opened.foreign for opened in visits if opened.foreign] == []
