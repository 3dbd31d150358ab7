"""Where a language model runs: is its address this machine, and how a call goes there and nowhere else."""

from __future__ import annotations

import ipaddress
import os
import socket
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.errors import UsageError

if TYPE_CHECKING:
    import httpx

KEY_VARIABLE = "FIQRA_LLM_API_KEY"

_ADDRESS_SCHEMES = ("http", "https")
_RELAYED = ("-cloud", ":cloud")
"""How the names of models end that a local Ollama passes on to ollama.com."""


def check_address(value: str) -> str:
    """The address of a service, with its scheme and without a slash at the end.

    Raises ValueError for what is none, and for one that carries a name, a password or parameters:
    keys belong into the environment, where they are not printed.
    """
    text = value.strip().rstrip("/")
    if "://" not in text:
        text = f"http://{text}"
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError as fault:
        raise ValueError("this is no address; write one like http://127.0.0.1:8080/v1") from fault
    if parts.scheme not in _ADDRESS_SCHEMES or not host or any(c.isspace() for c in text):
        raise ValueError("this is no address; write one like http://127.0.0.1:8080/v1")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise ValueError(
            f"an address holds no key, name or parameters; a key goes in {KEY_VARIABLE}"
        )
    return text


def ollama_address(value: str) -> str:
    """The address with Ollama's own port, 11434, where `value` names none."""
    address = check_address(value)
    return address if urlsplit(address).port else f"{address}:11434"


def is_this_machine(address: str) -> bool:
    """Whether all addresses that the host of `address` resolves to are this machine's own.

    A name that does not resolve is taken for another machine. Nothing is sent but the question to
    the resolver.
    """
    host = urlsplit(address).hostname
    if not host:
        return False
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return bool(found) and all(_is_own(str(each[4][0])) for each in found)


def _is_own(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    if ip.is_loopback or ip.is_unspecified:
        return True
    if ip.is_multicast:
        return False
    # A datagram socket that is connected, which sends nothing, gets the address from which a
    # message would leave: towards an address of one's own it is that same address.
    family = socket.AF_INET6 if ip.version == 6 else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((str(ip), 9))
            return bool(ipaddress.ip_address(probe.getsockname()[0].partition("%")[0]) == ip)
    except OSError:
        return False


def is_relayed(model: str) -> bool:
    """Whether an Ollama passes texts for the model of this name on to ollama.com."""
    return model.lower().endswith(_RELAYED)


def environment_key() -> str | None:
    """The key in FIQRA_LLM_API_KEY. Raises UsageError, without the key, for what cannot be one."""
    key = os.environ.get(KEY_VARIABLE, "").strip()
    if any(not "!" <= character <= "~" for character in key):
        raise UsageError(
            f"{KEY_VARIABLE} holds spaces or letters that no key has; set it to the key alone."
        )
    return key or None


def transport(key: str | None, local: bool) -> dict[str, object]:
    """How httpx is to call: with this key or none, to the address that was named and no other.

    The key is put on each request as it leaves, so that no llama-index object, whose fields are
    printed and logged, ever holds it; and keys that other variables of the environment set for
    other services are taken off. Redirections are not followed: they lead elsewhere. To this
    machine no proxy is asked, which would be another machine.
    """
    import httpx

    class OwnKey(httpx.Auth):
        def auth_flow(self, request: httpx.Request) -> Iterator[httpx.Request]:  # type: ignore[override]  # nothing is sent back into it
            for header in ("Authorization", "OpenAI-Organization", "OpenAI-Project"):
                request.headers.pop(header, None)
            if key:
                request.headers["Authorization"] = f"Bearer {key}"
            yield request

    def remember(response: httpx.Response) -> None:
        _this_thread.response = response

    return {
        "auth": OwnKey(),
        "trust_env": not local,
        "follow_redirects": False,
        "event_hooks": {"response": [remember]},
    }


_this_thread = threading.local()


def hang_up() -> None:
    """Closes the response that this thread reads, so that its server stops writing.

    The client of OpenAI leaves that to the garbage collector, which may come much later.
    """
    response = getattr(_this_thread, "response", None)
    if response is not None:
        response.close()
