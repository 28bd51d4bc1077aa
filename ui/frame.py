"""What every page has in common: its style, its head with the way to the other pages, and the language switch."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page as StreamlitPage

from assistant.model import Language
from index.errors import GongkaiError
from ui import scripts
from ui.draw import fill
from ui.in_chinese import in_chinese
from ui.lines import plain
from ui.words import TROUBLES, say

STYLE = Path(__file__).with_name("style.css")
LANGUAGES: dict[Language, str] = {"zh": "中文", "en": "English"}


def language() -> Language:
    """The page's language: what the visitor chose, then what the address says, then Chinese.

    The switch says nothing (None) to a visitor who went on before it was drawn.
    """
    if st.session_state.get("language") not in LANGUAGES:
        st.session_state.language = "en" if st.query_params.get("lang") == "en" else "zh"
    chosen: Language = st.session_state.language
    return chosen


def head(pages: dict[str, StreamlitPage], shown: Language, extra: Callable[[], None] = lambda: None) -> None:
    """The page's style, name, links and language switch; `extra` draws what else stands among them."""
    st.html(STYLE)
    with st.container(horizontal=True, vertical_alignment="center", key="gk-head"):
        # The class tells the style in which language Streamlit's own words are to be. The scripts stand here, for an
        # element of their own would leave a gap, and before any answer: its buttons may be pressed at once.
        name = fill('<div class="gk-name gk-in-{shown}">{name}</div>', shown=shown, name=say("name", shown))
        run = scripts.element(scripts.IN_LANGUAGE[shown]) + scripts.element(scripts.ANSWER)
        st.html(f"{name}{run}", width="content", unsafe_allow_javascript=True)
        for key, page in pages.items():
            st.page_link(page, label=say(key, shown))
        st.segmented_control(
            say("language", shown),
            list(LANGUAGES),
            key="language",
            format_func=lambda code: LANGUAGES[code],
            label_visibility="collapsed",
            required=True,
        )
        extra()
    if st.query_params.get("lang", "zh") != shown:
        st.query_params["lang"] = shown


@contextmanager
def sentences() -> Iterator[None]:
    """Show what goes wrong inside as its one sentence."""
    try:
        yield
    except GongkaiError as error:
        trouble(told(error, language()))


@contextmanager
def nothing_unforeseen(shown: Language) -> Iterator[None]:
    """Show a sentence for what nobody foresaw, too, and keep its traceback in the server's log."""
    try:
        yield
    except Exception:
        logging.getLogger(__name__).exception("drawing a page")
        trouble(say("unforeseen", shown))


@contextmanager
def toasted() -> Iterator[None]:
    """Say what goes wrong in a button's own function, which runs before the page is drawn."""
    try:
        yield
    except GongkaiError as error:
        st.toast(plain(told(error, language())))


def told(error: GongkaiError, shown: Language) -> str:
    """An error as the page says it; where its sentence has no Chinese, what kind it is stands before it."""
    if shown == "en":
        return error.message
    return in_chinese(error.message) or f"{TROUBLES.get(type(error).__name__, '')} {error.message}".strip()


def trouble(sentence: str) -> None:
    """A sentence about what went wrong."""
    st.html(fill('<p class="gk-trouble" role="alert">{sentence}</p>', sentence=sentence))
