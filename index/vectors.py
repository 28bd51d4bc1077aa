"""The passages' vectors, in Chroma.

A vector belongs to one revision of a report and never changes. Which revisions are current is the catalogue's to say,
so a reader asks for the revisions it wants. That search is exact: Chroma's graph index (HNSW), asked with a filter, may
give fewer passages than there are and miss some of the nearest. So the vectors of the revisions are fetched once, kept,
and compared in NumPy; only a search without a filter uses the graph.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import methodcaller
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.vectors_chroma import Chroma

T = TypeVar("T")
Rows = tuple[tuple[str, ...], NDArray[np.float32]]  # passage ids, and their unit vectors, one row each

_AT_ONCE = 1000
_KEPT_NUMBERS = 50_000_000


@dataclass(frozen=True, slots=True)
class VectorRow:
    """A passage of one revision of a report: its id in the report, its vector (longer than 0) and its text."""

    id: str
    revision: str
    report_id: str
    vector: NDArray[np.float32]
    text: str


class Vectors:
    """The vectors in `folder`, which is made when it is not there, or with `make` False is StoreDamaged. Threads may
    share it, processes may each open it; one at a time may write.

    Opening raises ModelMismatch where vectors of another model than `fingerprint` are in it; opening and every method
    raise StoreDamaged or StoreError where its files cannot be used.
    """

    def __init__(self, folder: Path, fingerprint: str, dimension: int, make: bool = True) -> None:
        self._chroma = Chroma(folder, {"fingerprint": fingerprint, "dimension": dimension}, make)
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
            self._chroma.use(methodcaller("upsert", **written))
        self._kept.drop({row.revision for row in rows})

    def remove_revisions(self, revisions: Iterable[str]) -> None:
        """Take out every row of these revisions; those that are not there are passed over."""
        gone = sorted(set(revisions))
        for some in _portions(gone):
            self._chroma.use(methodcaller("delete", where=_among(some)))
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


def _portions(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """`items` in portions that Chroma and SQLite take at once."""
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]


def _among(revisions: Sequence[str]) -> dict[str, Any]:
    return {"revision": {"$in": list(revisions)}}


def _passage(row_id: str) -> str:
    """The passage's id; a row's id has its revision in front, so that two revisions of a report stand side by side."""
    return row_id.partition("/")[2]
