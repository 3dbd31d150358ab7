"""What gives a clause its strength: the leading verb behind whatever stands before it, and the rest."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.strength import Strength, strength


def read(text: str) -> Strength:
    found = strength(text)
    assert found is not None, text
    return found


LADDER = [
    ("Takes note of the report", "يحيط علما بالتقرير"),
    ("Recalls its resolution", "يشير إلى قراره"),
    ("Recognizes the need", "يسلم بالحاجة"),
    ("Welcomes the progress", "يرحب بالتقدم"),
    ("Stresses the need", "يشدد على الحاجة"),
    ("Encourages States to join", "يشجع الدول على الانضمام"),
    ("Calls upon States to join", "يهيب بالدول أن تنضم"),
    ("Urges States to join", "يحث الدول على الانضمام"),
    ("Requests the Secretary-General to report", "يطلب إلى الأمين العام أن يقدم تقريرا"),
    ("Decides to meet", "يقرر أن يجتمع"),
    ("Demands a halt", "يطالب بوقف"),
]


def test_the_verbs_rise_in_both_languages_alike() -> None:
    english = [read(en).rung for en, _ in LADDER]
    arabic = [read(ar).rung for _, ar in LADDER]
    assert english == arabic == sorted(set(english))


def test_concern_and_condemnation_have_a_scale_of_their_own() -> None:
    for weak, strong in (
        ("Expresses deep concern at the losses", "Condemns the losses"),
        ("يعرب عن بالغ قلقه إزاء الخسائر", "يدين الخسائر"),
    ):
        assert read(weak).scale == read(strong).scale == "censure"
        assert read(weak).rung < read(strong).rung


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("7. Requests the board to report", "Requests"),
        ("OP7. Requests the board to report", "Requests"),
        ("٧ - يطلب إلى المجلس أن يقدم تقريرا", "يطلب"),
        ("(b) Requests the board to report", "Requests"),
        ("“Requests the board to report”", "Requests"),
        ("The Water Council decides to meet", "decides"),
        ("The Conference of the Parties to the Convention on Wells urges them", "urges"),
        ("The Council, recalling its decision, decides to meet", "decides"),
        ("The Council,\n\nRecalling its decision,\n\n1. Decides to meet;", "Decides"),
        ("إن مجلس المياه يقرر أن يجتمع", "يقرر"),
        ("إن مجلس المياه، إذ يشير إلى مقرره، يقرر أن يجتمع", "يقرر"),
        ("Also decides to meet", "decides"),
        ("Decides further to meet", "Decides"),
        ("Decides also that", "Decides"),
        ("ويقرر كذلك أن يجتمع", "يقرر"),
        ("كما يقرر أن يجتمع", "يقرر"),
        ("In this regard, and once again, urges them", "urges"),
        ("وفي هذا الصدد، يحث الدول", "يحث"),
        ("Acting under article 3 of the statute, decides to meet", "decides"),
        ("While noting the progress, recognizes the risk", "recognizes"),
        ("We call upon all to join", "call upon"),
        ("ونطلب إلى الأمين التنفيذي", "نطلب"),
        ("Continues to encourage States to join", "Continues to encourage"),
        ("Reiterates its urgent call on States", "Reiterates its urgent call"),
        ("يكرر كذلك دعوته الدول إلى الانضمام", "يكرر كذلك دعوته"),
        ("يُطَالِبُ بوقف", "يُطَالِبُ"),
        ("يطـــلب إلى المجلس", "يطـــلب"),
    ],
)
def test_the_verb_is_found_behind_what_stands_before_it(text: str, verb: str) -> None:
    assert read(text).verb.text == verb


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "7",
        "(a) To build a well",
        "Note by the secretariat",
        "الآبار في المنطقة",
        "Wells",
    ],
)
def test_what_no_verb_leads_has_no_strength(text: str) -> None:
    assert strength(text) is None


def test_a_participle_makes_a_preambular_clause_unless_a_verb_follows() -> None:
    assert read("Noting the delays").place == "preambular"
    assert read("وإذ يلاحظ التأخير").place == "preambular"
    assert read("Noting the delays, requests a plan").verb.text == "Noting"
    found = strength("Noting the delays, requests a plan", "operative")
    assert found is not None
    assert found.verb.text == "requests"


def test_arabic_verbs_that_stand_for_several_english_ones_say_so() -> None:
    found = read("يدعو الدول إلى الانضمام")
    assert set(found.rungs) == {
        read("Calls upon States to join").rung,
        read("Invites States to join").rung,
    }


def test_adverbs_are_told_apart() -> None:
    found = read("Also strongly condemns in the strongest terms the losses")
    assert [(m.text, m.means) for m in found.adverbs] == [
        ("Also", "="),
        ("strongly", "+"),
        ("in the strongest terms", "+"),
    ]
    found = read("يحث بقوة الدول مرة أخرى")
    assert [(m.text, m.means) for m in found.adverbs] == [("بقوة", "+")]
    assert [m.text for m in read("يعرب كذلك عن بالغ قلقه").adverbs] == ["كذلك", "بالغ"]


def test_hedges_are_found_wherever_they_stand() -> None:
    found = read("Requests the board, as appropriate and within existing resources, to report")
    assert [(m.text, m.means) for m in found.hedges] == [
        ("as appropriate", "case"),
        ("within existing resources", "resources"),
    ]
    found = read("يطلب إلى المجلس، حسب الاقتضاء، وفي حدود الموارد المتاحة، أن يقدم تقريرا")
    assert [(m.text, m.means) for m in found.hedges] == [
        ("حسب الاقتضاء", "case"),
        ("في حدود الموارد المتاحة", "resources"),
    ]


@pytest.mark.parametrize(
    "text", ["Decides to reduce gradually the force", "يقرر خفض القوة تدريجيا"]
)
def test_what_is_done_step_by_step_is_no_less_decided(text: str) -> None:
    assert read(text).hedges == ()


def test_to_insist_stands_between_urging_and_demanding() -> None:
    urges, insists, demands = (
        read(f"{verb} that the parties comply").rung for verb in ("Urges", "Insists", "Demands")
    )
    assert urges <= insists < demands
    assert read("يصر على امتثال الأطراف").rung == insists


def test_as_soon_as_possible_is_no_hedge() -> None:
    assert not read("Requests the board to report as soon as possible").hedges
    assert read("Requests the board to report where possible").hedges


@pytest.mark.parametrize(
    ("text", "modal"),
    [
        ("Decides that all States shall pay", "shall"),
        ("Stresses that States should pay", "should"),
        ("Decides that the board may meet", "may"),
        ("Decides that the board may not meet", "may not"),
        ("يؤكد أنه ينبغي للدول أن تدفع", "ينبغي"),
        ("يقرر أنه يتعين على الدول أن تدفع", "يتعين"),
        ("يقرر أنه لا يجوز للدول أن تدفع", "لا يجوز"),
        ("Decides to meet in May 2031", None),
        ("Urges those who may be able to pay", None),
        ("Decides to meet, and stresses that States should pay", None),
    ],
)
def test_the_modal_is_that_of_the_leading_verb(text: str, modal: str | None) -> None:
    found = read(text).modal
    assert (found.text if found else None) == modal


PIECES = st.sampled_from(
    "Strongly |urges |States|, as appropriate, |to consider |where possible|shall |7. |إن المجلس |يقرر |"
    "كذلك |حسب الاقتضاء|، |يَحُثُّ |إذ |عند الضرورة|قـــدر الإمكان|\u200f|\u00a0|\n|may |(|)|«|»".split(
        "|"
    )
)


@given(st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=60))
def test_every_mark_points_at_the_words_it_quotes(text: str) -> None:
    found = strength(text)
    if found is not None:
        for mark in (found.verb, *found.adverbs, *found.hedges, *filter(None, [found.modal])):
            assert mark.text
            assert text[mark.span.start : mark.span.end] == mark.text


def test_fifty_thousand_words_are_read_in_a_few_seconds() -> None:
    for unit in ("Requests the board, as appropriate, and ", "in this regard, ", "that may be; "):
        started = time.perf_counter()
        strength(unit * (50_000 // len(unit.split())))
        assert time.perf_counter() - started < 10
