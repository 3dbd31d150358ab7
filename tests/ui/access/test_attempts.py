"""Guessing passwords becomes slow, and remembers only so much."""

from __future__ import annotations

from tests.ui.access.served import browser, log_in, program
from ui.access.attempts import FORGOTTEN, LONGEST, MOST, Attempts
from ui.keeping import Store


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_waits_grow_and_are_forgotten() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    assert [attempts.begin(["a"]) for _ in range(5)] == [0.0] * 5
    waits = []
    for _ in range(12):
        waits.append(attempts.begin(["a"]))
        assert attempts.begin(["a"]) == waits[-1]  # asking again costs nothing
        clock.now += waits[-1]
        assert attempts.begin(["a"]) == 0.0
    assert waits[:5] == [1, 2, 4, 8, 16]
    assert waits[-1] == LONGEST
    assert attempts.begin(["b"]) == 0.0
    clock.now += FORGOTTEN
    assert attempts.begin(["a"]) == 0.0


def test_the_address_waits_whatever_name_is_tried() -> None:
    attempts = Attempts(Clock())
    for number in range(5):
        assert attempts.begin([f"name {number}", "address"]) == 0.0
    assert attempts.begin(["name 9", "address"]) == 1.0


def test_an_account_of_ones_own_does_not_clear_the_address() -> None:
    attempts = Attempts(Clock())
    for number in range(4):
        attempts.begin([f"name {number}", "address"])
        attempts.begin(["mine", "address"])
        attempts.succeeded("mine", ["address"])
    attempts.begin(["name 4", "address"])
    assert attempts.begin(["mine", "address"]) == 1.0


def test_memory_is_bounded() -> None:
    attempts = Attempts(Clock())
    for number in range(MOST + 500):
        attempts.begin([f"name {number}"])
    assert len(attempts) == MOST


def test_the_sixth_failure_is_told_to_wait_and_the_right_password_too(store: Store) -> None:
    clock = Clock()
    attempts = Attempts(clock)
    client = browser(store, attempts=attempts)
    assert [log_in(client, "wrong password").status_code for _ in range(5)] == [401] * 5
    clock.now += 0.5
    refused = log_in(client)
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "1"
    assert "أعد المحاولة بعد ثانية واحدة." in refused.text
    sentence = log_in(program(store, attempts=attempts)).json()["detail"]
    assert sentence == "There were too many failed attempts; try again in 1 second."
    clock.now += 0.6
    assert log_in(client).status_code == 303


def test_who_succeeds_begins_anew(store: Store) -> None:
    client = browser(store, attempts=Attempts(Clock()))
    for _ in range(4):
        assert log_in(client, "wrong password").status_code == 401
    assert log_in(client).status_code == 303
    assert log_in(client, "wrong password").status_code == 401
