"""Tables beside the reports, for what people said: they came after the first stores were made.

They are in none of what `catalog_schema.SCHEMA` stands for, and are made where they are missing, so that a store made
without them opens as ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, inspect

from index.catalog_file import open_engine, translated
from index.errors import EmptyStore


@contextmanager
def change(store: Path, table: Table) -> Iterator[Connection]:
    """One transaction on the catalogue of `store`, which is made where there is none, with `table` in it.

    It waits for a writer of reports rather than asking for the store's lock: one row harms no revision. Raises
    StoreLocked where it stays busy, and other StoreErrors.
    """
    engine = open_engine(store, write=True)
    try:
        with translated(store), engine.begin() as connection:
            table.metadata.create_all(connection)
            yield connection
    finally:
        engine.dispose()


def rows(store: Path, table: Table, query: Select[Any]) -> Sequence[Row[Any]]:
    """What `query` finds in `table`; nothing where the store or the table is not there. Raises StoreErrors."""
    try:
        engine = open_engine(store, write=False)
    except EmptyStore:
        return ()
    try:
        with translated(store), engine.connect() as connection:
            return connection.execute(query).all() if inspect(connection).has_table(table.name) else ()
    finally:
        engine.dispose()
