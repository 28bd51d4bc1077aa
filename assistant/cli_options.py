"""What the commands share: the options that each takes, and how they reach the settings, the store and the streams."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from assistant.settings import Settings

if TYPE_CHECKING:
    from index.catalog import Catalog

F = TypeVar("F", bound=Callable[..., Any])


def say(text: str) -> None:
    """A message for people, on standard error."""
    click.echo(text, err=True)


def _note_store(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.find_root().meta["store"] = value


def common(command: F) -> F:
    """Give a command --store and --debug, which may stand before or after its name."""
    debug = click.option("--debug", is_flag=True, expose_value=False, help="Print the traceback of an error.")
    store = click.option(
        "--store",
        metavar="DIR",
        expose_value=False,
        callback=_note_store,
        help="The store's folder (default: GONGKAI_STORE, else .gongkai in the working folder).",
    )
    return store(debug(command))


def as_json(command: F) -> F:
    """Give a command --json."""
    return click.option("--json", "json_out", is_flag=True, help="Print JSON alone on standard output.")(command)


def settings() -> Settings:
    """The settings of the command line that is being run."""
    return Settings.load(click.get_current_context().find_root().meta.get("store"))


def bound_reading(chosen: Settings) -> None:
    """Let the limits of the settings hold for what this process reads."""
    from index.build import bound

    bound(**chosen.reading_limits())


def open_catalog() -> Catalog:
    """The catalogue for reading; raises EmptyStore where there is no report."""
    from index.catalog import Catalog

    catalog = Catalog(settings().store)
    catalog.some_reports()
    return catalog


def print_json(value: Any, indent: int | None = 2) -> None:
    """`value` as JSON on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=indent))
