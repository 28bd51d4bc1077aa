"""The Manage page: give files, see what was recognised, correct it, index, look after the reports that are there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from assistant.model import Language
from index.catalog import ReportEntry
from index.errors import GongkaiError
from index.identify import issuer_named
from index.model import Correction
from index.preview import Recognised
from ui import access, draw, draw_report, resources, uploads
from ui.frame import language, sentences, told, trouble
from ui.lines import plain
from ui.places import searchable
from ui.view import matching
from ui.words import say

BEAT_S = 0.7
AT_ONCE = 30
UNREAD_SHOWN = 12
YEARS = (2008, 2100)


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


# -- files to add -------------------------------------------------------------------------------------------------


def offer_upload(shown: Language) -> None:
    """Take files, say what they are, and index those that are wanted."""
    round_ = st.session_state.setdefault("upload_round", 0)
    given: list[UploadedFile] = st.file_uploader(
        say("upload", shown), accept_multiple_files=True, key=f"upload-{round_}", label_visibility="collapsed"
    )
    st.html(draw.fill('<p class="gk-about">{line}</p>', line=say("upload_what", shown)))
    if not given:
        return
    paths = list(dict.fromkeys(kept(one) for one in given))
    found = recognised(paths, shown)
    for number, one in enumerate(found):
        card(one, number, shown)
    good = [one for one in found if one.identity is not None]
    wanted = [path for path in paths if any(str(uploads.file_of(one.path)) == str(path) for one in good)]
    busy = resources.jobs().running
    if wanted and st.button(
        say("commit", shown, count=len(good)), type="primary", disabled=busy, key="commit", help=None
    ):
        resources.index(wanted, again=True)
        st.session_state.upload_round = round_ + 1
        st.session_state.said = {}
        st.rerun()


def kept(given: UploadedFile) -> Path:
    """Keep a file that was uploaded, once."""
    known: dict[str, Path] = st.session_state.setdefault("kept", {})
    if given.file_id not in known:
        known[given.file_id] = resources.keep_upload(given.name, given.getvalue())
    return known[given.file_id]


def recognised(paths: list[Path], shown: Language) -> tuple[Recognised, ...]:
    """What each file was recognised as, read once for each correction of it."""
    known: dict[Path, tuple[Recognised, ...]] = st.session_state.setdefault("recognised", {})
    new = [path for path in paths if path not in known]
    if new:
        with st.spinner(say("reading", shown, count=len(new))):
            found = resources.recognise(new)
        for path in new:
            known[path] = tuple(one for one in found if uploads.file_of(one.path) == path)
    return tuple(one for path in paths for one in known[path])


def card(one: Recognised, number: int, shown: Language) -> None:
    """What one file was recognised as, and the form that corrects it."""
    with st.container(border=True, key=f"gk-card-{number}"):
        st.html(draw_report.recognised(one, held(one), shown))
        if one.identity is not None:
            with st.expander(say("correct", shown)):
                correct(one, number, shown)
        else:
            st.button(say("retry", shown), key=f"retry-{number}", on_click=forget, args=(uploads.file_of(one.path),))


def held(one: Recognised) -> bool:
    """Whether the store has a report of the same issuer and year."""
    return any(entry.id == one.report_id for entry in resources.reports())


def correct(one: Recognised, number: int, shown: Language) -> None:
    """Issuer and year, as read or as the visitor says."""
    if one.identity is None:
        return
    with st.form(f"correct-{number}-{one.sha256[:12]}", border=False):
        name = st.text_input(say("issuer", shown), one.identity.issuer.name, max_chars=60, key=f"issuer-{number}")
        year = st.number_input(
            say("year", shown), *YEARS, min(max(one.identity.year, YEARS[0]), YEARS[1]), key=f"year-{number}"
        )
        if st.form_submit_button(say("apply", shown)):
            apply(one, name, int(year), shown)


def apply(one: Recognised, name: str, year: int, shown: Language) -> None:
    """Keep what the visitor says and read the file again."""
    if one.identity is None:
        return
    issuer = one.identity.issuer if name == one.identity.issuer.name else issuer_named(name, year)
    if issuer is None:
        trouble(say("unknown_issuer", shown, name=name))
        return
    said = Correction(issuer if issuer != one.identity.issuer else None, year if year != one.identity.year else None)
    earlier = resources.corrections().get(one.sha256, Correction())
    resources.keep_correction(
        one.sha256, replace(earlier, issuer=said.issuer or earlier.issuer, year=said.year or earlier.year)
    )
    forget(uploads.file_of(one.path))
    st.rerun()


def forget(path: Path) -> None:
    """Read a file again when it is next shown."""
    st.session_state.get("recognised", {}).pop(path, None)


# -- what is going on ---------------------------------------------------------------------------------------------


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
    seen = st.session_state.get("seen_over")
    with st.container(border=True, key="gk-job"):
        st.html(draw_report.job(job, shown))
        for one in job.files.values():
            if one.state == "working":
                st.progress(one.share, plain(uploads.shown(one.path)))
        if job.over and job.failed and st.button(say("retry_failed", shown, count=len(job.failed)), key="retry-failed"):
            resources.index([Path(path) for path in job.failed], again=True)
            st.rerun()
    if job.over and seen is not job:
        st.session_state.seen_over = job
        st.rerun()


# -- what is there ------------------------------------------------------------------------------------------------


def look_after(shown: Language) -> None:
    """The reports of the store, each to be read again or taken out."""
    entries = {entry.id: entry for entry in resources.reports()}
    if not entries:
        st.html(draw.fill('<p class="gk-tagline">{line}</p>', line=say("nothing_held", shown)))
        if st.button(say("index_samples", shown), disabled=resources.jobs().running):
            resources.index(list(resources.samples()))
            st.rerun()
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
            on_click=reindex,
            args=(entry,),
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


def reindex(entry: ReportEntry) -> None:
    """Read a report's file again."""
    with toasted():
        resources.index([uploads.file_of(entry.source)], again=True)


def remove(report_id: str) -> None:
    """Take a report out of the store."""
    st.session_state.removing = None
    with toasted():
        resources.remove(report_id)


@contextmanager
def toasted() -> Iterator[None]:
    """Say what goes wrong in a button's own function, which runs before the page is drawn."""
    try:
        yield
    except GongkaiError as error:
        st.toast(plain(told(error, language())))
