"""A question on the page: shown, answered, kept, asked again, stopped."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.models.opening import LanguageModel
from index.errors import FiqraError
from tests.assistant.speaking import model_saying
from tests.ui.elements import Elements
from ui.ask.asking import LONGEST, Shown, asked
from ui.ask.running import stop
from ui.keeping import conversations
from ui.keeping.store import Store
from ui.served import Served

FIRST = "ماذا تقول الفقرة 1 من القرار WC/RES/2021/1؟"


def ask(
    served: Served, store: Store, text: str, user: str = "", **sent: object
) -> tuple[list[Shown], Shown]:
    looks = list(asked(served, store, text, json.dumps(sent), user, "en"))
    return looks, looks[-1]


def test_the_question_is_shown_at_once_and_its_answer_is_kept(served: Served, store: Store) -> None:
    looks, last = ask(served, store, FIRST)
    assert FIRST in "".join(Elements(looks[0].html).texts("h3"))
    assert 'aria-busy="true"' in looks[0].html
    assert last.told["citations"] == 1
    kept = conversations.exchanges(store, "", last.told["conversation"])
    assert [each.question for each in kept] == [FIRST]
    assert kept[0].answer.citations[0].lines == ("يقرر حماية الآبار في المنطقة؛",)


def test_a_follow_up_goes_on_from_what_was_said(served: Served, store: Store) -> None:
    _, first = ask(served, store, FIRST)
    _, second = ask(
        served, store, "وماذا تقول الفقرة 2 منه؟", conversation=first.told["conversation"]
    )
    assert second.told["conversation"] == first.told["conversation"]
    assert second.told["turn"] == 1
    assert "يطلب" in second.html


def test_a_question_asked_otherwise_replaces_what_came_after_it(
    served: Served, store: Store
) -> None:
    _, first = ask(served, store, FIRST)
    own = first.told["conversation"]
    ask(served, store, "وماذا تقول الفقرة 2 منه؟", conversation=own)
    _, again = ask(served, store, FIRST.replace("1 من", "2 من"), conversation=own, turn=0)
    assert again.told["turn"] == 0
    kept = conversations.exchanges(store, "", own)
    assert [each.question for each in kept] == [FIRST.replace("1 من", "2 من")]


def test_the_scope_restricts_the_answer(served: Served, store: Store) -> None:
    _, everywhere = ask(served, store, "ما الذي يقرره المجلس بشأن حماية الآبار؟")
    _, inside = ask(
        served,
        store,
        "ما الذي يقرره المجلس بشأن حماية الآبار؟",
        scope=["<i>hostile</i>.txt", "gone.txt"],
    )
    kept = conversations.exchanges(store, "", inside.told["conversation"])[0].answer
    names = {each.place.document for each in (*kept.citations, *kept.nearest)}
    assert names == {"<i>hostile</i>.txt"}
    assert everywhere.told["citations"]


@pytest.mark.parametrize("text", ["", "  \n ", "س" * (LONGEST + 1)])
def test_what_cannot_be_asked_is_said_in_a_sentence(
    served: Served, store: Store, text: str
) -> None:
    looks, last = ask(served, store, text)
    assert len(looks) == 1
    assert last.told == {"failed": True, "run": ""}
    assert Elements(last.html).texts("p")[0].endswith(".")
    assert conversations.conversations(store, "") == []


def test_another_persons_conversation_is_not_gone_on_with(served: Served, store: Store) -> None:
    _, first = ask(served, store, FIRST, user="amal")
    _, other = ask(served, store, FIRST, user="badr", conversation=first.told["conversation"])
    assert other.told == {"failed": True, "run": ""}
    assert len(conversations.exchanges(store, "amal", first.told["conversation"])) == 1


def test_nonsense_beside_the_question_is_not_answered_as_something_else(
    served: Served, store: Store
) -> None:
    for sent in ("nonsense", "[]", '{"run": 7}', '{"turn": -1}', '{"unknown": 1}'):
        last = list(asked(served, store, FIRST, sent, "", "ar"))[-1]
        assert last.told == {"failed": True}
    assert conversations.conversations(store, "") == []
    assert list(asked(served, store, FIRST, "", "", "ar"))[-1].told["citations"] == 1


def test_where_no_ticked_document_is_left_not_all_are_asked(served: Served, store: Store) -> None:
    _, last = ask(served, store, FIRST, scope=["gone.txt"])
    assert last.told["failed"]
    assert "ticked" in " ".join(Elements(last.html).texts("p"))
    many = ["wells.ar.txt", *(f"{number}.txt" for number in range(6000))]
    assert ask(served, store, FIRST, scope=many)[1].told["citations"] == 1


def test_what_another_window_added_is_not_replaced(served: Served, store: Store) -> None:
    own = ask(served, store, FIRST)[1].told["conversation"]
    ask(served, store, "وماذا تقول الفقرة 2 منه؟", conversation=own)  # in another window
    _, again = ask(served, store, FIRST, conversation=own, turn=0, known=1)
    assert "another window" in " ".join(Elements(again.html).texts("p"))
    assert len(conversations.exchanges(store, "", own)) == 2
    assert ask(served, store, FIRST, conversation=own, turn=0, known=2)[1].told["turn"] == 0


def test_half_a_character_can_be_asked_and_read_again(served: Served, store: Store) -> None:
    looks, last = ask(served, store, f"{FIRST} \ud800")
    assert last.told["citations"] == 1
    for each in looks:
        each.html.encode()
    kept = conversations.exchanges(store, "", last.told["conversation"])
    kept[0].question.encode()


def test_an_answer_that_cannot_be_kept_is_shown(
    served: Served, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise FiqraError("The disk is full; make room.")

    monkeypatch.setattr(conversations, "begin", full)
    _, last = ask(served, store, FIRST)
    said = " ".join(Elements(last.html).texts("p"))
    assert last.told["failed"]
    assert "The disk is full" in said
    assert "يقرر حماية الآبار في المنطقة" in said


def with_model(served: Served, model: LanguageModel) -> Served:
    return replace(served, model=model)


def test_a_models_answer_is_shown_while_it_is_written(served: Served, store: Store) -> None:
    model = model_saying(
        "يقرر المجلس حماية الآبار في المنطقة [{0}]. ويقرر إنفاق 900 دولار [{0}].", pause=0.05
    )
    looks, last = ask(with_model(served, model), store, FIRST)
    assert len(looks) > 2
    assert last.told["citations"] == 1
    kept = conversations.exchanges(store, "", last.told["conversation"])[0].answer
    assert "900" not in kept.text
    assert [each.text for each in kept.withdrawn]
    assert "مسحوبة" not in last.html.partition("fq-tools")[0].partition("fq-answer")[2]


def test_an_answer_is_stopped_by_the_person_who_asked_only(served: Served, store: Store) -> None:
    model = model_saying("يقرر المجلس حماية الآبار في المنطقة [{0}]. " * 40, pause=0.05)
    looks = asked(with_model(served, model), store, FIRST, '{"run": "r1"}', "amal", "en")
    next(looks)
    next(looks)
    assert not stop("badr", "r1")
    assert stop("amal", "r1")
    last = list(looks)[-1]
    assert last.told["conversation"]
    assert not stop("amal", "r1")


def test_a_models_answer_is_kept_with_its_trace(
    served: Served, store: Store, tmp_path: Path
) -> None:
    from assistant.traces import recent

    settings = served.settings.model_copy(update={"index": tmp_path})
    model = model_saying("يقرر المجلس حماية الآبار في المنطقة [{0}].")
    own = replace(served, model=model, settings=settings)
    _, last = ask(own, store, FIRST)
    (exchange,) = conversations.exchanges(store, "", last.told["conversation"])
    assert [each.id for each in recent(tmp_path)] == [exchange.trace]
    none = replace(
        own, settings=settings.model_copy(update={"trace_days": 0}), model=model_saying("لا [{0}].")
    )
    _, untraced = ask(none, store, FIRST)
    (exchange,) = conversations.exchanges(store, "", untraced.told["conversation"])
    assert exchange.trace is None


def test_an_answer_whose_reader_goes_is_kept_as_far_as_it_came(
    served: Served, store: Store
) -> None:
    model = model_saying("يقرر المجلس حماية الآبار في المنطقة [{0}]. " * 40, pause=0.05)
    looks = asked(with_model(served, model), store, FIRST, '{"run": "r2"}', "", "en")
    next(looks)
    next(looks)
    looks.close()  # type: ignore[attr-defined]
    until = time.monotonic() + 10
    while not (kept := conversations.conversations(store, "")) and time.monotonic() < until:
        time.sleep(0.05)
    assert [each.exchanges for each in kept] == [1]
    assert conversations.exchanges(store, "", kept[0].id)[0].question == FIRST
    assert not stop("", "r2")


def test_an_answer_that_is_stopped_before_its_turn_is_not_written(
    served: Served, store: Store
) -> None:
    model = model_saying("يقرر المجلس حماية الآبار في المنطقة [{0}]. " * 40, pause=0.05)
    assert not stop("", "r3")
    begun = time.monotonic()
    list(asked(with_model(served, model), store, FIRST, '{"run": "r3"}', "", "en"))
    assert time.monotonic() - begun < 2
