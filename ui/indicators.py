"""The Indicators page: the structured table as a grid with filters, a comparison, and downloads."""

from __future__ import annotations

from functools import partial
from typing import TypeVar

import streamlit as st

from assistant.model import Language
from index.model import State
from index.ontology import ontology
from ui import chart, draw, grid, resources
from ui.frame import language, sentences
from ui.greeting import greet_empty
from ui.grid import Row
from ui.words import STATES, say
from ui.workbook import to_xlsx

STATE_ORDER: tuple[State, ...] = ("reported", "blank", "not_applicable")
NUMERIC = frozenset(grid.head().index(name) for name in ("year", "value", "start", "end"))
WIDE = frozenset(grid.head().index(name) for name in ("issuer", "indicator", "quote", "title"))
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_DRAWN = 5000
Option = TypeVar("Option", str, int)


def page() -> None:
    """Filters, the grid, the comparison, the downloads."""
    shown = language()
    with sentences():
        if resources.reports():
            explore(shown)
        else:
            greet_empty(shown)


def explore(shown: Language) -> None:
    """The indicators that the filters leave."""
    whole = resources.indicator_rows(shown)
    found = filtered(whole, shown)
    st.caption(say("rows_found", shown, found=len(found), total=len(whole)))
    show_grid(found, shown)
    downloads(found, shown)
    compare(found, shown)


def filtered(whole: tuple[Row, ...], shown: Language) -> tuple[Row, ...]:
    """The rows that fit what the visitor chose; nothing chosen leaves all."""
    first, second = st.columns(2), st.columns(2)
    names = grid.owners(whole)
    issuers = choose(first[0], "whose", list(names.values()), shown)
    years = choose(first[1], "year", sorted({row.year for row in whole}), shown)
    codes = choose_indicator(second[0], whole, shown)
    states = second[1].multiselect(
        say("state", shown),
        STATE_ORDER,
        format_func=lambda state: state_word(state, shown),
        placeholder=say("any", shown),
        key="filter-state",
    )
    return tuple(
        row
        for row in whole
        if (not issuers or names[row.place, row.issuer] in issuers)
        and (not years or row.year in years)
        and (not codes or row.code in codes)
        and (not states or row.state in states)
    )


def choose(place: st.delta_generator.DeltaGenerator, key: str, options: list[Option], shown: Language) -> list[Option]:
    return place.multiselect(
        say(key, shown), list(dict.fromkeys(options)), placeholder=say("any", shown), key=f"filter-{key}"
    )


def choose_indicator(place: st.delta_generator.DeltaGenerator, whole: tuple[Row, ...], shown: Language) -> list[str]:
    names = {row.code: row.indicator for row in whole}
    order = [code for code in ontology().terms if code in names]
    return place.multiselect(
        say("indicator", shown), order, format_func=names.__getitem__, placeholder=say("any", shown), key="filter-code"
    )


def state_word(state: State, shown: Language) -> str:
    return STATES[state][shown] or say("has_figure", shown)


def show_grid(found: tuple[Row, ...], shown: Language) -> None:
    """The rows; a figure, a blank and what does not apply each look like what they are; a link leads to the place."""
    columns = {
        "issuer": say("issuer", shown),
        "year": say("year", shown),
        "indicator": say("indicator", shown),
        "applicant": say("applicant", shown),
        "figure": say("figure", shown),
        "unit": say("unit", shown),
        "quote": say("quote", shown),
        "link": say("source", shown),
    }
    names = grid.owners(found)
    data = [
        {
            columns["issuer"]: names[row.place, row.issuer],
            columns["year"]: str(row.year),
            columns["indicator"]: row.indicator,
            columns["applicant"]: row.applicant,
            columns["figure"]: grid.shown(row, shown),
            columns["unit"]: row.unit,
            columns["quote"]: row.quote,
            columns["link"]: draw.report_link(row.report, shown, row.start, row.end).removeprefix("."),
        }
        for row in found[:MOST_DRAWN]
    ]
    links = {columns["link"]: st.column_config.LinkColumn(display_text=say("open", shown), width="small")}
    st.dataframe(data, hide_index=True, column_config=links, height=360, key="grid")
    st.html(draw.fill('<p class="gk-about">{line}</p>', line=say("states_legend", shown)))


def downloads(found: tuple[Row, ...], shown: Language) -> None:
    """What the filters leave, as files, each figure with its source."""
    with st.container(horizontal=True):
        save = partial(st.download_button, on_click="ignore", icon=":material/download:", disabled=not found)
        save(say("save_csv", shown), partial(grid.to_csv, found), "gongkai.csv", "text/csv", key="save-csv")
        save(say("save_xlsx", shown), partial(workbook, found), "gongkai.xlsx", XLSX, key="save-xlsx")


def workbook(found: tuple[Row, ...]) -> bytes:
    return to_xlsx(grid.head(), map(grid.cells, found), NUMERIC, WIDE)


# -- side by side -------------------------------------------------------------------------------------------------


def compare(found: tuple[Row, ...], shown: Language) -> None:
    """One indicator, whose reports downwards and years across, and drawn where there is enough to draw."""
    st.html(draw.fill('<h3 class="gk-heading">{line}</h3>', line=say("compare", shown)))
    kinds = {(row.code, row.applicant): kind_name(row) for row in found}
    counted = sorted(kinds, key=lambda kind: -sum((row.code, row.applicant) == kind for row in found))
    if not counted:
        return
    kind = st.selectbox(
        say("indicator", shown),
        counted,
        format_func=kinds.__getitem__,
        label_visibility="collapsed",
        key="compare-code",
    )
    chosen = tuple(row for row in found if (row.code, row.applicant) == kind)
    head, lines = grid.comparison(chosen, shown)
    st.html(draw.plain_table(head, lines))
    drawn = grid.charted(chosen)
    if drawn is not None:
        chart.draw(drawn, "compare-chart", shown)


def kind_name(row: Row) -> str:
    return f"{row.indicator} · {row.applicant}" if row.applicant else row.indicator
