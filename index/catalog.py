"""The catalogue: every report with all that was read out of it, in SQLite. It is the truth of the store.

A report is replaced in one transaction. A reader sees the store as one writer left it; `snapshot` keeps it so over
several reads. Vectors belong to a report only while the catalogue has their revision as current.
"""

from __future__ import annotations

import difflib
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, Table, bindparam, select, text

from index import catalog_schema as schema
from index.catalog_cache import Cache
from index.catalog_file import empty, open_engine, translated
from index.catalog_words import match
from index.errors import UnknownReport
from index.model import Identity, Indicator, Issuer, Layout, Passage, Quantity, Report, Section
from index.model import Table as ReportTable

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """A report's line in the catalogue: who, when, from which file, and which revision of it is current."""

    id: str
    identity: Identity
    layout: Layout
    source: str
    sha256: str
    revision: str
    indexed_at: datetime
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """What the file at `path` came to when `parser` last read it: a report, or the reason why it is none."""

    path: str
    sha256: str
    parser: str
    report_id: str | None = None
    reason: str | None = None


class Catalog:
    """The catalogue in `folder`, for reading. Any number of processes and threads may, while another process writes.

    Opening it raises EmptyStore (nothing was ever written there), StoreOutdated, StoreDamaged and the other kinds of
    StoreError; a method raises them when the file is lost or damaged later.
    """

    _writes = False

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._engine = open_engine(folder, self._writes)
        self._cache = Cache()

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Catalog:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A connection that reads, for the modules of the catalogue."""
        with translated(self.folder), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Catalog]:
        """A reader that goes on seeing the store as it is now, whatever is written meanwhile; threads may share it."""
        with self.connection() as connection:
            yield _Snapshot(self, connection)

    # -- reading ------------------------------------------------------------------------------------------------------

    def reports(self) -> tuple[ReportEntry, ...]:
        """Every report's entry, by region, issuer and year."""
        with self.connection() as connection:
            generation = value_of(connection, "generation")
            if self._cache.listing[0] == generation:
                return self._cache.listing[1]
            rows = connection.execute(_ENTRIES).all()
        listing = tuple(sorted(map(_entry, rows), key=_place))
        self._cache.listing = (generation, listing)
        return listing

    def some_reports(self) -> tuple[ReportEntry, ...]:
        """As `reports`, for those who need one; raises EmptyStore when there is none."""
        if entries := self.reports():
            return entries
        raise empty(self.folder)

    def entry(self, report_id: str) -> ReportEntry | None:
        """The report's entry, None when the store does not hold it."""
        with self.connection() as connection:
            row = connection.execute(_ENTRY, {"id": report_id}).first()
        return None if row is None else _entry(row)

    def known(self, report_id: str) -> ReportEntry:
        """The report's entry. Raises UnknownReport, which names the ids that come close."""
        if entry := self.entry(report_id):
            return entry
        ids = [entry.id for entry in self.reports()]
        near = [known for known in ids if report_id and report_id in known][:3]
        near = near or difflib.get_close_matches(report_id, ids, n=3, cutoff=0.4)
        hint = f"the nearest are {', '.join(near)}" if near else "`gongkai reports` lists those that it holds"
        raise UnknownReport(f"The store holds no report {report_id!r}; {hint}.")

    def report(self, report_id: str) -> Report:
        """The whole report. Raises UnknownReport, which names the ids that come close."""
        with self.snapshot() as now:
            entry = now.known(report_id)
            return self._cache.report(entry) or self._cache.keep(entry, now._read_report(entry))

    def text(self, report_id: str) -> str:
        """The report's text as its file writes it. Raises UnknownReport."""
        with self.snapshot() as now:
            text, written = now._read_text(now.known(report_id))
            return written or text

    def indicators(
        self, report_ids: Sequence[str] | None = None, codes: Sequence[str] | None = None
    ) -> tuple[tuple[str, Indicator], ...]:
        """(report id, indicator) for the reports and codes given, all where None, in the reports' own order."""
        query = _VALUES[Indicator]
        if codes is not None:
            query = query.where(schema.indicators.c.code.in_(codes))
        return self._values(query, schema.indicators, Indicator, report_ids)

    def quantities(self, report_id: str) -> tuple[Quantity, ...]:
        """The report's other figures, in the order of its text."""
        return tuple(value for _, value in self._values(_VALUES[Quantity], schema.quantities, Quantity, (report_id,)))

    def passages(self, report_ids: Sequence[str] | None = None) -> tuple[Passage, ...]:
        """The passages of the reports given, of all where None."""
        return tuple(value for _, value in self._values(_VALUES[Passage], schema.passages, Passage, report_ids))

    def passage(self, passage_id: str) -> Passage | None:
        """One passage, None when the store does not hold it."""
        query = _VALUES[Passage].where(schema.passages.c.id == passage_id)
        found = self._values(query, schema.passages, Passage, None)
        return found[0][1] if found else None

    def sources(self) -> dict[str, SourceRecord]:
        """What every file that was ever read came to, by path."""
        with self.connection() as connection:
            return {row.path: SourceRecord(*row) for row in connection.execute(select(schema.sources))}

    def search_text(
        self, query_words: Sequence[str], report_ids: Sequence[str] | None, limit: int
    ) -> list[tuple[str, float]]:
        """(passage id, score) of the passages that hold any of the words, best first; the score is BM25, higher better.

        `query_words` are segmented as `index.segment.words` does; `report_ids` None searches every report.
        """
        wanted = match(query_words, report_ids)
        if wanted is None:
            return []
        with self.connection() as connection:
            rows = connection.execute(_SEARCH, {"match": wanted, "limit": limit}).all()
        return [(row[0], -row[1]) for row in rows]

    @property
    def fingerprint(self) -> str | None:
        """The fingerprint of the embedding model that the vectors are made with; None in a store that never had any."""
        with self.connection() as connection:
            return value_of(connection, "fingerprint")

    @property
    def dimension(self) -> int:
        """How many numbers a vector of that model has; 0 in a store that never had any."""
        with self.connection() as connection:
            return int(value_of(connection, "dimension") or 0)

    @property
    def generation(self) -> int:
        """A number that every change raises."""
        with self.connection() as connection:
            return int(value_of(connection, "generation") or 0)

    @property
    def vectors_folder(self) -> Path:
        """Where the vectors of these reports lie; another folder once the store was made anew."""
        with self.connection() as connection:
            return self.folder / (value_of(connection, "vectors") or "vectors")

    @property
    def vectors_before(self) -> Path:
        """Where those lie that were in use before; they stay for readers that are at them, until the next writer."""
        with self.connection() as connection:
            return self.folder / (value_of(connection, "vectors before") or "vectors")

    # -- inside -------------------------------------------------------------------------------------------------------

    def _values(
        self, query: Select[Any], table: Table, value_type: type[T], report_ids: Sequence[str] | None
    ) -> tuple[tuple[str, T], ...]:
        if report_ids is not None:
            query = query.where(table.c.report_id.in_(report_ids))
        with self.connection() as connection:
            return tuple((row[0], value_type(*row[1:])) for row in connection.execute(query))

    def _read_text(self, entry: ReportEntry) -> tuple[str, str | None]:
        """The text that was understood, and the same as the file writes it where the two are not one."""
        with self.connection() as connection:
            row = connection.execute(_TEXT, {"id": entry.id}).one()
        return row.text, row.written

    def _read_report(self, entry: ReportEntry) -> Report:
        def values(table: Table, value_type: type[T]) -> tuple[T, ...]:
            return tuple(value for _, value in self._values(_VALUES[value_type], table, value_type, (entry.id,)))

        plain, written = self._read_text(entry)
        return Report(
            id=entry.id,
            identity=entry.identity,
            layout=entry.layout,
            text=plain,
            sections=values(schema.sections, Section),
            tables=values(schema.tables, ReportTable),
            passages=values(schema.passages, Passage),
            indicators=values(schema.indicators, Indicator),
            quantities=values(schema.quantities, Quantity),
            source=entry.source,
            sha256=entry.sha256,
            warnings=entry.warnings,
            written=written,
        )


class _Snapshot(Catalog):
    """A catalogue's state at one moment, over one transaction; threads take turns."""

    def __init__(self, origin: Catalog, connection: Connection) -> None:
        self.folder = origin.folder
        self._engine = origin._engine
        self._cache = origin._cache
        self._connection = connection
        self._turn = threading.RLock()
        self.reports()

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        with translated(self.folder), self._turn:
            yield self._connection

    def close(self) -> None:
        """Nothing to do: the transaction ends with `snapshot`, the connection belongs to the catalogue."""


# -- statements and rows ----------------------------------------------------------------------------------------------

_TABLES: dict[type[Any], Table] = {
    Section: schema.sections,
    ReportTable: schema.tables,
    Passage: schema.passages,
    Indicator: schema.indicators,
    Quantity: schema.quantities,
}


def _all_values(value_type: type[Any]) -> Select[Any]:
    """Every value of a type: the id of its report, then the type's fields in their order."""
    table = _TABLES[value_type]
    columns = [table.c[field.name] for field in fields(value_type)]
    return select(table.c.report_id.label("owner"), *columns).order_by(table.c.report_id, table.c.position)


_VALUES = {value_type: _all_values(value_type) for value_type in _TABLES}
_ENTRIES = select(*(column for column in schema.reports.c if column.name not in {"text", "written"}))
_ENTRY = _ENTRIES.where(schema.reports.c.id == bindparam("id"))
_TEXT = select(schema.reports.c.text, schema.reports.c.written).where(schema.reports.c.id == bindparam("id"))
_SEARCH = text(
    "SELECT passage, bm25(passage_words, 0, 0, 1) AS cost FROM passage_words "
    "WHERE passage_words MATCH :match ORDER BY cost, rowid LIMIT :limit"
)


def value_of(connection: Connection, key: str) -> str | None:
    """What the store notes of itself under `key`."""
    return connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == key)).scalar()


def _entry(row: Row[Any]) -> ReportEntry:
    issuer = Issuer(row.issuer, row.region, row.region_path, row.level)
    published = date.fromisoformat(row.published) if row.published else None
    return ReportEntry(
        id=row.id,
        identity=Identity(issuer, row.year, row.title, published),
        layout=row.layout,
        source=row.source,
        sha256=row.sha256,
        revision=row.revision,
        indexed_at=datetime.fromisoformat(row.indexed_at),
        warnings=row.warnings,
    )


def _place(entry: ReportEntry) -> tuple[tuple[str, ...], str, int]:
    return entry.identity.issuer.region_path, entry.identity.issuer.name, entry.identity.year
