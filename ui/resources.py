"""What all visitors share: the assistant and the catalogue, opened once for the process and never for a question."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from assistant.chain import Assistant, open_assistant
from assistant.settings import Settings
from index.build import IndexOutcome, embedder_factory, index_paths
from index.catalog import Catalog, ReportEntry
from index.errors import EmptyStore, UnknownReport
from index.model import Report

SAMPLES = Path(__file__).resolve().parent.parent / "reports"


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    """The settings of this process."""
    return Settings.load()


@st.cache_resource(show_spinner=False)
def assistant() -> Assistant:
    """The assistant over the store; raises what opening it raises."""
    return open_assistant(settings())


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
    """One whole report, None when the store does not hold it."""
    try:
        return catalog().report(report_id)
    except UnknownReport:
        return None


def samples() -> tuple[Path, ...]:
    """The sample reports that a checkout brings along; none where the package was installed without them."""
    return tuple(sorted(SAMPLES.glob("*.txt")))


def index_samples(say: Callable[[str], None]) -> IndexOutcome:
    """Index the sample reports and open the store anew; `say` hears what is being done."""
    chosen = settings()
    load = embedder_factory(chosen.embedding_model, chosen.cache, say)
    outcome = index_paths(samples(), chosen.store, load, lambda done, total, path: say(f"{done}/{total} {path}"))
    for opened in (assistant, catalog):
        opened.clear()
    return outcome
