"""A digest that stands for all the files of some folders: it changes when any of them does."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path


@cache
def folders_digest(*folders: Path) -> str:
    """Twelve hexadecimal digits for the names and contents of every file below `folders` but Python's own caches,
    worked out once per process."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"{folder.name}/{path.relative_to(folder).as_posix()}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
