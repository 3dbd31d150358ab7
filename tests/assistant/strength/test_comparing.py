"""Weaker, the same or stronger, and the sign that decides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.strength import Compared, Strength, compared, strength

CLAUSES = [
    "Requests the board to report",
    "Urges the board to report",
    "Strongly urges the board to report",
    "Urges the board to report, as appropriate",
    "Urges the board to report, within existing resources",
    "Decides that the board shall report",
    "Decides that the board should report",
    "Condemns the delay",
    "Noting the delay",
    "Acting under article 3",
    "Urging the board to report",
    "يحث المجلس على تقديم تقرير",
    "يدعو المجلس إلى تقديم تقرير",
    "يعرب عن قلقه من التأخير",
]


def read(text: str) -> Strength:
    found = strength(text)
    assert found is not None
    return found


def of(one: str, other: str) -> Compared:
    return compared(read(one), read(other))


@pytest.mark.parametrize(
    ("one", "other", "verdict", "sign"),
    [
        ("Urges them to pay", "Requests them to pay", "weaker", "verb"),
        ("يطالب الدول بالدفع", "يهيب بالدول أن تدفع", "stronger", "verb"),
        ("يحث الدول على الدفع", "Encourages States to pay", "stronger", "verb"),
        ("Condemns the delay", "Expresses concern at the delay", "stronger", "verb"),
        ("Condemns the delay", "Notes the delay", "stronger", "verb"),
        ("Urging them to pay", "Urges them to pay", "weaker", "place"),
        ("Decides that they should pay", "Decides that they shall pay", "weaker", "modal"),
        ("Urges them to pay, as appropriate", "Urges them to pay", "weaker", "hedge added"),
        ("Urges them to pay", "Urges them to pay if necessary", "stronger", "hedge removed"),
        ("Strongly urges them to pay", "Urges them to pay", "stronger", "adverb"),
        ("يحث الدول على الدفع", "يحث بقوة الدول على الدفع", "weaker", "adverb"),
    ],
)
def test_the_sign_that_differs_decides(one: str, other: str, verdict: str, sign: str) -> None:
    found = of(one, other)
    assert (found.verdict, found.reasons[0].sign) == (verdict, sign)


def test_the_verb_outweighs_a_hedge_and_both_are_named() -> None:
    found = of("Demands that they pay, as appropriate", "Requests that they pay")
    assert found.verdict == "stronger"
    assert [(r.sign, r.makes) for r in found.reasons] == [
        ("verb", "stronger"),
        ("hedge added", "weaker"),
    ]
    assert found.reasons[1].one == "as appropriate"


def test_a_condemnation_and_a_request_do_not_compare() -> None:
    assert of("Condemns the delay", "Requests a report").verdict is None


def test_one_hedge_for_another_says_nothing_of_the_whole() -> None:
    found = of("Urges them to pay, as appropriate", "Urges them to pay, within existing resources")
    assert found.verdict is None
    assert {r.sign for r in found.reasons} == {"hedge added", "hedge removed"}


def test_neutral_adverbs_and_another_hedge_of_the_same_meaning_change_nothing() -> None:
    assert of("Also urges them to pay", "Urges them further to pay").verdict == "same"
    assert of("Urges them to pay as necessary", "Urges them to pay where appropriate").verdict == (
        "same"
    )


def test_a_verb_for_two_rungs_is_the_same_as_either() -> None:
    assert of("يدعو الدول إلى الدفع", "Invites States to pay").verdict == "same"
    assert of("يدعو الدول إلى الدفع", "Calls upon States to pay").verdict == "same"
    assert of("يدعو الدول إلى الدفع", "Encourages States to pay").verdict is None
    assert of("يدعو الدول إلى الدفع", "Demands that States pay").verdict == "weaker"


@given(st.sampled_from(CLAUSES), st.sampled_from(CLAUSES))
def test_the_other_way_round_it_is_the_opposite(one: str, other: str) -> None:
    opposite = {"weaker": "stronger", "stronger": "weaker", "same": "same", None: None}
    there, back = of(one, other), of(other, one)
    assert back.verdict == opposite[there.verdict]
    assert len(back.reasons) == len(there.reasons)
    assert of(one, one) == Compared("same", ())
