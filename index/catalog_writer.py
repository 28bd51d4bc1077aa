"""The catalogue's write side: used by the holder of the store's lock, and by index.build alone.

Vectors live in another file, so their place in a change is fixed: `announce` the new revision, write its vectors, `put`
the report, take the old vectors out, `forget` them. Whatever a crash leaves between two steps is in `orphans`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert

from index import catalog_schema as schema
from index.catalog import Catalog, SourceRecord, value_of
from index.catalog_file import translated
from index.catalog_words import report_word
from index.errors import ModelMismatch
from index.model import Report
from index.passages import embedding_text
from index.segment import words


class CatalogWriter(Catalog):
    """The catalogue in `folder`, which is made when it is not there. Raises what Catalog raises but EmptyStore."""

    _writes = True

    @contextmanager
    def _change(self) -> Iterator[Connection]:
        """One transaction, after which what readers keep of the store no longer holds."""
        with translated(self.folder), self._engine.begin() as connection:
            yield connection
            _note(connection, "generation", str(int(value_of(connection, "generation") or 0) + 1))

    def orphans(self) -> tuple[str, ...]:
        """Revisions that no report has, whose vectors may still be there."""
        with self.connection() as connection:
            return tuple(connection.execute(select(schema.orphans.c.revision)).scalars())

    def claim(self, fingerprint: str, dimension: int) -> None:
        """Note the model that the vectors are made with; raises ModelMismatch where reports have another model's."""
        with self._change() as connection:
            known = value_of(connection, "fingerprint")
            if known not in (None, fingerprint) and connection.execute(select(schema.reports.c.id).limit(1)).first():
                raise ModelMismatch(
                    f"The store {self.folder} was made with the embedding model {known} and the settings now name "
                    f"{fingerprint}; set GONGKAI_EMBEDDING_MODEL back, or run `gongkai index --rebuild`, which "
                    "makes the vectors anew with it."
                )
            _note(connection, "fingerprint", fingerprint)
            _note(connection, "dimension", str(dimension))

    def place(self, vectors: str, before: str, after: int) -> None:
        """Note that the vectors lie in the store's folder `vectors` and those they replace in `before`, and that this
        generation is later than `after`."""
        with self._change() as connection:
            _note(connection, "vectors", vectors)
            _note(connection, "vectors before", before)
            own = int(value_of(connection, "generation") or 0)
            _note(connection, "generation", str(max(own, after)))

    def announce(self, revision: str) -> None:
        """Note that vectors of `revision` are about to be written: orphans until `put` makes it current."""
        with self._change() as connection:
            _orphan(connection, (revision,))

    def put(self, report: Report, revision: str, replacing: Sequence[str] = ()) -> None:
        """Make `revision`, whose vectors are there, the report's current one; the reports `replacing` leave with it.

        All in one transaction. The vectors of what was replaced become orphans.
        """
        with self._change() as connection:
            for report_id in replacing:
                _take_out(connection, report_id)
            _clear(connection, report.id)
            _fill(connection, report, revision)
            connection.execute(delete(schema.orphans).where(schema.orphans.c.revision == revision))

    def remove(self, report_id: str) -> None:
        """Take a report out, with what is known of its files; its vectors become orphans. Raises UnknownReport."""
        self.known(report_id)
        with self._change() as connection:
            _take_out(connection, report_id)

    def forget(self, revisions: Iterable[str]) -> None:
        """Note that no vectors of these revisions are left."""
        with self._change() as connection:
            connection.execute(delete(schema.orphans).where(schema.orphans.c.revision.in_(list(revisions))))

    def write_words(self, reports: Iterable[Report]) -> None:
        """Write the full text of these reports anew, and take out what belongs to no passage."""
        with self._change() as connection:
            for report in reports:
                connection.execute(_NO_WORDS, {"report": f'report : "{report_word(report.id)}"'})
                _write_words(connection, report)
            connection.execute(_NO_STRAY_WORDS)

    def restate(self, report_id: str, source: str, sha256: str, replacing: Sequence[str] = ()) -> None:
        """Note which file the report, the same in all else, was read from; `replacing` as in `put`."""
        with self._change() as connection:
            for replaced in replacing:
                _take_out(connection, replaced)
            changed = update(schema.reports).where(schema.reports.c.id == report_id)
            connection.execute(changed.values(source=source, sha256=sha256))

    def record(self, sources: Iterable[SourceRecord]) -> None:
        """Note what these files came to, in place of what they came to before."""
        rows = [asdict(source) for source in sources]
        if rows:
            statement = upsert(schema.sources)
            changed = {key: statement.excluded[key] for key in ("sha256", "parser", "report_id", "reason")}
            with self._change() as connection:
                connection.execute(statement.on_conflict_do_update(index_elements=["path"], set_=changed), rows)

    def forget_sources(self, paths: Iterable[str]) -> None:
        """Keep no note of the files at `paths` any more; the reports they came to stay."""
        rows = [{"gone": path} for path in paths]
        if rows:
            with self._change() as connection:
                connection.execute(delete(schema.sources).where(schema.sources.c.path == bindparam("gone")), rows)


def searchable(report: Report) -> tuple[str, ...]:
    """What the full text holds of each passage: the words of the text that is embedded too, with spaces between."""
    texts = (embedding_text(passage, report.text, report.identity.title) for passage in report.passages)
    return tuple(" ".join(words(text)) for text in texts)


# -- inside a transaction ---------------------------------------------------------------------------------------------

_VALUES: tuple[tuple[Table, str], ...] = (
    (schema.sections, "sections"),
    (schema.tables, "tables"),
    (schema.passages, "passages"),
    (schema.indicators, "indicators"),
    (schema.quantities, "quantities"),
)
_WORDS = text("INSERT INTO passage_words (passage, report, words) VALUES (:passage, :report, :words)")
_NO_WORDS = text(
    "DELETE FROM passage_words WHERE rowid IN (SELECT rowid FROM passage_words WHERE passage_words MATCH :report)"
)
_NO_STRAY_WORDS = text("DELETE FROM passage_words WHERE passage NOT IN (SELECT id FROM passages)")


def _note(connection: Connection, key: str, value: str) -> None:
    statement = upsert(schema.meta).values(key=key, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))


def _orphan(connection: Connection, revisions: Iterable[str]) -> None:
    for revision in revisions:
        connection.execute(upsert(schema.orphans).values(revision=revision).on_conflict_do_nothing())


def _clear(connection: Connection, report_id: str) -> None:
    """Take out what the store holds of a report but its row in `reports`; its vectors become orphans."""
    held = select(schema.reports.c.revision).where(schema.reports.c.id == report_id)
    _orphan(connection, connection.execute(held).scalars().all())
    connection.execute(_NO_WORDS, {"report": f'report : "{report_word(report_id)}"'})
    for table, _ in _VALUES:
        connection.execute(delete(table).where(table.c.report_id == report_id))


def _take_out(connection: Connection, report_id: str) -> None:
    _clear(connection, report_id)
    connection.execute(delete(schema.reports).where(schema.reports.c.id == report_id))


def _fill(connection: Connection, report: Report, revision: str) -> None:
    """Put the report's row in place of the one there was, and everything it holds beside it."""
    row = _report_row(report, revision)
    statement = upsert(schema.reports).values(row)
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=row))
    for table, name in _VALUES:
        values = getattr(report, name)
        if values:
            rows = [_value_row(value, report.id, position) for position, value in enumerate(values)]
            connection.execute(insert(table), rows)
    _write_words(connection, report)


def _write_words(connection: Connection, report: Report) -> None:
    word = report_word(report.id)
    for passage, passage_words in zip(report.passages, searchable(report), strict=True):
        connection.execute(_WORDS, {"passage": passage.id, "report": word, "words": passage_words})


def _value_row(value: Any, report_id: str, position: int) -> dict[str, Any]:
    row = {field.name: getattr(value, field.name) for field in fields(value)}
    return {**row, "report_id": report_id, "position": position}


def _report_row(report: Report, revision: str) -> dict[str, Any]:
    identity = report.identity
    return {
        "id": report.id,
        "revision": revision,
        "issuer": identity.issuer.name,
        "region": identity.issuer.region,
        "region_path": identity.issuer.region_path,
        "level": identity.issuer.level,
        "year": identity.year,
        "title": identity.title,
        "published": identity.published.isoformat() if identity.published else None,
        "layout": report.layout,
        "source": report.source,
        "sha256": report.sha256,
        "indexed_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "warnings": report.warnings,
        "text": report.text,
        "written": report.written,
    }
