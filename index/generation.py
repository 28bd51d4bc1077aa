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

from index.catalog import Catalog
from index.catalog_file import FILE, translated
from index.errors import StoreDamaged, StoreError

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


def take_over(store: Path, vectors: str) -> None:
    """Put the generation in `next` in the place of the store's; its catalogue names the folder `vectors` for its own
    already, and nobody has it open. The old vectors stay for those who are reading them, until a writer tidies up.
    Raises StoreError, and the store is as it was."""
    folder = store / NEXT
    with translated(store):
        if (folder / _VECTORS).is_dir():
            (folder / _VECTORS).replace(store / vectors)
    copy(folder / FILE, store / FILE)
    shutil.rmtree(folder, ignore_errors=True)


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
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as old,
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
        with suppress(OSError):
            shutil.rmtree(path)
