"""Which document, paragraph, kind and language each passage row is of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Layout:
    """For every passage row: its document, its paragraph's order, kind and language."""

    names: tuple[str, ...]
    """All documents by name."""
    document: NDArray[np.int32]
    """Position of the row's document in `names`."""
    paragraph: NDArray[np.int32]
    kinds: tuple[tuple[str, ...], NDArray[np.int32]]
    """The kinds there are, and the position of each row's among them."""
    language: NDArray[np.str_]

    @classmethod
    def of(cls, names: Sequence[str], rows: Sequence[tuple[str, int, str, str]]) -> Layout:
        """The layout of (document, paragraph, kind, language) rows."""
        code = {name: i for i, name in enumerate(names)}
        kinds = tuple(sorted({r[2] for r in rows}))
        return cls(
            tuple(names),
            np.array([code[r[0]] for r in rows], dtype=np.int32),
            np.array([r[1] for r in rows], dtype=np.int32),
            (kinds, np.array([kinds.index(r[2]) for r in rows], dtype=np.int32)),
            np.array([r[3] for r in rows], dtype="U2"),
        )

    def rows_of(self, names: Sequence[str]) -> NDArray[np.bool_]:
        """Which rows belong to the named documents."""
        wanted = set(names)
        codes = [i for i, name in enumerate(self.names) if name in wanted]
        return np.isin(self.document, codes)
