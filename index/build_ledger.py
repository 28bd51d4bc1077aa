"""What became of each file: what is known from earlier runs, what this run found, and the sentences about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.build_files import Found, parser
from index.build_prune import Pruning
from index.build_steps import Step, Steps, no_steps
from index.build_stores import Stores
from index.catalog import ReportEntry, SourceRecord
from index.files import FileFailure, SourceFile
from index.model import Report
from index.reading_pool import Unread

if TYPE_CHECKING:
    from index.embed import Embedder


@dataclass(frozen=True, slots=True)
class IndexOutcome:
    """What indexing did: the ids of reports added, updated and left as they were, the files that are no report,
    sentences on what replaced what, and the ids of reports taken out because their files are gone."""

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failed: tuple[FileFailure, ...] = ()
    notes: tuple[str, ...] = ()
    pruned: tuple[str, ...] = ()


class Ledger:
    """Keeps the books of one run over `stores`."""

    def __init__(self, stores: Stores, steps: Steps = no_steps) -> None:
        self._stores = stores
        self._steps = steps
        self._sources = stores.catalog.sources()
        self._before = {entry.id for entry in stores.catalog.reports()}
        self._changed: set[str] = set()
        self._seen: set[str] = set()
        self._failed: list[FileFailure] = []
        self._notes: list[str] = []
        self._pruned: list[str] = []

    def outcome(self, passed_over: tuple[str, ...] = ()) -> IndexOutcome:
        """What the run came to so far, the reports in the catalogue's order; `passed_over` are sentences on files that
        were not looked at."""
        ids = [entry.id for entry in self._stores.catalog.reports()]
        changed = [report_id for report_id in ids if report_id in self._changed]
        return IndexOutcome(
            added=tuple(report_id for report_id in changed if report_id not in self._before),
            updated=tuple(report_id for report_id in changed if report_id in self._before),
            unchanged=tuple(i for i in ids if i in self._seen and i not in self._changed),
            failed=tuple(self._failed),
            notes=(*self._notes, *passed_over),
            pruned=tuple(report_id for report_id in self._pruned if report_id not in ids),
        )

    # -- files that are gone ------------------------------------------------------------------------------------------

    def prune(self, paths: Sequence[Path], files: Sequence[Found | FileFailure]) -> None:
        """Take out the reports of files that were under `paths` and are no longer; `files` are those there now."""
        pruning = Pruning(paths, files, self._sources)
        for entry in self._stores.catalog.reports():
            if pruning.is_lost(entry):
                self._stores.remove(entry.id)
                self._pruned.append(entry.id)
            elif moved := pruning.moved(entry):
                self._stores.catalog.restate(entry.id, moved, entry.sha256)
        self._stores.catalog.forget_sources(pruning.gone)
        self._sources = self._stores.catalog.sources()

    # -- files that need no reading -----------------------------------------------------------------------------------

    def sort_out(self, files: Sequence[Found | FileFailure], again: bool = False) -> dict[str, list[Found]]:
        """Settle the files whose content is known, and give the others by their content; `again` gives all of them."""
        contents = {
            record.sha256: record.report_id
            for record in self._sources.values()
            if record.report_id and record.parser == parser()
        }
        to_read: dict[str, list[Found]] = {}
        for file in files:
            if isinstance(file, FileFailure):
                self._fail(file)
            elif again:
                to_read.setdefault(file.sha256, []).append(file)
            elif (reason := self._known_failure(file)) is not None:
                self._fail(FileFailure(file.path, reason))
            elif (report_id := contents.get(file.sha256)) is not None:
                self._settle((file,), report_id)
            else:
                to_read.setdefault(file.sha256, []).append(file)
        return to_read

    def _known_failure(self, file: Found) -> str | None:
        known = self._sources.get(file.key)
        same = known is not None and known.sha256 == file.sha256 and known.parser == parser()
        return known.reason if known and same else None

    def _fail(self, failure: FileFailure) -> None:
        self._failed.append(failure)
        self._steps(Step(failure.path, "refused", reason=failure.reason, kind=failure.kind))

    # -- files that were read -----------------------------------------------------------------------------------------

    def refuse(self, files: Sequence[Found], unread: Unread) -> None:
        """Note that these files, all of the same content, are no report; whatever they were before stays."""
        for file in files:
            self._fail(FileFailure(file.path, unread.reason, unread.kind, file.sha256))
        if unread.lasting:
            self._record(files, None, unread.reason)

    def keep(self, report: Report, files: Sequence[Found], embedder: Embedder, source: SourceFile) -> None:
        """Put a report that these files, all of the content of `source`, hold into the stores, unless a newer one is
        there."""
        held = self._stores.catalog.entry(report.id)
        if not (held and self._is_superseded(files, held)):
            self._stores.kept.keep(source)
            left = self._left_behind(files, report.id)
            if self._stores.put(report, embedder, left) or (held and held.sha256 != report.sha256):
                self._changed.add(report.id)
                self._explain(files, report.id, held, left)
        self._settle(files, report.id)

    def _is_superseded(self, files: Sequence[Found], held: ReportEntry) -> bool:
        """Whether a file that came later took the place of these, which have not changed since."""
        return held.sha256 != files[0].sha256 and any(
            known.sha256 == file.sha256 and known.report_id == held.id
            for file in files
            if (known := self._sources.get(file.key))
        )

    def _left_behind(self, files: Sequence[Found], report_id: str) -> list[str]:
        """The reports that these files held before and that no file holds now."""
        keys = {file.key for file in files}
        before = {self._sources[key].report_id for key in keys if key in self._sources} - {report_id, None}
        if not before:
            return []
        holders = [record for key, record in self._sources.items() if key not in keys]
        return [
            entry.id
            for entry in self._stores.catalog.reports()
            if entry.id in before
            and not any(record.report_id == entry.id and record.sha256 == entry.sha256 for record in holders)
        ]

    def _explain(self, files: Sequence[Found], report_id: str, held: ReportEntry | None, left: Sequence[str]) -> None:
        """Say what was replaced, where it was not simply the same file's earlier content."""
        path = files[0].path
        if held and not any(
            known.report_id == held.id for file in files if (known := self._sources.get(file.key)) is not None
        ):
            self._notes.append(f"{path} replaces {held.source}: both are {report_id}.")
        self._notes += [f"{path} held {old} before and holds {report_id} now, so {old} was taken out." for old in left]
        self._sources = {key: record for key, record in self._sources.items() if record.report_id not in left}

    def _settle(self, files: Sequence[Found], report_id: str) -> None:
        """Note that these files hold the report, and say so where that is news."""
        self._seen.add(report_id)
        entry = self._stores.catalog.known(report_id)
        for file in files:
            self._steps(Step(file.path, "kept", report=report_id))
            if entry.sha256 != file.sha256:
                self._notes.append(f"{file.path} holds an earlier {report_id}; the store keeps that of {entry.source}.")
            elif file.key not in self._sources and entry.source != file.path:
                self._notes.append(f"{file.path} holds the same as {entry.source}: both are {report_id}.")
        self._record(files, report_id)

    def _record(self, files: Sequence[Found], report_id: str | None, reason: str | None = None) -> None:
        records = [SourceRecord(file.key, file.sha256, parser(), report_id, reason) for file in files]
        news = [record for record in records if self._sources.get(record.path) != record]
        self._stores.catalog.record(news)
        self._sources |= {record.path: record for record in news}
