"""The page's entry, run by Streamlit: `gongkai ui`, or `streamlit run ui/app.py`."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui import ask, check, evaluation, frame, indicators, manage, reports
from ui.words import say

ICON = Path(__file__).with_name("icon.svg")


def main() -> None:
    """Choose the page that the address names and draw it under the common head."""
    shown = frame.language()
    st.set_page_config(page_title=say("name", shown), page_icon=str(ICON), layout="centered")
    pages = {
        "ask": st.Page(ask.page, title=say("ask", shown), url_path="ask", default=True),
        "reports": st.Page(reports.page, title=say("reports", shown), url_path="reports"),
        "indicators": st.Page(indicators.page, title=say("indicators", shown), url_path="indicators"),
        "check": st.Page(check.page, title=say("check", shown), url_path="check"),
        "manage": st.Page(manage.page, title=say("manage", shown), url_path="manage"),
        "evaluation": st.Page(evaluation.page, title=say("evaluation", shown), url_path="evaluation"),
    }
    current = st.navigation(list(pages.values()), position="hidden")
    frame.head(pages, shown)
    if "report" in st.query_params and current != pages["reports"]:
        # A link to a report leads to the root: Streamlit finds its own server only from there without a failed request.
        st.switch_page(pages["reports"], query_params=st.query_params.to_dict())
    with frame.nothing_unforeseen(shown):
        current.run()


main()
