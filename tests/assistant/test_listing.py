"""Questions for documents: which, how many, those that; complete, each with its paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answers import Answer, Question
from assistant.extractive import answer
from assistant.listing import asked_listing
from index.filters import Filter, years_of
from index.ingest import ingest
from index.store import Index, open_index


@pytest.fixture(scope="module")
def index(sample: Path) -> Iterator[Index]:
    with open_index(sample) as opened:
        yield opened


def symbols(given: Answer) -> list[str | None]:
    return [citation.found.document.symbol for citation in given.citations]


EXTENDING = """Security Council

S/RES/{number} ({year})

Resolution {number} ({year})

The Security Council,

Recalling its resolution {before} ({year}),

Welcoming the work of the harbour masters,

1. Decides to extend the mandate of the Harbour Mission until {until};

2. Requests the Secretary-General to report on lighthouses.
"""


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    home = tmp_path_factory.mktemp("council")
    folder = home / "documents"
    folder.mkdir()
    made = ((2601, 2021, 2590, "31 January 2022"), (2640, 2022, 2601, "31 July 2023"))
    for number, year, before, until in made:
        text = EXTENDING.format(number=number, year=year, before=before, until=until)
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    ingest(home / "index", [folder])
    with open_index(home / "index") as opened:
        yield opened


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
        ("List the resolutions from 2022", ["RCW/RES/2022/3", "RCW/RES/2022/8"]),
        ("ما القرارات الصادرة ٢٠٢٢؟", ["RCW/RES/2022/3", "RCW/RES/2022/8"]),
        ("Which resolutions were adopted in 2021 or 2022?", [*AQUIFER[:2], "RCW/RES/2022/8"]),
        ("Which resolutions mention the year 2027?", ["RCW/RES/2022/3", "RCW/RES/2022/8"]),
        ("Which resolutions recall resolution 2021/4?", AQUIFER[1:]),
        ("ما القرارات التي تشير إلى القرار 2021/4؟", AQUIFER[1:]),
        ("List the drafts", ["RCW/2024/L.5/Rev.1"]),
        (  # not RCW/RES/2022/8, of what is قابل للتحلل
            "ما الوثائق التي تذكر التحلية؟",
            ["RCW/SEC/2023/BP.3", "RCW/SEC/2024/BP.1", "RCW/2024/L.5/Rev.1"],
        ),
        ("What is the latest resolution on the aquifer?", AQUIFER[2:]),
        ("ما أحدث قرار بشأن طبقة الغدير الجوفية؟", AQUIFER[2:]),
        ("What was the first resolution on the Ghadir Aquifer?", AQUIFER[:1]),
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
    said = given.text.splitlines()[0]
    ends = ("The newest", "The oldest", "أحدث", "أقدم")
    assert said.startswith(ends) or str(len(expected)) in said


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
        "ما قرارات الجمعية العامة لعام 2021؟",
        "List General Assembly resolutions from 2021",
        "Which Security Council resolutions mention water?",
        "List resolutions that mention the Security Council",
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


CITING = ["RCW/SEC/2023/BP.3", "RCW/RES/2023/6", "RCW/2024/L.5/Rev.1"]


@pytest.mark.parametrize(
    "question",
    ["Which documents mention RCW/RES/2022/3?", "ما الوثائق التي تذكر القرار 2022/3؟"],
)
def test_a_document_that_is_mentioned_is_not_among_those_that_mention_it(
    index: Index, question: str
) -> None:
    assert symbols(answer(index, Question(question))) == CITING


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("List all resolutions", 5),
        ("How many documents are there?", 10),
        ("ما عدد الوثائق؟", 10),
        ("كم عدد القرارات؟", 5),
    ],
)
def test_all_are_listed_where_nothing_restricts(index: Index, question: str, count: int) -> None:
    assert len(symbols(answer(index, Question(question)))) == count


@pytest.mark.parametrize(
    "question",
    [
        "Which resolutions were adopted in 2021 or 2023?",
        "ما القرارات المتخذة في 2021 أو 2023؟",
        "Which resolutions were adopted in twenty twenty-two?",
        "ما القرارات الصادرة في عام ألفين واثنين وعشرين؟",
    ],
)
def test_years_that_are_no_range_and_years_in_words_are_not_guessed(
    index: Index, question: str
) -> None:
    listing = asked_listing(index, question)
    assert listing is not None
    assert listing.unread
    assert answer(index, Question(question)).abstained


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which resolutions extend mandates until 31 January 2022?", [2601]),
        ("ما القرارات التي مددت الولاية حتى 31 كانون الثاني/يناير 2022؟", [2601]),
        ("ما القرارات التي مددت الولاية حتى 31 يناير 2022؟", [2601]),
        ("Which resolutions extend mandates until 31 January 2024?", []),
        ("Which resolutions extended the mandate until 2023?", [2640]),
        ("Which resolutions extend the mandate until the end of 2025?", []),
        ("Which resolutions extend the mandate by the end of 2022?", [2601]),
        ("Which resolutions recall resolution 2601 (2021)?", []),
        ("Which resolutions recall resolution 2601?", [2640]),
        ("Which resolutions welcome the work of harbour masters?", [2601, 2640]),
        ("ما قرارات مجلس الأمن الصادرة ٢٠٢١؟", [2601]),
        ("قرارات مجلس الأمن الصادرة ٢٠٢١", [2601]),
        ("ما قرارات الجمعية العامة لعام 2021؟", []),
    ],
)
def test_dates_numbers_and_bodies_must_all_be_there(
    council: Index, question: str, expected: list[int]
) -> None:
    found = [
        (symbol or "").split("/")[2][:4] for symbol in symbols(answer(council, Question(question)))
    ]
    assert found == list(map(str, expected))
