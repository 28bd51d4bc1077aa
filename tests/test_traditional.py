"""Reports in traditional characters: read, asked and quoted like their simplified editions."""

from __future__ import annotations

import io
import sqlite3
from pathlib import Path

import docx
import pytest
from answering import fill
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC
from stand_ins import LIN, WANG, HashEmbedder

from assistant import chain
from assistant.chain import open_assistant
from assistant.settings import Settings
from index.catalog import Catalog
from index.checks import check
from index.files import SourceFile, decode, read
from index.letters import simplified, simplified_report
from index.model import Report
from index.preview import has_title
from index.understand import understand

OWN = Path(__file__).parent.parent / "eval" / "sets" / "own" / "reports"
# A report of every era and layout; how a site's own switch to traditional characters, Taiwan and Hong Kong write them.
REPORTS = ("yiyang_2014.txt", "leishan.txt", "gulou_b.txt", "chaoyang_bj_2020.html", "jiangmen_1.md", "jiangmen_2.html")
WAYS = ("s2t", "s2tw", "s2hk")
TEXT = """青禾縣人民政府2022年政府資訊公開工作年度報告
一、總體情況
2022年，我縣主動公開政府資訊1.2萬條。全年共收到政府資訊公開申請12件，其中網路申請9件、信函申請3件，均已按時答覆。
二、存在的主要問題及改進情況
（一）「一門式」公開還不夠到位；
（二）業務培訓開展得不夠。
2023年1月20日
"""


def text_of(name: str) -> str:
    return decode((OWN / name).read_bytes())


def report(text: str, name: str = "report.txt", encoding: str = "utf-8") -> Report:
    data = text.encode(encoding, "xmlcharrefreplace" if name.endswith("html") else "strict")
    return understand(read(SourceFile(name, name, data)), name, "")


def found(one: Report) -> list[tuple[object, ...]]:
    """What was understood of a report, each figure with its place."""
    figures = [(i.code, i.applicant, i.value, i.state, i.unit, i.start, i.end, i.at) for i in one.indicators]
    return [one.identity.report_id, one.layout, *one.sections, *figures, *((q.exact, q.at) for q in one.quantities)]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", REPORTS)
def test_a_report_in_traditional_characters_is_read_as_its_simplified_edition(name: str, way: str) -> None:
    text = text_of(name)
    plain, turned = report(text, name), report(OpenCC(way).convert(text), name)
    assert found(turned) == found(plain)
    assert turned.text == plain.text
    assert turned.written == OpenCC(way).convert(plain.text)


@pytest.mark.parametrize("encoding", ["big5", "big5hkscs", "gb18030", "utf-16"])
def test_in_every_encoding(encoding: str) -> None:
    one = report(TEXT, encoding=encoding)
    assert one.id == "青禾县-2022"
    assert {(i.code, str(i.value)) for i in one.indicators if i.source == "text"} >= {
        ("applications_received", "12"),
        ("applications_online", "9"),
        ("applications_letter", "3"),
    }
    assert one.as_written.text == TEXT.strip()


def test_a_web_page_in_big5_says_what_its_simplified_edition_says() -> None:
    text = text_of("jiangmen_2.html").replace("utf-8", "big5")
    assert found(report(OpenCC("s2tw").convert(text), "page.html", "big5")) == found(report(text, "page.html"))


def test_a_word_document() -> None:
    document = docx.Document()
    for line in TEXT.splitlines():
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    one = understand(read(SourceFile("r.docx", "r.docx", out.getvalue())), "r.docx", "")
    assert (one.id, one.as_written.text) == ("青禾县-2022", TEXT.strip())


def test_what_is_written_stands_letter_for_letter_over_what_is_understood() -> None:
    one = report(OpenCC("s2tw").convert(text_of("leishan.txt")))
    shown = one.as_written
    assert len(shown.text) == len(one.text)
    assert shown.written is None
    assert shown.as_written is shown
    assert any(one.quote(item.start, item.end) != one.text[item.start : item.end] for item in one.indicators)
    assert all(one.quote(item.start, item.end) == shown.text[item.start : item.end] for item in one.indicators)
    for table in shown.tables:
        assert all(cell.text == shown.text[cell.start : cell.end] for cell in table.cells)


def test_its_title_is_its_own() -> None:
    one = report(TEXT)
    assert has_title(one)
    assert has_title(one.as_written)


def test_a_check_quotes_what_is_written() -> None:
    text = TEXT.replace("其中網路申請9件、信函申請3件", "其中網路申請9件、信函申請8件")
    ((finding,),) = [[one for one in check([report(text)]) if one.rule == "parts"]]
    assert all(text.strip()[one.start : one.end] == one.quote for one in finding.figures)


# -- which texts are traditional --------------------------------------------------------------------------------------


def test_a_simplified_text_that_keeps_some_old_letters_stays_as_it_is() -> None:
    text = "乾縣人民政府2018年政府信息公开工作年度报告。全年收到政府信息公开申请12件，均已答覆。乾陵街道办事处。"
    assert simplified_report(text) is None
    assert simplified_report("名稱\t攙\t數量") is None
    assert simplified_report("Annual report 2018") is None
    assert simplified_report("") is None


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_letter_stays_in_its_place(text: str) -> None:
    assert len(simplified(text)) == len(text)
    plain = simplified_report(text)
    assert plain is None or len(plain) == len(text)
    assert [i for i, one in enumerate(text) if one == "\n"] == [i for i, one in enumerate(plain or text) if one == "\n"]


def test_words_are_told_from_letters() -> None:
    assert simplified_report("公開：答覆申請人的反覆申請，網絡申請") == "公开：答复申请人的反复申请，网络申请"
    assert simplified_report("政府資訊公開，規範性檔案，「網路」申請") == "政府信息公开，规范性文件，“网络”申请"


# -- asked ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def store_of_one(tmp_path: Path, embedder: HashEmbedder, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(chain, "load_embedder", lambda *_: embedder)
    return fill(tmp_path / "store", [report(TEXT, encoding="big5")], embedder)


def test_the_catalogue_gives_what_is_written(store_of_one: Path) -> None:
    with Catalog(store_of_one) as catalog:
        assert catalog.text("青禾县-2022") == TEXT.strip()
        assert catalog.report("青禾县-2022") == report(TEXT, encoding="big5")


@pytest.mark.parametrize(
    ("question", "says", "quotes"),
    [
        ("青禾县2022年收到多少申请", "12件", "全年共收到政府資訊公開申請12件"),
        ("青禾縣2022年網絡申請幾件", "9件", "網路申請9件"),
        (
            "how much information did 青禾县 publish in 2022",
            "青禾县 (Qinghe) reported 1.2 万条 (ten thousand) items",
            "我縣主動公開政府資訊1.2萬條",
        ),
        ("青禾县2022年存在哪些问题", "“（一）「一門式」公開還不夠到位；”", "（二）業務培訓開展得不夠。"),
    ],
)
def test_an_answer_quotes_what_is_written(store_of_one: Path, question: str, says: str, quotes: str) -> None:
    opened = open_assistant(Settings(store=store_of_one))
    answer = opened.ask(question)
    opened.close()
    assert answer.status == "answered"
    assert says in answer.answer.replace(",", "")
    assert any(quotes in one.quote for one in answer.citations)
    assert all(TEXT[one.start : one.end] == one.quote for one in answer.citations)


def test_a_catalogue_from_before_is_carried_over(two_reports: Path) -> None:
    with sqlite3.connect(two_reports / "catalog.sqlite") as connection:
        connection.execute("ALTER TABLE reports DROP COLUMN written")
        connection.execute("UPDATE meta SET value = 'e944b2e0d3b5' WHERE key = 'schema'")
    connection.close()
    with Catalog(two_reports) as catalog:
        assert [entry.id for entry in catalog.reports()] == [LIN, WANG]
        assert catalog.report(LIN).written is None
