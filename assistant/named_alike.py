"""Which indicators and sections have names near in meaning to some words: the embedding's opinion, never an answer.

With this project's embedding the nearest name is the right one less often than not where no name is in the words (the
names of the forms are near each other), so that nothing is answered from it alone. It is the second voice that has to
agree with a chat model's, and it says which indicators a report has where an answer has to be silent.

Embedding every name takes seconds, so their vectors are kept in a file beside the converted model, called after the
model's fingerprint and the names themselves.
"""

from __future__ import annotations

import hashlib
import logging
import tempfile
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from assistant.lexicon import lexicon
from assistant.settings import thresholds
from index.embed import Embedder
from index.ontology import ontology

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Alike:
    """An indicator's code or a section's name, and how near the nearest of its names is, between -1 and 1."""

    name: str
    likeness: float


class Names:
    """The names of all indicators and sections, embedded when they are first needed. Threads may share it.

    `folder` keeps their vectors from one process to the next; without one, or with one that cannot be written, each
    process embeds them anew.
    """

    def __init__(self, embedder: Callable[[], Embedder], folder: Path | None = None) -> None:
        self._embedder = embedder
        self._folder = folder
        self._lock = threading.Lock()
        self._made: tuple[list[str], np.ndarray] | None = None

    def warm(self) -> None:
        """Embed the names now, or read what an earlier process embedded."""
        self._vectors()

    def nearest(self, words: str, most: int) -> tuple[Alike, ...]:
        """The `most` with the names nearest to `words`, nearest first."""
        own, vectors = self._vectors()
        near = vectors @ np.asarray(self._embedder().embed_queries([words]))[0]
        found: dict[str, float] = {}
        for place in np.argsort(-near):
            found.setdefault(own[place], float(near[place]))
            if len(found) == most:
                break
        return tuple(Alike(name, likeness) for name, likeness in found.items())

    def standing_out(self, words: str, among: Collection[str]) -> tuple[Alike, ...]:
        """Those of `among` that stand out from all names in their likeness to `words`, best first.

        The likeness is measured from what the words have in common with any name (0) to their own meaning (1), so that
        it says the same in both languages and for any embedding model.
        """
        own, vectors = self._vectors()
        near = vectors @ np.asarray(self._embedder().embed_queries([words]))[0]
        common = float(near.mean())
        best: dict[str, float] = {}
        for name, likeness in zip(own, near, strict=True):
            if name in among:
                best[name] = max(best.get(name, -1.0), (float(likeness) - common) / max(1 - common, 1e-6))
        return tuple(Alike(name, likeness) for name, likeness in sorted(best.items(), key=lambda one: -one[1]))

    def offered(self, words: str, among: Collection[str]) -> tuple[str, ...]:
        """The indicators of `among` to offer to whoever asked with `words` and named none: the one that stands out
        enough (`thresholds().offered`), and those near to it; empty where none does."""
        found = self.standing_out(words, among)[:_MOST] if words and among else ()
        best = found[0].likeness if found else 0.0
        if best < thresholds().offered:
            return ()
        least = max(thresholds().offered, best - _NEAR)
        return tuple(one.name for one in found if one.likeness >= least)

    def _vectors(self) -> tuple[list[str], np.ndarray]:
        with self._lock:
            if self._made is None:
                pairs = [(own, name) for own, names in every_name().items() for name in names]
                self._made = [own for own, _ in pairs], self._kept([name for _, name in pairs])
            return self._made

    def _kept(self, names: Sequence[str]) -> np.ndarray:
        """The vectors of `names`: from the file that an earlier process wrote, else embedded and written there."""
        embedder = self._embedder()
        if self._folder is None:
            return np.asarray(embedder.embed_queries(names))
        digest = hashlib.sha256("\n".join((embedder.fingerprint, *names)).encode()).hexdigest()[:16]
        path = self._folder / f"names-{digest}.npy"
        found = _read(path, (len(names), embedder.dimension))
        if found is None:
            found = np.asarray(embedder.embed_queries(names), np.float32)
            _write(path, found)
        return found


def _read(path: Path, shape: tuple[int, int]) -> np.ndarray | None:
    """What `_write` left in `path`; None where there is nothing, or something else."""
    try:
        found = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return found if isinstance(found, np.ndarray) and found.shape == shape else None


def _write(path: Path, vectors: np.ndarray) -> None:
    """Keep `vectors` in `path`, whole or not at all; where they cannot be kept, each process embeds them anew."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".npy", delete=False) as file:
            np.save(file, vectors)
        Path(file.name).replace(path)
    except OSError as error:
        logger.warning("the vectors of the indicators' names could not be kept in %s: %s", path.parent, error)


# How many are offered, and how far from the best.
_MOST, _NEAR = 3, 0.2


@cache
def every_name() -> dict[str, tuple[str, ...]]:
    """Every name of each indicator, by its code, in both languages, as somebody would write it; and of each section."""
    found = {topic.name: (*topic.name_zh.split(), topic.name.replace("_", " ")) for topic in lexicon().topics}
    for code, term in ontology().terms.items():
        chinese = (name.replace(" ", "") for name in term.ask_zh)
        found[code] = tuple(dict.fromkeys((term.zh, term.en, *chinese, *term.ask_en)))
    return found
