"""Which type of thing a question asks for, and which paragraphs hold one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.asked_type import AskedType, asked_type, holds


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What share of the budget goes to training?", "percent"),
        ("ما نسبة الدول التي قدمت تقاريرها؟", "percent"),
        ("كم نسبة المشاركين من النساء؟", "percent"),
        ("How long does the mandate last?", "duration"),
        ("How many days do States have to reply?", "duration"),
        ("ما المدة التي منحت للفريق؟", "duration"),
        ("What minimum prison term is recommended?", "prison"),
        ("كم سنة سجن يواجه المهربون؟", "prison"),
        ("What salary does the director receive?", "money"),
        ("How much money was pledged?", "money"),
        ("ما قيمة المبلغ المطلوب؟", "money"),
        ("When was the fund set up?", "date"),
        ("في أي عام أنشئ الصندوق؟", "date"),
        ("وما الموعد النهائي؟", "date"),
        ("How many members does the board have?", "count"),
        ("كم عضوا في المجلس؟", "count"),
        ("ما عدد أعضاء المجلس؟", "count"),
        ("Which four countries tabled the draft?", "country"),
        ("ما الدول التي قدمت المشروع؟", "country"),
        ("ما اسم رئيس اللجنة؟", "person"),
        ("Who is the head of the mission?", "person"),
        ("Who chairs the steering committee?", "person"),
        ("Who commands the force?", "person"),
        ("من يرأس الفريق التقني؟", "person"),
        ("من يقود القوة؟", "person"),
        ("من مدير المرصد؟", "person"),
        ("من رئيس اللجنة؟", "person"),
    ],
)
def test_the_type_is_read_off_the_words_behind_the_interrogative(
    question: str, expected: AskedType
) -> None:
    assert asked_type(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "What does the resolution say about the budget of the mission and its costs?",
        "When may a State refuse to cooperate?",
        "What are governments asked to do?",
        "ماذا يطلب من الدول الأعضاء؟",
        "لماذا يساور المجلس القلق؟",
        "ما اسم الصندوق؟",
        "Who is responsible for training?",
        "حماية الآبار",
        "",
    ],
)
def test_other_questions_have_no_type(question: str) -> None:
    assert asked_type(question) is None


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("date", "يقرر تمديد الولاية حتى 31 آذار/مارس 2022؛", True),
        ("date", "7 - يقرر حماية الآبار وفقا للفقرة 4 من القرار 1325 (2000)؛", False),
        ("duration", "Requests a report within thirty days;", True),
        ("duration", "Requests a report on the wells;", False),
        ("prison", "Provides for imprisonment of at least two years;", True),
        ("prison", "Requests a report on prisons;", False),
        ("prison", "Requests a report within two years;", False),
        ("percent", "يشير إلى أن 12 في المائة من الآبار مغلقة؛", True),
        ("percent", "يشير إلى أن 12 بئرا مغلقة؛", False),
        ("percent", "Notes that half of the wells are closed;", True),
        ("money", "يخصص مبلغ 3 ملايين دولار للحماية؛", True),
        ("money", "يشير إلى 40 بئرا؛", False),
        ("count", "12. Notes the closure of 40 wells;", True),
        ("count", "12. Notes the closure of the wells (1) in 2019;", False),
        ("count", "يتألف الفريق من عضوين من كل ولاية؛", True),
        ("count", "يتألف الفريق من ممثلين للصيادين؛", False),
        ("money", "Decides that 5 per cent of the wells are closed;", False),
        ("country", "يرحب بعرض اليابان استضافة الدورة؛", True),
        ("country", "يرحب بعرض الاستضافة؛", False),
        ("person", "يرحب بتعيين السيدة سلمى رئيسة للفريق؛", True),
        ("person", "يرحب بتعيين رئيسة للفريق؛", False),
    ],
)
def test_a_paragraph_holds_a_type_or_not(asked: AskedType, text: str, expected: bool) -> None:
    assert holds(asked, text, "ar" if "يـ".strip("ـ") in text else "en") == expected


def test_a_state_that_the_question_names_is_no_answer() -> None:
    text = "يرحب بعرض اليابان استضافة الدورة؛"
    assert holds("country", text, "ar", "ما الدول التي شاركت؟")
    assert not holds("country", text, "ar", "ما الدول التي شاركت اليابان في العرض؟")


def test_a_share_is_a_sum_only_of_what_is_fixed_in_shares() -> None:
    text = "Decides that 5 per cent of the project is borne by the applicant;"
    assert holds("money", text, "en", "What overhead costs may be charged?")
    assert not holds("money", text, "en", "What salary does the director receive?")


def test_an_office_may_be_held_by_a_state() -> None:
    text = "يرحب بعرض اليابان تنظيم أعمال اللجنة؛"
    assert holds("person", text, "ar", "من يرأس اللجنة؟")
    assert not holds("person", text, "ar", "ما اسم رئيس اللجنة؟")
    assert holds("person", "The Group shall be chaired by its members in turn;", "en")


def test_metres_are_no_sum() -> None:
    assert not holds("money", "a wall of 30 m at the price of patience", "en")


@given(st.text(max_size=200), st.sampled_from(["date", "money", "count", "percent", "duration"]))
def test_any_text_can_be_asked_for_any_type(text: str, asked: AskedType) -> None:
    assert holds(asked, text, "ar") in (True, False)
    asked_type(text)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("How long may the message be?", None),
        ("How long must the breakwater be?", None),
        ("How long must the records be kept?", "duration"),
        ("How long is the term of the members?", "duration"),
    ],
)
def test_how_long_a_thing_may_be_asks_for_no_duration(question: str, asked: str | None) -> None:
    assert asked_type(question) == asked
