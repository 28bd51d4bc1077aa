"""The Manage page: files that are given, how far they are, and the reports that are there."""

from __future__ import annotations

from functools import partial

import streamlit as st

from assistant.model import Language
from index.catalog import ReportEntry
from ui import access, draw, draw_report, resources, uploads
from ui.frame import language, sentences, toasted
from ui.giving import offer_upload
from ui.indexing import index_again, index_samples, progress
from ui.places import searchable
from ui.view import matching
from ui.words import say

AT_ONCE = 30


def page() -> None:
    """Upload, progress, and the reports that are there."""
    shown = language()
    with sentences():
        access.let_upload()
        heading("add_reports", shown)
        offer_upload(shown)
        progress(shown)
        heading("held_reports", shown)
        look_after(shown)


def heading(key: str, shown: Language) -> None:
    st.html(draw.fill('<h3 class="gk-heading">{line}</h3>', line=say(key, shown)))


# -- what is there ------------------------------------------------------------------------------------------------


def look_after(shown: Language) -> None:
    """The reports of the store, each to be read again or taken out."""
    entries = {entry.id: entry for entry in resources.reports()}
    if not entries:
        st.html(draw.fill('<p class="gk-tagline">{line}</p>', line=say("nothing_held", shown)))
        if resources.samples():
            busy = resources.jobs().running
            st.button(say("index_samples", shown), key="index-samples", disabled=busy, on_click=index_samples)
        return
    needle = st.text_input(
        say("filter", shown), placeholder=say("filter", shown), label_visibility="collapsed", key="manage-filter"
    )
    found = matching(needle, {report_id: searchable(entry.identity) for report_id, entry in entries.items()})
    st.caption(say("count", shown, shown=len(found), total=len(entries)) if found else say("none_match", shown))
    for report_id in found[:AT_ONCE]:
        entry_row(entries[report_id], shown)
    if len(found) > AT_ONCE:
        st.caption(say("narrow", shown, count=len(found) - AT_ONCE))


def entry_row(entry: ReportEntry, shown: Language) -> None:
    """One report with what can be done with it; taking it out is asked twice."""
    busy = resources.jobs().running
    with st.container(horizontal=True, vertical_alignment="center", key=f"gk-held-{entry.id}"):
        st.html(draw_report.held_report(entry.identity, entry.source, entry.indexed_at.date(), shown))
        there = uploads.file_of(entry.source).exists()
        st.button(
            say("reindex", shown),
            key=f"reindex-{entry.id}",
            type="tertiary",
            disabled=busy or not there,
            help=None if there else say("file_gone", shown),
            on_click=index_again,
            args=((entry.source,),),
        )
        if st.session_state.get("removing") == entry.id:
            st.button(
                say("remove_sure", shown), key=f"sure-{entry.id}", type="primary", on_click=remove, args=(entry.id,)
            )
        else:
            st.button(
                say("remove", shown),
                key=f"remove-{entry.id}",
                type="tertiary",
                disabled=busy,
                on_click=partial(st.session_state.__setitem__, "removing", entry.id),
            )


def remove(report_id: str) -> None:
    """Take a report out of the store."""
    st.session_state.removing = None
    with toasted():
        resources.remove(report_id)
