"""The files that the reports were read from, kept in the store, so that it can be made anew without the originals.

Each file lies under the SHA-256 of its content, compressed, behind a line of JSON with its path and its name. It is
there before its report is, and goes after it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import tempfile
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path

from index.errors import StoreError
from index.files import SourceFile

FOLDER = "files"
_SUFFIX = ".gz"
_FAST = 1
_DAMAGED = (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError)


class KeptFiles:
    """The files kept in the store's folder `store`. Writing is for the holder of its lock."""

    def __init__(self, store: Path) -> None:
        self.folder = store / FOLDER

    def contents(self) -> set[str]:
        """The SHA-256 of every file that is kept."""
        return {path.name.removesuffix(_SUFFIX) for path in self.folder.glob(f"*{_SUFFIX}")}

    def keep(self, source: SourceFile) -> None:
        """Keep a file, whole or not at all; nothing is done for one that is there. Raises StoreError."""
        path = self._path(hashlib.sha256(source.data).hexdigest())
        if path.exists():
            return
        head = json.dumps({"path": source.path, "name": source.name}).encode()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as file:
                file.write(gzip.compress(head + b"\n" + source.data, _FAST))
                file.flush()
                os.fsync(file.fileno())
            Path(file.name).replace(path)
        except OSError as error:
            raise StoreError(
                f"The file {source.path} cannot be kept in {self.folder} ({error.strerror or error}); "
                "free some space, make the folder writable, or name another with --store."
            ) from error

    def read(self, content: str) -> SourceFile | None:
        """The file with this SHA-256; None where it is not kept, or not as it was."""
        try:
            head, _, data = gzip.decompress(self._path(content).read_bytes()).partition(b"\n")
            known = json.loads(head)
            source = SourceFile(str(known["path"]), str(known["name"]), data)
        except _DAMAGED:
            return None
        return source if hashlib.sha256(data).hexdigest() == content else None

    def sources(self) -> Iterator[SourceFile]:
        """Every file that is kept and sound, in the order of their contents' names."""
        for content in sorted(self.contents()):
            if (source := self.read(content)) is not None:
                yield source

    def drop(self, content: str) -> None:
        """Let go of the file with this SHA-256, sound or not."""
        self._path(content).unlink(missing_ok=True)

    def drop_all_but(self, contents: Collection[str]) -> None:
        """Let go of every file but those with these SHA-256, and of what was half written."""
        if self.folder.is_dir():
            for path in self.folder.iterdir():
                if path.suffix != _SUFFIX or path.name.removesuffix(_SUFFIX) not in contents:
                    path.unlink(missing_ok=True)

    def _path(self, content: str) -> Path:
        return self.folder / f"{content}{_SUFFIX}"
