"""What verbs of different rooms share: the options for the index and for JSON, and opening the index."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from assistant.settings import Settings
    from index.store import Index

IndexOption = Annotated[
    Path | None,
    typer.Option(
        "--index", help="Folder of the index (FIQRA_INDEX; default .fiqra).", show_default=False
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def settings_with(index: Path | None) -> Settings:
    """The settings in force, with the index that the command line names."""
    from assistant.settings import load_settings

    settings = load_settings()
    return settings.model_copy(update={"index": index}) if index else settings


def open_with(index: Path | None) -> Index:
    """The index that the command line or the settings name."""
    from index.store import open_index

    settings = settings_with(index)
    return open_index(settings.index, settings.embedder)
