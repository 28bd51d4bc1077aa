"""A small OpenID Connect provider for the tests: it signs invented people in, for real, on this machine.

It follows OpenID Connect Core 1.0 (the authorization code flow, 3.1), Discovery 1.0, RP-Initiated Logout 1.0 and
PKCE (RFC 7636), as far as a client that does everything right can tell.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = "gongkai"
CLIENT_SECRET = "the-clients-secret-7f3a9c51d2"  # noqa: S105 - of a provider that nobody else knows
COOKIE_SECRET = "what-signs-the-cookies-b81e04c96f27d35a"  # noqa: S105


@dataclass(frozen=True)
class Person:
    """Somebody whom the provider knows, with what it says of them."""

    name: str
    groups: tuple[str, ...] = ()
    signed_in_ago_s: float = 0.0


PEOPLE = {
    "yue": Person("Yue", ("staff",)),
    "bian": Person("Bian", ("staff", "disclosure")),
    "lu": Person("Lu", ("visitors",)),
    "jiu": Person("Jiu", ("disclosure",), signed_in_ago_s=9 * 3600),
}


@dataclass
class Provider:
    """A provider that is running: where it is, what it was asked, and every token that it gave out."""

    issuer: str
    key: RSAKey
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: list[str] = field(default_factory=list)
    signed_out: int = 0

    @property
    def metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/end_session",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def code(self, asked: dict[str, str], login: str) -> str:
        """A code for what a browser asked, to be handed in once."""
        code = secrets.token_urlsafe(24)
        self.codes[code] = {**asked, "login": login}
        return code

    def exchange(self, given: dict[str, str], client: str, secret: str) -> dict[str, Any] | None:
        """The tokens for a code, None where anything about it is wrong."""
        asked = self.codes.pop(given.get("code", ""), None)
        if asked is None or (client, secret) != (CLIENT, CLIENT_SECRET):
            return None
        digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        if asked["code_challenge"] != base64.urlsafe_b64encode(digest).decode().rstrip("="):
            return None
        if asked["redirect_uri"] != given.get("redirect_uri"):
            return None
        tokens = {"access_token": secrets.token_urlsafe(32), "id_token": self.id_token(asked["login"], asked["nonce"])}
        self.tokens += tokens.values()
        return {**tokens, "token_type": "Bearer", "expires_in": 300}

    def id_token(self, login: str, nonce: str) -> str:
        person, now = PEOPLE[login], int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": login,
            "aud": CLIENT,
            "nonce": nonce,
            "iat": int(now - person.signed_in_ago_s),
            "exp": now + 300,
            "name": person.name,
            "groups": list(person.groups),
        }
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, self.key)


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/.well-known/openid-configuration":
            self.json(self.provider.metadata)
        elif parts.path == "/jwks":
            self.json({"keys": [self.provider.key.as_dict(private=False)]})
        elif parts.path == "/authorize":
            self.page("".join(self.link(asked, login) for login in PEOPLE))
        elif parts.path == "/end_session":
            self.provider.signed_out += 1
            self.redirect(asked["post_logout_redirect_uri"])
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        given = {name: values[0] for name, values in parse_qs(body).items()}
        scheme, _, encoded = self.headers.get("Authorization", "").partition(" ")
        client, _, secret = base64.b64decode(encoded).decode().partition(":") if scheme == "Basic" else ("", "", "")
        tokens = self.provider.exchange(
            given, client or given.get("client_id", ""), secret or given.get("client_secret", "")
        )
        self.json(tokens or {"error": "invalid_grant"}, 200 if tokens else 400)

    def link(self, asked: dict[str, str], login: str) -> str:
        """The way back to the client as one of the people."""
        query = urlencode({"code": self.provider.code(asked, login), "state": asked["state"]})
        return f'<p><a href="{html.escape(asked["redirect_uri"] + "?" + query)}">{login}</a></p>'

    def json(self, value: object, status: int = 200) -> None:
        self.answer(json.dumps(value).encode(), "application/json", status)

    def page(self, body: str) -> None:
        self.answer(f'<!doctype html><link rel="icon" href="data:,">{body}'.encode(), "text/html; charset=utf-8")

    def answer(self, body: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def redirect(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()


@contextmanager
def provider() -> Iterator[Provider]:
    """A provider on a port of its own, until the end of the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    running = Provider(f"http://127.0.0.1:{server.server_address[1]}", RSAKey.generate_key(2048, {"kid": "one"}))
    server.RequestHandlerClass = type("Handler", (_Handler,), {"provider": running})
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def sign_in_file(issuer: str, address: str, **roles: object) -> str:
    """A sign-in file for a page at `address`."""
    named = {"readers": ["staff"], "editors": ["disclosure"], **roles}
    return "\n".join(
        [
            "[auth]",
            f'redirect_uri = "{address}/oauth2callback"',
            f'cookie_secret = "{COOKIE_SECRET}"',
            f'client_id = "{CLIENT}"',
            f'client_secret = "{CLIENT_SECRET}"',
            f'server_metadata_url = "{issuer}/.well-known/openid-configuration"',
            "[roles]",
            *(f"{name} = {json.dumps(value)}" for name, value in named.items()),
        ]
    )
