"""The lexical index: normalised words and character 4-grams, scored by BM25.

Character 4-grams run across word borders (spaces deleted): text that comes out of PDFs loses and
gains spaces, and Arabic particles are written onto words. Scores are computed when the index is
made (as BM25S does, arXiv:2407.03618) and laid out as memory-mapped arrays, so that a query reads
only the postings of its own terms.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.arabic.normalise import fold_text
from index.errors import FiqraError

Hashes = NDArray[np.uint64]
Scores = NDArray[np.float32]

K1 = 1.2
B = 0.75
"""BM25's usual saturation and length constants (Robertson and Zaragoza 2009)."""

FIELDS = ("words", "ngrams", "profiles")
_ARRAYS = ("terms", "offsets", "rows", "weights", "idf")

_TOKEN = re.compile(r"[^\W_]+(?:[/.,:-][^\W_]+)*")
"""Words, and symbols, numbers and dates whole. Each separator must be followed by a letter or digit
and no two repeats compete for a character, so that matching is linear in the text.
"""
_ARABIC_LETTERS = frozenset(map(chr, range(0x621, 0x64B)))
_PREFIXES = ("وال", "بال", "كال", "فال", "لل", "ال", "و", "ف")
_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
_PART = re.compile(r"[^\W_]+")
_NUMBER_PAIR = re.compile(r"(\d+)/(\d+)")
_MULTIPLIERS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))


@dataclass(frozen=True, slots=True)
class Postings:
    """One field: for each of T terms the passages that hold it and its BM25 weight there.

    `terms` (T, sorted hashes), `offsets` (T + 1), `rows` and `weights` (all postings, by term),
    `idf` (T). `count` is the number of passages.
    """

    terms: Hashes
    offsets: NDArray[np.int64]
    rows: NDArray[np.int32]
    weights: Scores
    idf: Scores
    count: int


@dataclass(frozen=True, slots=True)
class Held:
    """Of some terms those that any row holds, and how much of them some rows hold."""

    words: list[str]
    presence: Scores
    """(word, row): 0.0 where the row does not hold it, rising with repetition towards 1.0."""
    total: Scores
    """The sum over all passages, for each word."""


@dataclass(frozen=True, slots=True)
class Lexical:
    """Words and 4-grams of the passages, row i of every score array being passage i; 4-grams of the
    documents' profiles (title block, headings), row i being document i by name.
    """

    words: Postings
    ngrams: Postings
    profiles: Postings


def words(text: str) -> list[str]:
    """The terms of a text: folded words whole and without clitics, numbers, symbols whole and in
    parts, `64/293` in both orders.

    Resolution numbers stand in both orders in Arabic text layers, so both are terms of either.
    """
    terms = []
    for token in _TOKEN.findall(fold_text(text)):
        terms.append(token)
        if token[0] in _ARABIC_LETTERS:
            light = bare(token)
            if light != token:
                terms.append(f"~{light}")
        elif not token.isalnum():
            terms.extend(_PART.findall(token))
            for first, second in _NUMBER_PAIR.findall(token):
                terms.extend((f"{first}/{second}", f"{second}/{first}"))
    return terms


def bare(word: str) -> str:
    """A folded Arabic word without the particles and endings written onto it.

    After the light stemmer of Larkey, Ballesteros and Connell (2007), "Light Stemming for Arabic
    Information Retrieval". As the only form it loses more than it finds on damaged text; beside
    the whole word it helps.
    """
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            word = word[len(prefix) :]
            break
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word


@functools.lru_cache(maxsize=200_000)
def _hash(term: str) -> int:
    return int.from_bytes(
        blake2b(term.encode("utf-8", "replace"), digest_size=8).digest(), "little"
    )


def word_hashes(text: str) -> Hashes:
    """A 64-bit hash for each term of `words(text)`, repeats kept."""
    return np.array([_hash(term) for term in words(text)], dtype=np.uint64)


def ngram_hashes(text: str) -> Hashes:
    """A 64-bit hash for each 4-gram of the folded text without spaces and punctuation, repeats kept."""
    letters = re.sub(r"[\W_]+", "", fold_text(text))
    codes = np.frombuffer(letters.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.uint64)
    if len(codes) < 4:
        return np.zeros(0, dtype=np.uint64)
    packed = (
        (codes[:-3] << np.uint64(48))
        ^ (codes[1:-2] << np.uint64(32))
        ^ (codes[2:-1] << np.uint64(16))
        ^ codes[3:]
    )
    mixed: Hashes = (packed ^ (packed >> np.uint64(29))) * _MULTIPLIERS[0]
    return (mixed ^ (mixed >> np.uint64(32))) * _MULTIPLIERS[1]


def build(texts: Sequence[str], profiles: Sequence[str] = ()) -> Lexical:
    """The lexical index of passages, row i being `texts[i]`, and of the documents' profiles."""
    return Lexical(
        words=_postings([word_hashes(text) for text in texts]),
        ngrams=_postings([ngram_hashes(text) for text in texts]),
        profiles=_postings([ngram_hashes(text) for text in profiles]),
    )


def _postings(documents: Sequence[Hashes]) -> Postings:
    count = len(documents)
    lengths = np.array([len(d) for d in documents], dtype=np.int64)
    if not lengths.sum():
        return Postings(
            np.zeros(0, np.uint64), np.zeros(1, np.int64), np.zeros(0, np.int32),
            np.zeros(0, np.float32), np.zeros(0, np.float32), count,
        )  # fmt: skip
    terms, term_of = np.unique(np.concatenate(documents), return_inverse=True)
    row_of = np.repeat(np.arange(count, dtype=np.int64), lengths)
    pairs, frequency = np.unique(term_of.astype(np.int64) * count + row_of, return_counts=True)
    term, row = pairs // count, pairs % count
    in_documents = np.bincount(term, minlength=len(terms))
    idf = np.log1p((count - in_documents + 0.5) / (in_documents + 0.5)).astype(np.float32)
    norm = K1 * (1 - B + B * lengths / max(1.0, float(lengths.mean())))
    weights = idf[term] * frequency * (K1 + 1) / (frequency + norm[row])
    return Postings(
        terms=terms,
        offsets=np.concatenate([[0], np.cumsum(in_documents)]).astype(np.int64),
        rows=row.astype(np.int32),
        weights=weights.astype(np.float32),
        idf=idf,
        count=count,
    )


def scores(postings: Postings, query: Hashes) -> Scores:
    """BM25 of every row for the query's terms, as a share of what a perfect text would reach.

    Terms that no row holds do not count. Shape (count,), 0.0 to about 1.0.
    """
    unique, repeats = np.unique(query, return_counts=True)
    return weighted_scores(postings, unique, repeats.astype(np.float32))


def weighted_scores(postings: Postings, terms: Hashes, weights: Scores) -> Scores:
    """As `scores`, each of the different `terms` counting `weights` times."""
    total = np.zeros(postings.count, dtype=np.float32)
    places, known = _places(postings, terms)
    weights = weights[known]
    borders = zip(
        postings.offsets[places].tolist(),
        postings.offsets[places + 1].tolist(),
        weights,
        strict=True,
    )
    for low, high, weight in borders:
        # each term at most once in `rows` per row, so plain indexing adds correctly
        total[postings.rows[low:high]] += postings.weights[low:high] * weight
    best = np.float32((K1 + 1) * sum((postings.idf[places] * weights).tolist()))
    return total / best if best else total


def _places(postings: Postings, terms: Hashes) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Where those of the terms that some row holds stand in `postings.terms`, and which they are."""
    if not len(postings.terms):
        return np.zeros(0, dtype=np.intp), np.zeros(len(terms), dtype=bool)
    places = np.minimum(np.searchsorted(postings.terms, terms), len(postings.terms) - 1)
    known: NDArray[np.bool_] = postings.terms[places] == terms
    return places[known], known


def rows_with_all(postings: Postings, text: str) -> NDArray[np.int32]:
    """The rows of the word field that hold every word of `text`, each in any of its forms, sorted."""
    found: NDArray[np.int32] | None = None
    for word in _TOKEN.findall(fold_text(text)):
        hashes = [_hash(form) for form in (word, bare(word), f"~{bare(word)}")]
        forms = np.unique(np.array(hashes, dtype=np.uint64))
        rows = np.concatenate([_rows(postings, form) for form in forms])
        rows = np.unique(rows)
        found = rows if found is None else np.intersect1d(found, rows, assume_unique=True)
    return np.zeros(0, np.int32) if found is None else found


def _rows(postings: Postings, term: np.uint64) -> NDArray[np.int32]:
    place = int(np.searchsorted(postings.terms, term))
    if place >= len(postings.terms) or postings.terms[place] != term:
        return np.zeros(0, np.int32)
    return postings.rows[postings.offsets[place] : postings.offsets[place + 1]]


def term_hashes(terms: Sequence[str]) -> Hashes:
    """The hash of each term as it stands in the word field, `~` before those without clitics."""
    return np.array([_hash(term) for term in terms], dtype=np.uint64)


def held(postings: Postings, terms: Sequence[str], rows: NDArray[Any]) -> Held:
    """How much of each term of the word field each of some rows holds, and all rows together.

    0.0 to 1.0 in a row: its BM25 weight there as a share of the most that repetition can bring.
    """
    places, known = _places(postings, term_hashes(terms))
    most = np.maximum(postings.idf[places], np.float32(0.05)) * np.float32(K1 + 1)
    presence = np.zeros((len(places), len(rows)), dtype=np.float32)
    total = np.zeros(len(places), dtype=np.float32)
    lows, highs = postings.offsets[places].tolist(), postings.offsets[places + 1].tolist()
    for i, (low, high) in enumerate(zip(lows, highs, strict=True)):
        there, weights = postings.rows[low:high], postings.weights[low:high]
        found = np.minimum(there.searchsorted(rows), high - low - 1)
        presence[i] = weights[found] * (there[found] == rows)
        total[i] = weights.sum()
    return Held(
        [term for term, one in zip(terms, known.tolist(), strict=True) if one],
        presence / most[:, None],
        total / most,
    )


def rarity(postings: Postings, terms: Hashes) -> Scores:
    """The idf of each term; of one that no row holds, that of a term in none."""
    if not len(postings.terms):
        return np.zeros(len(terms), dtype=np.float32)
    places = np.minimum(np.searchsorted(postings.terms, terms), len(postings.terms) - 1)
    unseen = np.log1p(2 * postings.count + 1)
    found: Scores = np.where(postings.terms[places] == terms, postings.idf[places], unseen)
    return found.astype(np.float32)


def save(lexical: Lexical, folder: Path) -> None:
    """Writes both fields into `folder`, an array a file."""
    folder.mkdir(parents=True, exist_ok=True)
    for field in FIELDS:
        postings: Postings = getattr(lexical, field)
        for name in _ARRAYS:
            np.save(folder / f"{field}.{name}.npy", getattr(postings, name))


def load(folder: Path, passages: int, documents: int) -> Lexical:
    """What `save` wrote, memory-mapped, for an index of so many passages and documents.

    Raises FiqraError if an array is missing, cut short or not an array.
    """
    counts = {"words": passages, "ngrams": passages, "profiles": documents}
    return Lexical(**{field: _load_field(folder, field, counts[field]) for field in FIELDS})


def _load_field(folder: Path, field: str, count: int) -> Postings:
    try:
        # plain arrays over the mapped files: slicing a memmap costs more than most of its slices
        arrays = {
            n: np.asarray(np.load(folder / f"{field}.{n}.npy", mmap_mode="r")) for n in _ARRAYS
        }
    except (OSError, ValueError, EOFError) as fault:
        raise FiqraError(
            f"The lexical part of the index cannot be read ({field}: {fault}); "
            "make the index anew with `fiqra ingest --rebuild`."
        ) from fault
    return Postings(**arrays, count=count)
