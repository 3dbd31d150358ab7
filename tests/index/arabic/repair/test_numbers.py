"""Numbers that stand reversed are turned where only one order makes sense, and only there."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.arabic.digits import european
from index.arabic.repair.numbers import read_numbers
from index.arabic.repair.spacing import marked, unstretched
from index.arabic.repair.values import Reading


def readings(*lines: str) -> list[Reading]:
    return [unstretched(marked(line, 0, len(line))) for line in lines]


def read(*lines: str) -> str:
    return "\n".join(reading.text.text for reading in read_numbers(readings(*lines)))


TURNED = [
    ("إذ تشير إلى قرارها ٢١٢/٧٥ المؤرخ ٢١ كانون الأول/ديسمبر ٢٠٢٠", "٧٥/٢١٢"),
    ("قرار الجمعية العامة 3/71 المؤرخ 19 أيلول/سبتمبر 2016", "71/3"),
    ("قرار الجمعية العامة 305/ 68، وقد نُفذ", "68/305"),
    ("قرار المجلس الاقتصادي والاجتماعي ١٤/٢٠١٧ المؤرخ ٧ حزيران/يونيه ٢٠١٧", "٢٠١٧/١٤"),
    ("قرار مجلس حقوق الإنسان 12/41 المؤرخ 12 تموز/يوليه 2019", "41/12"),
    ("قرار لجنة المخدرات ٥/٦٠ المؤرخ ١٧ آذار/مارس ٢٠١٧", "٦٠/٥"),
    ("انظر الوثيقة A/RES/305/68", "A/RES/68/305"),
    ("يبلغ عدد السكان 000 310 نسمة", "310 000"),
    ("نحو ٠٥٠ ٢ من المتطوعين", "٢ ٠٥٠"),
    ("بلغت التكاليف 000 045 12 دولار", "12 045 000"),
    ("تدريب 340 6 معلما في الأقاليم", "6 340"),
    ("بعد فحص 000 7 عينة", "7 000"),
    ("خطة العمل للفترة 2029-2024", "2024-2029"),
    ("انظر الفقرات ٤٥-٣٢ من التقرير", "٣٢-٤٥"),
    ("عقد في نيروبي، 22-17 نيسان/أبريل 2023", "17-22"),
]

KEPT = [
    "قرار الجمعية العامة 75/212 المؤرخ 21 كانون الأول/ديسمبر 2020",
    "قرار الجمعية العامة 61/66",
    "قرار الجمعية العامة 66/67 المؤرخ 9 كانون الأول/ديسمبر 2011",
    "قرار المجلس الاقتصادي والاجتماعي 2017/14 المؤرخ 7 حزيران/يونيه 2017",
    "قرار مجلس حقوق الإنسان 41/12 المؤرخ 12 تموز/يوليه 2019",
    "القانون رقم 28/2023 والأمر رقم 038/21",
    "قرار مجلس الوزراء 12/2019",
    "قراري مجلس الأمن 1267/1988",
    "التقرير 5/2021",
    "العام الدراسي 2020/2021",
    "بحلول 31/12/2023",
    "الوثيقة A/CONF.234/11 والوثيقة A/77/305/Add.1",
    "يبلغ عدد السكان 14 626 نسمة",
    "المبلغ 3 640 000 دولار",
    "نسخة 640 305 من السجل",
    "القرار 242 22 تشرين الثاني/نوفمبر 1967",
    "في الفقرة 120 3 أسطر",
    "وفقا للقرار 242 5 فقرات",
    "وعددهم 250 3 آذار/مارس",
    "الباب 120 14 5",
    "الفقرات 32-45 والبنود 3-2 و 3-4",
    "الغاية 16-2 من أهداف التنمية",
    "الفترة 2024-2029",
    "17-22 نيسان/أبريل 2023",
    "الهاتف 555-120",
    "هاتف: 022 123 45",
]


@pytest.mark.parametrize(("line", "number"), TURNED)
def test_a_number_that_makes_sense_in_one_order_only_is_turned(line: str, number: str) -> None:
    assert number in read(line)


@pytest.mark.parametrize("line", KEPT)
def test_a_number_that_is_right_or_open_stays(line: str) -> None:
    assert read(line) == line


def test_the_title_of_a_council_resolution_bears_the_year_first() -> None:
    lines = ("قرار اتخذه المجلس الاقتصادي والاجتماعي", "٩/٢٠١٥ - حماية السواحل")
    assert read(*lines).endswith("٢٠١٥/٩ - حماية السواحل")
    assert read(lines[1]) == lines[1]


def test_an_open_number_follows_the_certain_ones_of_its_document() -> None:
    certain = [line for line, _ in TURNED[:3]]
    upright = KEPT[0]
    still_open = "قرار الجمعية العامة 61/66"
    assert "66/61" in read(*certain, still_open)
    assert "61/66" in read(*certain, upright, still_open)


def test_a_turned_number_is_marked_and_maps_to_where_it_stood() -> None:
    line = "بلغ عددهم 000 310 نسمة"
    (reading,) = read_numbers(readings(line))
    (repair,) = reading.repairs
    assert repair.kind == "number"
    assert repair.confidence >= 0.9
    assert reading.text.text[repair.start : repair.end] == "310 000"
    for at in range(repair.start, repair.end):
        start, end = reading.text.source_range(at, at + 1)
        assert line[start:end] == "000 310"


def test_text_around_a_turned_number_keeps_its_place() -> None:
    line = "قرار الجمعية العامة 305/ 68، وقد نُفذ"
    (reading,) = read_numbers(readings(line))
    at = reading.text.text.index("وقد")
    start, end = reading.text.source_range(at, at + 3)
    assert line[start:end] == "وقد"


_PIECES = st.one_of(
    st.sampled_from(
        "قرارها الجمعية العامة المؤرخ المجلس الاقتصادي والاجتماعي للفترة الفقرات آذار/مارس - / ) ( ،".split()
    ),
    st.from_regex(r"[0-9٠-٩]{1,4}( ?[/\- –] ?[0-9٠-٩۰-۹]{1,4}){0,3}", fullmatch=True),
    st.text(max_size=5),
)
_LINES = st.lists(st.lists(_PIECES, max_size=9).map(" ".join), max_size=5)


@settings(max_examples=150, deadline=None)
@given(_LINES)
def test_no_digit_is_lost_or_made(lines: list[str]) -> None:
    for before, after in zip(readings(*lines), read_numbers(readings(*lines)), strict=True):
        old, new = european(before.text.text), european(after.text.text)
        assert Counter(re.findall("[0-9]", old)) == Counter(re.findall("[0-9]", new))


@settings(max_examples=150, deadline=None)
@given(_LINES)
def test_reading_twice_turns_nothing_back(lines: list[str]) -> None:
    once = read_numbers(readings(*lines))
    twice = read_numbers(once)
    assert [r.text.text for r in twice] == [r.text.text for r in once]


@settings(max_examples=100, deadline=None)
@given(_LINES)
def test_every_character_keeps_its_way_back(lines: list[str]) -> None:
    for line, reading in zip(lines, read_numbers(readings(*lines)), strict=True):
        starts, ends = list(reading.text.starts), list(reading.text.ends)
        assert len(starts) == len(ends) == len(reading.text)
        assert starts == sorted(starts)
        assert all(0 <= s <= e <= len(line) for s, e in zip(starts, ends, strict=True))
