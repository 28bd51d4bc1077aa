"""The Ask page: a conversation, each answer with its figures, notes and sources."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import streamlit as st
from streamlit.elements.lib.mutable_status_container import StatusContainer

from assistant.model import Answer, Language
from index.errors import GongkaiError
from ui import draw, resources
from ui.examples import DISCLOSED, RECEIVED, examples
from ui.frame import language, sentences, trouble
from ui.view import view
from ui.words import say


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of the conversation and its answer, or the sentence that says why there is none."""

    question: str
    answer: Answer | None = None
    trouble: str = ""


def page() -> None:
    """Draw the conversation and take the next question."""
    shown = language()
    with sentences():
        if resources.reports():
            converse(shown)
        else:
            greet_empty(shown)


def converse(shown: Language) -> None:
    """The conversation so far, then the next question: typed, chosen from the examples, or in the address."""
    turns: list[Turn] = st.session_state.setdefault("turns", [])
    typed = st.chat_input(say("placeholder", shown), max_chars=resources.settings().max_question_chars)
    linked = st.query_params.get("q", "").strip() if not turns else ""
    body = st.container(key="gk-conversation")
    with body:
        for number, turn in enumerate(turns):
            draw_turn(turn, number, shown)
    chosen = None if turns or typed or linked else greet(shown)
    asked = typed or chosen or linked
    if asked:
        with body:
            answer_next(asked, turns, shown)
    if turns:
        st.button(say("new_conversation", shown), on_click=start_over, type="tertiary", icon=":material/restart_alt:")


def answer_next(asked: str, turns: list[Turn], shown: Language) -> None:
    """Ask, keep the turn, draw it, and let the address carry the question."""
    st.html(draw.question(asked))
    with st.spinner(say("thinking", shown)):
        turn = ask(asked, tuple(turn.question for turn in turns))
    turns.append(turn)
    st.query_params["q"] = asked
    draw_reply(turn, len(turns) - 1, shown)


def ask(asked: str, history: tuple[str, ...]) -> Turn:
    """The next turn of the conversation."""
    try:
        return Turn(asked, resources.assistant().ask(asked, history))
    except GongkaiError as error:
        return Turn(asked, trouble=error.message)


def draw_turn(turn: Turn, number: int, shown: Language) -> None:
    st.html(draw.question(turn.question))
    draw_reply(turn, number, shown)


def draw_reply(turn: Turn, number: int, shown: Language) -> None:
    if turn.answer is None:
        trouble(turn.trouble)
    else:
        st.html(draw.answer(view(turn.answer, resources.report, shown), f"turn-{number}", shown))


def start_over() -> None:
    """Forget the conversation."""
    st.session_state.turns = []
    st.query_params.pop("q", None)


# -- before the first question ------------------------------------------------------------------------------------


def greet(shown: Language) -> str | None:
    """What the page is for and questions to start with; the one that was chosen, if any."""
    slot = st.empty()
    with slot.container(key="gk-greeting"):
        st.html(draw.fill('<p class="gk-tagline">{line}</p>', line=say("tagline", shown)))
        st.html(draw.fill('<h3 class="gk-heading">{line}</h3>', line=say("examples", shown)))
        chosen = None
        for number, question in enumerate(starters(shown)):
            if st.button(question, key=f"example-{number}", width="stretch"):
                chosen = question
    if chosen or st.session_state.get("turns"):
        slot.empty()
    return chosen


def starters(shown: Language) -> tuple[str, ...]:
    """Example questions that this store answers."""
    held = resources.reports()
    return examples(held, resources.catalog().indicators(codes=[*RECEIVED, *DISCLOSED]), shown)


def greet_empty(shown: Language) -> None:
    """What to do with an empty store."""
    samples = resources.samples()
    st.html(
        draw.fill(
            '<h2 class="gk-question">{title}</h2><p class="gk-tagline">{what}</p>',
            title=say("empty_title", shown),
            what=say("empty_what" if samples else "empty_bare", shown),
        )
    )
    if samples and st.button(say("index_samples", shown), type="primary"):
        with st.status(say("indexing", shown), expanded=True) as status:
            resources.index_samples(partial(tell, status))
        st.rerun()


def tell(status: StatusContainer, line: str) -> None:
    """Show what indexing is at."""
    status.text(line)
