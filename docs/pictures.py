"""Takes the picture of the evaluation's page: `python docs/pictures.py`, with Chromium installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

DOCS = Path(__file__).resolve().parent


def main() -> int:
    """Run the evaluation and write docs/page-evaluation.png; 1 where Chromium is not there."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("Chromium is not installed; install it and run this again.", file=sys.stderr)  # noqa: T201
        return 1
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder) / "run.html"
        command = [sys.executable, "-m", "eval.run", "--fresh", "--gate", "accepted", "--html", str(page)]
        subprocess.run(command, cwd=DOCS.parent, stdout=subprocess.DEVNULL, check=False)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1160, "height": 1240})
        tab.goto(page.as_uri())
        tab.screenshot(path=DOCS / "page-evaluation.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
