"""The parts between a chat model and an answer: its reply read, its stream bounded, its failures counted."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chat_breaker import FAILURES, FIRST_REST_S, LONGEST_REST_S, Breaker
from assistant.chat_failures import ChatFailed, failure
from assistant.chat_flow import Limits, flow
from assistant.chat_reply import MOST_CLAIMS, Claim, as_object, claims

WHOLE = '{"statements": [{"text": "第一句。", "evidence": [1]}, {"text": "第二句。", "evidence": [2, 3]}]}'
READ = (Claim("第一句。", (1,)), Claim("第二句。", (2, 3)))


@pytest.mark.parametrize(
    "reply",
    [
        WHOLE,
        f"```json\n{WHOLE}\n```",
        f"Here is the answer:\n{WHOLE}\nI hope it helps.",
        f"<think>\nThe user wants {{}} …\n</think>\n{WHOLE}",
        f'<think>{{"statements": []}}</think>```\n{WHOLE}\n```',
        "第一句。 [1]\n第二句。 [2][3]",
        "- 第一句。[1]\n- 第二句。[2, 3]",
        "1. 第一句。 [e1]\n2. 第二句。 [e2] [e3]",
    ],
)
def test_a_reply_is_read_however_it_is_wrapped(reply: str) -> None:
    assert claims(reply) == READ


def test_a_reply_is_read_as_far_as_it_has_come() -> None:
    assert claims('{"statements": [{"text": "第一句。", "evidence": [1]}, {"text": "第') == (
        Claim("第一句。", (1,)),
        Claim("第", ()),
    )
    assert claims("<think>still thinking") == ()


@pytest.mark.parametrize(
    "reply", ["", "没有编号的一句话。", "{", '{"statements": 5}', '{"statements": [1, null]}', "[]", "null"]
)
def test_what_is_no_answer_holds_no_claims(reply: str) -> None:
    assert claims(reply) == ()


def test_markers_of_its_own_are_taken_out() -> None:
    assert claims('{"statements": [{"text": "一句话 [7]。\\n[1]", "evidence": ["[e1]"]}]}') == (
        Claim("一句话。", (1,)),
    )


def test_a_reply_without_end_gives_so_many_claims() -> None:
    assert len(claims("一句话。 [1]\n" * 500)) == MOST_CLAIMS


@given(st.text())
def test_any_reply_is_read_or_left(reply: str) -> None:
    assert all(claim.text for claim in claims(reply))
    as_object(reply)


@given(st.integers(0, len(WHOLE)))
def test_every_beginning_of_a_reply_holds_a_beginning_of_its_claims(end: int) -> None:
    for early, late in zip(claims(WHOLE[:end]), READ, strict=False):
        assert late.text.startswith(early.text)


# -- a stream with deadlines ------------------------------------------------------------------------------------------


def limits(first: float = 5.0, last: float = 5.0) -> Limits:
    now = time.monotonic()
    return Limits(now + first, now + last)


def test_a_stream_comes_as_it_is() -> None:
    assert list(flow(lambda: iter("abc"), limits())) == ["a", "b", "c"]


def test_what_a_stream_raises_is_raised() -> None:
    def broken() -> Iterator[str]:
        yield "a"
        raise ConnectionError

    stream = flow(broken, limits())
    assert next(stream) == "a"
    with pytest.raises(ConnectionError):
        next(stream)


def slow(pieces: int, pause_s: float) -> Iterator[str]:
    for _ in range(pieces):
        time.sleep(pause_s)
        yield "."


def test_a_first_piece_that_is_late_ends_the_wait() -> None:
    started = time.monotonic()
    with pytest.raises(ChatFailed) as error:
        list(flow(lambda: slow(1, 600.0), limits(first=0.1)))
    assert error.value.kind == "late"
    assert time.monotonic() - started < 60


def test_a_stream_that_never_ends_is_ended() -> None:
    with pytest.raises(ChatFailed) as error:
        list(flow(lambda: slow(10_000, 0.01), limits(last=0.2)))
    assert error.value.kind == "late"


def test_a_stream_is_stopped_at_will() -> None:
    stop = threading.Event()
    heard = []
    for piece in flow(lambda: slow(10_000, 0.01), limits(), stop):
        heard.append(piece)
        if len(heard) == 3:
            stop.set()
    assert len(heard) == 3


# -- failures ---------------------------------------------------------------------------------------------------------


def test_what_broke_off_is_said_to_have_broken_off() -> None:
    assert failure(ConnectionError(), begun=True).kind == "cut"
    assert failure(ConnectionError(), begun=False).kind == "unreachable"
    assert failure(ValueError("sk-secret"), begun=False).kind == "broken"


def test_a_failure_names_no_secret() -> None:
    assert "sk-secret" not in str(failure(ValueError("key sk-secret was refused"), begun=False))


def test_waiting_long_is_not_worth_it() -> None:
    assert ChatFailed("busy", wait_s=1).worth_a_retry
    assert not ChatFailed("busy", wait_s=60).worth_a_retry
    assert not ChatFailed("key").worth_a_retry


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_service_that_fails_is_left_alone_and_tried_again() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    for _ in range(FAILURES):
        assert breaker.may_try()
        breaker.failed()
    assert not breaker.may_try()
    clock.now = FIRST_REST_S
    assert breaker.may_try()
    assert not breaker.may_try(), "one question tries, the others do not wait for it"
    breaker.failed()
    clock.now += FIRST_REST_S
    assert not breaker.may_try(), "the rest is twice as long"
    clock.now += FIRST_REST_S
    assert breaker.may_try()
    breaker.succeeded()
    assert breaker.may_try()
    assert breaker.may_try()


def test_the_rest_does_not_grow_for_ever() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    for _ in range(20):
        breaker.failed()
    clock.now = LONGEST_REST_S
    assert breaker.may_try()
