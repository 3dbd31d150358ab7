"""`fiqra inspect`: what is wrong with files and how Fiqra reads them; needs no index."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

NAME, SHORT_HELP = "inspect", "Say what is wrong with a text, and how it is read."


def inspect(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders.", metavar="FILE…")],
    html: Annotated[
        Path | None,
        typer.Option(
            "--html", help="Write a report here: each line as it stands and as it is read."
        ),
    ] = None,
    window: Annotated[
        int | None,
        typer.Option("--window", help="All lines of this page or window that are read otherwise."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say page by page what is wrong with a text, what was repaired and how surely, with sample lines.

    Nothing is indexed and no file is changed.
    """
    from assistant.inspecting import inspect_files

    code = inspect_files(paths, html=html, window=window, as_json=as_json)
    if code:
        raise typer.Exit(code)
