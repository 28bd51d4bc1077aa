"""A Chinese sentence of a chat model is shown where it shortens what a report says, and nowhere else."""

from __future__ import annotations

import re
import time
from functools import cache
from pathlib import Path

import pytest
from chat_liars import LIES
from chat_replies import Piece, Said
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.verify_shortened import added

REPORTS = Path(__file__).resolve().parent.parent / "reports"
QUOTE = (
    "2031年,市政府办公室共收到政府信息公开申请63件,同比增长20%,其中不予公开2件,未收到行政复议申请。"
    "市教育局举办培训班3期,培训人员246人次,召开新闻发布会5场。"
)
PLAN = "下一步,我市将加强队伍建设,计划新建查阅点12个,力争年底前完成。部分单位对公开工作重视不够,存在应付现象。"
DUTIES = "市教育局负责学校信息、市卫生局负责医院信息的公开。有关单位未能按时答复申请,领导重视程度不高、经费不足。"

SHORTENED = (
    (QUOTE, "市政府办公室收到申请63件，同比增长20%。"),
    (QUOTE, "2031年，市政府办公室收到政府信息公开申请六十三件。"),
    (QUOTE, "没有收到行政复议申请。"),
    (QUOTE, "市教育局举办培训班3期，并召开新闻发布会5场。"),
    (QUOTE, "报告指出，市教育局举办了培训班三期。"),
    (PLAN, "下一步，我市将加强队伍建设，计划新建查阅点12个。"),
    (PLAN, "部分单位对公开工作重视不够。"),
    (DUTIES, "领导重视程度不高、经费不足。"),
    (DUTIES, "有关单位未能按时答复申请。"),
)
CHANGED = (
    (QUOTE, "市政府办公室收到政府信息公开申请36件。", "another figure"),
    (QUOTE, "市政府办公室收到政府信息公开申请63条。", "another unit"),
    (QUOTE, "市政府办公室收到政府信息公开申请63万件。", "another magnitude"),
    (QUOTE, "市政府办公室收到政府信息公开申请七十三件。", "another figure in words"),
    (QUOTE, "同比增长63件。", "a figure of another thing"),
    (QUOTE, "市政府办公室收到不予公开2件。", "two clauses made one"),
    (QUOTE, "培训人员246人次。", "whose figure it is"),
    (QUOTE, "不予公开2件。", "a part without its whole"),
    (QUOTE, "收到行政复议申请。", "a not left out"),
    (QUOTE, "市政府办公室举办培训班3期。", "another's doing"),
    (QUOTE, "市政府办公室收到政府信息公开申请63件，召开新闻发布会5场。", "another's doing in a second clause"),
    (QUOTE, "市教育局收到政府信息公开申请63件。", "done by another"),
    (QUOTE, "2031年，市政府办公室收到政府信息公开申请63件，增长20%。", "compared with what"),
    (QUOTE, "2031年，市政府办公室共收到政府信息公开申请63件，位居全省第一。", "an addition"),
    (QUOTE, "市政府办公室收到政府信息公开申请63件，群众十分满意。", "an addition without a figure"),
    (QUOTE, "市政府办公室圆满完成政府信息公开申请63件。", "another verb"),
    (PLAN, "我市加强队伍建设。", "a plan as done"),
    (PLAN, "新建查阅点12个。", "a planned figure as done"),
    (PLAN, "年底前完成。", "an aim as done"),
    (PLAN, "单位对公开工作重视不够。", "a part as the whole"),
    (PLAN, "存在应付现象。", "a part as the whole, further on"),
    (PLAN, "对公开工作重视。", "praise for blame"),
    (DUTIES, "市教育局负责医院信息的公开。", "another's duty"),
    (DUTIES, "有关单位未答复申请。", "a stronger denial"),
    (DUTIES, "领导重视。", "the predicate left out"),
)


@pytest.mark.parametrize(("quote", "text"), SHORTENED)
def test_what_shortens_a_quote_is_its_own(quote: str, text: str) -> None:
    assert added(text, [quote]) is None


@pytest.mark.parametrize(("quote", "text", "lie"), CHANGED)
def test_what_changes_a_quote_is_not(quote: str, text: str, lie: str) -> None:
    assert added(text, [quote]) is not None, lie


def test_words_said_again_and_again_take_no_time() -> None:
    started = time.process_time()
    assert added("公开" * 200 + "青云。", ["公开信息" * 200 + "。"]) is not None
    assert time.process_time() - started < 10


def test_clauses_may_come_from_several_quotes_and_not_from_none() -> None:
    assert added("公开平台过多。查找检索不便。", ["公开平台过多。", "查找检索不便。"]) is None
    assert added("公开平台过多。", []) is not None
    assert added("。", ["公开平台过多。"]) is not None


@cache
def sentences() -> tuple[str, ...]:
    """The sentences of the sample reports' running text."""
    texts = [path.read_text("utf-8") for path in sorted(REPORTS.glob("*.txt"))]
    found = (one.strip() for text in texts for line in text.splitlines() for one in re.split(r"(?<=[。；])", line))
    return tuple(dict.fromkeys(one for one in found if 12 < len(one) < 160 and one.endswith(("。", "；"))))


def test_what_the_reports_say_is_their_own() -> None:
    kept = [one for one in sentences() if added(one, [one]) is None]
    assert len(kept) >= 0.97 * len(sentences()) > 200


@pytest.mark.parametrize("lie", [name for name in LIES if name not in {"unknown_id", "no_id"}])
def test_no_lie_about_the_reports_is_told(lie: str) -> None:
    quotes, told = sentences(), []
    for quote, other in zip(quotes, quotes[7:], strict=False):
        pieces = (Piece("1", quote), Piece("2", other))
        said = LIES[lie](Said(quote, ("1",)), pieces)
        cited = [piece.text for piece in pieces if said is not None and piece.id in said.ids]
        if said is not None and added(said.text, cited) is None:
            told.append(said.text)
    assert told == []


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_word_from_elsewhere_is_found_wherever_it_is_put(data: st.DataObject) -> None:
    quote = data.draw(st.sampled_from(sentences()))
    word = data.draw(st.sampled_from(["全国先进", "三千七百", "青云局", "翻番", "书记", "圆满", "百分之百"]))
    at = data.draw(st.integers(0, len(quote) - 1))
    assert word in quote or added(quote[:at] + word + quote[at:], [quote]) is not None


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_no_not_is_lost(data: st.DataObject) -> None:
    denying = [one for one in sentences() if re.search(r"没有|未(?!来)|不(?:予|够|足|到|能|存在)", one)]
    quote = data.draw(st.sampled_from(denying))
    affirmed = re.sub(r"没有|未(?!来)|不(?=予|够|足|到|能|存在)", "", quote, count=1)
    assert added(affirmed, [quote]) is not None


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_no_figure_changes_its_place(data: st.DataObject) -> None:
    counted = [one for one in sentences() if len(set(re.findall(r"\d+(?=[件条次人个份期场])", one))) > 1]
    quote = data.draw(st.sampled_from(counted))
    figures = list(re.finditer(r"\d+(?=[件条次人个份期场])", quote))
    one, other = data.draw(st.sampled_from([(a, b) for a in figures for b in figures if a.start() < b.start()]))
    if one[0] != other[0]:
        swapped = quote[: one.start()] + other[0] + quote[one.end() : other.start()] + one[0] + quote[other.end() :]
        assert added(swapped, [quote]) is not None
