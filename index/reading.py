"""What every reader gives, and how far a reader goes before it gives up on a file.

bytes or text → read_*.py → Reading → furniture.strip → document.assemble → Document
"""

from __future__ import annotations

from dataclasses import dataclass

from index.errors import LimitExceeded
from index.model import Block


@dataclass(slots=True)
class Limits:
    """The bounds that keep one damaged or hostile file from taking the machine; `bound` sets them for a process.

    A report of three hundred pages stays under every one of them. Sizes are bytes, `seconds` and `memory_bytes` what
    the process that reads a file may take, the others counts.
    """

    file_bytes: int = 50_000_000
    pages: int = 500
    seconds: float = 120.0
    memory_bytes: int = 4_000_000_000
    unpacked_bytes: int = 500_000_000
    members: int = 20_000
    nested_archives: int = 1
    markup_bytes: int = 20_000_000
    characters: int = 1_000_000
    blocks: int = 100_000
    cells: int = 100_000
    slots: int = 2_000_000
    span: int = 1_000
    tags: int = 300_000


LIMITS = Limits()


def bound(**limits: float) -> None:
    """Set these fields of LIMITS for what this process reads and has read from now on."""
    for name, value in limits.items():
        setattr(LIMITS, name, value)


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as a reader gives it: blocks in reading order, and what the file's own metadata calls it."""

    blocks: tuple[Block, ...]
    title: str | None = None


def check_limit(found: int, allowed: int, what: str) -> None:
    """Raise LimitExceeded with a sentence when `found` of `what` are more than `allowed`."""
    if found > allowed:
        raise LimitExceeded(
            f"The file holds {found:,} {what} and at most {allowed:,} are read; split it or leave out a part."
        )
