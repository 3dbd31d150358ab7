"""What a report says of how a run was made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from eval.runs import folder


def facts(run: Path, questions: int) -> Iterator[tuple[str, str]]:
    """Names and values for the head of a report, in order."""
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
    for name, value in config.options.items():
        yield name, str(value)
    yield "Fiqra", config.fiqra
    yield "Python", config.python
    yield "started", config.started.replace("T", " ").replace("+00:00", " UTC")
