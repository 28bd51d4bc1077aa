"""What visitors thought of answers → questions that a set could have, as YAML to look through and complete by hand."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from index.catalog_feedback import Feedback

HEAD = """# Questions that visitors marked, as candidates for a question set. Nothing here is known to be right.
# Of each, look up what the reports say, add type, values and support as eval/sets.py describes, and take `seen` out.
"""


def candidates(given: Sequence[Feedback]) -> str:
    """One entry for each question, the last word on it where it was asked several times; those found bad first."""
    last = {(one.history, one.question): one for one in given}
    ordered = sorted(last.values(), key=lambda one: one.good)
    entries = [_entry(number, one) for number, one in enumerate(ordered, 1)]
    return HEAD + yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=120)


def _entry(number: int, one: Feedback) -> dict[str, object]:
    seen = {"good": one.good, "comment": one.comment, "answer": one.answer, "reports": list(one.reports)}
    entry: dict[str, object] = {"id": f"visitor-{number}", "question": one.question}
    if one.history:
        entry["history"] = list(one.history)
    if one.language != "zh":
        entry["language"] = one.language
    return {**entry, "status": one.status, "seen": seen}
