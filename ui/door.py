"""The page's door: every request passes it before Streamlit sees it, and every answer gets its headers here.

Streamlit's `App` takes such a door as ASGI middleware, which is its public way of putting something before itself.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from functools import partial
from math import inf
from typing import Any
from urllib.parse import urlsplit

from assistant.addresses import host_of, is_loopback, is_own_name
from assistant.sign_in import SignIn
from ui import policy, way_back
from ui.signed_in import browser, cookies_of

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

UPLOADS = "/_stcore/upload_file/"
CLOSED = ("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent/")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
MOST_PASSES = 1000
DOWNLOADS, NO_DOWNLOADS = "/media", "/static/media"  # the latter are fonts
ICON = ".svg"  # the page's own, among the downloads; no report is given out as one

ONLY_HERE = (
    "This page is open to everybody on this machine and to nobody else. To serve others, set up signing in and name "
    "the file with GONGKAI_SIGN_IN, or start it with gongkai ui --insecure; docs/security.md says how."
)
OTHER_NAME = "This page is not served under this name; use the address that it was set up with."
ELSEWHERE = "This request was made by another site's page."
NO_UPLOAD = "Files are taken from the Manage page alone, from those who may change the store."
NO_DOWNLOAD = "Files are given to those alone who are signed in; open the page and sign in, then take the file there."
NOTHING_HERE = "There is nothing here."


@dataclass(frozen=True, slots=True)
class Rules:
    """Who is let to the page at all: those whom it signs in, else this machine alone, else (insecure) everybody."""

    sign_in: SignIn | None = None
    insecure: bool = False


class Passes:
    """Who may do something that Streamlit asks no script about, the latest thousand. Threads may share it."""

    def __init__(self) -> None:
        self._until: OrderedDict[str, float] = OrderedDict()

    def let(self, who: str, until: float = inf) -> None:
        """Let somebody, until a time in seconds since 1970."""
        self._until[who] = until
        self._until.move_to_end(who)
        while len(self._until) > MOST_PASSES:
            self._until.popitem(last=False)

    def stop(self, who: str) -> None:
        self._until.pop(who, None)

    def may(self, who: str) -> bool:
        return time.time() < self._until.get(who, -inf)


uploading = Passes()
"""The sessions that may give files."""
downloading = Passes()
"""The browsers that may take files, where people sign in: `ui.signed_in` says by what they are known."""


class Door:
    """The ASGI middleware."""

    stands = False
    """Whether there is a door in this process."""

    def __init__(self, app: Application, rules: Rules) -> None:
        self._app = app
        self._rules = rules
        Door.stands = True

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        named = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        secure = self._is_secure(scope, named)
        dressed = partial(_with_headers, send, secure)
        turned_away = refusal(scope, named, self._rules)
        if turned_away is None:
            await self._app(scope, receive, partial(_led, dressed, str(scope["path"]), named))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": turned_away[1][:120]})
        else:
            await _refuse(dressed, *turned_away)

    def _is_secure(self, scope: Message, named: dict[str, str]) -> bool:
        """Whether the browser speaks HTTPS, to this server or to the one before it."""
        sign_in = self._rules.sign_in
        behind = (
            sign_in is not None and sign_in.origin.startswith("https:") and host_of(named.get("host")) == sign_in.host
        )
        return scope["scheme"] in {"https", "wss"} or behind


def refusal(scope: Message, named: dict[str, str], rules: Rules) -> tuple[int, str] | None:
    """Why a request is turned away, with the status; None where it is let through."""
    path = str(scope["path"])
    host = host_of(named.get("host"))
    if not (rules.sign_in or rules.insecure) and not _from_here(scope, host):
        return 403, ONLY_HERE
    if host is None or (rules.sign_in and host != rules.sign_in.host and not is_own_name(host)):
        return 421, OTHER_NAME
    changes = scope["type"] == "websocket" or scope["method"] not in SAFE
    if changes and "origin" in named and _netloc(named["origin"]) != named["host"].lower():
        return 403, ELSEWHERE
    if any(one in path for one in CLOSED):
        return 404, NOTHING_HERE
    if UPLOADS in path and changes:
        session = path.partition(UPLOADS)[2].partition("/")[0]
        return None if uploading.may(session) else (403, NO_UPLOAD)
    taking = rules.sign_in is not None and _is_download(path)
    return (403, NO_DOWNLOAD) if taking and not _may_take(named) else None


def _may_take(named: dict[str, str]) -> bool:
    """Whether a request comes from the browser of somebody who is signed in."""
    return downloading.may(browser(cookies_of(named.get("cookie", ""))))


def _is_download(path: str) -> bool:
    """Whether a path is that of a file that the page made for somebody."""
    folder = path.rpartition("/")[0]
    return folder.endswith(DOWNLOADS) and not folder.endswith(NO_DOWNLOADS) and not path.endswith(ICON)


def _from_here(scope: Message, host: str | None) -> bool:
    """Whether a request was made on this machine, to this machine, under a name that means this machine.

    The last keeps out other sites' pages whose name was made to mean this machine, and what a proxy passes on.
    """
    ends = [scope.get("client"), scope.get("server")]
    return is_own_name(host) and all(end is not None and is_loopback(end[0]) for end in ends)


def _netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


async def _led(send: Send, path: str, named: dict[str, str], message: Message) -> None:
    """Pass a message on, the one that sends to the provider or back from it with the way back."""
    if message["type"] == "http.response.start" and message["status"] == 302:
        if path.endswith(way_back.LEAVING):
            message = {**message, "headers": [*message["headers"], *way_back.leaving(named)]}
        elif path.endswith(way_back.RETURNING):
            message = {**message, "headers": way_back.returning(named, message["headers"])}
    await send(message)


async def _with_headers(send: Send, secure: bool, message: Message) -> None:
    """Pass a message of the server on, an answer's beginning with the headers that all answers carry."""
    if message["type"] == "http.response.start":
        own = [*policy.headers(), *(policy.secure_headers() if secure else ())]
        taken = {name.lower().encode() for name, _ in own}
        kept = [(name, _marked(name, value, secure)) for name, value in message["headers"] if name.lower() not in taken]
        message = {**message, "headers": [*kept, *((name.lower().encode(), value.encode()) for name, value in own)]}
    await send(message)


def _marked(name: bytes, value: bytes, secure: bool) -> bytes:
    """A cookie that goes over HTTPS goes over nothing else; Streamlit leaves that out, as it cannot know of a proxy."""
    wanted = secure and name.lower() == b"set-cookie" and b"; secure" not in value.lower()
    return value + b"; Secure" if wanted else value


async def _refuse(send: Send, status: int, sentence: str) -> None:
    body = sentence.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
