"""The stand-in that the first words are measured with speaks as a chat model does, and says them before it ends."""

from __future__ import annotations

import time
from http.server import ThreadingHTTPServer
from threading import Thread

from langchain_core.messages import HumanMessage

from assistant.chat import Chat
from assistant.chat_reply import claims
from assistant.settings import Settings
from eval.bench_words import FIRST, AtOnce


def test_the_first_words_come_before_the_reply_ends() -> None:
    heard: list[tuple[str, float]] = []
    with ThreadingHTTPServer(("127.0.0.1", 0), AtOnce) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}/v1"
        chat = Chat(Settings(chat_model="openai:at-once", chat_base_url=address))
        reply = chat.reply([HumanMessage("?")], heard=lambda text: heard.append((text, time.monotonic())))
        ended = time.monotonic()
        server.shutdown()
    assert reply.text == FIRST
    assert ended - heard[0][1] > 0.5
    assert claims(heard[0][0])
