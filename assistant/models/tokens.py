"""How many tokens a text is to a language model: by its own tokenizer, by its server, or estimated.

The estimate errs on the safe side. An Arabic letter is counted as 1.3 tokens, an ASCII letter as a
third, a digit or sign as one, a space as none (it joins the next word), anything else as its bytes
in UTF-8, which no tokenizer exceeds by more than one for the text. For what that is worth see
docs/models.md: it was set beside seven tokenizers, from the newest to those without any Arabic.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from index.errors import UsageError

_ARABIC_LETTER, _ASCII_LETTER = 1.3, 1 / 3

_A_MESSAGE = 8
"""Tokens that templates of chats put around a message; those of known models take 3 to 7."""

_SERVER_SECONDS = 5.0


@dataclass(frozen=True)
class TokenCounter:
    """Counts the tokens of a text; `exact` where the model's own tokenizer does it."""

    count: Callable[[str], int]
    exact: bool
    source: str
    """Who counts: a path, an address, or `estimate`."""

    def of_messages(self, texts: Sequence[str]) -> int:
        """Tokens of a chat of these messages, with what its template puts around each."""
        return sum(self.count(text) + _A_MESSAGE for text in texts)


def estimated(text: str) -> int:
    """An estimate of the tokens of a text in Arabic or English that is seldom too low."""
    total = 1.0
    for character in text:
        if "\u0621" <= character <= "\u064a" and character != "\u0640":
            total += _ARABIC_LETTER
        elif not character.isascii():
            total += len(character.encode("utf-8", "replace"))
        elif character.isalpha():
            total += _ASCII_LETTER
        elif character != " ":
            total += 1
    return int(total) + 1


ESTIMATE = TokenCounter(estimated, exact=False, source="estimate")


def counter_for(
    tokenizer: str | None, model: str, endpoint: str | None, own: object = None
) -> TokenCounter:
    """The best counter at hand for a model.

    `tokenizer` is the setting `llm_tokenizer`; `own` a tokenizer that the LLM object brings;
    `endpoint` the address of a server on this machine that may count (llama.cpp and vLLM do, at
    `/tokenize`), which is asked at the first count. Raises UsageError for a tokenizer that cannot
    be read.
    """
    if tokenizer:
        return _of_file(tokenizer)
    encode = getattr(own, "encode", None)
    if callable(encode):
        return TokenCounter(lambda text: len(encode(text)), exact=True, source=type(own).__name__)
    if endpoint:
        return _of_server(endpoint, model)
    return ESTIMATE


def _of_file(name: str) -> TokenCounter:
    path = Path(name).expanduser()
    if path.is_dir():
        path /= "tokenizer.json"
    if not path.is_file():
        path = _in_hub_cache(name)
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as fault:  # the package raises plain Exception
        raise UsageError(
            f"llm_tokenizer {name} cannot be read ({fault}); name the model's tokenizer.json."
        ) from fault

    def count(text: str) -> int:
        return len(tokenizer.encode(text, add_special_tokens=False).ids)

    return TokenCounter(count, exact=True, source=str(path))


def _in_hub_cache(name: str) -> Path:
    from huggingface_hub import hf_hub_download
    from huggingface_hub.errors import HFValidationError

    try:
        return Path(hf_hub_download(name, "tokenizer.json", local_files_only=True))
    except (OSError, HFValidationError) as fault:
        raise UsageError(
            f"llm_tokenizer {name} is not on this machine; name a tokenizer.json, the folder that "
            "holds it, or a model of the hub that was fetched before."
        ) from fault


def _of_server(endpoint: str, model: str) -> TokenCounter:
    """Counts by the server; from the first time that it cannot, by the estimate."""
    parts = urlsplit(endpoint)
    address = f"{parts.scheme}://{parts.netloc}/tokenize"
    silent: list[bool] = []

    def count(text: str) -> int:
        if not silent:
            found = _ask_server(address, model, text)
            if found is not None:
                return found
            silent.append(True)
        return estimated(text)

    return TokenCounter(count, exact=False, source=f"{address}, or an estimate")


def _ask_server(address: str, model: str, text: str) -> int | None:
    import httpx

    from assistant.models.endpoint import environment_key, transport

    how: dict[str, Any] = transport(environment_key(), local=True)
    # `content` is llama.cpp's word for the text, `prompt` vLLM's
    body = {"model": model, "content": text, "prompt": text, "add_special_tokens": False}
    try:
        with httpx.Client(timeout=_SERVER_SECONDS, **how) as client:
            reply = client.post(address, json=body)
        told = reply.json() if reply.status_code == 200 else None
    except (httpx.HTTPError, json.JSONDecodeError, UnicodeError):
        return None
    tokens = told.get("tokens") if isinstance(told, dict) else None
    # every word of a text is a token at least: a server that says less did not count
    if isinstance(tokens, list) and len(tokens) >= len(text.split()):
        return len(tokens)
    return None
