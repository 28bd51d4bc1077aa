"""Takes the pictures in the documents: `python docs/pictures.py`, with Chromium installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
PORT = 8599
ADDRESS = f"http://127.0.0.1:{PORT}"
ASKED = "庆阳市2018年收到多少件政府信息公开申请"
WIDE, NARROW = {"width": 1100, "height": 860}, {"width": 390, "height": 860}


def main() -> int:
    """Write docs/page-*.png; 1 where Chromium is not there."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("Chromium is not installed; install it and run this again.", file=sys.stderr)  # noqa: T201
        return 1
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with serving(Path(folder) / "store"):
            take_pages(browser)
        evaluation(browser, Path(folder) / "run.html")
        browser.close()
    return 0


@contextmanager
def serving(store: Path) -> Iterator[None]:
    """The page over the sample reports."""
    command = [sys.executable, "-m", "assistant.cli", "--store", str(store)]
    subprocess.run([*command, "index", "reports"], cwd=ROOT, check=True, capture_output=True)
    server = subprocess.Popen([*command, "ui", "--port", str(PORT)], cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        for _ in range(120):
            try:
                urlopen(f"{ADDRESS}/_stcore/health", timeout=2).close()  # noqa: S310
                break
            except OSError:
                time.sleep(0.5)
        yield
    finally:
        server.terminate()
        server.wait()


def take_pages(browser: Browser) -> None:
    """Ask, a source, and the pages beside it."""
    ask = opened(browser, f"/?q={quote(ASKED)}", ".gk-proof")
    picture(ask, "ask")
    ask.locator(".gk-source").first.click()
    picture(ask, "source")
    for name, link, ready in (
        ("indicators", "指标", ".gk-table"),
        ("check", "勾稽", ".gk-finding"),
        ("manage", "管理", ".gk-held"),
    ):
        page = opened(browser, "/", ".gk-name")
        page.get_by_role("link", name=link, exact=True).click()
        page.locator(ready).first.wait_for()
        if name == "manage":
            given = ROOT / "eval" / "sets" / "own" / "reports"
            page.locator("input[type=file]").set_input_files([given / "shuili.docx"])
            page.locator(".st-key-gk-card-0").wait_for()
        picture(page, name)
    picture(opened(browser, f"/?q={quote(ASKED)}", ".gk-proof", NARROW, dark=True), "narrow")


def opened(browser: Browser, path: str, ready: str, size: dict[str, int] | None = None, dark: bool = False) -> Page:
    """A page that shows what `ready` selects."""
    page = browser.new_page(viewport=size or WIDE, color_scheme="dark" if dark else "light", locale="zh-CN")
    page.goto(ADDRESS + path)
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
