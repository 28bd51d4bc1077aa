"""The answers that were given, kept in the store so that each can be looked up and asked again.

They lie beside the catalogue in a file of their own: keeping one waits for nobody who writes reports, and no rebuilding
touches them. What an answer is made of is not known here; it is kept as the JSON that it is given as.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from index.catalog_file import read_only
from index.errors import StoreDamaged, StoreError, StoreLocked, UnknownAnswer

FILE = "answers.sqlite"
_VERSION = 1
_PATIENCE_S = 2.0
_JOURNALS = ("-wal", "-shm")
_TABLE = """
CREATE TABLE IF NOT EXISTS answers (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, question TEXT NOT NULL,
    history TEXT NOT NULL, status TEXT NOT NULL, answer TEXT NOT NULL, evidence TEXT NOT NULL,
    revisions TEXT NOT NULL, made_with TEXT NOT NULL
)"""
_BY_TIME = "CREATE INDEX IF NOT EXISTS answers_by_time ON answers (at)"
_COLUMNS = "id, at, question, history, status, answer, evidence, revisions, made_with"


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """One answer under the id of its request: what was asked, after which earlier questions, and what was answered.

    `at` is UTC in ISO format, `answer` the whole answer as JSON, `evidence` the spans that it cites as
    `REPORT@REVISION:START-END`, `revisions` those of the reports that it was made from, by their ids. `made_with` holds
    what else it came from, by name: digests of settings, thresholds, code and of all that the store held, the model.
    """

    id: str
    at: str
    question: str
    history: tuple[str, ...]
    status: str
    answer: str
    evidence: tuple[str, ...]
    revisions: Mapping[str, str]
    made_with: Mapping[str, str]

    @property
    def settings_hash(self) -> str:
        """Stands for the settings, thresholds, code and model together."""
        parts = {name: self.made_with.get(name) for name in ("settings", "thresholds", "code", "model")}
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:12]


def keep(store: Path, answers: Sequence[KeptAnswer], most: int, days: int) -> None:
    """Keep these answers, in one transaction, and let go of those beyond the latest `most` and older than `days`.

    Raises StoreError and its kinds where nothing can be written; a store that is not there is not made.
    """
    before = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
    rows = [
        (one.id, one.at, one.question, _json(one.history), one.status, one.answer, *map(_json, _lists(one)))
        for one in answers
    ]
    with _open(store, write=True) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(f"INSERT OR REPLACE INTO answers ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?)", rows)  # noqa: S608
        connection.execute(
            "DELETE FROM answers WHERE at < ? OR number <= (SELECT max(number) FROM answers) - ?", (before, most)
        )
        connection.execute("COMMIT")


def latest(store: Path, most: int) -> tuple[KeptAnswer, ...]:
    """The answers kept last, the latest first; none where none were kept. Raises StoreErrors."""
    if not (store / FILE).is_file():
        return ()
    with _open(store, write=False) as connection:
        query = f"SELECT {_COLUMNS} FROM answers ORDER BY number DESC LIMIT ?"  # noqa: S608
        return tuple(map(_answer, connection.execute(query, (most,))))


def find(store: Path, identity: str) -> KeptAnswer:
    """The answer with this id, or the one whose id begins so. Raises UnknownAnswer and StoreErrors."""
    found: list[KeptAnswer] = []
    if identity and (store / FILE).is_file():
        with _open(store, write=False) as connection:
            query = f"SELECT {_COLUMNS} FROM answers WHERE substr(id, 1, ?) = ? LIMIT 2"  # noqa: S608
            found = [_answer(row) for row in connection.execute(query, (len(identity), identity))]
    if len(found) != 1:
        what = "several answers whose ids begin with" if found else "no answer with the id"
        raise UnknownAnswer(f"The store {store} keeps {what} {identity!r}; `gongkai replay` lists those that it keeps.")
    return found[0]


def forget(store: Path, identity: str | None = None) -> int:
    """Take one answer out, or all where None, and every trace of its words out of the file; how many there were.

    Raises UnknownAnswer and StoreErrors.
    """
    if identity is not None:
        identity = find(store, identity).id
    if not (store / FILE).is_file():
        return 0
    with _open(store, write=True) as connection:
        gone = connection.execute("DELETE FROM answers WHERE ? IS NULL OR id = ?", (identity, identity)).rowcount
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return gone


def fault(store: Path) -> str | None:
    """What is wrong with the file of the answers kept, None where it is sound or not there."""
    if not (store / FILE).is_file():
        return None
    try:
        with _open(store, write=False) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(1)")]
            connection.execute(f"SELECT {_COLUMNS} FROM answers LIMIT 1").fetchall()  # noqa: S608
    except StoreLocked:
        return None
    except StoreError as error:
        return error.message
    return None if found == ["ok"] else f"The answers kept in {store / FILE} are damaged ({found[0]})."


def let_go(store: Path) -> None:
    """Take the file away, readable or not; for the holder of the store's lock."""
    for name in (FILE, *(FILE + ending for ending in _JOURNALS)):
        (store / name).unlink(missing_ok=True)


@contextmanager
def _open(store: Path, write: bool) -> Iterator[sqlite3.Connection]:
    """A connection to the file, made where it is missing and to be written. Translates what SQLite refuses."""
    path = store / FILE
    try:
        uri = f"{path.resolve().as_uri()}?mode=rwc" if write else read_only(path)
        with closing(sqlite3.connect(uri, uri=True, timeout=_PATIENCE_S, isolation_level=None)) as connection:
            if write:
                _set_up(connection)
            yield connection
    except (sqlite3.Error, OSError, ValueError) as error:
        raise _translated(path, str(error)) from error


def _set_up(connection: sqlite3.Connection) -> None:
    """What is taken out is overwritten; a sudden loss of power may cost the answers kept last, and harms no other."""
    connection.execute("PRAGMA secure_delete = ON")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == 0:
        with suppress(sqlite3.OperationalError):  # another process is making the same file at this moment
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(_TABLE)
        connection.execute(_BY_TIME)
        connection.execute(f"PRAGMA user_version = {_VERSION}")
        connection.execute("COMMIT")
    elif version != _VERSION:
        raise ValueError("another version of gongkai wrote them")
    connection.execute("PRAGMA synchronous = NORMAL")


def _translated(path: Path, reason: str) -> StoreError:
    if "locked" in reason or "busy" in reason:
        return StoreLocked(f"The answers kept in {path} stayed busy ({reason}); try again in a moment.")
    if "malformed" in reason or "not a database" in reason or "no such table" in reason:
        return StoreDamaged(
            f"The answers kept in {path} cannot be read ({reason}); `gongkai doctor --repair` begins a new file, "
            "`gongkai restore FILE --force` brings those of a backup."
        )
    return StoreError(
        f"The answers kept in {path} cannot be read or written ({reason}); make the folder readable and writable, or "
        "free some space."
    )


def _lists(one: KeptAnswer) -> tuple[object, ...]:
    return one.evidence, one.revisions, one.made_with


def _json(value: object) -> str:
    return json.dumps(dict(value) if isinstance(value, Mapping) else value, ensure_ascii=False)


def _answer(row: tuple[Any, ...]) -> KeptAnswer:
    identity, at, question, history, status, answer, evidence, revisions, made_with = row
    return KeptAnswer(
        identity,
        at,
        question,
        tuple(json.loads(history)),
        status,
        answer,
        tuple(json.loads(evidence)),
        json.loads(revisions),
        json.loads(made_with),
    )
