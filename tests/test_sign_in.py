"""The sign-in file, and what a person may do by what the provider says of them."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from oidc_provider import CLIENT_SECRET, COOKIE_SECRET, sign_in_file

from assistant.sign_in import SignIn, SignInOver, read_sign_in
from index.errors import UsageError

NOW = 1_800_000_000.0
WHOLE = sign_in_file("https://id.example.cn", "https://gongkai.example.cn")


def read(tmp_path: Path, text: str) -> SignIn:
    file = tmp_path / "sign-in.toml"
    file.write_text(text, encoding="utf-8")
    return read_sign_in(file)


def test_a_file_says_who_signs_people_in_and_who_may_do_what(tmp_path: Path) -> None:
    sign_in = read(tmp_path, WHOLE + '\nclaim = "roles"\nothers = "reader"\nhours = 2')
    assert (sign_in.origin, sign_in.host) == ("https://gongkai.example.cn", "gongkai.example.cn")
    assert (sign_in.readers, sign_in.editors) == ({"staff"}, {"disclosure"})
    assert (sign_in.claim, sign_in.others, sign_in.hours) == ("roles", "reader", 2.0)
    assert sign_in.auth["client_secret"] == CLIENT_SECRET


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[auth]", "[other]", r"no table \[auth\]"),
        ("client_secret = ", "client_secrets = ", "lacks client_secret"),
        (f'"{CLIENT_SECRET}"', '" "', "lacks client_secret"),
        (f'"{CLIENT_SECRET}"', "7", "lacks client_secret"),
        (COOKIE_SECRET, "short-one", "fewer than 32 characters"),
        ("[roles]", 'expose_tokens = "id"\n[roles]', "expose_tokens"),
        ("[roles]", "client_kwargs = 3\n[roles]", "client_kwargs"),
        ("https://gongkai", "http://gongkai", "redirect_uri with http://"),
        ("https://gongkai", "gongkai", "redirect_uri that does not begin"),
        ("https://id.", "http://id.", "server_metadata_url with http://"),
        ("https://id.", "https://[id.", "server_metadata_url that does not begin"),
        ("/oauth2callback", "/callback", "whose path is not /oauth2callback"),
        ("readers = ", "reader = ", r"reader in \[roles\]"),
        ('["staff"]', '"staff"', "readers in .* no list"),
        ('["staff"]', "[1]", "readers in .* no list"),
        ("[roles]", '[roles]\nclaim = ""', "claim in .* names none"),
        ("[roles]", '[roles]\nclaim = "a..b"', "claim in .* names none"),
        ("[roles]", '[roles]\nothers = "editor"', "others in"),
        ("[roles]", "[roles]\nhours = 0", "hours in"),
        ("[roles]", "[roles]\nhours = true", "hours in"),
        ("[roles]", "[roles]\nhours = inf", "hours in"),
        ("[roles]", "[roles", "no valid TOML"),
    ],
)
def test_what_is_wrong_is_said_and_no_secret_repeated(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in WHOLE
    with pytest.raises(UsageError, match=said) as raised:
        read(tmp_path, WHOLE.replace(old, new))
    assert "sign-in.toml" in raised.value.message
    assert raised.value.message.endswith(".")
    assert CLIENT_SECRET not in raised.value.message
    assert COOKIE_SECRET not in raised.value.message


def test_a_file_that_lets_nobody_in_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="lets nobody in"):
        read(tmp_path, WHOLE[: WHOLE.index("[roles]")])


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", None])
def test_a_file_that_cannot_be_read_is_a_sentence(tmp_path: Path, data: bytes | None) -> None:
    file = tmp_path / "sign-in.toml"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(UsageError, match="sign-in file"):
        read_sign_in(file)


def test_no_secret_is_printed_with_it(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        sign_in = read(tmp_path, WHOLE)
        shown = f"{sign_in!r} {sign_in} {caplog.text}"
    assert CLIENT_SECRET not in shown
    assert COOKIE_SECRET not in shown


@pytest.mark.parametrize(
    ("claims", "role"),
    [
        ({"groups": ["staff"]}, "reader"),
        ({"groups": ["disclosure"]}, "editor"),
        ({"groups": ["staff", "disclosure"]}, "editor"),
        ({"groups": "disclosure"}, "editor"),
        ({"groups": "staff disclosure"}, None),
        ({"groups": []}, None),
        ({"groups": None}, None),
        ({"groups": 7}, None),
        ({"groups": {"disclosure": True}}, None),
        ({"groups": [["disclosure"], {"disclosure": 1}, 7]}, None),
        ({"groups": ["Disclosure", "disclosure "]}, None),
        ({"roles": ["disclosure"]}, None),
        ({}, None),
    ],
)
def test_groups_give_roles(tmp_path: Path, claims: dict[str, Any], role: str | None) -> None:
    assert read(tmp_path, WHOLE).role({"iat": NOW, **claims}, NOW) == role


def test_the_others_may_be_readers(tmp_path: Path) -> None:
    assert read(tmp_path, WHOLE + '\nothers = "reader"').role({"iat": NOW}, NOW) == "reader"


@pytest.mark.parametrize(
    ("name", "claims", "role"),
    [
        ("realm_access.roles", {"realm_access": {"roles": ["disclosure"]}}, "editor"),
        ("realm_access.roles", {"realm_access": ["disclosure"]}, None),
        ("https://example.cn/groups", {"https://example.cn/groups": ["disclosure"]}, "editor"),
    ],
)
def test_a_claim_may_stand_within_another(tmp_path: Path, name: str, claims: dict[str, Any], role: str | None) -> None:
    assert read(tmp_path, f'{WHOLE}\nclaim = "{name}"').role({"iat": NOW, **claims}, NOW) == role


@pytest.mark.parametrize(
    ("issued", "lasts"),
    [
        (NOW, True),
        (NOW - 8 * 3600 + 1, True),
        (NOW - 8 * 3600, False),
        (NOW + 200, True),
        (NOW + 4000, False),
        (None, False),
        (True, False),
        (str(NOW), False),
        (float("nan"), False),
        (float("inf"), False),
    ],
)
def test_a_sign_in_lasts_as_long_as_the_file_says(tmp_path: Path, issued: object, lasts: bool) -> None:
    sign_in = read(tmp_path, WHOLE)
    claims = {"iat": issued, "groups": ["disclosure"]}
    if lasts:
        assert sign_in.role(claims, NOW) == "editor"
    else:
        with pytest.raises(SignInOver):
            sign_in.role(claims, NOW)
