"""Whether a store is sound: the catalogue, its full text, the vectors and the kept files held against each other.

What can be made from the rest is made: the full text and the vectors from the catalogue, the catalogue from the kept
files, a kept file from where it was read. The answers kept come from nothing else: a damaged file of them goes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from index import answers, catalog_check, generation, lock
from index.build_files import content_hash
from index.build_stores import Stores
from index.care_rebuild import embed_again, rebuild
from index.catalog import Catalog, ReportEntry
from index.embed import DefaultEmbedder
from index.errors import EmptyStore, ModelUnavailable, StoreDamaged, StoreError, StoreOutdated
from index.files import SourceFile, walk
from index.kept import KeptFiles

if TYPE_CHECKING:
    from index.embed import Embedder

Part = Literal["catalogue", "full text", "vectors", "model", "files", "answers", "leftovers"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a part of the store; `repaired` where it is made good."""

    part: Part
    message: str
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class Examination:
    """How many reports the store holds, what is wrong with it, and how many seconds it took to find out."""

    reports: int
    findings: tuple[Finding, ...]
    seconds: float = 0.0

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong any more."""
        return all(finding.repaired for finding in self.findings)


def examine(store: Path, embedder_factory: Callable[[], Embedder]) -> Examination:
    """What is wrong with the store; nothing is changed. Raises EmptyStore where nothing was ever written there."""
    started = time.perf_counter()
    try:
        with Catalog(store) as catalog, catalog.snapshot() as now:
            entries = now.reports()
            findings = (
                *_catalogue(now, entries),
                *_vectors(now, entries),
                *_model(now, embedder_factory),
                *_files(store, entries),
                *_answers(store),
                *_leftovers(store, now),
            )
    except EmptyStore:
        if not KeptFiles(store).contents():
            raise
        return _unreadable("The catalogue is gone and files are kept.", started)
    except (StoreDamaged, StoreOutdated) as error:
        return _unreadable(error.message, started)
    return Examination(len(entries), findings, round(time.perf_counter() - started, 2))


def repair(store: Path, embedder_factory: Callable[[], Embedder]) -> Examination:
    """Examine the store and make good what can be; what was is marked as repaired. Raises StoreLocked too."""
    before = examine(store, embedder_factory)
    parts = {finding.part for finding in before.findings}
    if "model" in parts:
        _convert_anew(embedder_factory)
    if "catalogue" in parts:
        rebuild(store, embedder_factory)
    elif "vectors" in parts or "model" in parts:
        embed_again(store, embedder_factory)
    if parts & {"full text", "files", "answers", "leftovers"}:
        with lock.writer(store, "repairing the store"), Stores(store) as stores:
            if "answers" in parts:
                answers.let_go(store)
            _write_text(stores)
            _keep_again(stores)
            stores.tidy()
    if not before.findings:
        return before
    after = examine(store, embedder_factory)
    left = set(after.findings)
    made_good = (replace(finding, repaired=True) for finding in before.findings if finding not in left)
    return replace(after, findings=(*made_good, *after.findings))


def _unreadable(message: str, started: float) -> Examination:
    return Examination(0, (Finding("catalogue", message),), round(time.perf_counter() - started, 2))


# -- what is wrong ----------------------------------------------------------------------------------------------------


def _catalogue(catalog: Catalog, entries: tuple[ReportEntry, ...]) -> Iterator[Finding]:
    for fault in catalog_check.structure_faults(catalog):
        yield Finding("catalogue", f"The catalogue's file is damaged: {fault}.")
    for entry in entries:
        report = catalog.report(entry.id)
        for fault in catalog_check.span_faults(report):
            yield Finding("catalogue", f"{entry.id}: {fault}.")
        if not catalog_check.text_is_searchable(catalog, report):
            yield Finding("full text", f"{entry.id}: the full text does not hold its passages as they are.")
    if strays := catalog_check.stray_words(catalog):
        yield Finding("full text", f"The full text holds {strays} passages of no report.")


def _vectors(catalog: Catalog, entries: tuple[ReportEntry, ...]) -> Iterator[Finding]:
    from index.vectors import Vectors

    wanted = {entry.revision: {one.id for one in catalog.passages([entry.id])} for entry in entries}
    wanted = {revision: passages for revision, passages in wanted.items() if passages}
    folder, size = catalog.vectors_folder, catalog.dimension
    if not wanted:
        return
    if not folder.is_dir():
        yield Finding("vectors", f"The folder {folder.name} of the vectors is gone.")
        return
    try:
        with closing(Vectors(folder, catalog.fingerprint or "", size)) as vectors:
            found = vectors.passages()
            uncopied = vectors.uncopied(wanted)
    except StoreError as error:
        yield Finding("vectors", error.message)
        return
    for entry in entries:
        if entry.revision in wanted and found.get(entry.revision) != wanted[entry.revision]:
            yield Finding("vectors", f"{entry.id}: not every passage has its vector.")
        elif entry.revision in uncopied:
            yield Finding(
                "vectors", f"{entry.id}: the copy of its vectors that is read does not hold what Chroma does."
            )
    if strays := found.keys() - wanted.keys():
        yield Finding("leftovers", f"Vectors of {len(strays)} revisions that no report has.")


def _model(catalog: Catalog, embedder_factory: Callable[[], Embedder]) -> Iterator[Finding]:
    try:
        embedder = embedder_factory()
    except ModelUnavailable as error:
        yield Finding("model", error.message)
        return
    if isinstance(embedder, DefaultEmbedder) and (wrong := embedder.damage()):
        yield Finding("model", wrong)
    if catalog.fingerprint not in (None, embedder.fingerprint):
        yield Finding(
            "model", f"The vectors are of {catalog.fingerprint} and the settings name {embedder.fingerprint}."
        )


def _files(store: Path, entries: tuple[ReportEntry, ...]) -> Iterator[Finding]:
    files = KeptFiles(store)
    for entry in entries:
        if files.read(entry.sha256) is None:
            yield Finding("files", f"{entry.id}: its file {entry.source} is not kept, or is damaged.")


def _answers(store: Path) -> Iterator[Finding]:
    if wrong := answers.fault(store):
        yield Finding("answers", wrong)


def _leftovers(store: Path, catalog: Catalog) -> Iterator[Finding]:
    for path in generation.leftovers(store, catalog.vectors_folder, catalog.vectors_before):
        yield Finding("leftovers", f"{path.name} is left of a run that was interrupted.")


# -- what can be made good --------------------------------------------------------------------------------------------


def _convert_anew(embedder_factory: Callable[[], Embedder]) -> None:
    """Discard a converted model that is damaged; the vectors that it may have given are made anew afterwards."""
    with suppress(ModelUnavailable):
        embedder = embedder_factory()
        if isinstance(embedder, DefaultEmbedder) and embedder.damage():
            embedder.discard()


def _write_text(stores: Stores) -> None:
    reports = [stores.catalog.report(entry.id) for entry in stores.catalog.reports()]
    stale = [report for report in reports if not catalog_check.text_is_searchable(stores.catalog, report)]
    stores.catalog.write_words(stale)


def _keep_again(stores: Stores) -> None:
    """Keep the files that are not kept soundly, where they still lie at their paths with the same content."""
    for entry in stores.catalog.reports():
        if stores.kept.read(entry.sha256) is None:
            stores.kept.drop(entry.sha256)
            for source in _there(entry.source):
                if content_hash(source) == entry.sha256:
                    stores.kept.keep(source)


def _there(path: str) -> Iterator[SourceFile]:
    """The file at `path` or, for a member of an archive, the archive's members."""
    for known in (Path(path), Path(path.partition("!")[0])):
        if known.is_file():
            yield from (file for file in walk([known]) if isinstance(file, SourceFile))
            return
