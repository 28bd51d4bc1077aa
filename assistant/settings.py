"""The settings: read once from the environment, checked once, and from then on plain values; and the thresholds.

This is the one module that reads the environment.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import platformdirs

from index.errors import UsageError

_MEGABYTE = 1_000_000


def _from(variable: str, meaning: str, read: Callable[[str], Any] = str) -> dict[str, Any]:
    """A setting's environment variable, what it is for, and how its text becomes a value."""
    return {"variable": variable, "meaning": meaning, "read": read}


def _folder(value: str) -> Path:
    path = Path(value).expanduser()
    if path.exists() and not path.is_dir():
        raise ValueError("it names a file where a folder is needed")
    return path


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ValueError("it is no address that begins with http:// or https://")
    return value.rstrip("/")


def _count(value: str) -> int:
    if not (value.isascii() and value.isdigit() and int(value) > 0):
        raise ValueError("it is no whole number above 0")
    return int(value)


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 86_400:
        raise ValueError("it is no number of seconds above 0 and below a day")
    return seconds


def _file(value: str) -> Path:
    path = Path(value).expanduser()
    if not path.is_file():
        raise ValueError("there is no such file")
    return path


def _choice(value: str) -> bool:
    if value not in {"yes", "no"}:
        raise ValueError("it is neither yes nor no")
    return value == "yes"


def _price(value: str) -> tuple[Decimal, Decimal]:
    found = re.fullmatch(r"(\d{1,6}(?:\.\d{1,6})?)/(\d{1,6}(?:\.\d{1,6})?)", value)
    if found is None:
        raise ValueError("it is not two prices with a slash between them")
    return Decimal(found[1]), Decimal(found[2])


def _log_form(value: str) -> str:
    if value not in {"text", "json"}:
        raise ValueError("it is neither text nor json")
    return value


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can set. An empty variable counts as not set."""

    store: Path = field(
        default=Path(".gongkai"), metadata=_from("GONGKAI_STORE", "the folder that holds the index", _folder)
    )
    cache: Path = field(
        default_factory=lambda: platformdirs.user_cache_path("gongkai"),
        metadata=_from("GONGKAI_CACHE", "the folder that converted models are kept in", _folder),
    )
    embedding_model: str | None = field(
        default=None,
        metadata=_from(
            "GONGKAI_EMBEDDING_MODEL",
            "another embedding model, by its name or its folder; a store keeps to the model that it was made with",
        ),
    )
    chat_model: str | None = field(
        default=None,
        metadata=_from("GONGKAI_CHAT_MODEL", "the chat model that words answers; without one no model is asked"),
    )
    chat_base_url: str | None = field(
        default=None,
        metadata=_from(
            "GONGKAI_CHAT_BASE_URL", "the address of the OpenAI-compatible service of the chat model", _address
        ),
    )
    chat_api_key: str | None = field(
        default=None,
        repr=False,
        metadata=_from("GONGKAI_CHAT_API_KEY", "the key for that service, where it wants one"),
    )
    chat_timeout_s: float = field(
        default=60.0,
        metadata=_from("GONGKAI_CHAT_TIMEOUT_S", "how many seconds the chat model may take for an answer", _seconds),
    )
    chat_first_token_s: float = field(
        default=20.0,
        metadata=_from(
            "GONGKAI_CHAT_FIRST_TOKEN_S",
            "how many seconds it may take to begin, before code answers",
            _seconds,
        ),
    )
    chat_judge: bool = field(
        default=False,
        metadata=_from("GONGKAI_CHAT_JUDGE", "whether the model is also asked if its words are supported", _choice),
    )
    chat_price: tuple[Decimal, Decimal] | None = field(
        default=None,
        metadata=_from(
            "GONGKAI_CHAT_PRICE",
            "what a million tokens cost, read and written, such as 0.15/0.60",
            _price,
        ),
    )
    max_question_chars: int = field(
        default=2000, metadata=_from("GONGKAI_MAX_QUESTION_CHARS", "how many characters a question may have", _count)
    )

    log: Literal["text", "json"] | None = field(
        default=None,
        metadata=_from("GONGKAI_LOG", "whether each question is logged on standard error, as text or json", _log_form),
    )
    keep_answers: bool = field(
        default=True,
        metadata=_from("GONGKAI_KEEP_ANSWERS", "whether the store keeps questions with their answers", _choice),
    )
    kept_answers: int = field(
        default=10_000, metadata=_from("GONGKAI_KEPT_ANSWERS", "how many answers the store keeps, the latest", _count)
    )
    kept_answers_days: int = field(
        default=365, metadata=_from("GONGKAI_KEPT_ANSWERS_DAYS", "how many days the store keeps an answer", _count)
    )
    max_file_mb: int = field(
        default=50, metadata=_from("GONGKAI_MAX_FILE_MB", "how many megabytes a file may have to be read", _count)
    )
    max_pages: int = field(
        default=500, metadata=_from("GONGKAI_MAX_PAGES", "how many pages a PDF may have to be read", _count)
    )
    read_seconds: float = field(
        default=120.0, metadata=_from("GONGKAI_READ_SECONDS", "how many seconds reading a file may take", _seconds)
    )
    read_memory_mb: int = field(
        default=4000,
        metadata=_from("GONGKAI_READ_MEMORY_MB", "how many megabytes of memory a process that reads may take", _count),
    )

    sign_in: Path | None = field(
        default=None, metadata=_from("GONGKAI_SIGN_IN", "the file that says who may use the page", _file)
    )
    insecure: bool = field(
        default=False,
        metadata=_from("GONGKAI_INSECURE", "yes, to let everybody who reaches the page use it unasked", _choice),
    )

    @classmethod
    def load(cls, store: str | Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
        """The settings of `environment` (the process's own where None); `store` goes before GONGKAI_STORE.

        Raises UsageError, which names the variable and what is wrong with its value.
        """
        values = os.environ if environment is None else environment
        given = {item.name: _read(item.metadata, values) for item in fields(cls) if _text(item.metadata, values)}
        settings = cls(**given)
        if store is not None:
            settings = replace(settings, store=_checked("--store", str(store), _folder))
        if settings.chat_base_url and not settings.chat_model:
            raise UsageError(
                "GONGKAI_CHAT_BASE_URL is set and GONGKAI_CHAT_MODEL is not; name the model that the service serves."
            )
        return settings

    def digest(self) -> str:
        """Stands for what in these settings an answer depends on, and tells none of it."""
        parts = (self.embedding_model, self.chat_model, self.chat_base_url, self.chat_judge, self.max_question_chars)
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]

    def reading_limits(self) -> dict[str, float]:
        """What a file that is read may hold and take, as `index.reading.bound` wants it: bytes, pages, seconds."""
        return {
            "file_bytes": self.max_file_mb * _MEGABYTE,
            "pages": self.max_pages,
            "seconds": self.read_seconds,
            "memory_bytes": self.read_memory_mb * _MEGABYTE,
        }

    def environment(self) -> dict[str, str]:
        """The process's environment with these settings in it, for a process that is started on their behalf."""
        own = {item.metadata["variable"]: getattr(self, item.name) for item in fields(self)}
        return {**os.environ, **{name: _written(value) for name, value in own.items() if value is not None}}


def _written(value: object) -> str:
    """A setting as its variable has it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "/".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _threshold(value: float, *others: float) -> Any:
    """A threshold's value, and the others among which a calibration may choose."""
    return field(default=value, metadata={"others": others})


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How sure the stages have to be before they answer: shares between 0 and 1.

    They are set by hand; `gongkai eval --leave-one-out` calibrates them without each report in turn.
    """

    covered: float = _threshold(0.45, 0.4, 0.6, 0.75)
    """How near the least near of a question's words stands to a free figure."""
    covered_at_figure: float = _threshold(0.75, 0.6, 0.85, 1.0)
    """The same, for the nearest of its words."""
    explained: float = _threshold(0.3, 0.15, 0.45, 0.6)
    """The share of a free figure's subject that a question of several words explains."""
    explained_by_one: float = _threshold(0.5, 0.35, 0.65, 0.8)
    """The same, for a question of one short word."""
    explained_alone: float = _threshold(0.12, 0.05, 0.2, 0.3)
    """The same, where no other figure fits."""
    tie: float = _threshold(0.015, 0.0, 0.05, 0.1)
    """How far apart two figures are that fit equally well."""
    heading_share: float = _threshold(0.66, 0.5, 0.8, 1.0)
    """The share of a question's words that a heading holds."""
    sentence_share: float = _threshold(0.6, 0.45, 0.75, 0.9)
    """The share of them that a sentence holds."""
    fact_share: float = _threshold(0.75, 0.6, 0.9, 1.0)
    """The share of them that stands with a fact in words."""
    offered: float = _threshold(0.55, 0.45, 0.5, 0.6, 0.65)
    """How far an indicator's name stands out in its likeness to a question that names none, to be offered where the
    answer is silent; `python -m eval.offered` calibrates it without each report in turn."""


_thresholds: ContextVar[Thresholds] = ContextVar("thresholds", default=Thresholds())  # noqa: B039


def thresholds() -> Thresholds:
    """The thresholds that hold here."""
    return _thresholds.get()


@contextmanager
def with_thresholds(chosen: Thresholds) -> Iterator[None]:
    """Let `chosen` hold for what is asked within, in this thread and those that it hands work to with its context."""
    token = _thresholds.set(chosen)
    try:
        yield
    finally:
        _thresholds.reset(token)


def _text(note: Mapping[str, Any], environment: Mapping[str, str]) -> str:
    return environment.get(note["variable"], "").strip()


def _read(note: Mapping[str, Any], environment: Mapping[str, str]) -> Any:
    return _checked(note["variable"], _text(note, environment), note["read"])


def _checked(name: str, value: str, read: Callable[[str], Any]) -> Any:
    """`value` as `read` understands it. The message repeats the value: a secret's `read` must take every text."""
    if not value.strip():
        raise UsageError(f"{name} is empty; give it a value or leave it out.")
    try:
        return read(value)
    except ValueError as error:
        raise UsageError(f"{name} is set to {value!r} and {error}; correct it or leave it out.") from error
