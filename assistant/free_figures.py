"""Free figures: which figure of a report's running text answers a question, if any does.

Every strong word of the question has to be found where the figure stands: in its subject, its clause, what governs the
clause, or its section's heading. And the figure's own subject has to be explained by the question: a figure of
something more particular (利用"某某"公众号发布) does not answer a question for the whole. What passes is ranked; two
different figures that pass equally well are no answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.lexicon import lexicon
from assistant.measures import fits, is_percent
from assistant.model import Term
from index.model import Quantity, Section
from index.numerals import fold
from index.segment import cut

_IN_SUBJECT, _IN_CLAUSE, _IN_CONTEXT, _IN_HEADING = 1.0, 0.85, 0.8, 0.5
_LEAST_COVERED = 0.45
_LEAST_EXPLAINED = 0.3
_TIE = 0.015
_PARTIAL = 0.66


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure that may answer: how well the question's words are covered, and how much of its subject they explain."""

    quantity: Quantity
    covered: float
    explained: float

    @property
    def score(self) -> float:
        return self.covered + 0.5 * self.explained


@dataclass(frozen=True, slots=True)
class _Zones:
    subject: str
    clause: str
    context: str
    heading: str


def candidates(
    quantities: Sequence[Quantity],
    text: str,
    sections: Sequence[Section],
    terms: Sequence[Term],
    measure: str | None,
    year: int,
) -> list[Candidate]:
    """The figures of a report on `year` that hold all that `terms` ask for, best first. `text` is the report's."""
    strong = [term for term in terms if not term.weak]
    if not strong and not terms:
        return []
    found = []
    for quantity in quantities:
        if not fits(measure, quantity.unit) or (quantity.year is not None and quantity.year != year):
            continue
        zones = _zones(quantity, text, sections)
        covered = [_coverage(term, zones) for term in strong or terms]
        if min(covered) < _LEAST_COVERED:
            continue
        explained = _explained(zones.subject, terms)
        if explained < _LEAST_EXPLAINED:
            continue
        found.append(Candidate(quantity, _mean(covered) + _bonus(terms, zones), explained))
    return sorted(found, key=lambda candidate: -candidate.score)


def best(found: Sequence[Candidate]) -> list[Candidate]:
    """The best figure and those that say the same; nothing where another figure fits as well and says otherwise."""
    if not found:
        return []
    top = found[0]
    near = [one for one in found if top.score - one.score <= _TIE]
    if any(one.quantity.exact != top.quantity.exact for one in near):
        return []
    return [one for one in found if one.quantity.exact == top.quantity.exact and one.quantity.unit == top.quantity.unit]


def _zones(quantity: Quantity, text: str, sections: Sequence[Section]) -> _Zones:
    inside = [section for section in sections if section.path and section.start <= quantity.start < section.end]
    heading = " ".join(section.path[-1] for section in inside)
    clause = text[quantity.start : quantity.end]
    return _Zones(*(fold(zone).lower() for zone in (quantity.subject, clause, quantity.context, heading)))


def _coverage(term: Term, zones: _Zones) -> float:
    places = ((zones.subject, _IN_SUBJECT), (zones.clause, _IN_CLAUSE), (zones.context, _IN_CONTEXT), (zones.heading, _IN_HEADING))
    best_of = 0.0
    for word in term.words:
        for zone, worth in places:
            if word.lower() in zone:
                best_of = max(best_of, worth)
                break
        else:
            best_of = max(best_of, _partly(word.lower(), zones))
    return best_of


def _partly(word: str, zones: _Zones) -> float:
    """A long word whose pairs of characters nearly all stand there (财政预决算 for 财政预算、决算)."""
    if len(word) < 4 or word.isascii():
        return 0.0
    pairs = [word[index : index + 2] for index in range(len(word) - 1)]
    zone = zones.subject + zones.clause + zones.context
    share = sum(pair in zone for pair in pairs) / len(pairs)
    return 0.6 * share if share >= _PARTIAL else 0.0


def _bonus(terms: Sequence[Term], zones: _Zones) -> float:
    return 0.05 * sum(any(word.lower() in zones.subject for word in term.words) for term in terms if term.weak)


def _explained(subject: str, terms: Sequence[Term]) -> float:
    """The share of the subject's content, in characters, that the question's words account for."""
    words = _content(subject)
    if not words:
        return 1.0
    known = {word.lower() for term in terms for word in term.words}
    total = sum(len(word) for word in words)
    told = sum(len(word) for word in words if word in known or any(word in one or one in word for one in known if len(one) > 1))
    return told / total


@lru_cache(maxsize=20_000)
def _content(subject: str) -> tuple[str, ...]:
    words = lexicon()
    plain = re.sub(r"[^\w\u3400-\u9fff]", " ", subject)
    return tuple(
        word
        for word in cut(plain)
        if word not in words.stop_words_zh and not words.stop_zh.fullmatch(word) and word not in words.weak_zh
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def percent_only(found: Sequence[Candidate]) -> list[Candidate]:
    """Those stated as a percentage."""
    return [one for one in found if is_percent(one.quantity.unit)]
