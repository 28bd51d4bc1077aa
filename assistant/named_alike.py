"""Which indicators and sections have names near in meaning to some words: the embedding's opinion, never an answer.

With this project's embedding the nearest name is the right one less often than not where no name is in the words (the
names of the forms are near each other), so that nothing is answered from it alone. It is the second voice that has to
agree with a chat model's.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

from assistant.lexicon import lexicon
from index.embed import Embedder
from index.ontology import ontology


@dataclass(frozen=True, slots=True)
class Alike:
    """An indicator's code or a section's name, and how near the nearest of its names is, between -1 and 1."""

    name: str
    likeness: float


class Names:
    """The names of all indicators and sections, embedded when they are first needed. Threads may share it."""

    def __init__(self, embedder: Callable[[], Embedder]) -> None:
        self._embedder = embedder
        self._lock = threading.Lock()
        self._made: tuple[list[str], np.ndarray] | None = None

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

    def _vectors(self) -> tuple[list[str], np.ndarray]:
        with self._lock:
            if self._made is None:
                pairs = [(own, name) for own, names in every_name().items() for name in names]
                vectors = np.asarray(self._embedder().embed_queries([name for _, name in pairs]))
                self._made = [own for own, _ in pairs], vectors
            return self._made


@cache
def every_name() -> dict[str, tuple[str, ...]]:
    """Every name of each indicator, by its code, in both languages, as somebody would write it; and of each section."""
    found = {topic.name: (*topic.name_zh.split(), topic.name.replace("_", " ")) for topic in lexicon().topics}
    for code, term in ontology().terms.items():
        chinese = (name.replace(" ", "") for name in term.ask_zh)
        found[code] = tuple(dict.fromkeys((term.zh, term.en, *chinese, *term.ask_en)))
    return found
