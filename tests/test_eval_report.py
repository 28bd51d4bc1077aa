"""The HTML report: whole, self-contained, and safe with whatever an answer says."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

from eval.metrics import PrecisionRecall
from eval.report import html
from eval.result import Extraction, Row, RunResult

ROW = Row(
    "a-1", "quantity", "zh", "甲县热线接了多少电话", "甲县 2020 来电 12次", "answered", "answered", "12次 [1]。",
    ("甲县 2020 来电 12次",),    "right", (), 1, 1, 1, 1, True, 3.5, (True, False), 1,
)  # fmt: skip
BAD = replace(ROW, id="a-2", question="<script>alert(1)</script>", outcome="wrong", reasons=("states 13次 & more",))
RUN = RunResult("seeds", "default", (ROW, BAD), (Extraction("form-2021", 40, PrecisionRecall(1.0, 0.5)),))


class Balance(HTMLParser):
    """Counts the tags that were opened and not closed, and what would be loaded from elsewhere."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.loaded: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.loaded += [str(value) for name, value in attrs if name in {"src", "href"}]
        self.loaded += [tag] if tag in {"script", "link"} else []
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_loads_nothing() -> None:
    page = Balance(html(RUN))
    assert page.open == []
    assert page.loaded == []


def test_what_an_answer_says_is_shown_and_never_run() -> None:
    text = html(RUN)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "states 13次 &amp; more" in text


def test_scores_extraction_and_failures_are_there() -> None:
    text = html(RUN)
    assert "50.0 %" in text
    assert "form-2021" in text
    assert text.index("a-2") < text.index("a-1 ·")


def test_what_changed_is_there_when_asked_for() -> None:
    assert "What changed" not in html(RUN)
    assert "<b>worse</b> a-2: right → wrong" in html(RUN, replace(RUN, rows=(ROW, replace(BAD, outcome="right"))))


def test_an_empty_run_is_a_page_too() -> None:
    assert Balance(html(RunResult("none", "default", ()))).open == []
