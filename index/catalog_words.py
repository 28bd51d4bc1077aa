"""Words and reports → a query of SQLite's full text, in which nothing is read as query language."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def report_word(report_id: str) -> str:
    """The word that stands for a report's id in the full text."""
    return "r" + hashlib.sha256(report_id.encode()).hexdigest()[:16]


def match(query_words: Sequence[str], report_ids: Sequence[str] | None) -> str | None:
    """The full text query for any of the words in any of the reports; None where nothing can match."""
    asked = _any_of(query_words)
    if not asked or report_ids is None:
        return f"words : ({asked})" if asked else None
    reports = _any_of([report_word(report_id) for report_id in report_ids])
    return f"report : ({reports}) AND words : ({asked})" if reports else None


def _any_of(terms: Sequence[str]) -> str:
    """The terms, each once and quoted; those without a letter or digit are left out, as the index leaves them out."""
    kept = [term for term in dict.fromkeys(terms) if any(map(str.isalnum, term))]
    return " OR ".join('"' + term.replace('"', '""') + '"' for term in kept)
