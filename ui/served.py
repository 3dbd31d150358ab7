"""What every part of the page works with: the index, the model, who asks and in which language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assistant.cross_encoder import Reranker
from assistant.models.opening import LanguageModel
from assistant.settings import Settings
from assistant.support.values import Judge
from index.holding import Holder
from index.store import Index
from index.values import Language

FIRST_LANGUAGE: Language = "ar"
"""The language that the page opens in for somebody who has not chosen one."""

LANGUAGE_COOKIE = "fiqra_language"


@dataclass(frozen=True)
class Served:
    """What is served."""

    holder: Holder
    settings: Settings
    model: LanguageModel | None = None
    reranker: Reranker | None = None
    entails: Judge | None = None

    @property
    def index(self) -> Index:
        """The index as it is now; take it once for each thing that is done."""
        return self.holder.index


def user_of(request: Any) -> str:
    """Who asks: the name of the login, "" where there is none (`request`: of Gradio or of FastAPI)."""
    state = getattr(request, "state", None)  # of FastAPI's, set by the login
    return str(getattr(request, "username", None) or getattr(state, "user", None) or "")


def language_of(request: Any) -> Language:
    """The language of the interface that this browser has chosen (`request`: of Gradio or FastAPI)."""
    chosen = (getattr(request, "cookies", None) or {}).get(LANGUAGE_COOKIE)
    return "en" if chosen == "en" else "ar" if chosen == "ar" else FIRST_LANGUAGE
