"""Chroma's collection in a folder, used by one process at a time; the one module that knows of Chroma's client."""

from __future__ import annotations

import os
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from index.errors import ModelMismatch, StoreDamaged, StoreError, StoreLocked
from index.lock import for_a_moment

if TYPE_CHECKING:
    from chromadb import Collection

T = TypeVar("T")


def take_away(folder: Path) -> None:
    """Take away the vectors in `folder`, once nobody is using them; what cannot be taken away stays."""
    with suppress(OSError, StoreLocked), for_a_moment(folder / _ACCESS):
        shutil.rmtree(folder)


def left_in_use(folder: Path) -> bool:
    """Whether a process died while it used the vectors in `folder`; one that is using them now is waited for."""
    try:
        with for_a_moment(folder / _ACCESS):
            return (folder / _MARK).exists()
    except OSError:
        return False


_FILE = "chroma.sqlite3"
_COLLECTION = "passages"
_ACCESS, _MARK = "access", "in-use"
# Wide enough that the graph finds the 30 nearest of 3,000 passages (Chroma's defaults find 28), and written to disk so
# often that opening it has little left to redo.
_GRAPH = {
    "space": "cosine",
    "ef_construction": 200,
    "ef_search": 500,
    "max_neighbors": 32,
    "sync_threshold": 200,
    "batch_size": 100,
}
_PAUSES_S = (0.1, 0.3)


class Chroma:
    """The collection in a folder, opened anew when another process has written, and used by one process at a time.

    Chroma is not made for several processes (docs/reliability.md measures it): a client that is open misses what
    another one adds, and reading writes, for it brings the graph up to date. So whoever uses the files holds `access`
    for as long as that takes, and looks first whether they are as they were left.
    """

    # Chroma shares one client among all who name a folder by the same path, stale or broken as it may be. So each
    # Chroma spells the path in a way of its own: with this many "/." at its end.
    _spellings: ClassVar[set[int]] = set()

    def __init__(self, folder: Path, made_with: dict[str, str | int], make: bool) -> None:
        self._folder = folder
        self._make = make
        self._made_with = made_with
        self._lock = threading.RLock()
        self._opened: _Opened | None = None
        self.use(lambda _: None)

    def use(self, work: Callable[[Collection], T]) -> T:
        """What `work` makes of the collection. It may fail on what another process is just writing; then it is tried
        again, on files opened anew."""
        with self._lock:
            for pause in (*_PAUSES_S, None):
                try:
                    with self._alone(), self._marked():
                        return self._run(work)
                except BaseException as error:
                    if not _is_chromas(error):
                        raise
                    self.close()
                    if pause is None:
                        raise self._translated(error) from error
                    time.sleep(pause)
            raise AssertionError

    def close(self) -> None:
        with self._lock:
            if self._opened:
                with suppress(Exception):
                    self._opened.client.close()
                self._spellings.discard(self._opened.spelling)
            self._opened = None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the folder, which is made where that is wanted; where nothing can be written there is nobody to fear."""
        self._be_there()
        with ExitStack() as held:
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                held.enter_context(for_a_moment(self._folder / _ACCESS))
            except OSError as error:
                if os.access(self._folder, os.W_OK) or not (self._folder / _FILE).is_file():
                    raise self._translated(error) from error
            self._be_there()
            yield

    def _be_there(self) -> None:
        """Raise StoreError where the files are gone and are not to be made: another writer may have replaced them."""
        if not self._make and not (self._folder / _FILE).is_file():
            raise self._translated(FileNotFoundError("they are gone"))

    @contextmanager
    def _marked(self) -> Iterator[None]:
        """Leave a mark in the folder for as long as its files are used, so that a process that dies then leaves it.

        Files that it dies upon cannot be trusted: Chroma may open them, and write a graph of gigabytes from what it
        finds there. Raises StoreDamaged where the mark is found.
        """
        mark = self._folder / _MARK
        if mark.exists():
            raise StoreDamaged(
                f"The vectors in {self._folder} were being used by a process that died; `gongkai doctor --repair` or "
                "the next `gongkai index` makes them anew from the catalogue."
            )
        with suppress(OSError):
            mark.touch()
        try:
            yield
        finally:
            mark.unlink(missing_ok=True)

    def _run(self, work: Callable[[Collection], T]) -> T:
        if self._opened and self._opened.state != self._state():
            self.close()
        opened = self._opened = self._opened or self._open()
        result = work(opened.collection)
        opened.state = self._state()
        return result

    def _open(self) -> _Opened:
        import chromadb
        from chromadb.config import Settings

        spelling = next(number for number in count() if number not in self._spellings)
        self._spellings.add(spelling)
        path = str(self._folder.resolve()) + "/." * spelling
        client: Any = chromadb.PersistentClient(path, Settings(anonymized_telemetry=False))
        collection = self._collection(client)
        if collection.metadata != self._made_with and not collection.count():
            client.delete_collection(_COLLECTION)
            collection = self._collection(client)
        if collection.metadata != self._made_with:
            client.close()
            raise mismatch(self._folder, collection.metadata or {}, str(self._made_with["fingerprint"]))
        return _Opened(client, collection, spelling, self._state())

    def _collection(self, client: Any) -> Collection:
        collection: Collection = client.get_or_create_collection(
            _COLLECTION, configuration={"hnsw": _GRAPH}, metadata=self._made_with, embedding_function=None
        )
        return collection

    def _state(self) -> tuple[int, ...]:
        """What changes on disk whenever anything is written."""
        try:
            found = (self._folder / _FILE).stat()
        except OSError:
            return ()
        return found.st_ino, found.st_size, found.st_mtime_ns

    def _translated(self, error: BaseException) -> StoreError:
        reason = str(error).partition("\n")[0].rpartition(": ")[2] or type(error).__name__
        reason = re.sub(r"^\d+\) ", "", reason)  # SQLite's number of what follows
        if isinstance(error, OSError) or "readonly" in reason or "full" in reason or "unable to open" in reason:
            return StoreError(
                f"The vectors in {self._folder} cannot be opened or written ({reason}); make the folder writable, "
                "free some space or name another with --store."
            )
        if "locked" in reason:
            return StoreLocked(f"The vectors in {self._folder} stayed busy ({reason}); try again in a moment.")
        return StoreDamaged(
            f"The vectors in {self._folder} cannot be read ({reason}); `gongkai doctor --repair` makes them "
            "anew from the catalogue."
        )


def mismatch(folder: Path, found: Mapping[str, Any], wanted: str) -> ModelMismatch:
    """The error for vectors of another model than the one with the fingerprint `wanted`."""
    return ModelMismatch(
        f"The vectors in {folder} were made with the embedding model {found.get('fingerprint', 'unknown')} "
        f"and the settings now name {wanted}; set GONGKAI_EMBEDDING_MODEL back, or run `gongkai index --rebuild`, "
        "which makes the vectors anew with it."
    )


@dataclass(slots=True)
class _Opened:
    """An open collection, and the state of its files that it shows."""

    client: Any
    collection: Collection
    spelling: int
    state: tuple[int, ...]


def _is_chromas(error: BaseException) -> bool:
    """Whether Chroma refused, or its core panicked, as it does on files that go away while it opens them. The class
    of a panic can be imported from nowhere."""
    from chromadb.errors import ChromaError

    return isinstance(error, ChromaError) or type(error).__name__ == "PanicException"
