"""Numbers however they are written."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.support.numbers import figure_values, find_numbers, holds
from index.arabic.normalise import fold_text

INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
UNITS = "one two three four five six seven eight nine".split()
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
ARABIC_UNITS = "واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة".split()
ARABIC_TENS = "عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون".split()
ARABIC_HUNDREDS = "مائة مائتان ثلاثمائة أربعمائة خمسمائة ستمائة سبعمائة ثمانمائة تسعمائة".split()


def english(n: int) -> str:
    """A number under a million in English words."""
    if n >= 1000:
        rest = f" {english(n % 1000)}" if n % 1000 else ""
        return f"{english(n // 1000)} thousand{rest}"
    if n >= 100:
        rest = f" and {english(n % 100)}" if n % 100 else ""
        return f"{UNITS[n // 100 - 1]} hundred{rest}"
    if n >= 20:
        return TENS[n // 10 - 2] + (f"-{UNITS[n % 10 - 1]}" if n % 10 else "")
    return TEENS[n - 10] if n >= 10 else UNITS[n - 1]


def arabic(n: int) -> str:
    """A number of two or three figures, not a teen, in Arabic words."""
    hundreds, rest = divmod(n, 100)
    tens, unit = divmod(rest, 10)
    words = [ARABIC_HUNDREDS[hundreds - 1]] if hundreds else []
    words += [ARABIC_UNITS[unit - 1]] if unit else []
    words += [ARABIC_TENS[tens - 2]] if tens >= 2 else []
    return " و".join(words)


def read(text: str) -> list[tuple[set[Fraction], bool]]:
    return [(set(n.values), n.percent) for n in find_numbers(fold_text(text)) if n.sure]


def held(statement: str, paragraph: str) -> bool:
    there = find_numbers(fold_text(paragraph))
    asked = [n for n in find_numbers(fold_text(statement)) if n.sure]
    return bool(asked) and all(holds(there, number) for number in asked)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("١ ٢٥٠ ٠٠٠ دولار", 1_250_000),
        ("$1,250,000", 1_250_000),
        ("1.25 million dollars", 1_250_000),
        ("1,25 مليون دولار", 1_250_000),
        ("3,4 ملايين نسمة", 3_400_000),
        ("3 ملايين و 400 ألف نسمة", 3_400_000),
        ("مليونان ونصف المليون", 2_500_000),
        ("two and a half million", 2_500_000),
        ("نصف مليون", 500_000),
        ("half a million", 500_000),
        ("مليوني متر مكعب", 2_000_000),
        ("5,2 بلايين", 5_200_000_000),
        ("5.2 مليار", 5_200_000_000),
        ("بتسعين يوما", 90),
        ("ثلاث وعشرون دولة", 23),
        ("خمسا وستين بئرا", 65),
        ("مائة وخمسون", 150),
        ("بإحدى عشرة ساعة", 11),
        ("ثمانية عشر شهرا", 18),
        ("في دورته الرابعة عشرة", 14),
        ("its fourteenth session", 14),
        ("the 14th session", 14),
        ("الموانئ الستة", 6),
        ("ألفان وثلاثمائة وخمسة وأربعون", 2345),
        ("000 50 دولار", 50_000),
    ],
)
def test_one_number_stands_for_all_its_writings(text: str, value: int) -> None:
    assert ({Fraction(value)}, False) in [
        (values & {Fraction(value)}, percent) for values, percent in read(text)
    ]
    assert len(read(text)) == 1


@pytest.mark.parametrize(
    ("statement", "paragraph"),
    [
        ("15%", "15 في المائة"),
        ("٢٫٥٪", "2.5 per cent"),
        ("half of them", "50 في المائة منهم"),
        ("between 6 and 9 per cent", "من 6 إلى 9 في المائة"),
        ("three quarters", "ثلاثة أرباع"),
        ("two thirds", "الثلثين"),
        ("two States", "دولتين"),
        ("بأغلبية 7 من أعضائه", "a majority of seven of its members"),
    ],
)
def test_shares_duals_and_lists_are_found_across_languages(statement: str, paragraph: str) -> None:
    assert held(statement, paragraph)


@pytest.mark.parametrize(
    ("statement", "paragraph"),
    [
        ("15 per cent", "15 wells"),
        ("5.2 million", "5,2 بلايين"),
        ("$700,000", "700 000 يورو"),
        ("خمسون", "خمسة عشر"),
        ("250 000", "1 250 000"),
        ("2 million", "2 wells and 3 pumps"),
    ],
)
def test_another_unit_scale_or_currency_is_another_number(statement: str, paragraph: str) -> None:
    assert not held(statement, paragraph)


@pytest.mark.parametrize(
    "text",
    [
        "G20 and PM2.5",
        "كمية المخلفات",
        "أول يوم أربعاء",
        "لست عضوا",
        "one of the members",
        "الفئة ألف",
    ],
)
def test_names_and_common_words_count_nothing(text: str) -> None:
    assert read(text) == []


def test_the_number_of_a_name_is_looked_up_too() -> None:
    assert held("COVID-19", "جائحة كوفيد-19")
    assert not held("COVID-18", "جائحة كوفيد-19")


def test_what_follows_a_number_without_and_is_another_one() -> None:
    found = read("up from 4.1 million ten years earlier")
    assert [values for values, _ in found] == [{Fraction(4_100_000)}, {Fraction(10)}]


@given(st.integers(20, 999_999))
def test_a_number_is_itself_in_every_writing(n: int) -> None:
    writings = [str(n), f"{n:,}", f"{n:,}".replace(",", " "), str(n).translate(INDIC)]
    writings += [f"{n:,}".replace(",", "٬").translate(INDIC), english(n)]
    if n < 1000 and not 10 <= n % 100 <= 19:
        writings.append(arabic(n))
    for statement in writings:
        for paragraph in writings:
            assert held(statement, paragraph), (statement, paragraph)


@given(st.integers(1_000, 9_999_999), st.integers(0, 6), st.integers(1, 9))
def test_a_number_with_one_digit_changed_is_another_number(n: int, place: int, by: int) -> None:
    digits = list(str(n))
    place %= len(digits)
    digits[place] = str((int(digits[place]) + by) % 10)
    other = "".join(digits)
    if other[0] != "0":
        assert not held(f"{int(other):,}", f"{n:,}".replace(",", " "))
        assert not held(other, english(n) if n < 1_000_000 else str(n))


@given(st.text(max_size=80))
def test_no_text_is_too_strange(text: str) -> None:
    folded = fold_text(text)
    for number in find_numbers(folded):
        assert 0 <= number.start < number.end <= len(folded)


@pytest.mark.parametrize(
    "text", ["4" * 5000, "1" + ",234" * 3000, "1." + "5" * 9000, "4" * 5000 + "th"]
)
def test_thousands_of_digits_in_a_row_are_no_number(text: str) -> None:
    assert figure_values(text.removesuffix("th")) == frozenset()
    assert all(not number.values for number in find_numbers(text))
