"""What the rooms that write an answer with figures have at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.cite import Citer
from assistant.model import Evidence, Figure, Found, Language
from index.model import Report


@dataclass(frozen=True, slots=True)
class Told:
    """What an answer with figures is written from: `found` are those of the evidence's finds that hold figures,
    `reports` the reports by id, and `citer` numbers the citations in the order in which they are first needed."""

    evidence: Evidence
    found: Sequence[Found]
    reports: Mapping[str, Report]
    citer: Citer

    @property
    def language(self) -> Language:
        """The language of the question, and so of the answer."""
        return self.evidence.plan.reading.question.language

    @property
    def figures(self) -> list[Figure]:
        """The best figure of each find."""
        return [found.figures[0] for found in self.found]

    def cited(self, figures: Sequence[Figure]) -> tuple[int, ...]:
        """The numbers of the citations for all of `figures`, in their order."""
        return tuple(number for figure in figures for number in self.citer.figure(figure))
