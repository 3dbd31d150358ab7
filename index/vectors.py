"""The FAISS index over unit vectors: exact inner products, one row a passage."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index.errors import FiqraError
from index.threads import one_thread

SMALL = 50_000_000
"""Numbers (rows times dimension) up to which a search runs on one thread: starting threads, and
waiting for them on a busy machine, costs more than scanning 200 MB."""

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class VectorIndex:
    """Unit vectors in row order, as `faiss.IndexFlatIP`.

    Exact, because 9,000 rows of 384 numbers take 0.8 ms a query on one thread (k = 20). Half
    precision (`IndexScalarQuantizer`, fp16) was measured beside it on e5 vectors of 1,076 passages
    and 120 queries: the same first row for all, 99.9% of the same ten, but another order among ten
    for 4% of the queries, and 0.55 ms. Its 7 MB less are not worth answers that depend on rounding
    among near twins, nor losing the rows themselves, which `vectors` gives back bit for bit.
    """

    faiss: Any

    def __len__(self) -> int:
        return int(self.faiss.ntotal)

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return int(self.faiss.d)

    def vectors(self) -> Vectors:
        """All rows, as they were built; a view that must not be written to."""
        import faiss

        if not len(self):
            return np.zeros((0, self.dimension), dtype=np.float32)
        flat = faiss.rev_swig_ptr(self.faiss.get_xb(), len(self) * self.dimension)
        rows: Vectors = flat.reshape(len(self), self.dimension)
        rows.flags.writeable = False
        return rows

    def cosines(self, queries: Vectors) -> Vectors:
        """The cosine of each query with every row, in row order: for those who rank all rows anyway."""
        checked, rows = self._checked(queries), self.vectors()
        # with one query a product of matrix and vector, which passes over the rows once
        with one_thread():
            found: Vectors = (rows @ checked[0])[None, :] if len(checked) == 1 else checked @ rows.T
        return found

    def search(
        self, queries: Vectors, k: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[Vectors, NDArray[np.int64]]:
        """The `k` best rows for each query, best first: their cosines and their numbers.

        `allowed` has a flag for each row; others are passed over before ranking, so that k allowed
        rows are found where there are k. Where there are fewer, the rest of a line has row -1 and
        cosine -inf. Raises ValueError for queries or flags of another size than the index.
        """
        import faiss

        queries = self._checked(queries)
        if allowed is not None and allowed.shape != (len(self),):
            raise ValueError(f"{allowed.size} flags for {len(self)} rows")
        if k < 1:
            raise ValueError(f"k is {k}, not at least 1")
        parameters = None
        if allowed is not None:
            bits = np.packbits(allowed, bitorder="little")
            selector = faiss.IDSelectorBitmap(len(self), faiss.swig_ptr(bits))
            parameters = faiss.SearchParameters()
            parameters.sel = selector
        # The setting is one of the calling thread, so it is made where it is needed.
        if len(self) * self.dimension <= SMALL:
            faiss.omp_set_num_threads(1)
        scores, rows = self.faiss.search(queries, k, params=parameters)
        scores[rows < 0] = -np.inf
        return scores, rows

    def _checked(self, queries: Vectors) -> Vectors:
        if queries.ndim != 2 or queries.shape[1] != self.dimension:
            raise ValueError(
                f"queries of shape {queries.shape}, vectors of {self.dimension} numbers"
            )
        return np.ascontiguousarray(queries, dtype=np.float32)


def build(vectors: Vectors, dimension: int | None = None) -> VectorIndex:
    """The index over these rows, which are unit vectors or zero. `dimension` is needed for no rows.

    Raises ValueError for rows of another length, and for ones that hold no number.
    """
    import faiss

    rows = np.ascontiguousarray(vectors, dtype=np.float32)
    if dimension is not None:
        rows = rows.reshape(len(rows), dimension)
    if rows.ndim != 2 or not np.isfinite(rows).all():
        raise ValueError(f"not rows of finite numbers: shape {rows.shape}")
    index = faiss.IndexFlatIP(rows.shape[1])
    index.add(rows)
    return VectorIndex(index)


def save(index: VectorIndex, path: Path) -> None:
    """Writes the index, aside and then renamed, so that a reader sees the old file or the new one.

    Behind FAISS' own bytes, where FAISS does not look, stands their CRC-32. Raises OSError where
    writing fails.
    """
    import faiss

    # FAISS' own writer takes no path that its C library cannot spell, and hides what went wrong.
    data = faiss.serialize_index(index.faiss).data
    aside = path.with_name(path.name + ".part")
    try:
        with aside.open("wb") as file:
            file.write(data)
            file.write(_checksum(data))
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def load(path: Path) -> VectorIndex:
    """Reads what `save` wrote. Raises FiqraError for a file that is missing, short or damaged."""
    import faiss

    try:
        data = np.fromfile(path, dtype=np.uint8)
    except OSError as fault:
        raise FiqraError(f"The index's vectors cannot be read ({fault}); {_REPAIR}.") from fault
    body, checksum = data[:-_CHECKSUM_BYTES], data[-_CHECKSUM_BYTES:].tobytes()
    # Checked before FAISS sees the bytes: a damaged length would make it ask for any amount of memory.
    if checksum != _checksum(body.data):
        raise FiqraError(f"The index's vectors in {path} are damaged or cut short; {_REPAIR}.")
    try:
        return VectorIndex(faiss.deserialize_index(body))
    except RuntimeError as fault:
        raise FiqraError(
            f"The index's vectors in {path} were written by another version of FAISS; {_REPAIR}."
        ) from fault


_REPAIR = "repair the index with `fiqra ingest --rebuild`"
_CHECKSUM_BYTES = 4


def _checksum(data: memoryview) -> bytes:
    return crc32(data).to_bytes(_CHECKSUM_BYTES, "little")
