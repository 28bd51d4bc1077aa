"""A scripted chat service on loopback that speaks the protocol of OpenAI's chat completions.

    with ChatServer(saying(lambda asked: "三十件")) as server:
        ...  # ask server.url
    server.asked[0].headers["authorization"]

A script is a row of behaviours: each request gets the next one, the last one stays. A behaviour is a function that is
given the Exchange and writes the reply as it likes; chat_faults holds the ones that misbehave, chat_liars what a model
may say. Every request is kept as it came, and so is who hung up before the reply had ended.
"""

from __future__ import annotations

import json
import socket
import struct
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any

MODEL = "scripted"
CUT = "cut"
"""How `Exchange.stream` ends where it is told to break off: the connection is reset in the middle of the reply."""


@dataclass(frozen=True)
class Asked:
    """A request as it came: `headers` by lower-case names, `body` its JSON, `at` seconds of the monotonic clock."""

    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]
    at: float = field(default_factory=time.monotonic)

    @property
    def text(self) -> str:
        """The words of all messages, in their order, a blank line between them."""
        return "\n\n".join(_words(message.get("content")) for message in self.body.get("messages", ()))

    @property
    def user(self) -> str:
        """The words of the last message of the user."""
        said = [_words(one.get("content")) for one in self.body.get("messages", ()) if one.get("role") == "user"]
        return said[-1] if said else ""

    @property
    def streamed(self) -> bool:
        """Whether the reply is wanted as a stream."""
        return bool(self.body.get("stream"))

    @property
    def tool(self) -> str | None:
        """The function that the reply has to call, None where it is free to answer in words."""
        choice = self.body.get("tool_choice")
        if isinstance(choice, dict):
            return str(choice["function"]["name"])
        return str(self.body["tools"][0]["function"]["name"]) if choice in {"required", "any"} else None

    @property
    def schema(self) -> dict[str, Any] | None:
        """The JSON schema that the reply has to follow, whichever way it was asked for."""
        if (name := self.tool) is not None:
            functions = [one["function"] for one in self.body["tools"]]
            return next(one.get("parameters", {}) for one in functions if one["name"] == name)
        wanted = self.body.get("response_format") or {}
        return wanted["json_schema"].get("schema") if wanted.get("type") == "json_schema" else None

    @property
    def structured(self) -> bool:
        """Whether JSON is wanted rather than words."""
        return self.tool is not None or (self.body.get("response_format") or {}).get("type") in {
            "json_schema",
            "json_object",
        }


Say = Callable[[Asked], str]


class Exchange:
    """One request and the ways to reply to it."""

    def __init__(self, asked: Asked, handler: BaseHTTPRequestHandler, closing: Event) -> None:
        self.asked = asked
        self._handler = handler
        self._closing = closing

    def wait(self, seconds: float) -> None:
        """Let time pass; less where the server closes meanwhile."""
        self._closing.wait(seconds)

    @property
    def closing(self) -> bool:
        """Whether the server is about to close, which ends what would go on for ever."""
        return self._closing.is_set()

    def send(self, status: int, body: bytes, kind: str = "application/json", **headers: str) -> None:
        """One whole reply."""
        self._head(status, kind, headers | {"Content-Length": str(len(body))})
        self._handler.wfile.write(body)

    def fail(self, status: int, message: str, code: str | None = None, **headers: str) -> None:
        """An error as such services word it."""
        error = {"error": {"message": message, "type": "error", "param": None, "code": code}}
        self.send(status, json.dumps(error).encode(), **headers)

    def answer(self, text: str, finish: str = "stop", pace_s: float = 0.0) -> None:
        """Say `text` the way it was asked for: at once or as a stream, in words or as a call of a function."""
        if self.asked.streamed:
            self.stream(pieces(text), finish, pace_s)
            return
        message: dict[str, Any] = {"role": "assistant", "content": text}
        if self.asked.tool:
            message = {"role": "assistant", "content": None, "tool_calls": [_call(self.asked.tool, text)]}
        choice = {"index": 0, "message": message, "finish_reason": finish}
        whole = _envelope("chat.completion") | {"choices": [choice], "usage": self._usage(text)}
        self.send(200, json.dumps(whole, ensure_ascii=False).encode())

    def stream(self, tokens: Iterator[str], finish: str | None = "stop", pace_s: float = 0.0) -> None:
        """Say `tokens` one by one. `finish` None ends without a word on how, CUT resets the connection."""
        self._head(200, "text/event-stream", {"Transfer-Encoding": "chunked"})
        said = []
        self._event({"role": "assistant", "content": ""})
        for token in tokens:
            self._event(self._delta(token, first=not said))
            said.append(token)
            if pace_s:
                self.wait(pace_s)
            if self.closing:
                break
        if finish == CUT:
            self.reset()
            return
        if finish is not None:
            self._event({}, finish)
            if (self.asked.body.get("stream_options") or {}).get("include_usage"):
                self._chunk({**_envelope("chat.completion.chunk"), "choices": [], "usage": self._usage("".join(said))})
            self._raw(b"data: [DONE]\n\n")
        self._raw(b"")

    def reset(self) -> None:
        """Break the connection off, as a service that dies does."""
        linger = struct.pack("ii", 1, 0)
        self._handler.close_connection = True
        self._handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self._handler.wfile.flush()
        self._handler.connection.close()

    def _head(self, status: int, kind: str, headers: Mapping[str, str]) -> None:
        self._handler.send_response(status)
        for name, value in {"Content-Type": kind, "Connection": "close", **headers}.items():
            self._handler.send_header(name.replace("_", "-"), value)
        self._handler.end_headers()
        self._handler.close_connection = True

    def _delta(self, token: str, first: bool) -> dict[str, Any]:
        if not self.asked.tool:
            return {"content": token}
        call = _call(self.asked.tool, token) if first else {"function": {"arguments": token}}
        return {"tool_calls": [{"index": 0, **call}]}

    def _event(self, delta: dict[str, Any], finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        self._chunk(_envelope("chat.completion.chunk") | {"choices": [choice]})

    def _chunk(self, data: dict[str, Any]) -> None:
        self._raw(b"data: " + json.dumps(data, ensure_ascii=False).encode() + b"\n\n")

    def _raw(self, data: bytes) -> None:
        self._handler.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    def _usage(self, text: str) -> dict[str, int]:
        prompt, completion = len(self.asked.text), len(text)
        return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}


Behaviour = Callable[[Exchange], None]


def saying(say: Say, pace_s: float = 0.0) -> Behaviour:
    """Answers honestly with what `say` makes of the request; `pace_s` seconds between the tokens of a stream."""
    return lambda exchange: exchange.answer(say(exchange.asked), pace_s=pace_s)


class ChatServer:
    """The service: `url` is its address for clients, `asked` every request so far, `hung_up` counts who left early.

    With a `key`, requests that bring another or none are refused (401) before the script is asked.
    """

    def __init__(self, *script: Behaviour, key: str | None = None) -> None:
        self.asked: list[Asked] = []
        self.hung_up = 0
        self._script, self._at, self._key = list(script), 0, key
        self._lock, self._closing = Lock(), Event()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        self._http.block_on_close = False
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}/v1"
        Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def __enter__(self) -> ChatServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def play(self, *script: Behaviour) -> None:
        """Go on with another script, and forget what was asked."""
        with self._lock:
            self._script, self._at, self.hung_up = list(script), 0, 0
            self.asked.clear()

    def close(self) -> None:
        """Stop listening and end every reply under way."""
        self._closing.set()
        self._http.shutdown()
        self._http.server_close()

    def _next(self, asked: Asked) -> Behaviour:
        with self._lock:
            self.asked.append(asked)
            behaviour = self._script[min(self._at, len(self._script) - 1)]
            self._at += 1
        bearer = f"Bearer {self._key}"
        return _refuse if self._key and asked.headers.get("authorization") != bearer else behaviour

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = 0

            def do_GET(self) -> None:
                exchange = Exchange(Asked(self.path, {}, {}), self, server._closing)
                if self.path == "/v1/models":
                    listed = {"object": "list", "data": [{"id": MODEL, "object": "model", "owned_by": "tests"}]}
                    exchange.send(200, json.dumps(listed).encode())
                else:
                    exchange.fail(404, "There is no such page.")

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
                asked = Asked(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
                behaviour = server._next(asked) if self.path == "/v1/chat/completions" else _no_page
                try:
                    behaviour(Exchange(asked, self, server._closing))
                except OSError:
                    self.close_connection = True
                    server.hung_up += 1

            def finish(self) -> None:
                try:
                    super().finish()
                except (OSError, ValueError):  # the connection was broken off on purpose
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Nothing is logged."""

        return Handler


def pieces(text: str, size: int = 3) -> Iterator[str]:
    """`text` in pieces of `size` characters, as a model's tokens come."""
    return (text[at : at + size] for at in range(0, len(text), size))


def _refuse(exchange: Exchange) -> None:
    exchange.fail(401, "Incorrect API key provided.", "invalid_api_key")


def _no_page(exchange: Exchange) -> None:
    exchange.fail(404, "There is no such page.")


def _words(content: Any) -> str:
    if isinstance(content, str):
        return content
    return "".join(part.get("text", "") for part in content or ())


def _envelope(kind: str) -> dict[str, Any]:
    return {"id": "chatcmpl-scripted", "object": kind, "created": 1_800_000_000, "model": MODEL}


def _call(name: str, arguments: str) -> dict[str, Any]:
    return {"id": "call_scripted", "type": "function", "function": {"name": name, "arguments": arguments}}
