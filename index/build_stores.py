"""The catalogue, the vectors and the kept files, changed in the one order that no interruption can harm.

A report becomes visible in one step. Its vectors are written first, under a revision that no reader asks for; one
transaction of the catalogue makes that revision current; then the vectors of the one before are taken out. Whatever
lies between two steps when a process dies is noted in the catalogue as an orphan, and swept up by the next.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index import generation
from index.catalog_writer import CatalogWriter, searchable
from index.kept import KeptFiles
from index.model import Report
from index.passages import embedding_text
from index.vectors_chroma import left_in_use

if TYPE_CHECKING:
    from index.embed import Embedder
    from index.vectors import Vectors


class Stores:
    """What the store in `folder` is made of, for the holder of its lock. A context manager; what it opened is closed on
    leaving."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._vectors: Vectors | None = None
        self.catalog = CatalogWriter(folder)
        self.kept = KeptFiles(folder)

    def __enter__(self) -> Stores:
        return self

    def __exit__(self, *_: object) -> None:
        self._close_vectors()
        self.catalog.close()

    def put(self, report: Report, embedder: Embedder, replacing: Sequence[str] = ()) -> bool:
        """Make `report` the current one of its id, and take the reports `replacing` out in the same step.

        False when the store held the very same already, with the same vectors; then only where it was read from is
        noted. Raises ModelMismatch and other StoreErrors, and what `embedder` raises.
        """
        texts = [embedding_text(passage, report.text, report.identity.title) for passage in report.passages]
        revision = _revision(report, texts, embedder.fingerprint)
        held = self.catalog.entry(report.id)
        same = held is not None and held.revision == revision
        if same:
            self.catalog.restate(report.id, report.source, report.sha256, replacing)
        else:
            self._prepare(embedder)
            self.catalog.announce(revision)
            self._add_vectors(report, revision, embedder, texts)
            self.catalog.put(report, revision, replacing)
        self.sweep()
        return not same

    def _prepare(self, embedder: Embedder) -> None:
        """Make the vectors ready for those of `embedder`; without reports, another model's are thrown away."""
        self.sweep()
        if self.catalog.fingerprint == embedder.fingerprint:
            return
        if not self.catalog.reports():
            self._close_vectors()
            shutil.rmtree(self.catalog.vectors_folder, ignore_errors=True)
        self.catalog.claim(embedder.fingerprint, embedder.dimension)

    def remove(self, report_id: str) -> None:
        """Take a report out of all, copies of its vectors too. Raises UnknownReport."""
        self.catalog.remove(report_id)
        self.sweep()
        self.match_copies()

    def match_copies(self) -> None:
        """Have copies of the vectors of all reports and of nothing else. Those of reports that were replaced stay until
        here, for those who were just reading them; and stores of earlier versions have none."""
        folder = self.catalog.vectors_folder
        if folder.is_dir() and not left_in_use(folder):
            self._open_vectors().match_copies({entry.revision for entry in self.catalog.reports()})

    def tidy(self) -> None:
        """Take out what no report needs: vectors, kept files, and what an interrupted remaking has left behind."""
        self.sweep()
        self.kept.drop_all_but({entry.sha256 for entry in self.catalog.reports()})
        generation.tidy(self._folder, self.catalog.vectors_folder)

    def sweep(self) -> None:
        """Take out the vectors that are no report's."""
        orphans = self.catalog.orphans()
        if orphans and not left_in_use(self.catalog.vectors_folder):
            self._open_vectors().remove_revisions(orphans)
            self.catalog.forget(orphans)

    def _add_vectors(self, report: Report, revision: str, embedder: Embedder, texts: Sequence[str]) -> None:
        from index.vectors import VectorRow

        if not texts:
            return
        rows = [
            VectorRow(passage.id, revision, report.id, vector, report.text[passage.start : passage.end])
            for passage, vector in zip(report.passages, embedder.embed_passages(texts), strict=True)
        ]
        self._open_vectors().add(rows)

    def _open_vectors(self) -> Vectors:
        from index.vectors import Vectors

        if self._vectors is None:
            fingerprint, dimension = self.catalog.fingerprint or "", self.catalog.dimension
            self._vectors = Vectors(self.catalog.vectors_folder, fingerprint, dimension)
        return self._vectors

    def _close_vectors(self) -> None:
        if self._vectors is not None:
            self._vectors.close()
            self._vectors = None


def _revision(report: Report, texts: Sequence[str], fingerprint: str) -> str:
    """Names what both stores keep of a report: the same content, full text and vectors give the same revision."""
    content = (
        report.id,
        report.identity,
        report.layout,
        report.text,
        report.sections,
        report.tables,
        report.passages,
        report.indicators,
        report.quantities,
        report.warnings,
        searchable(report),
        texts,
        fingerprint,
    )
    return hashlib.sha256(repr(content).encode("utf-8", "backslashreplace")).hexdigest()[:20]
