"""From the order that is seen to the order that is read, and brackets the right way round."""

from __future__ import annotations

from collections import Counter

import pytest

from index.documents.pdf.bidi import logical
from index.documents.pdf.brackets import settle


def _seen(*pieces: str) -> list[str]:
    """Pieces from right to left as they are seen; Latin and numbers keep their own direction."""
    out: list[str] = []
    for piece in reversed(pieces):
        arabic = any("\u0621" <= c <= "\u064a" for c in piece) or not piece.strip()
        out += reversed(piece) if arabic else piece
    return out


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (("قرار ", "73/154", " المؤرخ ", "17", " كانون"), "قرار 73/154 المؤرخ 17 كانون"),
        (("رقم ", "٧٣/١٥٤", " في ", "٢٠١٠"), "رقم ٧٣/١٥٤ في ٢٠١٠"),
        (("انظر ", "A/RES/64/293", "، أيضا"), "انظر A/RES/64/293، أيضا"),
        (("مبلغ ", "1 250 000", " دولار"), "مبلغ 1 250 000 دولار"),
        (("الفقرات ", "161", "-", "189", " منه"), "الفقرات 161-189 منه"),
        (("الفقرات ", "161-189", " منه"), "الفقرات 161-189 منه"),
        (("نسبة ", "12.5%", " من"), "نسبة 12.5% من"),
        (("المجلد ", "vol. 2225, No. 39574", "؛ أي"), "المجلد vol. 2225, No. 39574؛ أي"),
        (("رسم ", "1:25 000", " منه"), "رسم 1:25 000 منه"),
        (("أي ", "Global Alliance", " و", "WGA", " معا"), "أي Global Alliance وWGA معا"),
    ],
)
def test_a_right_to_left_line_is_read_from_the_right(pieces: tuple[str, ...], text: str) -> None:
    assert logical(_seen(*pieces), rtl=True) == text


def test_thousands_that_are_seen_the_other_way_round_are_read_as_seen_from_the_right() -> None:
    assert logical(list("نم ") + list("250 1") + list(" غلبم"), rtl=True) == "مبلغ 1 250 من"


def test_a_job_number_in_a_line_without_arabic_keeps_its_order() -> None:
    assert logical(list("24-01755"), rtl=True) == "24-01755"


def test_an_arabic_word_in_an_english_line_is_turned_alone() -> None:
    seen = list("A line with ") + list("ةيبرعلا") + list(" embedded, 12%.")
    assert logical(seen, rtl=False) == "A line with العربية embedded, 12%."


@pytest.mark.parametrize(
    "text",
    [
        "(أ) الآليات الوطنية؛ (ب) لا مسؤولية إلا بنص؛",
        "عبر الوطنية(٣) هي أداة (انظر A/RES/73/154) بشأن",
        "[دون الإحالة إلى لجنة (A/64/L.64)]",
        "الملوحة (Salinity Index (SI)) الذي",
        "1) الأول 2) الثاني",
        "إضافة «دون تمييز» إلى {تقدير أولي}؛",
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_brackets_are_settled_by_their_neighbours(text: str, turned: bool) -> None:
    table = str.maketrans("()[]{}«»", ")(][}{»«")
    given = text.translate(table) if turned else text
    known: Counter[tuple[str, bool, bool]] = Counter()
    if text.startswith("1)") and turned:
        known.update({("(", True, False): 20, ("(", False, False): 20})
    assert settle(given, known) == text
