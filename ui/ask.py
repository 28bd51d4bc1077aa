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

# A constant of the page: nothing that anybody asked or wrote ever stands in a script.
SHOW_LAST_QUESTION = """<script>
[...document.querySelectorAll(".gk-question")].at(-1)?.scrollIntoView({behavior: "smooth", block: "start"});
</script>"""


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
    body = st.container(key="gk-conversation")
    # Inside a container the input does not pull the page to its end: an answer is read from its beginning.
    with st.container(key="gk-input"):
        typed = st.chat_input(say("placeholder", shown), max_chars=resources.settings().max_question_chars)
    asked = typed or st.session_state.pop("chosen", "") or ("" if turns else st.query_params.get("q", "").strip())
    with body:
        for number, turn in enumerate(turns):
            draw_turn(turn, number, shown)
        if asked:
            answer_next(asked, turns, shown)
        if turns:
            st.button(say("new_conversation", shown), on_click=start_over, type="tertiary", icon=":material/replay:")
        else:
            st.html(draw.fill('<p class="gk-tagline">{line}</p>', line=say("tagline", shown)))
    if not turns:
        offer_examples(shown)


def answer_next(asked: str, turns: list[Turn], shown: Language) -> None:
    """Ask, keep the turn, draw it, and let the address carry the question."""
    st.html(draw.question(asked))
    with st.spinner(say("thinking", shown)):
        turn = ask(asked, tuple(turn.question for turn in turns))
    turns.append(turn)
    st.query_params["q"] = asked
    draw_reply(turn, len(turns) - 1, shown)
    if len(turns) > 1:
        st.html(SHOW_LAST_QUESTION, unsafe_allow_javascript=True)


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


def offer_examples(shown: Language) -> None:
    """Questions to start with."""
    with st.container(key="gk-examples"):
        st.html(draw.fill('<h3 class="gk-heading">{line}</h3>', line=say("examples", shown)))
        for number, question in enumerate(starters(shown)):
            st.button(question, key=f"example-{number}", width="stretch", on_click=choose, args=(question,))


def choose(question: str) -> None:
    """Ask this question next."""
    st.session_state.chosen = question


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
