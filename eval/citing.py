"""Whether an answer's citations hold what it states, decided without a model.

Citation recall and precision in the sense of Gao et al., "Enabling Large Language Models to Generate Text with
Citations" (ALCE), 2023, arXiv:2305.14627, section 3.3, with their entailment model replaced by what can be decided
exactly: a statement is supported when the quotes it cites hold its figures, its names and, where it has no figure, most
of its Chinese words; a computed figure is supported when its operands' citations are there. An extractive answer that
cites itself scores perfectly here, so these scores are never shown without accuracy.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.model import Answer, Citation
from eval.sets import squash

_MARKER = re.compile(r"\[(\d+)\]")
_STATEMENT = re.compile(r"(?:“[^\n]*”|[^“。！？!?\n.]|“|\.(?!\s|$))+[。！？!?.]?(?:[ \t]*\[\d+\])*")
_NUMBERING = re.compile(r"(?m)^\s*(?:[-*•]|\d{1,2}[.、)）])\s")
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_NAME = re.compile(r"《([^》]+)》|“([^”]+)”")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Cited:
    """How many statements there are, how many are supported; how many citations, how many serve their statement."""

    statements: int
    supported: int
    citations: int
    serving: int


def cited(answer: Answer) -> Cited:
    """What an answer's markers are worth; introductions that end in a colon make no statement."""
    known = {citation.id: citation for citation in answer.citations}
    regions = {citation.region for citation in answer.citations}
    counts = [_statement(text, known, regions, answer) for text in statements(answer.answer)]
    return Cited(len(counts), *(sum(part) for part in zip(*counts, strict=True))) if counts else Cited(0, 0, 0, 0)


def statements(text: str) -> list[str]:
    """An answer's sentences, each with the markers behind it, list numbering left out; a quote is never cut."""
    found = (match.group().strip() for match in _STATEMENT.finditer(unnumbered(text)))
    return [one for one in found if _MARKER.sub("", one).strip(" 。.-*") and not one.endswith((":", "："))]


def unnumbered(text: str) -> str:
    """`text` without the numbers and bullets of its lists."""
    return _NUMBERING.sub("", text)


def figures(text: str) -> set[str]:
    """The figures in a text without thousands separators, markers left out."""
    return {figure.replace(",", "") for figure in _FIGURE.findall(_MARKER.sub(" ", text))}


def _statement(text: str, known: dict[int, Citation], regions: set[str], answer: Answer) -> tuple[int, int, int]:
    """(supported, citations, serving) of one statement."""
    used = [known[number] for number in dict.fromkeys(map(int, _MARKER.findall(text))) if number in known]
    computed = {
        str(value.value) for value in answer.values if value.computed and set(value.citations) <= {c.id for c in used}
    }
    if not used or not holds(text, used, regions, computed):
        return 0, len(used), 0
    serving = sum(
        holds(text, [one], regions, computed) or not holds(text, [c for c in used if c is not one], regions, computed)
        for one in used
    )
    return 1, len(used), serving


def holds(text: str, quoted: Sequence[Citation], regions: set[str], computed: set[str]) -> bool:
    """Whether the quotes hold the statement's figures and names and, where it has no figure, most of its words."""
    around = " ".join(f"{one.quote} {one.title} {one.issuer} {one.region} {one.year}" for one in quoted)
    missing = figures(text) - figures(around) - computed
    named = {region for region in regions if region in text} - {one.region for one in quoted}
    names = [squash(first or second) for first, second in _NAME.findall(text)]
    if missing or named or any(name not in squash(around) for name in names):
        return False
    return bool(figures(text)) or _words_held(text, squash(around)) >= _ENOUGH


def _words_held(text: str, around: str) -> float:
    """The share of the statement's pairs of Chinese characters that stand in the quotes; 1 where it has too few."""
    characters = _CHINESE.findall(text)
    pairs = ["".join(pair) for pair in pairwise(characters)]
    return sum(pair in around for pair in pairs) / len(pairs) if len(characters) >= 6 else 1.0
