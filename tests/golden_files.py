"""Golden files: what a test made last time it was looked at, in tests/golden.

    python -m pytest --update-golden tests/test_understand.py

writes them anew; look at what changed before committing it. A test fails while the flag is on, and a file that is not
there is a failure: nothing is ever written silently.
"""

from __future__ import annotations

import difflib
from pathlib import Path

FOLDER = Path(__file__).with_name("golden")
FLAG = "--update-golden"


def check(name: str, made: str, update: bool) -> None:
    """Compare `made` with the golden file `name`, or write it with `update`. Raises AssertionError with the lines that
    differ."""
    path = FOLDER / name
    if update:
        path.write_text(made, "utf-8")
        return
    assert path.is_file(), f"there is no golden file {path.name}; write it with {FLAG} and look at it"
    kept = path.read_text("utf-8")
    lines = difflib.unified_diff(kept.splitlines(), made.splitlines(), "golden", "made now", lineterm="", n=0)
    assert kept == made, "\n".join(lines)
