"""What a drafter relies on: both texts come back, and what is no difference is none."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.differences import Piece, differences, summary
from assistant.differences.kinship import kin_marks

WORDS = st.sampled_from(
    "the of and States Member States' well-being per cent percent 15 1,250 2024 30 June S/RES/2650 (2022)"
    ' resolution twelve U.N. Organisation organization ; , . ( ) " “ ” a an ﬁscal café cafe\u0301'
    " يقرر تقرر وتقرر الأمن الامن للأمن والسلام في من إلى التي الذي ١٥ خمسة عشر حزيران/يونيه ٢٠٢٤ 2024"
    " القرار ٢٦٥٠ ، ؛ « » المتـــحدة المتحدة محدّد ﺍﻟﻤﺆﺗﻤﺮ ﷺ ﷲ \u200fو \u202b )١( المـ ـتحدة [- -] {+ \\".split(
        " "
    )
)
SPACES = st.sampled_from([" ", " ", "  ", "\n", "\u00a0", "", "\t", "\r\n", "\u200f "])
WORDED = st.lists(st.tuples(WORDS, SPACES), max_size=30).map(
    lambda parts: "".join(word + space for word, space in parts)
)
TEXTS = st.one_of(WORDED, st.text(max_size=40), st.sampled_from(["", " ", "\n", "\u200f"]))


@settings(max_examples=400, deadline=None)
@given(TEXTS, TEXTS)
def test_both_texts_come_back_to_the_letter(before: str, after: str) -> None:
    pieces = differences(before, after)
    assert "".join(piece.before for piece in pieces) == before
    assert "".join(piece.after for piece in pieces) == after
    for piece in pieces:
        assert piece.before or piece.after
        assert not (piece.kind == "missing" and piece.after)
        assert not (piece.kind == "added" and piece.before)
        for each in piece.letters:
            ends = (piece.before, each.before), (piece.after, each.after)
            if piece.kind == "changed":
                assert all(0 <= a <= b <= len(text) for text, (a, b) in ends)
    assert 0.0 <= summary(pieces).similarity <= 1.0


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS)
def test_what_moved_has_two_places_with_one_number(before: str, after: str) -> None:
    moved: dict[int | None, list[Piece]] = {}
    for piece in differences(before, after):
        if piece.kind == "moved":
            moved.setdefault(piece.move, []).append(piece)
        else:
            assert piece.move is None
    for pieces in moved.values():
        (was, now) = sorted(pieces, key=lambda piece: bool(piece.after))
        assert was.before
        assert now.after
        assert not was.after
        assert not now.before


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    pieces = differences(text, text)
    assert [piece.kind for piece in pieces] == (["same"] if text else [])
    assert summary(pieces).similarity == 1.0


@settings(max_examples=200, deadline=None)
@given(WORDED)
def test_only_additions_against_nothing(text: str) -> None:
    assert {piece.kind for piece in differences("", text)} <= {"added", "same"}
    assert {piece.kind for piece in differences(text, "")} <= {"missing", "same"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("الأمم المتـــحدة", "الأمم المتحدة"),
        ("الأمم المـ ـتحدة", "الأمم المتحدة"),
        ("يُقرِّر مجدّدًا", "يقرر مجددا"),
        ("ﺍﻟﻤﺆﺗﻤﺮ", "المؤتمر"),
        ("\u202bالفقرة\u200f ٧\u202c", "الفقرة 7"),
        ("١٬٢٥٠ و ٣٫٥", "1,250 و 3.5"),
        ("«السلام»", '"السلام"'),
        ("the “Fund’s” plan", 'the "Fund\'s" plan'),
        ("50\u202f000 people\nin need", "50 000 people in need"),
        ("co\u2011operation", "co-operation"),
        ("الفقرة )١(", "الفقرة (١)"),
        ("cafe\u0301", "café"),
    ],
)
def test_the_way_letters_are_written_down_is_no_difference(before: str, after: str) -> None:
    assert differences(before, after) == (Piece("same", before, after),)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2 in all", "3 in all"),
        ("by 15 May", "by 16 May"),
        ("by 2024", "by 2025"),
        ("15 يوما", "خمسة عشر يوما"),
        ("S/RES/2650 (2022)", "S/RES/2707 (2023)"),
        ("القرار 2650 (2022)", "القرار 2707 (2023)"),
        ("Chapter VI", "Chapter VII"),
        ("مرتين كل سنة", "مرة كل سنة"),
    ],
)
def test_another_number_date_or_document_is_a_changed_figure(before: str, after: str) -> None:
    changed = [piece for piece in differences(before, after) if piece.kind != "same"]
    assert [(piece.kind, piece.figure) for piece in changed] == [("changed", True)]


def test_a_date_in_other_words_is_a_change_but_no_changed_figure() -> None:
    (piece,) = differences("30 June 2024", "June 30, 2024")
    assert (piece.kind, piece.figure) == ("changed", False)


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        (
            "Recalling its resolutions 7012 (2017) and 7104 (2019) and the statement of its President",
            "Recalling its resolutions 7012 (2017), 7104 (2019), 7219 (2020) and 7306 (2021) and the"
            " statement of its President",
            "7104 (2019)",
        ),
        (
            "إذ يشير إلى قراريه 7012 (2017) و 7104 (2019) وإلى بيان رئيسه",
            "إذ يشير إلى قراراته 7012 (2017) و 7104 (2019) و 7219 (2020) وإلى بيان رئيسه",
            "7104 (2019)",
        ),
    ],
)
def test_what_a_longer_list_had_before_is_not_changed_into_what_is_new(
    before: str, after: str, kept: str
) -> None:
    pieces = differences(before, after)
    assert any(piece.kind == "same" and kept in piece.after for piece in pieces)
    assert next(p.after.strip() for p in pieces if p.kind == "added" and p.figure) == "7219 (2020)"


def test_brackets_of_two_points_are_not_taken_for_mirrored_ones() -> None:
    pieces = differences("الفقرتان (أ) و (ب)", "الفقرتان (أ) و (ج)")
    assert [(p.kind, p.before, p.after) for p in pieces] == [
        ("same", "الفقرتان (أ) و (", "الفقرتان (أ) و ("),
        ("missing", "ب", ""),
        ("added", "", "ج"),
        ("same", ")", ")"),
    ]


def test_numbers_that_all_go_up_are_changed_one_by_one() -> None:
    before = (
        "paragraph 4 of resolution 7104 (2019), extended by paragraph 6 of resolution 7219 (2020)"
    )
    after = (
        "paragraph 6 of resolution 7219 (2020), extended by paragraph 8 of resolution 7230 (2020)"
    )
    changed = [p for p in differences(before, after) if p.kind != "same"]
    assert [(p.kind, p.figure) for p in changed] == [("changed", True)] * 4


def test_an_items_letter_keeps_both_its_brackets_when_items_change_places() -> None:
    before = "(a) protect deep ports; (b) plant trees around wells, roads and schools;"
    after = "(a) plant trees around wells, roads and schools; (b) protect deep ports;"
    assert [(p.kind, (p.before or p.after).strip()) for p in differences(before, after)] == [
        ("same", "(a)"),
        ("moved", "protect deep ports;"),
        ("missing", "(b)"),
        ("same", "plant trees around wells, roads and schools;"),
        ("added", "(b)"),
        ("moved", "protect deep ports;"),
    ]


def test_letters_point_at_the_characters_of_the_source() -> None:
    pieces = differences("وتَطـلب إلى", "ويَطلب إلى")
    (letter,) = pieces[0].letters
    assert pieces[0].before[slice(*letter.before)][0] == "ت"
    assert pieces[0].after[slice(*letter.after)][0] == "ي"


def test_a_capital_lost_on_the_way_is_shown_in_what_moved() -> None:
    before = "In accordance with the Charter, decides to meet every month."
    after = "Decides to meet every month in accordance with the Charter."
    was, now = (piece for piece in differences(before, after) if piece.kind == "moved")
    assert was.before == "In accordance with the Charter"
    assert now.after == "in accordance with the Charter"
    assert was.before[slice(*was.letters[0].before)] == "I"
    assert now.after[slice(*now.letters[0].after)] == "i"


def test_the_summary_counts_words() -> None:
    counted = summary(differences("Urges all 15 States to act", "Requests the 16 States to acts"))
    assert (counted.same, counted.changed, counted.missing, counted.added) == (2, 2, 2, 2)
    assert counted.figures == 1
    assert counted.similarity == pytest.approx(4 / 12)
    before = "In this regard, urges all States to act."
    moved = summary(differences(before, "Urges all States to act, in this regard."))
    assert (moved.same, moved.moved, moved.changed) == (4, 3, 1)
    assert moved.similarity == pytest.approx((4 + 3 / 2) / 8)


def test_nothing_in_common_and_nothing_at_all() -> None:
    assert differences("", "") == ()
    assert summary(()).similarity == 1.0
    assert summary(differences("السلام", "Budget")).similarity == 0.0


def test_long_texts_are_compared_in_time() -> None:
    before = " ".join(f"word{i} of the text" for i in range(4_000))
    after = before.replace("word2000 ", "").replace("word3000", "other")
    start = time.perf_counter()
    pieces = differences(before, after)
    assert time.perf_counter() - start < 20
    assert "".join(piece.after for piece in pieces) == after
    assert [p.before.strip() for p in pieces if p.kind == "missing"] == ["word2000", "word3000"]


def test_a_word_of_ten_thousand_letters_takes_no_memory_for_its_forms() -> None:
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
    word = "".join(letters[i * i % 29 % len(letters)] for i in range(10_000))
    assert sum(map(len, kin_marks(word))) < 50 * len(word)


def test_what_stayed_in_its_place_in_a_long_text_has_not_moved() -> None:
    drawn = random.Random(1)
    words = [f"word{drawn.randrange(600)}" for _ in range(2_400)]
    other = [f"new{i}" if i % 6 == 0 else word for i, word in enumerate(words)]
    counted = summary(differences(" ".join(words), " ".join(other)))
    assert counted.moved == 0
    assert counted.same == 2_000
