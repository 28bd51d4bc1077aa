"""What can go wrong between here and a chat model, said in both languages, and what is worth a second try.

LangChain gives its providers' errors one tree (`langchain_core.exceptions.ModelError`); what its parts are called here
is decided in this one place.
"""

from __future__ import annotations

import json
import re
import ssl
from typing import Literal

from langchain_core.exceptions import (
    ContextOverflowError,
    ModelAuthenticationError,
    ModelConnectionError,
    ModelInvalidRequestError,
    ModelNotFoundError,
    ModelPermissionDeniedError,
    ModelRateLimitError,
    ModelTimeoutError,
)

from assistant.model import Language

FailureKind = Literal[
    "unreachable", "key", "busy", "late", "broken", "cut", "empty", "unknown_model", "too_long", "resting", "missing"
]
# A second try helps where the next moment may be better; a wrong key stays wrong.
_WORTH_A_RETRY = frozenset({"unreachable", "busy", "broken"})
_SAID: dict[FailureKind, dict[Language, str]] = {
    "unreachable": {"zh": "连接不上", "en": "its service could not be reached"},
    "key": {"zh": "服务拒绝了密钥", "en": "its service refused the key"},
    "busy": {"zh": "服务限制了请求次数", "en": "its service is limiting requests"},
    "late": {"zh": "没有及时回复", "en": "it did not reply in time"},
    "broken": {"zh": "服务出错", "en": "its service reported an error"},
    "cut": {"zh": "回复中途断开", "en": "its reply broke off"},
    "empty": {"zh": "回复是空的或无法读懂", "en": "its reply was empty or could not be read"},
    "unknown_model": {"zh": "服务没有这个模型", "en": "its service does not know that model"},
    "too_long": {"zh": "内容超出了它能读的长度", "en": "the evidence is longer than it can read"},
    "resting": {"zh": "刚才多次失败，暂停使用", "en": "it failed repeatedly and is left alone for a while"},
    "missing": {
        "zh": "没有安装所需的软件包或设置有误",
        "en": "its package is missing or its settings are wrong",
    },
}
_KINDS: tuple[tuple[type[BaseException], FailureKind], ...] = (
    (ModelAuthenticationError, "key"),
    (ModelPermissionDeniedError, "key"),
    (ModelRateLimitError, "busy"),
    (ModelTimeoutError, "late"),
    (TimeoutError, "late"),
    (ModelConnectionError, "unreachable"),
    (ConnectionError, "unreachable"),
    (ssl.SSLError, "unreachable"),
    (ModelNotFoundError, "unknown_model"),
    (ContextOverflowError, "too_long"),
    (ImportError, "missing"),
    (json.JSONDecodeError, "empty"),
)
# LangChain knows how OpenAI says that a request is too long; llama.cpp, vLLM and others say it in words of their own.
_TOO_LONG = re.compile(r"exceed_context_size|context[_ ](?:length|size|window)|too many tokens", re.IGNORECASE)
# What lies with this one question and says nothing of the next.
_OF_THE_QUESTION = frozenset({"empty", "too_long"})
_LONGEST_WAIT_S = 5.0


class ChatFailed(Exception):
    """A chat model gave no reply that could be used. The message is for logs and names no key and no prompt.

    `declined` says that the service would not take the form of the request, so that a plainer one may do;
    `wait_s` how long it asked to be left alone, None where it did not.
    """

    def __init__(
        self, kind: FailureKind, cause: str = "", *, declined: bool = False, wait_s: float | None = None
    ) -> None:
        super().__init__(f"{kind}: {cause}" if cause else kind)
        self.kind = kind
        self.declined = declined
        self.wait_s = wait_s

    @property
    def worth_a_retry(self) -> bool:
        """Whether asking again at once may help, and the service did not ask for longer than a person waits."""
        return self.kind in _WORTH_A_RETRY and not self.declined and (self.wait_s or 0.0) <= _LONGEST_WAIT_S

    @property
    def of_the_service(self) -> bool:
        """Whether the next question is likely to fail as well."""
        return self.kind not in _OF_THE_QUESTION

    def said(self, language: Language) -> str:
        """Why there was no reply, as a clause for a note."""
        return _SAID[self.kind][language]


def failure(error: BaseException, begun: bool) -> ChatFailed:
    """What `error` is called here; `begun` says that part of the reply had come already."""
    if isinstance(error, ChatFailed):
        return error
    # The text of a vendor's error may repeat the request or a part of the key: only its class is kept.
    cause = type(error).__name__
    kind = next((kind for known, kind in _KINDS if isinstance(error, known)), None)
    if begun and kind not in {"late", "too_long"}:
        return ChatFailed("cut", cause)
    if isinstance(error, ModelInvalidRequestError):
        too_long = _TOO_LONG.search(str(error)) is not None
        return ChatFailed("too_long", cause) if too_long else ChatFailed("broken", cause, declined=True)
    return ChatFailed(kind or "broken", cause, wait_s=_asked_to_wait(error))


def _asked_to_wait(error: BaseException) -> float | None:
    """The seconds of a Retry-After header (RFC 9110, 10.2.3), None where there is none in seconds."""
    headers = getattr(getattr(error, "response", None), "headers", None)
    text = headers.get("retry-after", "") if headers is not None else ""
    return float(text) if text.isascii() and text.isdigit() else None
