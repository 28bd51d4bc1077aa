"""What the page's server runs for each visitor: which pages there are for them, and the one that the address names."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page as StreamlitPage

from ui import access, ask, check, evaluation, frame, indicators, manage, reports, welcome
from ui.way_in import PARAMETER
from ui.words import say

ICON = Path(__file__).with_name("icon.svg")
PAGES: dict[str, Callable[[], None]] = {
    "ask": ask.page,
    "reports": reports.page,
    "indicators": indicators.page,
    "check": check.page,
    "manage": manage.page,
    "evaluation": evaluation.page,
}
EDITORS = frozenset({"manage", "evaluation"})


def main() -> None:
    """Choose the page that the address names and draw it under the common head, as far as the visitor may see it."""
    shown = frame.language()
    st.set_page_config(page_title=say("name", shown), page_icon=str(ICON), layout="centered")
    visitor = access.visitor()
    access.let_download(visitor)
    pages = {
        key: st.Page(allowed(key, visitor), title=say(key, shown), url_path=key, default=key == "ask") for key in PAGES
    }
    current = st.navigation(list(pages.values()), position="hidden")
    links = {key: page for key, page in pages.items() if PAGES[key] is allowed(key, visitor)}
    frame.head(links, shown, partial(welcome.way_out, visitor, shown))
    turn_to_page(pages, current)
    with frame.nothing_unforeseen(shown):
        current.run()


def turn_to_page(pages: dict[str, StreamlitPage], current: StreamlitPage) -> None:
    """Go to the page that an address at the root asks for: every link leads there, see `ui.way_in`."""
    wanted = "reports" if "report" in st.query_params else st.query_params.get(PARAMETER, "")
    rest = {key: st.query_params.get_all(key) for key in st.query_params if key != PARAMETER}
    st.query_params.pop(PARAMETER, None)
    if wanted in pages and current != pages[wanted]:
        st.switch_page(pages[wanted], query_params=rest)


def allowed(key: str, visitor: access.Visitor) -> Callable[[], None]:
    """A page, or what stands in its place for this visitor; the page itself is then nowhere to be reached."""
    if visitor.role is None:
        return partial(welcome.turned_away, visitor)
    if key in EDITORS and visitor.role != "editor":
        return welcome.editors_only
    return PAGES[key]


main()
