"""An address that names a page, `/manage`, leads to the root, which turns to that page.

Streamlit's own page looks for its server below the address that it was opened at and only then at the root, so that a
page opened by its own address (a bookmark, a reload) began with two failed requests.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, MutableMapping
from typing import Any
from urllib.parse import urlencode

PARAMETER = "page"
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]


class WayIn:
    """The application `app` with its `pages` reached by way of the root."""

    def __init__(self, app: Application, pages: Collection[str]) -> None:
        self._app = app
        self._pages = frozenset(pages)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        place = elsewhere(scope, self._pages) if scope["type"] == "http" else None
        if place is None:
            await self._app(scope, receive, send)
            return
        headers = [(b"location", place.encode()), (b"content-length", b"0")]
        await send({"type": "http.response.start", "status": 307, "headers": headers})
        await send({"type": "http.response.body", "body": b""})


def elsewhere(scope: Message, pages: Collection[str]) -> str | None:
    """Where a request for a page is led, relative to its own address; None for all other requests."""
    above, _, name = str(scope["path"]).rstrip("/").rpartition("/")
    if scope["method"] not in {"GET", "HEAD"} or name not in pages or "/" in above.strip("/"):
        return None
    query = scope["query_string"].decode("latin-1")
    root = "../" if str(scope["path"]).endswith("/") else "./"
    return f"{root}?{urlencode({PARAMETER: name})}" + (f"&{query}" if query else "")
