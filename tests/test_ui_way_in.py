"""A page that is opened by its own address is reached by way of the root."""

from __future__ import annotations

import pytest

from ui.way_in import elsewhere
from ui.words import PAGE_NAMES


def asked(path: str, query: str = "", method: str = "GET") -> str | None:
    return elsewhere({"path": path, "query_string": query.encode(), "method": method}, PAGE_NAMES)


@pytest.mark.parametrize(
    ("path", "query", "place"),
    [
        ("/manage", "", "./?page=manage"),
        ("/manage/", "lang=en", "../?page=manage&lang=en"),
        ("/base/check", "", "./?page=check"),
        ("/ask", "q=%E5%BA%86", "./?page=ask&q=%E5%BA%86"),
    ],
)
def test_a_page_is_led_to_the_root(path: str, query: str, place: str) -> None:
    assert asked(path, query) == place


@pytest.mark.parametrize(
    "path", ["/", "/_stcore/health", "/manage/_stcore/host-config", "/static/js/manage.js", "/a/b/manage", "/x"]
)
def test_every_other_request_goes_on(path: str) -> None:
    assert asked(path) is None


def test_what_changes_something_is_led_nowhere() -> None:
    assert asked("/manage", method="POST") is None
