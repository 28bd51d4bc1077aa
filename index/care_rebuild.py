"""The store made anew from what is in it: kept files read by today's code, passages embedded by today's model.

It is made beside the one in use and takes its place in one step (see `generation`), so that a report whose kept file
cannot be read any more stays as it was, and nothing is lost when the process dies.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index import generation, lock
from index.build_files import content_hash, key_of, parser
from index.build_stores import Stores
from index.catalog import Catalog, ReportEntry, SourceRecord
from index.catalog_corrections import corrections
from index.catalog_file import FILE
from index.errors import EmptyStore, StoreDamaged, StoreOutdated
from index.files import FileFailure, SourceFile
from index.kept import KeptFiles
from index.model import Correction, Report
from index.reading_pool import ReadingPool, Unread
from index.vectors_chroma import left_in_use

if TYPE_CHECKING:
    from index.embed import Embedder

Progress = Callable[[int, int, str], None]
_MAX_PROCESSES = 8


@dataclass(frozen=True, slots=True)
class Remade:
    """The ids of the reports that the new store holds, and the files that could not be read again."""

    reports: tuple[str, ...]
    failed: tuple[FileFailure, ...] = ()


def rebuild(store: Path, embedder_factory: Callable[[], Embedder], progress: Progress | None = None) -> Remade:
    """Read every file that `store` keeps again, and make the store anew from that; what cannot be read stays as it was.

    It serves after a change of the code, of the schema, of the embedding model, and where the catalogue is damaged.
    Raises StoreLocked, EmptyStore where there is nothing to make it from, and other StoreErrors.
    """
    with lock.writer(store, "making the store anew"):
        return remake(store, store, embedder_factory, progress)


def embed_again(store: Path, embedder_factory: Callable[[], Embedder], progress: Progress | None = None) -> Remade:
    """Make the vectors anew from the catalogue, and read nothing again. Raises as `rebuild`, StoreDamaged too."""
    with lock.writer(store, "making the vectors anew"):
        return remake(store, store, embedder_factory, progress, reread=False)


def mend(store: Path, embedder_factory: Callable[[], Embedder]) -> None:
    """Make the vectors anew where a process died while it used them; for the holder of the store's lock."""
    with suppress(EmptyStore):
        with Catalog(store) as catalog:
            folder = catalog.vectors_folder
            abandoned = bool(catalog.reports()) and folder.is_dir() and left_in_use(folder)
        if abandoned:
            remake(store, store, embedder_factory, reread=False)


def remake(
    store: Path,
    origin: Path,
    embedder_factory: Callable[[], Embedder],
    progress: Progress | None = None,
    reread: bool = True,
    folder: Path | None = None,
) -> Remade:
    """Make `store` anew from the catalogue and the kept files in `origin`; for the holder of the store's lock.

    Without `reread` the reports come out of the catalogue where this version can read it. `folder` is a generation
    that was begun already.
    """
    held = _Held(origin, reread)
    if not len(held):
        raise EmptyStore(f"The store {origin} keeps nothing to make it anew from; index with `gongkai index PATH`.")
    embedder = embedder_factory()
    failed: list[FileFailure] = []
    before, after = generation.in_use(store)
    with Stores(folder or generation.begin(store)) as stores:
        for report, done in held.reports(failed):
            (progress or (lambda *_: None))(done, len(held), report.source)
            stores.put(report, embedder)
            stores.catalog.record(held.records(report))
        vectors = generation.vectors_name(store)
        stores.catalog.place(vectors, before, after)
        ids = tuple(entry.id for entry in stores.catalog.reports())
        contents = {entry.sha256 for entry in stores.catalog.reports()}
    held.close()
    _carry_files(KeptFiles(origin), KeptFiles(store), contents)
    generation.take_over(store, vectors, None if origin == store else origin / FILE)
    KeptFiles(store).drop_all_but(contents)
    return Remade(ids, tuple(failed))


def _carry_files(origin: KeptFiles, target: KeptFiles, contents: set[str]) -> None:
    if origin.folder != target.folder:
        for content in contents:
            if source := origin.read(content):
                target.keep(source)


class _Held:
    """What a store holds that another can be made from: kept files, and reports where its catalogue can be read."""

    def __init__(self, folder: Path, reread: bool) -> None:
        self._kept = KeptFiles(folder)
        self._catalog: Catalog | None = None
        self._entries: tuple[ReportEntry, ...] = ()
        self._sources: tuple[SourceRecord, ...] = ()
        self._said: dict[str, Correction] = {}
        with suppress(EmptyStore, StoreOutdated, StoreDamaged):
            catalog = Catalog(folder)
            self._entries, self._sources = catalog.reports(), tuple(catalog.sources().values())
            self._catalog = catalog
            self._said = corrections(folder)
        self._reread = reread or self._catalog is None

    def __len__(self) -> int:
        return len(self._entries) if self._catalog else len(self._kept.contents())

    def close(self) -> None:
        if self._catalog:
            self._catalog.close()

    def reports(self, failed: list[FileFailure]) -> Iterator[tuple[Report, int]]:
        """Each report, and how many came before it; `failed` is given the files that could not be read."""
        by_content = {entry.sha256: entry for entry in self._entries}
        done = 0
        with ReadingPool(min(os.cpu_count() or 1, _MAX_PROCESSES)) as pool:
            for source, reading in pool.read(self._files()):
                entry = by_content.pop(content_hash(source), None)
                if not isinstance(reading, Unread):
                    yield reading, done
                else:
                    failed.append(FileFailure(source.path, reading.reason))
                    if entry and self._catalog:
                        yield self._catalog.report(entry.id), done
                done += 1
        for entry in by_content.values():
            if self._catalog:
                yield self._catalog.report(entry.id), done
            done += 1

    def _files(self) -> Iterator[SourceFile]:
        """The files to read again, each with the path that it was last seen at."""
        if not self._reread:
            return
        if self._catalog is None:
            yield from self._kept.sources()
        for entry in self._entries:
            if source := self._kept.read(entry.sha256):
                yield replace(source, path=entry.source, correction=self._said.get(entry.sha256))

    def records(self, report: Report) -> list[SourceRecord]:
        """What is known of the files that hold this report."""
        known = [one for one in self._sources if one.sha256 == report.sha256 and one.report_id]
        paths = {one.path for one in known} or {key_of(report.source)}
        stamp = parser() if self._reread else next((one.parser for one in known), parser())
        return [SourceRecord(path, report.sha256, stamp, report.id) for path in sorted(paths)]
