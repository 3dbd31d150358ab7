"""The llama-index LLMs themselves: of an OpenAI-compatible endpoint, of Ollama, of an import path."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from assistant.models import endpoint as model_endpoint
from assistant.models import faults as model_faults
from assistant.settings import Settings
from index.errors import UsageError

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

_CONNECT_SECONDS = 10.0

OLLAMA_CONTEXT = 8192
"""Tokens asked of Ollama where `llm_context` is not set: by itself it takes few, and cuts the
beginning of a longer prompt off unsaid; all that a model can hold may not fit into memory."""

_ADDRESS_FIELDS = ("api_base", "base_url", "host", "endpoint", "azure_endpoint", "api_url")
"""Where the LLM classes of llama-index keep the address that they call."""


def openai_like(settings: Settings, endpoint: str, how: dict[str, Any]) -> LLM:
    """The LLM of an OpenAI-compatible endpoint, called as `model_endpoint.transport` says."""
    try:
        import httpx
        from llama_index.llms.openai_like import OpenAILike
    except ImportError as fault:
        raise _not_installed("llama-index-llms-openai-like", fault) from fault
    seconds = httpx.Timeout(settings.llm_timeout, connect=_connect_seconds(settings))
    return OpenAILike(
        model=settings.llm_model,
        api_base=endpoint,
        # not a key, and none of the environment's: `transport` puts the right one on each request
        api_key="none",
        is_chat_model=True,
        is_function_calling_model=False,
        context_window=settings.llm_context or 1_000_000,
        max_tokens=settings.llm_max_tokens,
        temperature=settings.llm_temperature,
        timeout=settings.llm_timeout,
        max_retries=0,
        http_client=httpx.Client(timeout=seconds, **how),
    )


def ollama(settings: Settings, endpoint: str, how: dict[str, Any]) -> LLM:
    """The LLM of an Ollama, called as `model_endpoint.transport` says."""
    try:
        import httpx
        from llama_index.llms.ollama import Ollama
        from ollama import Client
    except ImportError as fault:
        raise _not_installed("llama-index-llms-ollama", fault) from fault
    seconds = httpx.Timeout(settings.llm_timeout, connect=_connect_seconds(settings))
    return Ollama(
        model=settings.llm_model,
        base_url=endpoint,
        request_timeout=settings.llm_timeout,
        temperature=settings.llm_temperature,
        context_window=settings.llm_context or OLLAMA_CONTEXT,
        additional_kwargs={"num_predict": settings.llm_max_tokens},
        is_function_calling_model=False,
        client=Client(host=endpoint, timeout=seconds, **how),
    )


def _connect_seconds(settings: Settings) -> float:
    return min(_CONNECT_SECONDS, settings.llm_timeout)


def _not_installed(package: str, fault: ImportError) -> UsageError:
    return UsageError(f"The language model needs {package} ({fault}); `pip install {package}`.")


def import_llm(path: str) -> LLM:
    """What `package.module:callable` gives. Raises UsageError where that is no llama-index LLM."""
    module, colon, attribute = path.partition(":")
    if not (module and colon and attribute):
        raise UsageError(
            f"llm_import is `package.module:callable`, not {path!r}; name what gives the model."
        )
    try:
        make: Any = importlib.import_module(module)
        for part in attribute.split("."):
            make = getattr(make, part)
    except (ImportError, AttributeError) as fault:
        raise UsageError(
            f"llm_import {path} cannot be imported ({fault}); install its package, or correct it."
        ) from fault
    from llama_index.core.llms import LLM

    try:
        llm = make() if callable(make) else make
    except Exception as fault:  # the maker is anyone's code
        said = model_faults.without_secrets(" ".join(str(fault).split()))[:200].rstrip(" .")
        raise UsageError(
            f"llm_import {path} gives no model ({type(fault).__name__}: {said}); mend it, or set "
            "another one."
        ) from None
    if not isinstance(llm, LLM):
        raise UsageError(
            f"llm_import {path} gives a {type(llm).__name__}, not a llama-index LLM; name a callable "
            "that gives one."
        )
    return llm


def address_of(llm: LLM) -> str | None:
    """The address that an LLM of another package calls, without a name or a password in it."""
    for each in _ADDRESS_FIELDS:
        value = getattr(llm, each, None)
        if isinstance(value, str) and value.strip():
            try:
                return model_endpoint.check_address(value)
            except ValueError:
                continue
    return None
