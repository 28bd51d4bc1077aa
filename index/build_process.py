"""A process that indexes for another: a line of JSON in, a line for each step out, so that the one that serves a page
never waits for a model or a lock.

In:  {"paths", "store", "model", "cache", "again", "remove", "limits"}; the files at `paths` are read within `limits`
     (index.reading.bound), and the reports `remove` taken out first.
Out: {"at": path, "stage": "reading" or "embedding", "done": n, "total": n}, {"ended": path, "report": id} or {"ended":
     path, "reason": sentence, "kind": name of the error}, {"notes": [sentences]}, {"told": sentence}, and {"trouble":
     sentence, "kind": name} where nothing more can be done; a member of an archive has the path `archive.zip!member`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import PIPE, Popen
from typing import IO, TYPE_CHECKING, Any

from index.build import bound, embedder_factory, index_paths, remove_report
from index.build_steps import Step
from index.errors import GongkaiError, MissingPath

if TYPE_CHECKING:
    from index.embed import Embedder

_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from index.build_process import serve; serve()"


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be indexed into which store; `again` reads what was read before too, `limits` bounds the reading."""

    paths: tuple[Path, ...]
    store: Path
    model: str | None
    cache: Path
    again: bool = False
    remove: tuple[str, ...] = ()
    limits: Mapping[str, float] = field(default_factory=dict)


def index_elsewhere(request: Request) -> Iterator[dict[str, Any]]:
    """Start the process and give its lines as they come; the process ends with the iteration, however that ends."""
    command = [sys.executable, "-c", _START, json.dumps(sys.path)]
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True, encoding="utf-8") as process:
        try:
            yield from _exchange(process, request)
        finally:
            process.kill()


def _exchange(process: Popen[str], request: Request) -> Iterator[dict[str, Any]]:
    stdin, stdout = process.stdin, process.stdout
    if stdin is None or stdout is None:
        raise RuntimeError("the process has no pipes")
    plain = {
        "paths": [str(path) for path in request.paths],
        "store": str(request.store),
        "model": request.model,
        "cache": str(request.cache),
        "again": request.again,
        "remove": list(request.remove),
        "limits": dict(request.limits),
    }
    stdin.write(json.dumps(plain) + "\n")
    stdin.close()
    last: dict[str, Any] = {}
    for line in stdout:
        last = json.loads(line)
        yield last
    if not last.get("over"):
        yield {"trouble": "The process that indexes ended before it was done; what is finished is kept, try the rest."}


def serve() -> None:
    """Do what standard input asks for."""
    answers = sys.stdout
    sys.stdout = sys.stderr  # what a library prints must not end up among the answers
    work(json.loads(sys.stdin.readline()), answers)


def work(asked: dict[str, Any], answers: IO[str]) -> None:
    """Do what `asked` says and write a line of JSON to `answers` for each step."""

    def tell(**what: object) -> None:
        answers.write(json.dumps(what) + "\n")
        answers.flush()

    bound(**asked.get("limits", {}))
    store = Path(asked["store"])
    load = _once(embedder_factory(asked["model"], Path(asked["cache"]), lambda sentence: tell(told=sentence)))
    try:
        for report_id in asked["remove"]:
            remove_report(store, report_id, load)
            tell(removed=report_id)
        _index([Path(path) for path in asked["paths"]], store, load, asked["again"], tell)
    except GongkaiError as error:
        tell(trouble=error.message, kind=type(error).__name__)
    tell(over=True)


def _index(
    paths: Sequence[Path], store: Path, load: Callable[[], Embedder], again: bool, tell: Callable[..., None]
) -> None:
    """Index what of `paths` is there; what is gone is told and keeps nothing else waiting."""

    def told(step: Step) -> None:
        if step.stage == "kept":
            tell(ended=step.path, report=step.report)
        elif step.stage == "refused":
            tell(ended=step.path, reason=step.reason, kind=step.kind)
        else:
            tell(at=step.path, stage=step.stage, done=step.done, total=step.total)

    there = [path for path in paths if path.exists()]
    for path in paths:
        if path not in there:
            reason = f"The file {path.name} is not there any more; give it again."
            told(Step(str(path), "refused", reason=reason, kind=MissingPath.__name__))
    if there:
        tell(notes=list(index_paths(there, store, load, again=again, steps=told).notes))


def _once(load: Callable[[], Embedder]) -> Callable[[], Embedder]:
    """`load`, which keeps what it loaded."""
    kept: list[Embedder] = []

    def loaded() -> Embedder:
        if not kept:
            kept.append(load())
        return kept[0]

    return loaded
