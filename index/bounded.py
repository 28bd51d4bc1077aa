"""Calls a function in a process of its own, bounded in time and memory.

A parser written in C reads what strangers made: a file of a kilobyte may unpack to gigabytes, go round in circles for
ever, or bring the parser down. Nothing inside a process can stop that, so it happens in another one.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_START = "import sys; sys.path[:0] = sys.argv[4:]; from index.bounded import serve; serve(*sys.argv[1:4])"


class OutOfBounds(Exception):
    """The call took too long, wanted too much memory or broke down; the message says which, after "it"."""


def call(function: Callable[[bytes], bytes], data: bytes, seconds: float, memory: int) -> bytes:
    """What `function`, which stands at the top of its module, returns for `data`.

    Raises OutOfBounds where that takes longer than `seconds` or the process ends without an answer, above `memory`
    bytes (where the system knows such a bound) or otherwise.
    """
    paths = [str(_ROOT), *filter(None, sys.path)]
    command = [
        sys.executable,
        "-I",
        "-S",
        "-c",
        _START,
        function.__module__,
        function.__qualname__,
        str(memory),
        *paths,
    ]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise OutOfBounds(f"takes longer than {seconds:.0f} seconds") from error
    if done.returncode:
        raise OutOfBounds(f"takes more than {memory // 1_000_000:,} MB of memory or breaks its reader")
    return done.stdout


def serve(module: str, name: str, memory: str) -> None:
    """The other process: bound its memory, answer standard input on standard output."""
    limit_memory(int(memory))
    answer: bytes = getattr(import_module(module), name)(sys.stdin.buffer.read())
    sys.stdout.buffer.write(answer)


def limit_memory(memory: int) -> None:
    """Let this process and those it starts have no more than `memory` bytes, where the system knows such a bound."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
