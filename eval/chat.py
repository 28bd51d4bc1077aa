"""The chat model of the settings as a function of words to words, for the rival.

A service with an address of its own is spoken to in the protocol of OpenAI's chat completions, which needs no
provider's package; a model by its name alone is LangChain's to find, with the provider's package.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from assistant.settings import Settings
from index.errors import ModelUnavailable

Chat = Callable[[str], str]


def chat_model(settings: Settings) -> Chat | None:
    """What says something to a prompt, None where no chat model is configured. Raises ModelUnavailable."""
    if not settings.chat_model:
        return None
    return _service(settings) if settings.chat_base_url else _by_name(settings)


def _service(settings: Settings) -> Chat:
    address = f"{settings.chat_base_url}/chat/completions"
    headers = {"Content-Type": "application/json"}
    if settings.chat_api_key:
        headers["Authorization"] = f"Bearer {settings.chat_api_key}"

    def chat(prompt: str) -> str:
        message = {"role": "user", "content": prompt}
        body = {"model": settings.chat_model, "temperature": 0, "messages": [message]}
        request = Request(address, json.dumps(body).encode(), headers)  # noqa: S310, the settings take http and https alone
        try:
            with urlopen(request, timeout=settings.chat_timeout_s) as reply:  # noqa: S310
                return str(json.load(reply)["choices"][0]["message"]["content"])
        except (URLError, TimeoutError, OSError, ValueError, LookupError, TypeError) as error:
            raise ModelUnavailable(
                f"The chat model {settings.chat_model!r} at {settings.chat_base_url} gave no answer ({error}); see "
                "that the service runs and serves that model, or unset GONGKAI_CHAT_MODEL."
            ) from error

    return chat


def _by_name(settings: Settings) -> Chat:
    from langchain.chat_models import init_chat_model

    key: dict[str, Any] = {"api_key": settings.chat_api_key} if settings.chat_api_key else {}
    try:
        model = init_chat_model(settings.chat_model, temperature=0, timeout=settings.chat_timeout_s, **key)
    except (ImportError, ValueError) as error:
        raise ModelUnavailable(
            f"The chat model {settings.chat_model!r} cannot be used ({error}); install its provider's LangChain "
            "package, or name a service with GONGKAI_CHAT_BASE_URL."
        ) from error
    return lambda prompt: str(model.invoke(prompt).text)
