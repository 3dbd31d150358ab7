"""Users: names in any script, passwords that are only kept hashed, logins that end when they should."""

from __future__ import annotations

import time

import pytest

from index.errors import UsageError
from tests.ui.keeping.exchanges import exchange
from ui.keeping import Store, close, open_store, passwords
from ui.keeping.conversations import append, begin, conversations
from ui.keeping.logins import DAY, DAYS, MOST, begin_login, end_login, login_of
from ui.keeping.passwords import COST, hashed, is_it
from ui.keeping.users import (
    add_user,
    checked_name,
    listed,
    remove_user,
    set_password,
    users_exist,
    verified,
)

PASSWORD = "correct horse"


@pytest.mark.parametrize("name", ["a", "سعاد", "सीता", "o.neil-2@un_org", "ي" * 64, "أحمَد"])
def test_names_of_all_scripts(store: Store, name: str) -> None:
    add_user(store, name, PASSWORD)
    assert verified(store, name, PASSWORD) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "a b",
        "a\n",
        "a\x00",
        "a\u202eb",
        "a\u200bb",
        "-a",
        ".",
        "a/b",
        "ي" * 65,
        "\u064b",
        "a\ud800",
        "<b>",
    ],
)
def test_what_is_no_name(name: str) -> None:
    with pytest.raises(UsageError, match="user's name is 1 to 64"):
        checked_name(name)


def test_a_name_is_one_however_it_is_typed(store: Store) -> None:
    add_user(store, "Re\u0301mi", PASSWORD)
    assert [user.name for user in listed(store)] == ["R\u00e9mi"]
    assert verified(store, "r\u00e9MI", PASSWORD) == "R\u00e9mi"
    with pytest.raises(UsageError, match="There is a user R\u00e9mi already"):
        add_user(store, "RE\u0301MI", PASSWORD)


@pytest.mark.parametrize("password", ["", "short", "123456789", "x" * 1025, "LONGENOUGHname"])
def test_what_is_no_password(store: Store, password: str) -> None:
    with pytest.raises(UsageError, match="A password"):
        add_user(store, "longenoughNAME", password)
    assert not users_exist(store)


def test_a_wrong_password_opens_nothing(store: Store) -> None:
    add_user(store, "a", PASSWORD)
    for name, password in [
        ("a", "correct horsE"),
        ("a", ""),
        ("b", PASSWORD),
        ("", ""),
        ("a\ud800", "\ud800"),
        ("a'--", PASSWORD),
    ]:
        assert verified(store, name, password) is None


def test_a_password_is_kept_hashed_with_its_own_salt(store: Store) -> None:
    one, other = hashed(PASSWORD), hashed(PASSWORD)
    assert one != other
    assert is_it(PASSWORD, one)
    assert is_it(PASSWORD, other)
    # composed or not, as keyboards have it
    assert is_it("cafe\u0301 noir 12", hashed("caf\u00e9 noir 12"))
    add_user(store, "a", PASSWORD)
    close(store)
    assert PASSWORD.encode() not in store.path.read_bytes()


def test_what_a_password_cost_is_kept_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = hashed(PASSWORD)
    monkeypatch.undo()
    assert COST.n * COST.r * 128 >= 32 * 1024 * 1024
    dear = hashed(PASSWORD)
    assert dear.startswith(f"scrypt${COST.n}${COST.r}${COST.p}$")
    assert is_it(PASSWORD, dear)
    assert is_it(PASSWORD, kept)


def test_an_unknown_name_takes_as_long_as_a_known_one(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "COST", passwords.Cost(2**13, 8, 1))
    add_user(store, "a", PASSWORD)

    def seconds(name: str) -> float:
        began = time.thread_time()
        verified(store, name, "not the password")
        return time.thread_time() - began

    known = min(seconds("a") for _ in range(3))
    unknown = min(seconds("nobody") for _ in range(3))
    assert 0.5 < unknown / known < 2


def test_a_login_survives_a_restart_and_ends_when_it_is_not_used(store: Store) -> None:
    add_user(store, "a", PASSWORD)
    begun = 1_000_000.0
    token = begin_login(store, "a", begun)
    close(store)
    assert token.encode() not in store.path.read_bytes()
    again = open_store(store.path.parents[1])

    def user(days: float) -> str | None:
        found = login_of(again, token, begun + days * DAY)
        return found.user if found else None

    assert user(0.1) == "a"
    assert user(29) == "a"
    assert user(58) == "a"  # put off by the use before
    assert user(58 + DAYS + 0.1) is None
    assert login_of(again, "", begun) is None
    assert login_of(again, "another", begun) is None
    close(again)


def test_the_browser_is_told_once_a_day_that_it_is_put_off(store: Store) -> None:
    add_user(store, "a", PASSWORD)
    token = begin_login(store, "a", 0)
    told = [login_of(store, token, days * DAY) for days in (0.5, 1.5, 1.6)]
    assert [login and login.renewed for login in told] == [False, True, False]


def test_logging_out_ends_one_login(store: Store) -> None:
    add_user(store, "a", PASSWORD)
    one, other = begin_login(store, "a"), begin_login(store, "a")
    end_login(store, one)
    assert login_of(store, one) is None
    assert login_of(store, other)


def test_a_new_password_or_a_removal_ends_all_logins(store: Store) -> None:
    add_user(store, "a", PASSWORD)
    add_user(store, "b", PASSWORD)
    tokens = [begin_login(store, "a") for _ in range(2)]
    other = begin_login(store, "b")
    set_password(store, "A", "another password")
    assert [login_of(store, token) for token in tokens] == [None, None]
    assert verified(store, "a", PASSWORD) is None
    assert verified(store, "a", "another password") == "a"
    token = begin_login(store, "a")
    remove_user(store, "a")
    assert login_of(store, token) is None
    assert login_of(store, other)


def test_one_user_has_a_bounded_number_of_logins(store: Store) -> None:
    add_user(store, "a", PASSWORD)
    tokens = [begin_login(store, "a", moment) for moment in range(MOST + 3)]
    held = [bool(login_of(store, token, MOST + 3)) for token in tokens]
    assert held == [False] * 3 + [True] * MOST


def test_who_was_removed_finds_their_conversations_when_added_again(store: Store) -> None:
    add_user(store, "a", PASSWORD)
    append(store, "a", begin(store, "a").id, exchange("q"))
    remove_user(store, "a")
    assert verified(store, "a", PASSWORD) is None
    assert users_exist(store)  # nobody gets in without a login because one was removed
    assert [(user.name, user.conversations) for user in listed(store)] == [("a", 1)]
    with pytest.raises(UsageError, match="There is no user a"):
        set_password(store, "a", PASSWORD)
    with pytest.raises(UsageError, match="There is no user a"):
        remove_user(store, "a")
    assert add_user(store, "A", "another password") is True
    assert verified(store, "a", "another password") == "a"
    assert len(conversations(store, "a")) == 1


def test_with_everything_the_name_is_free_for_somebody_else(store: Store) -> None:
    add_user(store, "a", PASSWORD)
    append(store, "a", begin(store, "a").id, exchange("q"))
    remove_user(store, "a")
    remove_user(store, "a", everything=True)
    assert listed(store) == []
    assert add_user(store, "a", PASSWORD) is False
    assert conversations(store, "a") == []
