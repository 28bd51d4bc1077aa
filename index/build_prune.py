"""Which of the files that reports were read from are gone, by what is there now. A doubt leaves the report in.

A file that cannot be looked at is not gone, nor is the member of an archive that cannot be opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from index.build_files import Found, key_of
from index.catalog import Catalog, ReportEntry, SourceRecord
from index.errors import EmptyStore
from index.files import FileFailure

_MEMBER = "!"


def still_there(paths: Sequence[Path], store: Path) -> list[Path]:
    """`paths` without those of files that are gone and that the store knows; what it never saw stays among them."""
    missing = [path for path in paths if _is_gone(str(path))]
    if not missing:
        return list(paths)
    known: list[str] = []
    with suppress(EmptyStore), Catalog(store) as catalog:
        known = list(catalog.sources())
    return [path for path in paths if path not in missing or not any(_is_of_file(key, path) for key in known)]


class Pruning:
    """What has become of the files in `sources` that lie under `paths`, where `files` are there now."""

    def __init__(
        self, paths: Sequence[Path], files: Sequence[Found | FileFailure], sources: Mapping[str, SourceRecord]
    ) -> None:
        self._sources = sources
        self._paths = {file.sha256: file.path for file in reversed(files) if isinstance(file, Found)}
        self._seen = {key_of(file.path) for file in files}
        self.gone = {key for key in sources if any(_is_under(key, path) for path in paths) and not self._is_there(key)}

    def is_lost(self, entry: ReportEntry) -> bool:
        """Whether the report was read from a file that is gone, and no other file holds it."""
        holders = self._holders(entry)
        return not self.gone.isdisjoint(holders) and self._remaining(entry, holders) is None

    def moved(self, entry: ReportEntry) -> str | None:
        """Another file that holds the report, where that which it was read from is gone."""
        return self._remaining(entry, self._holders(entry)) if key_of(entry.source) in self.gone else None

    def _holders(self, entry: ReportEntry) -> list[str]:
        return [
            key
            for key, record in self._sources.items()
            if record.report_id == entry.id and record.sha256 == entry.sha256
        ]

    def _remaining(self, entry: ReportEntry, holders: Sequence[str]) -> str | None:
        """The path of a file that holds the report now: one that was just seen, or one that lies elsewhere."""
        elsewhere = (key for key in holders if key not in self.gone and self._is_there(key))
        return self._paths.get(entry.sha256) or next(elsewhere, None)

    def _is_there(self, key: str) -> bool:
        """Whether the file was seen or may be there; of an archive that was opened, every member has been seen."""
        if key in self._seen or not _is_gone(key):
            return True
        archives = list(_archives(key))
        if any(archive in self._seen for archive in archives):
            return True
        opened = any(seen.startswith(archive + _MEMBER) for archive in archives for seen in self._seen)
        return not opened and any(not _is_gone(archive) for archive in archives)


def _is_gone(path: str) -> bool:
    """Whether there is certainly nothing at `path`."""
    try:
        Path(path).stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return False


def _archives(key: str) -> Iterator[str]:
    """The archives that a member lies in, by its path, the outermost first."""
    parts = key.split(_MEMBER)
    return (_MEMBER.join(parts[:count]) for count in range(1, len(parts)))


def _is_of_file(key: str, path: Path) -> bool:
    own = key_of(str(path))
    return key == own or key.startswith(own + _MEMBER)


def _is_under(key: str, path: Path) -> bool:
    return _is_of_file(key, path) or Path(key).is_relative_to(path.resolve())
