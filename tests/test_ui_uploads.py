"""Files given to the page: the names that they are kept under, and the way back from a report to its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from ui.uploads import file_of, keep, safe, shown


def test_a_name_with_the_mark_of_archives_leads_back_to_its_file(tmp_path: Path) -> None:
    """Such a file was uploaded, and then nothing was said of it: its name was taken for a member of an archive."""
    kept = keep(tmp_path, "注意!(终稿).zip", b"x")
    assert "!" not in kept.name
    assert file_of(f"{kept}!内/a!b.txt") == kept
    assert shown(f"{kept}!内/a!b.txt").endswith(".zip › 内/a!b.txt")


@pytest.mark.parametrize("member", ["", "!a.txt", "!a!b.txt"])
def test_a_report_leads_to_an_archive_with_the_mark_in_its_name(tmp_path: Path, member: str) -> None:
    archive = tmp_path / "a!b.zip"
    archive.write_bytes(b"x")
    assert file_of(f"{archive}{member}") == archive


def test_a_file_that_is_gone_is_named_as_it_was(tmp_path: Path) -> None:
    assert file_of(f"{tmp_path}/gone.zip!a.txt") == tmp_path / "gone.zip"
    assert file_of(f"{tmp_path}/gone.txt") == tmp_path / "gone.txt"
    assert file_of("a\x00b") == Path("a\x00b")


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "..\\..\\a.txt", "/etc/passwd", "C:\\a.txt", "...", "", "a\x00b.txt", "长" * 300 + ".txt"],
)
def test_a_name_never_leads_elsewhere(tmp_path: Path, name: str) -> None:
    assert keep(tmp_path, name, b"x").parent.parent == tmp_path / "uploads"
    assert Path(safe(name)).name == safe(name)
