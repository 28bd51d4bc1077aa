"""A circuit breaker: a service that failed repeatedly is left alone for a while, so that it slows no question."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

FAILURES = 3
FIRST_REST_S = 30.0
LONGEST_REST_S = 300.0


class Breaker:
    """Counts failures in a row. After `FAILURES` of them it rests, then lets one question try; each failure of such a
    try doubles the rest, a success ends it. Threads may share it. `clock` gives seconds that never go back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failed = 0
        self._rest_s = FIRST_REST_S
        self._until = 0.0

    def may_try(self) -> bool:
        """Whether the service is to be asked now. After a rest, only the first who asks is told yes."""
        with self._lock:
            if self._failed < FAILURES:
                return True
            now = self._clock()
            if now < self._until:
                return False
            self._until = now + self._rest_s
            return True

    def succeeded(self) -> None:
        """The service replied."""
        with self._lock:
            self._failed, self._rest_s = 0, FIRST_REST_S

    def failed(self) -> None:
        """The service did not reply."""
        with self._lock:
            self._failed += 1
            if self._failed < FAILURES:
                return
            if self._failed > FAILURES:
                self._rest_s = min(self._rest_s * 2, LONGEST_REST_S)
            self._until = self._clock() + self._rest_s
