"""Late interaction: each word of a question looks for its nearest one in a passage.

The sum over the question's tokens of the largest cosine to a token of the passage (MaxSim: Khattab
and Zaharia 2020, ColBERT, arXiv:2004.12832), each weighed by how rare it is. It costs a product of
small matrices for each candidate, so it orders the best of a search and finds nothing by itself.

Token vectors of a middle layer of the embedder are turned onto the `BASIS` dimensions in which they
differ most and kept in eight bits (learned by `python -m index.learn_late`, without labels): some 11 kB
a passage. In a generation they stand under `late/`; an index without that folder, or made by an
embedder that shows no tokens, has no late stage and is searched without.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import as_file, files
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, get_args

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedder, Vectors, cache_key
from index.embedding.tokens import TokenEmbedder, Tokens
from index.errors import FiqraError
from index.threads import one_thread
from index.values import Language

if TYPE_CHECKING:
    from index.store import Index

BASIS = 128
"""Dimensions kept of 384: in hit@1 and hit@5 as good as all of them, 96 and 64 are worse."""

TWINS = 0.7
"""Passages that share at least this part of their 5-grams of letters have one late score, the highest
of theirs: which of two near-identical paragraphs is meant, their wording cannot tell."""

_LANGUAGES: tuple[Language, ...] = get_args(Language)
_FOLDER = "late"
_VECTORS = f"{_FOLDER}/vectors.i8"
_ROWS = f"{_FOLDER}/rows.safetensors"
_LEARNED = f"{_FOLDER}/learned.safetensors"
_HASHES = 128
_GRAM = 5
_NO_LETTER = re.compile(r"[\W\d_]+")
_REPAIR = "repair the index with `fiqra ingest --rebuild`"

Counts = dict[Language, tuple[int, NDArray[np.int64], NDArray[np.int64]]]
"""Of each language: how many passages were counted, token ids in order, in how many passages each is."""


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """How token vectors of one family of embedders are kept, and how common its tokens are."""

    family: str
    basis: Vectors
    """One column for each dimension kept."""
    step: Vectors
    """What one of the eight-bit numbers stands for, by dimension."""
    counts: Counts

    @property
    def digest(self) -> str:
        """Names basis and steps: vectors that were kept by others are not to be mixed with these."""
        content = self.basis.tobytes() + self.step.tobytes()
        return sha256(self.family.encode() + content).hexdigest()[:16]

    def kept(self, tokens: Tokens) -> NDArray[np.int8]:
        """The vectors of a passage's tokens as they are kept, a row each."""
        turned = np.round(tokens.vectors @ self.basis / self.step)
        return np.clip(turned, -127, 127).astype(np.int8)

    def asked(self, tokens: Tokens) -> Vectors:
        """A question's token vectors, whose products with kept rows are their cosines, nearly."""
        turned: Vectors = (tokens.vectors @ self.basis) * self.step
        return turned

    def rarity(self, ids: NDArray[np.int32], language: Language) -> Vectors:
        """How rare each token is in passages of that language (idf, as in BM25), never below 0."""
        count, known, held = self.counts[language]
        places = np.searchsorted(known, ids)
        places[places == len(known)] = 0
        found = (
            np.where(known[places] == ids, held[places], 0) if len(known) else np.zeros(len(ids))
        )
        return np.log1p((count - found + 0.5) / (found + 0.5)).astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Late:
    """The token vectors of an index's passages; read as they are needed."""

    learned: Learned
    vectors: NDArray[np.int8]
    """Memory-mapped, a row for each token."""
    start: NDArray[np.int64]
    length: NDArray[np.int32]
    """Where each passage's tokens stand, and how many they are."""
    signatures: NDArray[np.uint8]
    """Which passages are near twins (`signature`), a row for each passage."""

    def tokens(self, row: int) -> NDArray[np.int8]:
        """The kept vectors of one passage's tokens."""
        return self.vectors[self.start[row] : self.start[row] + self.length[row]]


def question_scores(
    index: Index, question: str, rows: Sequence[int] | NDArray[np.int_], language: Language
) -> Vectors | None:
    """`late_scores` of a question's text; None where the index has no late stage.

    The embedder remembers the text that `search` has just embedded, so this costs no second pass.
    """
    embedder = index.embedder
    if index.late is None or not isinstance(embedder, TokenEmbedder):
        return None
    _, (tokens,) = embedder.queries_with_tokens([question])
    return late_scores(index, tokens, rows, language)


def late_scores(
    index: Index, query: Tokens, rows: Sequence[int] | NDArray[np.int_], language: Language
) -> Vectors:
    """For each of the passages `rows`, how near it comes to every word of a question in `language`.

    A mean of cosines, by the words' rarity, so about 0.3 to 0.9, where .01 is a difference; near
    twins have the same. All zeros where the index has no token vectors or the question no tokens, so
    that the order stays what it was.
    """
    late = index.late
    rows = np.asarray(rows, dtype=np.int64)
    if late is None or not len(query) or not len(rows):
        return np.zeros(len(rows), dtype=np.float32)
    scores = _nearness(late, query, rows, language)
    twins = _twins(late.signatures[rows])
    shared: Vectors = np.where(twins, scores[None, :], -np.inf).max(axis=1)
    return shared


def _nearness(late: Late, query: Tokens, rows: NDArray[np.int64], language: Language) -> Vectors:
    weights = late.learned.rarity(query.ids, language)
    weights = weights / weights.sum()
    scores = np.zeros(len(rows), dtype=np.float32)
    held = np.flatnonzero(late.length[rows])  # `reduceat` knows no empty stretches
    if not len(held):
        return scores
    passages = [late.tokens(row) for row in rows[held]]
    with one_thread():
        asked = late.learned.asked(query)
        every = np.concatenate(passages).astype(np.float32) @ asked.T
    borders = np.cumsum([0, *(len(each) for each in passages[:-1])])
    scores[held] = np.maximum.reduceat(every, borders, axis=0) @ weights
    return scores


def _twins(signatures: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which are near twins of which, each of itself among them."""
    alike = (signatures[:, None, :] == signatures).view(np.uint8)
    same = alike.sum(axis=2, dtype=np.uint8)  # at most `_HASHES`, which a byte holds
    twins: NDArray[np.bool_] = same >= TWINS * _HASHES
    return twins | np.eye(len(signatures), dtype=bool)


def signature(text: str) -> NDArray[np.uint8]:
    """Numbers of which two texts share as great a part as they do of their 5-grams of letters, about
    (MinHash: Broder 1997, "On the resemblance and containment of documents"; a byte of each: Li and
    König 2010, arXiv:0910.3349). Figures do not count: twins differ in years and symbols.
    """
    letters = _NO_LETTER.sub("", text)
    codes = np.frombuffer(letters.ljust(_GRAM).encode("utf-32-le", "replace"), "<u4")
    places = len(codes) - _GRAM + 1
    grams = np.zeros(places, dtype=np.uint64)
    for shift in range(_GRAM):
        grams = grams * np.uint64(0x100000001B3) + codes[shift : shift + places]
    grams = np.unique(grams)
    for shift in (31, 29):
        grams = (grams ^ (grams >> np.uint64(shift))) * np.uint64(0x9E3779B97F4A7C15)
    least: NDArray[np.uint64] = (grams[:, None] * _multipliers()[None, :]).min(axis=0)
    return (least >> np.uint64(24)).astype(np.uint8)


@cache
def _multipliers() -> NDArray[np.uint64]:
    odd = np.random.default_rng(1).integers(0, 2**63, _HASHES, dtype=np.uint64)
    return odd * np.uint64(2) + np.uint64(1)


@cache
def shipped() -> Learned | None:
    """What `data/late.safetensors` holds; None where it is not there."""
    source = files("index").joinpath("data/late.safetensors")
    if not source.is_file():
        return None
    with as_file(source) as path:
        return read_learned(path)


def learned_for(embedder: Embedder) -> Learned | None:
    """How this embedder's token vectors are kept; None where it shows none or none were learned."""
    learned = shipped() if isinstance(embedder, TokenEmbedder) else None
    return learned if learned and learned.family == cache_key(embedder.fingerprint) else None


def write_learned(learned: Learned, path: Path) -> None:
    """Writes basis, steps and counts; numbers only."""
    from safetensors.numpy import save

    # not numpy's own format, whose reader must not run in two threads at once on Python 3.11
    arrays: dict[str, NDArray[Any]] = {
        "basis": learned.basis.astype(np.float16),
        "step": learned.step.astype(np.float32),
    }
    for language, (count, ids, held) in learned.counts.items():
        arrays[f"count_{language}"] = np.array([count], dtype=np.int32)
        arrays[f"ids_{language}"] = ids.astype(np.int32)
        arrays[f"held_{language}"] = held.astype(np.int32)
    path.write_bytes(save(arrays, metadata={"family": learned.family}))


def read_learned(path: Path) -> Learned:
    """What `write_learned` wrote. Raises FiqraError for a file that is damaged or missing."""
    arrays, metadata = _read(path)
    try:
        counts: Counts = {
            language: (
                int(arrays[f"count_{language}"][0]),
                arrays[f"ids_{language}"].astype(np.int64),
                arrays[f"held_{language}"].astype(np.int64),
            )
            for language in _LANGUAGES
        }
        basis = arrays["basis"].astype(np.float32)
        return Learned(metadata["family"], basis, arrays["step"], counts)
    except KeyError as fault:
        raise FiqraError(_unreadable(fault)) from fault


def _read(path: Path) -> tuple[dict[str, NDArray[Any]], dict[str, str]]:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, "np") as file:
            names = file.keys()
            return {name: file.get_tensor(name) for name in names}, file.metadata() or {}
    except (OSError, SafetensorError) as fault:
        raise FiqraError(_unreadable(fault)) from fault


def _unreadable(fault: Exception) -> str:
    return f"The index's token vectors cannot be read ({fault}); {_REPAIR}."


def add_counts(counts: Counts, language: Language, passages: int, ids: NDArray[np.int64]) -> Counts:
    """The counts with those of more passages; `ids` has each token once for each passage it is in."""
    count, known, held = counts[language]
    more, times = np.unique(ids, return_counts=True)
    union = np.union1d(known, more).astype(np.int64)
    total = np.zeros(len(union), dtype=np.int64)
    total[np.searchsorted(union, known)] += held
    total[np.searchsorted(union, more)] += times
    return {**counts, language: (count + passages, union, total)}


OWN_COUNTS = 300
"""Passages of a language from which on they alone say how rare its tokens are here; what is rare in
general is no longer added. On the crime documents, dev questions: hit@1 Arabic .594 -> .688.
"""

NO_COUNTS: Counts = {
    language: (0, np.zeros(0, np.int64), np.zeros(0, np.int64)) for language in _LANGUAGES
}


class Writer:
    """Writes the token vectors of a new generation, in whatever order they come."""

    def __init__(self, generation: Path, learned: Learned, count: int) -> None:
        self.learned = learned
        self._generation = generation
        self._start = np.zeros(count, dtype=np.int64)
        self._length = np.zeros(count, dtype=np.int32)
        self._ids: list[NDArray[np.int64]] = [np.zeros(0, np.int64)] * count
        self._written = 0
        (generation / _FOLDER).mkdir()
        self._file: BinaryIO = (generation / _VECTORS).open("wb")

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._file.close()

    def put(self, rows: Sequence[int], kept: bytes) -> None:
        """The tokens of the passages `rows`, which have the same text; `kept` is of `packed`."""
        count = int.from_bytes(kept[:4], "little")
        end = 4 + count * BASIS
        self._file.write(kept[4:end])
        ids = np.frombuffer(kept[end:], "<i4").astype(np.int64)
        for row in rows:
            self._start[row], self._length[row] = self._written, count
            self._ids[row] = ids
        self._written += count

    def finish(self, texts: Sequence[str], languages: Sequence[Language]) -> None:
        """Writes the rest: places, signatures of the passages' own words, counts by language."""
        from safetensors.numpy import save

        counts = self.learned.counts
        for language in _LANGUAGES:
            rows = [row for row, each in enumerate(languages) if each == language]
            if rows:
                ids = np.concatenate([self._ids[row] for row in rows])
                before = counts if len(rows) < OWN_COUNTS else NO_COUNTS
                counts = {
                    **counts,
                    language: add_counts(before, language, len(rows), ids)[language],
                }
        marks = [signature(text) for text in texts]
        signatures = np.array(marks, dtype=np.uint8).reshape(len(texts), _HASHES)
        places = {"start": self._start, "length": self._length, "signatures": signatures}
        (self._generation / _ROWS).write_bytes(save(places))
        learned = self.learned
        write_learned(
            Learned(learned.family, learned.basis, learned.step, counts),
            self._generation / _LEARNED,
        )
        self._file.close()


def packed(learned: Learned, tokens: Tokens) -> bytes:
    """What is kept of a passage's tokens: how many, their vectors, the different ids among them."""
    ids = np.unique(tokens.ids).astype("<i4")
    return len(tokens).to_bytes(4, "little") + learned.kept(tokens).tobytes() + ids.tobytes()


def is_packed(kept: bytes) -> bool:
    """Whether the bytes may be what `packed` made."""
    count = int.from_bytes(kept[:4], "little")
    rest = len(kept) - 4 - count * BASIS
    return len(kept) >= 4 and rest >= 0 and rest % 4 == 0


def load(generation: Path, passages: int) -> Late | None:
    """The token vectors of a generation; None where it has none.

    Raises FiqraError for ones that are damaged or of another number of passages.
    """
    if not (generation / _FOLDER).is_dir():
        return None
    learned = read_learned(generation / _LEARNED)
    arrays, _ = _read(generation / _ROWS)
    try:
        start, length, signatures = (arrays[name] for name in ("start", "length", "signatures"))
        # an empty file cannot be mapped
        some = bool((generation / _VECTORS).stat().st_size)
        flat = np.memmap(generation / _VECTORS, np.int8, "r") if some else np.zeros(0, np.int8)
        # a plain array over the mapped file, which is sliced at less cost
        vectors: NDArray[np.int8] = np.asarray(flat).reshape(-1, BASIS)
    except (OSError, ValueError, KeyError) as fault:
        raise FiqraError(_unreadable(fault)) from fault
    sizes = {len(start), len(length), len(signatures)}
    if sizes != {passages} or (passages and (start + length).max() > len(vectors)):
        raise FiqraError(
            f"The index is damaged: its token vectors are not those of its passages; {_REPAIR}."
        )
    return Late(learned, vectors, start, length, signatures)
