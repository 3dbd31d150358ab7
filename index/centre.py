"""The centre of all queries of a language, which an embedder's vectors lean towards.

The vectors of e5 and its like fill a narrow cone, and one language's queries a narrower one inside
it: an English question is nearest to whatever stands in English or reads like a question. Taking
the mean of many neutral queries away from a query's vector leaves what it asks about (removing the
common mean: Mu and Viswanath 2018, arXiv:1702.01417; centring by language for cross-lingual
retrieval: Libovický et al. 2020, arXiv:2004.05160).
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import get_args

import numpy as np

from index.cache import cache_folder
from index.embedding import Embedder, Vectors
from index.glossary import terms
from index.values import Language
from index.vectors import VectorIndex

LANGUAGES: tuple[Language, ...] = get_args(Language)

FILLS = 3
"""Different pairs of terms for each sentence."""


@cache
def neutral_queries(language: Language) -> tuple[str, ...]:
    """Queries about anything: the sentences of `data/neutral.tsv` filled with glossary terms."""
    lines = files("index").joinpath("data/neutral.tsv").read_text(encoding="utf-8").splitlines()
    column = 0 if language == "ar" else 1
    sentences = [line.split("\t")[column] for line in lines[1:]]
    named = [t for t in terms() if t.kind != "verb"]
    usual = [(t.ar if language == "ar" else t.en)[0] for t in named]
    step = len(usual) // (2 * FILLS * len(sentences))
    fillings = iter(usual[:: max(1, step)])
    return tuple(
        sentence.format(a=next(fillings), b=next(fillings))
        for sentence in sentences
        for _ in range(FILLS)
    )


def centres(embedder: Embedder) -> Vectors:
    """The mean query vector of Arabic and of English, one row each, in that order; not unit rows."""
    means: Vectors = neutral_vectors(embedder).mean(axis=1)
    return means


def neutral_vectors(embedder: Embedder) -> Vectors:
    """The vectors of the neutral queries by language, query and dimension.

    Worked out once for a model on a machine, and kept in the cache folder.
    """
    queries = {language: neutral_queries(language) for language in LANGUAGES}
    content = sha256(repr((embedder.fingerprint, queries)).encode("utf-8")).hexdigest()[:16]
    kept = cache_folder() / f"neutral-{content}.npy"
    shape = (len(LANGUAGES), len(queries[LANGUAGES[0]]), embedder.dimension)
    try:
        found: Vectors = np.load(kept)
        if found.shape == shape:
            return found
    except (OSError, ValueError):
        pass  # not there yet, or cut short by a full disk
    made = np.stack([embedder.embed_queries(queries[each]) for each in LANGUAGES])
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        aside = kept.with_name(f"{kept.stem}.{os.getpid()}.npy")
        np.save(aside, made)
        aside.replace(kept)
    return made


def towards(queries: Vectors, centres: Vectors, language: Language) -> Vectors:
    """The queries' directions from the centre of their language, as unit rows."""
    centred = queries - centres[LANGUAGES.index(language)]
    lengths = np.linalg.norm(centred, axis=1, keepdims=True)
    directions: Vectors = centred / np.maximum(lengths, np.float32(1e-9))
    return directions


def background(embedder: Embedder, passages: VectorIndex) -> Vectors:
    """How near neutral queries come to the passages: a row for each language, with the mean and the
    standard deviation of each query's best cosine, seen from the centre.

    Against these a question's best cosine says whether the documents hold more about it than about
    anything else; by itself it depends on the model, the documents and the language.
    """
    queries = neutral_vectors(embedder)
    middle: Vectors = queries.mean(axis=1)
    rows = []
    for language, own in zip(LANGUAGES, queries, strict=True):
        best = passages.cosines(towards(own, middle, language)).max(axis=1, initial=-1.0)
        rows.append((best.mean(), best.std()))
    return np.array(rows, dtype=np.float32)
