"""The pages' logic, run by Streamlit's own test driver over an invented store."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from ui_samples import PLAIN, SENTENCE, YUNXI, FakeAssistant, FakeCatalog, span

from assistant.model import Language
from index.build_process import Request
from index.catalog_feedback import Feedback
from ui import ask, awaiting, resources
from ui.conversation import Turn
from ui.jobs import Jobs
from ui.lines import plain

APP = Path(__file__).parent.parent / "ui" / "main.py"
ASKED = "云溪市2018年收到多少件申请"


@pytest.fixture
def assistant(monkeypatch: pytest.MonkeyPatch) -> FakeAssistant:
    """The page over two invented reports."""
    fake = FakeAssistant()
    catalog = FakeCatalog(YUNXI, PLAIN)
    monkeypatch.setattr(resources, "assistant", lambda: fake)
    monkeypatch.setattr(resources, "catalog", lambda: catalog)
    monkeypatch.setattr(resources, "settings", lambda: SimpleNamespace(max_question_chars=2000))
    return fake


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=120)
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def html(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(element.proto.body for element in app.get("html"))


def button(app: AppTest, label: str) -> object:
    return next(one for one in app.button if one.label == label)


def test_the_first_page_offers_questions_that_the_store_answers(assistant: FakeAssistant) -> None:
    app = opened()
    assert "云溪市2018年收到多少件政府信息公开申请？" in [one.label for one in app.button]
    assert assistant.asked == []


def test_a_typed_question_is_answered_and_the_address_carries_it(assistant: FakeAssistant) -> None:
    app = opened()
    app.chat_input[0].set_value(ASKED).run()
    assert SENTENCE in html(app)
    assert app.query_params["q"] == ASKED
    assert assistant.asked == [(ASKED, ())]


def test_an_example_is_asked_when_it_is_clicked(assistant: FakeAssistant) -> None:
    app = opened()
    app.button(key="example-0").click().run()
    assert len(assistant.asked) == 1
    assert SENTENCE in html(app)
    assert not any((one.key or "").startswith("example-") for one in app.button)


def test_a_follow_up_goes_with_the_questions_before_it(assistant: FakeAssistant) -> None:
    app = opened(q=ASKED)
    app.chat_input[0].set_value("兰溪市呢").run()
    assert assistant.asked == [(ASKED, ()), ("兰溪市呢", (ASKED,))]
    assert "库中没有这份报告" in html(app)
    assert SENTENCE in html(app)


def test_a_question_in_the_address_is_asked_once(assistant: FakeAssistant) -> None:
    app = opened(q=ASKED)
    app.run()
    assert len(assistant.asked) == 1


def test_an_address_with_a_conversation_asks_it_whole(assistant: FakeAssistant) -> None:
    app = AppTest.from_file(str(APP), default_timeout=120)
    app.query_params["q"] = "兰溪市呢"
    app.query_params["h"] = [ASKED]
    shown = html(app.run())
    assert assistant.asked == [(ASKED, ()), ("兰溪市呢", (ASKED,))]
    assert SENTENCE in shown
    assert app.query_params["h"] in (ASKED, [ASKED])


def test_an_overlong_question_is_told_and_no_follow_up_leans_on_it(assistant: FakeAssistant) -> None:
    app = opened()
    app.chat_input[0].set_value("过长" * 1500).run()
    assert "问题太长了" in html(app)
    assert "ask a shorter one" in html(app)
    assert "q" not in app.query_params
    app.chat_input[0].set_value(ASKED).run()
    assert assistant.asked[-1] == (ASKED, ())


@pytest.mark.parametrize("pressed", ["example-0", "regenerate"])
def test_a_button_that_is_pressed_twice_asks_once(
    assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch, pressed: str
) -> None:
    """The second press breaks off the page while it waits for the answer to the first."""
    app = opened(**({} if pressed == "example-0" else {"q": ASKED, "h": "有哪些报告"}))
    before = [question for question, _ in assistant.asked]
    again: list[str] = []
    waited = ask.await_answer

    def await_answer(question: str, history: tuple[str, ...], shown: Language) -> Turn:
        if not again:
            again.append(question)
            (partial(ask.choose, question) if pressed == "example-0" else ask.regenerate)()
            st.rerun()
        return waited(question, history, shown)

    monkeypatch.setattr(ask, "await_answer", await_answer)
    app.button(key=pressed).click().run()
    assert [question for question, _ in assistant.asked] == [*before, *again]
    assert html(app).count('<h2 class="gk-question">') == max(1, len(before))


def test_the_last_question_is_asked_again(assistant: FakeAssistant) -> None:
    app = opened(q=ASKED)
    app.button(key="regenerate").click().run()
    assert assistant.asked == [(ASKED, ()), (ASKED, ())]
    assert html(app).count('<h2 class="gk-question">') == 1


def test_a_thumb_and_a_comment_are_kept(assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[Feedback] = []
    monkeypatch.setattr(resources, "keep_feedback", kept.append)
    app = opened(q=ASKED)
    app.feedback[0].set_value(0).run()
    app.text_input(key="comment-0").set_value("应为58件").run()
    assert [(one.good, one.comment) for one in kept] == [(False, ""), (False, "应为58件")]
    assert {one.id for one in kept} == {kept[0].id}
    assert kept[-1].reports == (YUNXI.id,)


def test_a_question_can_be_stopped(assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened()
    app.session_state["waiting"] = [ASKED]
    app.session_state["turns"] = []
    monkeypatch.setattr(awaiting, "st", SimpleNamespace(session_state=app.session_state))
    awaiting.stop()
    monkeypatch.undo()
    assert app.session_state["turns"] == [Turn(ASKED, stopped=True)]
    assert app.session_state["waiting"] == []


def test_starting_over_forgets_the_conversation(assistant: FakeAssistant) -> None:
    app = opened(q=ASKED)
    button(app, "重新开始").click().run()
    assert SENTENCE not in html(app)
    assert "q" not in app.query_params
    assert len(assistant.asked) == 1


def test_the_language_switch_changes_the_page(assistant: FakeAssistant) -> None:
    app = opened()
    app.segmented_control[0].set_value("en").run()
    assert app.chat_input[0].placeholder == "What would you like to know?"
    assert app.query_params["lang"] == "en"


def test_the_address_can_ask_for_english(assistant: FakeAssistant) -> None:
    assert "Questions to start with" in html(opened(lang="en"))


def test_a_switch_that_says_nothing_changes_nothing(assistant: FakeAssistant) -> None:
    app = opened(lang="en")
    app.session_state["language"] = None
    assert "Questions to start with" in html(app.run())


def test_trouble_is_a_sentence(assistant: FakeAssistant) -> None:
    app = opened(q="坏")
    assert "The store &lt;i&gt;cannot&lt;/i&gt; be read; index the reports again." in html(app)


def test_an_overlong_question_in_the_address_is_refused_with_a_sentence(assistant: FakeAssistant) -> None:
    assert "ask a shorter one" in html(opened(q="过长" * 1500))


def test_the_report_that_the_address_names_is_shown_at_the_quote(assistant: FakeAssistant) -> None:
    start, end = span(SENTENCE)
    shown = html(opened(report=YUNXI.id, at=f"{start}-{end}"))
    assert f"<mark>{SENTENCE}</mark>" in shown
    assert "&lt;b&gt;其中&lt;/b&gt;" in shown


@pytest.mark.parametrize("at", ["", "x", "5-3", "0-999999", "-1-4", "<script>"])
def test_an_address_with_a_wrong_place_shows_the_report_unmarked(assistant: FakeAssistant, at: str) -> None:
    shown = html(opened(report=YUNXI.id, at=at))
    assert "全年共收到" in shown
    assert "<mark>" not in shown


def test_the_page_that_the_address_names_is_opened(assistant: FakeAssistant) -> None:
    app = opened(page="reports", lang="en")
    assert "2 of 2 reports" in app.caption[0].value
    assert "page" not in app.query_params


def test_a_page_that_is_none_is_passed_over(assistant: FakeAssistant) -> None:
    assert opened(page="nowhere").chat_input


def test_an_unknown_report_is_a_sentence(assistant: FakeAssistant) -> None:
    assert "报告库里没有这份报告" in html(opened(report="不存在-2018"))


def test_an_empty_store_greets_and_indexes_the_samples_beside_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is indexed in the page's own process; whoever waits sees each file, and then what can be asked."""
    store, goes_on = FakeCatalog(), threading.Event()

    def steps(asked: Request) -> Iterator[dict[str, Any]]:
        yield {"at": str(asked.paths[0]), "stage": "embedding", "done": 3, "total": 7}
        assert goes_on.wait(60)
        store.held[YUNXI.id] = YUNXI
        yield {"ended": str(asked.paths[0]), "report": YUNXI.id}

    jobs = Jobs(lambda: None, steps)
    monkeypatch.setattr(resources, "catalog", lambda: store)
    monkeypatch.setattr(resources, "settings", lambda: SimpleNamespace(max_question_chars=2000))
    monkeypatch.setattr(resources, "index", lambda paths: jobs.start(Request(tuple(paths), Path(), None, Path())))
    monkeypatch.setattr(resources, "jobs", lambda: jobs)
    app = opened()
    assert "报告库还是空的" in html(app)
    app.button(key="index-samples").click().run()
    while "正在编入检索 3 / 7 段" not in html(app):
        app.run()
    assert app.button(key="index-samples").disabled
    goes_on.set()
    while jobs.running:
        app.run()
    app.run()
    assert "报告库还是空的" not in html(app)
    assert app.chat_input


def test_an_empty_store_without_samples_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "catalog", FakeCatalog)
    monkeypatch.setattr(resources, "samples", lambda: ())
    assert "gongkai index" in html(opened())


def test_a_title_stays_words_on_its_button() -> None:
    assert plain("云溪市*2018*年[报告](x):red[!]") == r"云溪市\*2018\*年\[报告\]\(x)\:red\[!\]"
    assert "http:\u2060//" in plain("http://x.example")
    assert "www\u2060" in plain("www.x.example")
    for said in ("云溪市2018年报告", "云溪区_2022-1.pdf", "2.5 (a).zip", "R&D: 3!"):
        assert plain(said) == said, "what reads the page aloud would say the backslash"


def test_a_press_while_an_answer_is_drawn_does_not_ask_again(
    assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken_off: list[int] = []
    drawn = ask.draw_reply

    def draw_reply(turn: Turn, number: int, shown: Language) -> None:
        if not broken_off:
            broken_off.append(number)
            st.rerun()
        drawn(turn, number, shown)

    monkeypatch.setattr(ask, "draw_reply", draw_reply)
    app = opened(q=ASKED)
    assert broken_off == [0]
    assert assistant.asked == [(ASKED, ())]
    assert html(app).count('<h2 class="gk-question">') == 1
    assert SENTENCE in html(app)
