"""How far a run has come, on stderr: in place on a terminal, elsewhere one line a minute at most."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

ON_TERMINAL, ELSEWHERE = 0.2, 60.0
"""Seconds between two reports."""


def progress(done: int, total: int) -> Callable[[int], None]:
    """What to call with the number of questions that are done; `done` were before it began."""
    terminal = sys.stderr.isatty()
    began = last = time.monotonic()

    def report(now_done: int) -> None:
        nonlocal last
        now = time.monotonic()
        ended = now_done == total
        if now - last < (ON_TERMINAL if terminal else ELSEWHERE) and not (ended and terminal):
            return
        last = now
        line = progress_line(now_done, total, now_done - done, now - began)
        if terminal:
            # the line before may have been longer
            print(f"\r{line}\x1b[K", end="\n" if ended else "", file=sys.stderr, flush=True)
        else:
            print(line, file=sys.stderr)

    return report


def progress_line(done: int, total: int, new: int, seconds: float) -> str:
    """`120/4,000, 2.5 questions a second, 26 min left`; `new` of them were done in `seconds`."""
    parts = [f"{done:,}/{total:,}"]
    if new and seconds > 0:
        rate = new / seconds
        parts.append(f"{rate:,.1f} a second" if rate >= 1 else f"{1 / rate:,.1f} s each")
        if done < total:
            parts.append(f"{duration((total - done) / rate)} left")
    return ", ".join(parts)


def duration(seconds: float) -> str:
    """`50 s`, `26 min` or `3 h 05 min`."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60:02d} min"
