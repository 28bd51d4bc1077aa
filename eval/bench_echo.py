"""The least that a page of Streamlit is: it says a question back. What `eval.bench_page` holds the page against, so
that what Streamlit and the browser take themselves is told apart from what the page adds."""

from __future__ import annotations

import streamlit as st

asked = st.chat_input("…")
if asked:
    st.chat_message("user").write(asked)
    st.chat_message("assistant").write(asked)
