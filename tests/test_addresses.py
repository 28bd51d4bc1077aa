"""What an address stands for, and whether that is this machine alone."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from assistant.addresses import as_host, host_of, is_loopback, is_own_name, numbered
from index.errors import UsageError


@pytest.mark.parametrize(
    ("address", "number", "own"),
    [
        ("127.0.0.1", "127.0.0.1", True),
        ("127.8.9.10", "127.8.9.10", True),
        ("::1", "::1", True),
        ("[::1]", "::1", True),
        ("::ffff:127.0.0.1", "::ffff:127.0.0.1", True),
        ("0.0.0.0", "0.0.0.0", False),  # noqa: S104
        ("::", "::", False),
        ("192.168.1.20", "192.168.1.20", False),
        ("10.0.0.1", "10.0.0.1", False),
        ("fe80::1", "fe80::1", False),
        ("2001:db8::1", "2001:db8::1", False),
        ("::ffff:8.8.8.8", "::ffff:8.8.8.8", False),
        ("localhost", "127.0.0.1", True),
    ],
)
def test_an_address_is_numbered_and_judged(address: str, number: str, own: bool) -> None:
    assert numbered(address) == number
    assert is_loopback(number) is own


@pytest.mark.parametrize(
    ("found", "number"),
    [(["192.0.2.7"], "192.0.2.7"), (["127.0.1.1"], "127.0.1.1"), (["::1", "192.0.2.7"], "192.0.2.7"), (["::1"], "::1")],
)
def test_a_host_name_is_what_it_resolves_to(monkeypatch: pytest.MonkeyPatch, found: list[str], number: str) -> None:
    def resolve(*_: object, **__: object) -> list[tuple[Any, ...]]:
        kinds = {True: socket.AF_INET6, False: socket.AF_INET}
        return [(kinds[":" in one], socket.SOCK_STREAM, 6, "", (one, 0)) for one in found]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert numbered("office-machine") == number


@pytest.mark.parametrize("address", ["", " ", "no.such.host.invalid", "http://127.0.0.1", "127.0.0.1:80", "é" * 80])
def test_what_is_no_address_is_a_sentence(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    def resolve(name: str, *_: object, **__: object) -> None:
        name.encode("idna")
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(UsageError, match=r"is no address.*\.$"):
        numbered(address)


@pytest.mark.parametrize(
    ("netloc", "host", "own"),
    [
        ("localhost:8501", "localhost", True),
        ("LOCALHOST", "localhost", True),
        ("localhost.", "localhost.", True),
        ("[::1]:8501", "::1", True),
        ("127.0.0.1", "127.0.0.1", True),
        ("gongkai.example.cn", "gongkai.example.cn", False),
        ("localhost.example.cn", "localhost.example.cn", False),
        ("127.0.0.1.example.cn", "127.0.0.1.example.cn", False),
        ("localhost:x", None, False),
        ("a@localhost", None, False),
        ("localhost/x", None, False),
        ("[::1", None, False),
        ("", None, False),
        (None, None, False),
    ],
)
def test_a_host_header_is_taken_apart(netloc: str | None, host: str | None, own: bool) -> None:
    assert host_of(netloc) == host
    assert is_own_name(host_of(netloc)) is own


def test_an_address_stands_in_a_web_address() -> None:
    assert (as_host("::1"), as_host("127.0.0.1")) == ("[::1]", "127.0.0.1")
