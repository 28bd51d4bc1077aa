"""What an empty store greets with: what to do, and the samples at one click."""

from __future__ import annotations

import streamlit as st

from assistant.model import Language
from ui import access, draw, resources
from ui.indexing import index_samples, progress
from ui.words import say


def greet_empty(shown: Language) -> None:
    """What to do with an empty store, and how far the indexing is that fills it."""
    editor = access.may("editor")
    samples = resources.samples() if editor else ()
    st.html(
        draw.fill(
            '<h2 class="gk-question">{title}</h2><p class="gk-tagline">{what}</p>',
            title=say("empty_title", shown),
            what=say("empty_what" if samples else "empty_bare" if editor else "empty_reader", shown),
        )
    )
    if samples:
        running = resources.jobs().running
        st.button(
            say("index_samples", shown), key="index-samples", type="primary", disabled=running, on_click=index_samples
        )
    if editor:
        progress(shown)
