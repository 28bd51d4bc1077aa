"""The passages' vectors, in Chroma.

A vector belongs to one revision of a report and never changes. Which revisions are current is the catalogue's to say,
so a reader asks for the revisions it wants. That search is exact: Chroma's graph index (HNSW), asked with a filter, may
give fewer passages than there are and miss some of the nearest. So the vectors of the revisions are fetched once, kept,
and compared in NumPy; only a search without a filter uses the graph. They are fetched from the copies that lie beside
Chroma's files (`vectors_copies`), and from Chroma where there is none: it is for one process at a time.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import methodcaller
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.vectors_chroma import Chroma, mismatch
from index.vectors_copies import FOLDER, Copies, Rows

T = TypeVar("T")

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
    """The vectors in `folder`, which is made when it is not there. Threads may share it, processes may each open it;
    one at a time may write. With `make` False nothing is made, and Chroma's files are opened only for what has no copy.

    Opening raises ModelMismatch where vectors of another model than `fingerprint` are in it; opening and every method
    raise StoreDamaged or StoreError where its files cannot be used.
    """

    def __init__(self, folder: Path, fingerprint: str, dimension: int, make: bool = True) -> None:
        self._folder = folder
        self._made_with: dict[str, str | int] = {"fingerprint": fingerprint, "dimension": dimension}
        self._make = make
        self._copies = Copies(folder / FOLDER)
        self._kept = _Kept(max(1, _KEPT_NUMBERS // max(1, dimension)))
        self._lock = threading.Lock()
        self._opened: Chroma | None = None
        known = self._copies.made_with()
        if make or known is None:
            self._chroma()
        elif known != self._made_with:
            raise mismatch(folder, known, fingerprint)

    def add(self, rows: Sequence[VectorRow]) -> None:
        """Write `rows`; one that is there already, in the same revision, is replaced."""
        for some in _portions(rows):
            written: dict[str, Any] = {
                "ids": [f"{row.revision}/{row.id}" for row in some],
                "embeddings": [row.vector for row in some],
                "metadatas": [{"revision": row.revision, "report_id": row.report_id} for row in some],
                "documents": [row.text for row in some],
            }
            self._chroma().use(methodcaller("upsert", **written))
        revisions = dict.fromkeys(row.revision for row in rows)
        self._kept.drop(revisions)
        self._copies.write({one: self._copy_with(one, rows) for one in revisions}, self._made_with)

    def remove_revisions(self, revisions: Iterable[str]) -> None:
        """Take out every row of these revisions; those that are not there are passed over. Their copies stay for those
        who are reading them, until `match_copies`."""
        gone = sorted(set(revisions))
        for some in _portions(gone):
            self._chroma().use(methodcaller("delete", where=_among(some)))
        self._kept.drop(gone)

    def match_copies(self, revisions: Collection[str]) -> None:
        """Keep copies of these revisions and of no others, and make those that are missing."""
        self._copies.drop_all_but(revisions)
        for some in _portions(sorted(set(revisions) - self._copies.revisions())):
            self._copies.write(self._fetch(some), self._made_with)

    def uncopied(self, revisions: Iterable[str]) -> set[str]:
        """Those of these revisions whose copies do not hold what Chroma does, or that hold numbers that are none."""
        wrong = set()
        for some in _portions(sorted(set(revisions))):
            held = self._fetch(some)
            wrong |= {one for one in some if not _same(self._copies.read(one), held.get(one))}
        return wrong

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
        records = self._chroma().use(lambda collection: collection.get(include=["metadatas"]))
        found: dict[str, set[str]] = defaultdict(set)
        for id_, metadata in zip(records["ids"], records["metadatas"] or (), strict=True):
            found[str(metadata["revision"])].add(_passage(id_))
        return dict(found)

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            if self._opened:
                self._opened.close()

    def _copy_with(self, revision: str, rows: Iterable[VectorRow]) -> Rows:
        """The copy of a revision with those of `rows` that are its own."""
        ids, vectors = self._copies.read(revision) or ((), [])
        found = dict(zip(ids, vectors, strict=True)) | {row.id: row.vector for row in rows if row.revision == revision}
        return tuple(found), _unit(list(found.values()))

    def _chroma(self) -> Chroma:
        with self._lock:
            self._opened = self._opened or Chroma(self._folder, self._made_with, self._make)
            return self._opened

    def _search_all(self, query: NDArray[np.float32], limit: int) -> list[tuple[str, float]]:
        found = self._chroma().use(
            lambda collection: collection.query(
                query_embeddings=[query.tolist()],
                n_results=max(1, min(limit, collection.count())),
                include=["distances"],
            )
        )
        ids, distances = found["ids"][0], (found["distances"] or [[]])[0]
        return [(_passage(id_), 1.0 - distance) for id_, distance in zip(ids, distances, strict=True)][:limit]

    def _rows(self, revisions: Iterable[str]) -> list[Rows]:
        """The rows of each revision that has any: those kept, then copies, and the others out of Chroma."""
        wanted = list(revisions)
        rows = {revision: kept for revision in wanted if (kept := self._kept.get(revision))}
        copies = {one: copy for one in wanted if one not in rows and (copy := self._copies.read(one))}
        self._kept.put(copies)
        rows |= copies
        for some in _portions([revision for revision in wanted if revision not in rows]):
            fetched = self._fetch(some)
            self._kept.put(fetched)
            rows |= fetched
        return [rows[revision] for revision in wanted if revision in rows]

    def _fetch(self, revisions: Sequence[str]) -> dict[str, Rows]:
        records = self._chroma().use(
            lambda collection: collection.get(where=_among(revisions), include=["embeddings", "metadatas"])
        )
        places = defaultdict(list)
        for place, metadata in enumerate(records["metadatas"] or ()):
            places[str(metadata["revision"])].append(place)
        passages = [_passage(id_) for id_ in records["ids"]]
        vectors = _unit(records["embeddings"])
        return {revision: (tuple(passages[place] for place in own), vectors[own]) for revision, own in places.items()}


def _unit(vectors: Any) -> NDArray[np.float32]:
    """Vectors of the length 1, one row each."""
    rows = np.array(vectors, np.float32)
    rows /= np.linalg.norm(rows, axis=-1, keepdims=True)
    return rows


def _same(one: Rows | None, other: Rows | None) -> bool:
    if one is None or other is None:
        return one is other
    places = {passage: place for place, passage in enumerate(other[0])}
    if set(one[0]) != places.keys():
        return False
    return bool(np.allclose(one[1], other[1][[places[passage] for passage in one[0]]], atol=1e-5))


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
