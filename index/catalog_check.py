"""Whether the catalogue's file is sound, and whether what it holds fits together: spans, full text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from sqlalchemy import text

from index.catalog import Catalog
from index.catalog_words import report_word
from index.catalog_writer import searchable
from index.model import Report

_MOST = 5
_WORDS = text("SELECT passage, words FROM passage_words WHERE passage_words MATCH :report ORDER BY rowid")
_STRAY = text("SELECT count(*) FROM passage_words WHERE passage NOT IN (SELECT id FROM passages)")


def structure_faults(catalog: Catalog) -> list[str]:
    """What SQLite itself finds wrong with the file, at most a few; nothing for a sound one. Raises StoreDamaged."""
    with catalog.connection() as connection:
        pages = connection.execute(text(f"PRAGMA integrity_check({_MOST})")).scalars().all()
        keys = connection.execute(text("PRAGMA foreign_key_check")).all()
    faults = [str(line) for line in pages if line != "ok"]
    return faults + [f"a row of {row[0]} belongs to no report" for row in keys[:_MOST]]


def span_faults(report: Report) -> list[str]:
    """Which values of a report point outside its text, each named."""
    kinds: dict[str, Sequence[object]] = {
        "section": report.sections,
        "table": report.tables,
        "passage": report.passages,
        "indicator": report.indicators,
        "quantity": report.quantities,
    }
    return list(chain.from_iterable(_outside(name, values, len(report.text)) for name, values in kinds.items()))


def _outside(name: str, values: Sequence[object], length: int) -> Iterator[str]:
    for number, value in enumerate(values):
        start, end = getattr(value, "start", 0), getattr(value, "end", 0)
        if not 0 <= start <= end <= length:
            yield f"{name} {number} stands at {start} to {end} of {length} characters"


def text_is_searchable(catalog: Catalog, report: Report) -> bool:
    """Whether the full text holds this report's passages, in today's words."""
    with catalog.connection() as connection:
        found = connection.execute(_WORDS, {"report": f'report : "{report_word(report.id)}"'}).all()
    wanted = [(passage.id, words) for passage, words in zip(report.passages, searchable(report), strict=True)]
    return sorted(wanted) == sorted((str(row[0]), str(row[1])) for row in found)


def stray_words(catalog: Catalog) -> int:
    """How many rows of the full text belong to no passage."""
    with catalog.connection() as connection:
        return int(connection.execute(_STRAY).scalar_one())
