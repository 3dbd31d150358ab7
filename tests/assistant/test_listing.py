"""Questions for documents: which, how many, those that; complete, each with its paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answers import Answer, Question
from assistant.extractive import answer
from assistant.listing import asked_listing
from index.filters import Filter, years_of
from index.store import Index, open_index


@pytest.fixture(scope="module")
def index(sample: Path) -> Iterator[Index]:
    with open_index(sample) as opened:
        yield opened


def symbols(given: Answer) -> list[str | None]:
    return [citation.found.document.symbol for citation in given.citations]


AQUIFER = ["RCW/RES/2021/4", "RCW/RES/2022/3", "RCW/RES/2023/6"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which resolutions are about the Ghadir Aquifer?", AQUIFER),
        ("ما القرارات المتعلقة بطبقة الغدير الجوفية؟", AQUIFER),
        ("List the resolutions on the Ghadir Aquifer adopted since 2022.", AQUIFER[1:]),
        ("How many resolutions were adopted in 2022?", ["RCW/RES/2022/3", "RCW/RES/2022/8"]),
        ("كم قرارا اتخذ في عام ٢٠٢٢؟", ["RCW/RES/2022/3", "RCW/RES/2022/8"]),
        ("Which decisions were adopted since 2023?", ["RCW/DEC/2024/1"]),
        ("Which documents mention desalination?", ["RCW/SEC/2023/BP.3", "RCW/2024/L.5/Rev.1"]),
        ("ما الوثائق التي تذكر تحلية مياه البحر؟", ["RCW/SEC/2023/BP.3", "RCW/2024/L.5/Rev.1"]),
        (
            "Which resolutions request the Executive Secretary to submit a report?",
            [*AQUIFER[:2], "RCW/RES/2022/8", "RCW/RES/2023/2", AQUIFER[2]],
        ),
        (
            "ما القرارات التي طلبت إلى الأمين التنفيذي تقديم تقرير؟",
            [*AQUIFER[:2], "RCW/RES/2022/8", "RCW/RES/2023/2", AQUIFER[2]],
        ),
    ],
)
def test_the_documents_asked_for_are_all_there_the_oldest_first(
    index: Index, question: str, expected: list[str]
) -> None:
    given = answer(index, Question(question))
    assert symbols(given) == expected
    assert str(len(expected)) in given.text.splitlines()[0]


def test_each_document_has_a_claim_with_a_quotation_to_the_letter(index: Index) -> None:
    given = answer(index, Question("Which documents mention desalination?"))
    assert [claim.citations for claim in given.claims] == [(0,), (1,)]
    for citation in given.citations:
        text = index.source(citation.found.document.name).text
        pieces = [text[span.start : span.end] for span in citation.quote_spans]
        assert " ".join(pieces) == citation.quote


def test_the_first_line_says_among_how_many_it_counts(index: Index) -> None:
    asked = Question("How many documents mention desalination?")
    assert "2 of the 10 that are indexed" in answer(index, asked).text.splitlines()[0]


@pytest.mark.parametrize(
    "question",
    [
        "Which resolutions mention penguins?",
        "ما القرارات التي تذكر البطاريق؟",
        "كم قرارا اتخذ في عام 1999؟",
    ],
)
def test_a_list_that_would_be_empty_is_an_abstention(index: Index, question: str) -> None:
    given = answer(index, Question(question))
    assert (given.abstained, given.why) == (True, "not in the documents")


def test_a_filter_holds_for_a_list_too(index: Index) -> None:
    wanted = Filter(years=years_of("2021-2022"))
    given = answer(
        index, Question("Which resolutions are about the Ghadir Aquifer?", filter=wanted)
    )
    assert symbols(given) == AQUIFER[:2]


def test_the_english_versions_are_listed_where_they_are_wanted(index: Index) -> None:
    wanted = Filter(language="en")
    given = answer(index, Question("Which documents mention desalination?", filter=wanted))
    assert {citation.found.document.language for citation in given.citations} == {"en"}


@pytest.mark.parametrize(
    "question",
    [
        "Which documents must a vessel carry?",
        "What documents does a request for funding consist of?",
        "ما الوثائق التي يجب تقديمها؟",
        "ما الوثائق التي يتألف منها طلب التمويل؟",
        "Which resolution established the Joint Technical Group?",
        "أي قرار أنشأ الفريق التقني المشترك؟",
        "What does resolution 2022/3 decide?",
        "How many wells are there?",
        "كم عدد الآبار؟",
        "What are the penalties for dumping waste?",
    ],
)
def test_other_questions_are_not_taken_for_lists(index: Index, question: str) -> None:
    assert asked_listing(index, question) is None


@pytest.mark.parametrize(
    ("question", "manner", "years"),
    [
        ("How many documents mention deaths in 2021?", "names", None),
        ("كم قرارا عن المياه في 2021؟", "about", (2021, 2021)),
        ("In 2022, which resolutions extended the mandate of the Group?", "does", (2022, 2022)),
        ("Which resolutions renewed the measures between 2020 and 2022?", "does", (2020, 2022)),
    ],
)
def test_a_year_binds_to_the_documents_unless_it_is_what_they_mention(
    index: Index, question: str, manner: str, years: tuple[int, int] | None
) -> None:
    listing = asked_listing(index, question)
    assert listing is not None
    assert (listing.manner, listing.wanted.years) == (manner, years)
