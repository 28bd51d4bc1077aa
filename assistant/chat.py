"""The chat model of the settings: messages in, its reply's text and what it cost out, or one reason why not.

Any provider that LangChain's `init_chat_model` knows, and any service that speaks the protocol of OpenAI's chat
completions (vLLM, Ollama, llama.cpp, DeepSeek, Qwen). Loaded when it is first needed.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt

from assistant.chat_breaker import Breaker
from assistant.chat_failures import ChatFailed, failure
from assistant.chat_flow import Limits, flow
from assistant.settings import Settings

logger = logging.getLogger(__name__)

LONGEST_REPLY = 12_000  # characters, at which a reply is ended: an answer is a few hundred
MOST_TOKENS = 2_000
_TRIES = 2
_PAUSE_S = 0.5
# Providers that may stand before a colon although an address of their own is given; qwen2.5:7b is a model's name.
_PROVIDERS = ("anthropic", "deepseek", "google_genai", "groq", "mistralai", "ollama", "openrouter", "xai")

Heard = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a provider counted: tokens read and written; zeros where it counts none."""

    read: int = 0
    written: int = 0

    def __add__(self, other: Tokens) -> Tokens:
        return Tokens(self.read + other.read, self.written + other.written)


@dataclass(frozen=True, slots=True)
class Reply:
    """The text of a reply, whole, and its tokens."""

    text: str
    tokens: Tokens


class Chat:
    """One chat model, shared by all questions of a process. Threads may share it.

    `open_model` gives the model; what it raises is a failure like any other, and is tried again with the next question.
    """

    def __init__(self, settings: Settings, open_model: Callable[[Settings], BaseChatModel] | None = None) -> None:
        self.name = settings.chat_model or ""
        self._settings = settings
        self._open = open_model or opened
        self._model: BaseChatModel | None = None
        self._lock = threading.Lock()
        self._breaker = Breaker()
        self._plainer = 0

    def warm(self) -> None:
        """Load the provider's package now rather than at the first question. Raises ChatFailed."""
        self._loaded()

    def reply(
        self,
        messages: Sequence[BaseMessage],
        schema: Mapping[str, Any] | None = None,
        *,
        heard: Heard | None = None,
        stop: threading.Event | None = None,
    ) -> Reply:
        """What the model says to `messages`; `schema` is the JSON schema that its reply is asked to have.

        `heard` is told the text so far, as it comes; `stop` ends the reply where it is. Raises ChatFailed.
        """
        if not self._breaker.may_try():
            raise ChatFailed("resting")
        try:
            got = self._tried(lambda limits: self._once(messages, schema, limits, heard, stop))
        except ChatFailed as error:
            if error.of_the_service:
                self._breaker.failed()
            logger.warning("the chat model failed: %s", error)
            raise
        self._breaker.succeeded()
        return got

    def _tried(self, once: Callable[[Limits], Reply]) -> Reply:
        """`once`, again where that may help and the time allows: trying again gives no more time to the first word."""
        started = time.monotonic()
        limits = Limits(started + self._settings.chat_first_token_s, started + self._settings.chat_timeout_s)

        def worth_it(error: BaseException) -> bool:
            left = limits.first - time.monotonic()
            return isinstance(error, ChatFailed) and error.worth_a_retry and left > (error.wait_s or _PAUSE_S)

        tries = Retrying(stop=stop_after_attempt(_TRIES), wait=_pause, retry=retry_if_exception(worth_it), reraise=True)
        return tries(once, limits)

    def _once(
        self,
        messages: Sequence[BaseMessage],
        schema: Mapping[str, Any] | None,
        limits: Limits,
        heard: Heard | None,
        stop: threading.Event | None,
    ) -> Reply:
        """One try, in a plainer form of request for each that the service declines."""
        model = self._loaded()
        forms = _forms(model, schema)
        ways = list(enumerate(forms))[min(self._plainer, len(forms) - 1) :]
        while True:
            number, form = ways.pop(0)
            try:
                reply = self._streamed(partial(model.stream, list(messages), **form), limits, heard, stop)
            except ChatFailed as error:
                if not error.declined or not ways:
                    raise
            else:  # a form is left for good only when a plainer one was taken: what is declined may be the question
                self._plainer = max(self._plainer, number)
                return reply

    def _streamed(
        self,
        begin: Callable[[], Iterator[AIMessageChunk]],
        limits: Limits,
        heard: Heard | None,
        stop: threading.Event | None,
    ) -> Reply:
        text, tokens = "", Tokens()
        try:
            for chunk in flow(begin, limits, stop):
                text += chunk.text
                usage = chunk.usage_metadata
                tokens += Tokens(usage["input_tokens"], usage["output_tokens"]) if usage else Tokens()
                if heard is not None and chunk.text:
                    heard(text)
                if len(text) > LONGEST_REPLY:  # some models never end; what came so far is judged as any reply
                    break
        except Exception as error:
            raise failure(error, begun=bool(text)) from error
        if not text.strip() and not (stop and stop.is_set()):
            raise ChatFailed("empty")
        return Reply(text, tokens)

    def _loaded(self) -> BaseChatModel:
        with self._lock:
            if self._model is None:
                try:
                    self._model = self._open(self._settings)
                except ImportError as error:
                    raise ChatFailed("missing", str(error)) from error
                except Exception as error:
                    raise ChatFailed("missing", type(error).__name__) from error
            return self._model


def opened(settings: Settings) -> BaseChatModel:
    """The model that the settings name, not yet asked anything. Raises what LangChain and the provider raise."""
    from langchain.chat_models import init_chat_model

    name, provider = _provider(settings)
    given: dict[str, Any] = {"timeout": settings.chat_first_token_s, "max_retries": 0, "max_tokens": MOST_TOKENS}
    if settings.chat_api_key:
        given["api_key"] = settings.chat_api_key
    if settings.chat_base_url:
        given["base_url"] = settings.chat_base_url
    if provider == "openai":
        given |= _of_openai(settings)
    model = init_chat_model(name, model_provider=provider, **given)
    if not isinstance(model, BaseChatModel):  # a model that is to be configured later; nothing here asks for one
        raise TypeError(f"{name!r} names no chat model")
    return model


def _provider(settings: Settings) -> tuple[str, str | None]:
    """The model's name and its provider; None leaves it to LangChain to tell the provider from the name."""
    name = settings.chat_model or ""
    before, colon, after = name.partition(":")
    if colon and before == "openai":
        return after, "openai"
    if colon and before in _PROVIDERS:
        return after, before
    return name, "openai" if settings.chat_base_url else None


def _of_openai(settings: Settings) -> dict[str, Any]:
    """What is particular to OpenAI's protocol: tokens are counted in streams, a service without a key gets one that
    means nothing, and no reply may send the evidence on to another host."""
    import httpx

    given: dict[str, Any] = {
        "stream_usage": True,
        "http_client": httpx.Client(follow_redirects=False, timeout=settings.chat_first_token_s),
    }
    if settings.chat_base_url and not settings.chat_api_key:
        given["api_key"] = "none"
    return given


def _forms(model: BaseChatModel, schema: Mapping[str, Any] | None) -> tuple[dict[str, Any], ...]:
    """What to send with a request, from the form that says most to the one that every service takes."""
    if model._llm_type != "openai-chat":
        return ({},)
    plain: dict[str, Any] = {"stream_usage": False}
    if schema is None:
        return ({"temperature": 0}, plain)
    shape = {"type": "json_schema", "json_schema": {"name": "reply", "strict": True, "schema": dict(schema)}}
    return ({"temperature": 0, "extra_body": {"response_format": shape}}, {"temperature": 0}, plain)


def _pause(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    return (error.wait_s if isinstance(error, ChatFailed) else None) or _PAUSE_S
