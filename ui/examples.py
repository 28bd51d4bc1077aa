"""Questions to begin with, made from what the store holds, so that every one of them has an answer. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.model import Language
from index.catalog import ReportEntry
from index.model import Indicator

RECEIVED = ("applications_received", "new_received")
DISCLOSED = ("proactive_total",)

FIGURES: dict[tuple[str, ...], dict[Language, str]] = {
    RECEIVED: {
        "zh": "{place}{year}年收到多少件政府信息公开申请？",
        "en": "How many applications did {place} receive in {year}?",
    },
    DISCLOSED: {
        "zh": "{place}{year}年主动公开了多少条政府信息？",
        "en": "How many items of information did {place} proactively disclose in {year}?",
    },
}
PROBLEMS: dict[Language, str] = {
    "zh": "{place}{year}年信息公开工作存在哪些问题？",
    "en": "What problems did {place} name in its {year} report?",
}
CATALOGUE: dict[Language, str] = {"zh": "有哪些报告？", "en": "Which reports are there?"}


def examples(
    reports: Sequence[ReportEntry], indicators: Iterable[tuple[str, Indicator]], language: Language
) -> tuple[str, ...]:
    """Up to four questions, about different reports where there are several.

    `indicators` are pairs of a report's id and an indicator of it, as the catalogue gives them.
    """
    if not reports:
        return ()
    held = {(report_id, one.code) for report_id, one in indicators if one.state == "reported"}
    used: set[str] = set()
    questions = []
    for codes, wording in FIGURES.items():
        fitting = [entry for entry in reports if any((entry.id, code) in held for code in codes)]
        entry = next((entry for entry in fitting if entry.id not in used), fitting[0] if fitting else None)
        if entry is not None:
            used.add(entry.id)
            questions.append(ask(wording[language], entry, reports))
    narrated = next((entry for entry in reports if entry.id not in used), reports[0])
    return (*questions, ask(PROBLEMS[language], narrated, reports), CATALOGUE[language])


def ask(wording: str, entry: ReportEntry, reports: Sequence[ReportEntry]) -> str:
    """A question about one report, by its place, or by its issuer where that is a department; with the place above it
    where another of the `reports` has a place of that name."""
    issuer = entry.identity.issuer
    paths = {one.identity.issuer.region_path for one in reports if one.identity.issuer.region == issuer.region}
    place = issuer.name if issuer.level == "department" else issuer.region
    if len(paths) > 1 and issuer.level != "department":
        place = "".join(issuer.region_path[-2:])
    return wording.format(place=place, year=entry.identity.year)
