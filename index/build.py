"""The one write path: files → reports → vectors and catalogue, and what came of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from index import lock
from index.build_files import Found, content_hash, load, survey
from index.build_ledger import IndexOutcome, Ledger
from index.build_prune import still_there
from index.build_steps import Followed, Step, Steps, no_steps
from index.build_stores import Stores
from index.care_rebuild import mend
from index.catalog import Catalog
from index.catalog_corrections import corrections
from index.files import FileFailure, SourceFile, walk
from index.model import Correction, Report
from index.passed_over import passed_over
from index.reading import bound
from index.reading_pool import ReadingPool, Unread

if TYPE_CHECKING:
    from index.embed import Embedder

__all__ = [
    "FileFailure",
    "IndexOutcome",
    "Progress",
    "bound",
    "embedder_factory",
    "index_paths",
    "read_reports",
    "remove_report",
]

Progress = Callable[[int, int, str], None]
_MAX_PROCESSES = 8


def embedder_factory(model: str | None, cache: Path, say: Callable[[str], None]) -> Callable[[], Embedder]:
    """What `index_paths` loads the embedding model with, once it needs one; `say` is told what takes long."""

    def load_model() -> Embedder:
        from index.embed import load_embedder

        return load_embedder(model, cache, say)

    return load_model


def index_paths(
    paths: Sequence[Path],
    store: Path,
    embedder_factory: Callable[[], Embedder],
    progress: Progress | None = None,
    prune: bool = False,
    again: bool = False,
    *,
    steps: Steps = no_steps,
) -> IndexOutcome:
    """Add or update the reports in the files and folders `paths`; what was read before and is unchanged is not read,
    unless `again` asks for it. What people corrected (`index.catalog_corrections`) holds for every reading.

    `progress` is called with how many files are done, how many there are to read, and which is being worked on, and
    `steps` with where each file is. Each report is in the store for good before the next is begun. With `prune` the
    reports whose files under `paths` are gone are taken out, and a path may be that of a file that is gone. Raises
    MissingPath before anything is done, StoreLocked, ModelMismatch, ModelUnavailable and other StoreErrors; a file that
    is no report is in the outcome.
    """
    there = still_there(paths, store) if prune else paths
    files = survey(there, store)
    with lock.writer(store, "indexing"):
        mend(store, embedder_factory)
        with Stores(store) as stores:
            stores.tidy()
            stores.match_copies()
            ledger = Ledger(stores, steps)
            if prune:
                ledger.prune(paths, files)
            to_read = ledger.sort_out(files, again)
            if to_read:
                _read(there, store, to_read, ledger, embedder_factory, progress or (lambda *_: None), steps=steps)
            _keep_known(there, store, files, stores)
            stores.tidy()
            return ledger.outcome(tuple(passed_over(there)))


def read_reports(paths: Sequence[Path], said: Mapping[str, Correction] | None = None) -> Iterator[Report | FileFailure]:
    """What the files and folders `paths` hold, read in child processes and kept nowhere; `said` are corrections by the
    hash of the file that they are for.

    The reports come in order, with the files that are none; those that cannot even be opened come last. Raises
    MissingPath.
    """
    unopened: list[FileFailure] = []
    with ReadingPool(min(os.cpu_count() or 1, _MAX_PROCESSES)) as pool:
        for source, reading in pool.read(corrected(_opened(paths, unopened), said or {})):
            if isinstance(reading, Unread):
                yield FileFailure(source.path, reading.reason, reading.kind, content_hash(source))
            else:
                yield reading
    yield from unopened


def corrected(sources: Iterable[SourceFile], said: Mapping[str, Correction]) -> Iterator[SourceFile]:
    """The files, each with what a person said of its content."""
    for source in sources:
        yield replace(source, correction=said.get(content_hash(source))) if said else source


def _opened(paths: Sequence[Path], unopened: list[FileFailure]) -> Iterator[SourceFile]:
    for file in walk(paths):
        if isinstance(file, SourceFile):
            yield file
        else:
            unopened.append(file)


def remove_report(store: Path, report_id: str, embedder_factory: Callable[[], Embedder]) -> None:
    """Take a report out of the catalogue and the vectors. The model is needed only where a process died while it used
    the vectors, which are then made anew. Raises UnknownReport, EmptyStore, StoreLocked and other StoreErrors."""
    with Catalog(store) as catalog:
        catalog.some_reports()
        catalog.known(report_id)
    with lock.writer(store, "removing a report"):
        mend(store, embedder_factory)
        with Stores(store) as stores:
            stores.remove(report_id)
            stores.tidy()


def _keep_known(paths: Sequence[Path], store: Path, files: Sequence[Found | FileFailure], stores: Stores) -> None:
    """Keep the files that needed no reading and that an earlier version did not keep."""
    wanted = {entry.sha256 for entry in stores.catalog.reports()} - stores.kept.contents()
    found = {file.sha256 for file in files if isinstance(file, Found)} & wanted
    for source in load(paths, store, found) if found else ():
        stores.kept.keep(source)


def _told(sources: Iterable[SourceFile], steps: Steps) -> Iterator[SourceFile]:
    """The files, each told when its reading begins."""
    for source in sources:
        steps(Step(source.path, "reading"))
        yield source


def _warmed(embedder_factory: Callable[[], Embedder]) -> Embedder:
    embedder = embedder_factory()
    embedder.warm()
    return embedder


def _read(
    paths: Sequence[Path],
    store: Path,
    to_read: dict[str, list[Found]],
    ledger: Ledger,
    embedder_factory: Callable[[], Embedder],
    progress: Progress,
    *,
    steps: Steps,
) -> None:
    """Read every content of `to_read` once, in child processes, while the embedding model loads in this one."""
    total, left = len(to_read), dict(to_read)
    later = ThreadPoolExecutor(1, thread_name_prefix="model")
    embedder = later.submit(_warmed, embedder_factory)
    later.shutdown(wait=False)
    with ReadingPool(min(total, os.cpu_count() or 1, _MAX_PROCESSES)) as pool:
        for source, reading in pool.read(_told(corrected(load(paths, store, to_read), corrections(store)), steps)):
            progress(total - len(left), total, source.path)
            files = left.pop(content_hash(source))
            if isinstance(reading, Unread):
                ledger.refuse(files, reading)
            else:
                ledger.keep(reading, files, Followed(embedder.result(), source.path, steps), source)
        progress(total, total, "")
    for files in left.values():
        ledger.refuse(files, Unread("The file changed or went away while it was being indexed; index it again.", False))
