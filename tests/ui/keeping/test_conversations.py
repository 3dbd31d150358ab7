"""Conversations: kept in order, changed by their owner, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.answering import answer
from assistant.answers import Question
from assistant.records import Exchange, recorded
from index.errors import UsageError
from index.store import open_index
from tests.ui.keeping.exchanges import exchange
from ui.keeping import Store, close, open_store
from ui.keeping.conversations import (
    append,
    begin,
    conversation,
    conversations,
    delete,
    drop_from,
    exchanges,
    rename,
    restrict,
)


def asked(store: Store, user: str, identifier: str) -> list[str]:
    return [each.question for each in exchanges(store, user, identifier)]


def test_an_answer_of_the_documents_is_read_back_as_it_was(
    store: Store, two_resolutions: Path
) -> None:
    question = "ماذا تقول الفقرة 1 من القرار WC/RES/2021/2؟"
    with open_index(two_resolutions / "index") as index:
        kept = Exchange(
            question, recorded(index, answer(index, Question(question))), "2026-01-01T00:00:00Z"
        )
    own = begin(store, "سعاد", question, ["r2.txt"])
    append(store, "سعاد", own.id, kept)
    close(store)
    again = open_store(store.path.parents[1])
    assert exchanges(again, "سعاد", own.id) == [kept]
    (listed,) = conversations(again, "سعاد")
    assert (listed.title, listed.scope, listed.exchanges) == (question, ("r2.txt",), 1)
    assert listed == conversation(again, "سعاد", own.id)


def test_the_one_changed_last_comes_first(store: Store) -> None:
    first, second = begin(store, "", "a").id, begin(store, "", "b").id
    assert [each.id for each in conversations(store, "")] == [second, first]
    append(store, "", first, exchange("c"))
    assert [each.id for each in conversations(store, "")] == [first, second]


def test_a_question_that_is_edited_takes_the_place_of_all_behind_it(store: Store) -> None:
    own = begin(store, "").id
    assert [append(store, "", own, exchange(word)) for word in "abc"] == [0, 1, 2]
    assert append(store, "", own, exchange("B"), 1) == 1
    assert asked(store, "", own) == ["a", "B"]
    drop_from(store, "", own, 1)
    assert asked(store, "", own) == ["a"]
    with pytest.raises(UsageError, match="no question 2 any more"):
        drop_from(store, "", own, 1)
    with pytest.raises(UsageError, match="no question 6 any more"):
        append(store, "", own, exchange("x"), 5)
    assert asked(store, "", own) == ["a"]


def test_the_first_question_is_the_title_unless_there_is_one(store: Store) -> None:
    own = begin(store, "").id
    append(store, "", own, exchange("ما هي السدود؟"))
    append(store, "", own, exchange("والآبار؟"))
    assert conversation(store, "", own).title == "ما هي السدود؟"
    assert rename(store, "", own, "  السدود\u202e\nوالآبار ") == "السدود والآبار"
    assert conversation(store, "", own).title == "السدود والآبار"
    with pytest.raises(UsageError, match="cannot be empty"):
        rename(store, "", own, " \u200f\n")


def test_half_a_character_is_kept(store: Store) -> None:
    own = begin(store, "", "a\ud800b").id
    append(store, "", own, exchange("a\ud800b"))
    assert asked(store, "", own) == ["a\ud800b"]
    assert conversation(store, "", own).title == "ab"


OTHERS: list[Callable[[Store, str, str], object]] = [
    conversation,
    exchanges,
    delete,
    lambda store, user, own: append(store, user, own, exchange("x")),
    lambda store, user, own: append(store, user, own, exchange("x"), 0),
    lambda store, user, own: drop_from(store, user, own, 0),
    lambda store, user, own: rename(store, user, own, "x"),
    lambda store, user, own: restrict(store, user, own, ["x"]),
]


@pytest.mark.parametrize("doing", OTHERS)
@pytest.mark.parametrize("other", ["", "b", "A"])
def test_nobody_elses_can_be_read_or_touched(
    store: Store, doing: Callable[[Store, str, str], object], other: str
) -> None:
    own = begin(store, "a", "q", ["d"])
    append(store, "a", own.id, exchange("q"))
    before = conversations(store, "a")
    with pytest.raises(UsageError) as theirs:
        doing(store, other, own.id)
    with pytest.raises(UsageError) as none:
        doing(store, other, "none")
    # nor does anybody learn whether there is one
    assert str(theirs.value) == str(none.value)
    assert conversations(store, "a") == before
    assert asked(store, "a", own.id) == ["q"]
    assert conversations(store, other) == []


def test_a_conversation_is_deleted_with_all_that_was_said(store: Store) -> None:
    own = begin(store, "a", "q").id
    append(store, "a", own, exchange("a secret question"))
    delete(store, "a", own)
    assert conversations(store, "a") == []
    close(store)
    assert b"a secret question" not in store.path.read_bytes()


def test_names_are_not_to_be_guessed(store: Store) -> None:
    names = {begin(store, "").id for _ in range(50)}
    assert len(names) == 50
    assert all(len(name) >= 22 for name in names)
