"""Kills the indexer at random moments and looks at what it left: `python tests/kills.py [KILLS]`.

Each round changes some files (new ones, other figures, some gone), starts a run, kills it with SIGKILL after a random
part of the time that such a run takes, checks the store as it lies there, lets the next run finish, and checks again.
The runs are forked from one process that has loaded the libraries, so that a kill hits the work and not the start.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

REPORTS = 6
SEED = 20_180_301
JOBS = ("update", "add", "remove", "rebuild", "embed")
RUNNER = """
import os, sys
from pathlib import Path
sys.path[:0] = sys.argv[1:3]
import resource
import chromadb, chromadb.api.rust
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000_000, 200_000_000))  # no run may fill the disk
from stand_ins import HashEmbedder, PlainPool, build_report
from index import build, care_doctor, care_rebuild
import index.vectors

PlainPool.make_report, PlainPool.read_paths = staticmethod(build_report), []
build.ReadingPool = care_rebuild.ReadingPool = PlainPool
print("ready", flush=True)
while line := sys.stdin.readline():
    job, files, store = line.rstrip("\\n").split("\\t")
    child = os.fork()
    if child == 0:
        try:
            if job == "rebuild":
                care_rebuild.rebuild(Path(store), HashEmbedder)
            elif job == "embed":
                care_rebuild.embed_again(Path(store), HashEmbedder)
            else:
                build.index_paths([Path(files)], Path(store), HashEmbedder, prune=True)
        except BaseException:
            import traceback
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    print(child, flush=True)
    sys.stdin.readline()
    _, status = os.waitpid(child, 0)
    print(status, flush=True)
"""


class Runner:
    """The process that the runs are forked from."""

    def __init__(self, files: Path, store: Path) -> None:
        self._where = f"{files}\t{store}"
        command = [sys.executable, "-c", RUNNER, str(ROOT), str(ROOT / "tests")]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._line() == "ready"

    def start(self, job: str) -> int:
        """The process id of a run that has just been started."""
        self._say(f"{job}\t{self._where}")
        return int(self._line())

    def end(self) -> int:
        """Wait for the run; 0 where it ended by itself and well, 9 where it was killed."""
        self._say("")
        return int(self._line())

    def close(self) -> None:
        self._process.communicate()

    def _say(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


@dataclass
class Tally:
    """What came of the kills: how many hit a run that was still at work, by job, and how long all of it took."""

    kills: int = 0
    at_work: int = 0
    half_way: int = 0
    left_behind: int = 0
    abandoned: int = 0
    seconds: float = 0.0
    jobs: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        jobs = ", ".join(f"{count} {job}" for job, count in sorted(self.jobs.items()))
        return (
            f"{self.kills} runs killed ({jobs}) in {self.seconds:.0f} s: {self.at_work} were hit at work, "
            f"{self.half_way} with some reports of the new state and some of the old, {self.left_behind} with "
            f"something left to sweep up, {self.abandoned} inside Chroma. Reports lost: 0. "
            "Reports mixed: 0. Stores that did not open or answer: 0. "
            "Next runs that did not complete the work: 0."
        )


class Trial:
    """One store, the files that it is made from, and what it may hold."""

    def __init__(self, folder: Path, seed: int = SEED) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - moments to kill at, not secrets
        self._files, self._store = folder / "files", folder / "store"
        self._files.mkdir()
        self._figures: dict[int, int] = {}
        self._next = 100
        self._runner = Runner(self._files, self._store)
        self.tally = Tally()

    def run(self, kills: int, seconds: float = float("inf")) -> Tally:
        """Kill so many runs, or as many as there is time for, each job once at least.

        An AssertionError says what was lost or mixed.
        """
        started = time.monotonic()
        for number in range(REPORTS):
            self._write(number)
        spent = {"index": self._finish("update")}
        spent |= {"rebuild": self._finish("rebuild"), "embed": self._finish("embed")}
        while self.tally.kills < len(JOBS) or (self.tally.kills < kills and time.monotonic() - started < seconds):
            job = JOBS[self.tally.kills % len(JOBS)]
            before = dict(self._figures)
            self._change(job)
            self._kill(job, spent.get(job, spent["index"]))
            self._look(before, self._figures, killed=True)
            self._finish(job)
            self._look(self._figures, self._figures, killed=False)
        self._runner.close()
        self.tally.seconds = time.monotonic() - started
        return self.tally

    def _change(self, job: str) -> None:
        """Change the files as a job of this name finds them."""
        known = sorted(self._figures)
        if job == "update":
            for number in self._chance.sample(known, k=min(len(known), 4)):
                self._write(number)
        elif job == "add":
            for number in range(max(known, default=0) + 1, max(known, default=0) + 4):
                self._write(number)
        elif job == "remove":
            for number in self._chance.sample(known, k=min(len(known) - 3, 3)):
                self._path(number).unlink()
                del self._figures[number]

    def _write(self, number: int) -> None:
        self._next += 1
        self._figures[number] = self._next
        self._path(number).write_text(f"第{number}市 2018 {self._next}")

    def _path(self, number: int) -> Path:
        return self._files / f"{number}.txt"

    def _kill(self, job: str, seconds: float) -> None:
        process = self._runner.start(job)
        time.sleep(self._chance.uniform(0, seconds))
        os.kill(process, signal.SIGKILL)
        self.tally.kills += 1
        self.tally.jobs[job] = self.tally.jobs.get(job, 0) + 1
        self.tally.at_work += self._runner.end() == signal.SIGKILL

    def _finish(self, job: str) -> float:
        started = time.monotonic()
        self._runner.start(job)
        assert self._runner.end() == 0, f"the run after {self.tally.kills} kills failed"
        return time.monotonic() - started

    def _look(self, old: dict[int, int], new: dict[int, int], killed: bool) -> None:
        """The store opens and answers, and each report is there whole as it was or as it is to be."""
        found = figures(self._store)
        for number in old.keys() | new.keys():
            allowed = {states.get(number) for states in (old, new)}
            assert found.get(number) in allowed, f"report {number}: {found.get(number)} is none of {allowed}"
        assert found.keys() <= old.keys() | new.keys()
        kinds = {
            found.get(number) == new.get(number)
            for number in old.keys() | new.keys()
            if old.get(number) != new.get(number)
        }
        self.tally.half_way += len(kinds) == 2
        self.tally.left_behind += self._vectors_hold(killed)

    def _vectors_hold(self, killed: bool) -> bool:
        """Whether more than the reports' own is left. Every passage of every report must have its vector, but where a
        kill hit Chroma itself: then nobody may touch its files, until the next run has made them anew."""
        from stand_ins import HashEmbedder

        from index.care_doctor import examine

        wrong = examine(self._store, HashEmbedder).findings
        parts = {finding.part for finding in wrong}
        assert parts <= ({"leftovers", "vectors"} if killed else {"leftovers"}), wrong
        self.tally.abandoned += "vectors" in parts
        return bool(wrong)


def figures(store: Path) -> dict[int, int]:
    """Each report's figure, asked for and cited word for word; a mixture of two revisions would not agree."""
    from assistant.chain import open_assistant
    from assistant.settings import Settings

    found = {}
    assistant = open_assistant(Settings(store=store))
    for entry in assistant.reports():
        report = assistant.report(entry.id)
        (indicator,) = report.indicators
        assert report.text[indicator.start : indicator.end] == f"收到申请数\t{indicator.value}"
        answer = assistant.ask(f"{entry.identity.issuer.region}2018年收到申请数是多少")
        assert [value.value for value in answer.values] == [str(indicator.value)], answer
        for citation in answer.citations:
            assert report.text[citation.start : citation.end] == citation.quote
        found[int(entry.identity.issuer.region[1:-1])] = int(indicator.value or 0)
    assistant.close()
    return found


def main() -> None:
    """Kill as often as the command line says, and print what came of it."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as folder:
        print(Trial(Path(folder)).run(kills))  # noqa: T201


if __name__ == "__main__":
    main()
