"""References are looked up in the documents, and what is missing is said."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.locators import (
    Resolution,
    find_locators,
    matching,
    missing_sentence,
    parse_symbol,
    resolve,
)
from index.values import Document
from tests.assistant.locator_documents import (
    ALL,
    ASSEMBLY,
    COUNCIL,
    COUNCIL_EN,
    DRAFT,
    ECOSOC,
    PAPER,
    Outline,
    ask,
    document,
    labels,
)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("resolution 2650", [COUNCIL]),
        ("S/RES/2650 (2022)", [COUNCIL]),
        ("resolution 2650 (2021)", []),
        ("GA resolution 2650", []),
        ("القرار ٢٩٣/٦٤", [ASSEMBLY]),
        ("resolution 64/293", [ASSEMBLY]),
        ("القرار ٢٠/٢٠١٩", [ECOSOC]),
        ("A/CONF.234/11", [PAPER]),
        ("E/CN.15/2018/L.6/Rev.1", [DRAFT]),
        ("E/CN.15/2018/L.6", []),
        ("L.6/Rev.1", [DRAFT]),
        ("paper.txt", [PAPER]),
    ],
)
def test_documents_are_matched_by_the_parts_of_their_symbol(
    asked: str, found: list[Document]
) -> None:
    (locator,) = find_locators(asked)
    assert locator.document is not None
    assert matching(locator.document, ALL) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("decision 2024/1, paragraph 9", ["decision"]),
        ("نص الفقرة 9 من المقرر 2024/1", ["decision"]),
        ("الفقرة 2 من مقرره ٢٠٢٤/١", ["decision"]),
        ("RCW/DEC/2024/1", ["decision"]),
        ("resolution 2024/1", ["resolution"]),
        ("القرار 2024/1", ["resolution"]),
        ("2024/1", ["decision", "resolution"]),
    ],
)
def test_decisions_are_numbered_apart_from_resolutions(asked: str, found: list[str]) -> None:
    both = (document("decision", "RCW/DEC/2024/1"), document("resolution", "RCW/RES/2024/1"))
    (locator,) = find_locators(asked)
    assert locator.document is not None
    assert [one.name for one in matching(locator.document, both)] == found


def test_a_rapporteur_is_no_decision() -> None:
    assert find_locators("ماذا قال المقرر الخاص في 14 توصية؟") == ()


def test_a_missing_paragraph_of_a_decision_is_said() -> None:
    documents = [document("d", "RCW/DEC/2024/1")]
    found = resolve(find_locators("paragraph 40 of decision 2024/1"), documents, lambda name: ())
    assert "RCW/DEC/2024/1" in missing_sentence(found.missing[0], "en")
    asked = find_locators("الفقرة 3 من المقرر 2019/7")
    assert "المقرر 2019/7" in missing_sentence(
        resolve(asked, documents, lambda name: ()).missing[0], "ar"
    )


def test_the_written_order_of_a_number_comes_before_the_turned_one() -> None:
    both = (document("a", "A/RES/64/73"), document("b", "A/RES/73/64"))
    assert [one.name for one in matching(parse_symbol("A/RES/73/64"), both)] == ["b"]


def test_language_twins_both_match() -> None:
    resolution = ask("الفقرة 3 من القرار 2650", (COUNCIL, COUNCIL_EN))
    assert resolution.documents == (COUNCIL.name, COUNCIL_EN.name)
    assert [one.document.language for one in resolution.found] == ["ar", "en"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("الفقرة 7 من القرار 2650", ["S/RES/2650 (2022), op. para. 7"]),
        ("الفقرة 12 من القرار 2650", ["S/RES/2650 (2022), annex, para. 12"]),
        ("annex, paragraph 3 of S/RES/2650", ["S/RES/2650 (2022), annex, para. 3"]),
        ("paragraph 30 of A/CONF.234/11", ["A/CONF.234/11, para. 30"]),
        ("S/RES/2650 op 5 (b)", ["S/RES/2650 (2022), op. para. 5 (b)"]),
        ("الفقرة 5 (أ) ’2‘ من القرار 2650", ["S/RES/2650 (2022), op. para. 5 (a) (ii)"]),
        (
            "subparagraph (ii) of paragraph 5 of S/RES/2650",
            ["S/RES/2650 (2022), op. para. 5 (a) (ii)"],
        ),
        (
            "the last preambular paragraph of S/RES/2650",
            ["S/RES/2650 (2022), 3rd preambular para."],
        ),
        ("the second paragraph of S/RES/2650", ["S/RES/2650 (2022), op. para. 2"]),
        ("footnote 4 of S/RES/2650", ["S/RES/2650 (2022), footnote 4"]),
    ],
)
def test_a_locator_leads_to_its_paragraph(question: str, expected: list[str]) -> None:
    resolution = ask(question)
    assert labels(resolution) == expected
    assert not resolution.missing


def test_the_points_of_a_named_paragraph_come_with_it_flagged() -> None:
    resolution = ask("S/RES/2650 OP 5")
    flagged = [
        (one.paragraph.path, place in resolution.inside)
        for place, one in enumerate(resolution.found)
    ]
    assert flagged == [
        (("5",), False),
        (("5", "أ"), True),
        (("5", "أ", "1"), True),
        (("5", "أ", "2"), True),
        (("5", "ب"), True),
    ]


def test_a_misprinted_number_is_found_by_its_neighbours() -> None:
    outline = Outline()
    for number in ("14", "15", "61", "17"):
        outline.add("operative", number)
    found = resolve(
        find_locators("S/RES/2650 OP 16"), [COUNCIL], lambda _: outline.paragraphs
    ).found
    assert [one.paragraph.number for one in found] == ["61"]


def test_the_only_operative_paragraph_is_paragraph_1() -> None:
    outline = Outline()
    outline.add("operative")
    located = find_locators("S/RES/2650 OP 1")
    assert resolve(located, [COUNCIL], lambda _: outline.paragraphs).found
    assert not resolve(
        find_locators("S/RES/2650 OP 2"), [COUNCIL], lambda _: outline.paragraphs
    ).found


def test_without_a_document_only_a_single_one_in_scope_is_used() -> None:
    assert labels(ask("الفقرة 3", scope=[COUNCIL.name])) == ["S/RES/2650 (2022), op. para. 3"]
    several = ask("الفقرة 3", scope=[COUNCIL.name, ASSEMBLY.name])
    assert several == Resolution()
    assert ask("الفقرة 3") == Resolution()
    assert len(ask("paragraph 3", (COUNCIL, COUNCIL_EN)).found) == 2


@pytest.mark.parametrize(
    ("question", "english", "arabic"),
    [
        (
            "S/RES/2650 OP 40",
            "S/RES/2650 (2022) has 7 operative paragraphs; there is no paragraph 40.",
            "القرار 2650 (2022) يضم 7 فقرات في المنطوق؛ ولا توجد فيه الفقرة 40.",
        ),
        (
            "PP30 of S/RES/2650",
            "S/RES/2650 (2022) has 3 preambular paragraphs; there is no 30th preambular paragraph.",
            "القرار 2650 (2022) يضم 3 فقرات في الديباجة؛ ولا توجد فيه الفقرة الثلاثون.",
        ),
        (
            "paragraph 99 of A/CONF.234/11",
            "A/CONF.234/11 has 30 numbered paragraphs; there is no paragraph 99.",
            "الوثيقة A/CONF.234/11 تضم 30 فقرة؛ ولا توجد فيها الفقرة 99.",
        ),
        (
            "S/RES/2650 annex para 13",
            "The annex to S/RES/2650 (2022) has 12 numbered paragraphs; there is no paragraph 13.",
            "مرفق القرار 2650 (2022) يضم 12 فقرة؛ ولا توجد فيه الفقرة 13.",
        ),
        (
            "S/RES/2650 OP 5 (h)",
            "Paragraph 5 of S/RES/2650 (2022) has 2 sub-paragraphs; there is no (h).",
            "الفقرة 5 من القرار 2650 (2022) تضم فقرتين فرعيتين؛ ولا توجد فيها الفقرة الفرعية (ح).",
        ),
        (
            "OP 3 of resolution 2998 (2023)",
            "Resolution 2998 (2023) is not among the indexed documents.",
            "القرار 2998 (2023) ليس من الوثائق المفهرسة.",
        ),
        (
            "footnote 9 of S/RES/2650",
            "S/RES/2650 (2022) has 1 footnote; there is no footnote 9.",
            "القرار 2650 (2022) يضم حاشية واحدة؛ ولا توجد فيه الحاشية 9.",
        ),
        (
            "PP3 of A/CONF.234/11",
            "A/CONF.234/11 has no preambular paragraphs.",
            "الوثيقة A/CONF.234/11 لا تضم أي فقرة في الديباجة.",
        ),
        (
            "the penultimate footnote paragraph 4 of E/CN.4/2001/2",
            "E/CN.4/2001/2 is not among the indexed documents.",
            "الوثيقة E/CN.4/2001/2 ليست من الوثائق المفهرسة.",
        ),
    ],
)
def test_what_is_missing_is_said_in_one_sentence(question: str, english: str, arabic: str) -> None:
    (missing,) = ask(question).missing
    assert missing_sentence(missing, "en") == english
    assert missing_sentence(missing, "ar") == arabic


def test_only_numbered_paragraphs_are_counted_where_one_is_missing() -> None:
    outline = Outline()
    for number in (None, "1", "2"):
        outline.add("paragraph", number, "annex")
    for number in ("*", "1"):
        outline.add("footnote", number)
    for question, said in (
        ("S/RES/2650 annex para 3", "has 2 numbered paragraphs; there is no paragraph 3."),
        ("footnote 2 of S/RES/2650", "has 1 footnote; there is no footnote 2."),
    ):
        (missing,) = resolve(
            find_locators(question), [COUNCIL], lambda _: outline.paragraphs
        ).missing
        assert missing_sentence(missing, "en").endswith(said)


def test_a_gap_in_the_numbers_is_told_from_a_number_too_high() -> None:
    outline = Outline()
    for number in ("13", "14", "17", "18"):
        outline.add("operative", number)
    (missing,) = resolve(
        find_locators("S/RES/2650 OP 15"), [COUNCIL], lambda _: outline.paragraphs
    ).missing
    assert missing_sentence(missing, "en") == (
        "S/RES/2650 (2022) as indexed has no paragraph 15, although its operative paragraphs"
        " go up to number 18."
    )
    assert "مع أن الترقيم يصل إلى 18" in missing_sentence(missing, "ar")


def test_a_number_that_may_be_no_document_is_not_called_missing() -> None:
    assert ask("what is 75/100 about?") == Resolution()


@given(st.text(alphabet="الفقرة٧ 2650paragraphOP()fnلاastؤشيه123", max_size=40))
@settings(max_examples=200, deadline=None)
def test_every_missing_paragraph_can_be_said(question: str) -> None:
    for missing in ask(f"S/RES/2650 {question}").missing:
        for language in ("ar", "en"):
            assert missing_sentence(missing, language).endswith(".")
