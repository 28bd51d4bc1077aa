"""The questions of `gongkai ask --batch`: JSON Lines, checked whole before the first is answered."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.model import Answer, Note
from index.errors import EmptyQuestion, GongkaiError, MissingPath, QuestionTooLong, UsageError

if TYPE_CHECKING:
    from assistant.chain import Assistant

logger = logging.getLogger(__name__)
_FAILED = {
    "en": "This question could not be worked through, and nothing is said rather than something wrong.",
    "zh": "这个问题未能处理完,宁可不答,以免答错。",
}


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """One line: its id (the line's number where it gives none), the question, the conversation's earlier questions."""

    id: str | int
    question: str
    history: tuple[str, ...] = ()


def read_batch(path: Path) -> tuple[BatchQuestion, ...]:
    """The questions in the file at `path` (standard input for "-"), in order; blank lines are passed over.

    Raises MissingPath, and UsageError that names the first line which is no question.
    """
    return tuple(_question(path, number, line) for number, line in enumerate(_lines(path), 1) if line.strip())


def _lines(path: Path) -> Iterator[bytes]:
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except FileNotFoundError as error:
        raise MissingPath(f"The batch file {path} is not there; give a file with a question a line.") from error
    except OSError as error:
        raise UsageError(f"The batch file {path} cannot be read ({error.strerror}); check its permissions.") from error
    yield from data.removeprefix(b"\xef\xbb\xbf").split(b"\n")


def _question(path: Path, number: int, line: bytes) -> BatchQuestion:
    try:
        row = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise _bad(path, number, "is not JSON in UTF-8") from error
    if not isinstance(row, dict) or not isinstance(row.get("question"), str):
        raise _bad(path, number, 'has no "question" with a text')
    identity, history = row.get("id"), row.get("history")
    if identity is not None and (isinstance(identity, bool) or not isinstance(identity, str | int)):
        raise _bad(path, number, 'has an "id" that is neither a text nor a whole number')
    if history is not None and not _is_texts(history):
        raise _bad(path, number, 'has a "history" that is no list of texts')
    earlier = tuple(map(whole_characters, history or ()))
    return BatchQuestion(str(number) if identity is None else identity, whole_characters(row["question"]), earlier)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _bad(path: Path, number: int, what: str) -> UsageError:
    return UsageError(
        f"Line {number} of {path} {what}; nothing was answered: "
        'give each line as {"id": "q1", "question": "…", "history": ["…"]}.'
    )


def whole_characters(text: str) -> str:
    """`text` with a replacement character for each half of one, such as \\ud800 in JSON or a byte that is no UTF-8."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def check_asked(question: str, history: Sequence[str], most: int) -> None:
    """Raises EmptyQuestion, and QuestionTooLong for more than `most` characters in the question or an earlier one.

    An earlier question without words is no mistake: it says nothing, and nothing is taken from it.
    """
    from assistant.question import question as check

    for text in (question, *(earlier for earlier in history if any(map(str.isalnum, earlier)))):
        check(text, most=most)


def answer_or_refuse(assistant: Assistant, asked: BatchQuestion, most: int) -> tuple[Answer, bool]:
    """The answer to one question of a batch, and whether the question could be worked through.

    What is wrong with a question alone becomes its answer, and so does an unforeseen failure, which answers nothing and
    notes why, so that one question costs the batch no other. Raises what keeps every question from being answered.
    """
    from assistant.question import language_of

    language = language_of(asked.question)
    try:
        check_asked(asked.question, asked.history, most)
        return assistant.ask(asked.question, asked.history), True
    except (EmptyQuestion, QuestionTooLong) as error:
        return Answer(asked.question, language, "out_of_scope", error.message), True
    except GongkaiError:
        raise
    except Exception as error:
        logger.debug("answering %s", asked.id, exc_info=True)
        why = f"{type(error).__name__}: {error}".splitlines()[0]
        notes = (Note("degraded", why),)
        return Answer(asked.question, language, "not_reported", _FAILED[language], notes=notes), False
