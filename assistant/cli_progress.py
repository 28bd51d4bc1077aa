"""The progress bar of a long command, on standard error: how far it is, with which file, and the time that is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from assistant.cli_text import printable

_NAME_WIDTH = 40


@contextmanager
def indexing(shown: bool, console: Console | None = None) -> Iterator[Callable[[int, int, str], None]]:
    """Takes (files done, files in all, the path of the file at hand); draws nothing unless `shown`."""
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    with Progress(*columns, console=console or Console(stderr=True), transient=True, disable=not shown) as bar:
        task = bar.add_task("Indexing", total=None)

        def advance(done: int, total: int, path: str) -> None:
            name = printable(Path(path).name)[:_NAME_WIDTH] or "Indexing"
            bar.update(task, completed=done, total=total, description=name)

        yield advance
