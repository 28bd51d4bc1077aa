"""What a follow-up takes from the question before it: the subject that it leaves out, and the words that say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.model import Reading, Term

_HOW_MANY = re.compile(r"\bhow many ([a-z]+)", re.I)
_ANY_NOUN = frozenset(
    {
        "item",
        "items",
        "case",
        "cases",
        "piece",
        "pieces",
        "time",
        "times",
        "requests",
        "applications",
        "people",
        "persons",
    }
)


def has_subject(reading: Reading) -> bool:
    return bool(reading.asked or reading.topic or reading.fact or any(not term.weak for term in reading.terms))


def with_subject(reading: Reading, before: Reading) -> Reading:
    """`reading` with the subject of `before`; what it counts itself (how many copies?) narrows that."""
    own = _counted(reading, before)
    # A share or a growth of what was counted is counted in nothing (占多少 after 同意公开几件).
    measure = reading.measure or (None if reading.operation in {"share", "growth"} else before.measure)
    return replace(
        reading,
        asked=tuple(replace(asked, sure=False) for asked in before.asked) if own else before.asked,
        terms=(*before.terms, *own),
        measure=measure,
        topic=before.topic,
        fact=before.fact,
        numeric=reading.numeric or before.numeric,
        operation=before.operation if reading.operation == "look_up" else reading.operation,
    )


def _counted(reading: Reading, before: Reading) -> tuple[Term, ...]:
    """The noun that an English question counts, where it is neither that of the question before nor one that may stand
    for any other (items, cases)."""
    noun = _HOW_MANY.search(reading.text)
    if noun is None or noun[1].lower() in _ANY_NOUN:
        return ()
    known = {word for term in before.terms for word in term.words}
    own = [term for term in reading.terms if term.words[-1] == noun[1].lower() and known.isdisjoint(term.words)]
    return tuple(replace(term, weak=False) for term in own)


def words(reading: Reading, taken: Sequence[str]) -> str:
    words = list(dict.fromkeys(taken))
    if reading.question.language == "zh":
        return f"沿用上文：{'、'.join(words)}。"
    return f"Taken from earlier in the conversation: {', '.join(words)}."
