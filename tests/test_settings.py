"""The settings: where they come from, what goes before what, and what is said of a wrong one."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from assistant.settings import Settings
from index.errors import UsageError


def test_nothing_needs_to_be_set() -> None:
    settings = Settings.load(environment={})
    assert settings.store == Path(".gongkai")
    assert settings.cache.name == "gongkai"
    assert settings.embedding_model is None
    assert settings.chat_model is None
    assert settings.max_question_chars == 2000


def test_every_setting_says_where_it_comes_from_and_what_it_is_for() -> None:
    for item in fields(Settings):
        assert item.metadata["variable"] == f"GONGKAI_{item.name.upper()}"
        assert item.metadata["meaning"]


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GONGKAI_STORE", str(tmp_path / "s"))
    monkeypatch.setenv("GONGKAI_CACHE", "~/c")
    monkeypatch.setenv("GONGKAI_EMBEDDING_MODEL", "somebody/some-model")
    monkeypatch.setenv("GONGKAI_CHAT_MODEL", "chat")
    monkeypatch.setenv("GONGKAI_CHAT_BASE_URL", "http://127.0.0.1:8000/v1/")
    monkeypatch.setenv("GONGKAI_CHAT_TIMEOUT_S", "2.5")
    monkeypatch.setenv("GONGKAI_MAX_QUESTION_CHARS", "50")
    settings = Settings.load()
    assert settings.store == tmp_path / "s"
    assert settings.cache == Path.home() / "c"
    assert settings.embedding_model == "somebody/some-model"
    assert settings.chat_base_url == "http://127.0.0.1:8000/v1"
    assert (settings.chat_timeout_s, settings.max_question_chars) == (2.5, 50)


def test_the_command_lines_store_goes_before_the_environments() -> None:
    assert Settings.load("there", {"GONGKAI_STORE": "elsewhere"}).store == Path("there")


def test_an_empty_variable_is_not_set() -> None:
    assert Settings.load(environment={"GONGKAI_STORE": " ", "GONGKAI_MAX_QUESTION_CHARS": ""}) == Settings.load(
        environment={}
    )


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("GONGKAI_MAX_QUESTION_CHARS", "many"),
        ("GONGKAI_MAX_QUESTION_CHARS", "0"),
        ("GONGKAI_MAX_QUESTION_CHARS", "-3"),
        ("GONGKAI_MAX_QUESTION_CHARS", "２０"),
        ("GONGKAI_CHAT_TIMEOUT_S", "soon"),
        ("GONGKAI_CHAT_TIMEOUT_S", "nan"),
        ("GONGKAI_CHAT_TIMEOUT_S", "inf"),
        ("GONGKAI_CHAT_BASE_URL", "localhost:8000"),
        ("GONGKAI_CHAT_BASE_URL", "http://"),
        ("GONGKAI_STORE", __file__),
    ],
)
def test_a_wrong_value_is_named_with_its_variable(variable: str, value: str) -> None:
    with pytest.raises(UsageError) as raised:
        Settings.load(environment={"GONGKAI_CHAT_MODEL": "chat", variable: value})
    assert variable in raised.value.message
    assert repr(value) in raised.value.message
    assert raised.value.message.endswith(".")


def test_an_empty_store_option_is_wrong() -> None:
    with pytest.raises(UsageError, match="--store is empty"):
        Settings.load("", {})


def test_a_chat_service_needs_a_model() -> None:
    with pytest.raises(UsageError, match="GONGKAI_CHAT_MODEL"):
        Settings.load(environment={"GONGKAI_CHAT_BASE_URL": "http://127.0.0.1:1"})


def test_a_key_is_never_shown() -> None:
    assert "hush" not in repr(Settings.load(environment={"GONGKAI_CHAT_API_KEY": "hush"}))


def test_a_child_process_gets_the_same_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_CHAT_MODEL", "chat")
    settings = Settings.load("there")
    assert Settings.load(environment=settings.environment()) == settings
