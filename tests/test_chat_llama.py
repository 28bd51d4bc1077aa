"""The real small model behind llama.cpp's server: what a client of OpenAI's protocol sees of it, come what may."""

from __future__ import annotations

import json

import openai
import pytest
from chat_llama import CONTEXT, KEY, MODEL, SLOTS, Llama

QUESTION = [{"role": "user", "content": "Count slowly from one to two hundred, one number a line."}]


def client(llama: Llama, key: str = KEY, timeout: float = 120) -> openai.OpenAI:
    return openai.OpenAI(base_url=llama.url, api_key=key, max_retries=0, timeout=timeout)


def test_it_answers_and_counts_what_it_used(llama: Llama) -> None:
    assert MODEL in [one.id for one in client(llama).models.list()]
    reply = client(llama).chat.completions.create(model=MODEL, messages=QUESTION, max_tokens=16)
    assert reply.choices[0].message.content
    assert 0 < reply.usage.completion_tokens <= 16


def test_it_asks_for_the_key(llama: Llama) -> None:
    with pytest.raises(openai.AuthenticationError):
        client(llama, "sk-other").chat.completions.create(model=MODEL, messages=QUESTION, max_tokens=1)


def test_it_keeps_to_a_schema(llama: Llama) -> None:
    schema = {
        "type": "object",
        "properties": {
            "text": {"type": "string", "maxLength": 40},
            "ids": {"type": "array", "items": {"enum": ["e1", "e2"]}, "maxItems": 2},
        },
        "required": ["text", "ids"],
        "additionalProperties": False,
    }
    reply = client(llama).chat.completions.create(
        model=MODEL,
        messages=QUESTION,
        max_tokens=80,
        response_format={"type": "json_schema", "json_schema": {"name": "said", "schema": schema, "strict": True}},
    )
    said = json.loads(reply.choices[0].message.content)
    assert said.keys() == {"text", "ids"}
    assert set(said["ids"]) <= {"e1", "e2"}


def test_it_streams_and_stops_when_the_caller_hangs_up(llama: Llama) -> None:
    """Every slot is taken for more tokens than a minute is enough for, and is free again for whoever comes next."""
    asked = {"model": MODEL, "messages": QUESTION, "max_tokens": CONTEXT // SLOTS - 200}
    streams = [client(llama).chat.completions.create(**asked, stream=True) for _ in range(SLOTS)]
    for events in streams:
        assert "".join(event.choices[0].delta.content or "" for event, _ in zip(events, range(8), strict=False))
    for events in streams:
        events.close()
    assert client(llama, timeout=45).chat.completions.create(**asked | {"max_tokens": 2}).choices


def test_a_service_that_stands_still_runs_into_the_timeout(llama: Llama) -> None:
    llama.pause()
    try:
        with pytest.raises(openai.APITimeoutError):
            client(llama, timeout=0.5).chat.completions.create(model=MODEL, messages=QUESTION, max_tokens=2)
    finally:
        llama.go_on()
    assert client(llama).chat.completions.create(model=MODEL, messages=QUESTION, max_tokens=2).choices


def test_a_service_that_dies_in_the_middle_is_there_again_on_the_same_port(llama: Llama) -> None:
    events = client(llama).chat.completions.create(model=MODEL, messages=QUESTION, max_tokens=2000, stream=True)
    next(iter(events))
    llama.kill()
    with pytest.raises((openai.APIConnectionError, openai.APIError, Exception)):
        for _ in events:
            pass
    with pytest.raises(openai.APIConnectionError):
        client(llama).chat.completions.create(model=MODEL, messages=QUESTION, max_tokens=2)
    llama.start()
    assert client(llama).chat.completions.create(model=MODEL, messages=QUESTION, max_tokens=2).choices
