"""`gongkai eval`: what can be asked of the evaluation, as options; what it does is `eval.command`'s."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from assistant.cli_options import common, settings

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("eval")
@click.argument("question_set", metavar="[SET]", default="seeds")
@click.option("--failures", is_flag=True, help="List the questions that were not answered right.")
@click.option("--type", "types", metavar="TYPE", multiple=True, help="Ask only questions of this type; repeatable.")
@click.option("--match", metavar="WORDS", default="", help="Ask only questions with this in their id or words.")
@click.option("--cells", is_flag=True, help="Ask for each cell of the set's tables by its row's words instead.")
@click.option("--fresh", is_flag=True, help="Ask a temporary store, whatever the store at hand holds.")
@click.option("--reports", metavar="PATH", multiple=True, type=click.Path(path_type=Path, exists=True),
              help="The set's reports, where they do not come with it; repeatable.")  # fmt: skip
@click.option("--leave-one-out", is_flag=True, help="Ask about each report with thresholds fitted without it.")
@click.option("--rival", is_flag=True, help="Set the run beside plain chunks, the same embedding and top 4.")
@click.option("--save", metavar="FILE", type=_FILE, help="Write the run there, for --compare.")
@click.option("--html", metavar="FILE", type=_FILE, help="Write the run there as a page.")
@click.option("--compare", metavar="RUN", type=_FILE, help="Say what changed since the run in this file.")
@click.option("--accept", is_flag=True, help="Keep the run as the one that later ones must not fall behind.")
@click.option("--gate", type=click.Choice(["goals", "accepted"]), default="goals", show_default=True,
              help="Whether a missed goal fails the run, or only what is worse than in the accepted run.")  # fmt: skip
@click.option("--json", "json_out", is_flag=True, help="Print JSON alone on standard output.")
@common
def evaluate(**given: Any) -> int:
    """Run an evaluation set and print its scores.

    The set is one of the package's (default: seeds) or a folder. It is asked of the store, or, where that lacks reports
    that the set is about, of a temporary one. Status 1 says that a goal was missed or that an answer is worse than in
    the run that was accepted last.
    """
    from eval.command import Options
    from eval.command import evaluate as run

    return run(Options(**given), settings())
