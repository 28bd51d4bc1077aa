"""A conversation: its turns, what of it a follow-up leans on, and how an address carries it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.model import Answer

MOST_CARRIED = 8
LONGEST_CARRIED = 6000  # characters of an address, which browsers and servers take


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of the conversation and its answer, or the sentence that says why there is none.

    `stopped` says that the visitor did not wait for the answer.
    """

    question: str
    answer: Answer | None = None
    trouble: str = ""
    stopped: bool = False


def history(turns: Sequence[Turn]) -> tuple[str, ...]:
    """The questions that the next one may lean on, oldest first: those that were answered."""
    return tuple(turn.question for turn in turns if turn.answer is not None)


def to_address(turns: Sequence[Turn]) -> dict[str, str | list[str]]:
    """What the address has to carry for the last answer to come out the same: `q` and the questions before it (`h`)."""
    asked = history(turns)
    if not asked:
        return {}
    *before, last = asked[-MOST_CARRIED - 1 :]
    while before and sum(map(len, before)) + len(last) > LONGEST_CARRIED:
        before = before[1:]
    if len(last) > LONGEST_CARRIED:
        return {}
    return {"q": last, "h": before} if before else {"q": last}


def from_address(question: str, before: Sequence[str]) -> tuple[str, ...]:
    """The questions that an address asks, in their order; none without a last one."""
    if not question.strip():
        return ()
    return (*(one.strip() for one in before[-MOST_CARRIED:] if one.strip()), question.strip())
