"""The way back to where somebody was before they signed in: a place of this page, and never another address."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.way_back import COOKIE, leaving, returning

HOST = "gongkai.example.cn"
HOME = [(b"location", b"/"), (b"set-cookie", b"_streamlit_user=x")]


def back(place: str) -> list[tuple[bytes, bytes]]:
    """The headers for somebody whose cookie holds a place."""
    return returning({"cookie": f"a=b; {COOKIE}={quote(place, safe='')}; c=d"}, HOME)


@pytest.mark.parametrize(
    "place", ["/?q=%E5%BA%86%E9%98%B3&h=a;b", "/reports?report=a&at=1-2", "/manage", "/base/?lang=en"]
)
def test_the_place_comes_back_as_it_was(place: str) -> None:
    ((name, value),) = leaving({"host": HOST, "referer": f"https://{HOST}{place}"})
    assert name == b"set-cookie"
    cookie, *attributes = value.decode().split("; ")
    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=600"} == set(attributes)
    headers = returning({"cookie": cookie}, HOME)
    assert (b"location", place.encode()) in headers
    assert (b"set-cookie", b"_streamlit_user=x") in headers
    assert headers[-1][1].startswith(f"{COOKIE}=; Max-Age=0".encode())


@pytest.mark.parametrize(
    "referer",
    [
        "",
        "https://evil.example/?q=a",
        f"https://{HOST}.evil.example/",
        "/x",
        "https://[",
        f"https://{HOST}/" + "a" * 4000,
    ],
)
def test_nothing_is_kept_of_another_place(referer: str) -> None:
    assert leaving({"host": HOST, "referer": referer}) == []
    assert leaving({"referer": referer}) == []


@pytest.mark.parametrize(
    "place",
    [
        "",
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie: b=c",
        "/庆",
    ],
)
def test_a_forged_place_leads_nowhere_else(place: str) -> None:
    assert back(place) == HOME


def test_without_the_cookie_nothing_changes() -> None:
    assert returning({}, HOME) == HOME
    assert returning({"cookie": "a=b"}, HOME) == HOME


@given(st.text(max_size=60))
def test_whatever_the_cookie_holds_the_place_is_a_path_of_this_page(cookies: str) -> None:
    for headers in (returning({"cookie": cookies}, HOME), back(cookies)):
        place = dict(headers)[b"location"].decode("ascii")
        assert place.startswith("/")
        assert place[1:2] not in {"/", "\\"}
        assert place.isprintable()
