"""The measures: known values, and what must hold for any input."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval import metrics
from eval.metrics import Outcome

OUTCOMES = st.lists(st.sampled_from(["right", "partial", "silent", "wrong"]), min_size=1, max_size=50)
RANKINGS = st.lists(st.booleans(), max_size=20)


@pytest.mark.parametrize(
    ("computed", "operands", "result"),
    [
        ("sum", ("12", "30", "0.5"), "42.5"),
        ("average", ("12", "30"), "21"),
        ("difference", ("30", "12"), "18"),
        ("ratio", ("30", "12"), "2.5"),
        ("share", ("9", "12"), "75"),
        ("growth", ("30", "20"), "50"),
    ],
)
def test_an_operation_gives_its_value(computed: str, operands: tuple[str, ...], result: str) -> None:
    assert metrics.recompute(computed, [Decimal(one) for one in operands]) == Decimal(result)


def test_an_operation_that_operands_do_not_decide_is_refused() -> None:
    with pytest.raises(ValueError, match="rank"):
        metrics.recompute("rank", [Decimal(1)])


def test_crag_gives_one_to_right_nothing_to_silence_and_takes_one_for_wrong() -> None:
    assert metrics.crag_score(["right", "right", "silent", "wrong"]) == 0.25
    assert metrics.accuracy(["right", "right", "silent", "wrong"]) == 0.5
    assert metrics.wrong_rate(["right", "right", "silent", "wrong"]) == 0.25


@given(OUTCOMES)
def test_crag_is_accuracy_less_the_wrong_rate(outcomes: list[Outcome]) -> None:
    expected = metrics.accuracy(outcomes) - metrics.wrong_rate(outcomes)
    assert metrics.crag_score(outcomes) == pytest.approx(expected)


def test_abstention_counts_those_due_and_those_done() -> None:
    scores = metrics.abstention(due=[True, True, False, False], done=[True, False, True, False])
    assert (scores.precision, scores.recall, scores.f1) == (0.5, 0.5, 0.5)
    assert math.isnan(metrics.abstention([False], [False]).recall)


def test_extraction_compares_cells_as_sets() -> None:
    scores = metrics.extraction({("a", "1"), ("b", None)}, {("a", "1"), ("b", "0")})
    assert (scores.precision, scores.recall) == (0.5, 0.5)


def test_ranks_are_counted_from_the_first_relevant_result() -> None:
    ranking = [False, True, False, True]
    assert (metrics.hit_at(ranking, 1), metrics.hit_at(ranking, 2)) == (0, 1)
    assert metrics.reciprocal_rank(ranking) == 0.5
    best = 1 / math.log2(2) + 1 / math.log2(3)
    assert metrics.ndcg_at(ranking, 2) == pytest.approx((1 / math.log2(3) + 1 / math.log2(5)) / best)


@given(RANKINGS)
def test_the_best_order_has_an_ndcg_of_one(ranking: list[bool]) -> None:
    best = sorted(ranking, reverse=True)
    assert metrics.ndcg_at(best, sum(best)) == pytest.approx(1.0 if any(best) else 0.0)
    assert metrics.ndcg_at(ranking, sum(ranking)) <= metrics.ndcg_at(best, sum(best)) + 1e-9


@given(RANKINGS, st.integers(1, 10))
def test_a_longer_look_finds_no_less(ranking: list[bool], k: int) -> None:
    assert metrics.hit_at(ranking, k) <= metrics.hit_at(ranking, k + 1)


def test_percentiles_interpolate_between_neighbours() -> None:
    assert metrics.percentile([4, 1, 3, 2], 50) == 2.5
    assert metrics.percentile([10], 95) == 10
    assert math.isnan(metrics.percentile([], 50))


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30), st.floats(0, 100))
def test_a_percentile_lies_within_the_values(values: list[float], q: float) -> None:
    assert min(values) - 1e-6 <= metrics.percentile(values, q) <= max(values) + 1e-6


def test_the_bootstrap_holds_the_mean_and_is_the_same_again() -> None:
    items = [1.0] * 80 + [0.0] * 20
    low, high = metrics.bootstrap(items)
    assert 0.6 < low < 0.8 < high < 0.95
    assert metrics.bootstrap(items) == (low, high)
    assert metrics.bootstrap([1.0, 1.0]) == (1.0, 1.0)


def test_an_extracted_answer_overlaps_by_its_longest_common_run() -> None:
    assert metrics.character_f1("共30件", "30件") == pytest.approx(6 / 7)
    assert metrics.character_f1("甲", "乙") == 0
