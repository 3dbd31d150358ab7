"""A clause that stands wholly in a longer agreed paragraph is no new language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.differences import differences
from assistant.precedents.finding import NEW, is_new, precedents
from assistant.precedents.lines import part_line, precedent_json
from assistant.precedents.parts import part_of
from index.ingest import ingest
from index.store import Index, open_index

PART = "ensure that fishermen may cross the strait at night"
PART_AR = "كفالة عبور الصيادين للمضيق ليلا"
LONG = f"""Security Council

S/RES/2601 (2021)

Resolution 2601 (2021)

Adopted by the Security Council at its 8500th meeting, on 3 March 2021

The Security Council,

1. Calls upon the harbour authorities to repair every lighthouse along the northern reefs, to publish \
the timetable of the ferries, to {PART}, to train pilots and divers before the winter, and to report \
to the Secretary-General on the state of buoys, moorings and cranes every ninety days;

2. Decides to remain seized.
"""
LONG_AR = f"""مجلس الأمن

S/RES/2602 (2021)

القرار 2602 (2021)

الذي اتخذه مجلس الأمن في جلسته 8501، المعقودة في 4 آذار/مارس 2021

إن مجلس الأمن،

1 - يهيب بسلطات الموانئ إصلاح جميع المنارات على امتداد الشعاب الشمالية، ونشر مواعيد العبارات، و{PART_AR}، \
وتدريب المرشدين والغواصين قبل حلول الشتاء، وتقديم تقرير إلى الأمين العام عن حالة العوامات والمراسي والرافعات؛
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    home = tmp_path_factory.mktemp("parts")
    for name, text in (("long.en.txt", LONG), ("long.ar.txt", LONG_AR)):
        (home / name).write_text(text, encoding="utf-8")
    ingest(home / "index", [home / "long.en.txt", home / "long.ar.txt"])
    return open_index(home / "index")


@pytest.mark.parametrize("clause", [PART, PART_AR], ids=["en", "ar"])
def test_a_part_of_an_agreed_paragraph_is_said_to_be_one(index: Index, clause: str) -> None:
    found = precedents(index, clause, 3)
    best = found[0]
    assert best.similarity < NEW
    assert best.within
    assert not is_new(found)
    line = part_line(best, "ar" if clause == PART_AR else "en")
    assert line is not None
    assert "100%" in line
    assert precedent_json(index, best)["part"] == 1.0


def test_words_that_stand_apart_are_no_part(index: Index) -> None:
    clause = "Calls upon the cranes to repair the Secretary-General before the reefs"
    assert not precedents(index, clause, 1)[0].within


words = st.lists(
    st.sampled_from("urges all states to report by night and day".split()), max_size=12
)


@given(words, words, words)
def test_what_is_taken_out_of_a_text_is_a_part_of_it(
    before: list[str], own: list[str], after: list[str]
) -> None:
    text, clause = " ".join([*before, *own, *after]), " ".join(own)
    assert 0.0 <= part_of(differences(text, clause)) <= 1.0
    assert part_of(differences(clause, clause)) == (1.0 if own else 0.0)
