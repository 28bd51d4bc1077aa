"""Where a report says two things of one: which is preferred, and the note that gives both."""

from __future__ import annotations

from assistant import compute
from assistant.cite import Citer
from assistant.model import Figure, Found, Language, Note
from assistant.phrases import amount, label, marks, named, where
from assistant.told import Told
from index.stated_whose import is_part

_MOST_SUPPORT = 1


def supporting(found: Found) -> list[Figure]:
    """Another place in the report that states the same figure, to cite beside the first."""
    first = found.figures[0]
    return [
        figure
        for figure in found.figures[1:]
        if figure.code == first.code and figure.source != first.source and compute.same(figure, first)
    ][:_MOST_SUPPORT]


def contradicting(found: Found) -> list[Figure]:
    """The figures of the same indicator and scope that say otherwise; where the table bears out what the text says of a
    part (旗政府本级收到10件), those of the whole place do not."""
    first = found.figures[0]
    others: list[Figure] = []
    of_part = any(is_part(figure.scope) and compute.same(figure, first) for figure in found.figures[1:])
    for figure in found.figures[1:]:
        if of_part and figure.scope is not None and figure.scope != first.scope:
            continue
        if figure.code is None or figure.code != first.code or (figure.scope != first.scope and is_part(figure.scope)):
            continue
        if not compute.same(figure, first) and not any(compute.same(figure, other) for other in others):
            others.append(figure)
    return others


def conflict_notes(told: Told) -> list[Note]:
    """A note for each report that contradicts itself: both figures, where each stands, which is preferred and why."""
    return [
        _note(found.figures[0], other, told.citer, told.language)
        for found in told.found
        for other in contradicting(found)
    ]


def _note(first: Figure, other: Figure, citer: Citer, language: Language) -> Note:
    here, there = (citer.figure(figure) for figure in (first, other))
    if language == "zh":
        reason = "表格按统一口径填报，以表格为准" if first.source == "table" else "以先出现的一处为准"
        text = (
            f"报告自身不一致：{label(first, 'zh')}在{where(first, 'zh')}中为{amount(first, 'zh')}{marks(here)}，"
            f"在{where(other, 'zh')}中为{amount(other, 'zh')}{marks(there)}；{reason}。"
        )
    else:
        reason = (
            "the table is preferred, being filled in by a uniform definition"
            if first.source == "table"
            else "the first is preferred"
        )
        text = (
            f"The report disagrees with itself on {named(first, 'en')}: "
            f"{amount(first, 'en')} in {where(first, 'en')} {marks(here)}, "
            f"{amount(other, 'en')} in {where(other, 'en')} {marks(there)}; {reason}."
        )
    return Note("conflict", text, (*here, *there))
