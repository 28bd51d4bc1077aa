"""The Reports page: every report in the store, and one report's whole text."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from assistant.model import Language
from index.catalog import ReportEntry
from index.model import Layout, Report
from index.preview import has_title
from ui import context, draw, draw_report, grid, resources, scripts
from ui.frame import language, sentences
from ui.greeting import greet_empty
from ui.lines import plain
from ui.places import searchable
from ui.view import matching
from ui.words import LAYOUTS, say

AT_ONCE = 50


def page() -> None:
    """One report where the address names one, the list otherwise."""
    shown = language()
    with sentences():
        report_id = st.query_params.get("report")
        if report_id is not None:
            one_report(report_id, shown)
        elif resources.reports():
            overview(shown)
        else:
            greet_empty(shown)


def overview(shown: Language) -> None:
    """The reports that match the filter."""
    entries = {entry.id: entry for entry in resources.reports()}
    needle = st.text_input(say("filter", shown), placeholder=say("filter", shown), label_visibility="collapsed")
    years, layouts = choices(tuple(entries.values()), shown)
    found = [
        report_id
        for report_id in matching(needle, {name: searchable(entry.identity) for name, entry in entries.items()})
        if (not years or entries[report_id].identity.year in years)
        and (not layouts or entries[report_id].layout in layouts)
    ]
    limit = st.session_state.setdefault("reports_shown", AT_ONCE)
    listed = found[:limit]
    st.caption(say("count", shown, shown=len(found), total=len(entries)) if found else say("none_match", shown))
    for report_id in listed:
        list_entry(entries[report_id], report_id not in resources.untitled(), shown)
    if len(found) > limit:
        st.button(say("more", shown), on_click=show_more, key="more-reports")


def show_more() -> None:
    st.session_state.reports_shown += AT_ONCE


def choices(entries: tuple[ReportEntry, ...], shown: Language) -> tuple[list[int], list[Layout]]:
    """The years and forms that the visitor chose; none chosen means all."""
    left, right = st.columns(2)
    years = left.multiselect(
        say("year", shown),
        sorted({entry.identity.year for entry in entries}),
        placeholder=say("any_year", shown),
        label_visibility="collapsed",
        key="reports-year",
    )
    layouts = right.multiselect(
        say("form", shown),
        sorted({entry.layout for entry in entries}),
        format_func=lambda layout: LAYOUTS[layout][shown],
        placeholder=say("any_form", shown),
        label_visibility="collapsed",
        key="reports-form",
    )
    return years, layouts


def list_entry(entry: ReportEntry, titled: bool, shown: Language) -> None:
    """A report in the list; its title opens it, and is `titled` where it is the report's own."""
    with st.container(key=f"gk-entry-{entry.id}", gap=None):
        st.button(
            plain(entry.identity.title), key=f"open-{entry.id}", type="tertiary", on_click=open_report, args=(entry.id,)
        )
        made = draw.made(titled, shown)
        st.html(draw.fill('<p class="gk-about">{about}{made}</p>', about=about(entry), made=made))


def about(entry: ReportEntry) -> str:
    issuer = entry.identity.issuer
    return " · ".join((issuer.name, " ".join(issuer.region_path), str(entry.identity.year)))


def open_report(report_id: str | None) -> None:
    """Go to a report's page, or back to the list."""
    for key in ("report", "at"):
        st.query_params.pop(key, None)
    if report_id is not None:
        st.query_params["report"] = report_id


def one_report(report_id: str, shown: Language) -> None:
    """A report's text with its outline, at the quote that the address names."""
    st.button(say("back", shown), type="tertiary", icon=":material/arrow_back:", on_click=open_report, args=(None,))
    report = resources.report(report_id)
    if report is None:
        st.html(draw.fill('<p class="gk-tagline">{line}</p>', line=say("unknown_report", shown)))
        return
    start, end = quoted(st.query_params.get("at", ""), len(report.text))
    outline = draw_report.outline(context.headings(report), shown)
    st.html(heading(report, shown) + outline + figures(report_id, shown) + contradictions(report_id, shown))
    st.html(draw_report.whole(context.whole(report, start, end)))
    if start < end:
        st.html(scripts.element(scripts.SCROLL_TO_QUOTE), unsafe_allow_javascript=True)


def figures(report_id: str, shown: Language) -> Markup:
    """The report's indicators, to unfold."""
    held = [row for row in resources.indicator_rows(shown) if row.report == report_id]
    if not held:
        return Markup("")
    head = [say(key, shown) for key in ("indicator", "applicant", "figure", "unit")]
    lines = ([row.indicator, row.applicant, grid.shown(row, shown), row.unit] for row in held)
    return draw_report.unfolded(say("report_figures", shown, count=len(held)), draw.plain_table(head, lines))


def contradictions(report_id: str, shown: Language) -> Markup:
    """What does not add up in the report, to unfold."""
    held = [one for one in resources.findings() if one.report == report_id]
    if not held:
        return Markup("")
    drawn = draw.join(draw_report.finding(one, shown) for one in held)
    return draw_report.unfolded(say("report_findings", shown, count=len(held)), drawn)


def quoted(at: str, length: int) -> tuple[int, int]:
    """The span that an address names as start-end, empty where it names none inside the text."""
    found = re.fullmatch(r"(\d{1,9})-(\d{1,9})", at)
    if found is None or not int(found[1]) < int(found[2]) <= length:
        return (-1, -1)
    return (int(found[1]), int(found[2]))


def heading(report: Report, shown: Language) -> Markup:
    identity = report.identity
    published = say("published", shown, date=identity.published.isoformat()) if identity.published else ""
    return draw.fill(
        '<h2 class="gk-question">{title}{made}</h2><p class="gk-about">{about}</p><p class="gk-about">{source}</p>',
        title=identity.title,
        made=draw.made(has_title(report), shown),
        about=" · ".join(part for part in (identity.issuer.name, str(identity.year), published) if part),
        source=f"{say('source_file', shown)}: {Path(report.source).name}",
    )
