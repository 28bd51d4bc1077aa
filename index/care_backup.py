"""A backup of a store in one file, made and put back while the store is in use.

It is a ZIP archive of the catalogue (one state of it, by SQLite's backup), the files that the reports were read from,
and the answers that were kept. Vectors are not in it: they are made from the catalogue, the same by the same model.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index import answers, generation, kept, lock
from index.care_rebuild import Progress, Remade, remake
from index.catalog import Catalog
from index.catalog_file import FILE
from index.errors import EmptyStore, MissingPath, StoreDamaged, StoreError, StoreOutdated, UsageError

if TYPE_CHECKING:
    from index.embed import Embedder

_FORMAT = 1
_MANIFEST = "manifest.json"
_ORIGIN = "origin"
_KEPT = re.compile(rf"{kept.FOLDER}/[0-9a-f]{{64}}\.gz")
_AT_ONCE = 1 << 20


def backup(store: Path, file: Path) -> int:
    """Write the backup of `store` to `file`, whole or not at all; how many reports are in it.

    Raises EmptyStore, and StoreError where the file cannot be written.
    """
    with Catalog(store) as catalog:
        catalog.some_reports()
    try:
        with tempfile.TemporaryDirectory(prefix=".gongkai-", dir=file.resolve().parent) as scratch:
            return _write(store, Path(scratch), file)
    except (OSError, zipfile.LargeZipFile) as error:
        raise StoreError(
            f"The backup {file} cannot be written ({getattr(error, 'strerror', None) or error}); no backup was made: "
            "free some space, or name a file in a folder that is there and can be written."
        ) from error


def _write(store: Path, scratch: Path, file: Path) -> int:
    generation.copy(store / FILE, scratch / FILE)
    if (store / answers.FILE).is_file() and not answers.fault(store):  # damaged answers keep no report from its backup
        generation.copy(store / answers.FILE, scratch / answers.FILE)
    with Catalog(scratch) as catalog:
        entries = catalog.some_reports()
    parts = [scratch / name for name in (FILE, answers.FILE) if (scratch / name).is_file()]
    files = {store / kept.FOLDER / f"{entry.sha256}.gz" for entry in entries}
    parts += sorted(path for path in files if path.is_file())
    made = scratch / "backup"
    digests = {}
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in parts:
            name = f"{kept.FOLDER}/{path.name}" if path.parent.name == kept.FOLDER else path.name
            with suppress(FileNotFoundError):  # a report that was replaced meanwhile took its file along
                archive.write(path, name)
                digests[name] = _digest(path)
        about = {"format": _FORMAT, "made": datetime.now(UTC).isoformat(timespec="seconds"), "sha256": digests}
        archive.writestr(_MANIFEST, json.dumps(about, indent=1))
    with made.open("rb") as written:
        os.fsync(written.fileno())
    made.replace(file)
    return len(entries)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def restore(
    store: Path,
    file: Path,
    embedder_factory: Callable[[], Embedder],
    force: bool = False,
    progress: Progress | None = None,
) -> Remade:
    """Put the backup in `file` in the place of what `store` holds, in one step; those who read go on.

    Raises MissingPath, UsageError where the store holds reports and `force` is not given, StoreDamaged where the file
    is no sound backup, StoreLocked and other StoreErrors; the store is then as it was.
    """
    if not file.is_file():
        raise MissingPath(f"The backup {file} is not there; give a file that `gongkai backup` wrote.")
    with lock.writer(store, "restoring a backup"):
        if not force and (held := _count(store)):
            raise UsageError(
                f"The store {store} holds {held} already; put the backup in their place with --force, or name "
                "another store with --store."
            )
        origin = generation.begin(store) / _ORIGIN
        try:
            _unpack(file, origin)
        except OSError as error:
            raise StoreError(
                f"The backup {file} cannot be unpacked into {store} ({error.strerror or error}); free some space, make "
                "the folder writable, or name another with --store."
            ) from error
        if (origin / answers.FILE).is_file():
            generation.copy(origin / answers.FILE, store / answers.FILE)
        return remake(store, origin, embedder_factory, progress, reread=False, folder=origin.parent)


def _count(store: Path) -> str:
    """What the store holds, in words; nothing where it holds no report."""
    try:
        with Catalog(store) as catalog:
            reports = len(catalog.reports())
            return f"{reports} reports" if reports != 1 else "a report"
    except EmptyStore:
        return ""
    except (StoreDamaged, StoreOutdated):
        return "reports that this version cannot read"


def _unpack(file: Path, origin: Path) -> None:
    """The members that a backup has, checked against its manifest; anything else in the file is an error."""
    try:
        with zipfile.ZipFile(file) as archive:
            about: Any = json.loads(archive.read(_MANIFEST))
            if about["format"] != _FORMAT or FILE not in about["sha256"]:
                raise ValueError("it is of another format")
            (origin / kept.FOLDER).mkdir(parents=True)
            for name, digest in about["sha256"].items():
                if name not in (FILE, answers.FILE) and not _KEPT.fullmatch(name):
                    raise ValueError(f"it holds {name!r}")
                _unpack_member(archive, name, origin / name, digest)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise StoreDamaged(
            f"The file {file} is no sound backup ({error}); nothing was changed: give one that `gongkai backup` wrote."
        ) from error


def _unpack_member(archive: zipfile.ZipFile, name: str, path: Path, digest: str) -> None:
    seen = hashlib.sha256()
    with archive.open(name) as member, path.open("wb") as file:
        while block := member.read(_AT_ONCE):
            seen.update(block)
            file.write(block)
    if seen.hexdigest() != digest:
        raise ValueError(f"{name} is not as it was written")
