"""A page of Streamlit's, served for a program that visits it, and the browser to visit it with."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from index.errors import StoreError

_START_S = 180.0  # a few seconds on a quiet machine
_END_S = 60.0
_BEAT_S = 0.1
_TRIES = 3  # a free port may be taken by somebody else before the page has it


def chromium() -> str | None:
    """The browser's program, None where it is not installed."""
    return next((found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None)


def free_port() -> int:
    """A port of this machine that nothing listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(
    script: Path,
    environment: Mapping[str, str],
    *options: str,
    port: int | None = None,
    log: Path | None = None,
    folder: Path | None = None,
) -> Iterator[int]:
    """`script` served in the working folder `folder`, with Streamlit's `options`; gives its port, a free one unless it
    is said. What the server writes goes to `log`.

    Raises StoreError where the page does not start.
    """
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless", "true", *options]
    with Path(log or os.devnull).open("w", encoding="utf-8") as out:

        def start(at: int) -> subprocess.Popen[bytes]:
            told = [*command, "--server.port", str(at)]
            return subprocess.Popen(told, cwd=folder, env=dict(environment), stdout=out, stderr=out)

        for _ in range(_TRIES):
            at = port or free_port()
            server = start(at)
            try:
                if _answers(at, server):
                    yield at
                    return
            finally:
                server.terminate()
                server.wait(timeout=_END_S)
    raise StoreError(f"Streamlit did not serve {script.name}, which was tried {_TRIES} times; see {log or 'its log'}.")


def _answers(port: int, server: subprocess.Popen[bytes]) -> bool:
    """Wait until the page answers; False where its server ends before, or does not answer for a long time."""
    until = time.monotonic() + _START_S
    while server.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5).close()
        except OSError:
            time.sleep(_BEAT_S)
        else:
            return server.poll() is None
    return False
