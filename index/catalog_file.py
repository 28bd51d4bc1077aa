"""How the catalogue's SQLite file is opened, and what its errors are called here.

Write-ahead logging lets any number of readers go on while one process writes; a reader opens the file read-only.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, select, text
from sqlalchemy.exc import DatabaseError, IntegrityError, ProgrammingError

from index import catalog_migrations, lock
from index import catalog_schema as schema
from index.errors import EmptyStore, StoreDamaged, StoreError, StoreLocked, StoreOutdated

FILE = "catalog.sqlite"


def open_engine(folder: Path, write: bool) -> Engine:
    """The engine for the catalogue in `folder`; with `write` the folder and the file are made when they are not there.

    Raises EmptyStore when a reader finds no catalogue, StoreOutdated when another version made it, and StoreDamaged,
    StoreLocked or StoreError when it cannot be opened.
    """
    with translated(folder):
        if not write and not (folder / FILE).is_file():
            raise empty(folder)
        engine = create_engine(_url(folder, write), max_overflow=-1)
        _set_up(engine, write)
        with engine.connect() as connection:
            if write:
                _create(connection)
            steps = _steps(connection, folder)
        if steps:
            _upgrade(engine, folder, steps, write)
        return engine


def empty(folder: Path) -> EmptyStore:
    """The error for a store that holds no report."""
    return EmptyStore(f"The store {folder} holds no report yet; index some with `gongkai index PATH`.")


def read_only(file: Path) -> str:
    """The URI that SQLite reads a file by; where nothing can be written, as one that never changes."""
    fixed = "" if os.access(file.parent, os.W_OK) else "&immutable=1"
    return f"file:{quote(str(file.resolve()))}?mode=ro{fixed}"


def _url(folder: Path, write: bool) -> str:
    if write:
        return f"sqlite:///file:{quote(str((folder / FILE).resolve()))}?mode=rwc&uri=true"
    return f"sqlite:///{read_only(folder / FILE)}&uri=true"


def _set_up(engine: Engine, write: bool) -> None:
    """Hand transactions to SQLAlchemy: a reader's sees one state of the store, a writer's begins as the writer."""

    @event.listens_for(engine, "connect")
    def connected(connection: SqliteConnection, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA busy_timeout = 5000")
        connection.execute("PRAGMA foreign_keys = ON")
        if write:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _create(connection: Connection) -> None:
    """Make every table of an empty file in one transaction, so that a file has all of them or none."""
    with connection.begin():
        if connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one() == 0:
            schema.metadata.create_all(connection)
            connection.execute(text(schema.FULL_TEXT))
            connection.execute(schema.meta.insert().values(key="schema", value=schema.SCHEMA))


def _steps(connection: Connection, folder: Path) -> Sequence[catalog_migrations.Step]:
    """What is still to be done before this version can use the catalogue. Raises EmptyStore and StoreOutdated."""
    names = set(connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars())
    if not names:
        raise empty(folder)
    found = None
    if schema.meta.name in names:
        found = connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == "schema")).scalar()
    steps = catalog_migrations.way(found)
    if steps is None:
        raise StoreOutdated(
            f"The store {folder} was made by another version of gongkai and cannot be read by this one; "
            "`gongkai index --rebuild` makes it anew from the files that are kept in it."
        )
    return steps


def _upgrade(engine: Engine, folder: Path, steps: Sequence[catalog_migrations.Step], write: bool) -> None:
    """Take the steps in one transaction; a reader does so as the store's writer, and lets go at once."""
    if not write:
        with lock.writer(folder, "upgrading the catalogue"):
            open_engine(folder, write=True).dispose()
        return
    with engine.begin() as connection:
        catalog_migrations.walk(connection, steps)


@contextmanager
def translated(folder: Path) -> Iterator[None]:
    """Turn what SQLite and the file system refuse into StoreError and its kinds; a wrong statement stays what it is."""
    try:
        yield
    except DatabaseError as error:
        if isinstance(error, IntegrityError | ProgrammingError):
            raise
        raise _translation(folder, str(error.orig)) from error
    except OSError as error:
        raise StoreError(
            f"The store {folder} cannot be used ({error.strerror or error}); "
            "make the folder readable and writable or name another with --store."
        ) from error


def _translation(folder: Path, reason: str) -> StoreError:
    words = reason.splitlines()[0] if reason else "no reason given"
    if "locked" in words or "busy" in words:
        return StoreLocked(f"The store {folder} stayed busy for five seconds ({words}); try again in a moment.")
    if "readonly" in words or "unable to open" in words:
        return StoreError(
            f"The catalogue in {folder} cannot be opened or written ({words}); "
            "make the folder writable or name another with --store."
        )
    if "full" in words or "disk I/O" in words:
        return StoreError(
            f"The catalogue in {folder} could not be written ({words}); free some space and run it again."
        )
    return StoreDamaged(
        f"The catalogue in {folder} cannot be read ({words}); "
        "`gongkai doctor --repair` makes it anew from the files kept in the store, `gongkai restore FILE --force` from "
        "a backup."
    )
