"""A question on the page: shown, answered, kept, asked again, stopped."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.models.opening import LanguageModel
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
    assert last.told == {"failed": True}
    assert Elements(last.html).texts("p")[0].endswith(".")
    assert conversations.conversations(store, "") == []


def test_another_persons_conversation_is_not_gone_on_with(served: Served, store: Store) -> None:
    _, first = ask(served, store, FIRST, user="amal")
    _, other = ask(served, store, FIRST, user="badr", conversation=first.told["conversation"])
    assert other.told == {"failed": True}
    assert len(conversations.exchanges(store, "amal", first.told["conversation"])) == 1


def test_nonsense_beside_the_question_does_no_harm(served: Served, store: Store) -> None:
    for sent in ("", "nonsense", "[]", '{"run": 7}', '{"turn": -1}', '{"unknown": 1}'):
        last = list(asked(served, store, FIRST, sent, "", "ar"))[-1]
        assert last.told["citations"] == 1


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
