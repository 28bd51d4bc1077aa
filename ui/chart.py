"""Series → Vega-Lite, which Streamlit draws with what it brings along: nothing is loaded from anywhere."""

from __future__ import annotations

from typing import Any

import streamlit as st

from assistant.model import Language
from ui.series import Series
from ui.words import say

COLOURS = ("#b5493b", "#4f7a8c", "#c39a3d", "#6b8f5e", "#8a6a9c", "#a0705a", "#5b6b95", "#7d8b3c")
ROW_HEIGHT = 26
LEAST_HEIGHT = 60
ONE_HEIGHT = 200


def draw(shown: Series, key: str, language: Language) -> None:
    """Draw a series across the page."""
    st.vega_lite_chart(spec=chart(shown, language), key=key, width="stretch")


def chart(shown: Series, language: Language) -> dict[str, Any]:
    """Years go from left to right, a line for each place; places stand one below the other, a bar for each."""
    over_years = shown.over == "year"
    number = {
        "field": "number",
        "type": "quantitative",
        "title": shown.unit or None,
        "scale": {"zero": True},
        "axis": {"tickMinStep": 1, "tickCount": 5},
    }
    place = {"field": "place", "type": "nominal", "title": None}
    year = {"field": "year", "type": "ordinal", "title": None, "axis": {"labelAngle": 0}}
    tips = [
        {"field": "place", "type": "nominal", "title": say("place", language)},
        {"field": "year", "type": "ordinal", "title": say("year", language)},
        {"field": "written", "type": "nominal", "title": shown.unit or shown.label},
    ]
    values = [
        {"place": one.place, "year": one.year, "number": one.number, "written": one.written} for one in shown.points
    ]
    return {
        "data": {"values": values},
        # The height is that of the bars or lines: what stands around them (axes, title, legend) comes on top.
        "autosize": {"type": "fit-x", "contains": "padding"},
        "title": {"text": shown.label, "anchor": "start", "fontWeight": "normal", "fontSize": 13},
        "height": ONE_HEIGHT if over_years else max(LEAST_HEIGHT, ROW_HEIGHT * len(values)),
        "mark": {"type": "line", "point": {"size": 70, "filled": True}, "strokeWidth": 2.5}
        if over_years
        else {"type": "bar", "color": COLOURS[0], "cornerRadiusEnd": 3},
        "encoding": {
            "x": year,
            "y": number,
            "color": coloured(place, len({one.place for one in shown.points}) > 1),
            "tooltip": tips,
        }
        if over_years
        else {"x": number, "y": {**place, "sort": "-x", "axis": {"labelLimit": 160}}, "tooltip": tips},
    }


def coloured(field: dict[str, Any], several: bool) -> dict[str, Any]:
    """A field as the colour of its line, with a legend below where there are several."""
    return {
        **field,
        "scale": {"range": list(COLOURS)},
        "legend": {"orient": "bottom", "title": None, "columns": 3} if several else None,
    }
