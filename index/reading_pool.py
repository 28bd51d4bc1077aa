"""Files read into reports by child processes, several at a time, so that a bad file harms nothing but itself.

The children are started by command line, not forked or spawned by multiprocessing: they inherit no lock, thread or
main program, and they end by themselves when the process that started them dies, for then their input ends.
"""

from __future__ import annotations

import contextlib
import json
import pickle
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass

from index.files import SourceFile
from index.model import Report
from index.reading import LIMITS

_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from index.reading_process import serve; "
    "serve(json.loads(sys.argv[2]))"
)
_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that is no report: why, whether the same bytes would come to the same again (`lasting`), and the name of
    the error (`kind`)."""

    reason: str
    lasting: bool = True
    kind: str = "UnreadableFile"


class ReadingPool:
    """`processes` children that read files. A context manager: leaving it ends them, whatever they are doing.

    A file that takes longer than `seconds` (by default the limits') is given up.
    """

    def __init__(self, processes: int, seconds: float | None = None) -> None:
        self._processes = processes
        self._seconds = LIMITS.seconds if seconds is None else seconds
        self._threads = ThreadPoolExecutor(processes, thread_name_prefix="reading")
        self._local = threading.local()
        self._children: list[_Child] = []

    def __enter__(self) -> ReadingPool:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for child in self._children:
            child.kill()
        self._threads.shutdown()
        for child in self._children:
            child.close()

    def read(self, sources: Iterable[SourceFile]) -> Iterator[tuple[SourceFile, Report | Unread]]:
        """Each source with what it came to, in order; only a few sources are taken ahead of what was given out."""
        waiting: deque[tuple[SourceFile, Future[Report | Unread]]] = deque()
        for source in sources:
            waiting.append((source, self._threads.submit(self._read, source)))
            if len(waiting) >= self._processes * _AHEAD:
                first, future = waiting.popleft()
                yield first, future.result()
        for first, future in waiting:
            yield first, future.result()

    def _read(self, source: SourceFile) -> Report | Unread:
        """Runs in a thread, which keeps a child of its own."""
        child: _Child | None = getattr(self._local, "child", None)
        if child is None or child.ended:
            child = self._local.child = _Child()
            self._children.append(child)
        return child.ask(source, self._seconds)


class _Child:
    """One reading process."""

    def __init__(self) -> None:
        self.ended = False
        command = [sys.executable, "-c", _START, json.dumps(sys.path), json.dumps(asdict(LIMITS))]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def ask(self, source: SourceFile, seconds: float) -> Report | Unread:
        """What the source came to. A child that crashes or takes too long has `ended` afterwards."""
        late = threading.Event()
        timer = threading.Timer(seconds, self._give_up, (late,))
        timer.start()
        try:
            return self._exchange(source)
        except (OSError, EOFError, pickle.UnpicklingError):
            self.close()
            if late.is_set():
                reason = f"Reading the file took longer than {seconds:g} seconds; split it or leave it out."
                return Unread(reason, kind="LimitExceeded")
            return Unread("Reading the file ended the process that read it; the file is damaged or too large.", False)
        finally:
            timer.cancel()

    def _exchange(self, source: SourceFile) -> Report | Unread:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise EOFError
        pickle.dump(source, stdin)
        stdin.flush()
        answer: Report | Unread = pickle.load(stdout)  # noqa: S301 - written by the child process
        return answer

    def _give_up(self, late: threading.Event) -> None:
        late.set()
        self.kill()

    def kill(self) -> None:
        """End the process, idle or not; an `ask` under way returns."""
        self._process.kill()

    def close(self) -> None:
        """End the process and wait until it is gone."""
        self.ended = True
        self.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
