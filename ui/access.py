"""Who sits before the page and what they may do. Everything on the page that writes asks here, at the moment it writes.

A hidden button keeps nobody from pressing it: what was drawn before a sign-in ended, or is sent by something that is no
browser, reaches the functions behind it all the same.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from assistant.addresses import is_loopback, numbered
from assistant.settings import Settings
from assistant.sign_in import Role, SignInOver, read_sign_in
from index.errors import NotAllowed, UsageError
from ui.door import ONLY_HERE, Door, Rules, downloading, uploading
from ui.signed_in import browser

Why = Literal["not_signed_in", "sign_in_over", "no_group", "only_here"]
EVERYWHERE = "0.0.0.0"  # noqa: S104 - where Streamlit listens unless it is told otherwise


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody before the page: the role they have, or why they have none."""

    role: Role | None
    why: Why | None = None


@cache
def rules() -> Rules:
    """Who is let to the page, by the settings of this process. Raises UsageError."""
    chosen = Settings.load()
    return Rules(read_sign_in(chosen.sign_in) if chosen.sign_in else None, chosen.insecure)


def secrets(chosen: Rules) -> dict[str, Any] | None:
    """What Streamlit's own sign-in is told."""
    return {"auth": dict(chosen.sign_in.auth)} if chosen.sign_in else None


def check_start(chosen: Rules, address: str | None) -> None:
    """Raise UsageError where the page must not be served at `address` as Streamlit and the settings are."""
    if not (chosen.sign_in or chosen.insecure) and not is_loopback(numbered(address or EVERYWHERE)):
        raise UsageError(
            f"Nobody is asked to sign in, and {address or EVERYWHERE} is not this machine alone. {ONLY_HERE}"
        )
    if chosen.sign_in is None and _streamlit_has_sign_in():
        raise UsageError(
            "Streamlit's secrets.toml has an [auth] section, which means nothing here by itself; name that file, "
            "or one of its own, with GONGKAI_SIGN_IN, or take the section out."
        )
    for option, wanted in (("server.enableXsrfProtection", True), ("server.enableCORS", True)):
        if st.get_option(option) is not wanted:
            raise UsageError(
                f"Streamlit's option {option} is off, which lets other sites' pages act here; leave it on."
            )
    if chosen.sign_in and st.get_option("server.trustedUserHeaders"):
        raise UsageError(
            "Streamlit's option server.trustedUserHeaders goes before what the sign-in says; leave it empty."
        )


def kept_secret(name: str) -> str | None:
    """A secret that Streamlit's secrets.toml holds under `name`, None where it holds none or there is no such file."""
    try:
        return str(st.secrets.get(name) or "") or None
    except FileNotFoundError:  # what Streamlit raises where there is no such file
        return None


def _streamlit_has_sign_in() -> bool:
    try:
        return "auth" in st.secrets
    except FileNotFoundError:
        return False


def visitor() -> Visitor:
    """Who sits before the page now."""
    sign_in = rules().sign_in
    if sign_in is None:
        return Visitor("editor") if _only_here() else Visitor(None, "only_here")
    claims = claimed()
    if not claims.get("is_logged_in"):
        return Visitor(None, "not_signed_in")
    try:
        role = sign_in.role(claims, time.time())
    except SignInOver:
        return Visitor(None, "sign_in_over")
    return Visitor(role, None if role else "no_group")


def claimed() -> dict[str, Any]:
    """What the provider said of the person, as Streamlit holds it."""
    return dict(st.user.to_dict())


def _only_here() -> bool:
    """Whether only this machine is served: the door sees to it, and where main.py was started without it, the address
    that Streamlit listens on and the visitor's own must say so."""
    if Door.stands or rules().insecure:
        return True
    listening = st.get_option("server.address")
    return not isinstance(st.context.ip_address, str) and (not listening or is_loopback(numbered(listening)))


def may(role: Role) -> bool:
    """Whether the visitor has a role; an editor may do all that a reader may."""
    return visitor().role in {"editor", role}


def require(role: Role) -> None:
    """Raise NotAllowed unless the visitor has the role."""
    if not may(role):
        raise NotAllowed(
            f"This needs the role of {'an editor' if role == 'editor' else 'a reader'}, which you do not have, or no "
            "longer; sign in again, or ask whoever runs this page."
        )


def let_download(somebody: Visitor) -> None:
    """Let the browser of somebody who is signed in take files until the sign-in ends, and nobody else's."""
    sign_in, known = rules().sign_in, browser(st.context.cookies.to_dict())
    if sign_in is None or not known:
        return
    if somebody.role is None:
        downloading.stop(known)
    else:
        downloading.let(known, sign_in.end(claimed()["iat"]))


def let_upload() -> None:
    """Let this session give files from now on. Raises NotAllowed for those who are no editors."""
    session = _session()
    try:
        require("editor")
    except NotAllowed:
        uploading.stop(session)
        raise
    uploading.let(session)


def _session() -> str:
    context = get_script_run_ctx()
    return context.session_id if context else ""
