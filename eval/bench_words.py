"""How soon the first words of a chat model are on the page, from the key that asks, with a stand-in for the model that
says its first words at once, so that nothing of the time is the model's.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from eval import bench_page
from eval.bench_page import OURS, Script, Served

FIRST = '{"statements": [{"text": "这是最先说出的一句话，'
_REST_S = 1.0  # before the reply ends, in which the page shows what was said
WORDS = Script(OURS.path, ".gk-provisional")


class AtOnce(BaseHTTPRequestHandler):
    """Says its first words at once in the protocol of OpenAI's chat completions, and ends its reply a little later."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self._send({"choices": [{"index": 0, "delta": {"role": "assistant", "content": FIRST}}]})
        time.sleep(_REST_S)
        self._send({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        self.wfile.write(b"data: [DONE]\n\n")

    def _send(self, event: Mapping[str, object]) -> None:
        row = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "at-once", **event}
        self.wfile.write(f"data: {json.dumps(row, ensure_ascii=False)}\n\n".encode())
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing is logged."""


@contextmanager
def served(environment: Mapping[str, str], questions: Sequence[str]) -> Iterator[tuple[Served, Served]]:
    """The page with the stand-in as its chat model, and the bare page, both warm. `questions` are answered in words.

    Raises StoreError where a page does not start.
    """
    with ThreadingHTTPServer(("127.0.0.1", 0), AtOnce) as model:
        Thread(target=model.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{model.server_address[1]}/v1"
        chat = {"GONGKAI_CHAT_MODEL": "openai:at-once", "GONGKAI_CHAT_BASE_URL": address}
        with bench_page.served({**environment, **chat}, questions) as (ours, bare):
            pages = replace(ours, script=WORDS), bare
            for page in pages:
                first_words(page)
            yield pages
        model.shutdown()


def first_words(page: Served) -> float:
    """Milliseconds from the key that asks to the first words, in a browser profile of its own."""
    with bench_page.opening(page) as (tab, _):
        return bench_page.asked([tab], page, page.questions[:1])[0]
