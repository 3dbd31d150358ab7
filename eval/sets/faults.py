"""A fault of a question set as a value: the file, the line, and one sentence with the mend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from index.errors import FiqraError


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line of a set, and how it is mended."""

    path: Path
    line: int
    """Counted from 1; 0 for the file as a whole."""
    sentence: str
    """`the key `typ` is not known; did you mean `type`?`"""
    kind: str = ""
    """Faults of the same kind have the same word here, so that many can be said as one."""

    def __str__(self) -> str:
        place = f"{self.path}, line {self.line}" if self.line else str(self.path)
        return f"{place}: {self.sentence}"

    def error(self) -> FiqraError:
        """The fault as the exception that stops a reader."""
        return FiqraError(str(self))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like `word`, whatever its capitals; None where none is like it."""
    return _nearest(word, tuple(known))


@lru_cache(
    maxsize=1024
)  # a set against the wrong index asks for the same few names again and again
def _nearest(word: str, known: tuple[str, ...]) -> str | None:
    folded = {each.casefold(): each for each in known}
    found = get_close_matches(word.casefold(), folded, n=1, cutoff=0.5)
    return folded[found[0]] if found else None


def known_words(known: Iterable[str]) -> str:
    """`a, b or c`, in the order given."""
    *others, last = known
    return f"{', '.join(others)} or {last}" if others else last
