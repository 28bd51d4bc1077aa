"""The lines of JavaScript that pages bring along. The door's policy lets these run and no others.

They are constants: nothing that anybody asked, wrote or uploaded ever stands in a script.
"""

from __future__ import annotations

from pathlib import Path

ANSWER = Path(__file__).with_name("answer.js").read_text(encoding="utf-8")
SHOW_LAST_QUESTION = """
[...document.querySelectorAll(".gk-question")].at(-1)?.scrollIntoView({behavior: "smooth", block: "start"});
"""
SCROLL_TO_QUOTE = 'document.querySelector(".gk-report mark, .gk-marked")?.scrollIntoView({block: "center"})'

# What reads the page aloud has to know in which language it is written; Streamlit says English always.
IN_LANGUAGE = {"zh": 'document.documentElement.lang = "zh-CN"', "en": 'document.documentElement.lang = "en"'}

SCRIPTS = (ANSWER, SHOW_LAST_QUESTION, SCROLL_TO_QUOTE, *IN_LANGUAGE.values())


def element(script: str) -> str:
    """One of the scripts as the element that runs it."""
    return f"<script>{script}</script>"
