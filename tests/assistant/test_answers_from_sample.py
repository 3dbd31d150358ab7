"""Questions to the corpus that ships, and what a reader gets for them."""

import json
import re
from pathlib import Path

import pytest

from assistant.answers import Answer, Question, Turn, found_json
from assistant.batch import read_line
from assistant.extractive import answer
from assistant.retrieval import retrieve
from index.filters import Filter
from index.store import Index, open_index

QUESTIONS = Path(__file__).resolve().parents[2] / "eval" / "sample" / "sets" / "dev.jsonl"
GOLD = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
OUTSIDE_QUOTES = re.compile(r"^>.*$|«[^»]*»|“[^”]*”", re.MULTILINE)


@pytest.fixture(scope="module")
def index(sample: Path) -> Index:
    return open_index(sample)


@pytest.fixture(scope="module")
def answers(index: Index) -> dict[str, Answer]:
    return {q["id"]: answer(index, read_line(json.dumps(q))[1]) for q in GOLD}


def test_every_quotation_stands_letter_for_letter_in_its_paragraph(
    index: Index, answers: dict[str, Answer]
) -> None:
    quoted = 0
    for given in answers.values():
        for citation in given.citations:
            text = index.source(citation.found.document.name).text
            quoted += 1
            assert " ".join(text[s.start : s.end] for s in citation.quote_spans) == citation.quote
            for span in citation.quote_spans:
                assert any(
                    p.start <= span.start and span.end <= p.end for p in citation.found.spans
                )
    assert quoted > 30


def test_every_statement_carries_a_citation_and_shows_its_words(answers: dict[str, Answer]) -> None:
    for given in answers.values():
        assert given.abstained or given.claims
        for claim in given.claims:
            (place,) = claim.citations
            citation = given.citations[place]
            assert f"[{place + 1}]" in claim.text
            assert all(f"> {line}" in claim.text for line in citation.lines)
            assert citation.found.label in claim.text


def test_answers_stand_in_the_language_of_the_question(answers: dict[str, Answer]) -> None:
    for question in GOLD:
        given = answers[question["id"]]
        own_words = OUTSIDE_QUOTES.sub("", given.text)
        arabic = len(re.findall("[\u0621-\u064a]", own_words))
        latin = len(re.findall("[A-Za-z]", own_words))
        assert given.language == question["lang"]
        assert (arabic >= latin) == (question["lang"] == "ar"), given.text


def test_an_english_answer_has_the_arabic_words_and_the_official_english(index: Index) -> None:
    given = answer(index, Question("What majority does the Coastal Adaptation Fund's board need?"))
    citation = given.citations[0]
    assert citation.found.document.language == "ar"
    assert citation.counterpart is not None
    assert citation.counterpart.document.symbol == citation.found.document.symbol
    assert citation.counterpart.paragraph.path == citation.found.paragraph.path
    assert citation.counterpart.paragraph.clean.text in given.text
    assert "Official English text" in given.text


def test_the_right_paragraph_is_among_the_first_five_for_most_questions(index: Index) -> None:
    answerable = [q for q in GOLD if q["answerable"]]
    hits = 0
    for question in answerable:
        found = retrieve(index, read_line(json.dumps(question))[1], 5).found
        wanted = [e for s in (question["evidence"], *question["alternatives"]) for e in s]
        hits += any(
            f["source"] == e["doc"] and f["start"] < e["end"] and e["start"] < f["end"]
            for f in map(found_json, found)
            for e in wanted
        )
    assert hits / len(answerable) >= 0.75, f"{hits} of {len(answerable)}"


@pytest.mark.parametrize(
    ("asked", "symbol", "number"),
    [
        ("ماذا تقول الفقرة ٧ من القرار RCW/RES/2022/3؟", "RCW/RES/2022/3", "7"),
        ("What does operative paragraph 7 of RCW/RES/2022/3 say?", "RCW/RES/2022/3", "7"),
        ("RCW/RES/2021/4 OP 3", "RCW/RES/2021/4", "3"),
        ("annex, paragraph 12 of RCW/RES/2023/2", "RCW/RES/2023/2", "12"),
    ],
)
def test_an_exact_reference_gives_that_paragraph_and_no_other(
    index: Index, asked: str, symbol: str, number: str
) -> None:
    given = answer(index, Question(asked))
    (citation,) = given.citations
    assert (citation.found.document.symbol, citation.found.paragraph.number) == (symbol, number)
    assert citation.found.document.language == "ar"
    assert (citation.found.paragraph.part == "annex") == ("annex" in asked)


def test_a_paragraph_comes_with_its_points(index: Index) -> None:
    parents = [
        p
        for p in index.outline("rcw-res-2022-8.ar.xml")
        if p.kind == "operative" and index.points("rcw-res-2022-8.ar.xml", p)
    ]
    parent = parents[0]
    given = answer(index, Question(f"الفقرة {parent.number} من القرار RCW/RES/2022/8"))
    (citation,) = given.citations
    points = index.points("rcw-res-2022-8.ar.xml", parent)
    assert citation.found.points == points
    assert all(point.clean.text in given.text for point in points)


def test_a_paragraph_that_does_not_exist_is_not_replaced_by_the_nearest(index: Index) -> None:
    for asked, told in (
        ("What does paragraph 40 of RCW/RES/2021/4 say?", "12"),
        ("ما نص الفقرة 40 من القرار RCW/RES/2021/4؟", "12"),
    ):
        given = answer(index, Question(asked))
        assert given.abstained
        assert given.why == "no such paragraph"
        assert not given.citations
        assert told in given.text


def test_a_document_that_is_not_indexed_is_said_to_be_missing(index: Index) -> None:
    given = answer(index, Question("What does paragraph 3 of S/RES/1325 (2000) say?"))
    assert (given.abstained, given.why) == (True, "no such document")
    assert "1325" in given.text


@pytest.mark.parametrize(
    "asked",
    [
        "Who won the football world cup and how many goals were scored in the final?",
        "ما هي مكونات طبق الكسكسي وكم من الوقت يستغرق طهوه في الفرن؟",
        "من هو رئيس فرنسا؟",
        "What is the price of gold in 2031?",
    ],
)
def test_a_question_about_something_else_is_not_answered(index: Index, asked: str) -> None:
    given = answer(index, Question(asked))
    assert given.abstained
    assert given.why == "not in the documents"
    assert not given.citations
    assert given.nearest
    assert all(near.label in given.text for near in given.nearest)


def test_a_follow_up_leans_on_the_question_before(index: Index) -> None:
    history = (Turn("user", "What does RCW/RES/2022/3 say in paragraph 2?"), Turn("assistant", "…"))
    given = answer(index, Question("And paragraph 4?", history))
    (citation,) = given.citations
    assert citation.found.document.symbol == "RCW/RES/2022/3"
    assert citation.found.paragraph.number == "4"


def test_a_question_kept_to_one_document_is_answered_from_it(index: Index) -> None:
    question = Question(
        "ما هو عدد الآبار في شبكة الرصد؟", filter=Filter(documents=("RCW/RES/2021/4",))
    )
    found = retrieve(index, question, 10).found
    assert {f.document.symbol for f in found} == {"RCW/RES/2021/4"}


def test_a_pasted_clause_is_searched_for_and_not_read_as_a_reference(index: Index) -> None:
    clause = (
        "Decides to expand the network for monitoring the aquifer to 150 wells, recalling its "
        "resolution 1325 (2000) and paragraph 40 of its resolution 2021/4"
    )
    retrieval = retrieve(index, Question(clause), 5)
    assert not retrieval.resolution.missing
    assert retrieval.found[0].paragraph.number == "2"


@pytest.mark.parametrize("asked", ["؟", "...", "a", "\ud800", "و" * 5000, "?" * 3000])
def test_no_question_is_too_odd_for_an_answer(index: Index, asked: str) -> None:
    assert answer(index, Question(asked)).text


def test_raw_words_of_a_paragraph_with_points_are_those_at_its_spans(index: Index) -> None:
    retrieval = retrieve(index, Question("paragraph 1 of RCW/2024/L.5/Rev.1"), 5)
    (found,) = [each for each in retrieval.located if each.document.language == "ar"]
    text = index.source(found.document.name).text
    assert len(found.points) > 1
    shown = found_json(found)
    assert shown["raw"] == " ".join(text[s["start"] : s["end"]] for s in shown["spans"])


def test_a_heading_or_a_name_alone_is_no_answer(answers: dict[str, Answer], index: Index) -> None:
    asked = answer(index, Question("<script>alert(1)</script>"))
    for given in (*answers.values(), asked):
        for citation in given.citations:
            assert citation.found.paragraph.kind != "heading"
            assert citation.quote != citation.found.document.symbol


def test_whatever_stands_behind_a_quotation_mark_is_in_some_source_to_the_letter(
    index: Index, answers: dict[str, Answer]
) -> None:
    texts = [" ".join(index.source(name).text.split()) for name in index.documents]
    others = [answer(index, Question("من هو رئيس فرنسا؟"))]
    for given in [*answers.values(), *others]:
        for line in given.text.splitlines():
            if line.startswith("> "):
                words = " ".join(line[2:].split())
                pieces = [words] if any(words in t for t in texts) else words.split()
                assert all(any(piece in t for t in texts) for piece in pieces), line
