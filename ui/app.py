"""The page's server: Streamlit's application with the door before it. `gongkai ui`, or `streamlit run ui/app.py`."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit.starlette import App

from index.errors import GongkaiError
from ui import access
from ui.door import Door, Rules
from ui.way_in import WayIn
from ui.words import PAGE_NAMES


def allowed() -> Rules:
    """Who is let to the page. A page that may not be served as it is asked for ends here, with a sentence."""
    try:
        rules = access.rules()
        access.check_start(rules, st.get_option("server.address"))
    except GongkaiError as error:
        sys.stderr.write(f"{error.message}\n")
        sys.exit(error.exit_code)
    return rules


app = App(
    Path(__file__).with_name("main.py"),
    secrets=access.secrets(allowed()),
    middleware=[Middleware(Door, rules=allowed()), Middleware(WayIn, pages=PAGE_NAMES)],
)
