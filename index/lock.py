"""One writer at a time: a lock file in the store that says who writes and since when.

The operating system holds the lock for the process and lets go of it when the process dies, however it dies; the text
in the file is only what others are told.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from index.errors import StoreError, StoreLocked

FILE = "lock"
_PATIENCE_S, _POLL_S = 30.0, 0.005


@contextmanager
def writer(store: Path, purpose: str) -> Iterator[None]:
    """Hold the store for writing; `purpose` says in a few words what for ("indexing").

    Makes the store's folder. Raises StoreLocked with who holds it and since when, StoreError when nothing can be
    written there.
    """
    try:
        store.mkdir(parents=True, exist_ok=True)
        file = (store / FILE).open("a+", encoding="utf-8")
    except OSError as error:
        raise StoreError(
            f"The store {store} cannot be written ({error.strerror or error}); "
            "make the folder writable or name another with --store."
        ) from error
    with file:
        if not _take(file):
            raise StoreLocked(_holder(store, file))
        _write(file, {"pid": os.getpid(), "host": socket.gethostname(), "since": _now(), "purpose": purpose})
        try:
            yield
        finally:
            file.truncate(0)
            _let_go(file)


@contextmanager
def for_a_moment(file: Path) -> Iterator[None]:
    """Hold `file` alone among all processes and threads, once whoever holds it lets go; for work of milliseconds.

    Makes the file. Raises StoreLocked when it is held for long, OSError where it cannot be made or opened.
    """
    until = time.monotonic() + _PATIENCE_S
    with file.open("a+", encoding="utf-8") as opened:
        while not _take(opened):
            if time.monotonic() > until:
                raise StoreLocked(f"{file.parent} stayed busy for {_PATIENCE_S:.0f} seconds; try again in a moment.")
            time.sleep(_POLL_S)
        try:
            yield
        finally:
            _let_go(opened)


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _write(file: IO[str], holder: dict[str, object]) -> None:
    """Say who holds the lock, where there is room for it: a disk that is full does not keep the lock from holding."""
    file.truncate(0)
    with suppress(OSError):
        os.write(file.fileno(), json.dumps(holder).encode())


def _holder(store: Path, file: IO[str]) -> str:
    """The sentence that says who writes; the file may be read just before the holder has written its name."""
    file.seek(0)
    try:
        known = json.loads(file.read())
        who = f"process {known['pid']} on {known['host']} ({known['purpose']} since {known['since']})"
    except (ValueError, KeyError, TypeError, OSError):
        who = "another process"
    return f"The store {store} is being written by {who}; wait until it has ended and run this again."


if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30  # the locked byte lies behind the text, which others must be able to read

    def _take(file: IO[str]) -> bool:
        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _let_go(file: IO[str]) -> None:
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(file: IO[str]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _let_go(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
