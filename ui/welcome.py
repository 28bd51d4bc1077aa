"""What stands in a page's place for those who may not see it, and the way in and out."""

from __future__ import annotations

import streamlit as st

from assistant.model import Language
from ui import access, draw
from ui.access import Visitor
from ui.frame import language
from ui.words import say


def turned_away(visitor: Visitor) -> None:
    """Why somebody is not let in, and what they can do about it."""
    shown = language()
    line = say(visitor.why or "no_group", shown)
    if visitor.why == "not_signed_in":
        st.html(draw.fill('<p class="gk-tagline">{what}<br>{line}</p>', what=say("tagline", shown), line=line))
    else:
        st.html(draw.fill('<p class="gk-trouble" role="alert">{line}</p>', line=line))
    if visitor.why in {"not_signed_in", "sign_in_over"}:
        st.button(say("sign_in", shown), type="primary", key="sign-in", on_click=st.login)


def editors_only() -> None:
    """What stands in the place of a page that only editors have."""
    st.html(draw.fill('<p class="gk-trouble" role="alert">{line}</p>', line=say("editors_only", language())))


def way_out(visitor: Visitor, shown: Language) -> None:
    """The button that signs out, for the head of every page that those see who signed in."""
    if access.rules().sign_in is not None and visitor.why != "not_signed_in":
        st.button(say("sign_out", shown), type="tertiary", key="sign-out", on_click=st.logout)
