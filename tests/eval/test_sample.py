"""The sample collection holds together: spans, parallel numbering, symbols, questions."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from index.documents import read

SAMPLE = Path(__file__).resolve().parents[2] / "eval" / "sample"
DOCUMENTS = SAMPLE / "documents"
FILES = {path.name: path for path in sorted(DOCUMENTS.glob("rcw-*"))}
PAIRS = sorted({name.split(".")[0] for name in FILES})
LETTERS = dict(zip("أبجدهوزحطي", "abcdefghij", strict=True))
HEADINGS = dict(
    zip(
        ["أولا", "ثانيا", "ثالثا", "رابعا", "خامسا", "سادسا", "سابعا", "ألف", "باء", "جيم"],
        ["I", "II", "III", "IV", "V", "VI", "VII", "A", "B", "C"],
        strict=True,
    )
)


@cache
def text_of(name: str) -> str:
    return read(FILES[name]).text


def file_of(pair: str, language: str) -> str:
    (name,) = (name for name in FILES if name.startswith(f"{pair}.{language}."))
    return name


def blocks(name: str) -> list[str]:
    return [block.strip() for block in text_of(name).split("\n\n")]


def numbering(name: str) -> list[str]:
    """What stands before each block, in one notation for both languages; "" where nothing does."""
    return [_number(block.lstrip("#* ")) for block in blocks(name)]


def _number(block: str) -> str:
    if found := re.match(r"(\d+)(?: -|\.) ", block):
        return str(int(found[1]))
    if found := re.match(r"\((\d+)\) ", block):
        return f"note {int(found[1])}"
    if found := re.match(r"\(([a-j]|[أ-ي])ـ?\) ", block):
        return f"({LETTERS.get(found[1], found[1])})"
    if found := re.match(r"(\w+) - |([IVX]+|[A-C])\. ", block):
        return f"heading {found[2] or HEADINGS[found[1]]}"
    return ""


def questions() -> list[dict[str, Any]]:
    lines = (SAMPLE / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def quoted(question: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from question["evidence"]
    for other in question["alternatives"]:
        yield from other


def test_seven_documents_each_in_both_languages() -> None:
    assert len(PAIRS) == 7
    assert len(FILES) == 14
    for pair in PAIRS:
        assert FILES[file_of(pair, "ar")].suffix == FILES[file_of(pair, "en")].suffix


@pytest.mark.parametrize("pair", PAIRS)
def test_both_languages_number_the_same_blocks_alike(pair: str) -> None:
    arabic, english = (numbering(file_of(pair, language)) for language in ("ar", "en"))
    assert arabic == english


@pytest.mark.parametrize("pair", PAIRS)
def test_paragraphs_count_up_from_one_and_an_annex_starts_anew(pair: str) -> None:
    numbers = [int(number) for number in numbering(file_of(pair, "ar")) if number.isdigit()]
    assert numbers[0] == 1
    assert all(after in (before + 1, 1) for before, after in pairwise(numbers))
    assert numbers.count(1) == (2 if pair == "rcw-res-2023-2" else 1)
    assert 12 <= len(numbers) <= 60


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_footnote_has_its_mark_in_the_text(name: str) -> None:
    notes = [number.split()[1] for number in numbering(name) if number.startswith("note")]
    marks = [str(int(mark)) for mark in re.findall(r"(?<=[^\s(])\((\d+)\)(?!\d)", text_of(name))]
    assert marks == notes == [str(number + 1) for number in range(len(notes))]


def test_a_symbol_belongs_to_one_document_in_its_two_languages() -> None:
    symbols = Counter[str]()
    for pair in PAIRS:
        printed = [
            next(line for line in blocks(file_of(pair, language)) if re.fullmatch(r"RCW/\S+", line))
            for language in ("ar", "en")
        ]
        assert printed[0] == printed[1]
        assert re.sub(r"[/.]", "-", printed[0]).lower() == pair
        symbols[printed[0]] += 1
    assert set(symbols.values()) == {1}
    assert len(symbols) == 7


def test_the_arabic_decision_prints_arabic_indic_digits_outside_symbols() -> None:
    text = re.sub(r"RCW/\S+", "", text_of("rcw-dec-2024-1.ar.txt"))
    assert re.search("[٠-٩]", text)
    assert not re.search("[0-9]", text)


def test_twins_differ_in_numbers_and_by_one_paragraph() -> None:
    first, second = (
        [int(n) for n in numbering(f"{pair}.ar.txt") if n.isdigit()]
        for pair in ("rcw-res-2021-4", "rcw-res-2022-3")
    )
    assert (len(first), len(second)) == (12, 13)
    shared = set(blocks("rcw-res-2021-4.ar.txt")) & set(blocks("rcw-res-2022-3.ar.txt"))
    assert len(shared) >= 6


def test_twenty_questions_a_language_and_enough_without_an_answer() -> None:
    asked = questions()
    assert Counter(question["lang"] for question in asked) == {"ar": 20, "en": 20}
    assert len({question["id"] for question in asked}) == 40
    assert sum(not question["answerable"] for question in asked) >= 8
    assert {question["type"] for question in asked} == {
        "lookup",
        "number",
        "definition",
        "list",
        "multi",
        "followup",
        "reference",
        "precedent",
        "unanswerable",
    }


@pytest.mark.parametrize("question", questions(), ids=lambda question: question["id"])
def test_every_span_points_at_the_text_it_quotes(question: dict[str, Any]) -> None:
    for evidence in quoted(question):
        text = text_of(evidence["doc"])
        assert text[evidence["start"] : evidence["end"]] == evidence["text"]
        # A span is a whole paragraph: nothing of it is left out on either side.
        assert evidence["text"] in blocks(evidence["doc"])


@pytest.mark.parametrize("question", questions(), ids=lambda question: question["id"])
def test_a_question_carries_what_a_judge_needs(question: dict[str, Any]) -> None:
    answerable = question["answerable"]
    assert answerable == (question["type"] != "unanswerable")
    assert bool(question["evidence"]) == answerable
    assert bool(question["answer_points"]) == answerable
    assert question["reference_answer"]
    assert any(nugget["vital"] for nugget in question["nuggets"])
    assert bool(question["history"]) == (question["type"] == "followup")
    assert {evidence["doc"].split(".")[1] for evidence in question["evidence"]} <= {"ar"}
    if answerable:
        # The first alternative is the same paragraphs in English.
        english = question["alternatives"][0]
        assert [evidence["label"] for evidence in english] == [
            evidence["label"] for evidence in question["evidence"]
        ]
        assert {evidence["doc"].split(".")[1] for evidence in english} == {"en"}
