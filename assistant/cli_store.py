"""`gongkai doctor`, `backup` and `restore`: the store looked after."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli_options import as_json, bound_reading, common, print_json, say, settings

if TYPE_CHECKING:
    from index.care_doctor import Examination
    from index.care_rebuild import Remade

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option("--repair", is_flag=True, help="Make good what can be made from the rest.")
@as_json
@common
def doctor(repair: bool, json_out: bool) -> int:
    """Say whether the store is sound.

    The catalogue, its full text, the vectors and the kept files are held against each other. With --repair, the full
    text and the vectors are made anew from the catalogue, and the catalogue from the files kept in the store. Status 1
    says that something is wrong still.
    """
    from index import care_doctor
    from index.build import embedder_factory

    chosen = settings()
    bound_reading(chosen)
    model = embedder_factory(chosen.embedding_model, chosen.cache, say)
    found = (care_doctor.repair if repair else care_doctor.examine)(chosen.store, model)
    if json_out:
        print_json({**asdict(found), "sound": found.sound})
    else:
        click.echo(_examination(found))
    return 0 if found.sound else 1


def _examination(found: Examination) -> str:
    from assistant.cli_text import printable

    lines = [
        f"{'Repaired' if finding.repaired else 'Wrong'} ({finding.part}): {finding.message}"
        for finding in found.findings
    ]
    several = "report" if found.reports == 1 else "reports"
    if found.sound:
        lines.append(f"The store is sound: {found.reports} {several}, each with its full text, vectors and file.")
    else:
        lines.append("`gongkai doctor --repair` makes good what can be made from the rest of the store.")
    return printable("\n".join(lines))


@click.command()
@click.argument("file", type=_FILE)
@common
def backup(file: Path) -> None:
    """Write the store into one file, while it is in use.

    The file is a ZIP archive of the catalogue, the files that the reports were read from, and the answers kept; the
    vectors are made from the catalogue when it is restored.
    """
    from index.care_backup import backup as write

    reports = write(settings().store, file)
    say(f"{file} holds {reports} {'report' if reports == 1 else 'reports'}; `gongkai restore {file}` puts them back.")


@click.command()
@click.argument("file", type=_FILE)
@click.option("--force", is_flag=True, help="Replace the reports that the store holds.")
@common
def restore(file: Path, force: bool) -> None:
    """Put a backup in the place of the store, in one step, while it is in use."""
    from assistant.cli_progress import indexing
    from index.build import embedder_factory
    from index.care_backup import restore as put_back

    chosen = settings()
    bound_reading(chosen)
    with indexing(shown=sys.stderr.isatty()) as progress:
        model = embedder_factory(chosen.embedding_model, chosen.cache, say)
        remade = put_back(chosen.store, file, model, force, progress)
    say(f"The store {chosen.store} holds the {_counted(remade)} of {file} now.")


def make_anew(json_out: bool) -> int:
    """`gongkai index --rebuild`: print what became of it; status 1 where a file could not be read again."""
    from assistant.cli_progress import indexing
    from assistant.cli_text import printable
    from index.build import embedder_factory
    from index.care_rebuild import rebuild

    chosen = settings()
    bound_reading(chosen)
    with indexing(shown=sys.stderr.isatty() and not json_out) as progress:
        remade = rebuild(chosen.store, embedder_factory(chosen.embedding_model, chosen.cache, say), progress)
    for failure in remade.failed:
        say(printable(f"{failure.path}: {failure.reason} Its report stays as it was."))
    if json_out:
        print_json(asdict(remade))
    else:
        click.echo(f"Made anew: {_counted(remade)}.")
    return 1 if remade.failed else 0


def _counted(remade: Remade) -> str:
    return f"{len(remade.reports)} {'report' if len(remade.reports) == 1 else 'reports'}"
