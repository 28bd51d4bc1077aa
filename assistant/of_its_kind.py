"""Figures of another kind than what is asked for, though the same words stand beside them: 维持7件 of a reconsideration
(行政复议) and not of a lawsuit (行政诉讼), 信息公开申请17件 and not what was made public."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.matching import root_of
from assistant.model import Asked
from index.model import Quantity, Report

_NAMES = {"reconsideration_total": re.compile("复议"), "litigation_total": re.compile("诉讼|起诉|应诉")}
# What is not made public but asked of the one who discloses.
_ASKED_OF = re.compile(r"申请|复议|诉讼|举报|投诉|咨询|来信|来电")
_OF_APPLICATIONS = frozenset({"applications_received", "handled_total"})
_OF_NO_APPLICATIONS = re.compile(r"复议|诉讼|文件$")
_ENDS = "。！？\n"


def of_its_kind(quantities: Iterable[Quantity], report: Report, asked: Asked | None) -> tuple[Quantity, ...]:
    """Those of `quantities` that may be of the kind that `asked` is of: for what was made public none that counts
    applications, for these none of disputes or documents, for a kind of dispute none before which its own sentence
    speaks of the other kind last."""
    roots = {root_of(code) for code in asked.codes} if asked is not None else set()
    kind = roots.pop() if len(roots) == 1 else None
    if kind == "proactive_total":
        return tuple(one for one in quantities if not _ASKED_OF.search(one.subject))
    if kind in _OF_APPLICATIONS:
        return tuple(one for one in quantities if not _OF_NO_APPLICATIONS.search(one.subject))
    if kind not in _NAMES:
        return tuple(quantities)
    return tuple(one for one in quantities if _spoken_of(report.text, one) in (kind, None))


def _spoken_of(text: str, quantity: Quantity) -> str | None:
    """The kind of dispute named last in a figure's sentence before it."""
    opening = max(text.rfind(end, 0, quantity.at) for end in _ENDS) + 1
    last = {kind: [one.end() for one in name.finditer(text, opening, quantity.at)] for kind, name in _NAMES.items()}
    named = {kind: ends[-1] for kind, ends in last.items() if ends}
    return max(named, key=lambda kind: named[kind]) if named else None
