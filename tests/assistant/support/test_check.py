"""Whether a statement is carried by what it cites."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers import Question
from assistant.extractive import answer
from assistant.support.check import check
from assistant.support.values import Cited
from eval.runs.lines import Place
from eval.scores.cited import cite_from
from index.store import open_index

AR = Cited(
    "4 - يقرر أن تفتح كل بلدية 165 مكتبة عامة بحلول 30 حزيران/يونيه 2024، وأن تخصص لها"
    " 1 250 000 دولار، وفقا للفقرة 9 من القرار 2018/6؛",
    "ar",
    "CB/RES/2022/3",
    "4",
    "القرار CB/RES/2022/3، الفقرة 4 من المنطوق",
)
EN = Cited(
    "4. Decides that every municipality shall open 165 public libraries by 30 June 2024 and shall"
    " allocate $1,250,000 to them, in accordance with paragraph 9 of resolution 2018/6;",
    "en",
    "CB/RES/2022/3",
    "4",
    "CB/RES/2022/3, op. para. 4",
)
TRUE = [
    "Every municipality shall open 165 public libraries by June 2024 [1].",
    "In paragraph 4 of resolution 2022/3 the Council decided that each municipality open one hundred"
    " and sixty-five libraries.",
    "CB/RES/2022/3, op. para. 4: municipalities allocate $1.25 million to libraries [1]",
    "تفتح كل بلدية مائة وخمسا وستين مكتبة عامة قبل نهاية يونيو 2024، بحسب الفقرة 4 من القرار 2022/3 [1].",
    "تخصص كل بلدية ١٫٢٥ مليون دولار لمكتبات عامة وفقا للفقرة 9 من القرار 2018/6.",
]


@pytest.mark.parametrize("cited", [AR, EN], ids=["ar", "en"])
@pytest.mark.parametrize("statement", TRUE)
def test_true_statements_are_supported_in_either_language(statement: str, cited: Cited) -> None:
    judgement = check(statement, [cited])
    assert (judgement.support, judgement.reasons) == ("supported", ())
    assert all(item.held for item in judgement.items)


@pytest.mark.parametrize("cited", [AR, EN], ids=["ar", "en"])
@pytest.mark.parametrize(
    ("statement", "kind", "said"),
    [
        ("Every municipality shall open 156 public libraries.", "number", "156"),
        ("تفتح كل بلدية ١٦٤ مكتبة عامة.", "number", "١٦٤"),
        ("Municipalities open public libraries by 30 July 2024.", "date", "30 July 2024"),
        ("تفتح كل بلدية مكتبات عامة بحلول 30 حزيران/يونيه 2025.", "date", "30 حزيران/يونيه 2025"),
        (
            "Resolution 2021/4 says that every municipality shall open libraries.",
            "symbol",
            "2021/4",
        ),
        (
            "Paragraph 5 of resolution 2022/3 says that municipalities open libraries.",
            "reference",
            "5",
        ),
        ("تنص الفقرة 3 على أن تفتح كل بلدية مكتبات عامة.", "reference", "الفقرة 3"),
        ("Municipalities «shall close 165 public libraries».", "quote", "shall close"),
    ],
)
def test_what_is_not_there_is_refused_and_named(
    statement: str, kind: str, said: str, cited: Cited
) -> None:
    judgement = check(statement, [cited])
    assert judgement.support == "unsupported"
    assert any(said in reason and reason.endswith(".") for reason in judgement.reasons)
    assert any(
        item.kind == kind and not item.held and said in item.text for item in judgement.items
    )


@pytest.mark.parametrize(
    ("statement", "paragraph"),
    [
        (
            "Directs the 1540 Committee to hold meetings.",
            "يوعز إلى لجنة القرار 1540 أن تعقد اجتماعات؛",
        ),
        (
            "يوعز إلى لجنة القرار 1540 أن تعقد اجتماعات.",
            "Directs the 1540 Committee to hold meetings;",
        ),
        (
            "يتصرف بموجب الفصل السابع من ميثاق الأمم المتحدة",
            "Acting under Chapter VII of the Charter of the United Nations,",
        ),
        ("a round table on 5−6 December 2018", "مائدة مستديرة يومي 5 و 6 كانون الأول/ديسمبر 2018"),
        ("the 28th meeting", "الاجتماع الثامن والعشرين"),
        ("في أثناء الاجتماع", "during the meeting"),
        ("support to Somalia post-2021", "تقديم الدعم إلى الصومال بعد عام 2021"),
    ],
)
def test_what_official_translations_write_in_other_ways_is_there(
    statement: str, paragraph: str
) -> None:
    items = check(statement, [Cited(paragraph)]).items
    assert all(item.held for item in items), items


@pytest.mark.parametrize(
    ("statement", "paragraph", "refused"),
    [
        ("Elections in Haiti are supported.", "يدعم الانتخابات في مالي؛", True),
        ("تدعم الانتخابات في هايتي.", "Supports the elections in Mali;", True),
        ("Elections in Haiti are supported.", "Supports elections in the country;", False),
        ("Elections in Mali are supported.", "يدعم الانتخابات في مالي؛", False),
    ],
)
def test_another_state_than_the_paragraph_names_is_refused(
    statement: str, paragraph: str, refused: bool
) -> None:
    judgement = check(statement, [Cited(paragraph)])
    said = any("names" in reason or "تذكر الفقرة" in reason for reason in judgement.reasons)
    assert said is refused


def test_without_a_citation_nothing_is_supported() -> None:
    assert check(TRUE[0], []).support == "unsupported"
    assert check(" [1] ", [EN]).support == "unsupported"


def test_several_paragraphs_carry_a_statement_together() -> None:
    other = replace(EN, text="5. Invites donors to give 40 buses.", number="5", label="op. para. 5")
    statement = "Municipalities open 165 libraries, and donors are invited to give 40 buses."
    assert check(statement, [EN, other]).support == "supported"
    assert check(statement, [EN]).support == "unsupported"


def test_the_official_version_carries_as_well() -> None:
    both = replace(AR, others=(EN.text,))
    statement = "The Council decides that “every municipality shall open 165 public libraries”."
    assert check(statement, [both]).support == "supported"
    assert check(statement, [AR]).support == "unsupported"


def test_a_quotation_in_another_spelling_is_told_apart() -> None:
    judgement = check("يقرر «أن تَفتح كل بلدية ١٦٥ مكتبة عامة».", [AR])
    assert judgement.support == "supported"
    assert [item.normalised for item in judgement.items if item.kind == "quote"] == [True]


def test_words_on_another_matter_are_not_supported() -> None:
    for statement in (
        "Fishing boats pay harbour fees every winter.",
        "تدفع السفن رسوما شتوية للميناء.",
    ):
        for cited in (AR, EN):
            assert check(statement, [cited]).support != "supported"


@pytest.mark.parametrize("cited", [AR, EN], ids=["ar", "en"])
def test_denials_and_weaker_verbs_are_not_carried(cited: Cited) -> None:
    for statement in (
        "Municipalities shall not open public libraries.",
        "لا تفتح البلديات مكتبات عامة.",
        "The Council encourages every municipality to open public libraries.",
        "يشجع المجلس كل بلدية على فتح مكتبات عامة.",
    ):
        assert check(statement, [cited]).support == "unsupported", statement


@given(st.data())
def test_any_digit_changed_makes_a_statement_unsupported(data: st.DataObject) -> None:
    statement = "Municipalities open 165 libraries by 30 June 2024 and spend $1,250,000 on them."
    places = [m.start() for m in re.finditer(r"\d", statement)]
    at = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from("123456789"))
    changed = statement[:at] + digit + statement[at + 1 :]
    for cited in (AR, EN):
        expected = "supported" if changed == statement else "unsupported"
        assert check(changed, [cited]).support == expected, changed


@given(st.text(max_size=120), st.text(max_size=120))
def test_no_text_is_too_strange(statement: str, paragraph: str) -> None:
    assert check(statement, [Cited(paragraph)]).support in ("supported", "partly", "unsupported")


QUESTIONS = [
    "What does paragraph 3 of resolution RCW/RES/2022/3 say?",
    "ماذا تقول الفقرة 7 من القرار 2021/4؟",
    "ما درجات الإنذار الموحدة التي تستعملها الدول الأعضاء؟",
    "How is the brine of desalination plants discharged?",
    "What does paragraph 12 of the annex to resolution 2023/2 say?",
    "ما الميزانية المعتمدة لفترة السنتين ٢٠٢٥-٢٠٢٦؟",
    "Which ports shall provide reception facilities?",
]


def test_extractive_answers_are_carried_by_what_they_cite(sample) -> None:  # type: ignore[no-untyped-def]
    index = open_index(sample)
    cite = cite_from(index)
    statements = 0
    for question in QUESTIONS:
        given_answer = answer(index, Question(question))
        for claim in given_answer.claims:
            found = [given_answer.citations[place].found for place in claim.citations]
            cited = [cite(Place(each.document.name, each.spans)) for each in found]
            judgement = check(claim.text, [each for each in cited if each])
            assert judgement.support == "supported", (claim.text, judgement.reasons)
            statements += 1
    assert statements >= 7


def test_an_answer_of_eight_sentences_takes_little_time() -> None:
    check(TRUE[0], [AR, EN])  # tables are read once
    began = time.perf_counter()
    for statement in (TRUE * 2)[:8]:
        check(statement, [AR, EN])
    assert time.perf_counter() - began < 1.0, "150 ms on an idle machine"
