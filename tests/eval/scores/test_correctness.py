"""Whether an answer says what a right one says."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from eval.runs.lines import Line
from eval.scores.correctness import correctness_figures, states_answer
from eval.sets.questions import Asked, Nugget
from index.store import open_index

SET = Path(__file__).resolve().parents[3] / "eval" / "sample" / "sets" / "dev.jsonl"

NUGGETS = (
    Nugget("165 libraries for the public", vital=True, forms=("165 مكتبة عامة",)),
    Nugget("open by 30 June 2024", vital=True, forms=("تفتح قبل 30 حزيران/يونيه 2024",)),
    Nugget("the municipality appoints the librarians", vital=False),
)
ASKED = Asked(
    "q",
    "en",
    "number",
    "easy",
    "How many libraries?",
    answerable=True,
    nuggets=NUGGETS,
    answers={"en": ("165 libraries",), "ar": ("165 مكتبة",)},
)


def figures(answer: str, **changes: object) -> dict[str, float]:
    row, _ = correctness_figures(ASKED, Line("q", "en", answer=answer, **changes))  # type: ignore[arg-type]
    return row


def test_a_full_answer_states_everything() -> None:
    full = (
        "165 public libraries open by 30 June 2024; each municipality appoints its librarians. [1]"
    )
    assert figures(full) == {"accepted_answer": 1.0, "vital_nuggets": 1.0, "all_nuggets": 1.0}


def test_an_answer_in_the_other_language_is_as_good() -> None:
    row = figures("تفتح مائة وخمس وستون مكتبة عامة قبل ٣٠ يونيو ٢٠٢٤.")
    assert row["accepted_answer"] == 1.0
    assert row["vital_nuggets"] == 1.0


def test_a_wrong_number_loses_its_fact_and_the_note_names_it() -> None:
    row, notes = correctness_figures(
        ASKED, Line("q", "en", answer="156 public libraries open by 30 June 2024.")
    )
    assert row["accepted_answer"] == 0.0
    assert row["vital_nuggets"] == 0.5
    assert any("165 libraries for the public" in note for note in notes)
    assert not any("30 June" in note for note in notes)


@pytest.mark.parametrize("silent", [{"abstained": True}, {"error": "it failed"}])
def test_silence_on_an_answerable_question_states_nothing(silent: dict[str, object]) -> None:
    row = figures("165 libraries, says a paragraph that is shown but no answer", **silent)
    assert row == {"accepted_answer": 0.0, "vital_nuggets": 0.0, "all_nuggets": 0.0}


def test_unanswerable_questions_and_runs_without_answers_have_no_such_figures() -> None:
    unanswerable = Asked("q", "en", "unanswerable", "easy", "?", answerable=False, nuggets=NUGGETS)
    assert correctness_figures(unanswerable, Line("q", answer="165 libraries")) == ({}, ())
    assert correctness_figures(ASKED, Line("q", answered=False)) == ({}, ())
    bare = Asked("q", "en", "number", "easy", "?", answerable=True)
    assert correctness_figures(bare, Line("q", answer="165 libraries")) == ({}, ())


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("It costs ١ ٢٥٠ ٠٠٠ دولار.", "$1,250,000"),
        ("في ٣١ ديسمبر ٢٠٢٣", "31 كانون الأول/ديسمبر 2023"),
        ("on 31 December 2023", "٣١ كانون الأول ٢٠٢٣"),
        ("بنسبة ١٥٪ منها", "15 per cent"),
        ("fifteen percent", "15 في المائة"),
        ("It is held in Port Salam.", "Port Salam"),
        ("تعقد بميناء السلام في الصيف", "ميناء السلام"),
        ("تعقد بميناء السلام في الصيف", "مِيناء السلام"),
        ("Yes, it has.", "yes"),
        ("بين 58 و 70 غراما في اللتر", "58 to 70 grams per litre"),
    ],
)
def test_accepted_answers_are_found_in_any_writing(text: str, accepted: str) -> None:
    assert states_answer(text, accepted)


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("It costs 250 000 dollars.", "$1,250,000"),
        ("15 wells", "15 per cent"),
        ("It is held in Port Salaman.", "Port Salam"),
        ("in December 2023", "31 December 2023"),
        ("", "Port Salam"),
        ("40 wells, each 3 metres deep", "40 metres"),
        ("Not 15 per cent but 20 per cent.", "15 per cent"),
        ("It has no such rule; yes.", "yes"),
    ],
)
def test_another_answer_is_not_accepted(text: str, accepted: str) -> None:
    assert not states_answer(text, accepted)


def test_half_of_a_fact_counts_half_among_all_and_nothing_among_the_vital() -> None:
    asked = Asked(
        "q",
        "en",
        "lookup",
        "easy",
        "?",
        answerable=True,
        nuggets=(Nugget("fishers repair torn nets without paying harbour fees", vital=True),),
    )
    row, notes = correctness_figures(
        asked, Line("q", answer="The fishers repair their nets in the harbour.")
    )
    assert row == {"vital_nuggets": 0.0, "all_nuggets": 0.5}
    assert "in part" in notes[0]


def test_paragraphs_on_something_else_seldom_state_a_fact(sample: Path) -> None:
    """The facts of the development set against paragraphs that are not their evidence: what counts
    as stated there is a false find, or a paragraph that does say the same.
    """
    index = open_index(sample)
    paragraphs = [
        (name, each)
        for name in index.documents
        for each in index.outline(name)
        if len(each.clean.text) > 60
    ]
    chance = random.Random(5)
    tried = stated = 0
    for line in SET.read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        places = [e for s in (question["evidence"], *question["alternatives"]) for e in s]
        for name, each in chance.sample(paragraphs, 6):
            if any(
                p["doc"] == name and p["start"] < each.end and each.start < p["end"] for p in places
            ):
                continue
            answer = Line("q", answer=each.clean.text)
            for nugget in question["nuggets"] if question["answerable"] else ():
                fact = Nugget(nugget["text"], True, tuple(nugget.get("forms", ())))
                asked = replace(ASKED, nuggets=(fact,))
                tried += 1
                stated += correctness_figures(asked, answer)[0]["vital_nuggets"] == 1.0
    assert tried > 1000
    assert stated / tried < 0.01
