"""Where the page may be served: this machine without a login, a network with one."""

from __future__ import annotations

import pytest

from index.errors import UsageError
from ui.access.places import check_place, checked_root_path, is_loopback

OWN = [
    "127.0.0.1", "127.8.9.1", "localhost", "LOCALHOST", "localhost.", "fiqra.localhost", "::1", "[::1]",
    "::ffff:127.0.0.1",
]  # fmt: skip
REACHED = [
    "0.0.0.0", "192.168.1.2", "::", "[::]", "fe80::1%eth0", "2001:db8::1", "::ffff:10.0.0.1",
    "fiqra.example.org", "localhost.example.org", "127.1", "2130706433", "127.0.0.1.example.org", "",
]  # fmt: skip


@pytest.mark.parametrize("host", OWN)
def test_this_machine_needs_no_login(host: str) -> None:
    assert is_loopback(host)
    check_place(host, 7860, users_exist=False, without_login=False)


@pytest.mark.parametrize("host", REACHED)
def test_a_network_needs_users_or_the_flag(host: str) -> None:
    assert not is_loopback(host)
    with pytest.raises(UsageError, match=r"`fiqra users add NAME`, or say --without-login"):
        check_place(host, 7860, users_exist=False, without_login=False)
    check_place(host, 7860, users_exist=True, without_login=False)
    check_place(host, 7860, users_exist=False, without_login=True)


@pytest.mark.parametrize("port", [-1, 0, 65536])
def test_a_port_that_is_none(port: int) -> None:
    with pytest.raises(UsageError, match="--port is a whole number"):
        check_place("127.0.0.1", port, users_exist=True)


@pytest.mark.parametrize("given", ["wells/deep", "/wells/deep", "/wells/deep/", "//wells/deep//"])
def test_a_root_path_may_be_given_with_slashes_and_without(given: str) -> None:
    assert checked_root_path(given) == "/wells/deep"
    assert checked_root_path("/") == checked_root_path("") == ""


@pytest.mark.parametrize(
    "given", ["/a b", "/a/../b", "/آبار", "/a?b", "/a//b", "http://a", "/a\r\nb"]
)
def test_what_is_no_root_path_is_refused(given: str) -> None:
    with pytest.raises(UsageError, match="--root-path"):
        checked_root_path(given)
