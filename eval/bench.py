"""How long things take on this machine: `python -m eval.bench [--repeat N] [--questions N]`.

Each measure is taken twice, as the program is and with its embedding model unconverted: the same weights in float32,
run in PyTorch by plain sentence-transformers. The two take turns, and the median of the repetitions is shown.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from rich.console import Console
from rich.table import Table

from assistant.settings import Settings
from eval.sets import load_set
from index.catalog import Catalog
from index.embed import Embedder, load_embedder, write_unconverted
from index.errors import GongkaiError

REPORTS = Path(__file__).resolve().parent.parent / "reports"
_SET = "seeds"
_QUESTIONS_EMBEDDED = 40


@dataclass(frozen=True, slots=True)
class Measure:
    """What was measured, in which unit, and its repetitions: `ours` as the program is, `plain` with the model
    unconverted."""

    name: str
    unit: str
    ours: tuple[float, ...]
    plain: tuple[float, ...]
    more_is_better: bool = False

    @property
    def times_faster(self) -> float:
        ratio = median(self.plain) / median(self.ours)
        return 1 / ratio if self.more_is_better else ratio


def measures(settings: Settings, folder: Path, repeat: int, questions: int) -> list[Measure]:
    """Every measure, `repeat` times each; `folder` takes what is written on the way. Raises GongkaiError."""
    load_embedder(None, settings.cache, _say)
    write_unconverted(folder / "unconverted")
    sides = [
        replace(settings, store=folder / "ours", embedding_model=None),
        replace(settings, store=folder / "plain", embedding_model=str(folder / "unconverted")),
    ]
    batch = _batch(folder, questions)
    indexing = _take_turns(sides, repeat, _index)
    latencies = _take_turns(sides, repeat, lambda side: _ask(side, batch))
    embedders = [load_embedder(side.embedding_model, side.cache) for side in sides]
    passages = _passages(sides[0])
    rates = _take_turns(embedders, repeat, lambda embedder: _rate(embedder, passages))
    singles = _take_turns(embedders, repeat, lambda embedder: _single(embedder, _questions(_QUESTIONS_EMBEDDED)))
    return [
        Measure(f"gongkai index reports/ ({len(passages)} passages)", "s", *indexing),
        Measure(f"gongkai ask --batch, {questions} questions, median", "ms", *_each(latencies, median)),
        Measure(f"gongkai ask --batch, {questions} questions, 95th percentile", "ms", *_each(latencies, _percentile_95)),
        Measure("passages embedded", "a second", *rates, more_is_better=True),
        Measure("a question embedded", "ms", *singles),
    ]
