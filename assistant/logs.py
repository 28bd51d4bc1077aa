"""What is done for each question, as one log line: for people, or as JSON, with the id of the request.

Nothing is logged unless GONGKAI_LOG asks for it. Neither a key nor what a report says is in a line.
"""

from __future__ import annotations

import json
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal
from uuid import uuid4

from assistant.model import Answer

Form = Literal["text", "json"]
NAME = "gongkai"
_OURS = ("assistant", "index", "eval", NAME)
_request: ContextVar[str | None] = ContextVar("request", default=None)
_FIELDS = ("status", "elapsed_ms", "stages_ms", "reports", "model")


def new_request() -> str:
    """Begin a request: its id, which every line logged in this context carries from now on."""
    identity = uuid4().hex[:12]
    _request.set(identity)
    return identity


def doings(answer: Answer) -> dict[str, object]:
    """What a log line says of an answer, without its words."""
    used = {} if answer.model is None else {"model": answer.model.name}
    reports = sorted({citation.report for citation in answer.citations})
    return {
        "status": answer.status,
        "elapsed_ms": answer.elapsed_ms,
        "stages_ms": answer.stages_ms,
        "reports": reports,
        **used,
    }


class _Line(logging.Formatter):
    """A record as one line of text or of JSON."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self._form = form

    def format(self, record: logging.LogRecord) -> str:
        own = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request": _request.get(),
            "message": record.getMessage(),
        }
        own |= {name: getattr(record, name) for name in _FIELDS if hasattr(record, name)}
        own = {name: value for name, value in own.items() if value is not None}
        if self._form == "json":
            return json.dumps(own, ensure_ascii=False)
        return " ".join(str(value).replace("\n", " ") for value in own.values())


def set_up(form: Form | None) -> None:
    """Log this project's doings on standard error in `form`; nothing where None."""
    if form is None:
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Line(form))
    for name in _OURS:
        logger = logging.getLogger(name)
        for old in [one for one in logger.handlers if isinstance(one.formatter, _Line)]:
            logger.removeHandler(old)
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        logger.propagate = False
