"""Ten asking processes and a long-lived assistant go on answering while another process indexes again and again."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import readers


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_readers_are_never_blocked_and_never_see_two_versions_at_once(tmp_path: Path) -> None:
    """A sample in a process of its own; docs/reliability.md has the figures of a minute."""
    import subprocess

    done = subprocess.run(
        [sys.executable, readers.__file__, "6"], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Mixed, lost or failed: 0." in done.stdout, done.stdout
    asked, runs = (int(done.stdout.split(mark)[0].split()[-1]) for mark in (" questions by", " runs of"))
    assert asked > readers.ASKERS
    assert runs >= 1


def test_a_mixture_would_be_found() -> None:
    """A citation whose span is of one version and whose quote of another, and two citations of two versions."""
    from answering import understood

    texts = [understood(version).text for version in readers.versions(readers.FIRST)]
    report = understood(readers.FIRST).id
    at = texts[0].index("收到")

    def cited(start: int, quote: str) -> dict[str, object]:
        return {"report": report, "start": start, "end": start + len(quote), "quote": quote}

    def row(*citations: dict[str, object]) -> dict[str, object]:
        return {"question": "q", "citations": list(citations), "took_ms": 1.0}

    moved = texts[1].index("收到")
    quote = texts[0][at : at + 12]
    assert readers.judge([row(cited(at, quote))]).wrong == ()
    assert readers.judge([row(cited(moved, quote))]).by_version == {1: 1}
    assert readers.judge([row(cited(at + 1, quote))]).wrong
    assert readers.judge([row(cited(at, quote), cited(moved, quote))]).wrong
    assert readers.judge([{"error": "OSError: gone", "took_ms": 1.0}]).wrong == ("OSError: gone",)
