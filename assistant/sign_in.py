"""Who may use the page: the sign-in file → who signs people in, and which of their groups may read or edit.

The file is TOML: `[auth]` has the fields of Streamlit's own sign-in with OpenID Connect, `[roles]` this project's.
It is a file and no set of variables, because the environment is handed to the processes that read strangers' files.
"""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from assistant.addresses import is_own_name
from index.errors import UsageError

Role = Literal["reader", "editor"]
CALLBACK = "/oauth2callback"
SHORTEST_SECRET = 32  # characters; what signs the cookie must not be guessed
CLOCKS_APART_S = 300
_TEXTS = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_ROLES = ("claim", "readers", "editors", "others", "hours")


@dataclass(frozen=True, slots=True)
class SignIn:
    """The sign-in that a page asks for. `auth` holds secrets and is never shown."""

    auth: Mapping[str, Any] = field(repr=False)
    claim: str = "groups"
    """The claim that names a person's groups; a point leads into a claim: realm_access.roles."""
    readers: frozenset[str] = frozenset()
    editors: frozenset[str] = frozenset()
    others: Role | None = None
    """What those may do who are in none of the groups; None: nothing."""
    hours: float = 8.0
    """How long a sign-in lasts, from when the provider issued it."""

    @property
    def origin(self) -> str:
        """Where the page is: scheme and host, as a browser's Origin header has them."""
        parts = urlsplit(self.auth["redirect_uri"])
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def host(self) -> str:
        """The host name that the page is reached under."""
        return urlsplit(self.auth["redirect_uri"]).hostname or ""

    def role(self, claims: Mapping[str, Any], now: float) -> Role | None:
        """What a person may do by the claims of their ID token at `now` (seconds since 1970); None: nothing.

        Raises SignInOver where the sign-in is older than it may be, or carries no time.
        """
        if not self._in_time(claims.get("iat"), now):
            raise SignInOver
        groups = _groups(claims, self.claim)
        if groups & self.editors:
            return "editor"
        return "reader" if groups & self.readers else self.others

    def _in_time(self, issued: Any, now: float) -> bool:
        if isinstance(issued, bool) or not isinstance(issued, int | float):
            return False
        return issued - CLOCKS_APART_S <= now < self.end(issued)

    def end(self, issued: float) -> float:
        """When a sign-in that was issued at `issued` ends (seconds since 1970)."""
        return issued + self.hours * 3600


class SignInOver(Exception):
    """A sign-in that lasted as long as it may."""


def read_sign_in(path: Path) -> SignIn:
    """The sign-in that a file asks for. Raises UsageError, which never repeats a value of `[auth]`."""
    try:
        whole = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _wrong(path, f"cannot be read ({error.strerror or type(error).__name__})") from error
    except UnicodeDecodeError:
        raise _wrong(path, "is no text in UTF-8") from None
    except tomllib.TOMLDecodeError:
        raise _wrong(path, "is no valid TOML") from None  # its message may quote the line
    auth, roles = whole.get("auth"), whole.get("roles", {})
    if not isinstance(auth, dict) or not isinstance(roles, dict):
        raise _wrong(path, "has no table [auth] beside its table [roles]")
    _check_auth(path, auth)
    return _with_roles(path, auth, roles)


def is_open(path: Path) -> bool:
    """Whether every user of this machine may read a file; False where a system does not tell."""
    return os.name == "posix" and bool(path.stat().st_mode & stat.S_IROTH)


def _check_auth(path: Path, auth: Mapping[str, Any]) -> None:
    lacking = [name for name in _TEXTS if not (isinstance(auth.get(name), str) and auth[name].strip())]
    if lacking:
        raise _wrong(path, f"lacks {', '.join(lacking)} in [auth]")
    strange = sorted(set(auth) - {*_TEXTS, "client_kwargs"})
    if strange:
        raise _wrong(path, f"has {', '.join(strange)} in [auth], which means nothing here")
    if len(auth["cookie_secret"]) < SHORTEST_SECRET:
        raise _wrong(path, f"has a cookie_secret of fewer than {SHORTEST_SECRET} characters; make a long random one")
    for name in ("redirect_uri", "server_metadata_url"):
        _check_address(path, name, auth[name])
    if urlsplit(auth["redirect_uri"]).path != CALLBACK:
        raise _wrong(path, f"has a redirect_uri whose path is not {CALLBACK}")
    if not isinstance(auth.get("client_kwargs", {}), dict):
        raise _wrong(path, "has client_kwargs that are no table")


def _check_address(path: Path, name: str, value: str) -> None:
    """Tokens and cookies go this way, so nobody on the way may read along; on this machine there is nobody."""
    try:
        parts = urlsplit(value)
        host = parts.hostname
    except ValueError:
        parts, host = urlsplit(""), None
    if parts.scheme not in {"http", "https"} or not host:
        raise _wrong(path, f"has a {name} that does not begin with https://")
    if parts.scheme == "http" and not is_own_name(host):
        raise _wrong(path, f"has a {name} with http:// to another machine; only https:// is safe there")


def _with_roles(path: Path, auth: Mapping[str, Any], roles: Mapping[str, Any]) -> SignIn:
    strange = sorted(set(roles) - set(_ROLES))
    if strange:
        raise _wrong(path, f"has {', '.join(strange)} in [roles]; it takes {', '.join(_ROLES)}")
    claim, others, hours = roles.get("claim", "groups"), roles.get("others", "refused"), roles.get("hours", 8)
    if not isinstance(claim, str) or not all(claim.split(".")):
        raise _wrong(path, "has a claim in [roles] that names none")
    if others not in {"refused", "reader"}:
        raise _wrong(path, 'has others in [roles] that is neither "refused" nor "reader"')
    if isinstance(hours, bool) or not isinstance(hours, int | float) or not 0 < hours <= 24 * 30:
        raise _wrong(path, "has hours in [roles] that is no number above 0 and up to 720")
    readers, editors = (_names(path, roles, name) for name in ("readers", "editors"))
    if not readers and not editors and others == "refused":
        raise _wrong(path, "lets nobody in: name groups as readers or editors in [roles]")
    return SignIn(dict(auth), claim, readers, editors, "reader" if others == "reader" else None, float(hours))


def _names(path: Path, roles: Mapping[str, Any], name: str) -> frozenset[str]:
    given = roles.get(name, [])
    if not isinstance(given, list) or not all(isinstance(one, str) and one for one in given):
        raise _wrong(path, f"has {name} in [roles] that is no list of groups' names")
    return frozenset(given)


def _groups(claims: Mapping[str, Any], claim: str) -> frozenset[str]:
    """The groups that a claim names: a list of texts, or one text."""
    found: Any = claims
    for name in [claim] if claim in claims else claim.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return frozenset({found})
    named = found if isinstance(found, Sequence) else ()
    return frozenset(one for one in named if isinstance(one, str))


def _wrong(path: Path, what: str) -> UsageError:
    return UsageError(f"The sign-in file {path} (GONGKAI_SIGN_IN) {what}; docs/security.md says what it holds.")
