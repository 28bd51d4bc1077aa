"""What a run has to reach: the goals of `eval/thresholds.toml`, and no less than the run that was accepted last.

The two are told apart, so that a change can pass while a goal is still ahead, and none can undo what was reached.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from eval.accepted import Accepted, accepted, worse
from eval.result import RunResult, score, thresholds_missed

THRESHOLDS = Path(__file__).parent / "thresholds.toml"
Gate = Literal["goals", "accepted"]
"""What decides whether a run passes: `goals`, all of it; `accepted`, only that nothing got worse."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a run is held against, and a sentence for each goal that it misses and each thing that got worse."""

    goals: int
    missed: tuple[str, ...]
    before: Accepted | None
    worse: tuple[str, ...]

    def passes(self, gate: Gate) -> bool:
        """Whether the run passes by `gate`."""
        return not self.worse and (gate == "accepted" or not self.missed)


def verdict(result: RunResult, margin: float | None = None, before: Accepted | None = None) -> Verdict:
    """`result` against the goals of its set and against `before`, the run accepted last unless it is given."""
    bounds, before = goals(result.name), before or accepted(result.name)
    margin = _margin() if margin is None else margin
    return Verdict(
        len(bounds),
        thresholds_missed(score(result.rows), bounds),
        before,
        worse(before, result, margin) if before else (),
    )


def goals(name: str) -> dict[str, float]:
    """The goals of the set `name`; none where the file has no section for it."""
    return {key: float(bound) for key, bound in _read().get("goals", {}).get(name, {}).items()}


def _margin() -> float:
    return float(_read()["regression"]["margin"])


def _read() -> dict[str, Any]:
    with THRESHOLDS.open("rb") as file:
        return tomllib.load(file)
