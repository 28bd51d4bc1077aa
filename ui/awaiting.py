"""Waiting for an answer: what a chat model says is shown while it comes, as what it is, and the visitor can stop."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass, field

import streamlit as st

from assistant.chain import Asking
from assistant.model import Answer, Language
from index.errors import GongkaiError
from ui import draw, resources
from ui.conversation import Turn
from ui.frame import told
from ui.words import say

AT_ONCE_S = 0.35  # an answer that comes within this needs no word about waiting
BEAT_S = 0.05
_DOTS_A_SECOND = 2


class Hearing:
    """What a chat model has said so far, written by the thread that answers and read by the one that draws."""

    def __init__(self) -> None:
        self.words = ""
        self.stop = threading.Event()
        self._more = threading.Event()

    def hear(self, words: str) -> None:
        """Keep what was said so far."""
        self.words = words
        self._more.set()

    def wait(self, seconds: float) -> None:
        """Wait until there is more, or for so long."""
        self._more.wait(seconds)
        self._more.clear()


@dataclass(frozen=True, slots=True)
class Pending:
    """A question that is being answered, which a redrawn page goes on waiting for."""

    question: str
    answer: Future[Answer]
    hearing: Hearing = field(default_factory=Hearing)


def await_answer(question: str, before: tuple[str, ...], shown: Language) -> Turn:
    """The next turn. It is worked out beside the page, so that the visitor can stop waiting."""
    pending: Pending | None = st.session_state.get("pending")
    if pending is None or pending.question != question:
        hearing = Hearing()
        asking = Asking(hearing.hear, hearing.stop)
        ask = resources.assistant().ask
        pending = Pending(question, resources.workers().submit(ask, question, before, asking=asking), hearing)
        pending.answer.add_done_callback(lambda _: hearing.hear(hearing.words))
        st.session_state.pending = pending
    try:
        turn = Turn(question, patient(pending, shown))
    except GongkaiError as error:
        turn = Turn(question, trouble=told(error, shown))
    st.session_state.pending = None
    return turn


def patient(pending: Pending, shown: Language) -> Answer:
    """The answer; where it takes its time, with what is said so far or a word about waiting, and a way to stop."""
    started = time.monotonic()
    while not pending.answer.done() and not pending.hearing.words and time.monotonic() - started < AT_ONCE_S:
        pending.hearing.wait(AT_ONCE_S)
    if pending.answer.done():
        return pending.answer.result()
    place = st.empty()
    with place.container(key="gk-awaiting"):
        st.button(say("stop", shown), on_click=stop, icon=":material/stop_circle:")
        words, drawn = st.empty(), ""
        while not pending.answer.done():
            now = said(pending.hearing.words, time.monotonic() - started, shown)
            if now != drawn:
                words.html(now)
                drawn = now
            pending.hearing.wait(BEAT_S)
    place.empty()
    return pending.answer.result()


def said(words: str, seconds: float, shown: Language) -> str:
    """What is drawn while the answer is not there: provisional words, or that reports are being read."""
    if not words:
        dots = "·" * (int(seconds * _DOTS_A_SECOND) % 4)
        return draw.fill('<p class="gk-about">{line}</p>', line=say("thinking", shown) + dots)
    lines = draw.join(draw.fill("<p>{line}</p>", line=line) for line in words.splitlines())
    return draw.fill(
        '<div class="gk-provisional" aria-live="polite"><p class="gk-about">{about}</p>{lines}</div>',
        about=say("provisional", shown),
        lines=lines,
    )


def stop() -> None:
    """Wait no longer: the question stays, without an answer, and the chat model is not listened to."""
    waiting: list[str] = st.session_state.waiting
    st.session_state.turns += [Turn(question, stopped=True) for question in waiting[:1]]
    waiting.clear()
    pending: Pending | None = getattr(st.session_state, "pending", None)
    if pending is not None:
        pending.hearing.stop.set()
    st.session_state.pending = None
