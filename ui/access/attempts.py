"""Failed logins, and how long the next one has to wait."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence

FREE = 5
"""Failures before the first wait."""

LONGEST = 300.0
"""Seconds of the longest wait."""

FORGOTTEN = 900.0
"""Seconds without a failure after which there were none."""

MOST = 10_000
"""Names and addresses that are remembered; the one that failed longest ago goes first."""


class Attempts:
    """Remembers failures by name and by address. Safe to share between threads.

    An attempt counts as failed from its beginning, so that a hundred made at once are not a hundred
    guesses: who succeeds takes it back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def begin(self, keys: Sequence[str]) -> float:
        """Begins an attempt under these keys; 0.0, or the seconds to wait: then none has begun."""
        with self._lock:
            at = self._clock()
            wait = max(self._wait(key, at) for key in keys)
            if wait > 0:
                return wait
            for key in keys:
                self._failures[key] = (self._count(key, at) + 1, at)
                self._failures.move_to_end(key)
            while len(self._failures) > MOST:
                self._failures.popitem(last=False)
            return 0.0

    def succeeded(self, name: str, others: Sequence[str] = ()) -> None:
        """Forgets the failures of a name, and takes this attempt back from the other keys: who has an
        account of their own cannot clear their address with it.
        """
        with self._lock:
            self._failures.pop(name, None)
            for key in others:
                count, at = self._failures.pop(key, (0, 0.0))
                if count > 1:
                    self._failures[key] = (count - 1, at)

    def __len__(self) -> int:
        return len(self._failures)

    def _count(self, key: str, at: float) -> int:
        count, last = self._failures.get(key, (0, at))
        return count if at - last < FORGOTTEN else 0

    def _wait(self, key: str, at: float) -> float:
        """1 s behind the fifth failure, and twice as long behind each that follows."""
        count = self._count(key, at)
        if count < FREE:
            return 0.0
        # no power of a number that anybody can make as large as they like
        delay = min(LONGEST, 2.0 ** min(count - FREE, 16))
        return max(0.0, self._failures[key][1] + delay - at)
