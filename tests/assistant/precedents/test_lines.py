"""What is said of a precedent in one line."""

from __future__ import annotations

import pytest

from assistant.precedents.finding import Precedent, precedents
from assistant.precedents.lines import found_line, strength_line, use_line
from index.store import Index, open_index
from tests.assistant.precedents.lines_of_use import PLAIN, two_lines


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return open_index(two_lines(tmp_path_factory.mktemp("lines")))


def beside(index: Index, clause: str, text: str = PLAIN) -> Precedent:
    return precedents(index, clause, 1)[0]


def test_only_what_makes_a_clause_weaker_is_said_to(index: Index) -> None:
    clause = PLAIN.replace("Requests", "Strongly encourages")
    line = strength_line(beside(index, clause), "en")
    assert line is not None
    assert "encourages" in line
    assert "Strongly" not in line
    against = beside(index, clause).against
    assert against is not None
    assert {reason.makes for reason in against.reasons} == {"weaker", "stronger"}


def test_an_arabic_line_has_no_english_words_or_signs_of_ours(index: Index) -> None:
    recital = beside(index, PLAIN.replace("Requests", "Requesting"))
    assert recital.against is not None
    line = strength_line(recital, "ar")
    assert line is not None
    assert "الديباجة" in line
    assert "preambular" not in line
    assert "→" not in line
    assert "; " not in line
    assert "operative part → preamble" in (strength_line(recital, "en") or "")


def test_the_line_of_use_says_of_which_documents(index: Index) -> None:
    family = beside(index, PLAIN).family
    assert "of the indexed documents" in (use_line(index, family, "en") or "")
    assert "المفهرسة" in (use_line(index, family, "ar") or "")


def test_nothing_as_strong_as_asked_is_not_new_language(index: Index) -> None:
    assert found_line(precedents(index, PLAIN, 3), "en") is None
    none = found_line(precedents(index, PLAIN, 3, speaking="stronger")[:0], "en", "stronger")
    assert none == "No precedent near to the clause is stronger than it."
    assert "أقوى" in (found_line([], "ar", "stronger") or "")
    assert "New language" in (found_line([], "en") or "")
