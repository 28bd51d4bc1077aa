"""What people corrected of files: issuer and year, by the file's content, kept in the catalogue for every reading."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Column, Integer, MetaData, Row, Table, Text, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from index.catalog_beside import change, rows
from index.catalog_schema import Words
from index.model import Correction, Issuer

_corrections = Table(
    "corrections",
    MetaData(),
    Column("sha256", Text, primary_key=True),
    Column("issuer", Text),
    Column("region", Text),
    Column("region_path", Words),
    Column("level", Text),
    Column("year", Integer),
)


def keep_correction(store: Path, sha256: str, said: Correction) -> None:
    """Keep what a person said of the file with this content, in place of what was said before; an empty correction
    takes that back. Makes the store where there is none. Raises StoreErrors."""
    store.mkdir(parents=True, exist_ok=True)
    with change(store, _corrections) as connection:
        connection.execute(delete(_corrections).where(_corrections.c.sha256 == sha256))
        if said != Correction():
            connection.execute(upsert(_corrections).values(_row(sha256, said)))


def corrections(store: Path) -> dict[str, Correction]:
    """Every correction by the hash of its file; none for a store without any. Raises StoreErrors."""
    return {row.sha256: _correction(row) for row in rows(store, _corrections, select(_corrections))}


def _row(sha256: str, said: Correction) -> dict[str, object]:
    row: dict[str, object] = {"sha256": sha256, "year": said.year}
    if said.issuer is not None:
        row |= {
            "issuer": said.issuer.name,
            "region": said.issuer.region,
            "region_path": said.issuer.region_path,
            "level": said.issuer.level,
        }
    return row


def _correction(row: Row[Any]) -> Correction:
    issuer = Issuer(row.issuer, row.region, row.region_path, row.level) if row.issuer else None
    return Correction(issuer, row.year)
