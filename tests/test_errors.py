"""The error tree: drawn as it is, each with its exit status, and no vendor's error slipping through the catalogue."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy.exc

from index import errors
from index.catalog_file import translated
from index.errors import GongkaiError, StoreDamaged, StoreError, StoreLocked, UnreadableFile, UsageError


def tree(root: type[GongkaiError] = GongkaiError) -> list[type[GongkaiError]]:
    """Every class from the root down, each before its children, in the order they are defined in."""
    return [root, *(found for child in root.__subclasses__() for found in tree(child))]


def test_the_docstring_draws_the_tree() -> None:
    drawn = re.findall(r"^    [│├└─ ]*(\w+)", errors.__doc__ or "", re.MULTILINE)
    assert drawn == [error.__name__ for error in tree() if error.__module__ == errors.__name__]


def test_every_error_has_the_exit_status_of_its_branch() -> None:
    for error in tree():
        branches = {UsageError: 2, UnreadableFile: 1, StoreError: 3, GongkaiError: 3}
        assert error.exit_code == next(code for branch, code in branches.items() if issubclass(error, branch))


def test_an_error_carries_its_sentence() -> None:
    error = UsageError("Nothing was asked; ask something.")
    assert error.message == str(error) == "Nothing was asked; ask something."


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("database is locked", StoreLocked),
        ("database disk image is malformed", StoreDamaged),
        ("file is not a database", StoreDamaged),
        ("attempt to write a readonly database", StoreError),
        ("unable to open database file", StoreError),
        ("database or disk is full", StoreError),
        ("disk I/O error", StoreError),
        ("something never seen", StoreDamaged),
        ("", StoreDamaged),
    ],
)
def test_what_sqlite_refuses_is_a_sentence(reason: str, expected: type[StoreError], tmp_path: Path) -> None:
    for vendor in (sqlalchemy.exc.OperationalError, sqlalchemy.exc.DatabaseError):
        with pytest.raises(StoreError) as raised, translated(tmp_path):
            raise vendor("SELECT 1", {}, sqlite3.OperationalError(reason))
        assert type(raised.value) is expected
        assert str(tmp_path) in raised.value.message
        assert raised.value.message.endswith(".")


def test_what_the_file_system_refuses_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="Permission denied"), translated(tmp_path):
        raise PermissionError(13, "Permission denied")


@pytest.mark.parametrize("mistake", [sqlalchemy.exc.IntegrityError, sqlalchemy.exc.ProgrammingError])
def test_a_wrong_statement_is_not_blamed_on_the_store(mistake: type[Exception], tmp_path: Path) -> None:
    with pytest.raises(mistake), translated(tmp_path):
        raise mistake("INSERT", {}, Exception("UNIQUE constraint failed"))  # type: ignore[call-arg, arg-type]


def test_errors_of_this_project_pass_unchanged(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="as it is"), translated(tmp_path):
        raise UsageError("as it is")
