"""What a browser may do with the page: the headers that every answer of the server carries."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files

from ui.scripts import SCRIPTS

_INLINE = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
_YEAR_S = 365 * 24 * 3600

# Streamlit sets styles on elements and writes its theme into style elements. Its scripts are files of its own; the few
# lines that stand in a page are known by their hash, so that nothing else that comes to stand there is ever run.
_SOURCES = {
    "default-src": "'none'",
    "script-src": "'self' {scripts}",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
_DENIED = (
    "accelerometer camera display-capture geolocation gyroscope magnetometer microphone midi payment "
    "publickey-credentials-get screen-wake-lock serial usb xr-spatial-tracking"
).split()


@cache
def headers() -> tuple[tuple[str, str], ...]:
    """What every answer carries, whatever it was asked over."""
    scripts = " ".join(f"'sha256-{one}'" for one in (*map(_digest, _streamlits_own()), *map(_digest, SCRIPTS)))
    policy = "; ".join(f"{name} {sources.format(scripts=scripts)}" for name, sources in _SOURCES.items())
    return (
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Permissions-Policy", ", ".join(f"{name}=()" for name in _DENIED)),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    )


def secure_headers() -> tuple[tuple[str, str], ...]:
    """What an answer carries beside these where it goes over HTTPS."""
    return (
        ("Strict-Transport-Security", f"max-age={_YEAR_S}"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    )


def _streamlits_own() -> list[str]:
    """The scripts that stand in Streamlit's own page, which no public name leads to; a test compares them with what
    the server gives out."""
    return _INLINE.findall((files("streamlit") / "static" / "index.html").read_text(encoding="utf-8"))


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
