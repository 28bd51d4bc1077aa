"""Files that are given: what each was recognised as, corrected by hand or left out, and the rest put into the store.

What a button does stands in its own function, which runs before the page is drawn: a page that is drawn anew just then
(a run of indexing that is followed, say) takes no press away. Every input is known by the file that it is about.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from assistant.model import Language
from index.identify import issuer_described
from index.model import Correction, Level
from index.preview import Recognised
from ui import draw, draw_report, resources
from ui.frame import language, toasted
from ui.lines import plain
from ui.uploads import Given
from ui.words import LEVELS, say

AT_ONCE = 20  # files that are shown before more are asked for
YEARS = (2008, 2100)


def offer_upload(shown: Language) -> None:
    """Take files, say what they are, and index those that are wanted."""
    round_ = st.session_state.setdefault("upload_round", 0)
    given: list[UploadedFile] = st.file_uploader(
        say("upload", shown), accept_multiple_files=True, key=f"upload-{round_}", label_visibility="collapsed"
    )
    most = st.get_option("server.maxUploadSize")
    st.html(draw.fill('<p class="gk-about">{line}</p>', line=say("upload_what", shown, most=most)))
    files = list(dict.fromkeys(one for upload in given for one in kept(upload)))
    if files:
        found = recognised(files, shown)
        cards(files, found, shown)
        offer_commit([one for one in found if one.identity is not None], shown)


def kept(upload: UploadedFile) -> tuple[Given, ...]:
    """Keep a file that was uploaded, or the files in it, once."""
    known: dict[str, tuple[Given, ...]] = st.session_state.setdefault("kept", {})
    if upload.file_id not in known:
        known[upload.file_id] = resources.keep_upload(upload.name, upload.getvalue())
    return known[upload.file_id]


def recognised(files: Sequence[Given], shown: Language) -> list[Recognised]:
    """What each file was recognised as, read once for each correction of it."""
    known: dict[str, Recognised] = st.session_state.setdefault("recognised", {})
    new = [file.path for file in files if file.path is not None and str(file.path) not in known]
    # The bar has a place whether it is needed or not: were what follows moved, it would be drawn anew under a press.
    place = st.empty()
    if new:
        bar = place.progress(0.0, say("reading", shown, count=len(new)))
        for number, one in enumerate(resources.recognise(new), start=1):
            known[one.path] = one
            bar.progress(number / len(new), say("reading", shown, count=len(new)))
        place.empty()
    return [
        known[str(file.path)] if file.path is not None else Recognised(file.label, reason=file.reason, kind=file.kind)
        for file in files
    ]


def forget(path: str) -> None:
    """Read a file again when it is next shown."""
    st.session_state.get("recognised", {}).pop(path, None)
    st.session_state.get("refused", {}).pop(path, None)


# -- a file -------------------------------------------------------------------------------------------------------


def cards(files: Sequence[Given], found: Sequence[Recognised], shown: Language) -> None:
    """The files one below the other, a part of them where they are many."""
    corrected = resources.corrections()
    twice = {report_id for report_id, times in Counter(one.report_id for one in found).items() if times > 1}
    limit: int = st.session_state.setdefault("cards_shown", AT_ONCE)
    unread = sum(one.identity is None for one in found)
    if len(found) > 1:
        st.caption(say("given", shown, files=len(found), reports=len(found) - unread))
    for number, (file, one) in enumerate(zip(files[:limit], found, strict=False)):
        with st.container(border=True, key=f"gk-card-{number}"):
            card(file, one, shown, one.report_id in twice)
            offer_correction(one, one.sha256 in corrected, shown)
    if len(found) > limit:
        st.button(say("more_files", shown, count=len(found) - limit), on_click=show_more, key="more-cards")


def show_more() -> None:
    st.session_state.cards_shown += AT_ONCE


def card(file: Given, one: Recognised, shown: Language, twice: bool) -> None:
    """What one file was recognised as, and whether it is wanted."""
    if one.identity is None:
        st.html(draw.fill('<p class="gk-about">{name}</p>', name=file.label))
    else:
        st.checkbox(plain(file.label), value=True, key=f"take-{key(one)}")
    st.html(draw_report.recognised(one, held(one), twice, shown))
    if file.path is not None and one.may_be_read_yet:
        st.button(say("retry", shown), key=f"retry-{key(one)}", on_click=forget, args=(one.path,))


def key(one: Recognised) -> str:
    """Stands for a file and what it was recognised as, in the keys of what is asked about it."""
    return hashlib.sha256(f"{one.path}\n{one.report_id}".encode()).hexdigest()[:12]


def held(one: Recognised) -> bool:
    """Whether the store has a report of the same issuer and year."""
    return any(entry.id == one.report_id for entry in resources.reports())


def wanted(one: Recognised) -> bool:
    """Whether the visitor has not left the file out."""
    return bool(st.session_state.get(f"take-{key(one)}", True))


# -- corrected by hand --------------------------------------------------------------------------------------------


def offer_correction(one: Recognised, corrected: bool, shown: Language) -> None:
    """The form that says whose the report is and of which year."""
    if not one.can_be_told:
        return
    refused = st.session_state.get("refused", {}).get(one.path, "")
    with st.expander(say("correct", shown), expanded=one.identity is None or bool(refused)):
        correct(one, shown)
        if refused:
            st.html(draw.fill('<p class="gk-trouble" role="alert">{line}</p>', line=refused))
        if corrected:
            st.button(say("take_back", shown), on_click=take_back, args=(one,), key=f"back-{key(one)}", type="tertiary")


def correct(one: Recognised, shown: Language) -> None:
    """Issuer, place, level and year, as read or as the visitor says; what is left empty is taken as it is read."""
    at, identity = key(one), one.identity
    with st.form(f"correct-{at}", border=False):
        st.text_input(
            say("issuer", shown),
            identity.issuer.name if identity else "",
            max_chars=60,
            key=f"issuer-{at}",
            placeholder=say("issuer_example", shown),
        )
        first, second, third = st.columns(3)
        first.text_input(
            say("place", shown),
            max_chars=60,
            key=f"place-{at}",
            placeholder=" ".join(identity.issuer.region_path) if identity else say("as_named", shown),
            help=say("place_help", shown),
        )
        second.selectbox(
            say("level", shown),
            list(LEVELS),
            index=None,
            format_func=lambda level: LEVELS[level][shown],
            placeholder=LEVELS[identity.issuer.level][shown] if identity else say("as_named", shown),
            key=f"level-{at}",
        )
        third.number_input(
            say("year", shown),
            *YEARS,
            value=min(max(identity.year, YEARS[0]), YEARS[1]) if identity else None,
            placeholder=say("as_read", shown),
            key=f"year-{at}",
        )
        st.form_submit_button(say("apply", shown), on_click=apply, args=(one,))


def apply(one: Recognised) -> None:
    """Keep what the visitor says and read the file again."""
    at, identity = key(one), one.identity
    name, place = (str(st.session_state.get(f"{field}-{at}") or "").strip() for field in ("issuer", "place"))
    level: Level | None = st.session_state.get(f"level-{at}")
    year: int | None = st.session_state.get(f"year-{at}")
    said = Correction(year=year if year and not (identity and identity.year == year) else None)
    if name and not (identity and name == identity.issuer.name and not place and level is None):
        told_year = year or (identity.year if identity else datetime.now(UTC).year - 1)
        issuer = issuer_described(name, place, level, told_year)
        if issuer is None:
            refused = say("unknown_issuer", language(), name=name)
            st.session_state.setdefault("refused", {})[one.path] = refused
            return
        said = replace(said, issuer=issuer)
    with toasted():
        earlier = resources.corrections().get(one.sha256, Correction())
        resources.keep_correction(
            one.sha256, Correction(said.issuer or earlier.issuer, said.year if said.year is not None else earlier.year)
        )
    forget(one.path)


def take_back(one: Recognised) -> None:
    """Forget what was said of a file, and read it again."""
    with toasted():
        resources.keep_correction(one.sha256, Correction())
    forget(one.path)


# -- into the store -----------------------------------------------------------------------------------------------


def offer_commit(good: Sequence[Recognised], shown: Language) -> None:
    """The button that puts what is wanted into the store."""
    count = sum(wanted(one) for one in good)
    if good:
        st.button(
            say("commit", shown, count=count),
            type="primary",
            disabled=resources.jobs().running or not count,
            key="commit",
            on_click=commit,
            args=(good,),
        )


def commit(good: Sequence[Recognised]) -> None:
    """Begin to index the files; those that are left out are forgotten.

    What is wanted is asked now: the visitor may have left a file out since the button was drawn.
    """
    paths = [Path(one.path) for one in good if wanted(one)]
    if not paths:
        return
    with toasted():
        if resources.index(paths, again=True):
            st.session_state.upload_round += 1
            st.session_state.cards_shown = AT_ONCE
        else:
            st.toast(say("busy", language()))
