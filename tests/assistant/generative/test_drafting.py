"""However a reply is cut into pieces, what becomes of it is the same, and a draft shows where it stands."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any, cast

import pytest

from assistant.generative.drafting import Drafting
from assistant.generative.thinking import Thinking
from assistant.generative.values import Block, Draft, Sentence
from assistant.markers import Statement

REPLIES = [
    "Water is scarce [k7m]. The Moon is green [p4t]. Wells are closed [k7m][p4t].",
    "<think>Is it? [k7m]</think>Water is scarce. [k7m] Green things grow. The end [p4t]",
    "The measures are:\n- wells are closed [k7m];\n- the Moon is green [p4t];\n\nThat is all [k7m].",
    "No citation at all. Not one. Nowhere.",
    "First without. Second without. Third with one [K7M]. Fourth without.",
    "## Heading\n\nWater is scarce [k7m].\n\n## Other\n\nThe Moon is green [p4t].",
    "الماء شحيح [k7m]. والقمر أخضر【p4t】. وأُغلقت الآبار (k7m).",
    "<thinking>never ends",
    "",
]


def judged(statement: Statement) -> Sentence:
    """Keeps what cites, except the Moon."""
    if not statement.keys or "Moon" in statement.text:
        return back(statement, "no")
    return Sentence(statement, "confirmed", "supported", statement.text)


def back(statement: Statement, why: str) -> Sentence:
    return Sentence(statement, "withdrawn", "unsupported", statement.text, reasons=(why,))


def drafts(pieces: list[str], *, cut: bool = False) -> list[Draft]:
    drafting = Drafting(["k7m", "p4t"], judged, back)
    found = [drafting.feed(piece) for piece in pieces]
    return [*found, drafting.finish(cut=cut)]


@pytest.mark.parametrize("reply", REPLIES)
@pytest.mark.parametrize("cut", [False, True])
def test_every_way_of_cutting_a_reply_gives_the_same_sentences(reply: str, cut: bool) -> None:
    whole = drafts([reply], cut=cut)[-1]
    assert drafts(list(reply), cut=cut)[-1] == whole
    chance = random.Random(0)
    for _ in range(30):
        places = sorted(chance.sample(range(len(reply) + 1), min(5, len(reply))))
        pieces = [reply[a:b] for a, b in zip([0, *places], [*places, len(reply)], strict=True)]
        assert drafts(pieces, cut=cut)[-1] == whole


@pytest.mark.parametrize("reply", REPLIES)
def test_nothing_is_pending_in_the_end(reply: str) -> None:
    last = drafts([reply])[-1]
    assert all(each.outcome != "pending" for each in last.sentences)


def test_a_sentence_is_pending_until_its_own_citations_are_over() -> None:
    drafting = Drafting(["k7m", "p4t"], judged, back)
    first = drafting.feed("Water is sca")
    assert first.pending.startswith("Water")
    assert not first.sentences
    assert not drafting.feed("rce [k7m].").sentences  # a marker may still follow the full stop
    then = drafting.feed(" The Moon")
    assert [each.outcome for each in then.sentences] == ["confirmed"]
    assert then.pending.strip() == "The Moon"
    assert [each.outcome for each in drafting.finish().sentences] == ["confirmed", "withdrawn"]


def test_a_key_is_held_back_until_it_is_whole() -> None:
    drafting = Drafting(["k7m"], judged, back)
    shown = [drafting.feed(piece).pending for piece in ("Water is scarce", " [", "k7", "m", "].")]
    assert all("[" not in each and "k7" not in each for each in shown)


def test_statements_wait_until_the_reply_cites_something() -> None:
    drafting = Drafting(["k7m"], judged, back)
    waiting = drafting.feed("First without. Second without. Third")
    assert [each.outcome for each in waiting.sentences] == ["pending", "pending"]
    last = drafting.finish()
    assert [each.outcome for each in last.sentences] == ["withdrawn"] * 3
    assert not drafting.cites


def test_a_last_sentence_that_was_cut_off_is_taken_back() -> None:
    reply = "Water is scarce [k7m]. Wells are closed in the no"
    assert [each.outcome for each in drafts([reply], cut=True)[-1].sentences] == [
        "confirmed",
        "withdrawn",
    ]


def test_an_announcement_rests_on_what_its_kept_items_rest_on() -> None:
    seen: list[Statement] = []

    def listening(statement: Statement) -> Sentence:
        seen.append(statement)
        blocks = tuple(Block(key, cast(Any, None), "") for key in statement.keys)
        return replace(judged(statement), blocks=blocks if "Moon" not in statement.text else ())

    drafting = Drafting(["k7m", "p4t", "x2x"], listening, back)
    drafting.feed(
        "Measures:\n- wells are closed [k7m]\n- the Moon is green [p4t]\n\nThe end [x2x]."
    )
    drafting.finish()
    (announced,) = (each for each in seen if each.text.startswith("Measures"))
    assert announced.keys == ("k7m",)


@pytest.mark.parametrize(
    ("reply", "answer"),
    [
        ("<think>a</think>b", "b"),
        ("\n <THINK>a\nb</THINK>\n\nc", "\n\nc"),
        ("<thinking>a</thinking>b", "b"),
        ("a <think>b</think>", "a <think>b</think>"),
        ("<thin", "<thin"),
        ("<think>never", ""),
        ("<", "<"),
        ("", ""),
    ],
)
def test_thoughts_before_the_answer_are_left_out(reply: str, answer: str) -> None:
    for size in (1, 3, 100):
        thinking = Thinking()
        pieces = [thinking.feed(reply[at : at + size]) for at in range(0, len(reply), size)]
        assert "".join(pieces) + thinking.finish() == answer
