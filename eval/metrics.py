"""The measures, as pure functions: each says what goes in, what comes out, and where its definition is from."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Outcome = Literal["right", "partial", "silent", "wrong"]
"""How an answer was: `right`, all that was expected and nothing else; `partial`, nothing untrue, yet something missing
or an abstention of another kind than due; `silent`, an abstention where the reports have the answer; `wrong`, a figure
that is not the one asked for, or an answer where none can be given."""

_PERCENT = Decimal(100)


def recompute(computed: str, operands: Sequence[Decimal]) -> Decimal:
    """What an operation gives: operands in the order in which they are said (later − earlier, part ÷ whole).

    Shares and growth are in percent. Raises ValueError for an operation that operands alone do not decide.
    """
    first, *rest = operands
    match computed:
        case "sum":
            return sum(operands, Decimal())
        case "average":
            return sum(operands, Decimal()) / len(operands)
        case "difference":
            return first - rest[0]
        case "ratio":
            return first / rest[0]
        case "share":
            return first / rest[0] * _PERCENT
        case "growth":
            return (first - rest[0]) / rest[0] * _PERCENT
        case _:
            raise ValueError(f"{computed!r} does not follow from its operands alone")


def mean(values: Collection[float]) -> float:
    """The arithmetic mean; nan of nothing, which prints as a dash and passes no threshold."""
    return math.fsum(values) / len(values) if values else math.nan


def accuracy(outcomes: Collection[Outcome]) -> float:
    """The share of questions answered right: status, every figure exact, nothing beside them."""
    return mean([outcome == "right" for outcome in outcomes])


def wrong_rate(outcomes: Collection[Outcome]) -> float:
    """The share of questions answered wrong."""
    return mean([outcome == "wrong" for outcome in outcomes])


CRAG_SCORES: dict[Outcome, int] = {"right": 1, "partial": 0, "silent": 0, "wrong": -1}


def crag_score(outcomes: Collection[Outcome]) -> float:
    """The mean of +1 for a right answer, 0 for a missing one and −1 for a wrong one, in [−1, 1].

    The truthfulness score of Yang et al., "CRAG: Comprehensive RAG Benchmark", 2024 (arXiv:2406.04744), section 4, in
    its automatic form with three grades. A `partial` answer says nothing untrue and counts as a missing one.
    """
    return mean([CRAG_SCORES[outcome] for outcome in outcomes])


@dataclass(frozen=True, slots=True)
class PrecisionRecall:
    """Precision and recall, each nan where it divides by nothing."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean (van Rijsbergen, "Information Retrieval", 2nd ed., 1979, chapter 7)."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def abstention(due: Sequence[bool], done: Sequence[bool]) -> PrecisionRecall:
    """Abstaining as a class: of the abstentions how many were due, and of those due how many came.

    `due` and `done` say of each question whether it cannot be answered and whether the answer abstained. The measure is
    that of the unanswerable questions of Rajpurkar et al., "Know What You Don't Know", 2018 (arXiv:1806.03822).
    """
    both = sum(1 for expected, got in zip(due, done, strict=True) if expected and got)
    return PrecisionRecall(_ratio(both, sum(done)), _ratio(both, sum(due)))


def extraction(expected: Collection[Hashable], found: Collection[Hashable]) -> PrecisionRecall:
    """Cells read from a table against the cells it has, both as comparable items (label, column, value or blank)."""
    agreed = len(set(expected) & set(found))
    return PrecisionRecall(_ratio(agreed, len(set(found))), _ratio(agreed, len(set(expected))))


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else math.nan


def hit_at(relevant: Sequence[bool], k: int) -> float:
    """1 when one of the first `k` results is relevant, else 0; `relevant` is in the order of the ranking."""
    return float(any(relevant[:k]))


def reciprocal_rank(relevant: Sequence[bool]) -> float:
    """1 over the rank of the first relevant result, 0 without one; its mean is MRR (Voorhees, TREC-8, 1999)."""
    return next((1 / rank for rank, good in enumerate(relevant, 1) if good), 0.0)


def ndcg_at(relevant: Sequence[bool], total: int, k: int = 10) -> float:
    """Normalised discounted cumulative gain of the first `k` results; `total` is how many relevant ones there are.

    Binary gains, discount 1 / log2(rank + 1), over the best possible order (Järvelin and Kekäläinen, "Cumulated
    gain-based evaluation of IR techniques", ACM TOIS 20(4), 2002).
    """
    gain = sum(1 / math.log2(rank + 1) for rank, good in enumerate(relevant[:k], 1) if good)
    best = sum(1 / math.log2(rank + 1) for rank in range(1, min(total, k) + 1))
    return gain / best if best else 0.0


def percentile(values: Sequence[float], q: float) -> float:
    """The `q`-th percentile (0 to 100) with linear interpolation; nan of nothing.

    Definition 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50, 1996.
    """
    if not values:
        return math.nan
    ordered = sorted(values)
    at = (len(ordered) - 1) * q / 100
    low, high = math.floor(at), math.ceil(at)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def bootstrap(
    items: Sequence[float], statistic: Callable[[list[float]], float] = mean, rounds: int = 1000, seed: int = 7
) -> tuple[float, float]:
    """The 95 % percentile bootstrap interval of `statistic` over `items`, the same for the same items.

    Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13. (nan, nan) of nothing.
    """
    if not items:
        return math.nan, math.nan
    draw = random.Random(seed)  # noqa: S311
    results = [statistic(draw.choices(items, k=len(items))) for _ in range(rounds)]
    return percentile(results, 2.5), percentile(results, 97.5)


def character_f1(answer: str, truth: str) -> float:
    """The overlap of an extracted answer with the true one: F1 over their longest common run of characters.

    As the evaluation of CMRC 2018 has it (Cui et al., "A Span-Extraction Dataset for Chinese Machine Reading
    Comprehension", 2019, arXiv:1810.07366).
    """
    common = _longest_common_run(answer, truth)
    return 2 * common / (len(answer) + len(truth)) if common else 0.0


def _longest_common_run(left: str, right: str) -> int:
    best, row = 0, [0] * (len(right) + 1)
    for one in left:
        line = [0]
        for j, other in enumerate(right):
            line.append(row[j] + 1 if one == other else 0)
        best, row = max(best, *line), line
    return best
