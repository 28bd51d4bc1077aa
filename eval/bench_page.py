"""How long the page takes in a real browser, from the key that asks to the answer on the screen, beside
`eval.bench_echo`, the bare page of Streamlit that says a question back.

Every visitor has a browser profile of his own, so nothing comes from a cache, and all of them and the server share this
machine. Needs Chromium and Playwright; `missing` says where they are not there.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from eval.page_server import chromium, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TOGETHER = 10
_ROOT = Path(__file__).resolve().parent.parent
_WAIT_MS = 60_000
_PAUSE_MS = 300  # in which a page that was just opened comes to rest
_BOX = "[data-testid=stChatInputTextArea]"
_SIZE = {"width": 1100, "height": 860}
# Notes when Enter is pressed and when there are more answers than before it.
_CLOCK = """answer => {
    const count = () => document.querySelectorAll(answer).length;
    const before = count();
    delete document.body.dataset.took;
    document.addEventListener("keydown", event => {
        if (event.key !== "Enter") return;
        const began = performance.now();
        new MutationObserver((_, observer) => {
            if (count() <= before) return;
            observer.disconnect();
            document.body.dataset.took = performance.now() - began;
        }).observe(document.body, {subtree: true, childList: true});
    }, {capture: true, once: true});
}"""


@dataclass(frozen=True, slots=True)
class Script:
    """A page to measure: the script that Streamlit runs, and what selects an answer on it."""

    path: Path
    answer: str


@dataclass(frozen=True, slots=True)
class Served:
    """A script that is served, the browser to visit it with, and what to ask there."""

    script: Script
    address: str
    browser: Browser
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """Milliseconds: until the page could be asked, until it answered, and until the last of `TOGETHER` had his."""

    opened: float
    answered: float
    together: float


OURS = Script(_ROOT / "ui" / "app.py", ".gk-answer")
ECHO = Script(_ROOT / "eval" / "bench_echo.py", "[data-testid=stChatMessage]")


def missing() -> str:
    """What keeps the page from being measured here, as a sentence; empty where nothing does."""
    if importlib.util.find_spec("playwright") is None:
        return "The page was not measured: Playwright is missing; install the development dependencies (make test)."
    return "" if chromium() else "The page was not measured: Chromium is missing; install it, as make test does."


@contextmanager
def served(environment: Mapping[str, str], questions: Sequence[str]) -> Iterator[tuple[Served, Served]]:
    """Both pages, visited once each so that they are warm; the store and all else are those of `environment`.

    Raises StoreError where a page does not start.
    """
    from playwright.sync_api import sync_playwright

    with ExitStack() as held:
        playwright = held.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        held.callback(browser.close)
        pages = [
            Served(script, held.enter_context(_serving(script, environment)), browser, tuple(questions))
            for script in (OURS, ECHO)
        ]
        for page in pages:
            visit(page)
        yield pages[0], pages[1]


def visit(page: Served) -> Visit:
    """One visitor opens the page and asks; then as many as `TOGETHER` ask at once, each another question."""
    with opening(page) as (alone, opened):
        answered = asked([alone], page, page.questions[:1])[0]
    with ExitStack() as held:
        crowd = [held.enter_context(opening(page))[0] for _ in range(TOGETHER)]
        together = max(asked(crowd, page, [page.questions[n % len(page.questions)] for n in range(TOGETHER)]))
    return Visit(opened, answered, together)


@contextmanager
def opening(page: Served) -> Iterator[tuple[Page, float]]:
    """The page in a profile of its own, and the milliseconds until it could be asked."""
    # The clock is set by a script that the page itself would not allow.
    context = page.browser.new_context(viewport=_SIZE, locale="zh-CN", bypass_csp=True)  # type: ignore[arg-type]
    try:
        tab = context.new_page()
        tab.set_default_timeout(_WAIT_MS)
        started = perf_counter()
        tab.goto(page.address)
        tab.locator(_BOX).wait_for()
        took = (perf_counter() - started) * 1000
        tab.wait_for_timeout(_PAUSE_MS)
        yield tab, took
    finally:
        context.close()


def asked(tabs: Sequence[Page], page: Served, questions: Sequence[str]) -> list[float]:
    """Milliseconds from each tab's Enter to its answer, the keys pressed one right after the other."""
    for tab, question in zip(tabs, questions, strict=True):
        tab.locator(_BOX).fill(question)
        tab.evaluate(_CLOCK, page.script.answer)
    tabs[-1].wait_for_timeout(_PAUSE_MS)
    for tab in tabs:
        tab.locator(_BOX).press("Enter", no_wait_after=True)
    return [_took(tab) for tab in tabs]


def _took(tab: Page) -> float:
    """What the clock in a tab says, once it does; the page's own policy lets nothing wait for it inside the page."""
    tab.locator("body[data-took]").wait_for(state="attached")
    return float(tab.locator("body").get_attribute("data-took") or "nan")


@contextmanager
def _serving(script: Script, environment: Mapping[str, str]) -> Iterator[str]:
    """The script served by Streamlit to this machine alone; gives its address."""
    options = ("--server.address", "127.0.0.1", "--browser.gatherUsageStats", "false")
    with serving(script.path, environment, *options) as port:
        yield f"http://127.0.0.1:{port}"
