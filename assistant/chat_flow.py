"""A stream of pieces with deadlines: the first piece within one time, the last within another, and an end at will.

Providers' own timeouts bound a single read; a service that sends a word now and then outlasts them all.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextvars import copy_context
from dataclasses import dataclass
from typing import Generic, TypeVar

from assistant.chat_failures import ChatFailed

Piece = TypeVar("Piece")
_BEAT_S = 0.05


@dataclass(frozen=True, slots=True)
class Limits:
    """Moments of `time.monotonic`: until when the first piece must be there, and the last."""

    first: float
    last: float


class _Come(Generic[Piece]):
    """What a thread reads from the stream, and whether anybody still wants it."""

    def __init__(self) -> None:
        self.pieces: queue.SimpleQueue[Piece | BaseException | None] = queue.SimpleQueue()
        self.unwanted = threading.Event()

    def read(self, begin: Callable[[], Iterator[Piece]]) -> None:
        try:
            for piece in begin():
                if self.unwanted.is_set():
                    return
                self.pieces.put(piece)
        except BaseException as error:  # noqa: BLE001, the waiting thread raises it
            self.pieces.put(error)
        else:
            self.pieces.put(None)


def flow(begin: Callable[[], Iterator[Piece]], limits: Limits, stop: threading.Event | None = None) -> Iterator[Piece]:
    """The pieces of the stream that `begin` opens, as they come.

    Raises ChatFailed("late") where the first or the last does not come in time, and what the stream raises. Ends early
    where `stop` is set. A stream that is given up is read by a thread of its own until it notices.
    """
    come: _Come[Piece] = _Come()
    threading.Thread(target=copy_context().run, args=(come.read, begin), name="chat", daemon=True).start()
    begun = False
    try:
        while stop is None or not stop.is_set():
            piece = _next(come.pieces, limits.last if begun else min(limits.first, limits.last), stop)
            if piece is None:
                return
            if isinstance(piece, BaseException):
                raise piece
            begun = True
            yield piece
    finally:
        come.unwanted.set()


def _next(
    pieces: queue.SimpleQueue[Piece | BaseException | None], until: float, stop: threading.Event | None
) -> Piece | BaseException | None:
    """What comes next, None at the end or when `stop` is set; raises ChatFailed("late") after `until`."""
    while True:
        left = until - time.monotonic()
        try:
            return pieces.get(timeout=max(0.0, left if stop is None else min(left, _BEAT_S)))
        except queue.Empty:
            if stop is not None and stop.is_set():
                return None
            if time.monotonic() >= until:
                raise ChatFailed("late") from None
