"""The process that indexes for a page: within the limits of the settings, a line for each step."""

from __future__ import annotations

from pathlib import Path

from index.build_process import Request, index_elsewhere

SAMPLE = Path(__file__).resolve().parents[1] / "reports" / "庆阳市_2018.txt"


def told(request: Request) -> list[dict[str, object]]:
    return list(index_elsewhere(request))


def test_a_file_beyond_the_limits_is_refused_with_its_reason(tmp_path: Path):
    lines = told(Request((SAMPLE,), tmp_path / "store", None, tmp_path / "cache", limits={"file_bytes": 100}))
    ended = next(line for line in lines if "ended" in line)
    assert "report" not in ended
    assert "bytes" in str(ended["reason"]) or "MB" in str(ended["reason"])


def test_the_limits_of_the_settings_are_those_of_reading(tmp_path: Path):
    from dataclasses import fields

    from assistant.settings import Settings
    from index.reading import LIMITS

    limits = Settings(store=tmp_path, max_file_mb=3, max_pages=9).reading_limits()
    assert limits["file_bytes"] == 3_000_000
    assert limits["pages"] == 9
    names = {item.name for item in fields(LIMITS)}
    assert limits.keys() <= names
