"""Work that goes on while the page answers: indexing in a process of its own, watched by a thread, seen by all."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from index.build_process import Request, index_elsewhere

State = Literal["waiting", "working", "done", "failed"]
WorkStage = Literal["reading", "embedding"]
Steps = Callable[[Request], Iterator[dict[str, Any]]]
READING_SHARE = 0.1


@dataclass(slots=True)
class FileState:
    """Where one file stands: what is done with it (`stage`), `done` of its `total` passages embedded, and in the end
    the id of its `report`, or the `reason` why it is none with the name of that error (`kind`)."""

    path: str
    state: State = "waiting"
    stage: WorkStage = "reading"
    done: int = 0
    total: int = 0
    report: str = ""
    reason: str = ""
    kind: str = ""

    @property
    def share(self) -> float:
        """How much of the work on the file is done: reading is taken for a tenth of it, embedding for the rest."""
        if self.state == "waiting":
            return 0.0
        if self.state != "working":
            return 1.0
        return READING_SHARE if not self.total else READING_SHARE + (1 - READING_SHARE) * self.done / self.total


@dataclass(slots=True)
class Job:
    """One run of indexing: its files in their order, what is being said meanwhile, and what stopped it."""

    request: Request
    files: dict[str, FileState] = field(default_factory=dict)
    told: str = ""
    trouble: str = ""
    kind: str = ""
    notes: list[str] = field(default_factory=list)
    over: bool = False

    def take(self, line: dict[str, Any]) -> None:
        """Note one line of the process."""
        if "at" in line:
            one = self._file(line["at"])
            one.state, one.stage, one.done, one.total = "working", line["stage"], line["done"], line["total"]
            self.told = ""
        elif "ended" in line:
            one = self._file(line["ended"])
            one.report, one.reason, one.kind = line.get("report", ""), line.get("reason", ""), line.get("kind", "")
            one.state = "done" if one.report else "failed"
        self.notes += line.get("notes", ())
        self.told = line.get("told", self.told)
        if "trouble" in line:
            self.trouble, self.kind = line["trouble"], line.get("kind", "")

    def _file(self, path: str) -> FileState:
        """The state of the file at `path`; the members of an archive stand for the archive."""
        if path not in self.files:
            self.files.pop(path.partition("!")[0], None)
            self.files[path] = FileState(path)
        return self.files[path]

    @property
    def failed(self) -> tuple[str, ...]:
        """The files that are to be tried again: those that failed and those never come to."""
        return tuple(one.path for one in tuple(self.files.values()) if one.state in {"failed", "waiting", "working"})


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
