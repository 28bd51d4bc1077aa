"""An answer that was kept beside the one that the same question gets now: the same or not, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.keeping import Basis, answer_of, made_with
from assistant.model import Answer
from assistant.settings import Settings
from index.answers import KeptAnswer
from index.errors import GongkaiError

AskAgain = Callable[[str, Sequence[str]], tuple[Answer, Basis]]


@dataclass(frozen=True, slots=True)
class Replay:
    """What was answered `then` and is answered `now`, None where nothing can be (`failed` says why).

    `differs` names the parts that are not the same, `changed` says in sentences what has changed since of all that an
    answer is made from, whether or not it made a difference.
    """

    kept: KeptAnswer
    then: Answer
    now: Answer | None
    differs: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    failed: str | None = None

    @property
    def same(self) -> bool:
        """Whether the question gets the same answer, on the same quotes."""
        return self.now is not None and not self.differs


def replay(kept: KeptAnswer, ask_again: AskAgain, settings: Settings) -> Replay:
    """Ask the question of `kept` again, in words `ask_again` has an answer for, and compare."""
    then = answer_of(kept)
    try:
        now, basis = ask_again(kept.question, kept.history)
    except GongkaiError as error:
        return Replay(kept, then, None, failed=error.message)
    differs = tuple(name for name, part in _PARTS.items() if part(then) != part(now))
    changed = tuple(_changed(kept, basis, settings))
    if differs and settings.chat_model:
        changed += ("A chat model words the answers, and may word the same one otherwise each time.",)
    return Replay(kept, then, now, differs, changed)


_PARTS: dict[str, Callable[[Answer], object]] = {
    "status": lambda answer: answer.status,
    "answer": lambda answer: answer.answer,
    "values": lambda answer: answer.values,
    "citations": lambda answer: [(one.id, one.report, one.quote) for one in answer.citations],
    "notes": lambda answer: answer.notes,
}


def _changed(kept: KeptAnswer, basis: Basis, settings: Settings) -> Iterator[str]:
    before, today = kept.made_with, made_with(basis, settings)
    yield from _reports_changed(kept, basis, before["reports"] != today["reports"])
    for name, sentence in _CAUSES.items():
        if before.get(name) != today[name]:
            yield sentence.format(before.get(name) or "none", today[name] or "none")


_CAUSES = {
    "settings": "The settings that answers depend on are others.",
    "thresholds": "The thresholds are others.",
    "code": "The program is another: its files have changed.",
    "model": "The vectors are of another embedding model: {} then, {} now.",
    "year": "It was asked in {}, and words such as 去年 or this year mean another year in {}.",
}


def _reports_changed(kept: KeptAnswer, basis: Basis, any_did: bool) -> Iterator[str]:
    """Which of the reports that it was made from have changed; and where none did, whether others did."""
    entries = {entry.id: entry for entry in basis.entries}
    seen = False
    for report, revision in kept.revisions.items():
        entry = entries.get(report)
        if entry is None:
            yield f"The report {report} is not in the store any more."
        elif entry.revision != revision:
            yield f"The report {report} is another: it was read again at {entry.indexed_at.isoformat()}."
        seen = seen or entry is None or entry.revision != revision
    if any_did and not seen:
        held, now = kept.made_with["held"], len(basis.entries)
        yield f"Other reports of the store have changed, come or gone: it held {held} then and holds {now} now."
