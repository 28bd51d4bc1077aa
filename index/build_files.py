"""Which files are there to index, by their content, and which code would read them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.digests import folders_digest
from index.files import FileFailure, SourceFile, walk


@dataclass(frozen=True, slots=True)
class Found:
    """A file: its path as shown to people, `key`, the same from every working folder, and its content's hash."""

    path: str
    key: str
    sha256: str


def survey(paths: Sequence[Path], store: Path) -> tuple[Found | FileFailure, ...]:
    """Every file at `paths`, hashed and not kept, in the order of `walk`; raises MissingPath."""
    return tuple(
        file if isinstance(file, FileFailure) else Found(file.path, key_of(file.path), content_hash(file))
        for file in _walk(paths, store)
    )


def load(paths: Sequence[Path], store: Path, contents: Collection[str]) -> Iterator[SourceFile]:
    """The first file with each of `contents` (hashes), one after the other, each with its bytes."""
    left = set(contents)
    for file in _walk(paths, store):
        if isinstance(file, SourceFile) and (content := content_hash(file)) in left:
            left.remove(content)
            yield file


def _walk(paths: Sequence[Path], store: Path) -> Iterator[SourceFile | FileFailure]:
    """As `walk`, without the store's own files but those uploaded into it, and with paths that can be printed whatever
    bytes they are of."""
    own, uploads = store.resolve(), uploads_of(store).resolve()
    for file in walk(paths):
        path = Path(file.path).resolve()
        if not path.is_relative_to(own) or path.is_relative_to(uploads):
            yield replace(file, path=file.path.encode("utf-8", "backslashreplace").decode("utf-8"))


def uploads_of(store: Path) -> Path:
    """The folder of the store that keeps the files given to it by a web page, which are nowhere else."""
    return store / "uploads"


def key_of(path: str) -> str:
    """The path of a file as `walk` shows it, the same from every working folder."""
    return str(Path(path).resolve())


def content_hash(file: SourceFile) -> str:
    """SHA-256 of the file's bytes, in hexadecimal."""
    return hashlib.sha256(file.data).hexdigest()


def parser() -> str:
    """Stands for the code that reads reports: it changes when any file of this package does."""
    return folders_digest(Path(__file__).parent)
