"""What a report says of how a run was made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from eval.runs import folder


def shown(options: Mapping[str, Any]) -> dict[str, Any]:
    """What a system was told, as a report may print it: of a shell command, which may hold a
    password, only the first digits of its sha256.
    """
    return {
        name: sha256(str(value).encode("utf-8", "backslashreplace")).hexdigest()[:8]
        if name == "command"
        else value
        for name, value in options.items()
    }


def facts(run: Path, questions: int, judge: str) -> Iterator[tuple[str, str]]:
    """Names and values for the head of a report, in order; `judge` said what is supported."""
    config = folder.read_config(run)
    yield "system", config.system
    yield "question set", f"{Path(config.set).name} ({config.set_sha256[:12]})"
    yield "questions", f"{questions:,}"
    yield (
        "index",
        f"{Path(config.index).name}: {config.documents:,} documents, {config.passages:,} passages "
        f"({config.index_fingerprint})",
    )
    yield "embedder", config.embedder
    yield "passages asked for", f"{config.top_k}"
    if config.flips:
        yield "number flips", f"up to {config.flips:,}"
    for name, value in shown(config.options).items():
        yield name, str(value)
    yield "support judged by", judge
    yield "Fiqra", config.fiqra
    yield "Python", config.python
    yield "started", config.started.replace("T", " ").replace("+00:00", " UTC")
