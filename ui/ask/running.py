"""Answers that are being made, so that the person who asked can stop one."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

MOST_REMEMBERED = 200

_running: dict[tuple[str, str], threading.Event] = {}
_stopped: OrderedDict[tuple[str, str], None] = OrderedDict()
"""Questions that were stopped while they waited for their turn."""
_lock = threading.Lock()


@contextmanager
def stoppable(user: str, run: str) -> Iterator[threading.Event]:
    """An event that `stop` sets for as long as the block lasts. `run` is the page's own name for it."""
    event = threading.Event()
    with _lock:
        _running[user, run] = event
        if run and (user, run) in _stopped:
            del _stopped[user, run]
            event.set()
    try:
        yield event
    finally:
        with _lock:
            if _running.get((user, run)) is event:
                del _running[user, run]


def stop(user: str, run: str) -> bool:
    """Asks that an answer be stopped; whether it is being made. One that is still waiting is stopped
    when its turn comes. Nobody stops another's.
    """
    with _lock:
        event = _running.get((user, run))
        if event is None:
            _stopped[user, run] = None
            while len(_stopped) > MOST_REMEMBERED:
                _stopped.popitem(last=False)
    if event is not None:
        event.set()
    return event is not None
