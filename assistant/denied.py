"""Indicators whose names deny (不同意公开, 无法提供, 尚未审结): only a figure whose words deny too is theirs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.model import Asked, Term
from assistant.tabled import is_tabled
from index.model import Quantity, Report
from index.numerals import fold
from index.ontology import ontology

_DENIES = re.compile(r"[不未无没非]|拒绝|驳回|在审|审理中|正在")
_DENIALS = "不未没非"


def denied_alike(
    quantities: Iterable[Quantity], report: Report, asked: Asked | None, terms: Sequence[Term]
) -> tuple[Quantity, ...]:
    """Those of `quantities` that may be what is asked for: where the name of what is `asked` denies something, those
    whose clause or what governs it denies (of 不同意公开 never 同意公开19件); else those whose subject does not deny a
    word of the question (of 同意公开 never 不同意公开8件)."""
    if asked is None or not asked.sure or not asked.codes or not _denies(asked.codes):
        words = [word for term in terms if not term.weak for word in term.words if len(word) > 1]
        return tuple(one for one in quantities if not (one.value and any(_is_denied(w, one.subject) for w in words)))
    return tuple(one for one in quantities if _DENIES.search(fold(_clause(one, report) + one.context)))


def _clause(quantity: Quantity, report: Report) -> str:
    """The clause of a figure; of one in a table, beside which stand the words of others, what it counts."""
    return quantity.subject if is_tabled(quantity, report.text) else report.text[quantity.start : quantity.end]


def _is_denied(word: str, subject: str) -> bool:
    """Whether `subject` has `word` with a denial right before it, and nowhere without one."""
    before = [subject[max(0, one.start() - 1) : one.start()] for one in re.finditer(re.escape(word), subject)]
    return bool(before) and all(char and char in _DENIALS for char in before)


def _denies(codes: Iterable[str]) -> bool:
    return all(_DENIES.search(ontology().terms[code].zh) for code in codes)
