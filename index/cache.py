"""Where Fiqra keeps what can be made again: embedded texts, converted models."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """The machine's folder for things that can be made again; it may not exist yet.

    The environment variable FIQRA_CACHE names another one. Deleting it costs time, never data.
    """
    override = os.environ.get("FIQRA_CACHE")
    if override:
        return Path(override).expanduser()

    from platformdirs import user_cache_dir

    return Path(user_cache_dir("fiqra", appauthor=False))
