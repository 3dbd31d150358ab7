"""A tab of the page: what it is made of that has to be said anew when the language is switched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from index.values import Language


@dataclass(frozen=True)
class Tab:
    """A tab that has been built: its components with words on them, and those words."""

    components: tuple[Any, ...]
    """Gradio components, in the order of what `turned` gives."""
    turned: Callable[[Language], tuple[Any, ...]]
    """An update (`gr.update(label=…)`) for each of `components`, in a language."""
