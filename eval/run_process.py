"""A process that runs a question set for another: lines of JSON out, so that a page can follow it and go on answering.

In:  {"set", "cache", "model"}. Out: {"done", "total"} after each question, {"run": …} as `eval.result.to_json` has it,
or {"trouble": sentence}. The set is asked over a temporary store of its own reports.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from subprocess import PIPE, Popen
from typing import IO, Any

from assistant.settings import Settings
from eval import measure
from eval.accepted import RUNS
from eval.result import to_json
from eval.sets import load_set
from index.errors import GongkaiError

_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from eval.run_process import serve; serve()"


def runnable_sets() -> tuple[str, ...]:
    """The sets that bring their reports along and have an accepted run to stand beside."""
    return tuple(path.stem for path in sorted(RUNS.glob("*.json"), reverse=True) if load_set(path.stem).sources)


def run_elsewhere(name: str, settings: Settings) -> Iterator[dict[str, Any]]:
    """Start the process and give its lines as they come; the process ends with the iteration, however that ends."""
    command = [sys.executable, "-c", _START, json.dumps(sys.path)]
    asked = {"set": name, "cache": str(settings.cache), "model": settings.embedding_model}
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True, encoding="utf-8") as process:
        try:
            if process.stdin is None or process.stdout is None:
                raise RuntimeError("the process has no pipes")
            process.stdin.write(json.dumps(asked) + "\n")
            process.stdin.close()
            yield from map(json.loads, process.stdout)
        finally:
            process.kill()


def serve() -> None:
    """Do what standard input asks for."""
    answers = sys.stdout
    sys.stdout = sys.stderr  # what a library prints must not end up among the answers
    work(json.loads(sys.stdin.readline()), answers)


def work(asked: dict[str, Any], answers: IO[str]) -> None:
    """Run the set that `asked` names and write a line of JSON to `answers` for each step."""

    def tell(**what: object) -> None:
        answers.write(json.dumps(what) + "\n")
        answers.flush()

    settings = replace(Settings(), cache=Path(asked["cache"]), embedding_model=asked["model"])
    try:
        questions = measure.chosen(asked["set"])
        with measure.temporary_store(settings) as own:
            result = measure.run_set(
                questions, own, questions.sources, lambda done, total: tell(done=done, total=total)
            )
        tell(run=to_json(result))
    except GongkaiError as error:
        tell(trouble=error.message)
