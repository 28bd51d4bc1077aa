"""By what a browser that is signed in is known again: the cookies that Streamlit's sign-in gave it. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

IDENTITY, TOKENS = "_streamlit_user", "_streamlit_user_tokens"


def browser(cookies: Mapping[str, str]) -> str:
    """Stands for the sign-in that a browser carries, whole or in pieces; empty where it carries none."""
    carried = sorted((name, value.strip('"')) for name, value in cookies.items() if _is_identity(name))
    return hashlib.sha256(repr(carried).encode()).hexdigest() if carried else ""


def cookies_of(header: str) -> dict[str, str]:
    """The cookies of a request by its Cookie header."""
    pairs = (one.strip().partition("=") for one in header.split(";"))
    return {name: value for name, mark, value in pairs if mark}


def _is_identity(name: str) -> bool:
    return name.startswith(IDENTITY) and not name.startswith(TOKENS)
