"""Files given to the page: kept in the store, each under the hash of its content, so that a name may come twice."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from index.build_files import uploads_of
from index.files import FileFailure, SourceFile
from index.preview import unpacked

LONGEST_NAME = 200  # bytes; file systems take 255
# What some file system forbids; and the mark that stands between an archive and its member.
FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*!]|[\ud800-\udfff]')


@dataclass(frozen=True, slots=True)
class Given:
    """A file that was given, alone or in an archive: its name as the visitor knows it and where it is kept, or the
    `reason` why it is not, with the name of that error (`kind`)."""

    label: str
    path: Path | None
    reason: str = ""
    kind: str = ""


def take(store: Path, name: str, data: bytes) -> tuple[Given, ...]:
    """The file kept, or the files of the archive that it is, each kept by itself and the archive no more."""
    known = any(uploads_of(store).glob(f"{folder_of(data)}/*"))
    path = keep(store, name, data)
    found = tuple(_given(store, name, path, one) for one in unpacked(path))
    if not known and not any(one.path == path for one in found):
        path.unlink()
        path.parent.rmdir()
    return found or (Given(name, None, "The archive holds no files; check that it was saved whole.", "EmptyFile"),)


def _given(store: Path, name: str, path: Path, one: SourceFile | FileFailure) -> Given:
    member = one.path.removeprefix(str(path)).removeprefix("!").replace("!", " › ")
    label = f"{name} › {member}" if member else name
    if isinstance(one, FileFailure):
        return Given(label, None, one.reason, one.kind)
    return Given(label, path if not member else keep(store, one.name, one.data))


def folder_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def keep(store: Path, name: str, data: bytes) -> Path:
    """Where the file is kept from now on."""
    folder = uploads_of(store) / folder_of(data)
    path = folder / safe(name)
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return path


def safe(name: str) -> str:
    """A name that every file system takes, its ending kept; it never leads to another folder."""
    plain = FORBIDDEN.sub("_", name).strip(" .") or "file"
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > 10:
        return _cut(plain)
    return f"{_cut(stem) or 'file'}.{ending}"


def _cut(name: str) -> str:
    """As much of a name as file systems take, its characters whole."""
    return name.encode()[:LONGEST_NAME].decode(errors="ignore").rstrip(" .")


def shown(path: str) -> str:
    """The name of a file, or of an archive's member, as the visitor knows it."""
    archive, mark, member = path.partition("!")
    return f"{Path(archive).name} › {member}" if mark else Path(archive).name


def file_of(source: str) -> Path:
    """The file that a report was read from: the archive itself for one of its members."""
    marks = [at for at, letter in enumerate(source) if letter == "!"]
    ends = [Path(source), *(Path(source[:at]) for at in marks)]
    return next((path for path in ends if _is_file(path)), ends[min(len(marks), 1)])


def _is_file(path: Path) -> bool:
    """Whether a file is there; a name that no file can have is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
