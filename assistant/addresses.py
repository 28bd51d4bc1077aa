"""Where a page may listen: an address → the number it stands for, and whether that is this machine alone."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from index.errors import UsageError


def numbered(address: str) -> str:
    """The IP address that `address` (an IP address or a host name) stands for, IPv4 first.

    What is judged must be what is listened on: a name may come to mean another machine between the two.
    Raises UsageError where nothing is known under that name.
    """
    plain = address.strip().removeprefix("[").removesuffix("]")
    if _ip(plain) is not None:
        return plain
    try:
        found = socket.getaddrinfo(plain, None, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE) if plain else []
    except (OSError, UnicodeError) as error:
        raise UsageError(
            f"{address!r} is no address that this machine could listen on ({error}); "
            "name an IP address such as 127.0.0.1 or 0.0.0.0, or a host name of this machine."
        ) from error
    if not found:
        raise UsageError(f"{address!r} is no address; name an IP address or a host name of this machine.")
    ordered = sorted(found, key=lambda one: one[0] != socket.AF_INET)
    return str(ordered[0][4][0])


def is_loopback(address: str | None) -> bool:
    """Whether an IP address is this machine alone. What is no IP address is not: a name may mean anything tomorrow."""
    number = _ip(address or "")
    if isinstance(number, IPv6Address) and number.ipv4_mapped is not None:
        number = number.ipv4_mapped
    return number is not None and number.is_loopback


def is_own_name(host: str | None) -> bool:
    """Whether a host name, as a browser's address bar has it, means this machine: localhost or a loopback address."""
    plain = (host or "").rstrip(".").lower()
    return plain == "localhost" or is_loopback(plain)


def host_of(netloc: str | None) -> str | None:
    """The host in `host:port`, in lower case and without the brackets of IPv6; None where that is no such thing."""
    try:
        parts = urlsplit(f"//{netloc or ''}")
        _ = parts.port  # a port that is no number is found out here
        plain = not (parts.path or parts.query or parts.fragment or parts.username is not None)
        return parts.hostname if plain else None
    except ValueError:
        return None


def as_host(address: str) -> str:
    """An IP address as it stands in a web address."""
    return f"[{address}]" if ":" in address else address


def _ip(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None
