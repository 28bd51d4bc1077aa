"""Runs of a question set beside the page, watched by a thread; and a run beside the one accepted last."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.metrics import Outcome

Steps = Callable[[str], Iterator[dict[str, Any]]]


@dataclass(slots=True)
class Trial:
    """One run: how many questions are asked, and what came of it."""

    name: str
    done: int = 0
    total: int = 0
    run: dict[str, Any] | None = None
    trouble: str = ""
    over: bool = False

    @property
    def share(self) -> float:
        return self.done / self.total if self.total else 0.0


class Trials:
    """The runs of this process, one at a time. Threads may share it."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps
        self._lock = threading.Lock()
        self.last: Trial | None = None

    @property
    def running(self) -> bool:
        return self.last is not None and not self.last.over

    def start(self, name: str) -> bool:
        """Begin to run a set; False where another run is under way."""
        with self._lock:
            if self.running:
                return False
            self.last = trial = Trial(name)
        threading.Thread(target=self._run, args=(trial,), name="evaluating", daemon=True).start()
        return True

    def _run(self, trial: Trial) -> None:
        try:
            follow(trial, self._steps(trial.name))
        except Exception as error:  # noqa: BLE001 - whatever happens, the page must not wait for ever
            trial.trouble = f"The run stopped in an unforeseen way ({type(error).__name__}: {error}); try it again."
        finally:
            if not (trial.run or trial.trouble):
                trial.trouble = "The process that asks the questions ended before it was done; try it again."
            trial.over = True


def follow(trial: Trial, lines: Iterable[dict[str, Any]]) -> None:
    """Note each line of the process."""
    for line in lines:
        trial.done, trial.total = line.get("done", trial.done), line.get("total", trial.total)
        trial.run, trial.trouble = line.get("run", trial.run), line.get("trouble", trial.trouble)


@dataclass(frozen=True, slots=True)
class Standing:
    """The questions of one type: how many were right and wrong, now and in the accepted run (None where unasked)."""

    type: str
    questions: int
    right: int
    wrong: int
    right_before: int | None
    wrong_before: int | None


def standings(rows: Sequence[Mapping[str, Any]], before: Mapping[str, Outcome]) -> tuple[Standing, ...]:
    """Each type's standing, the types in the order of their first question and all of them together (type "") last."""
    types = dict.fromkeys(str(row["type"]) for row in rows)
    return tuple(_standing(name, [row for row in rows if name in {"", row["type"]}], before) for name in (*types, ""))


def _standing(name: str, rows: Sequence[Mapping[str, Any]], before: Mapping[str, Outcome]) -> Standing:
    now = [row["outcome"] for row in rows]
    then = [before[row["id"]] for row in rows if row["id"] in before]
    return Standing(
        name,
        len(rows),
        now.count("right"),
        now.count("wrong"),
        then.count("right") if then else None,
        then.count("wrong") if then else None,
    )
