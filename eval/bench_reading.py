"""How long reading takes, from the start of its processes to the last figure, beside `eval.bench_plain`.

The reports are the samples and those of the set `own`, each again and again with another place, year and figures: as
many as are wanted, half of them as web pages.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from html import escape
from pathlib import Path
from time import perf_counter

from index.build import FileFailure, read_reports
from index.errors import UnreadableFile
from index.model import Report

_ROOT = Path(__file__).resolve().parent.parent
_OWN = Path(__file__).resolve().parent / "sets" / "own" / "reports"
PDF = _ROOT / "tests" / "reports" / "pdf" / "word.pdf"
# A figure with its unit or alone in its cell; a multiple of every one leaves the sums as they were.
_FIGURE = re.compile(r"(?<![\d.])\d{1,4}(?=[件条次项篇份个人]|</td>|\t|$)", re.MULTILINE)
_YEAR = re.compile(r"(?<!\d)20[12]\d(?=年)")


def write_reports(folder: Path, count: int) -> list[Path]:
    """Write `count` reports, text and web pages by turns, and give their paths; a text may come as a page, too."""
    bases = [*sorted((_ROOT / "reports").glob("*_20*.txt")), *sorted(_OWN.glob("*.txt")), *sorted(_OWN.glob("*.html"))]
    places = [read.identity.issuer.region_path for read in _reports(bases)]
    paths = []
    for number in range(count):
        turn, place = divmod(number, len(bases))
        text = moved(bases[place].read_text(encoding="utf-8"), places[place], places[(place + turn) % len(places)])
        text, suffix = varied(text, turn), bases[place].suffix
        if suffix == ".txt" and number % 2:
            text, suffix = as_page(text), ".html"
        paths.append(folder / f"{number:03}{suffix}")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def moved(text: str, place: Sequence[str], other: Sequence[str]) -> str:
    """`text` on the place with one path as it would be on another, the place above it changed too where it is named."""
    names = re.compile(f"(?:{re.escape(place[-2])})?{re.escape(place[-1])}" if len(place) > 1 else re.escape(place[-1]))
    return names.sub(lambda match: "".join(other[-2:]) if match.group() != place[-1] else other[-1], text)


def varied(text: str, turn: int) -> str:
    """The report with every figure multiplied and every year moved, by as much as it is the `turn`'s."""
    text = _FIGURE.sub(lambda found: str(int(found.group()) * (1 + turn)), text)
    return _YEAR.sub(lambda found: str(2010 + (int(found.group()) + turn) % 10), text)


def as_page(text: str) -> str:
    """A text as a web page of a title and paragraphs, with a site's navigation and footer around it."""
    title, _, rest = text.lstrip().partition("\n")
    links = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("首页", "政务公开", "办事服务", "互动交流"))
    body = "\n".join(f"<p>{escape(line)}</p>" for line in rest.splitlines() if line.strip())
    head = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
    return f"{head}<body><ul>{links}</ul><h1>{escape(title)}</h1>\n{body}\n<div>版权所有</div></body></html>\n"


def ours(paths: Sequence[Path]) -> float:
    """Seconds until every file is a report; raises UnreadableFile where one is none."""
    return _seconds(lambda: sum(1 for _ in _reports(paths)))


def plain(paths: Sequence[Path]) -> float:
    """Seconds that `eval.bench_plain` takes."""
    command = [sys.executable, "-m", "eval.bench_plain", *map(str, paths)]
    return _seconds(lambda: subprocess.run(command, cwd=_ROOT, stdout=subprocess.DEVNULL, check=True))


def _reports(paths: Sequence[Path]) -> Iterator[Report]:
    for read in read_reports(paths):
        if isinstance(read, FileFailure):
            raise UnreadableFile(f"Measuring stopped, as {read.path} is no report: {read.reason}")
        yield read


def _seconds(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started
