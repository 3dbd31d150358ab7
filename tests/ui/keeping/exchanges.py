"""Questions and answers to keep."""

from __future__ import annotations

from assistant.records import Exchange, Recorded


def exchange(question: str, answer: str = "نعم") -> Exchange:
    return Exchange(question, Recorded("ar", answer), "2026-01-02T03:04:05+00:00")
