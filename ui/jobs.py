"""Work that goes on while the page answers: indexing in a process of its own, watched by a thread, seen by all."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from index.build_process import Request, index_elsewhere

State = Literal["waiting", "working", "done", "failed"]
Steps = Callable[[Request], Iterator[dict[str, Any]]]


@dataclass(slots=True)
class FileState:
    """Where one file stands: `share` of it done, the ids of its `reports`, and why what of it failed."""

    path: str
    state: State = "waiting"
    share: float = 0.0
    reports: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(slots=True)
class Job:
    """One run of indexing: its files in their order, what is being said meanwhile, and what stopped it."""

    request: Request
    files: dict[str, FileState] = field(default_factory=dict)
    told: str = ""
    trouble: str = ""
    notes: list[str] = field(default_factory=list)
    over: bool = False

    def take(self, line: dict[str, Any]) -> None:
        """Note one line of the process."""
        if "at" in line:
            state = self.files[line["at"]]
            state.state, state.share = "working", line["done"] / max(line["total"], 1)
            self.told = ""
        elif "ended" in line:
            state = self.files[line["ended"]]
            state.reports = tuple(line["reports"])
            state.reasons = tuple(reason for _, reason in line["failed"])
            state.state, state.share = ("done" if state.reports else "failed"), 1.0
            self.notes += line["notes"]
        self.told = line.get("told", self.told)
        self.trouble = line.get("trouble", self.trouble)

    @property
    def failed(self) -> tuple[str, ...]:
        """The files that are to be tried again: those that failed and those never come to."""
        return tuple(one.path for one in self.files.values() if one.state in {"failed", "waiting", "working"})


class Jobs:
    """The runs of this process, one at a time; `finished` is called after each. Threads may share it."""

    def __init__(self, finished: Callable[[], None], steps: Steps = index_elsewhere) -> None:
        self._finished = finished
        self._steps = steps
        self._lock = threading.Lock()
        self.last: Job | None = None

    @property
    def running(self) -> bool:
        """Whether a run is under way."""
        return self.last is not None and not self.last.over

    def start(self, request: Request) -> bool:
        """Begin a run; False where another one is under way."""
        with self._lock:
            if self.running:
                return False
            files = {str(path): FileState(str(path)) for path in request.paths}
            self.last = job = Job(request, files)
        threading.Thread(target=self._run, args=(job,), name="indexing", daemon=True).start()
        return True

    def _run(self, job: Job) -> None:
        try:
            self._follow(job, self._steps(job.request))
        except Exception as error:  # noqa: BLE001 - whatever happens, the page must not wait for ever
            job.trouble = f"Indexing stopped in an unforeseen way ({type(error).__name__}: {error}); try it again."
        finally:
            self._finished()
            job.over = True

    def _follow(self, job: Job, lines: Iterable[dict[str, Any]]) -> None:
        for line in lines:
            job.take(line)
