"""Files given to the page: kept in the store, each under the hash of its content, so that a name may come twice."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from index.build_files import uploads_of

LONGEST_NAME = 200  # bytes; file systems take 255
# What some file system forbids; and the mark that stands between an archive and its member.
FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*!]|[\ud800-\udfff]')


def keep(store: Path, name: str, data: bytes) -> Path:
    """Where the file is kept from now on."""
    folder = uploads_of(store) / hashlib.sha256(data).hexdigest()[:16]
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
