"""What others may rely on: the error tree, the types, the doors of the packages and the commands. Changing one is a
change for its users: it belongs in the changelog."""

from __future__ import annotations

import importlib
import inspect
import re
from dataclasses import fields
from typing import get_args

import click
import pytest

import assistant.model as answers
from assistant.cli import cli
from index import errors, model

# What the JSON of an answer is made of, field by field in its order.
ANSWER_FIELDS = {
    answers.Answer: [
        "question", "language", "status", "answer", "values", "citations", "notes", "elapsed_ms", "id", "stages_ms",
        "model", "request",
    ],
    answers.Value: [
        "indicator", "label", "region", "year", "value", "unit", "state", "citations", "applicant", "computed",
    ],
    answers.Citation: [
        "id", "report", "title", "issuer", "region", "year", "section", "quote", "start", "end", "page", "table",
    ],
    answers.Note: ["kind", "text", "citations"],
}  # fmt: skip
WORDS = {
    answers.Status: ["answered", "no_report", "not_reported", "ambiguous", "out_of_scope"],
    answers.NoteKind: [
        "conflict", "coverage", "understood_as", "comparability", "approximate", "check", "nearest", "model",
        "degraded",
    ],
    model.State: ["reported", "blank", "not_applicable"],
    model.Level: ["nation", "province", "prefecture", "county", "township", "department"],
    model.Source: ["table", "text"],
}  # fmt: skip
REPORT_TYPES = {
    "Block", "Cell", "Correction", "Document", "Grid", "Identity", "Indicator", "Issuer", "Line", "Passage", "Quantity",
    "Report", "Section", "Table", "TableCell",
}  # fmt: skip
DOORS = {
    "assistant.chain": ["Assistant", "open_assistant"],
    "assistant.settings": ["Settings"],
    "index.build": ["IndexOutcome", "embedder_factory", "index_paths", "remove_report"],
    "index.catalog": ["Catalog", "ReportEntry"],
    "index.embed": ["Embedder", "load_embedder"],
    "index.files": ["FileFailure", "SourceFile", "decode", "read", "walk"],
    "index.understand": ["understand"],
}
COMMANDS = {
    "ask", "backup", "check", "doctor", "eval", "index", "indicators", "remove", "replay", "reports", "restore", "show",
    "ui",
}  # fmt: skip


def classes(module: object) -> set[str]:
    """The public classes that a module defines itself."""
    found = inspect.getmembers(module, inspect.isclass)
    return {name for name, one in found if one.__module__ == getattr(module, "__name__", "") and name[0] != "_"}


def test_the_error_tree_is_drawn_as_it_is() -> None:
    drawn = re.findall(r"^    ([ │├└─]*)([A-Z]\w+)(?:\s|$)", errors.__doc__ or "", re.MULTILINE)
    parents: list[str] = []
    for branch, name in drawn:
        depth = len(branch) // 4
        parents[depth:] = [name]
        assert depth == 0 or getattr(errors, name).__bases__ == (getattr(errors, parents[depth - 1]),), name
    assert {name for _, name in drawn} == classes(errors)


def test_every_error_has_an_exit_status_and_says_when_it_is_raised() -> None:
    for name in classes(errors):
        one = getattr(errors, name)
        assert one.exit_code in {1, 2, 3}
        assert one.__doc__


@pytest.mark.parametrize("answer_type", ANSWER_FIELDS, ids=lambda one: one.__name__)
def test_an_answer_keeps_its_fields(answer_type: type) -> None:
    assert [field.name for field in fields(answer_type)] == ANSWER_FIELDS[answer_type]


def test_the_words_of_answers_and_reports_are_kept() -> None:
    assert {one: list(get_args(one)) for one in WORDS} == WORDS


def test_a_report_is_made_of_these_types() -> None:
    assert classes(model) == REPORT_TYPES


@pytest.mark.parametrize("module", DOORS)
def test_the_doors_are_where_they_were(module: str) -> None:
    opened = importlib.import_module(module)
    assert [name for name in DOORS[module] if not hasattr(opened, name)] == []


def test_the_commands_are_these() -> None:
    assert set(cli.commands) == COMMANDS


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_says_what_it_does_and_takes_a_store(name: str) -> None:
    command = cli.commands[name]
    assert command.help
    options = {option for one in command.params if isinstance(one, click.Option) for option in one.opts}
    assert "--store" in options
