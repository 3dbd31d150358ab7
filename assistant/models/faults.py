"""What goes wrong with a language model, as one sentence that a person can act on.

Libraries raise exceptions of their own for the same few faults, so they are told apart by status
and by the names of their classes, without importing any of these libraries.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from typing import Literal

from assistant.models.endpoint import KEY_VARIABLE
from index.errors import FiqraError

Fault = Literal[
    "unreachable", "key", "unknown model", "timeout", "empty", "broken", "overflow", "busy",
    "unreadable", "failed", "cancelled",
]  # fmt: skip


class LanguageModelError(FiqraError):
    """A call of a language model that gave no reply; `kind` says which fault it is.

    `partial` is the text that had come before a stream broke off, timed out or was cancelled;
    `wait` the seconds that a server asks to leave before the next call.
    """

    def __init__(
        self, kind: Fault, sentence: str, *, partial: str = "", wait: float | None = None
    ) -> None:
        super().__init__(sentence)
        self.kind: Fault = kind
        self.partial = partial
        self.wait = wait
        self.passing = False
        """Whether the same call may succeed a moment later."""


_Maker = Callable[..., LanguageModelError]

_OVERFLOW = re.compile(
    r"context_length_exceeded|exceed_context|context (?:size|length|window)|maximum context"
    r"|context (?:the )?overflow|prompt is too long|too many (?:input )?tokens|exceeds? .{0,40}context"
    r"|num_ctx|longer than the (?:model|maximum)",
    re.IGNORECASE,
)
_NO_MODEL = re.compile(
    r"model_not_found|(?:no such|unknown|invalid) model"
    r"|model\b.{0,120}?(?:not found|does not exist|doesn't exist|not exist|not loaded|not available"
    r"|not supported|is invalid)",
    re.IGNORECASE | re.DOTALL,
)
_NO_FUNDS = re.compile(r"insufficient_quota|quota|billing|credit", re.IGNORECASE)
_SECRET_NAME = re.compile(r"KEY|TOKEN|SECRET|PASSW|CREDENTIAL", re.IGNORECASE)
_LIKE_KEY = re.compile(
    r"\b(?:sk|pk|hf|gsk|xai|nvapi)[-_][\w*.-]{6,}|(?<=Bearer )\S+", re.IGNORECASE
)
_LONGEST_REASON = 200


def fault_of(
    fault: BaseException, name: str, endpoint: str | None, *, timeout: float, has_key: bool
) -> LanguageModelError:
    """The fault as a LanguageModelError, its sentence free of keys."""
    place = f"at {endpoint}" if endpoint else "that is set by llm_import"
    chain = list(_chain(fault))
    kinds = {each.__name__ for one in chain for each in type(one).__mro__}
    status, said = _status(chain), _said(chain)

    def made(kind: Fault, sentence: str, passing: bool = False) -> LanguageModelError:
        error = LanguageModelError(kind, sentence, wait=_asked_wait(chain))
        error.passing = passing
        return error

    if _OVERFLOW.search(said) and status not in (401, 403, 429):
        return made("overflow", overflow(name, said))
    if status is not None:
        return _of_status(status, said, name, place, has_key, made)
    if "ConnectTimeout" in kinds:
        return made("unreachable", _unreachable(name, place, "no connection in time"), passing=True)
    if kinds & {"TimeoutException", "APITimeoutError", "TimeoutError"}:
        return made("timeout", timed_out(name, place, timeout))
    if kinds & {"ConnectError", "ConnectionRefusedError", "gaierror", "UnsupportedProtocol"}:
        certificate = "certificate" in said.lower()
        return made("unreachable", _unreachable(name, place, _reason(chain)), not certificate)
    if kinds & {"RemoteProtocolError", "ReadError", "WriteError", "IncompleteRead"} or (
        kinds & {"ConnectionResetError", "BrokenPipeError"}
    ):
        return made("broken", broken(name, place), passing=True)
    if kinds & {"APIConnectionError", "ConnectionError", "TransportError"}:
        return made("unreachable", _unreachable(name, place, _reason(chain)), passing=True)
    if kinds & {"JSONDecodeError", "ValidationError", "APIResponseValidationError"}:
        return made("unreadable", unreadable(name, place))
    if kinds & {"APIError", "ResponseError"}:
        return made(
            "failed", f"The language model {name} {place} failed ({said}); see its own log."
        )
    if endpoint and kinds & {"AttributeError", "TypeError", "KeyError", "IndexError", "ValueError"}:
        # the libraries read a reply that has other parts than they expect
        return made("unreadable", unreadable(name, place))
    return made(
        "failed",
        f"The language model {name} {place} failed ({type(fault).__name__}: {said}); mend that, or "
        "set another model.",
    )


def _of_status(
    status: int, said: str, name: str, place: str, has_key: bool, made: _Maker
) -> LanguageModelError:
    if status == 401 or (status == 403 and not has_key):
        if has_key:
            return made(
                "key",
                f"The language model {name} {place} refuses the key in {KEY_VARIABLE}; set the right one.",
            )
        return made("key", f"The language model {name} {place} wants a key; set {KEY_VARIABLE}.")
    if status == 403:
        return made(
            "key",
            f"The language model {name} {place} refuses access with the key in {KEY_VARIABLE}; ask "
            "for access, or set another model.",
        )
    if status in (400, 404, 422) and _NO_MODEL.search(said):
        return made(
            "unknown model",
            f"There is no model {name} {place}; set llm_model to one that it has (with Ollama: "
            f"`ollama pull {name}`).",
        )
    if status == 413:
        return made("overflow", overflow(name, said))
    if status in (404, 405) or 300 <= status < 400:
        return made(
            "unreadable",
            f"The address of the language model {name} {place} offers no such service (it answers "
            f"{status}); check llm_base_url, which mostly ends in /v1.",
        )
    if status == 429:
        funds = bool(_NO_FUNDS.search(said))
        why = "the quota of the key is used up" if funds else "too many calls"
        return made(
            "busy",
            f"The language model {name} {place} takes no more calls now ({why}); try again later.",
            not funds,
        )
    if status >= 500 or status in (408, 409, 425):
        return made(
            "failed",
            f"The language model {name} {place} failed (it answers {status}); try again later, or "
            "see its own log.",
            True,
        )
    return made(
        "failed",
        f"The language model {name} {place} refuses the call (it answers {status}: {said}); check "
        "the settings of the model.",
    )


def timed_out(name: str, place: str, timeout: float) -> str:
    """The sentence for a model that says nothing."""
    return (
        f"The language model {name} {place} said nothing for {timeout:g} seconds; see whether it is "
        "overloaded, or raise llm_timeout."
    )


def broken(name: str, place: str) -> str:
    """The sentence for a reply that stopped in its middle."""
    return f"The reply of the language model {name} {place} broke off; ask again."


def unreadable(name: str, place: str) -> str:
    """The sentence for a reply in another format."""
    return (
        f"The language model {name} {place} answers with what cannot be read as a reply; check that "
        "its address is the right one (llm_base_url mostly ends in /v1)."
    )


def overflow(name: str, said: str = "") -> str:
    """The sentence for a prompt that is too long."""
    numbers = " and ".join(re.findall(r"\b\d{3,7}\b", said)[:2])
    told = f" (it speaks of {numbers} tokens)" if numbers else ""
    return (
        f"The text is too long for the context of the language model {name}{told}; set llm_context "
        "to its size, or run it with a larger one."
    )


def empty(name: str, place: str, cut: bool, max_tokens: int) -> str:
    """The sentence for a reply without a word."""
    if cut:
        return (
            f"The language model {name} {place} used up its {max_tokens} tokens before its first "
            "word; raise llm_max_tokens."
        )
    return (
        f"The language model {name} {place} gave an empty reply; ask again, or set another model."
    )


def without_secrets(text: str) -> str:
    """The text with dots for every secret of the environment, and for all that looks like a key."""
    for name, value in os.environ.items():
        if value and (name == KEY_VARIABLE or (len(value) >= 6 and _SECRET_NAME.search(name))):
            text = text.replace(value, "…")
    return _LIKE_KEY.sub("…", text)


def _chain(fault: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    one: BaseException | None = fault
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or one.__context__


def _status(chain: list[BaseException]) -> int | None:
    for one in chain:
        for holder in (one, getattr(one, "response", None)):
            status = getattr(holder, "status_code", None)
            if isinstance(status, int) and status >= 300:
                return status
    return None


def _said(chain: list[BaseException]) -> str:
    """What the server or the library says, on one line, short and without keys."""
    first = chain[0]
    body = getattr(first, "body", None)
    parts = [str(first)]
    if isinstance(body, dict):
        error = body.get("error")
        inner = error if isinstance(error, dict) else body
        told = [str(inner[key]) for key in ("message", "code", "type") if inner.get(key)]
        parts = [", ".join(told)] if told else parts
    text = without_secrets(" ".join(" ".join(parts).split()))
    return text[:_LONGEST_REASON].rstrip(" .") or type(first).__name__


def _asked_wait(chain: list[BaseException]) -> float | None:
    """The seconds of a Retry-After header; a date there is not read."""
    for one in chain:
        headers = getattr(getattr(one, "response", None), "headers", None)
        value = headers.get("retry-after") if headers is not None else None
        if value is not None:
            try:
                return max(0.0, float(value))
            except ValueError:
                return None
    return None


def _reason(chain: list[BaseException]) -> str:
    for one in reversed(chain):
        if isinstance(one, OSError) and one.strerror:
            return without_secrets(one.strerror)
    return without_secrets(" ".join(str(chain[-1]).split()))[:80].rstrip(" .") or "no connection"


def _unreachable(name: str, place: str, reason: str) -> str:
    return (
        f"The language model {name} {place} cannot be reached ({reason}); start it, or check its "
        "address and the network."
    )
