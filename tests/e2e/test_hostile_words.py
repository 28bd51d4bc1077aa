"""What reports and their names say is words on every page: nothing of it runs, links, loads or is set as Markdown."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from visits import CACHE, ROOT, Visit, serving

pytestmark = [pytest.mark.browser, pytest.mark.model]

LEISHAN = ROOT / "eval" / "sets" / "own" / "reports" / "leishan.txt"
HOSTILE = (
    "<script>window.acted=1</script><img src=x onerror='window.acted=1'>![图](http://x.example/a.png)"
    "[去](javascript:window.acted=1)<a href='http://x.example/'>a</a> **粗** :red[红] :material/home: $x^2$"
)
ACTING = "script:not([src]), img[src*='x.example'], img[src='x'], a[href*='x.example'], a[href^='javascript'], .katex"
# What stands in a page is looked for where reports are drawn; Streamlit's own page has scripts of its own.
DRAWN = "[data-testid=stMain]"


def acts(visit: Visit) -> list[str]:
    """What came to life of the hostile words on the page as it is, beside the page's own scripts."""
    found: list[str] = (
        visit.page.locator(DRAWN)
        .locator(ACTING)
        .evaluate_all("found => found.map(one => one.outerHTML).filter(html => /acted|x\\.example|katex/.test(html))")
    )
    return found + (["it ran"] if visit.page.evaluate("window.acted") else [])


def test_hostile_reports_and_names_are_words(tmp_path: Path, visiting: Callable[..., Visit]) -> None:
    lines = LEISHAN.read_text(encoding="utf-8").splitlines()
    text = "\n".join([lines[0], *(f"{line}{HOSTILE}" if len(line) > 20 else line for line in lines[1:]), HOSTILE])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(f"{HOSTILE}.txt", text)
        archive.writestr(f"b{HOSTILE}.txt", HOSTILE)
    given = {"name": f"{HOSTILE}.zip", "mimeType": "application/zip", "buffer": packed.getvalue()}
    with serving(tmp_path / "store", CACHE, tmp_path / "log") as address:
        visit = visiting(address)
        visit.page.on("dialog", lambda one: visit.errors.append(one.message))
        visit.go("管理")
        visit.page.locator("input[type=file]").set_input_files(given)
        visit.page.locator(".st-key-commit button").wait_for()
        assert acts(visit) == []
        visit.page.locator(".st-key-commit button").click()
        visit.page.locator(".gk-held").first.wait_for()
        visit.page.locator(".st-key-commit").wait_for(state="detached")
        visit.settle()
        assert acts(visit) == []
        ready = {"指标": "[data-testid=stDataFrame]", "勾稽": ".st-key-check-by", "提问": "textarea"}
        for link, there in ready.items():
            visit.go(link)
            visit.page.locator(there).first.wait_for()
            visit.settle()
            assert acts(visit) == [], link
        visit.ask(f"雷山县主要做法 {HOSTILE}")
        visit.settle()
        assert acts(visit) == []
        visit.go("报告")
        visit.page.locator("[class*=st-key-open-] button").first.click()
        visit.page.locator(".gk-report").wait_for()
        visit.settle()
        assert acts(visit) == []
        assert "window.acted=1" in visit.page.locator(".gk-report").inner_text()
        visit.page.goto("about:blank")
