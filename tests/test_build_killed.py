"""The indexer is killed at random moments: the store stays whole and the next run completes the work."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from kills import JOBS, Trial

KILLS, SECONDS = 25, 60.0


@pytest.mark.skipif(sys.platform == "win32", reason="kills with SIGKILL")
def test_a_killed_indexer_loses_and_mixes_nothing(tmp_path: Path) -> None:
    """A sample with a fixed seed; docs/reliability.md has the figures of two hundred."""
    tally = Trial(tmp_path).run(KILLS, SECONDS)
    assert tally.kills >= len(JOBS)
    assert tally.at_work > 0
