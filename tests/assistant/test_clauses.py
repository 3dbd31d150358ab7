"""What is a clause that a drafter pastes, and which words of the question are it."""

from __future__ import annotations

import pytest

from assistant.clauses import pasted_clause

CLAUSE = "Requests the Secretariat to publish the water levels of all shared wells twice a year"
ARABIC = "يطلب إلى الأمانة أن تنشر مناسيب المياه في جميع الآبار المشتركة مرتين في السنة على الأقل"


@pytest.mark.parametrize("clause", [CLAUSE, ARABIC, f"{CLAUSE}; and invites States to help"])
def test_a_paragraph_alone_is_a_clause(clause: str) -> None:
    assert pasted_clause(clause) == clause


@pytest.mark.parametrize("number", ["7. ", "(a) ", "12 - ", "٧ - "])
def test_a_paragraph_may_be_pasted_with_its_number(number: str) -> None:
    assert pasted_clause(number + CLAUSE) == number + CLAUSE


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        (f'Is there agreed language like "{CLAUSE}"?', CLAUSE),
        (f"I am drafting: “{CLAUSE}.” What is the nearest precedent?", f"{CLAUSE}."),
        (f"What is the agreed language for this clause? {CLAUSE};", f"{CLAUSE};"),
        (f"Is there a precedent for: 4. {CLAUSE}", f"4. {CLAUSE}"),
        (f"{CLAUSE}. Has similar language been adopted?", CLAUSE),
        (f"ما أقرب صيغة متفق عليها؟ {ARABIC}", ARABIC),
        (f"أين أجد صيغة متفقاً عليها قريبة من «{ARABIC}»؟", ARABIC),
        (f'هل من سابقة لهذا النص الإنكليزي: "{CLAUSE}"؟', CLAUSE),
    ],
)
def test_the_quotation_is_the_clause_where_language_near_to_it_is_asked_for(
    question: str, clause: str
) -> None:
    assert pasted_clause(question) == clause


@pytest.mark.parametrize(
    "question",
    [
        "How often are water levels published?",
        "كم مرة تنشر مناسيب المياه؟",
        'What does the paper mean by "return brine"?',
        f'Who said "{CLAUSE}"?',
        'Does the report "Desalination of sea water and its effects on the coast" mention wells in its text?',
        f"Please give me paragraph 2 of RCW/RES/2022/3, {'with the page and the file, ' * 9}",
        "Which draft text: the one on ports or the one on wells, asks States to pay?",
        "In the plan of action, which paragraph asks for training? Is there similar language elsewhere?",
        f'Compare the drafts "{CLAUSE}" and "{ARABIC}", please?',
        "",
    ],
)
def test_questions_are_no_clauses(question: str) -> None:
    assert pasted_clause(question) is None
