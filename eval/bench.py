"""How long things take on this machine: `python -m eval.bench [--repeat N] [--questions N]`.

Everything is measured twice. Reading: by the program, into reports, and by `eval.bench_plain`, into text. The page: in
a real browser, beside a bare page of Streamlit that says the question back (`eval.bench_page`). The rest: with the
program as it is and with its embedding model unconverted, the same weights in float32, run in PyTorch by plain
sentence-transformers. The two take turns; the median of the repetitions is shown.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import TypeVar

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from assistant.settings import Settings
from eval import bench_page, bench_reading, bench_words
from eval.bench_plain import write_pdf
from eval.sets import Case, load_set
from index.catalog import Catalog
from index.embed import Embedder, load_embedder, write_unconverted
from index.errors import GongkaiError, StoreError

Side = TypeVar("Side")
T = TypeVar("T")
REPORTS = Path(__file__).resolve().parent.parent / "reports"
_SET = "seeds"
_EMBEDDED = 40
_READ, _PAGES = 100, 4


@dataclass(frozen=True, slots=True)
class Measure:
    """What was measured, in which unit, each repetition of it: `ours` and `plain`."""

    name: str
    unit: str
    ours: tuple[float, ...]
    plain: tuple[float, ...]
    more_is_better: bool = False

    @property
    def times_faster(self) -> float:
        """How many times faster than `plain` the program is, by the medians."""
        ratio = median(self.plain) / median(self.ours)
        return 1 / ratio if self.more_is_better else ratio


def measure(settings: Settings, folder: Path, repeat: int, questions: int) -> list[Measure]:
    """Every measure, `repeat` times each, over the sample reports and as many questions of their set.

    `folder` takes the stores and the unconverted model; `settings` says where the converted one is kept. Raises
    GongkaiError.
    """
    reading = measure_reading(folder, repeat)
    cases = _spread(load_set(_SET).cases, questions)
    asked = _write_batch(folder / "questions.jsonl", cases)
    write_unconverted(folder / "unconverted")
    sides = (
        replace(settings, store=folder / "ours", embedding_model=None),
        replace(settings, store=folder / "plain", embedding_model=str(folder / "unconverted")),
    )
    embedders = tuple(load_embedder(side.embedding_model, side.cache, _say) for side in sides)
    indexing = _in_turns(sides, repeat, "indexing", _index)
    batches = _in_turns(sides, repeat, f"asking {questions} questions", lambda side: _ask(side, asked))
    passages = _passages(sides[0].store)
    rates = _in_turns(embedders, repeat, "embedding passages", lambda embedder: _rate(embedder, passages))
    words = [case.question for case in cases[:_EMBEDDED]]
    singles = _in_turns(embedders, repeat, "embedding questions", lambda embedder: _latency(embedder, words))
    return [
        *reading,
        Measure(f"index reports/, {len(passages)} passages", "s", *indexing),
        Measure(f"ask --batch, median of {questions}", "ms", *_each(batches, median)),
        Measure(f"ask --batch, 95th percentile of {questions}", "ms", *_each(batches, _percentile_95)),
        Measure("passages embedded a second", "", *rates, more_is_better=True),
        Measure("a question embedded", "ms", *singles),
        *measure_page(sides[0], repeat, cases),
    ]


def measure_reading(folder: Path, repeat: int) -> list[Measure]:
    """The measures of reading without embedding, over reports written into `folder`."""
    (folder / "reports").mkdir()
    reports = bench_reading.write_reports(folder / "reports", _READ)
    pdf = write_pdf(bench_reading.PDF, _PAGES, folder / "reports.pdf")
    works = (bench_reading.ours, bench_reading.plain)
    many = _in_turns(works, repeat, f"reading {_READ} reports", lambda work: work(reports))
    one = _in_turns(works, repeat, "reading a PDF", lambda work: work([pdf]))
    return [
        Measure(f"read {_READ} text and web reports", "s", *many),
        Measure(f"read a PDF of {_PAGES} pages", "s", *one),
    ]


def measure_page(side: Settings, repeat: int, cases: Sequence[Case]) -> list[Measure]:
    """The measures of the page over the store of `side`; none, with a sentence, where there is no browser."""
    if lacking := bench_page.missing():
        _say(lacking)
        return []
    questions = [case.question for case in _spread(cases, bench_page.TOGETHER)]
    in_words = [case.question for case in load_set(_SET).cases if case.type == "narrative"][:1]
    with bench_page.served(side.environment(), questions) as pages:
        visits = _in_turns(pages, repeat, "visiting the page", bench_page.visit)
    with bench_words.served(side.environment(), in_words) as pages:
        words = _in_turns(pages, repeat, "waiting for the first words", bench_words.first_words)
    crowd = f"the last of {bench_page.TOGETHER} asking the page at once"
    return [
        Measure("the page opened", "ms", *_each(visits, lambda visit: visit.opened)),
        Measure("an answer of the page", "ms", *_each(visits, lambda visit: visit.answered)),
        Measure(crowd, "ms", *_each(visits, lambda visit: visit.together)),
        Measure("the first words of a chat model, beyond its own time", "ms", *words),
    ]


# -- the work that is measured ----------------------------------------------------------------------------------------


def _index(side: Settings) -> float:
    """Seconds to index the sample reports into a new store."""
    shutil.rmtree(side.store, ignore_errors=True)
    return _run(side, "index", str(REPORTS), "--json")[1]


def _ask(side: Settings, batch: Path) -> list[float]:
    """Milliseconds that each question of `batch` took."""
    output, _ = _run(side, "ask", "--batch", str(batch), "--json")
    return [float(json.loads(line)["elapsed_ms"]) for line in output.splitlines()]


def _rate(embedder: Embedder, passages: Sequence[str]) -> float:
    """Passages a second."""
    embedder.warm()
    started = perf_counter()
    embedder.embed_passages(passages)
    return len(passages) / (perf_counter() - started)


def _latency(embedder: Embedder, questions: Sequence[str]) -> float:
    """Milliseconds for one question, the median of `questions`."""
    embedder.embed_queries(questions[:1])
    return median(_milliseconds(partial(embedder.embed_queries, [question])) for question in questions)


def _run(side: Settings, *arguments: str) -> tuple[str, float]:
    """What the command line prints with these settings, and the seconds it took from start to end."""
    command = [sys.executable, "-m", "assistant.cli", *arguments, "--store", str(side.store)]
    started = perf_counter()
    done = subprocess.run(command, env=side.environment(), capture_output=True, text=True, check=False)
    seconds = perf_counter() - started
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason was given"])[-1]
        raise StoreError(f"Measuring stopped, as `gongkai {arguments[0]}` failed: {last}")
    return done.stdout, seconds


# -- around it --------------------------------------------------------------------------------------------------------


def _in_turns(
    sides: Sequence[Side], repeat: int, doing: str, work: Callable[[Side], T]
) -> tuple[tuple[T, ...], tuple[T, ...]]:
    """What `work` gives for either of two sides, `repeat` times; they take turns and so meet the same machine."""
    results: tuple[list[T], list[T]] = ([], [])
    for turn in range(1, repeat + 1):
        _say(f"{doing}, {turn} of {repeat}")
        for side, found in zip(sides, results, strict=True):
            found.append(work(side))
    return tuple(results[0]), tuple(results[1])


def _each(
    runs: tuple[tuple[T, ...], tuple[T, ...]], figure: Callable[[T], float]
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    ours, plain = runs
    return tuple(map(figure, ours)), tuple(map(figure, plain))


def _percentile_95(values: list[float]) -> float:
    return quantiles(values, n=20, method="inclusive")[-1]


def _milliseconds(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return (perf_counter() - started) * 1000


def _spread(cases: Sequence[Case], count: int) -> list[Case]:
    """`count` of `cases` (all where there are fewer), evenly apart, so that every kind has its share."""
    count = min(count, len(cases))
    return [cases[place * len(cases) // count] for place in range(count)]


def _write_batch(path: Path, cases: Iterable[Case]) -> Path:
    rows = [{"id": case.id, "question": case.question, "history": list(case.history)} for case in cases]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def _passages(store: Path) -> list[str]:
    """The texts of every passage in `store`."""
    with Catalog(store) as catalog:
        texts = {entry.id: catalog.report(entry.id).text for entry in catalog.reports()}
        return [texts[passage.report_id][passage.start : passage.end] for passage in catalog.passages()]


def _say(sentence: str) -> None:
    Console(stderr=True).print(sentence, highlight=False)


def table(found: Iterable[Measure]) -> Table:
    """The measures as a table: the median, the least and the greatest of either side, and how many times faster."""
    drawn = Table("", "gongkai", "plain", "times faster", box=SIMPLE_HEAD)
    for column in drawn.columns[1:]:
        column.justify = "right"
    for one in found:
        drawn.add_row(one.name, _shown(one.ours, one.unit), _shown(one.plain, one.unit), f"{one.times_faster:.1f}")
    return drawn


def _shown(values: Sequence[float], unit: str) -> str:
    return f"{median(values):.1f} {unit}".rstrip() + f" ({min(values):.1f}–{max(values):.1f})"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 3 and one sentence where something cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench", description=__doc__)
    parser.add_argument("--repeat", type=int, default=3, help="how many times each measure is taken")
    parser.add_argument("--questions", type=int, default=100, help="how many questions are asked")
    options = parser.parse_args(arguments)
    console = Console()
    try:
        with tempfile.TemporaryDirectory() as folder:
            found = measure(Settings.load(), Path(folder), max(1, options.repeat), max(2, options.questions))
    except GongkaiError as error:
        _say(error.message)
        return error.exit_code
    console.print(f"{os.cpu_count()} cores, {max(1, options.repeat)} runs: the median, from the least to the greatest")
    console.print(table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
