"""A store made anew beside the one in use, which it replaces in one step while readers go on.

The new catalogue names the folder of the new vectors, and SQLite's backup copies it over the old one in one step.
Before it a reader sees the old reports with the old vectors, after it the new ones with the new. What a process that
dies in between leaves behind, no catalogue names, and the next writer takes it away.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from index import catalog_schema as schema
from index.catalog import Catalog
from index.catalog_file import FILE, read_only, translated
from index.errors import StoreDamaged, StoreError
from index.vectors_chroma import take_away

NEXT = "next"
_VECTORS = "vectors"
_JOURNALS = ("-wal", "-shm")


def begin(store: Path) -> Path:
    """An empty folder in the store to make its next generation in; for the holder of the store's lock."""
    tidy(store, store / in_use(store)[0])
    folder = store / NEXT
    folder.mkdir(parents=True)
    return folder


def in_use(store: Path) -> tuple[str, int]:
    """The name of the folder of vectors in use, and a number for a generation later than the store's."""
    try:
        with Catalog(store) as catalog:
            return catalog.vectors_folder.name, catalog.generation + 1
    except StoreError:
        return _VECTORS, 1


def vectors_name(store: Path) -> str:
    """A name for the next generation's vectors that no folder of the store has."""
    taken = {path.name for path in store.glob(f"{_VECTORS}*")}
    return next(name for number in range(2, len(taken) + 3) if (name := f"{_VECTORS}-{number}") not in taken)


def take_over(store: Path, vectors: str, said: Path | None = None) -> None:
    """Put the generation in `next` in the place of the store's; its catalogue names the folder `vectors` for its own
    already, and nobody has it open. The old vectors stay for those who are reading them, until a writer tidies up.
    What people said beside the reports stays, or comes from the catalogue `said`.

    Raises StoreError, and the store is as it was.
    """
    folder = store / NEXT
    with translated(store):
        if (folder / _VECTORS).is_dir():
            (folder / _VECTORS).replace(store / vectors)
    if said or not _exchange(folder / FILE, store / FILE):
        _carry_others(said or store / FILE, folder / FILE)
        copy(folder / FILE, store / FILE)
    shutil.rmtree(folder, ignore_errors=True)


def _exchange(source: Path, target: Path) -> bool:
    """Put the reports of one catalogue in the place of another's in one transaction, which leaves the target's other
    tables (what people said) as they are. False where the target is no sound catalogue of the same schema."""
    names = [table.name for table in schema.metadata.sorted_tables]
    columns = "rowid, passage, report, words"
    try:
        with closing(sqlite3.connect(target, timeout=30, isolation_level=None)) as connection:
            if not _is_sound(connection):
                return False
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("ATTACH ? AS made", (str(source),))
            connection.execute("BEGIN IMMEDIATE")
            for name in reversed(names):
                connection.execute(f"DELETE FROM main.{name}")  # noqa: S608 - the schema's own names
            for name in names:
                connection.execute(f"INSERT INTO main.{name} SELECT * FROM made.{name}")  # noqa: S608
            connection.execute("DELETE FROM main.passage_words")
            connection.execute(
                f"INSERT INTO main.passage_words ({columns}) SELECT {columns} FROM made.passage_words"  # noqa: S608
            )
            connection.execute("COMMIT")
            return True
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) and "no such table" not in str(error):
            raise _failed(target, error) from error
        return False


def _is_sound(connection: sqlite3.Connection) -> bool:
    known = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()
    return bool(known == (schema.SCHEMA,) and found == ("ok",))


def _carry_others(source: Path, target: Path) -> None:
    """Copy the tables that are no part of the schema (what people said) into a new catalogue, where they can be."""
    own = {table.name for table in schema.metadata.sorted_tables}
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.execute("ATTACH ? AS old", (str(source),))
        tables = connection.execute("SELECT name, sql FROM old.sqlite_master WHERE type = 'table'").fetchall()
        connection.execute("BEGIN")
        for name, statement in tables:
            if name not in own and not name.startswith(("sqlite_", "passage_words")):
                connection.execute(statement)
                connection.execute(f'INSERT INTO main."{name}" SELECT * FROM old."{name}"')  # noqa: S608
        connection.execute("COMMIT")


def copy(source: Path, target: Path) -> None:
    """Copy a SQLite database while others read and write it; the readers of `target` see the old one until it is whole.

    A target that is no database any more is taken away first. Raises StoreError.
    """
    try:
        _backup(source, target)
    except sqlite3.DatabaseError as error:
        if "not a database" not in str(error) and "malformed" not in str(error):
            raise _failed(target, error) from error
        _take_away(target)
        try:
            _backup(source, target)
        except sqlite3.Error as again:
            raise _failed(target, again) from again


def _backup(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(read_only(source), uri=True)) as old,
        closing(sqlite3.connect(target, timeout=30)) as new,
    ):
        new.execute("PRAGMA journal_mode = WAL")
        new.execute("PRAGMA synchronous = FULL")
        old.backup(new)


def _take_away(target: Path) -> None:
    for path in (target, *(target.with_name(target.name + ending) for ending in _JOURNALS)):
        path.unlink(missing_ok=True)


def _failed(target: Path, error: sqlite3.Error) -> StoreError:
    kind = StoreDamaged if isinstance(error, sqlite3.DatabaseError) and "malformed" in str(error) else StoreError
    return kind(
        f"{target} could not be written ({error}); what was there is there still: free some space, make the folder "
        "writable, and run it again."
    )


def leftovers(store: Path, *vectors: Path) -> list[Path]:
    """Every folder of vectors but `vectors`, and what is left of a generation that never took over."""
    found = (*store.glob(f"{_VECTORS}*"), store / NEXT)
    return sorted(path for path in found if path.is_dir() and path not in vectors)


def tidy(store: Path, vectors: Path) -> None:
    """Take the leftovers away."""
    for path in leftovers(store, vectors):
        if path.name == NEXT:
            shutil.rmtree(path, ignore_errors=True)
        else:
            take_away(path)
