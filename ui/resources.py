"""What all visitors share: the assistant and the catalogue, opened once for the process and never for a question."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import streamlit as st

from assistant.chain import Assistant, open_assistant
from assistant.model import Language
from assistant.settings import Settings
from eval.run_process import run_elsewhere
from eval.sets import SAMPLES
from index.build import bound, embedder_factory, remove_report
from index.build_process import Request
from index.catalog import Catalog, ReportEntry
from index.catalog_corrections import corrections as corrections_in
from index.catalog_corrections import keep_correction as keep_correction_in
from index.catalog_feedback import Feedback
from index.catalog_feedback import keep_feedback as keep_in
from index.catalog_feedback import kept_feedback as kept_in
from index.checks import Finding, check
from index.errors import EmptyStore, UnknownReport
from index.model import Correction, Report
from index.preview import Recognised, has_title, made_title
from index.preview import recognise as recognise_files
from ui import access, uploads
from ui.grid import Row, rows
from ui.jobs import Jobs
from ui.trials import Trials

AT_ONCE = 8  # questions that are answered at the same time; more wait for their turn


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    """The settings of this process, whose limits hold for the files that it reads."""
    chosen = Settings.load()
    if chosen.chat_model and not chosen.chat_api_key:
        chosen = replace(chosen, chat_api_key=access.kept_secret("GONGKAI_CHAT_API_KEY"))
    bound(**chosen.reading_limits())
    return chosen


@st.cache_resource(show_spinner=False)
def assistant() -> Assistant:
    """The assistant over the store; raises what opening it raises."""
    return open_assistant(settings())


@st.cache_resource(show_spinner=False)
def workers() -> ThreadPoolExecutor:
    """The threads that answer, so that a page can go on while it waits."""
    return ThreadPoolExecutor(AT_ONCE, thread_name_prefix="answering")


@st.cache_resource(show_spinner=False)
def warm() -> None:
    """Open what the first question needs, beside the page, once for the process; without reports there is nothing."""
    if reports():
        workers().submit(_warm, assistant())


def _warm(opened: Assistant) -> None:
    """Open it all, and spare what is open from every later search for garbage: Streamlit orders one after each run of
    the page, while which nobody is answered."""
    opened.warm()
    gc.collect()
    gc.freeze()


@st.cache_resource(show_spinner=False)
def catalog() -> Catalog:
    """The catalogue, for reading; it sees what other processes write. Raises EmptyStore before the first report."""
    return Catalog(settings().store)


def reports() -> tuple[ReportEntry, ...]:
    """The reports in the store, none for a store that is empty or not there yet."""
    try:
        return catalog().reports()
    except EmptyStore:
        return ()


def report(report_id: str) -> Report | None:
    """One whole report as its file writes it, None when the store does not hold it."""
    found = _understood(report_id)
    return found and found.as_written


def _understood(report_id: str) -> Report | None:
    """One whole report as it was understood, None when the store does not hold it."""
    try:
        return catalog().report(report_id)
    except UnknownReport:
        return None


@st.cache_resource(show_spinner=False)
def trials() -> Trials:
    """The runs of question sets, one at a time for everybody."""
    return Trials(lambda name: run_elsewhere(name, settings()))


def indicator_rows(shown: Language) -> tuple[Row, ...]:
    """Every indicator of the store as a row; worked out once for each state of the store."""
    return _indicator_rows(_state(), shown)


def findings() -> tuple[Finding, ...]:
    """What does not add up in the store; worked out once for each state of the store."""
    return _findings(_state())


def untitled() -> frozenset[str]:
    """The reports whose title is not their own; worked out once for each state of the store."""
    return _untitled(_state())


def _state() -> tuple[tuple[str, str], ...]:
    """Stands for what the store holds."""
    return tuple((entry.id, entry.revision) for entry in reports())


@st.cache_resource(show_spinner=False, max_entries=2)
def _indicator_rows(state: tuple[tuple[str, str], ...], shown: Language) -> tuple[Row, ...]:
    entries = {entry.id: entry for entry in reports()}
    held = [report_id for report_id, _ in state if report_id in entries]
    texts = {report_id: catalog().text(report_id) for report_id in held}
    return rows(entries, catalog().indicators(held), texts, shown)


@st.cache_resource(show_spinner=False, max_entries=1)
def _untitled(state: tuple[tuple[str, str], ...]) -> frozenset[str]:
    held = {report_id for report_id, _ in state}
    made = [one.id for one in reports() if one.id in held and one.identity.title == made_title(one.identity)]
    return frozenset(report_id for report_id in made if (found := _understood(report_id)) and not has_title(found))


@st.cache_resource(show_spinner=False, max_entries=1)
def _findings(state: tuple[tuple[str, str], ...]) -> tuple[Finding, ...]:
    return check([found for report_id, _ in state if (found := _understood(report_id)) is not None])


def run_set(name: str) -> bool:
    """Begin to run a question set; False where a run is under way. Raises NotAllowed."""
    access.require("editor")
    return trials().start(name)


def kept_feedback() -> tuple[Feedback, ...]:
    """What visitors thought of answers, oldest first. Raises NotAllowed."""
    access.require("editor")
    return kept_in(settings().store)


def keep_feedback(given: Feedback) -> None:
    """Keep a visitor's word on an answer; raises StoreErrors and NotAllowed."""
    access.require("reader")
    keep_in(settings().store, given)


@st.cache_resource(show_spinner=False)
def jobs() -> Jobs:
    """The runs of indexing, one at a time for everybody."""
    return Jobs(open_anew)


def index(paths: Sequence[Path], again: bool = False) -> bool:
    """Begin to index files beside the page; False where that is going on already. `again` reads known files too.

    Raises NotAllowed.
    """
    access.require("editor")
    chosen = settings()
    request = Request(
        tuple(paths), chosen.store, chosen.embedding_model, chosen.cache, again, limits=chosen.reading_limits()
    )
    return jobs().start(request)


def remove(report_id: str) -> None:
    """Take a report out of the store. Raises UnknownReport, StoreErrors and NotAllowed."""
    access.require("editor")
    chosen = settings()
    remove_report(chosen.store, report_id, embedder_factory(chosen.embedding_model, chosen.cache, lambda _: None))


def open_anew() -> None:
    """Warm up at the next question: a store that was empty had nothing to be warm with."""
    warm.clear()


def keep_upload(name: str, data: bytes) -> tuple[uploads.Given, ...]:
    """Keep a file that was given, or the files in it. Raises NotAllowed."""
    access.require("editor")
    return uploads.take(settings().store, name, data)


def recognise(paths: Sequence[Path]) -> Iterator[Recognised]:
    """What files would come to, one after the other, with what people corrected of them before. Raises NotAllowed."""
    access.require("editor")
    return recognise_files(paths, corrections())


def corrections() -> dict[str, Correction]:
    """What people corrected, by the hash of the file."""
    return corrections_in(settings().store)


def keep_correction(sha256: str, said: Correction) -> None:
    """Keep what a visitor says of a file; raises StoreErrors and NotAllowed."""
    access.require("editor")
    keep_correction_in(settings().store, sha256, said)


def samples() -> tuple[Path, ...]:
    """The sample reports, which come with the package."""
    return tuple(sorted(SAMPLES.glob("*.txt")))
