"""Reconsideration (行政复议) is not litigation (行政诉讼), though both end alike: 维持7件 is of the one named last."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.matching import root_of
from assistant.model import Asked
from index.model import Quantity, Report

_NAMES = {"reconsideration_total": re.compile("复议"), "litigation_total": re.compile("诉讼|起诉|应诉")}
_ENDS = "。！？\n"


def of_its_kind(quantities: Iterable[Quantity], report: Report, asked: Asked | None) -> tuple[Quantity, ...]:
    """Those of `quantities` that may be of the kind of dispute that `asked` is of: not those before which their own
    sentence speaks of the other kind last."""
    roots = {root_of(code) for code in asked.codes} if asked is not None else set()
    kind = roots.pop() if len(roots) == 1 else None
    if kind not in _NAMES:
        return tuple(quantities)
    return tuple(one for one in quantities if _spoken_of(report.text, one) in (kind, None))


def _spoken_of(text: str, quantity: Quantity) -> str | None:
    """The kind of dispute named last in a figure's sentence before it."""
    opening = max(text.rfind(end, 0, quantity.at) for end in _ENDS) + 1
    last = {kind: [one.end() for one in name.finditer(text, opening, quantity.at)] for kind, name in _NAMES.items()}
    named = {kind: ends[-1] for kind, ends in last.items() if ends}
    return max(named, key=lambda kind: named[kind]) if named else None
