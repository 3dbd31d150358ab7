"""The two sets of questions that ship: spans, strata, accepted answers, and the page about them."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from eval.sets.reading import read_asked
from index.arabic.normalise import fold_text
from index.documents import read

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "eval" / "sample"
SETS = {name: SAMPLE / "sets" / f"{name}.jsonl" for name in ("dev", "heldout")}
STRATA = (
    "exact-reference",
    "paraphrase",
    "across-languages",
    "follow-up",
    "twin",
    "absent",
    "false-premise",
    "mixed-script",
    "digit-systems",
    "list",
    "long-paper",
    "precedent",
)
SILENT = ("absent", "false-premise")
"""Strata whose questions the documents do not answer."""
LANGUAGES = ("ar", "en")
AT_LEAST = 4
"""Questions of each stratum in each language."""

Question = dict[str, Any]


@cache
def questions(name: str) -> list[Question]:
    return [json.loads(line) for line in SETS[name].read_text(encoding="utf-8").splitlines()]


def every_question() -> list[Any]:
    shipped = [name for name, path in SETS.items() if path.exists()]
    return [pytest.param(each, id=each["id"]) for name in shipped for each in questions(name)]


@cache
def text_of(doc: str) -> str:
    return read(SAMPLE / "documents" / doc).text


def sets_of(question: Question) -> list[list[Question]]:
    return [each for each in (question["evidence"], *question["alternatives"]) if each]


def language_of(doc: str) -> str:
    return doc.split(".")[1]


def counterpart(doc: str) -> bool:
    """Whether the document exists in both languages."""
    stem, language, suffix = doc.split(".")
    other = "en" if language == "ar" else "ar"
    return (SAMPLE / "documents" / f"{stem}.{other}.{suffix}").exists()


def plain(text: str) -> str:
    """As answers are compared: letters folded, digits European, numbers without separators."""
    text = re.sub(r"(?<=\d)[ ,\u00a0\u202f](?=\d{3}(?!\d))", "", fold_text(text))
    text = re.sub(r"(?<=\d)[,\u066b](?=\d)", ".", text)
    return " ".join(re.sub(r"[^\w.$/%]+", " ", text).split())


def numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", plain(text)))


@pytest.mark.parametrize("name", SETS)
def test_both_sets_ship_and_can_be_read_without_an_index(name: str) -> None:
    asked = list(read_asked(SETS[name]))
    assert [each.id for each in asked] == [each["id"] for each in questions(name)]


@pytest.mark.parametrize("name", SETS)
def test_every_stratum_has_its_questions_in_both_languages(name: str) -> None:
    counts = Counter((each["slice"], each["lang"]) for each in questions(name))
    assert {stratum for stratum, _ in counts} == set(STRATA)
    for stratum in STRATA:
        for language in LANGUAGES:
            assert counts[stratum, language] >= AT_LEAST, (stratum, language)


def test_the_sets_hold_a_hundred_and_twenty_questions_and_more() -> None:
    assert len(questions("dev")) >= 96
    assert sum(len(questions(name)) for name in SETS) >= 120


def test_no_id_stands_twice_and_no_question_is_in_both_sets() -> None:
    ids = Counter(each["id"] for name in SETS for each in questions(name))
    assert {key for key, count in ids.items() if count > 1} == set()
    dev, heldout = (
        {(tuple(turn["text"] for turn in q["history"]), plain(q["question"])) for q in questions(n)}
        for n in SETS
    )
    assert not dev & heldout


def test_the_page_about_the_sets_counts_what_is_in_them() -> None:
    page = (ROOT / "docs" / "curated-sets.md").read_text(encoding="utf-8")
    found = re.findall(
        r"^\| `?([a-z-]+|\*\*all\*\*)`? \|((?: \*{0,2}\d+\*{0,2} \|){4})$", page, re.M
    )
    printed = {row: [int(n) for n in re.findall(r"\d+", cells)] for row, cells in found}
    counted = {
        stratum: [
            sum(q["slice"] == stratum and q["lang"] == language for q in questions(name))
            for name in SETS
            for language in LANGUAGES
        ]
        for stratum in STRATA
    }
    assert printed == counted | {
        "**all**": [sum(column) for column in zip(*counted.values(), strict=True)]
    }


@pytest.mark.parametrize("question", every_question())
def test_every_span_is_a_whole_paragraph_and_quotes_it(question: Question) -> None:
    for evidence in (each for places in sets_of(question) for each in places):
        text = text_of(evidence["doc"])
        assert text[evidence["start"] : evidence["end"]] == evidence["text"]
        assert evidence["text"] in [block.strip() for block in text.split("\n\n")]


@pytest.mark.parametrize("question", every_question())
def test_a_question_carries_what_a_judge_needs(question: Question) -> None:
    answerable = question["slice"] not in SILENT
    assert question["answerable"] == answerable == (question["type"] != "unanswerable")
    assert bool(question["evidence"]) == bool(question["answer_points"]) == answerable
    assert question["reference_answer"]
    assert any(nugget["vital"] for nugget in question["nuggets"])


@pytest.mark.parametrize("question", every_question())
def test_the_official_other_language_is_accepted_as_evidence_too(question: Question) -> None:
    """As soon as one set of evidence stands in documents of both languages, so does another."""
    places = [[(e["doc"], e["label"]) for e in each] for each in sets_of(question)]
    for each in places:
        if all(counterpart(doc) for doc, _ in each):
            stems = [(doc.split(".")[0], label) for doc, label in each]
            languages = {
                language_of(other[0][0])
                for other in places
                if [(doc.split(".")[0], label) for doc, label in other] == stems
            }
            assert languages == set(LANGUAGES), each


@pytest.mark.parametrize("question", every_question())
def test_an_accepted_answer_stands_in_its_evidence_or_in_the_counterpart(
    question: Question,
) -> None:
    texts: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    for places in sets_of(question):
        texts[language_of(places[0]["doc"])].append(" ".join(e["text"] for e in places))
    for language, accepted in question["answers"].items():
        if not question["answerable"]:
            continue
        for answer in accepted:
            if there := texts[language]:
                assert any(plain(answer) in plain(text) for text in there), answer
            else:
                # The document exists in the other language only: the numbers must be in it,
                # and an answer in its language must be accepted too, which must stand there.
                (other,) = (each for each in LANGUAGES if each != language)
                assert any(numbers(answer) <= numbers(text) for text in texts[other]), answer
                assert question["answers"].get(other), answer


@pytest.mark.parametrize("question", every_question())
def test_a_question_is_of_its_stratum(question: Question) -> None:
    asked, evidence = question["question"], question["evidence"]
    match question["slice"]:
        case "exact-reference":
            assert question["type"] == "reference"
        case "precedent":
            assert question["type"] == "precedent"
        case "follow-up":
            assert question["type"] == "followup"
            assert question["history"]
        case "across-languages":
            assert {language_of(e["doc"]) for e in evidence} != {question["lang"]}
            assert not any(counterpart(e["doc"]) for e in evidence)
        case "mixed-script":
            words = re.sub(r"RCW/\S+", "", asked)
            assert re.search("[\u0621-\u064a]{3}", words)
            assert re.search("[A-Za-z]{3}", words)
        case "digit-systems":
            arabic_indic = [bool(re.search("[٠-٩]", asked))]
            arabic_indic += [bool(re.search("[٠-٩]", e["text"])) for e in evidence]
            assert any(arabic_indic)
        case "list":
            assert len(evidence) > 1
        case "long-paper":
            numbered = re.findall(r"^\d+(?:\.| -) ", text_of(evidence[0]["doc"]), re.M)
            assert len(numbered) > 30
    if question["slice"] != "follow-up":
        assert not question["history"]
