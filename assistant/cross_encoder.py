"""A CrossEncoder of sentence-transformers beside Fiqra's own ranking, for those who have a model.

It reads the question and a paragraph together, so it is the sharpest judge of wording; it does not
see which document a question names. So it does not replace the ranking: of the best `DEPTH`
paragraphs each gets the mean of two z-scores, one of its own score and one of the model's (the
plainest fusion of scores of unlike scales; z-scores, as in Lee 1997, "Analyses of Multiple Evidence
Combination"). The model's outputs count before any sigmoid, which would flatten all good ones into
one. A pasted clause is left in Fiqra's order: it is found by its wording, and these models are
trained on questions.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.embedding.text import prepare
from index.errors import FiqraError
from index.passages import searched_text

if TYPE_CHECKING:
    from assistant.reranking import Query
    from index.search import Hit
    from index.store import Index

Scores = NDArray[np.float64]

DEPTH = 30
"""Hits that the model reads; the time that a question takes grows with them."""

BATCH = 8

_SETTINGS = "config_sentence_transformers.json"
_HEADS = ("ForSequenceClassification", "ForCausalLM")
"""Ends of the names of architectures that score a pair of texts."""

_WEIGHTS = (".safetensors", ".bin", ".pt")


@dataclass(frozen=True)
class Reranker:
    """A model by name; called with a question and texts it gives each a score, higher for nearer."""

    name: str
    folder: Path
    score: Callable[[str, Sequence[str]], Scores]

    @cached_property
    def fingerprint(self) -> str:
        """Names the weights and settings of the model; reads them all."""
        from index.embedding.transformer import digest_of_model

        return digest_of_model(self.folder)[:16]


def open_reranker(name: str) -> Reranker:
    """The CrossEncoder in the folder `name` or of that hub name, loaded, on the CPU.

    A model of the hub that is on this machine is loaded from there; another one is fetched. Raises
    FiqraError with one sentence where there is none, where it cannot be fetched or loaded, where it
    is no CrossEncoder, and where it has more than one label.
    """
    folder, model = _opened(name)
    if model.num_labels != 1:
        raise FiqraError(
            f"The model {name} has {model.num_labels} labels, and a reranker gives one score; name a "
            "CrossEncoder that was trained to rank."
        )
    return Reranker(name, folder, _scorer(model, name))


def _opened(name: str) -> tuple[Path, Any]:
    """A model's folder and the model, from a folder, from the hub's cache or from the hub."""
    folder = Path(name).expanduser()
    if not folder.is_dir():
        if not _is_hub_name(name):
            raise FiqraError(
                f"There is no reranker folder {name}; give the path of a CrossEncoder's folder or a "
                "hub name such as BAAI/bge-reranker-v2-m3."
            )
        snapshot = _snapshot(name)
        if snapshot is None:
            return _fetched(name)
        folder = snapshot
    _check_settings(folder, name)
    return folder, _load(str(folder), name)


def cross_encoded(
    index: Index, query: Query, hits: Sequence[Hit], reranker: Reranker | None
) -> list[Hit]:
    """The hits in the order of both scores; unchanged without a model and for a pasted clause.

    Scores stay on the scale that they were on: mean and spread of the first `DEPTH` hits are theirs.
    """
    first = hits[:DEPTH]
    if reranker is None or query.clause or len(first) < 2:
        return list(hits)
    texts = [searched_text(index.passage(hit.row)) for hit in first]
    own = np.array([hit.score for hit in first], dtype=np.float64)
    fused = fused_scores(own, reranker.score(query.text, texts))
    best = [replace(hit, score=float(score)) for hit, score in zip(first, fused, strict=True)]
    # those that the model has not read stay below those that it has
    lowest = float(fused.min())
    rest = [replace(hit, score=min(hit.score, lowest)) for hit in hits[DEPTH:]]
    return [*sorted(best, key=lambda hit: -hit.score), *rest]


def fused_scores(own: Scores, other: Scores) -> Scores:
    """The mean of both z-scores, on the scale of `own`; scores that are all equal say nothing."""
    mean = (_z_scores(own) + _z_scores(other)) / 2
    fused: Scores = own.mean() + (own.std() or 1.0) * mean
    return fused


def _z_scores(scores: Scores) -> Scores:
    # equal numbers may leave a spread of some last bits
    spread = scores.std()
    if spread <= 1e-9 * max(1.0, float(np.abs(scores).max())):
        return np.zeros_like(scores)
    found: Scores = (scores - scores.mean()) / spread
    return found


def _scorer(model: Any, name: str) -> Callable[[str, Sequence[str]], Scores]:
    from torch.nn import Identity

    lock = threading.Lock()  # fast tokenizers refuse a second caller

    def score(question: str, texts: Sequence[str]) -> Scores:
        pairs = [(prepare(question), prepare(text)) for text in texts]
        with lock:
            rows = model.predict(
                pairs, batch_size=BATCH, activation_fn=Identity(), show_progress_bar=False
            )
        scores: Scores = np.asarray(rows, dtype=np.float64).reshape(len(texts))
        if not np.isfinite(scores).all():
            raise FiqraError(
                f"The reranker {name} gives scores that are no numbers; its weights are damaged, name "
                "another model."
            )
        return scores

    return score


def _is_hub_name(name: str) -> bool:
    """`model` or `organisation/model`, not a path."""
    return name.count("/") <= 1 and not name.startswith(("/", ".", "~")) and "\\" not in name


def _snapshot(name: str) -> Path | None:
    """The folder of the hub's cache that holds the model with its weights; None where none does."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError

    try:
        folder = Path(snapshot_download(name, local_files_only=True))
    except (OSError, HFValidationError):
        return None
    return folder if any(p.suffix in _WEIGHTS for p in folder.rglob("*")) else None


def _fetched(name: str) -> tuple[Path, Any]:
    """The model of that hub name, fetched, and the folder that it then lies in."""
    from huggingface_hub import hf_hub_download

    try:
        # its settings first, so that what is no CrossEncoder is not fetched whole
        settings = Path(hf_hub_download(name, "config.json"))
    except Exception as fault:  # the hub's, the network's, each with exceptions of its own
        raise FiqraError(_not_fetched(name)) from fault
    _check_settings(settings.parent, name)
    model = _load(name, name)
    folder = _snapshot(name)
    if folder is None:
        raise FiqraError(_not_fetched(name))
    return folder, model


def _not_fetched(name: str) -> str:
    offline = os.environ.get("HF_HUB_OFFLINE", "").upper() in ("1", "ON", "YES", "TRUE")
    way = "unset HF_HUB_OFFLINE to fetch it" if offline else "check its name and the network"
    return (
        f"The reranker {name} is not on this machine and could not be fetched; {way}, or give the "
        "path of a folder that holds it."
    )


def _check_settings(folder: Path, name: str) -> None:
    """Raises FiqraError where a folder's settings are not those of a model that scores pairs.

    sentence-transformers would load an embedding model too, and give it weights drawn by lot.
    """
    settings = _json(folder / "config.json")
    own = _json(folder / _SETTINGS)
    if settings is None and own is None:
        raise FiqraError(
            f"{name} holds no model (no config.json that can be read); name the folder of a "
            "CrossEncoder."
        )
    kinds = (settings or {}).get("architectures") or ["model of an unnamed kind"]
    if (own or {}).get("model_type") == "CrossEncoder" or str(kinds[0]).endswith(_HEADS):
        return
    raise FiqraError(
        f"The model {name} is a {kinds[0]}, not a CrossEncoder that scores a question with a text; "
        "name one that was trained to rank."
    )


def _json(path: Path) -> dict[str, Any] | None:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) else None


def _load(source: str, name: str) -> Any:
    try:
        from sentence_transformers import CrossEncoder
        from transformers.utils import logging
    except ImportError as fault:
        raise FiqraError(
            f"The reranker {name} needs the package sentence-transformers ({fault}); install it, or "
            "leave out --reranker."
        ) from fault
    local = Path(source).is_dir()
    if local:
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # a download keeps its own
    try:
        return CrossEncoder(source, device="cpu", local_files_only=local)
    except Exception as fault:  # three libraries, each with exceptions of its own
        if not local:
            raise FiqraError(_not_fetched(name)) from fault
        reason = str(fault).strip().split("\n")[0].rstrip(".") or type(fault).__name__
        raise FiqraError(
            f"The reranker {name} cannot be loaded ({reason}); name the complete folder of a "
            "CrossEncoder."
        ) from fault
