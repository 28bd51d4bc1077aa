"""What the page draws of an answer, and that nothing in it can act."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from ui_samples import ABSENT, RECEIVED, SENTENCE, YUNXI, cite, value

from assistant.model import Answer, Note, Value
from ui import draw
from ui.view import Segment, figure, matching, segments, view


def drawn(answer: Answer) -> str:
    return str(draw.answer(view(answer, {YUNXI.id: YUNXI}.get, "zh"), "turn-0", "zh"))


class Tags(HTMLParser):
    """The tags and attribute names of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_markers_are_cut_out_and_other_brackets_stay_words() -> None:
    assert segments("共57件 [1]。文号[2018]", {1}) == (Segment("共57件"), Segment(marker=1), Segment("。文号[2018]"))
    assert segments("[1][2]", {1, 2}) == (Segment(marker=1), Segment(marker=2))
    assert segments("没有出处[1]", set()) == (Segment("没有出处[1]"),)


def test_a_hyphen_begins_an_item() -> None:
    shown = view(replace(RECEIVED, answer="存在:\n- 一是不够[1]\n- 二是不多"), {}.get, "zh").lines
    assert [line.item for line in shown] == [False, True, True]
    assert shown[1].words == (Segment("一是不够"), Segment(marker=1))


@given(st.text(alphabet="甲[]12 。", max_size=40))
def test_cutting_at_markers_loses_no_words(text: str) -> None:
    cut = segments(text, {1, 2})
    joined = "".join(segment.text if segment.marker is None else f"[{segment.marker}]" for segment in cut)
    assert joined.replace(" ", "") == text.replace(" ", "")


def test_each_marker_opens_a_sheet_that_is_there() -> None:
    html = drawn(RECEIVED)
    assert html.count('popovertarget="gk-turn-0-source-1"') >= 2
    assert html.count('id="gk-turn-0-source-1"') == html.count('id="gk-turn-0-source-2"') == 1
    assert "<mark>全年共收到政府信息公开申请57件</mark>" in html


def test_the_markers_of_two_turns_are_kept_apart() -> None:
    shown = view(RECEIVED, {YUNXI.id: YUNXI}.get, "zh")
    assert "turn-1" not in str(draw.answer(shown, "turn-0", "zh"))


def test_words_of_reports_and_notes_stay_words() -> None:
    read = Tags(drawn(RECEIVED))
    assert "script" not in read.tags
    assert "<script>alert(1)</script>" in read.text


@given(st.text(alphabet="<>\"'&=/ scriptonload甲{}", max_size=60))
def test_no_text_becomes_markup(text: str) -> None:
    hostile = replace(RECEIVED, answer=text, notes=(Note("check", text, ()),))
    plain = replace(RECEIVED, answer="字", notes=(Note("check", "字", ()),))
    assert Tags(drawn(hostile)).tags <= Tags(drawn(plain)).tags
    assert Tags(drawn(hostile)).attributes == Tags(drawn(plain)).attributes


def test_an_abstention_says_so_and_an_answer_does_not() -> None:
    assert view(ABSENT, {}.get, "zh").badge == "库中没有这份报告"
    assert view(ABSENT, {}.get, "en").badge == "No such report here"
    assert view(RECEIVED, {}.get, "zh").badge == ""


def test_a_blank_is_drawn_as_blank_and_zero_as_zero() -> None:
    answer = replace(RECEIVED, values=(value(None, 1), value("0", 1)))
    blank, zero = view(answer, {}.get, "zh").figures
    assert (blank.value, blank.state, blank.unit) == ("", "留空", "")
    assert (zero.value, zero.state, zero.unit) == ("0", "", "件")
    assert "<b>0</b>" in drawn(answer)
    assert "<b></b>" not in drawn(answer)


def test_many_figures_become_a_table() -> None:
    answer = replace(RECEIVED, values=tuple(value(str(number), 1) for number in range(5)))
    assert 'class="gk-figure"' not in drawn(answer)
    assert drawn(answer).count("<tr>") >= 6


def test_the_name_of_the_one_indicator_of_a_table_stands_above_it() -> None:
    figures = [value(str(number), 1) for number in range(5)]
    assert drawn(replace(RECEIVED, values=tuple(figures))).count(f"<caption>{figures[0].label}</caption>") == 1
    figures[4] = replace(figures[4], label="主动公开政府信息数")
    shown = drawn(replace(RECEIVED, values=tuple(figures)))
    assert "<caption>" not in shown
    assert shown.count(f"<td>{figures[0].label}</td>") == 4
    assert "<td>主动公开政府信息数</td>" in shown


def test_a_quote_that_its_report_no_longer_holds_is_shown_alone() -> None:
    changed = replace(YUNXI, text="改过的全文" * 100)
    shown = view(RECEIVED, {YUNXI.id: changed}.get, "zh")
    assert shown.sources[0].context is None
    assert "<mark>全年共收到政府信息公开申请57件</mark>" in str(draw.answer(shown, "turn-0", "zh"))


def test_notes_carry_their_citations_once() -> None:
    held = replace(RECEIVED, notes=(Note("conflict", "正文[1]与表不一致", (1, 2, 9)),))
    body = view(held, {}.get, "zh").notes[0].body
    assert [segment.marker for segment in body if segment.marker is not None] == [1, 2]


def test_the_filter_wants_every_word() -> None:
    haystacks = {"a": "云溪市 2018", "b": "云溪市 2017", "c": "Baisha 2018"}
    assert matching("云溪 2018", haystacks) == ["a"]
    assert matching("BAISHA", haystacks) == ["c"]
    assert matching(" ", haystacks) == ["a", "b", "c"]


def test_a_figure_is_labelled_in_the_reader_s_language() -> None:
    value = Value("granted", "予以公开", "某县", 2022, "3", "件", "reported", (1,), applicant="business")
    assert figure(value, "en").label == "applications granted (businesses)"
    assert figure(value, "zh").label == "予以公开"


def test_figures_of_two_places_of_one_name_stand_under_their_full_names() -> None:
    other = replace(cite(2, SENTENCE), report="吉林省云溪市-2018")
    values = (value("57", 1), value("58", 2))
    shown = view(replace(RECEIVED, values=values, citations=(cite(1, SENTENCE), other)), None, "zh")
    assert [one.place for one in shown.figures] == [YUNXI.id.rpartition("-")[0], "吉林省云溪市"]
