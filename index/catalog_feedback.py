"""What visitors thought of answers, kept in the catalogue beside the reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Column, Integer, MetaData, Table, Text, select
from sqlalchemy.dialects.sqlite import insert as upsert

from index.catalog_beside import change, rows
from index.catalog_file import open_engine
from index.catalog_schema import Words

_feedback = Table(
    "feedback",
    MetaData(),
    Column("id", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("good", Integer, nullable=False),
    Column("comment", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("history", Words, nullable=False),
    Column("language", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("reports", Words, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Feedback:
    """A visitor's word on one answer: `good` or not, and a `comment`; `id` stays the same while it is changed.

    `history` are the questions before `question`, oldest first, `reports` the ids of the reports that were cited.
    """

    id: str
    good: bool
    comment: str
    question: str
    history: tuple[str, ...]
    language: str
    status: str
    answer: str
    reports: tuple[str, ...] = ()


def keep_feedback(store: Path, given: Feedback) -> None:
    """Keep what was given, in place of what the same visitor said of that answer before.

    Raises EmptyStore where no store is, StoreLocked where it stays busy, and other StoreErrors.
    """
    open_engine(store, write=False).dispose()  # a store that is not there is not made for this
    row = {
        "id": given.id,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "good": int(given.good),
        "comment": given.comment,
        "question": given.question,
        "history": given.history,
        "language": given.language,
        "status": given.status,
        "answer": given.answer,
        "reports": given.reports,
    }
    with change(store, _feedback) as connection:
        connection.execute(upsert(_feedback).values(row).on_conflict_do_update(index_elements=["id"], set_=row))


def kept_feedback(store: Path) -> tuple[Feedback, ...]:
    """Everything that was given, oldest first; nothing for a store without any. Raises StoreErrors."""
    return tuple(_given(row) for row in rows(store, _feedback, select(_feedback).order_by(_feedback.c.at)))


def _given(row: object) -> Feedback:
    values = {name: getattr(row, name) for name in Feedback.__dataclass_fields__}
    return Feedback(**{**values, "good": bool(values["good"])})
