"""What an installed copy needs beside its code is in the wheel: sets, goals, accepted runs, samples, prompts, data."""

from __future__ import annotations

import subprocess
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

from eval import accepted, gate, sets

ROOT = Path(__file__).resolve().parent.parent
WHEEL = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]


def contents() -> dict[str, str]:
    """Where each tracked file of the wheel's packages and forced folders is put in the wheel, and where it comes from.

    Hatchling takes every file of a package that Git does not ignore, and a forced folder whole.
    """
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    files = [name for name in listed.stdout.decode().split("\0") if name]
    placed = {package: package for package in WHEEL["packages"]} | WHEEL["force-include"]
    return {
        name.replace(source, target, 1): name
        for name in files
        for source, target in placed.items()
        if name.startswith(f"{source}/")
    }


@pytest.fixture(scope="module")
def wheel() -> dict[str, str]:
    return contents()


@pytest.mark.parametrize(
    "pattern",
    [
        "assistant/lexicon.yaml",
        "eval/runs/*.json",
        "eval/samples/*.txt",
        "eval/sets/*/*.yaml",
        "eval/sets/own/reports/*",
        "eval/thresholds.toml",
        "index/ontology.yaml",
        "index/data/*",
        "prompts/*.md",
        "ui/.streamlit/config.toml",
        "ui/app.py",
        "ui/main.py",
        "ui/answer.js",
        "ui/icon.svg",
        "ui/style.css",
    ],
)
def test_what_the_program_opens_is_in_the_wheel(wheel: dict[str, str], pattern: str) -> None:
    assert any(fnmatch(name, pattern) for name in wheel)


def test_every_data_file_of_a_package_is_in_the_wheel(wheel: dict[str, str]) -> None:
    """A file that Git ignores is not: the program would find it here and nowhere else."""
    there = {
        path.relative_to(ROOT).as_posix()
        for package in WHEEL["packages"]
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert there - set(wheel) == set()


def test_the_evaluation_looks_for_its_files_where_the_wheel_puts_them(wheel: dict[str, str]) -> None:
    package = Path(sets.__file__).parent
    assert {path.parent for path in (sets.SETS, accepted.RUNS, gate.THRESHOLDS)} == {package}
    samples = {Path(name).name for name in wheel if name.startswith("eval/samples/")}
    assert samples == {path.name for path in sets.SAMPLES.iterdir()}
