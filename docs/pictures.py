"""Takes the pictures in the documents: `python docs/pictures.py`, with Chromium installed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page, sync_playwright

from eval.page_server import chromium, serving

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
ASKED = "庆阳市2018年收到多少件政府信息公开申请"
WIDE, NARROW = {"width": 1100, "height": 860}, {"width": 390, "height": 860}


def main() -> int:
    """Write docs/page-*.png; 1 where Chromium is not there."""
    program = chromium()
    if program is None:
        print("Chromium is not installed; install it and run this again.", file=sys.stderr)  # noqa: T201
        return 1
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        with samples(Path(folder) / "store") as address:
            take_pages(browser, address)
        evaluation(browser, Path(folder) / "run.html")
        browser.close()
    return 0


@contextmanager
def samples(store: Path) -> Iterator[str]:
    """The page over the sample reports; gives its address."""
    command = [sys.executable, "-m", "assistant.cli", "--store", str(store), "index", "reports"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with serving(ROOT / "ui" / "app.py", {**os.environ, "GONGKAI_STORE": str(store)}, folder=ROOT) as port:
        yield f"http://127.0.0.1:{port}"


def take_pages(browser: Browser, address: str) -> None:
    """Ask, a source, and the pages beside it."""
    ask = opened(browser, f"{address}/?q={quote(ASKED)}", ".gk-proof")
    picture(ask, "ask")
    ask.locator(".gk-source").first.click()
    picture(ask, "source")
    for name, link, ready in (
        ("indicators", "指标", ".gk-table"),
        ("check", "勾稽", ".gk-finding"),
        ("manage", "管理", ".gk-held"),
    ):
        page = opened(browser, address, ".gk-name")
        page.get_by_role("link", name=link, exact=True).click()
        page.locator(ready).first.wait_for()
        if name == "manage":
            given = ROOT / "eval" / "sets" / "own" / "reports"
            page.locator("input[type=file]").set_input_files([given / "shuili.docx"])
            page.locator(".st-key-gk-card-0").wait_for()
        picture(page, name)
    picture(opened(browser, f"{address}/?q={quote(ASKED)}", ".gk-proof", NARROW, dark=True), "narrow")


def opened(browser: Browser, address: str, ready: str, size: dict[str, int] | None = None, dark: bool = False) -> Page:
    """A page that shows what `ready` selects."""
    page = browser.new_page(viewport=size or WIDE, color_scheme="dark" if dark else "light", locale="zh-CN")
    page.goto(address)
    page.locator(ready).first.wait_for()
    return page


def picture(page: Page, name: str) -> None:
    """Write docs/page-`name`.png, once nothing moves any more."""
    page.wait_for_timeout(1500)
    page.screenshot(path=DOCS / f"page-{name}.png")


def evaluation(browser: Browser, file: Path) -> None:
    """The evaluation's own page."""
    command = [sys.executable, "-m", "eval.run", "--fresh", "--gate", "accepted", "--html", str(file)]
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    tab = browser.new_page(viewport={"width": 1160, "height": 1240})
    tab.goto(file.as_uri())
    tab.screenshot(path=DOCS / "page-evaluation.png")


if __name__ == "__main__":
    sys.exit(main())
