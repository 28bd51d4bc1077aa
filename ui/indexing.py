"""Indexing as the page shows it: begun at a button, followed while it goes on, tried again where it failed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from assistant.model import Language
from ui import draw_job, resources, uploads
from ui.frame import toasted
from ui.words import say

BEAT_S = 0.7


def progress(shown: Language) -> None:
    """The last run of indexing, followed while it goes on; nobody else waits for it."""
    if resources.jobs().last is None:
        return
    st.fragment(partial(run_drawn, shown), run_every=BEAT_S if resources.jobs().running else None)()


def run_drawn(shown: Language) -> None:
    """A bar for each file, what failed with why, and a way to try that again."""
    job = resources.jobs().last
    if job is None:
        return
    over = job.over  # asked once: what is drawn below is what is known now
    with st.container(border=True, key="gk-job"):
        st.html(draw_job.job(job, shown))
        if over and job.failed:
            label = say("retry_failed", shown, count=len(job.failed))
            st.button(label, key="retry-failed", on_click=index_again, args=(job.failed,))
    if over and st.session_state.get("seen_over") is not job:
        st.session_state.seen_over = job
        st.rerun()


def index_again(sources: Sequence[str]) -> None:
    """Read files again that reports were read from, or were to be."""
    with toasted():
        resources.index(list(dict.fromkeys(uploads.file_of(source) for source in sources)), again=True)


def index_samples() -> None:
    """Put the sample reports into the store."""
    with toasted():
        resources.index(resources.samples())
