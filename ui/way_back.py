"""Where somebody was before they were sent to sign in, and back there afterwards.

Streamlit alone leads to the first page, and a link to an answer would lose its question on the way. The
place travels in a cookie that lives ten minutes; it is a path of this page and never another address.
"""

from __future__ import annotations

from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, unquote, urlsplit

LEAVING, RETURNING = "/auth/login", "/oauth2callback"
COOKIE = "_gongkai_back"
LASTS_S = 600
LONGEST = 3000
Headers = list[tuple[bytes, bytes]]


def leaving(named: dict[str, str]) -> Headers:
    """The header that keeps the place that a request to sign in came from; none where it came from elsewhere."""
    try:
        parts = urlsplit(named.get("referer", ""))
    except ValueError:
        return []
    place = quote(parts.path + (f"?{parts.query}" if parts.query else ""), safe="")
    if parts.netloc.lower() != named.get("host", "").lower() or not parts.netloc or len(place) > LONGEST:
        return []
    return [_cookie(place, LASTS_S)]


def returning(named: dict[str, str], headers: Iterable[tuple[bytes, bytes]]) -> Headers:
    """The headers of an answer to somebody who comes back, which lead to where they were."""
    kept = list(headers)
    place = _place(named.get("cookie", ""))
    if place is None:
        return kept
    return [(name, place.encode() if name.lower() == b"location" else value) for name, value in kept] + [_cookie("", 0)]


def _place(cookies: str) -> str | None:
    """The path that the cookie holds, as it stands in an address; None where it holds none of this page."""
    try:
        held = SimpleCookie(cookies).get(COOKIE)
    except CookieError:
        return None
    place = unquote(held.value) if held else ""
    if not place.startswith("/") or place.startswith(("//", "/\\")) or not place.isascii() or not place.isprintable():
        return None
    return place


def _cookie(value: str, seconds: int) -> tuple[bytes, bytes]:
    return b"set-cookie", f"{COOKIE}={value}; Max-Age={seconds}; Path=/; HttpOnly; SameSite=Lax".encode()
