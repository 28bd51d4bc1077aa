"""The `gongkai` command: words in, text or JSON out, an exit status that says how it went.

Exit status: 0 done; 1 a gate was missed or some files could not be read; 2 the command was used wrongly; 3 the store or
a model cannot be used. An error is one sentence on standard error. Heavy libraries are imported by the commands that
need them, so that the others start at once.
"""

from __future__ import annotations

import csv
import sys
import warnings
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from assistant.cli_eval import evaluate
from assistant.cli_options import as_json, bound_reading, common, open_catalog, print_json, say, settings
from assistant.cli_replay import replay
from assistant.cli_store import backup, doctor, make_anew, restore
from assistant.cli_ui import ui
from index.errors import GongkaiError, UsageError

if TYPE_CHECKING:
    from assistant.chain import Assistant
    from assistant.model import Answer
    from assistant.settings import Settings

_INTERRUPTED = 130


def main() -> None:
    """The console script: run the command line and leave with its status."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line; its exit status. Whatever goes wrong is one sentence on standard error."""
    debug = "--debug" in arguments
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if not debug:
        warnings.simplefilter("ignore")
    try:
        return int(cli.main(list(arguments), prog_name="gongkai", standalone_mode=False) or 0)
    except GongkaiError as error:
        say(_printable(error.message))
        return error.exit_code
    except click.ClickException as error:
        say(_printable(_usage_sentence(error)))
        return UsageError.exit_code
    except click.Abort:
        say("Stopped; what was done so far is kept.")
        return _INTERRUPTED
    except Exception as error:
        if debug:
            raise
        what = f"{type(error).__name__}: {error}".splitlines()[0]
        say(f"Something unforeseen went wrong ({what}); run it again with --debug and report what that prints.")
        return GongkaiError.exit_code


def _printable(sentence: str) -> str:
    from assistant.cli_text import printable

    return printable(sentence)


def _usage_sentence(error: click.ClickException) -> str:
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "gongkai"
    return f"{error.format_message().rstrip('.')}; see `{command} --help`."


@click.group(
    invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="gongkai")
@common
@click.pass_context
def cli(context: click.Context) -> None:
    """Questions over Chinese government annual reports on information disclosure: exact figures, with citations."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for command in (replay, evaluate, doctor, backup, restore, ui):
    cli.add_command(command)


# -- reports in and out -----------------------------------------------------------------------------------------------


@cli.command()
@click.argument("paths", metavar="PATH...", nargs=-1, type=click.Path(path_type=Path, readable=False))
@click.option("--prune", is_flag=True, help="Take out the reports whose files under PATH are gone.")
@click.option("--rebuild", is_flag=True, help="Make the store anew from the files kept in it; without PATH.")
@as_json
@common
def index(paths: tuple[Path, ...], prune: bool, rebuild: bool, json_out: bool) -> int:
    """Read files or folders into the store.

    New reports are added, changed ones replaced; a file that has not changed is left alone. The report of a file that
    is gone stays, until `gongkai remove` or --prune; with --prune, PATH may be a file that is gone. After a change of
    the program or of the embedding model, --rebuild reads and embeds everything again, while the store stays in use.
    """
    if rebuild == bool(paths) or (rebuild and prune):
        raise UsageError("Give files or folders to index, or --rebuild alone; see `gongkai index --help`.")
    if rebuild:
        return make_anew(json_out)
    from assistant import cli_json, cli_text
    from assistant.cli_progress import indexing
    from index.build import embedder_factory, index_paths

    chosen = settings()
    bound_reading(chosen)
    with indexing(shown=sys.stderr.isatty() and not json_out) as progress:
        model = embedder_factory(chosen.embedding_model, chosen.cache, say)
        outcome = index_paths(paths, chosen.store, model, progress, prune)
    for failure in outcome.failed:
        say(cli_text.printable(f"{failure.path}: {failure.reason}"))
    for note in outcome.notes:
        say(cli_text.printable(note))
    if json_out:
        print_json(cli_json.outcome(outcome))
    else:
        click.echo(cli_text.outcome(outcome))
    return 1 if outcome.failed else 0


@cli.command()
@click.argument("report")
@common
def remove(report: str) -> None:
    """Take a report out of the store."""
    from index.build import embedder_factory, remove_report

    chosen = settings()
    remove_report(chosen.store, report, embedder_factory(chosen.embedding_model, chosen.cache, say))
    say(f"{report} was taken out of the store.")


@cli.command()
@as_json
@common
def reports(json_out: bool) -> None:
    """List the reports in the store."""
    from assistant import cli_json, cli_text

    entries = open_catalog().some_reports()
    if json_out:
        print_json([cli_json.report_entry(entry) for entry in entries])
    else:
        cli_text.reports(entries)


@cli.command()
@click.argument("report")
@as_json
@common
def show(report: str, json_out: bool) -> None:
    """Show one report, its sections and its text."""
    from assistant import cli_json, cli_text

    with open_catalog().snapshot() as catalog:
        entry, whole = catalog.known(report), catalog.report(report).as_written
    if json_out:
        print_json(cli_json.report(entry, whole))
    else:
        click.echo(cli_text.report(entry, whole))


# -- questions --------------------------------------------------------------------------------------------------------


@cli.command()
@click.argument("question", required=False)
@click.option("--history", metavar="QUESTION", multiple=True, help="An earlier question; repeat it, oldest first.")
@click.option(
    "--batch", metavar="FILE", type=click.Path(path_type=Path), help="Answer the JSON Lines of a file (or -)."
)
@click.option("--explain", is_flag=True, help="Say how long each step took.")
@as_json
@common
def ask(question: str | None, history: tuple[str, ...], batch: Path | None, explain: bool, json_out: bool) -> int:
    """Answer a question, or with --batch one a line."""
    if (question is None) == (batch is None):
        raise UsageError("Give either a question or --batch with a file of questions; see `gongkai ask --help`.")
    if batch is not None:
        return _ask_batch(batch, explain, json_out)
    from assistant.cli_batch import check_asked, whole_characters

    chosen, asked = settings(), whole_characters(question or "")
    earlier = tuple(map(whole_characters, history))
    check_asked(asked, earlier, chosen.max_question_chars)
    with closing(_assistant(chosen)) as assistant:
        _print_answer(assistant.ask(asked, earlier), explain, json_out)
    return 0


def _ask_batch(batch: Path, explain: bool, json_out: bool) -> int:
    """Print each answer as soon as there is one; exit status 3 when a question could not be worked through."""
    from assistant.cli_batch import answer_or_refuse, read_batch

    questions, chosen = read_batch(batch), settings()
    failed = 0
    with closing(_assistant(chosen)) as assistant:
        for asked in questions:
            answer, is_whole = answer_or_refuse(assistant, asked, chosen.max_question_chars)
            failed += not is_whole
            _print_answer(answer, explain, json_out, asked.id)
    if failed:
        say(f"{failed} of {len(questions)} questions could not be worked through; their notes say why.")
    return GongkaiError.exit_code if failed else 0


def _assistant(chosen: Settings) -> Assistant:
    """The assistant, once it is sure that there is a report to ask about."""
    open_catalog().close()
    from assistant.chain import open_assistant

    return open_assistant(chosen)


def _print_answer(answer: Answer, explain: bool, json_out: bool, identity: str | int | None = None) -> None:
    """One answer; with `identity`, its id in a batch, as one line of JSON or after a line with the question."""
    from assistant import cli_json, cli_text

    if json_out and identity is not None:
        print_json({"id": identity, **cli_json.answer(answer, explain)}, indent=None)
    elif json_out:
        print_json(cli_json.answer(answer, explain))
    else:
        heading = "" if identity is None else f"{identity}. {answer.question}\n\n"
        click.echo(cli_text.printable(heading) + cli_text.answer(answer, explain) + ("\n" if heading else ""))


# -- figures ----------------------------------------------------------------------------------------------------------


@cli.command()
@click.option("--region", metavar="R", help="A place by any of its names, or an issuer by its full name.")
@click.option("--year", metavar="Y", type=click.IntRange(1900, 2999), multiple=True, help="A year; repeatable.")
@click.option("--indicator", metavar="CODE", multiple=True, help="An indicator by its code; repeatable.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", help="How to print it.")
@common
def indicators(region: str | None, year: tuple[int, ...], indicator: tuple[str, ...], form: str) -> None:
    """Print the statutory indicators as reported."""
    from assistant import cli_json, cli_text
    from assistant.cli_filter import known_code, of_region

    codes = [known_code(code) for code in indicator] or None
    with open_catalog().snapshot() as catalog:
        entries = list(catalog.some_reports())
        entries = of_region(entries, region) if region else entries
        entries = [entry for entry in entries if not year or entry.identity.year in year]
        if not entries:
            say("The store holds no report for that place and year; `gongkai reports` lists those that it holds.")
        rows = [
            cli_json.indicator(entry, catalog.text(entry.id), found)
            for entry in entries
            for _, found in catalog.indicators([entry.id], codes)
        ]
    if form == "json":
        print_json(rows)
    elif form == "csv":
        writer = csv.DictWriter(sys.stdout, cli_json.INDICATOR_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    else:
        cli_text.indicators(rows)


@cli.command()
@click.argument("report", required=False)
@click.option("--strict", is_flag=True, help="Exit with status 1 when something does not add up.")
@click.option(
    "--language", type=click.Choice(["zh", "en"]), default="zh", help="Of the text (default: zh); JSON has both."
)
@as_json
@common
def check(report: str | None, strict: bool, language: Literal["zh", "en"], json_out: bool) -> int:
    """Say what does not add up in reports.

    Sums of a table, and figures of a report's text against those of its tables.
    """
    from assistant import cli_json, cli_text
    from index.checks import check as add_up

    with open_catalog().snapshot() as catalog:
        ids = [report] if report is not None else [entry.id for entry in catalog.reports()]
        found = add_up([catalog.report(report_id) for report_id in ids])
    if json_out:
        print_json(cli_json.findings(found))
    else:
        click.echo(cli_text.findings(found, language) or "Everything that was checked adds up.")
    return 1 if strict and found else 0


if __name__ == "__main__":
    main()
