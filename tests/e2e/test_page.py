"""What a visitor does with the page, over the sample reports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from visits import CACHE, Visit, serving

pytestmark = [pytest.mark.browser, pytest.mark.model]

CHINESE = "庆阳市2018年收到多少件政府信息公开申请"
ENGLISH = "how many applications did 庆阳 receive in 2018"
Visiting = Callable[..., Visit]


def test_a_chinese_question_opens_its_citation(samples: str, visiting: Visiting) -> None:
    page = visiting(samples).page
    page.locator("[class*=st-key-example-]").first.wait_for()
    page.locator("textarea").fill(CHINESE)
    page.keyboard.press("Enter")
    page.locator(".gk-answer .gk-amount", has_text="30").first.wait_for()
    page.locator(".gk-marker").first.click()
    sheet = page.locator(".gk-sheet:popover-open")
    sheet.wait_for()
    assert "30" in sheet.locator("mark").first.inner_text()
    page.keyboard.press("Escape")
    sheet.wait_for(state="hidden")


def test_a_marker_pressed_before_its_citation_is_there_opens_it_then(samples: str, visiting: Visiting) -> None:
    page = visiting(samples, f"/?q={quote(CHINESE)}").page
    page.locator(".gk-proof").wait_for()
    page.evaluate("window.taken = document.querySelector('.gk-proof'); window.place = taken.parentElement")
    page.evaluate("taken.remove()")
    page.locator(".gk-marker").first.click()
    assert page.locator(".gk-sheet").count() == 0
    page.evaluate("place.append(taken)")
    page.locator(".gk-sheet:popover-open").wait_for()


def test_a_citation_is_opened_and_closed_by_keyboard_and_read_aloud_in_its_language(
    samples: str, visiting: Visiting
) -> None:
    page = visiting(samples, f"/?lang=en&q={quote(ENGLISH)}").page
    page.locator(".gk-proof").wait_for()
    page.locator(".gk-copy").first.focus()
    for _ in range(5):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.gk-marker')"):
            break
    page.keyboard.press("Enter")
    sheet = page.locator(".gk-sheet:popover-open")
    sheet.wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.gk-sheet') !== null")
    assert sheet.locator(".gk-text").first.get_attribute("lang") == "zh-CN"
    assert page.evaluate("document.documentElement.lang") == "en"
    page.keyboard.press("Escape")
    sheet.wait_for(state="hidden")
    page.get_by_text("中文").click()
    page.locator("html[lang=zh-CN]").wait_for(state="attached")


def test_an_english_question_in_the_address_is_answered(samples: str, visiting: Visiting) -> None:
    page = visiting(samples, f"/?lang=en&q={quote(ENGLISH)}").page
    page.locator(".gk-answer .gk-amount", has_text="30").first.wait_for()
    page.locator(".gk-heading", has_text="Sources").wait_for()


def test_a_source_leads_to_its_place_in_the_whole_report(samples: str, visiting: Visiting) -> None:
    page = visiting(samples, f"/?q={quote(CHINESE)}").page
    page.locator(".gk-source").first.click()
    with page.expect_popup() as opened:
        page.locator(".gk-sheet:popover-open .gk-whole").click()
    report = opened.value
    report.locator(".gk-report mark").first.wait_for()
    report.wait_for_function("""() => {
        const box = document.querySelector(".gk-report mark").getBoundingClientRect();
        return box.top >= 0 && box.bottom <= window.innerHeight;
    }""")


def test_a_follow_up_and_an_abstention(samples: str, visiting: Visiting) -> None:
    visit = visiting(samples, f"/?q={quote(CHINESE)}")
    visit.page.locator(".gk-answer").first.wait_for()
    visit.ask("兰州市呢")
    visit.settle()
    assert visit.page.locator(".gk-badge").inner_text() == "库中没有这份报告"
    linked = visiting(samples, visit.page.url.removeprefix(samples)).page
    linked.locator(".gk-badge").wait_for()
    assert linked.locator(".gk-question").all_inner_texts() == [CHINESE, "兰州市呢"]
    visit.page.get_by_text("重新开始").click()
    visit.page.locator(".gk-tagline").wait_for()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_example_is_answered(samples: str, visiting: Visiting, language: str) -> None:
    visit = visiting(samples, f"/?lang={language}")
    page = visit.page
    page.locator("[class*=st-key-example-]").first.wait_for()
    visit.settle()
    for number in range(page.locator("[class*=st-key-example-]").count()):
        page.locator(f".st-key-example-{number} button").click()
        page.locator(".gk-proof .gk-source").first.wait_for()
        assert page.locator(".gk-badge").count() == 0
        page.get_by_text("重新开始" if language == "zh" else "Start over").click()
        page.locator(".gk-tagline").wait_for()


def test_a_long_answer_is_read_from_its_beginning(samples: str, visiting: Visiting) -> None:
    visit = visiting(samples)
    visit.page.locator("textarea").wait_for()
    visit.ask("阿坝州信息公开工作存在哪些问题")
    visit.ask("衡山县2017年政务微信公开了多少条信息")
    visit.page.wait_for_function("""() => {
        const box = [...document.querySelectorAll(".gk-question")].at(-1).getBoundingClientRect();
        return box.top >= 0 && box.bottom <= window.innerHeight;
    }""")
    assert visit.page.locator("textarea").is_visible()


@pytest.mark.parametrize("dark", [False, True])
def test_a_narrow_page_needs_no_sideways_scrolling(samples: str, visiting: Visiting, dark: bool) -> None:
    page = visiting(samples, f"/?q={quote(CHINESE)}", width=390, dark=dark).page
    page.locator(".gk-source").first.click()
    page.locator(".gk-sheet:popover-open").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    background = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert (sum(int(part) for part in background[4:-1].split(",")) < 200) == dark


def test_the_reports_are_listed_filtered_and_opened(samples: str, visiting: Visiting) -> None:
    visit = visiting(samples)
    page = visit.page
    page.get_by_role("link", name="报告").click()
    page.locator("[class*=st-key-gk-entry-]").nth(4).wait_for()
    page.get_by_test_id("stTextInputField").fill("衡山")
    page.keyboard.press("Enter")
    page.get_by_text("1 / 5").wait_for()
    visit.settle()  # until then, reports that do not match may still stand there
    page.locator("[class*=st-key-gk-entry-] button").first.click()
    page.locator(".gk-report").wait_for()


def test_an_empty_store_greets_and_takes_the_samples(tmp_path: Path, visiting: Visiting) -> None:
    with serving(tmp_path / "store", CACHE, tmp_path / "log") as address:
        visit = visiting(address)
        visit.page.get_by_text("载入示例报告").click()
        visit.page.locator("[class*=st-key-example-]").first.wait_for()
        visit.ask(CHINESE)
        visit.page.locator(".gk-amount", has_text="30").first.wait_for()
        visit.page.goto("about:blank")
