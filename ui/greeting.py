"""What an empty store greets with: what to do, and the samples at one click."""

from __future__ import annotations

from functools import partial

import streamlit as st
from streamlit.elements.lib.mutable_status_container import StatusContainer

from assistant.model import Language
from ui import access, draw, resources
from ui.words import say


def greet_empty(shown: Language) -> None:
    """What to do with an empty store."""
    samples = resources.samples() if access.may("editor") else ()
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
