"""The catalogue's tables. What a report holds is stored a row a value, in columns named after the types of index.model.

A change of any column changes `SCHEMA`; a store made with another schema is carried over by the steps of
`catalog_migrations`, or refused rather than misread.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple, fields
from decimal import Decimal
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table, Text, TypeDecorator
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import CreateTable
from sqlalchemy.types import TypeEngine

from index import model


class Exact(TypeDecorator[Decimal]):
    """A Decimal as the text that gives the same Decimal again, every digit and exponent kept."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, _dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Words(TypeDecorator[tuple[str, ...]]):
    """Several texts in their order, as a JSON list."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, _dialect: Dialect) -> str:
        return json.dumps(value or (), ensure_ascii=False)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> tuple[str, ...]:
        return tuple(json.loads(value or "[]"))


class Cells(TypeDecorator[tuple[model.TableCell, ...]]):
    """A table's cells, each a JSON list in the order of TableCell's fields."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[model.TableCell, ...] | None, _dialect: Dialect) -> str:
        return json.dumps([astuple(cell) for cell in value or ()], ensure_ascii=False)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> tuple[model.TableCell, ...]:
        return tuple(model.TableCell(*cell) for cell in json.loads(value or "[]"))


_KINDS: dict[Any, type[TypeEngine[Any]]] = {
    int: Integer,
    str: Text,
    Decimal: Exact,
    tuple[str, ...]: Words,
    tuple[model.TableCell, ...]: Cells,
}

metadata = MetaData()


def _column(name: str, hint: Any) -> Column[Any]:
    """The column for a field of type `hint`: a plain type of `_KINDS`, a Literal of texts, or either `| None`."""
    parts = get_args(hint) if NoneType in get_args(hint) else (hint,)
    kind = next(part for part in parts if part is not NoneType)
    return Column(name, _KINDS[str if get_origin(kind) is Literal else kind](), nullable=NoneType in parts)


def _rows_of(name: str, value_type: type[Any]) -> Table:
    """A table of a report's values of `value_type` in their order: `report_id`, `position`, then the type's fields."""
    hints = get_type_hints(value_type)
    owner = Column("report_id", Text, ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True)
    columns = [_column(field.name, hints[field.name]) for field in fields(value_type) if field.name != "report_id"]
    return Table(name, metadata, owner, Column("position", Integer, primary_key=True), *columns)


meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

reports = Table(
    "reports",
    metadata,
    Column("id", Text, primary_key=True),
    Column("revision", Text, nullable=False, unique=True),
    Column("issuer", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("region_path", Words, nullable=False),
    Column("level", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("published", Text),
    Column("layout", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("indexed_at", Text, nullable=False),
    Column("warnings", Words, nullable=False),
    Column("text", Text, nullable=False),
    # The text as the file writes it, where that is in traditional characters and `text` its simplified copy.
    Column("written", Text),
)

sections = _rows_of("sections", model.Section)
tables = _rows_of("tables", model.Table)
passages = _rows_of("passages", model.Passage)
indicators = _rows_of("indicators", model.Indicator)
quantities = _rows_of("quantities", model.Quantity)

Index("passages_by_id", passages.c.id, unique=True)
Index("indicators_by_code", indicators.c.code)

# What each file came to when it was last read: a report, or the reason why it is none. `parser` names the code that
# read it, so that other code reads it again.
sources = Table(
    "sources",
    metadata,
    Column("path", Text, primary_key=True),
    Column("sha256", Text, nullable=False, index=True),
    Column("parser", Text, nullable=False),
    Column("report_id", Text, ForeignKey("reports.id", ondelete="CASCADE"), index=True),
    Column("reason", Text),
)

# Revisions whose vectors may be there though no report has them: being written, or replaced and not yet taken out.
orphans = Table("orphans", metadata, Column("revision", Text, primary_key=True))

# The full text: a row a passage, `report` one word that stands for the report's id, `words` what is searched.
FULL_TEXT = "CREATE VIRTUAL TABLE passage_words USING fts5(passage UNINDEXED, report, words, tokenize = 'unicode61')"

_DDL = [str(CreateTable(table).compile(dialect=sqlite.dialect())) for table in metadata.sorted_tables]
SCHEMA = hashlib.sha256("\n".join([*_DDL, FULL_TEXT]).encode()).hexdigest()[:12]
