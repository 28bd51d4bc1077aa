"""`gongkai replay`: the answers that the store keeps, listed, asked again and compared, or taken out."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import click

from assistant.cli_options import as_json, common, print_json, say, settings
from index.errors import UsageError

if TYPE_CHECKING:
    from assistant.replay import Replay
    from index.answers import KeptAnswer

_SHOWN = 20


@click.command()
@click.argument("identity", metavar="[ID]", required=False)
@click.option("--last", metavar="N", type=click.IntRange(1), default=_SHOWN, help="List so many answers, the latest.")
@click.option("--forget", is_flag=True, help="Take the answer with this ID out of the store; without ID, all.")
@click.option("--strict", is_flag=True, help="Exit with status 1 when the answer is not the same.")
@as_json
@common
def replay(identity: str | None, last: int, forget: bool, strict: bool, json_out: bool) -> int:
    """Ask a question again, and say whether it gets the answer that it got.

    The store keeps each answer under the id of its request, unless GONGKAI_KEEP_ANSWERS=no. Without ID those kept last
    are listed; with one (its beginning will do) the answer of then is shown, the question asked again, and said what
    has changed since: reports, settings, program or model.
    """
    from index import answers

    if forget:
        return _forget(identity)
    if identity is None:
        if strict:
            raise UsageError("--strict needs the ID of an answer; see `gongkai replay --help`.")
        return _list(answers.latest(settings().store, last), json_out)
    done = _again(answers.find(settings().store, identity))
    if json_out:
        print_json(_as_json(done))
    else:
        click.echo(_as_text(done))
    return 1 if strict and not done.same else 0


def _forget(identity: str | None) -> int:
    from index import answers

    gone = answers.forget(settings().store, identity)
    say(f"{gone} {'answer was' if gone == 1 else 'answers were'} taken out of the store.")
    return 0


def _again(kept: KeptAnswer) -> Replay:
    from assistant.chain import open_assistant
    from assistant.replay import replay as compare

    chosen = settings()
    with closing(open_assistant(chosen)) as assistant:
        return compare(kept, assistant.work_out, chosen)


def _list(kept: tuple[KeptAnswer, ...], json_out: bool) -> int:
    from assistant import cli_text

    if json_out:
        print_json([_about(one) for one in kept])
    elif kept:
        cli_text.table(
            ("ID", "Asked", "Status", "Question"), [(one.id, one.at, one.status, one.question) for one in kept]
        )
    else:
        say("The store keeps no answers.")
    return 0


def _about(kept: KeptAnswer) -> dict[str, Any]:
    return {
        "id": kept.id,
        "at": kept.at,
        "question": kept.question,
        "history": list(kept.history),
        "status": kept.status,
        "evidence": list(kept.evidence),
        "revisions": dict(kept.revisions),
        "made_with": dict(kept.made_with),
        "settings_hash": kept.settings_hash,
    }


def _as_json(done: Replay) -> dict[str, Any]:
    from assistant import cli_json

    return {
        **_about(done.kept),
        "same": done.same,
        "differs": list(done.differs),
        "changed": list(done.changed),
        "failed": done.failed,
        "then": cli_json.answer(done.then),
        "now": cli_json.answer(done.now) if done.now else None,
    }


def _as_text(done: Replay) -> str:
    from assistant import cli_text

    kept = done.kept
    asked = "\n".join((kept.question, *(f"after: {question}" for question in kept.history)))
    parts = [
        asked,
        f"Then ({kept.at}, settings {kept.settings_hash}):",
        cli_text.answer(done.then),
    ]
    if done.now is None:
        parts += ["Now:", done.failed or ""]
    elif done.same:
        parts.append("Now: the same answer, on the same quotes.")
    else:
        parts += [f"Now: not the same ({', '.join(done.differs)}):", cli_text.answer(done.now)]
    if done.changed:
        parts.append("\n".join(("Changed since:", *(f"  {sentence}" for sentence in done.changed))))
    elif not done.same and done.now:
        parts.append("Nothing that answers are made from has changed since: please report this.")
    return cli_text.printable("\n\n".join(parts))
