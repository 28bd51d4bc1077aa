"""Quotes → what a chat model says of them, sentence by sentence, each with the ids of the quotes it rests on.

The model sees the question and the quotes and nothing else, each between borders that no report can know. What comes
back is read and not yet believed: `assistant.verify_told` decides.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence
from typing import Any

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from assistant.chat import Chat, Tokens
from assistant.chat_reply import Claim, as_object, claims
from assistant.model import Citation, Question
from prompts import load

Watch = Callable[[tuple[Claim, ...]], None]

STATEMENTS: dict[str, Any] = {
    "type": "object",
    "properties": {
        "statements": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "evidence": {"type": "array", "items": {"type": "integer"}},
                },
                "required": ["text", "evidence"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["statements"],
    "additionalProperties": False,
}
_SUPPORTED: dict[str, Any] = {
    "type": "object",
    "properties": {"supported": {"type": "array", "items": {"type": "boolean"}}},
    "required": ["supported"],
    "additionalProperties": False,
}


def generate(
    question: Question,
    pieces: Sequence[Citation],
    chat: Chat,
    *,
    watch: Watch | None = None,
    stop: threading.Event | None = None,
) -> tuple[tuple[Claim, ...], Tokens]:
    """What `chat` says of `pieces` in answer to `question`, and the tokens it took. Raises ChatFailed.

    `watch` is shown the claims so far while they come: they are provisional, and no more than that.
    """
    heard = None if watch is None else lambda text: watch(claims(text))
    reply = chat.reply(messages(question, pieces), STATEMENTS, heard=heard, stop=stop)
    return claims(reply.text), reply.tokens


def messages(question: Question, pieces: Sequence[Citation]) -> list[BaseMessage]:
    """The request for `generate`: what is wanted, then the question and each quote between borders."""
    border = _border(question.text, *(piece.quote for piece in pieces))
    told = load(f"compose.{question.language}").fill(border=border)
    return [SystemMessage(told), HumanMessage(_evidence(question.text, pieces, border))]


def judged(said: Sequence[Claim], pieces: Sequence[Citation], chat: Chat) -> tuple[tuple[bool, ...], Tokens]:
    """Whether `chat`, asked anew, finds each claim supported by the pieces it names; what it does not say is no.

    Raises ChatFailed.
    """
    listed = "\n".join(f"{number}. {claim.text} {list(claim.evidence)}" for number, claim in enumerate(said, 1))
    border = _border(listed, *(piece.quote for piece in pieces))
    told = load("judge").fill(border=border, count=str(len(said)))
    reply = chat.reply([SystemMessage(told), HumanMessage(_evidence(listed, pieces, border))], _SUPPORTED)
    found = (as_object(reply.text) or {}).get("supported")
    rulings = found if isinstance(found, list) else []
    padded = [*rulings, *[False] * len(said)][: len(said)]
    return tuple(ruling is True for ruling in padded), reply.tokens


def _evidence(asked: str, pieces: Sequence[Citation], border: str) -> str:
    one = load("evidence_piece")
    listed = "\n\n".join(
        one.fill(
            border=border,
            id=str(piece.id),
            whose=f"{piece.issuer} {piece.year}",
            section=" › ".join(piece.section),
            quote=piece.quote,
        )
        for piece in pieces
    )
    return load("evidence").fill(border=border, question=asked, evidence=listed)


def _border(*texts: str) -> str:
    """What marks the borders: made of what stands between them, so that no text can hold its own."""
    return hashlib.sha256("\0".join(texts).encode("utf-8", "replace")).hexdigest()[:16]
