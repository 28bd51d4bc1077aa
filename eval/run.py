"""`python -m eval.run`: the evaluation for scripts, without the rest of the command line; see `gongkai eval`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from rich.console import Console

from assistant.settings import Settings
from eval.command import Options, evaluate
from eval.gate import Gate
from eval.sets import Type
from index.errors import GongkaiError


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; its exit status, as `gongkai eval` has it."""
    given = vars(_parser().parse_args(arguments))
    store = given.pop("store")
    try:
        return evaluate(Options(**given), Settings.load(store))
    except GongkaiError as error:
        Console(stderr=True).print(error.message, highlight=False, markup=False)
        return error.exit_code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.run", description=__doc__)
    add = parser.add_argument
    add("--set", dest="question_set", default="seeds", help="a set of eval/sets, or a folder (default: seeds)")
    add("--store", help="the store to ask, where it holds the set's reports")
    add("--reports", type=Path, nargs="+", default=(), help="the set's reports, where they do not come with it")
    add("--fresh", action="store_true", help="ask a temporary store, whatever the store at hand holds")
    add("--type", dest="types", action="append", default=[], choices=get_args(Type), help="only questions of this type")
    add("--match", default="", help="only questions with this in their id or words")
    add("--cells", action="store_true", help="ask for every cell of the set's tables by its row's own words instead")
    add("--leave-one-out", action="store_true", help="ask about each report with thresholds fitted without it")
    add("--rival", action="store_true", help="set the run beside plain chunks, the same embedding and top 4")
    add("--failures", action="store_true", help="list what was not right")
    add("--json", dest="save", type=Path, metavar="FILE", help="write the run there")
    add("--html", type=Path, metavar="FILE", help="write the run there as a page")
    add("--compare", type=Path, metavar="RUN", help="say what changed since the run in this file")
    add("--accept", action="store_true", help="keep the run as the one that later ones must not fall behind")
    add("--gate", choices=get_args(Gate), default="goals", help="what decides the exit status")
    return parser


if __name__ == "__main__":
    sys.exit(main())
