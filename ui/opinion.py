"""A thumb up or down under an answer, with a comment, kept in the catalogue."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

import streamlit as st

from assistant.model import Answer, Language
from index.catalog_feedback import Feedback
from ui import resources
from ui.conversation import Turn
from ui.frame import sentences
from ui.words import say

LONGEST = 2000


def ask(turn: Turn, before: tuple[str, ...], number: int, shown: Language) -> None:
    """Take a thumb for this turn and, once there is one, a comment."""
    if turn.answer is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"gk-opinion-{number}"):
        keep = partial(keep_given, turn.question, turn.answer, before, number)
        thumb = st.feedback("thumbs", key=f"thumb-{number}", on_change=keep)
        if thumb is not None:
            st.text_input(
                say("comment", shown),
                key=f"comment-{number}",
                placeholder=say("comment", shown),
                label_visibility="collapsed",
                max_chars=LONGEST,
                on_change=keep,
            )
            st.html(f'<p class="gk-about">{say("thanks", shown)}</p>', width="content")


def keep_given(question: str, answer: Answer, before: tuple[str, ...], number: int) -> None:
    """Keep what the visitor gave for a turn."""
    thumb = st.session_state.get(f"thumb-{number}")
    if thumb is None:
        return
    ids: dict[tuple[str, ...], str] = st.session_state.setdefault("opinions", {})
    with sentences():
        resources.keep_feedback(
            Feedback(
                id=ids.setdefault((*before, question), uuid4().hex),
                good=bool(thumb),
                comment=st.session_state.get(f"comment-{number}") or "",
                question=question,
                history=before,
                language=answer.language,
                status=answer.status,
                answer=answer.answer,
                reports=tuple(dict.fromkeys(one.report for one in answer.citations)),
            )
        )
