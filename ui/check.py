"""The Check page: what does not add up, by report or by rule, with the figures side by side."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from assistant.model import Language
from index.catalog import ReportEntry
from index.checks import Finding
from ui import draw, draw_report, resources
from ui.frame import language, sentences
from ui.greeting import greet_empty
from ui.places import searchable
from ui.view import matching
from ui.words import say

AT_ONCE = 60


def page() -> None:
    """Every finding that the filters leave, under its report or its rule."""
    shown = language()
    with sentences():
        if resources.reports():
            look_through(shown)
        else:
            greet_empty(shown)


def look_through(shown: Language) -> None:
    """Filters, then the findings in groups."""
    entries = {entry.id: entry for entry in resources.reports()}
    whole = resources.findings()
    by_rule = st.segmented_control(
        say("group_by", shown),
        ["by_report", "by_rule"],
        default="by_report",
        format_func=lambda key: say(key, shown),
        label_visibility="collapsed",
        required=True,
        key="check-by",
    )
    needle = st.text_input(
        say("filter", shown), placeholder=say("filter", shown), label_visibility="collapsed", key="check-filter"
    )
    kept = set(matching(needle, {report_id: searchable(entry.identity) for report_id, entry in entries.items()}))
    found = [one for one in whole if one.report in kept]
    st.caption(say("findings_count", shown, count=len(found), reports=len({one.report for one in found})))
    for key, group in grouped(found, by_rule == "by_rule").items():
        title = draw_report.rule_name(key, shown) if by_rule == "by_rule" else entries[key].identity.title
        st.html(draw.fill('<h3 class="gk-heading">{title} · {count}</h3>', title=title, count=len(group)))
        st.html(drawn(group[:AT_ONCE], entries, by_rule == "by_rule", shown))
        if len(group) > AT_ONCE:
            st.caption(say("narrow", shown, count=len(group) - AT_ONCE))


def grouped(found: Sequence[Finding], by_rule: bool) -> dict[str, list[Finding]]:
    """The findings by their rule or by the id of their report: two reports may have one title."""
    groups: dict[str, list[Finding]] = {}
    for one in found:
        groups.setdefault(one.rule if by_rule else one.report, []).append(one)
    return groups


def drawn(group: Sequence[Finding], entries: dict[str, ReportEntry], with_report: bool, shown: Language) -> Markup:
    """The findings of a group, each under what the group does not say of it."""
    return draw.join(
        draw_report.finding(one, shown, entries[one.report].identity.title if with_report else "") for one in group
    )
