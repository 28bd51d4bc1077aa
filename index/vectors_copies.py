"""Copies of the vectors for reading: a file for each revision of a report, written once and never changed.

Chroma holds the vectors, and is for one process at a time. What a search needs of a revision is a few dozen rows that
never change, so whoever writes them into Chroma puts a copy beside it, and readers take that: any number of them at
once, without a lock, without Chroma. A copy carries its digest; one that is lost or damaged is made good from Chroma.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import StoreError

Rows = tuple[tuple[str, ...], NDArray[np.float32]]  # passage ids, and their unit vectors, one row each

FOLDER = "copies"
_MADE_WITH = "made-with.json"
_SUFFIX = ".rows"
_DAMAGED = (OSError, ValueError, KeyError, TypeError)


class Copies:
    """The copies in `folder`. Any number of processes may read them while the holder of the store's lock writes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def made_with(self) -> dict[str, str | int] | None:
        """The model that the vectors are made with, as it was noted; None where there are no copies."""
        try:
            known: dict[str, str | int] = json.loads((self._folder / _MADE_WITH).read_bytes())
        except (OSError, ValueError):
            return None
        return known

    def read(self, revision: str) -> Rows | None:
        """The rows of a revision; None where there is no copy, or none that is as it was written."""
        try:
            head, _, data = self._path(revision).read_bytes().partition(b"\n")
            about = json.loads(head)
            ids = tuple(map(str, about["ids"]))
            if _digest(revision, ids, data) != about["sha256"]:
                return None
            return ids, np.frombuffer(data, "<f4").reshape(len(ids), -1)
        except _DAMAGED:
            return None

    def write(self, rows: Mapping[str, Rows], made_with: Mapping[str, str | int]) -> None:
        """Put copies of these revisions there, each whole or not at all. Raises StoreError."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if self.made_with() != made_with:
                self.drop_all_but(())
                self._put(_MADE_WITH, json.dumps(dict(made_with)).encode())
            for revision, (ids, vectors) in rows.items():
                data = np.ascontiguousarray(vectors, "<f4").tobytes()
                head = json.dumps({"ids": ids, "sha256": _digest(revision, ids, data)}, ensure_ascii=False)
                self._put(revision + _SUFFIX, head.encode() + b"\n" + data)
        except OSError as error:
            raise StoreError(
                f"The vectors cannot be copied into {self._folder} ({error.strerror or error}); free some space, make "
                "the folder writable, or name another with --store."
            ) from error

    def revisions(self) -> set[str]:
        """The revisions that have a copy."""
        return {path.name.removesuffix(_SUFFIX) for path in self._folder.glob(f"*{_SUFFIX}")}

    def drop_all_but(self, revisions: Collection[str]) -> None:
        """Let go of every copy but those of these revisions, and of what was half written."""
        wanted = {_MADE_WITH, *(revision + _SUFFIX for revision in revisions)}
        for path in self._folder.glob("*"):
            if path.name not in wanted:
                with suppress(OSError):
                    path.unlink()

    def _path(self, revision: str) -> Path:
        return self._folder / (revision + _SUFFIX)

    def _put(self, name: str, data: bytes) -> None:
        """A file in one step. It need not survive a loss of power: what is damaged then is known by its digest."""
        scratch = self._folder / f"{name}.part"
        scratch.write_bytes(data)
        scratch.replace(self._folder / name)


def _digest(revision: str, ids: tuple[str, ...], data: bytes) -> str:
    digest = hashlib.sha256(data)
    digest.update(json.dumps([revision, *ids], ensure_ascii=False).encode("utf-8", "backslashreplace"))
    return digest.hexdigest()
