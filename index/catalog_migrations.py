"""From an older schema of the catalogue to today's, a step at a time.

A change of `catalog_schema` adds a step here where SQL alone can carry over what is stored. Where it cannot (a new
column that only reading a report fills), there is no step, and the store is made anew from the files kept in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from index import catalog_schema as schema


@dataclass(frozen=True, slots=True)
class Step:
    """The statements that turn a catalogue of the schema `before` into one of the schema `after`."""

    before: str
    after: str
    statements: tuple[str, ...]


STEPS: tuple[Step, ...] = (
    # What was stored until then had no report in traditional characters: all of it is as it is written.
    Step("e944b2e0d3b5", "e2831e8ca5d6", ("ALTER TABLE reports ADD COLUMN written TEXT",)),
)


def way(found: str | None, wanted: str = schema.SCHEMA) -> Sequence[Step] | None:
    """The steps from `found` to `wanted`, none where they are the same; None where no steps lead there."""
    steps: list[Step] = []
    while found != wanted:
        step = next((one for one in STEPS if one.before == found and one not in steps), None)
        if step is None:
            return None
        steps.append(step)
        found = step.after
    return steps


def walk(connection: Connection, steps: Sequence[Step]) -> None:
    """Take the steps, inside the connection's transaction."""
    for step in steps:
        for statement in step.statements:
            connection.execute(text(statement))
        connection.execute(schema.meta.update().where(schema.meta.c.key == "schema").values(value=step.after))
