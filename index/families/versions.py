"""What the other language says: texts whose official versions are alike are the more alike.

Two translators word one clause in two ways, and where names and numbers bend, what is the same in one
language looks less so in the other. So where both languages of documents are indexed, two texts gain
by how alike their versions are. They lose nothing by it: that the versions differ may be the
translator's doing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np

from index.families.grouping import SAME_OPENING, UNLIKE, Pairs

GAIN = 0.6
"""Of the way from the texts' own likeness to that of their versions, where that is greater. Chosen as
the constants of `grouping` are."""

SAME = 1 + SAME_OPENING
"""How alike a text is to itself, at the least."""


def raised(own: Pairs, other: Pairs, versions: Sequence[Sequence[int]]) -> Pairs:
    """The pairs of one language with what the pairs of the `other` say.

    `versions` gives for each text of the first language the positions of its official versions among
    the texts of the other; several where paragraphs of the same words were translated differently, of
    which the most alike count.
    """
    known = {
        (i, j): share
        for i, j, share in zip(
            other.first.tolist(), other.second.tolist(), other.alike.tolist(), strict=True
        )
    }
    of_versions = [
        max(
            (
                SAME if a == b else known.get((min(a, b), max(a, b)), UNLIKE)
                for a, b in product(versions[i], versions[j])
            ),
            default=UNLIKE,
        )
        for i, j in zip(own.first.tolist(), own.second.tolist(), strict=True)
    ]
    more = np.maximum(np.array(of_versions, dtype=np.float32) - own.alike, 0)
    return Pairs(own.first, own.second, own.alike + np.float32(GAIN) * more)
