"""A conversation: what a follow-up leans on, how an address carries it, and how it is saved."""

from __future__ import annotations

import io
from dataclasses import replace
from html import escape

from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from ui_samples import ABSENT, RECEIVED, SENTENCE, value

from assistant.model import Note
from ui.chart import chart
from ui.conversation import LONGEST_CARRIED, Turn, from_address, history, to_address
from ui.lines import escaped, figure_line, whose
from ui.saving import markdown, word
from ui.series import series

ANSWERED = Turn("云溪市2018年收到多少件申请", RECEIVED)
ABSTAINED = Turn("兰溪市呢", ABSENT)
FAILED = Turn("过长", trouble="The question is too long.")


def test_a_follow_up_leans_on_what_was_answered() -> None:
    assert history([ANSWERED, FAILED, Turn("停", stopped=True), ABSTAINED]) == (ANSWERED.question, ABSTAINED.question)


def test_an_address_carries_the_question_and_those_before_it() -> None:
    assert to_address([ANSWERED]) == {"q": ANSWERED.question}
    assert to_address([ANSWERED, FAILED, ABSTAINED]) == {"q": ABSTAINED.question, "h": [ANSWERED.question]}
    assert to_address([FAILED]) == {}


@given(st.lists(st.text(alphabet="甲乙 ?&=", min_size=1, max_size=900).filter(str.strip), max_size=12))
def test_an_address_gives_back_the_last_questions_and_stays_short(questions: list[str]) -> None:
    questions = [question.strip() for question in questions]
    carried = to_address([Turn(question, RECEIVED) for question in questions])
    asked = from_address(str(carried.get("q", "")), list(carried.get("h", [])))
    assert list(asked) == questions[len(questions) - len(asked) :]
    assert bool(asked) == bool(questions)
    assert sum(map(len, asked)) <= LONGEST_CARRIED


def test_a_saved_conversation_holds_answers_notes_and_quotes() -> None:
    saved = markdown([ANSWERED, ABSTAINED, FAILED], "zh")
    assert SENTENCE in saved
    assert "## 兰溪市呢" in saved
    assert "库中没有这份报告" in saved
    assert "The question is too long." in saved


def test_nothing_in_saved_markdown_acts() -> None:
    hostile = "<script>x</script> ![图](http://x.example/a.png) [去](javascript:x) # 题\n- 项"
    saved = markdown([Turn(hostile, replace(RECEIVED, answer=hostile, notes=(Note("check", hostile),)))], "zh")
    assert "<script>" not in saved
    assert "](" not in saved
    assert escaped("1. 甲") == "1\\. 甲"


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab甲乙。,12.) (]![_*`~#+->=:&;<|\\$x ltmp", min_size=1, max_size=25))
def test_a_text_that_is_escaped_is_what_markdown_reads(text: str) -> None:
    words = " ".join(text.split())
    read = MarkdownIt("commonmark").enable(["strikethrough", "table"]).render(escaped(words))
    assert read.strip() == (f"<p>{escape(words)}</p>" if words else "")


def test_a_word_document_holds_the_same() -> None:
    read = Document(io.BytesIO(word([ANSWERED, Turn("坏\x00字", trouble="没有")], "zh")))
    lines = [paragraph.text for paragraph in read.paragraphs]
    assert any(SENTENCE in line for line in lines)
    assert "坏字" in lines


def test_a_figure_is_copied_with_its_source() -> None:
    line = figure_line(value("57", 1), RECEIVED.citations, "zh")
    assert line.startswith("云溪市2018 收到申请数: 57件")
    assert SENTENCE in line
    assert "临江省云溪市-2018" in line
    assert "\n" not in line
    assert "留空" in figure_line(value(None, 1), RECEIVED.citations, "zh")


def test_a_department_s_figure_is_not_its_region_s() -> None:
    cited = replace(RECEIVED.citations[0], issuer="云溪市水利局")
    assert whose(value("57", 1), (cited,)) == "云溪市水利局"
    assert whose(value("57", 1), RECEIVED.citations) == "云溪市"


def test_years_make_a_line_and_places_make_bars() -> None:
    years = [replace(value(str(number), 1), year=2015 + number) for number in range(4)]
    over_years = series(years)
    assert over_years is not None
    assert over_years.over == "year"
    places = series([replace(value(str(number), 1), region=f"第{number}县") for number in range(3)])
    assert places is not None
    assert places.over == "place"
    assert chart(places, "zh")["mark"]["type"] == "bar"
    assert chart(places, "zh")["autosize"]["type"] == "fit-x", "or the axes take the room of the bars' names"
    assert chart(over_years, "zh")["mark"]["type"] == "line"


def test_places_of_different_years_are_bars_named_with_their_year() -> None:
    drawn = series([replace(value(str(n), 1), region=f"第{n}县", year=2015 + n) for n in range(3)])
    assert drawn is not None
    assert drawn.over == "place"
    assert [point.place for point in drawn.points] == ["第0县 2015", "第1县 2016", "第2县 2017"]


def test_a_blank_is_not_drawn_and_two_are_no_series() -> None:
    years = [replace(value(None if number == 1 else "0", 1), year=2015 + number) for number in range(4)]
    drawn = series(years)
    assert drawn is not None
    assert [(one.year, one.number) for one in drawn.points] == [(2015, 0), (2017, 0), (2018, 0)]
    assert series(years[:3]) is None


def test_different_things_are_no_series() -> None:
    assert series([replace(value("1", 1), year=2015 + number, unit="件条次"[number]) for number in range(3)]) is None
    assert series([value("1", 1)] * 3) is None
