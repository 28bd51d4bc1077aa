"""Asks while another process indexes, and looks at every citation: `python tests/readers.py [SECONDS]`.

Ten processes open the store anew for every question, as `gongkai ask` does, one keeps an assistant open. Meanwhile a
writer replaces every report again and again and makes the store anew every third time. Each version of a report begins
with another number of lines, so that a span of one version is another text in every other.

`python tests/readers.py chroma` measures what Chroma's own client does in that place: one opened before another process
writes.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

ASKERS = 10
VERSIONS = 4
FIRST = (ROOT / "tests" / "reports" / "answers" / "suichang_2016.txt").read_text("utf-8")
SECOND = (ROOT / "tests" / "reports" / "answers" / "luxi_2012.txt").read_text("utf-8")
QUESTIONS = (
    "遂昌县2016年收到多少件申请",
    "遂昌县2016年有哪些问题",
    "遂昌县2016年接待外宾多少人次",
    "泸溪县2012年怎么滚动播放公告",
    "有哪些报告",
)


def versions(text: str) -> list[str]:
    """The same report, begun with another number of lines each time."""
    title, _, rest = text.partition("\n")
    return [f"{title}\n" + "本报告经过修订。\n" * version + rest for version in range(VERSIONS)]


class InProcessPool:
    """Reads in this process, so that a run takes as long as its writing does."""

    def __init__(self, processes: int) -> None:
        pass

    def __enter__(self) -> InProcessPool:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def read(self, sources: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        from index.reading_process import read_report

        for source in sources:
            yield source, read_report(source)


@dataclass
class Tally:
    """What was asked and answered while how many runs of the writer went on."""

    asked: int = 0
    citations: int = 0
    runs: int = 0
    seconds: float = 0.0
    slowest_ms: float = 0.0
    degraded: int = 0
    kept: int = 0
    by_version: Counter[int] = None  # type: ignore[assignment]
    wrong: tuple[str, ...] = ()

    def __str__(self) -> str:
        return (
            f"{self.asked} questions by {ASKERS} asking processes and a long-lived assistant in {self.seconds:.0f} s, "
            f"during {self.runs} runs of the indexer; {self.citations} citations, each word for word of one version of "
            f"its report ({len(self.by_version)} versions were cited), the slowest answer {self.slowest_ms:.0f} ms. "
            f"Searched by words alone: {self.degraded}. Answers kept: {self.kept}. "
            f"Mixed, lost or failed: {len(self.wrong)}."
        )


def prepare() -> None:
    """What every process needs, loaded once; no store is opened."""
    import chromadb
    from stand_ins import HashEmbedder

    from assistant import chain, cli_json
    from index import build, care_rebuild

    del chromadb, cli_json
    chain.load_embedder = lambda *_: HashEmbedder()  # type: ignore[assignment]
    build.ReadingPool = care_rebuild.ReadingPool = InProcessPool  # type: ignore[assignment,misc]
    gc.collect()
    gc.freeze()  # what is loaded is left alone by every process's search for garbage, which would copy all of its pages


def ask(store: Path, until: float, stays_open: bool, out: Path) -> None:
    """Ask one question after the other, and write down each answer as JSON. The first round is not timed: a process
    loads then what it answers with."""
    from assistant.chain import open_assistant
    from assistant.cli_json import answer
    from assistant.settings import Settings

    assistant = open_assistant(Settings(store=store)) if stays_open else None
    with out.open("w", encoding="utf-8") as file:
        number = 0
        while time.time() < until:
            question, number = QUESTIONS[number % len(QUESTIONS)], number + 1
            started = time.perf_counter()
            try:
                own = assistant or open_assistant(Settings(store=store))
                given = answer(own.ask(question))
                if own is not assistant:
                    own.close()
            except Exception as error:  # noqa: BLE001 - whatever fails is what is looked for
                given = {"error": f"{type(error).__name__}: {error}"}
            given["took_ms"] = (time.perf_counter() - started) * 1000 if number > len(QUESTIONS) else 0.0
            file.write(json.dumps(given, ensure_ascii=False) + "\n")


def write(store: Path, files: Path, until: float, out: Path) -> None:
    """Index another version of both reports again and again; every third run makes the store anew."""
    from stand_ins import HashEmbedder

    from index.build import index_paths
    from index.care_rebuild import rebuild

    runs = 0
    while runs == 0 or time.time() < until:
        runs += 1
        for name, text in (("first", FIRST), ("second", SECOND)):
            (files / f"{name}.txt").write_text(versions(text)[runs % VERSIONS], "utf-8")
        index_paths([files], store, HashEmbedder)
        if runs % 3 == 0:
            rebuild(store, HashEmbedder)
    out.write_text(str(runs))


def trial(folder: Path, seconds: float) -> Tally:
    """Ask and write side by side for so many seconds."""
    from index import answers

    context = multiprocessing.get_context("fork")
    store, files = folder / "store", folder / "files"
    files.mkdir()
    prepare()
    first = context.Process(target=write, args=(store, files, 0.0, folder / "first"))
    first.start()
    first.join()
    started, until = time.monotonic(), time.time() + seconds
    outs = [folder / f"answers-{number}" for number in range(ASKERS + 1)]
    processes = [context.Process(target=ask, args=(store, until, out is outs[-1], out)) for out in outs]
    processes.append(context.Process(target=write, args=(store, files, until, folder / "runs")))
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    rows = [json.loads(line) for out in outs for line in out.read_text("utf-8").splitlines()]
    tally = judge(rows)
    tally.kept = len(answers.latest(store, 1_000_000))
    tally.seconds = time.monotonic() - started
    failed = tuple("a process failed" for process in processes if process.exitcode)
    tally.wrong += failed
    tally.runs = int((folder / "runs").read_text()) if not failed else 0
    return tally


def judge(rows: Sequence[dict[str, Any]]) -> Tally:
    """Hold every citation against the versions of its report: all of an answer must be of one."""
    from answering import understood

    texts: dict[str, list[str]] = {}
    for source in (FIRST, SECOND):
        known = [understood(version) for version in versions(source)]
        texts[known[0].id] = [report.text for report in known]
    tally, wrong = Tally(asked=len(rows), by_version=Counter()), []
    for row in rows:
        tally.degraded += any(note["kind"] == "degraded" for note in row.get("notes", ()))
        tally.slowest_ms = max(tally.slowest_ms, row["took_ms"])
        if "error" in row:
            wrong.append(row["error"])
            continue
        if not row["citations"] and row["question"] != "有哪些报告":
            wrong.append(f"{row['question']}: {row['status']} {row['answer']} {row['notes']}")
        fits: dict[str, set[int]] = {}
        for citation in row["citations"]:
            tally.citations += 1
            own = {
                version
                for version, text in enumerate(texts[citation["report"]])
                if text[citation["start"] : citation["end"]] == citation["quote"]
            }
            fits[citation["report"]] = fits.get(citation["report"], own) & own
        wrong += [f"{row['question']}: mixed in {report}" for report, own in fits.items() if not own]
        tally.by_version.update(version for own in fits.values() if len(own) == 1 for version in own)
    tally.wrong = tuple(wrong)
    return tally


# -- Chroma's own client ----------------------------------------------------------------------------------------------


def _chroma_write(path: str, step: str) -> None:
    import chromadb

    collection = chromadb.PersistentClient(path).get_or_create_collection("passages", embedding_function=None)
    if step == "add":
        numbers = range(300, 600)
        collection.add([str(n) for n in numbers], embeddings=[[float(n), 1.0, 0.0] for n in numbers])
    else:
        collection.delete([str(n) for n in range(300)])


def measure_chroma(folder: Path) -> list[str]:
    """What a client that is open sees of what another process adds and deletes, a sentence each."""
    context = multiprocessing.get_context("spawn")
    import chromadb

    path = str(folder / "chroma")
    mine = chromadb.PersistentClient(path).get_or_create_collection("passages", embedding_function=None)
    mine.add([str(n) for n in range(300)], embeddings=[[float(n), 1.0, 0.0] for n in range(300)])
    mine.query(query_embeddings=[[1.0, 1.0, 0.0]], n_results=5)
    said = []
    for step in ("add", "delete"):
        other = context.Process(target=_chroma_write, args=(path, step))
        other.start()
        other.join()
        said.append(f"after another process did {step}: {_seen(mine)}")
    return said


def _seen(collection: Any) -> str:
    found = []
    for name, work in (
        ("count()", collection.count),
        ("get()", lambda: f"{len(collection.get()['ids'])} ids"),
        (
            "query(600)",
            lambda: f"{len(collection.query(query_embeddings=[[1.0, 1.0, 0.0]], n_results=600)['ids'][0])} ids",
        ),
    ):
        try:
            found.append(f"{name} gives {work()}")
        except Exception as error:  # noqa: BLE001 - what it raises is what is measured
            found.append(f"{name} raises {type(error).__name__}: {str(error).splitlines()[0][:110]}")
    return "; ".join(found)


def main() -> None:
    """Measure as the command line says, and print what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        if sys.argv[1:] == ["chroma"]:
            print("\n".join(measure_chroma(Path(folder))))  # noqa: T201
            return
        tally = trial(Path(folder), float(sys.argv[1]) if len(sys.argv) > 1 else 60.0)
        print(tally, *Counter(tally.wrong).most_common(5), sep="\n")  # noqa: T201


if __name__ == "__main__":
    main()
