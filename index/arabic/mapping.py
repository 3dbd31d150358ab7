"""Text with a map back to where each of its characters came from."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, chain
from operator import sub


@dataclass(frozen=True, slots=True)
class Mapped:
    """A text of n characters; character i came from source characters `starts[i]` to `ends[i]`.

    Both arrays have n entries (unsigned 32-bit offsets). Two characters may come from the same
    source character (a ligature taken apart) and one from several (a run of spaces made one).
    A character that the source does not have (the space that joins two pieces) has an empty range.
    """

    text: str
    starts: array[int]
    ends: array[int]

    def __len__(self) -> int:
        return len(self.text)

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """The source offsets, start and exclusive end, that characters `start` to `end` came from.

        Raises ValueError for an empty or outlying range.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(
                f"range {start}:{end} is not inside a text of {len(self.text)} characters"
            )
        return min(self.starts[start:end]), max(self.ends[start:end])

    def cut(self, start: int, end: int) -> Mapped:
        """Characters `start` to `end`, still mapped to the same source."""
        return Mapped(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def to_bytes(self) -> bytes:
        """The map without the text, compressed; `from_bytes` reads it."""
        both = array("I", self.starts)
        both.extend(self.ends)
        return zlib.compress(_differences(both).tobytes(), 3)

    @classmethod
    def from_bytes(cls, text: str, data: bytes) -> Mapped:
        """The text with the map that `to_bytes` wrote. Raises ValueError if they do not belong together."""
        steps = array("i")
        steps.frombytes(zlib.decompress(data))
        if len(steps) != 2 * len(text):
            raise ValueError("the stored map is not this text's")
        both = _sums(steps)
        return cls(text, both[: len(text)], both[len(text) :])


def _differences(values: array[int]) -> array[int]:
    return array("i", map(sub, values, chain((0,), values)))


def _sums(steps: array[int]) -> array[int]:
    return array("I", accumulate(steps))


def identity(text: str, offset: int = 0) -> Mapped:
    """`text` as it is, its first character standing at `offset` in the source."""
    return Mapped(
        text,
        array("I", range(offset, offset + len(text))),
        array("I", range(offset + 1, offset + len(text) + 1)),
    )


def join(pieces: Iterable[Mapped], separator: str = " ") -> Mapped:
    """The pieces one after another; the separator's characters map to an empty range after the piece before."""
    texts: list[str] = []
    starts, ends = array("I"), array("I")
    for piece in pieces:
        if texts:
            texts.append(separator)
            at = ends[-1] if ends else 0
            starts.extend([at] * len(separator))
            ends.extend([at] * len(separator))
        texts.append(piece.text)
        starts.extend(piece.starts)
        ends.extend(piece.ends)
    return Mapped("".join(texts), starts, ends)


def rewrite(mapped: Mapped, pieces: Iterator[tuple[str, int, int]]) -> Mapped:
    """A new text out of pieces (new characters, start, end): each new character comes from the
    source range of characters `start` to `end` of `mapped`. What no piece names is dropped.
    """
    texts: list[str] = []
    starts, ends = array("I"), array("I")
    for new, start, end in pieces:
        if not new:
            continue
        if len(new) == end - start:
            starts.extend(mapped.starts[start:end])
            ends.extend(mapped.ends[start:end])
        else:
            lowest, highest = mapped.starts[start], mapped.ends[start]
            if end - start > 1:
                lowest, highest = min(mapped.starts[start:end]), max(mapped.ends[start:end])
            starts.extend([lowest] * len(new))
            ends.extend([highest] * len(new))
        texts.append(new)
    return Mapped("".join(texts), starts, ends)
