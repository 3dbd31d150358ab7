"""What a model writes for itself before its answer, between `<think>` and `</think>`, left out."""

from __future__ import annotations

_OPENS, _CLOSES = ("<think>", "<thinking>"), ("</think>", "</thinking>")
_LONGEST = max(map(len, _CLOSES))


class Thinking:
    """Feed the chunks of a reply in order; each call gives what of it is the answer.

    Only what a reply begins with is taken for thoughts, and thoughts that never end are all of it:
    they are not an answer. Nothing is held back but what may still be the mark itself.
    """

    def __init__(self) -> None:
        self._held = ""
        self._state = "before"

    def feed(self, chunk: str) -> str:
        """What the next chunk adds to the answer."""
        if self._state == "after":
            return chunk
        self._held += chunk
        if self._state == "before":
            begun = self._held.lstrip().lower()
            if begun.startswith(_OPENS):
                self._state = "within"
            elif any(mark.startswith(begun) for mark in _OPENS):
                return ""
            else:
                return self._let_go(0)
        found = [(at, len(mark)) for mark in _CLOSES if (at := self._held.lower().find(mark)) >= 0]
        if found:
            at, length = min(found)
            return self._let_go(at + length)
        self._held = self._held[-_LONGEST:]
        return ""

    def finish(self) -> str:
        """What is left when nothing more comes."""
        return self._let_go(0) if self._state == "before" else ""

    def _let_go(self, start: int) -> str:
        self._state = "after"
        text, self._held = self._held[start:], ""
        return text
