"""The vectors and the model that the chain searches with, opened when a question first needs them.

Which folder the vectors lie in is the catalogue's to say, and another process may make the store anew meanwhile. So the
folder is asked for with every question; vectors that cannot be used cost the search its likeness of meaning, never the
answer: it is then made by words alone, and says so.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from index.catalog import Catalog
from index.embed import Embedder
from index.errors import StoreError
from index.vectors import Vectors

logger = logging.getLogger(__name__)

DEGRADED = {
    "zh": "向量索引无法使用,这次只按字词检索;运行 gongkai doctor 查看原因。",
    "en": "The vectors could not be used, so the search went by words alone; `gongkai doctor` says why.",
}


class Search:
    """What all questions share of it. Threads may."""

    def __init__(self, load: Callable[[], Embedder]) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._embedder: Embedder | None = None
        self._opened: tuple[Path, Vectors] | None = None

    def embedder(self) -> Embedder:
        """The embedding model. Raises ModelUnavailable."""
        with self._lock:
            self._embedder = self._embedder or self._load()
            return self._embedder

    def vectors(self, catalog: Catalog) -> Vectors | None:
        """The vectors of the reports as `catalog` sees them; None where they cannot be used with the model."""
        embedder, folder = self.embedder(), catalog.vectors_folder
        with self._lock:
            if self._opened and self._opened[0] != folder:
                self._close()
            if self._opened is None:
                try:
                    self._opened = (folder, Vectors(folder, embedder.fingerprint, embedder.dimension, False))
                except StoreError as error:
                    logger.warning("searching by words alone: %s", error.message)
                    return None
            return self._opened[1]

    def close(self) -> None:
        """Let go of the vectors' files."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._opened:
            self._opened[1].close()
        self._opened = None
