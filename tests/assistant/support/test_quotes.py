"""Quotations stand in the source to the letter, or they are no quotations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.support.quotes import find_quotations, quote_match
from index.arabic.normalise import KASHIDA

ARABIC = (
    "7 - يقرر أن تخفض الدول ما تستخرجه من المياه بنسبة 15 في المائة،\n"
    "قياسا إلى مستوى عام 2019 البالغ 1 640 000 متر مكعب(1)؛"
)
ENGLISH = (
    "7. Decides that States shall reduce what they abstract by 15 per cent, or 1,640,000 litres;"
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("قال «ما تستخرجه» المجلس", ["ما تستخرجه"]),
        ('it “shall reduce” and "15 per cent"', ["shall reduce", "15 per cent"]),
        ("البند المعنون ”المياه الجوفية“", ["المياه الجوفية"]),
        ("S/RES/1, op. para. 2:\n> first line\n>second\nnot this", ["first line", "second"]),
        ("> a line with “inner” marks", ["a line with “inner” marks"]),
        ("none at all", []),
    ],
)
def test_all_marks_of_quotation_are_known(text: str, words: list[str]) -> None:
    assert [quotation.text for quotation in find_quotations(text)] == words


@pytest.mark.parametrize(
    ("quotation", "match"),
    [
        ("ما تستخرجه من المياه بنسبة 15 في المائة، قياسا إلى مستوى عام 2019", "exact"),
        ("تخفض الدول […] بنسبة 15 في المائة", "exact"),
        ("تخفض الدول ... البالغ 1 640 000 متر مكعب.", "exact"),
        ("البالغ 1 640 000 متر مكعب؛", "exact"),
        ("البالغ 1 640 000 متر مكعب (1)؛", "normalised"),
        ("تُخفِّض الدول", "normalised"),
        ("ما تستخرجـــه", "normalised"),
        ("بنسبة ١٥ في المائة", "normalised"),
        ("بنسبة […] تخفض الدول", "none"),
        ("بنسبة 5 في المائة", "none"),
        ("بنسبة 51 في المائة", "none"),
        ("640 000 متر مكعب", "none"),
        ("خفض الدول", "none"),
        ("دول ما تستخرجه", "none"),
        ("تخفض الدول من المياه", "none"),
        ("تخفّض الدوَل […] -", "normalised"),
        ("[…]", "none"),
    ],
)
def test_words_are_compared_letter_for_letter(quotation: str, match: str) -> None:
    assert quote_match(quotation, [ARABIC]) == match


@pytest.mark.parametrize("cut", ["5 per cent", "640,000 litres", "1,640", "State", "abstract by 1"])
def test_a_quotation_never_cuts_a_word_or_a_number(cut: str) -> None:
    assert quote_match(cut, [ENGLISH]) == "none"


@pytest.mark.parametrize(
    ("quotation", "paragraph"),
    [
        ("إن الدول", "أن الدول"),
        ("الى المجلس", "إلى المجلس"),
        ("علي عاتق", "على عاتق"),
        ("كتابه التقرير", "كتابة التقرير"),
        ("the member States", "the Member States"),
        ("in may or june", "in May or june"),
    ],
)
def test_another_letter_is_another_word(quotation: str, paragraph: str) -> None:
    assert quote_match(quotation, [paragraph]) == "none"
    assert quote_match(paragraph, [quotation]) == "none"


@pytest.mark.parametrize(
    ("quotation", "paragraph"),
    [
        ("أَنَّ ٱلدول", "أن الدول"),
        ("\u0627\u064e\u0654\u0646 الدول", "أَن الدول"),
        ("ﺍﻷﻣﻢ ﺍﻟﻤﺘﺤﺪﺓ", "الأمم المتحدة"),
        ("بنسبة ۱۵٪", "بنسبة 15%"),
        ("the State's “fair share” in 2020-2030", 'the State’s "fair share" in 2020–2030'),
        ("Cote\u0302 Bay", "Cotê Bay"),
        ("decides that States", "Decides that States"),
        ("[T]he States", "of the States"),
        ("\u200fأن\u200f الدول\u200e", "أن الدول"),
        ("non\u2011State actors", "non-State actors"),
    ],
)
def test_how_letters_are_set_down_is_not_compared(quotation: str, paragraph: str) -> None:
    assert quote_match(quotation, [paragraph]) == "normalised"


@pytest.mark.parametrize(
    ("quotation", "paragraph"),
    [
        ("State actors", "non-State actors"),
        ("the State", "the State’s share"),
        ("64/293", "A/RES/64/293"),
        ("in 2020", "in 2020–2030"),
        ("مدر", "مدرّسة"),
        ("الدو", "الدو\u200fل"),
        ("جنة", "لجنة"),
        ("زير المالية", "وزير المالية"),
        ("لإخطار", "للإخطار"),
        ("انت لتعزيز", "وكانت لتعزيز"),
    ],
)
def test_a_part_of_a_word_is_no_quotation(quotation: str, paragraph: str) -> None:
    assert quote_match(quotation, [paragraph]) == "none"


def test_a_particle_written_onto_the_first_word_may_be_left_out() -> None:
    assert quote_match("مجلس الأمن", ["رئيس لمجلس الأمن"]) == "exact"
    assert quote_match("يقرر المجلس", ["ويقرر المجلس"]) == "exact"
    assert quote_match("إذ يشير", ["وإذ يشير"]) == "exact"


def test_a_mark_left_out_or_hidden_character_at_the_edge_is_not_a_letter() -> None:
    assert quote_match("على أساس", ["على أساسٍ"]) == "normalised"
    assert quote_match("الدول", ["\u200fالدول\u200f"]) == "exact"


@pytest.mark.parametrize(
    ("quotation", "match"),
    [
        ("في غضون خمسة (5) أشهر من اتخاذه", "exact"),
        ("في غضون خمسة (6) أشهر من اتخاذه", "none"),
        ("في غضون خمسة أشهر من اتخاذه", "none"),
        ("(6) أشهر من اتخاذه", "none"),
        ("(أ) في غضون خمسة (5) أشهر", "exact"),
        ("من اتخاذه بالإجماع", "normalised"),
        ("من اتخاذه(1) بالإجماع", "exact"),
        ("من اتخاذه(2) بالإجماع", "none"),
        ("- من اتخاذه", "exact"),
    ],
)
def test_a_footnote_mark_may_be_left_out_and_a_number_may_not(quotation: str, match: str) -> None:
    paragraph = "في غضون خمسة (5) أشهر من اتخاذه(1) بالإجماع"
    assert quote_match(quotation, [paragraph]) == match


def test_a_number_behind_another_is_not_a_part_of_it() -> None:
    assert quote_match("15 دولة", ["في عام 2019 15 دولة"]) == "exact"
    assert quote_match("640 دولة", ["1 640 دولة"]) == "none"


def test_markup_and_the_number_of_a_point_are_not_letters() -> None:
    assert quote_match("(a) the States shall report", ["the States **shall** report;"]) == "exact"


def test_one_of_several_texts_is_enough() -> None:
    assert quote_match("shall reduce", [ARABIC, ENGLISH]) == "exact"


@given(st.sampled_from([ARABIC, ENGLISH]), st.integers(0, 20), st.integers(1, 20))
def test_a_paragraph_bears_out_every_quotation_of_its_own_words(
    text: str, start: int, length: int
) -> None:
    words = text.split()
    start %= len(words)
    piece = words[start : start + length]
    joined = " ".join(piece)
    grouped = [w for w in (words[start - 1 : start] + piece[:1]) if w.isdecimal()]
    ends = words[start + length : start + length + 1]
    # a piece may not begin or end inside a number in groups
    if len(grouped) == 2 or (piece[-1].isdecimal() and ends and ends[0].isdecimal()):
        return
    if any(c.isalnum() for c in joined):
        assert quote_match(joined, [text]) == "exact"
        assert quote_match("\n".join(piece), [text]) == "exact"


@given(st.data())
def test_a_stretched_quotation_is_the_same_but_not_to_the_letter(data: st.DataObject) -> None:
    words = "تخفض الدول ما تستخرجه من المياه"
    at = data.draw(st.sampled_from([1, 2, 7, 8, 13, 14, 25]))
    stretched = words[:at] + KASHIDA * 2 + words[at:]
    assert quote_match(stretched, [ARABIC]) == "normalised"


@given(st.data())
def test_words_put_in_another_order_are_no_quotation(data: st.DataObject) -> None:
    words = "تخفض الدول ما تستخرجه من المياه بنسبة".split()
    shuffled = data.draw(st.permutations(words))
    match = quote_match(" ".join(shuffled), [ARABIC])
    assert match == ("exact" if list(shuffled) == words else "none")
