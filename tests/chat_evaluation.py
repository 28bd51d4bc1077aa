"""The evaluation with no chat model, with one that lies and with one that is too weak.

    python tests/chat_evaluation.py              the sets seeds and own whole
    python tests/chat_evaluation.py --sample 2   the weak model is asked two of each type and language, of those
                                                 that the liar was asked

Prints a line each and leaves with 1 where a model makes an answer worse, or where a lie is in one.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from chat_liars import LIES, Liar  # noqa: E402
from chat_llama import KEY, MODEL, Llama, weights  # noqa: E402
from chat_server import ChatServer, saying  # noqa: E402
from rich.console import Console  # noqa: E402

from assistant import chat  # noqa: E402
from assistant.settings import Settings  # noqa: E402
from eval.measure import chosen, index, temporary_store  # noqa: E402
from eval.result import RunResult  # noqa: E402
from eval.sets import QuestionSet  # noqa: E402
from eval.with_chat import Beside, ask_beside, line, sampled, table  # noqa: E402

LONGEST = 256  # tokens: the small model never ends by itself, and what it says is no better for being long


def believed(liar: Liar, beside: Beside) -> list[str]:
    """The lies that stand in an answer as the model told them."""
    told = {" ".join(said.text.split()) for said in liar.told}
    lines = {line for answer in beside.answers.values() for line in answer.answer.splitlines() if "“" not in line}
    return sorted(lie for lie in told if any(lie in line for line in lines))


def with_liar(
    questions: QuestionSet, settings: Settings, before: RunResult | None = None
) -> tuple[Beside, list[str], int]:
    """The set asked with the scripted liar, and the lies that were believed and how many were told."""
    liar = Liar(LIES.values())
    with ChatServer(saying(liar)) as server:
        beside = ask_beside(questions, replace(settings, chat_model="liar", chat_base_url=server.url), before)
    return beside, believed(liar, beside), len(liar.told)


def with_llama(questions: QuestionSet, settings: Settings, llama: Llama) -> Beside:
    """The set asked with the small model."""
    own = replace(settings, chat_model=MODEL, chat_base_url=llama.url, chat_api_key=KEY)
    with patch.object(chat, "MOST_TOKENS", LONGEST):
        return ask_beside(questions, own)


@contextmanager
def running_llama() -> Iterator[Llama | None]:
    """The small model's service; None where it is not installed."""
    file = weights()
    if file is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="gongkai-llama-") as folder:
        llama = Llama(file, Path(folder) / "log", threads=os.cpu_count() or 1).start()
        try:
            yield llama
        finally:
            llama.kill()


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="questions of each type for the weak model")
    options = parser.parse_args(arguments)
    logging.disable(logging.ERROR)
    console, good = Console(width=120), True
    for name in ("seeds", "own"):
        questions = chosen(name)
        with temporary_store(Settings.load()) as settings, running_llama() as llama:
            index(questions.sources, settings)
            lied, lies, told = with_liar(questions, settings)
            rows = [line("no model", lied.before), line("the liar", lied.after, lied)]
            good = good and lied.passes and not lies
            if llama is not None:
                asked = [case for case in questions.cases if case.id in lied.asked]
                few = chosen(name, sampled(asked, options.sample)) if options.sample else questions
                weak = with_llama(few, replace(settings, chat_first_token_s=120.0, chat_timeout_s=180.0), llama)
                rows += [line("no model", weak.before)] if options.sample else []
                rows += [line("the weak model", weak.after, weak)]
                good = good and weak.passes
        shown = table(f"{name}: {len(lies)} of {told} lies believed")
        for row in rows:
            shown.add_row(*row)
        console.print(shown)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
