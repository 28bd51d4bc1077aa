"""The Ask page: a conversation, each answer with its figures, notes and sources."""

from __future__ import annotations

from functools import partial

import streamlit as st

from assistant.model import Language
from ui import chart, draw, opinion, resources, saving, scripts
from ui.awaiting import await_answer
from ui.conversation import Turn, from_address, history, to_address
from ui.examples import DISCLOSED, RECEIVED, examples
from ui.frame import language, sentences, trouble
from ui.greeting import greet_empty
from ui.lines import plain
from ui.series import series
from ui.view import view
from ui.words import say


def page() -> None:
    """Draw the conversation and take the next question."""
    shown = language()
    with sentences():
        if resources.reports():
            resources.warm()
            converse(shown)
        else:
            greet_empty(shown)


def converse(shown: Language) -> None:
    """The conversation so far, then what is to be answered: typed, chosen, or in the address."""
    turns: list[Turn] = st.session_state.setdefault("turns", [])
    body = st.container(key="gk-conversation")
    # Inside a container the input does not pull the page to its end: an answer is read from its beginning.
    with st.container(key="gk-input"):
        typed = st.chat_input(say("placeholder", shown))
    waiting: list[str] = st.session_state.setdefault("waiting", [])
    waiting += asked(typed, fresh=not turns and not waiting)
    with body:
        for number, turn in enumerate(turns):
            draw_turn(turn, number, shown)
        while waiting:
            answer_next(waiting, turns, shown)
        if turns:
            tools(turns, shown)
        else:
            st.html(draw.fill('<p class="gk-tagline">{line}</p>', line=say("tagline", shown)))
    if not turns:
        offer_examples(shown)


def asked(typed: str | None, fresh: bool) -> tuple[str, ...]:
    """The questions to answer now; those of the address where the conversation has none yet."""
    chosen = st.session_state.pop("chosen", "")
    if typed or chosen:
        return (typed or chosen,)
    return from_address(st.query_params.get("q", ""), st.query_params.get_all("h")) if fresh else ()


# -- an answer ----------------------------------------------------------------------------------------------------


def answer_next(waiting: list[str], turns: list[Turn], shown: Language) -> None:
    """Ask the first question that waits, keep the turn, draw it, and let the address carry the conversation."""
    question = waiting[0]
    st.html(draw.question(question))
    turn = await_answer(question, history(turns), shown)
    # Whatever is drawn from here on may be broken off by the visitor's next press: what is answered waits no more.
    turns.append(turn)
    waiting.pop(0)
    carry(turns)
    draw_reply(turn, len(turns) - 1, shown)
    if len(turns) > 1:
        st.html(scripts.element(scripts.SHOW_LAST_QUESTION), unsafe_allow_javascript=True)


def carry(turns: list[Turn]) -> None:
    """Let the address carry the conversation."""
    carried = to_address(turns)
    for key in ("q", "h"):
        if key not in carried:
            st.query_params.pop(key, None)
    for key, words in carried.items():
        st.query_params[key] = words


def draw_turn(turn: Turn, number: int, shown: Language) -> None:
    st.html(draw.question(turn.question))
    draw_reply(turn, number, shown)


def draw_reply(turn: Turn, number: int, shown: Language) -> None:
    """What an answer says first, then what it rests on: each is on the page as soon as it is there."""
    if turn.answer is None:
        trouble(say("stopped", shown) if turn.stopped else turn.trouble)
        return
    at = f"turn-{number}"
    st.html(draw.words(view(turn.answer, None, shown), at, shown))
    drawn = series(turn.answer.values, turn.answer.citations)
    if drawn is not None:
        chart.draw(drawn, f"chart-{number}", shown)
    if turn.answer.citations:
        st.html(draw.proof(view(turn.answer, resources.report, shown), at, shown))
    opinion.ask(turn, history(st.session_state.turns[:number]), number, shown)


# -- what can be done with a conversation -------------------------------------------------------------------------


def tools(turns: list[Turn], shown: Language) -> None:
    """Ask again, save, begin anew."""
    with st.container(horizontal=True, key="gk-tools"):
        button = partial(st.button, type="tertiary")
        button(say("regenerate", shown), on_click=regenerate, icon=":material/refresh:", key="regenerate")
        st.download_button(
            say("save_markdown", shown),
            saving.markdown(turns, shown),
            "gongkai.md",
            "text/markdown",
            type="tertiary",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            say("save_word", shown),
            partial(saving.word, tuple(turns), shown),
            "gongkai.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            type="tertiary",
            icon=":material/description:",
            on_click="ignore",
        )
        button(say("new_conversation", shown), on_click=start_over, icon=":material/replay:")


def regenerate() -> None:
    """Ask the last question again; one that is being answered already is not asked twice."""
    if st.session_state.turns and idle():
        st.session_state.chosen = st.session_state.turns.pop().question


def idle() -> bool:
    """Whether nothing is to be answered: a button that is pressed twice in a row asks once."""
    return not st.session_state.get("waiting") and not st.session_state.get("chosen")


def start_over() -> None:
    """Forget the conversation."""
    st.session_state.turns, st.session_state.waiting, st.session_state.pending = [], [], None
    for key in ("q", "h"):
        st.query_params.pop(key, None)


# -- before the first question ------------------------------------------------------------------------------------


def offer_examples(shown: Language) -> None:
    """Questions to start with."""
    with st.container(key="gk-examples"):
        st.html(draw.fill('<h3 class="gk-heading">{line}</h3>', line=say("examples", shown)))
        for number, question in enumerate(starters(shown)):
            st.button(plain(question), key=f"example-{number}", width="stretch", on_click=choose, args=(question,))


def choose(question: str) -> None:
    """Ask this question, with which a conversation begins."""
    if not st.session_state.turns and idle():
        st.session_state.chosen = question


def starters(shown: Language) -> tuple[str, ...]:
    """Example questions that this store answers."""
    held = resources.reports()
    return examples(held, resources.catalog().indicators(codes=[*RECEIVED, *DISCLOSED]), shown)
