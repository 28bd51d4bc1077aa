"""What is passed over in a folder, and why: a README, and links that lead out of the folder."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.files import is_readme, is_skipped


def passed_over(paths: Sequence[Path]) -> Iterator[str]:
    """A sentence for each file that `files.walk` leaves out of the folders among `paths`, but hidden ones."""
    for folder in paths:
        try:
            if folder.is_dir():
                yield from _in_folder(folder, folder.resolve())
        except OSError:
            continue


def _in_folder(folder: Path, root: Path) -> Iterator[str]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_skipped(name))
        for name in sorted((*folders, *names)):
            path = Path(parent, name)
            if is_skipped(name):
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                yield f"{path} leads out of the folder and was passed over; index what it leads to by its own path."
            elif is_readme(name) and path.is_file():
                yield f"{path} was passed over for its name; if it is a report, index it by its own path."
