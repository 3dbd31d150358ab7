"""Where the page may be served: this machine alone, or a network whose people log in."""

from __future__ import annotations

import ipaddress
import re

from index.errors import UsageError


def check_place(host: str, port: int, users_exist: bool, without_login: bool = False) -> None:
    """Raises UsageError for a port that is none, and for a host that other machines can reach where
    nobody has to log in, unless that is asked for (`without_login`).
    """
    if not 1 <= port <= 65535:
        raise UsageError(f"--port is a whole number from 1 to 65535, not {port}.")
    if not (is_loopback(host) or users_exist or without_login):
        raise UsageError(
            f"At {host or 'every address'} other machines reach the page, and nobody has to log in: add "
            "users with `fiqra users add NAME`, or say --without-login to let everybody in."
        )


def checked_root_path(root_path: str) -> str:
    """The path under which a proxy shows the page, `/fiqra/wells`; "" for none. Raises UsageError for
    what is no path of plain names.
    """
    names = root_path.strip("/")
    if not names:
        return ""
    if not re.fullmatch(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*", names):
        raise UsageError(
            f"--root-path is a path such as /fiqra, of letters a to z, digits and . _ ~ -, not "
            f"{root_path!r}."
        )
    return f"/{names}"


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a host: an IPv4 or IPv6 address, or a name.

    No name is looked up: one that is not `localhost` or under it counts as the network's.
    """
    bare = host.removeprefix("[").removesuffix("]").casefold().removesuffix(".")
    if bare == "localhost" or bare.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(bare)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)  # ::ffff:127.0.0.1
    return bool((mapped or address).is_loopback)
