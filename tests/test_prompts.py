"""Prompts are files; a bad placeholder is named when the prompt is loaded or filled."""

from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts import PromptError, load, parse

NAMES = sorted(
    file.name.removesuffix(".md") for file in resources.files("prompts").iterdir() if file.name.endswith(".md")
)


@pytest.mark.parametrize("name", NAMES)
def test_every_prompt_of_the_package_loads(name: str) -> None:
    assert load(name).text


def test_there_are_prompts() -> None:
    assert NAMES


def test_a_prompt_is_filled() -> None:
    prompt = parse("p", "<!-- placeholders: a, b; version: 1 -->\n\n{a} and {b}\n")
    assert prompt.fill(a="one", b="two") == "one and two"


@pytest.mark.parametrize(
    ("values", "named"),
    [({"a": "1"}, "missing ['b']"), ({"a": "1", "b": "2", "c": "3"}, "unknown ['c']")],
)
def test_a_missing_or_unknown_value_is_named(values: dict[str, str], named: str) -> None:
    prompt = parse("p", "<!-- placeholders: a, b; version: 1 -->\n{a}{b}")
    with pytest.raises(PromptError) as error:
        prompt.fill(**values)
    assert named in str(error.value)


@pytest.mark.parametrize(
    "source", ["{a}", "<!-- placeholders: a; version: 1 -->\n{b}", "<!-- placeholders: a, b; version: 1 -->\n{a}"]
)
def test_a_header_that_is_missing_or_disagrees_is_refused(source: str) -> None:
    with pytest.raises(PromptError):
        parse("p", source)


def test_a_prompt_that_is_not_there_is_named() -> None:
    with pytest.raises(PromptError, match="nowhere"):
        load("nowhere")


@given(st.text())
def test_a_value_is_never_read_as_a_placeholder(value: str) -> None:
    prompt = parse("p", "<!-- placeholders: a, b; version: 1 -->\n{a}|{b}")
    assert prompt.fill(a=value, b="{a}") == f"{value}|{{a}}"
