"""UN terms both ways, and the verbs that lead paragraphs."""

from __future__ import annotations

import time

import pytest

from index.glossary import operative_verb, terms, terms_in, translate_terms


def test_rows_are_many_whole_and_without_doubles() -> None:
    rows = terms()
    assert len(rows) >= 350
    seen = [(row.kind, row.ar[0], row.en[0]) for row in rows]
    assert len(set(seen)) == len(seen)
    assert all(form == form.strip() and form for row in rows for form in (*row.ar, *row.en))
    assert sum(row.kind == "country" for row in rows) >= 193


def test_longest_term_wins_and_nothing_inside_it_is_repeated() -> None:
    assert translate_terms("mandate of the United Nations Interim Force in Lebanon", "en") == (
        "الولاية",
        "قوة الأمم المتحدة المؤقتة في لبنان",
        "القوة المؤقتة",
        "اليونيفيل",
        "يونيفيل",
    )


@pytest.mark.parametrize(
    "text",
    [
        "ولاية اليونيفيل",
        "باليونيفيل",
        "ولليونيفيل",
        "لقوة الأمم المتحدة المؤقتة في لبنان",
        "قُوَّة الأُمَم المتحدة المؤقّتة في لبنان",
    ],
)
def test_arabic_terms_are_found_behind_clitics_and_vowel_marks(text: str) -> None:
    assert "UNIFIL" in translate_terms(text, "ar")


def test_words_are_matched_whole() -> None:
    assert translate_terms("a chadless omanlike word", "en") == ()


def test_month_names_are_not_modal_verbs() -> None:
    assert "أيار/مايو" not in translate_terms("what may States do", "en")
    assert "أيار/مايو" in translate_terms("before May 2021", "en")
    assert "January" in translate_terms("قبل كانون الثاني/يناير", "ar")


def test_a_question_takes_under_a_millisecond_on_average() -> None:
    question = "Until what date was the arms embargo on South Sudan extended in May 2021?"
    translate_terms(question, "en")
    best = min(_seconds(question) for _ in range(20))
    assert best < 0.001


def _seconds(question: str) -> float:
    before = time.perf_counter()
    translate_terms(question, "en")
    return time.perf_counter() - before


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("تحث الدول الأعضاء على التعاون", ("تحث", "urges")),
        ("وإذ تلاحظ مع القلق أن الحالة", ("وإذ تلاحظ مع القلق", "noting with concern")),
        ("تُشجِّع الدول", ("تشجع", "encourages")),
        ("يقرر كذلك أن يمدد", ("يقرر كذلك", "also decides")),
        ("كما يطلب إلى الأمين العام", ("كما يطلب", "also requests")),
        ("وإدراكا منه لمسؤولياته", ("وإدراكا منه", "conscious of")),
        ("يحث بقوة جميع الأطراف", ("يحث بقوة", "strongly urges")),
        ("Strongly urges all parties", ("يحث بقوة", "strongly urges")),
        ("Emphasising the need", ("إذ يشدد", "emphasising")),
    ],
)
def test_leading_verb(text: str, verb: tuple[str, str]) -> None:
    assert operative_verb(text) == verb


@pytest.mark.parametrize("text", ["", "مكتب الأمم المتحدة", "The Committee met", "12"])
def test_no_leading_verb(text: str) -> None:
    assert operative_verb(text) is None


def test_the_terms_of_a_text_come_once_each_in_its_order() -> None:
    found = terms_in("Libya, sanctions and Libya", "en")
    assert [term.en[0] for term in found] == ["Libya", "sanctions"]
