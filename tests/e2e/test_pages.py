"""What a visitor does on the pages beside Ask: add reports, look through figures, save, check, evaluate."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from visits import CACHE, ROOT, Visit, serving

pytestmark = [pytest.mark.browser, pytest.mark.model]

Visiting = Callable[..., Visit]
OWN = ROOT / "eval" / "sets" / "own" / "reports"
NAMELESS = """一、主动公开情况
本年度主动公开政府信息312条。
二、依申请公开情况
共收到政府信息公开申请17件,均已办结,未收取处理费。
三、行政复议、行政诉讼情况
未发生行政复议和行政诉讼。
四、存在的主要问题及改进情况
公开栏更新不够及时,下一步加强业务培训。"""
PLACES = ("云溪区2022年", "江门市2021年", "江门市2022年", "宁夏水利厅2020年", "鼓楼区2022年", "青禾区2021年")
SERIES = "各地收到多少件申请"
SOME_OF_THEM = re.compile(r"^(\d+) / (?!\1 )\d+ 项$")
LINKS = {
    "zh": ("报告", "指标", "勾稽", "管理", "评测"),
    "en": ("Reports", "Indicators", "Check", "Manage", "Evaluation"),
}
READY = (".gk-about", "[data-testid=stDataFrame]", ".gk-finding", ".gk-held", ".st-key-run-set button")


def upload(visit: Visit, *files: Path, cards: int = 0) -> None:
    """Give files to the page and wait until it says what they are, one a card unless there are more `cards`."""
    visit.page.locator("input[type=file]").set_input_files([str(file) for file in files])
    visit.page.locator(f".st-key-gk-card-{(cards or len(files)) - 1}").wait_for()
    visit.settle()


def correct(visit: Visit, number: int, **said: str) -> None:
    """Say by hand whose the report in a card is; its form is open."""
    card = visit.page.locator(f".st-key-gk-card-{number}")
    for field, label in (("issuer", "发布机关"), ("place", "地区"), ("year", "年度")):
        if field in said:
            card.get_by_label(label, exact=True).fill(said[field])
            visit.page.keyboard.press("Tab")
    if "level" in said:
        card.get_by_label("级别").fill(said["level"])
        visit.page.keyboard.press("Enter")
    card.get_by_role("button", name="更正", exact=True).click()


def commit(visit: Visit, held: int) -> None:
    """Confirm, and wait until the store holds so many reports."""
    visit.settle()
    visit.page.locator(".st-key-commit button").click()
    visit.page.locator(".gk-held").nth(held - 1).wait_for()
    visit.page.locator(".st-key-commit").wait_for(state="detached")


def column(sheet: Worksheet, number: int) -> Iterator[tuple[Any, ...]]:
    """The cells of a column, each alone, without its head."""
    return sheet.iter_rows(min_row=2, min_col=number + 1, max_col=number + 1)


def test_a_new_user_adds_a_report_of_each_format_and_asks_about_it(tmp_path: Path, visiting: Visiting) -> None:
    packed = tmp_path / "packed.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(OWN / "gulou_b.txt", "2022/gulou_b.txt")
        archive.writestr("unwanted.txt", f"谷里县2021年政府信息公开工作年度报告\n{NAMELESS}")
    with serving(tmp_path / "store", CACHE, tmp_path / "log") as address:
        visit = visiting(address)
        visit.page.get_by_text("载入示例报告").wait_for()
        visit.go("管理")
        upload(visit, ROOT / "tests" / "reports" / "pdf" / "word.pdf")
        visit.page.get_by_text("更正发布机关、地区或年度").click()
        correct(visit, 0, issuer="云溪区人民政府")
        visit.page.locator(".gk-facts dd", has_text="云溪区人民政府").wait_for()
        commit(visit, 1)
        bad = tmp_path / "note.txt"
        bad.write_text("买菜清单 <script>alert(1)</script>", encoding="utf-8")
        nameless = tmp_path / "nameless.txt"
        nameless.write_text(NAMELESS, encoding="utf-8")
        files = (OWN / "leishan.txt", OWN / "jiangmen_1.md", OWN / "jiangmen_2.html", OWN / "shuili.docx")
        upload(visit, *files, packed, bad, nameless, cards=8)
        assert visit.page.locator(".gk-trouble").count() == 2
        correct(visit, 7, issuer="青禾区人民政府", place="湖南省 长沙市 青禾区", level="县级", year="2021")
        visit.page.locator(".st-key-gk-card-7 .gk-facts dd", has_text="青禾区人民政府").wait_for()
        visit.page.locator(".st-key-gk-card-5 label").first.click()
        commit(visit, 7)
        assert visit.page.locator(".gk-held", has_text="谷里县").count() == 0
        visit.go("提问")
        for place in PLACES:
            visit.ask(f"{place}收到多少件政府信息公开申请")
            assert visit.page.locator(".gk-badge").count() == 0, place
        visit.page.goto("about:blank")


def test_indicators_are_filtered_downloaded_and_compared(samples: str, visiting: Visiting) -> None:
    visit = visiting(samples)
    visit.go("指标")
    visit.page.locator("[data-testid=stDataFrame]").wait_for()
    visit.page.locator(".st-key-filter-whose input").fill("庆阳市人民政府")
    visit.page.get_by_role("option", name="庆阳市人民政府").click()
    visit.page.keyboard.press("Escape")
    visit.page.get_by_text(SOME_OF_THEM).wait_for()
    visit.settle()
    with visit.page.expect_download() as saved:
        visit.page.locator(".st-key-save-csv button").click()
    rows = list(csv.DictReader(io.StringIO(Path(saved.value.path()).read_text(encoding="utf-8-sig"))))
    assert {row["issuer"] for row in rows} == {"庆阳市人民政府"}
    received = [row for row in rows if row["code"] == "applications_received" and row["value"]]
    assert {row["value"] for row in received} == {"30"}
    assert all("30" in row["quote"] for row in received)
    with visit.page.expect_download() as saved:
        visit.page.locator(".st-key-save-xlsx button").click()
    sheet = load_workbook(io.BytesIO(Path(saved.value.path()).read_bytes())).active
    assert sheet.max_row == len(rows) + 1
    names = [cell.value for cell in sheet[1]]
    values = [
        (row["value"], cell.value) for row, (cell,) in zip(rows, column(sheet, names.index("value")), strict=True)
    ]
    assert any(number for _, number in values)
    assert all(number is None if not text else number == float(text) for text, number in values)


def test_a_series_is_drawn_and_a_conversation_saved(samples: str, visiting: Visiting) -> None:
    visit = visiting(samples, f"/?q={quote(SERIES)}")
    visit.page.locator(".gk-answer").wait_for()
    visit.page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first.wait_for()
    with visit.page.expect_download() as saved:
        visit.page.get_by_role("button", name="存为 Markdown").click()
    assert SERIES in Path(saved.value.path()).read_text(encoding="utf-8")
    with visit.page.expect_download() as saved:
        visit.page.get_by_role("button", name="存为 Word").click()
    assert zipfile.is_zipfile(saved.value.path())


def test_a_figure_is_copied_with_its_source_and_a_thumb_is_kept(samples: str, visiting: Visiting) -> None:
    visit = visiting(samples, f"/?q={quote('庆阳市2018年收到多少件政府信息公开申请')}")
    visit.page.locator(".gk-proof").wait_for()
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.page.evaluate("navigator.clipboard.writeText('')")
    visit.page.locator(".gk-copy").first.click()
    assert "共收到政府信息公开申请30件" in visit.copied()
    visit.page.locator("[class*=st-key-gk-opinion-] button").first.click()
    visit.page.get_by_text("已记下").wait_for()
    visit.go("评测")
    visit.page.get_by_text("读者评价 1 条").wait_for()


@pytest.mark.parametrize(("language", "width", "dark"), [("zh", 390, True), ("en", 1100, False)])
def test_every_page_opens_narrow_and_dark_in_both_languages(
    samples: str, visiting: Visiting, language: str, width: int, dark: bool
) -> None:
    visit = visiting(samples, f"/?lang={language}", width=width, dark=dark)
    visit.page.locator(".st-key-gk-examples button").first.wait_for()
    for path in ("manage", "reports?lang=en"):
        assert visiting(samples, f"/{path}").page.locator(".gk-held, .gk-about").first.wait_for() is None
    for link, ready in zip(LINKS[language], READY, strict=True):
        visit.go(link)
        visit.page.locator(ready).first.wait_for()
        assert visit.page.locator(".gk-trouble").count() == 0
        assert visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
