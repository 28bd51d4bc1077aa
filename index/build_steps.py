"""What a run of indexing tells of each file: that it is read, how much of it is embedded, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from index.embed import Embedder, Vectors

Stage = Literal["reading", "embedding", "kept", "refused"]
_AT_ONCE = 16  # passages that are embedded between two steps


@dataclass(frozen=True, slots=True)
class Step:
    """Where the file at `path` is, `done` of the `total` passages of it embedded; in the end the id of its `report`, or
    the `reason` why it is none with the name of that error (`kind`)."""

    path: str
    stage: Stage
    done: int = 0
    total: int = 0
    report: str = ""
    reason: str = ""
    kind: str = ""


Steps = Callable[[Step], None]


def no_steps(_: Step) -> None:
    """Nobody is listening."""


class Followed:
    """An embedding model that tells how many passages of the file at `path` it is through with."""

    def __init__(self, embedder: Embedder, path: str, steps: Steps) -> None:
        self._embedder = embedder
        self._path = path
        self._steps = steps

    @property
    def fingerprint(self) -> str:
        return self._embedder.fingerprint

    @property
    def dimension(self) -> int:
        return self._embedder.dimension

    def warm(self) -> None:
        self._embedder.warm()

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.embed_queries(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """As the model's own, a few texts at a time, with a step after each few."""
        parts = []
        for first in range(0, len(texts), _AT_ONCE):
            self._steps(Step(self._path, "embedding", first, len(texts)))
            parts.append(self._embedder.embed_passages(texts[first : first + _AT_ONCE]))
        return np.concatenate(parts) if parts else self._embedder.embed_passages(texts)
