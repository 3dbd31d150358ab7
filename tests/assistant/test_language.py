"""Which language is asked and answered."""

from __future__ import annotations

import subprocess
import sys

import pytest

from assistant.language import answer_language, asked_language


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("ما هو UNODC؟", "ar"),
        ("ماذا تقول S/RES/2650 (2022)؟", "ar"),
        ("ما معنى due diligence؟", "ar"),
        ("شو مضمون القرار https://undocs.org/en/S/RES/2650 ؟", "ar"),
        ("ترجم «all Member States shall take the necessary measures»", "ar"),
        ("What does UNIFIL do?", "en"),
        ("What does «العناية الواجبة» mean?", "en"),
        ("What does العناية الواجبة mean?", "en"),
        ("OP4 of SCR 1325", "en"),
        ("S/RES/1540, OP 3 (c)", "en"),
        ("res 1540 para 8?", "en"),
        ("mandate?", "en"),
        ("الفقرة 8 من S/RES/1540", "ar"),
        ("«يقرر أن يبقي المسألة قيد نظره»", "ar"),
    ],
)
def test_letters_and_question_words_decide(question: str, language: str) -> None:
    assert asked_language(question) == language


def test_a_question_without_words_is_in_the_language_of_the_history() -> None:
    assert asked_language("S/RES/2650?", ["What is UNIFIL?", "A force in Lebanon."]) == "en"
    assert asked_language("UNODC 2019?", ["ما هو المكتب؟"]) == "ar"
    assert asked_language("12 ?") == "ar"
    assert asked_language("") == "ar"


def test_the_newest_turn_that_shows_a_language_counts() -> None:
    assert asked_language("2650?", ["what is it", "هو قرار", "S/RES/2650"]) == "ar"


def test_a_tie_is_broken_the_same_way_each_time() -> None:
    mixed = "sanctions committee الجزاءات واللجنة"
    assert len({asked_language(mixed) for _ in range(5)}) == 1


def test_a_requested_language_is_used() -> None:
    assert answer_language("What is UNIFIL?", "ar") == "ar"
    assert answer_language("What is UNIFIL?", None) == "en"


def test_langdetect_is_not_loaded_for_plain_questions() -> None:
    code = (
        "import sys; from assistant.language import asked_language; asked_language('ما هو UNODC؟');"
        " sys.exit('langdetect' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
