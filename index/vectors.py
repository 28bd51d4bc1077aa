"""The passages' vectors, in Chroma; the one module that knows of it.

A vector belongs to one revision of a report and never changes. Which revisions are current is the catalogue's to say,
so a reader asks for the revisions it wants. That search is exact: Chroma's graph index (HNSW), asked with a filter, may
give fewer passages than there are and miss some of the nearest. So the vectors of the revisions are fetched once, kept,
and compared in NumPy; only a search without a filter uses the graph.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, count
from operator import methodcaller
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelMismatch, StoreDamaged, StoreError, StoreLocked

if TYPE_CHECKING:
    from chromadb import Collection

T = TypeVar("T")
Rows = tuple[tuple[str, ...], NDArray[np.float32]]  # passage ids, and their unit vectors, one row each

_FILE = "chroma.sqlite3"
_COLLECTION = "passages"
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
_AT_ONCE = 1000
_KEPT_NUMBERS = 50_000_000
_PAUSES_S = (0.1, 0.3)


@dataclass(frozen=True, slots=True)
class VectorRow:
    """A passage of one revision of a report: its id in the report, its vector (longer than 0) and its text."""

    id: str
    revision: str
    report_id: str
    vector: NDArray[np.float32]
    text: str


class Vectors:
    """The vectors in `folder`, which is made when it is not there. Threads may share it, processes may each open it;
    one at a time may write.

    Opening raises ModelMismatch where vectors of another model than `fingerprint` are in it; opening and every method
    raise StoreDamaged or StoreError where its files cannot be used.
    """

    def __init__(self, folder: Path, fingerprint: str, dimension: int) -> None:
        self._chroma = _Chroma(folder, {"fingerprint": fingerprint, "dimension": dimension})
        self._kept = _Kept(max(1, _KEPT_NUMBERS // max(1, dimension)))

    def add(self, rows: Sequence[VectorRow]) -> None:
        """Write `rows`; one that is there already, in the same revision, is replaced."""
        for some in _portions(rows):
            written: dict[str, Any] = {
                "ids": [f"{row.revision}/{row.id}" for row in some],
                "embeddings": [row.vector for row in some],
                "metadatas": [{"revision": row.revision, "report_id": row.report_id} for row in some],
                "documents": [row.text for row in some],
            }
            self._chroma.use(methodcaller("upsert", **written), writes=True)
        self._kept.drop({row.revision for row in rows})

    def remove_revisions(self, revisions: Iterable[str]) -> None:
        """Take out every row of these revisions; those that are not there are passed over."""
        gone = sorted(set(revisions))
        for some in _portions(gone):
            self._chroma.use(methodcaller("delete", where=_among(some)), writes=True)
        self._kept.drop(gone)

    def search(
        self, vector: NDArray[np.float32], revisions: Sequence[str] | None, limit: int
    ) -> list[tuple[str, float]]:
        """(passage id, cosine) of the `limit` passages nearest to `vector`, nearest first, out of these revisions only;
        None searches all that is there, approximately."""
        query = np.asarray(vector, np.float32)
        query = query / (float(np.linalg.norm(query)) or 1.0)
        if revisions is None:
            return self._search_all(query, limit)
        rows = self._rows(dict.fromkeys(revisions))
        if not rows:
            return []
        cosines = np.concatenate([vectors @ query for _, vectors in rows])
        passages = list(chain.from_iterable(ids for ids, _ in rows))
        nearest = np.argsort(-cosines, kind="stable")[:limit]
        return [(passages[place], float(cosines[place])) for place in nearest]

    def revisions(self) -> set[str]:
        """Every revision that has a row."""
        return set(self.passages())

    def passages(self) -> dict[str, set[str]]:
        """The ids of the passages that have a row, by revision."""
        records = self._chroma.use(lambda collection: collection.get(include=["metadatas"]))
        found: dict[str, set[str]] = defaultdict(set)
        for id_, metadata in zip(records["ids"], records["metadatas"] or (), strict=True):
            found[str(metadata["revision"])].add(_passage(id_))
        return dict(found)

    def close(self) -> None:
        """Let go of the files."""
        self._chroma.close()

    def _search_all(self, query: NDArray[np.float32], limit: int) -> list[tuple[str, float]]:
        found = self._chroma.use(
            lambda collection: collection.query(
                query_embeddings=[query.tolist()],
                n_results=max(1, min(limit, collection.count())),
                include=["distances"],
            )
        )
        ids, distances = found["ids"][0], (found["distances"] or [[]])[0]
        return [(_passage(id_), 1.0 - distance) for id_, distance in zip(ids, distances, strict=True)][:limit]

    def _rows(self, revisions: Iterable[str]) -> list[Rows]:
        """The rows of each revision that has any: those kept, and the others out of Chroma."""
        wanted = list(revisions)
        rows = {revision: kept for revision in wanted if (kept := self._kept.get(revision))}
        for some in _portions([revision for revision in wanted if revision not in rows]):
            fetched = self._fetch(some)
            self._kept.put(fetched)
            rows |= fetched
        return [rows[revision] for revision in wanted if revision in rows]

    def _fetch(self, revisions: Sequence[str]) -> dict[str, Rows]:
        records = self._chroma.use(
            lambda collection: collection.get(where=_among(revisions), include=["embeddings", "metadatas"])
        )
        places = defaultdict(list)
        for place, metadata in enumerate(records["metadatas"] or ()):
            places[str(metadata["revision"])].append(place)
        passages = [_passage(id_) for id_ in records["ids"]]
        vectors = np.asarray(records["embeddings"], np.float32)
        vectors /= np.linalg.norm(vectors, axis=-1, keepdims=True)
        return {revision: (tuple(passages[place] for place in own), vectors[own]) for revision, own in places.items()}


class _Kept:
    """Rows by revision, those used last: at most `room` rows."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._rows: OrderedDict[str, Rows] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, revision: str) -> Rows | None:
        with self._lock:
            if revision in self._rows:
                self._rows.move_to_end(revision)
            return self._rows.get(revision)

    def put(self, rows: dict[str, Rows]) -> None:
        with self._lock:
            self._rows |= rows
            held = sum(len(passages) for passages, _ in self._rows.values())
            while held > self._room:
                _, (passages, _) = self._rows.popitem(last=False)
                held -= len(passages)

    def drop(self, revisions: Iterable[str]) -> None:
        with self._lock:
            for revision in revisions:
                self._rows.pop(revision, None)


class _Chroma:
    """The collection in a folder, made where it is not there, and opened anew when another process has written."""

    # Chroma shares one client among all who name a folder by the same path, stale or broken as it may be. So each
    # _Chroma spells the path in a way of its own: with this many "/." at its end.
    _spellings: ClassVar[set[int]] = set()

    def __init__(self, folder: Path, made_with: dict[str, str | int]) -> None:
        self._folder = folder
        self._made_with = made_with
        self._lock = threading.RLock()
        self._opened: _Opened | None = None
        self.use(lambda _: None)

    def use(self, work: Callable[[Collection], T], writes: bool = False) -> T:
        """What `work` makes of the collection. It may fail on what another process is just writing; then it is tried
        again, on files opened anew."""
        with self._lock:
            for pause in (*_PAUSES_S, None):
                try:
                    return self._run(work, writes)
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

    def _run(self, work: Callable[[Collection], T], writes: bool) -> T:
        if self._opened and self._opened.state != self._state():
            self.close()
        opened = self._opened = self._opened or self._open()
        result = work(opened.collection)
        if writes:
            opened.state = self._state()
        return result

    def _open(self) -> _Opened:
        import chromadb
        from chromadb.config import Settings

        spelling = next(number for number in count() if number not in self._spellings)
        self._spellings.add(spelling)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._translated(error) from error
        path = str(self._folder.resolve()) + "/." * spelling
        client: Any = chromadb.PersistentClient(path, Settings(anonymized_telemetry=False))
        collection = self._collection(client)
        if collection.metadata != self._made_with and not collection.count():
            client.delete_collection(_COLLECTION)
            collection = self._collection(client)
        if collection.metadata != self._made_with:
            client.close()
            raise self._mismatch(collection.metadata or {})
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

    def _mismatch(self, found: Mapping[str, Any]) -> ModelMismatch:
        return ModelMismatch(
            f"The vectors in {self._folder} were made with the embedding model {found.get('fingerprint', 'unknown')} "
            f"and the settings now name {self._made_with['fingerprint']}; set GONGKAI_EMBEDDING_MODEL back, or run "
            "`gongkai index --rebuild`, which makes the vectors anew with it."
        )

    def _translated(self, error: BaseException) -> StoreError:
        reason = str(error).partition("\n")[0].rpartition(": ")[2] or type(error).__name__
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


def _portions(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """`items` in portions that Chroma and SQLite take at once."""
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]


def _among(revisions: Sequence[str]) -> dict[str, Any]:
    return {"revision": {"$in": list(revisions)}}


def _passage(row_id: str) -> str:
    """The passage's id; a row's id has its revision in front, so that two revisions of a report stand side by side."""
    return row_id.partition("/")[2]
