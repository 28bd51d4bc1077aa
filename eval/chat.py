"""The chat model of the settings as a function of words to words, for the rival: the same model as the assistant's."""

from __future__ import annotations

from collections.abc import Callable

from langchain_core.messages import HumanMessage

from assistant.chat import Chat as Model
from assistant.chat_failures import ChatFailed
from assistant.settings import Settings
from index.errors import ModelUnavailable

Chat = Callable[[str], str]


def chat_model(settings: Settings) -> Chat | None:
    """What says something to a prompt, None where no chat model is configured; raises ModelUnavailable when asked."""
    if not settings.chat_model:
        return None
    model = Model(settings)

    def chat(prompt: str) -> str:
        try:
            return model.reply([HumanMessage(prompt)]).text
        except ChatFailed as error:
            raise ModelUnavailable(
                f"The chat model {settings.chat_model!r} gave no answer ({error.said('en')}); see that its service "
                "runs and serves that model, or unset GONGKAI_CHAT_MODEL."
            ) from error

    return chat
