"""What comes of a reply: statements, shown text, places of citation; and a statement being read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.markers.sentences import is_heading, split_lead


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence, list item or heading of a reply."""

    text: str
    """Its words, without markers and without `lead`."""
    keys: tuple[str, ...]
    """The given keys that it cites, in order, each once, as they were given."""
    unknown: tuple[str, ...]
    """What stood in markers and was not given: invented keys, ranges."""
    start: int
    """Characters `start` to `end` of the reply, its markers included."""
    end: int
    shown_start: int
    """Characters `shown_start` to `shown_end` of the shown text are `lead` and `text`."""
    shown_end: int
    lead: str = ""
    """Bullet, list number or heading mark, with its space: `- `, `1. `, `## `."""
    heading: bool = False
    """It announces what follows (`## …`, `…:`) and states nothing to be cited."""


@dataclass(frozen=True, slots=True)
class Shown:
    """More text for the reader; the joined texts are the shown text."""

    text: str


@dataclass(frozen=True, slots=True)
class Cited:
    """Known keys were cited here, after all text shown so far."""

    keys: tuple[str, ...]


Event = Shown | Cited | Statement


@dataclass(slots=True)
class Draft:
    """A statement that is being read."""

    pieces: list[str] = field(default_factory=list)
    cited: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    start: int = -1
    end: int = -1
    shown_start: int = 0
    tail: str = ""
    words: bool = False
    ended: bool = False

    def take(self, start: int, end: int, cited: Iterable[str], dropped: Iterable[str]) -> None:
        """A marker (or several) at characters `start` to `end` of the reply is this statement's."""
        self.cited.extend(cited)
        self.dropped.extend(dropped)
        self.start = start if self.start < 0 else self.start
        self.end = max(self.end, end)

    def statement(self) -> Statement:
        """As it is now."""
        whole = "".join(self.pieces)
        lead, text = split_lead(whole)
        return Statement(
            text=text,
            keys=tuple(dict.fromkeys(self.cited)),
            unknown=tuple(dict.fromkeys(self.dropped)),
            start=self.start,
            end=self.end,
            shown_start=self.shown_start,
            shown_end=self.shown_start + len(whole),
            lead=lead,
            heading=is_heading(lead, text),
        )


@dataclass(slots=True)
class Late:
    """Markers at the start of a line, which may belong to the sentence before or to the one after."""

    start: int
    end: int
    cited: list[str]
    dropped: list[str]
    apart: bool
    """An empty line stands between."""
