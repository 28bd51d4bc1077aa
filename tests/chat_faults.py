"""The ways in which a chat service fails, each a behaviour of chat_server's script; a good reply where it needs one
is the caller's `say`.

What fails before a word is said (refused connection, wrong key, rate limit, errors, redirects) and what fails while or
after it is said (slow, cut, endless, not the JSON that was asked for) are all here, by name in FAULTS.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from itertools import chain, repeat

from chat_server import CUT, Behaviour, Exchange, Say, pieces

HUGE = 5_000_000
LONG_S = 600.0
"""How long a service stays silent that has hung: longer than any test waits; closing the server ends it."""


def closed_port() -> str:
    """The address of a service that is not there: connections are refused."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}/v1"


# -- before a word is said -------------------------------------------------------------------------------------------


def wrong_key(exchange: Exchange) -> None:
    """Whatever the key, it is refused; the error repeats it in part, as some services do."""
    key = exchange.asked.headers.get("authorization", "").removeprefix("Bearer ")
    exchange.fail(401, f"Incorrect API key provided: {key}.", "invalid_api_key")


def rate_limited(seconds: int = 1) -> Behaviour:
    """Asks to come again in `seconds`."""
    return lambda exchange: exchange.fail(
        429, "Rate limit reached for requests.", "rate_limit_exceeded", Retry_After=str(seconds)
    )


def broken(exchange: Exchange) -> None:
    """An internal error."""
    exchange.fail(500, "The server had an error while processing your request.")


def no_such_model(exchange: Exchange) -> None:
    """The model is not served here."""
    exchange.fail(404, f"The model `{exchange.asked.body.get('model')}` does not exist.", "model_not_found")


def plain_text_only(say: Say) -> Behaviour:
    """Refuses structured output in every form and answers in words."""

    def behave(exchange: Exchange) -> None:
        body = exchange.asked.body
        named = next((name for name in ("response_format", "tools") if name in body), None)
        if named:
            exchange.fail(400, f"Unsupported parameter: '{named}' is not supported with this model.")
        else:
            exchange.answer(say(exchange.asked))

    return behave


def too_long(exchange: Exchange) -> None:
    """The prompt is longer than what the model can read."""
    exchange.fail(400, "This model's maximum context length is 4096 tokens.", "context_length_exceeded")


def too_long_elsewhere(exchange: Exchange) -> None:
    """The same in the words of a service that is not OpenAI's: llama.cpp, vLLM and others each have their own."""
    exchange.fail(400, "request (4626 tokens) exceeds the available context size (4096 tokens)", None)


def redirecting(url: str) -> Behaviour:
    """Sends the caller to another service, at `url`."""
    return lambda exchange: exchange.send(307, b"", Location=f"{url}/chat/completions")


def dropped(exchange: Exchange) -> None:
    """The connection breaks off before any reply."""
    exchange.reset()


def silent(seconds: float = LONG_S) -> Behaviour:
    """Takes the request and says nothing for `seconds`, then breaks off."""

    def behave(exchange: Exchange) -> None:
        exchange.wait(seconds)
        exchange.reset()

    return behave


# -- while it is said ------------------------------------------------------------------------------------------------


def silent_stream(seconds: float = LONG_S) -> Behaviour:
    """Opens the stream at once and says nothing in it: a timeout that watches the head of the reply misses this."""

    def tokens(exchange: Exchange) -> Iterator[str]:
        exchange.wait(seconds)
        yield ""

    return lambda exchange: exchange.stream(tokens(exchange), None)


def trickling(say: Say, pace_s: float = 0.2) -> Behaviour:
    """Says a character at a time with `pace_s` seconds between them, as a stream whether asked for or not."""
    return lambda exchange: exchange.stream(pieces(say(exchange.asked), 1), "stop", pace_s)


def cut(say: Say, share: float = 0.5) -> Behaviour:
    """Breaks the connection off after a share of the reply."""

    def behave(exchange: Exchange) -> None:
        text = say(exchange.asked)
        exchange.stream(pieces(text[: int(len(text) * share)]), CUT)

    return behave


def ended_early(say: Say, share: float = 0.5) -> Behaviour:
    """Ends the stream after a share of the reply, properly closed and without a word on why."""

    def behave(exchange: Exchange) -> None:
        text = say(exchange.asked)
        exchange.stream(pieces(text[: int(len(text) * share)]), None)

    return behave


def endless(exchange: Exchange) -> None:
    """Says the same thing for ever."""
    exchange.stream(chain(repeat("申请三十件。")), "stop", 0.001)


def out_of_length(say: Say, share: float = 0.5) -> Behaviour:
    """Stops after a share of the reply because it became too long, and says so."""

    def behave(exchange: Exchange) -> None:
        text = say(exchange.asked)
        exchange.answer(text[: int(len(text) * share)], "length")

    return behave


def filtered(exchange: Exchange) -> None:
    """Withholds the reply for its content."""
    exchange.answer("", "content_filter")


# -- what is said ----------------------------------------------------------------------------------------------------


def reworded(change: Callable[[str], str]) -> Callable[[Say], Behaviour]:
    """A behaviour maker that changes what is said."""
    return lambda say: lambda exchange: exchange.answer(change(say(exchange.asked)))


broken_json = reworded(lambda text: text.replace('"', "'", 1)[:-1] + ",")
fenced_json = reworded(lambda text: f"```json\n{text}\n```")
wrapped_json = reworded(
    lambda text: f"Sure! Here is what you asked for:\n\n{text}\n\nLet me know if you need more {{}}."
)
thinking = reworded(lambda text: f"<think>\nThe evidence says 999件, {{no}}, wait.\n</think>\n\n{text}")
other_json = reworded(lambda text: json.dumps({"reply": text, "confidence": "high"}))
null_json = reworded(lambda _: "null")
doubled_json = reworded(lambda text: f"{text}\n{text}")


def empty(exchange: Exchange) -> None:
    """Says nothing, properly."""
    exchange.answer("")


def white(exchange: Exchange) -> None:
    """Says white space alone."""
    exchange.answer(" \n\n ")


def another_language(exchange: Exchange) -> None:
    """Answers in French, whatever was asked."""
    exchange.answer("Désolé, je ne peux pas répondre à cette question pour le moment.")


def huge(exchange: Exchange) -> None:
    """Says five megabytes."""
    text = "公开" * (HUGE // 6)
    if exchange.asked.streamed:
        exchange.stream(pieces(text, 20_000))
    else:
        exchange.answer(text)


def not_json_at_all(exchange: Exchange) -> None:
    """A web page, such as a proxy's, with status 200."""
    exchange.send(200, "<html><body>请登录</body></html>".encode(), "text/html; charset=utf-8")


def half_an_envelope(exchange: Exchange) -> None:
    """JSON that is no chat completion."""
    exchange.send(200, b'{"object": "chat.completion", "choices": []}')


def calls_unasked(exchange: Exchange) -> None:
    """Wants to call a function that nobody offered."""
    call = {"id": "call_1", "type": "function", "function": {"name": "run_shell", "arguments": '{"command": "id"}'}}
    message = {"role": "assistant", "content": None, "tool_calls": [call]}
    choice = {"index": 0, "message": message, "finish_reason": "tool_calls"}
    whole = {"id": "x", "object": "chat.completion", "created": 0, "model": "scripted", "choices": [choice]}
    exchange.send(200, json.dumps(whole).encode())


FAULTS: dict[str, Callable[[Say], Behaviour]] = {
    "wrong key": lambda _: wrong_key,
    "rate limit": lambda _: rate_limited(),
    "broken": lambda _: broken,
    "no such model": lambda _: no_such_model,
    "plain text only": plain_text_only,
    "too long": lambda _: too_long,
    "too long elsewhere": lambda _: too_long_elsewhere,
    "dropped": lambda _: dropped,
    "silent": lambda _: silent(),
    "silent stream": lambda _: silent_stream(),
    "trickling": trickling,
    "cut": cut,
    "ended early": ended_early,
    "endless": lambda _: endless,
    "out of length": out_of_length,
    "filtered": lambda _: filtered,
    "broken JSON": broken_json,
    "fenced JSON": fenced_json,
    "wrapped JSON": wrapped_json,
    "thinking": thinking,
    "other JSON": other_json,
    "null JSON": null_json,
    "doubled JSON": doubled_json,
    "empty": lambda _: empty,
    "white space": lambda _: white,
    "another language": lambda _: another_language,
    "huge": lambda _: huge,
    "not JSON": lambda _: not_json_at_all,
    "half an envelope": lambda _: half_an_envelope,
    "calls unasked": lambda _: calls_unasked,
}
"""Every fault by name, made from an honest reply; a redirect and a refused connection need an address, so they stand
apart (`redirecting`, `closed_port`)."""

MENDED = frozenset({"plain text only", "fenced JSON", "wrapped JSON", "thinking", "trickling", "doubled JSON"})
"""The faults behind which a good reply can be had all the same."""
