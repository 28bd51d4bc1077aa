"""Plan and Evidence → Sought: what a search for passages is given.

Whose report and which year are settled by the plan, so their words are left out of the search: every passage of those
reports is equally about them. The indicators and words that were understood go in under their Chinese names, which is
what the reports are written in; an English question finds nothing by its own. And where the evidence already holds a
figure or a sentence, its place is given, so that the passage around it comes first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.lexicon import lexicon
from assistant.model import Evidence, Plan, Term
from index.ontology import ontology

_MOST_NAMES = 2


@dataclass(frozen=True, slots=True)
class Sought:
    """What to search for: the words to match and to embed, and the places (report id, start, end) already known."""

    text: str
    places: tuple[tuple[str, int, int], ...] = ()


def sought(plan: Plan, evidence: Evidence | None = None) -> Sought:
    """What to search for passages with, for a plan and what has been gathered for it."""
    reading = plan.reading
    own = " ".join((reading.subject or reading.text).split())
    words = [own, *_names(plan)]
    return Sought(" ".join(dict.fromkeys(filter(None, words))), tuple(_places(evidence)) if evidence else ())


def _names(plan: Plan) -> Iterator[str]:
    """The Chinese names of what the question was read as; for a Chinese question only those it does not hold."""
    reading = plan.reading
    for asked in reading.asked:
        for code in asked.codes[:_MOST_NAMES]:
            yield ontology().terms[code].zh
    if reading.question.language == "zh":
        return
    for term in reading.terms:
        yield from _chinese(term)
    for topic in lexicon().topics:
        if topic.name == reading.topic:
            yield topic.name_zh


def _chinese(term: Term) -> list[str]:
    return [word for word in term.words if not word.isascii()][:_MOST_NAMES]


def _places(evidence: Evidence) -> Iterator[tuple[str, int, int]]:
    for found in evidence.found:
        for figure in (*found.figures, *([found.blank] if found.blank else [])):
            yield figure.report, figure.start, figure.end
    for extract in evidence.extracts:
        yield extract.report, extract.start, extract.end
