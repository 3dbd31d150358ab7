"""A language model through llama-index: which one is set, where it runs, and asking it.

OpenAI-compatible endpoints (vLLM, llama.cpp, LM Studio, hosted ones), Ollama, and any llama-index
LLM by import path. llama_index is imported where a model is opened, and nowhere before.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assistant.models import clients as model_clients
from assistant.models import endpoint as model_endpoint
from assistant.models import faults as model_faults
from assistant.models.calls import Call, Reply, call
from assistant.models.faults import LanguageModelError
from assistant.models.tokens import TokenCounter, counter_for
from assistant.settings import Settings
from index.errors import UsageError
from index.values import Language

if TYPE_CHECKING:
    from llama_index.core.llms import LLM, ChatMessage


@dataclass(frozen=True)
class LanguageModel:
    """A model that is ready to be asked. Its printed form shows no key and no text."""

    llm: LLM = field(repr=False)
    name: str
    endpoint: str | None
    """The address that texts go to; None for a model that says none."""
    local: bool
    """Whether texts stay on this machine."""
    context: int | None
    max_tokens: int
    timeout: float
    retries: int
    tokens: TokenCounter = field(repr=False)
    has_key: bool = field(default=False, repr=False)
    ends_are_marked: bool = field(default=False, repr=False)

    def complete(
        self,
        messages: Sequence[ChatMessage],
        on_text: Callable[[str], None] | None = None,
        *,
        cancel: threading.Event | None = None,
    ) -> Reply:
        """The model's reply; in a stream where `on_text` is given, which gets each new piece.

        Both ways give the same text, as far as the model does. `cancel`, once set by any thread,
        ends the call within 0.1 s. Raises LanguageModelError with one sentence, and with the text
        that had come (`partial`), if the model is not reachable, refuses or lacks the key, does not
        exist, says nothing for `timeout` seconds, replies with nothing, breaks off, or cannot hold
        the messages. Faults that pass are tried `retries` times more while no text has come.
        """
        if self.context is not None:
            used = self.tokens.of_messages([message.content or "" for message in messages])
            if used > self.context:
                # not left to the server: some cut the beginning off and say nothing
                told = f"{used} tokens of {self.context}"
                raise LanguageModelError("overflow", model_faults.overflow(self.name, told))
        return call(self._call(), messages, on_text, cancel)

    def notice(self, language: Language) -> str | None:
        """The sentence to show before the first text goes to a model that is elsewhere; else None."""
        if self.local:
            return None
        from prompts import render

        if self.endpoint is None:
            return render("model_unknown_place", language, model=self.name)
        return render("model_elsewhere", language, model=self.name, endpoint=self.endpoint)

    def _call(self) -> Call:
        return Call(
            self.llm,
            self.name,
            self.endpoint,
            self.timeout,
            self.retries,
            self.max_tokens,
            self.has_key,
            self.ends_are_marked,
        )


def is_set(settings: Settings) -> bool:
    """Whether the settings name a language model; where they do not, answers are extractive."""
    named = (settings.llm_model, settings.llm_base_url, settings.llm_ollama, settings.llm_import)
    return any(named)


def open_language_model(settings: Settings) -> LanguageModel:
    """The model that the settings name, not called yet.

    Raises UsageError with one sentence where none is named or not enough is said, where the model
    cannot be imported, and, under `local_only`, where it is not on this machine.
    """
    _check_one_is_named(settings)
    if settings.llm_import:
        return _imported(settings, settings.llm_import)
    name = settings.llm_model or ""
    settings = _fitted(settings)
    relayed = False
    if settings.llm_ollama:
        endpoint = model_endpoint.ollama_address(settings.llm_ollama)
        relayed = model_endpoint.is_relayed(name)
    else:
        endpoint = settings.llm_base_url or ""
    here = model_endpoint.is_this_machine(endpoint)
    local = here and not relayed
    shown = f"ollama.com, through {endpoint}" if relayed else endpoint
    _check_allowed(settings, name, shown, local)
    key = model_endpoint.environment_key()
    make = model_clients.ollama if settings.llm_ollama else model_clients.openai_like
    # a model that is relayed is still called at this machine's address, where no proxy is asked
    llm = make(settings, endpoint, model_endpoint.transport(key, here))
    return LanguageModel(
        llm=llm,
        name=name,
        endpoint=shown,
        local=local,
        context=settings.llm_context
        or (model_clients.OLLAMA_CONTEXT if settings.llm_ollama else None),
        max_tokens=settings.llm_max_tokens,
        timeout=settings.llm_timeout,
        retries=settings.llm_retries,
        tokens=counter_for(
            settings.llm_tokenizer, name, None if settings.llm_ollama or not local else endpoint
        ),
        has_key=key is not None,
        ends_are_marked=True,
    )


def try_model(model: LanguageModel) -> float:
    """Asks the model for a word, once, and stops it there; the milliseconds until the word came.

    Raises LanguageModelError as `complete` does.
    """
    from llama_index.core.llms import ChatMessage

    enough = threading.Event()
    arrived: list[float] = []

    def on_text(_: str) -> None:
        if not arrived:
            arrived.append(time.perf_counter() - began)
        enough.set()

    once = replace(model, retries=0)
    began = time.perf_counter()
    try:
        once.complete([ChatMessage(role="user", content="Say: OK")], on_text, cancel=enough)
    except LanguageModelError as fault:
        if fault.kind != "cancelled":
            raise
    return arrived[0] * 1000


def _check_one_is_named(settings: Settings) -> None:
    places = {
        "llm_base_url": settings.llm_base_url,
        "llm_ollama": settings.llm_ollama,
        "llm_import": settings.llm_import,
    }
    named = [place for place, value in places.items() if value]
    if len(named) > 1:
        raise UsageError(f"{' and '.join(named)} name different language models; set one of them.")
    if not named and not settings.llm_model:
        raise UsageError(
            "No language model is set; set llm_model with llm_base_url or llm_ollama, or llm_import "
            "(in fiqra.toml, or FIQRA_LLM_MODEL and so on)."
        )
    if not named:
        raise UsageError(
            f"llm_model {settings.llm_model!r} is set, but not where it runs; set llm_base_url (any "
            "OpenAI-compatible endpoint) or llm_ollama."
        )
    if not settings.llm_import and not settings.llm_model:
        raise UsageError(
            f"{named[0]} is set, but not which model; set llm_model to the name that it has there."
        )
    if settings.llm_local and not settings.llm_import:
        raise UsageError(
            "llm_local is for llm_import only; where an address leads, Fiqra sees for itself: take "
            "llm_local out."
        )


def _check_allowed(settings: Settings, name: str, endpoint: str | None, local: bool) -> None:
    if settings.local_only and not local:
        place = (
            f"runs at {endpoint}, not on this machine" if endpoint else "does not say where it runs"
        )
        way = "set a model that is here" if endpoint else "state llm_local if it is here"
        raise UsageError(
            f"The language model {name} {place}, and local_only refuses it; {way}, or unset local_only."
        )


def _fitted(settings: Settings) -> Settings:
    """The settings with a longest reply that leaves half of the context to the prompt: a server
    refuses every call that asks for more than its context.
    """
    half = (settings.llm_context or 2 * settings.llm_max_tokens) // 2
    return settings.model_copy(update={"llm_max_tokens": min(settings.llm_max_tokens, half)})


def _imported(settings: Settings, path: str) -> LanguageModel:
    llm = model_clients.import_llm(path)
    name = settings.llm_model or str(llm.metadata.model_name or type(llm).__name__)
    endpoint = model_clients.address_of(llm)
    local = model_endpoint.is_this_machine(endpoint) if endpoint else settings.llm_local
    _check_allowed(settings, name, endpoint, local)
    return LanguageModel(
        llm=llm,
        name=name,
        endpoint=endpoint,
        local=local,
        context=settings.llm_context,
        max_tokens=settings.llm_max_tokens,
        timeout=settings.llm_timeout,
        retries=settings.llm_retries,
        tokens=counter_for(settings.llm_tokenizer, name, None, getattr(llm, "tokenizer", None)),
    )
