"""A document whose text layer is damaged: read, searched and quoted, and never passed off as sound."""

from __future__ import annotations

import random
import re
from itertools import pairwise
from pathlib import Path
from textwrap import wrap

import pytest

from assistant.answers import Answer, Question, answer_json
from assistant.extractive import answer
from assistant.generative import written
from assistant.terminal_answer import print_answer
from index.arabic.repair.values import SURE
from index.store import Index, open_index
from tests.assistant.conftest import SAMPLE, Run
from tests.assistant.speaking import model_saying

JOINING = "بتثجحخسشصضطظعغفقكلمنهي"


def damaged(text: str, share: float = 0.6) -> str:
    """The text as PDFBox gives a justified page: lines of 80 characters, some in reversed runs, and
    stretched letters.
    """
    chance = random.Random(7)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        for line in wrap(paragraph.strip(), 80):
            if len(line) > 40 and chance.random() < share:
                cuts = sorted(chance.sample(range(4, len(line) - 4), 2))
                pieces = [line[a:b] for a, b in pairwise([0, *cuts, len(line)])]
                line = "".join(reversed(pieces))
            lines.append(stretched(line, chance))
    return "\n".join(lines)


def stretched(line: str, chance: random.Random) -> str:
    return "".join(
        a + "ـ" * 3 if a in JOINING and b.isalpha() and chance.random() < 0.08 else a
        for a, b in pairwise(line + " ")
    )


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    from index.ingest import ingest

    home = tmp_path_factory.mktemp("damaged")
    text = (SAMPLE / "rcw-res-2022-3.ar.txt").read_text(encoding="utf-8")
    (home / "a.txt").write_text(damaged(text), encoding="utf-8")
    report = ingest(home / "index", [home / "a.txt"])
    assert [name for name, _ in report.repaired] == ["a.txt"]
    assert "lines in reversed pieces" in report.repaired[0][1]
    assert "fiqra inspect" in report.repaired[0][1]
    return open_index(home / "index")


@pytest.fixture(scope="module")
def answers(index: Index) -> list[Answer]:
    asked = (
        "ماذا قرر المجلس بشأن توسيع شبكة رصد الطبقة؟",
        "الضخ غير المرخص وتسرب مياه البحر",
        "What does operative paragraph 1 say?",
        "How many people depend on the aquifer for drinking water?",
    )
    return [answer(index, Question(text)) for text in asked]


def test_quotations_are_the_damaged_words_letter_for_letter(
    index: Index, answers: list[Answer]
) -> None:
    text = index.source("a.txt").text
    quoted = [citation for given in answers for citation in given.citations]
    assert quoted
    for citation in quoted:
        assert " ".join(text[s.start : s.end] for s in citation.quote_spans) == citation.quote


def test_a_reading_is_shown_beside_the_quotation_and_not_inside_the_answer(
    answers: list[Answer], capsys: pytest.CaptureFixture[str]
) -> None:
    read = [given for given in answers if any(c.reading for c in given.citations)]
    assert read
    for given in read:
        for citation in given.citations:
            for line in citation.reading:
                assert line not in given.text
        print_answer(given)
        shown = capsys.readouterr().out
        assert all(f"~ {line}" in shown for c in given.citations for line in c.reading)
        as_json = answer_json(given)["citations"]
        assert [c["reading"] or "" for c in as_json] == [
            "\n".join(c.reading) for c in given.citations
        ]


def test_the_reading_has_the_words_in_the_authors_order(index: Index) -> None:
    true = (SAMPLE / "rcw-res-2022-3.ar.txt").read_text(encoding="utf-8").split()
    pairs = set(pairwise(true))
    raw, read = [], []
    for paragraph in index.outline("a.txt"):
        raw += list(pairwise(paragraph.raw.replace("ـ", "").split()))
        read += list(pairwise(paragraph.clean.text.split()))
    before = sum(pair in pairs for pair in raw) / len(raw)
    after = sum(pair in pairs for pair in read) / len(read)
    assert after > before + 0.1


def test_words_that_are_not_sure_are_no_evidence(index: Index) -> None:
    invented = 0
    for paragraph in index.outline("a.txt"):
        own = paragraph.raw.replace("ـ", "")
        held = set(paragraph.sure.replace("ـ", "").split())
        for repair in paragraph.repairs:
            word = paragraph.clean.text[repair.start : repair.end]
            if repair.confidence < SURE and " " not in word and word not in own:
                again = paragraph.clean.text.split().count(word) > 1
                assert again or word not in held
                invented += 1
    assert invented


def test_a_document_of_wrong_letters_is_not_indexed_silently(fiqra: Run, tmp_path: Path) -> None:
    chance = random.Random(3)
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
    words = ["".join(chance.choices(letters, k=chance.randint(3, 8))) for _ in range(600)]
    (tmp_path / "noise.txt").write_text("\n".join(wrap(" ".join(words), 80)), encoding="utf-8")
    (tmp_path / "sound.txt").write_text(
        (SAMPLE / "rcw-dec-2024-1.ar.txt").read_text(encoding="utf-8"), encoding="utf-8"
    )
    ran = fiqra("ingest", "noise.txt", "sound.txt")
    assert ran.code == 3
    assert "not read: noise.txt cannot be read" in ran.err
    assert "OCR" in ran.err
    assert "The index holds 1 document" in ran.out


def test_a_model_quotes_a_damaged_paragraph_in_its_letters_or_not_at_all(index: Index) -> None:
    question = Question("ماذا قرر المجلس بشأن توسيع شبكة رصد الطبقة؟")
    plain = " ".join(index.source("a.txt").text.split())
    shown = 0
    for place in range(6):
        model = model_saying(f"ينص القرار على «{{={place}}}» [{{{place}}}].")
        result = written(index, question, model)
        if result.answer.model is None:
            continue
        shown += 1
        (wrote,) = re.findall("«([^»]*)»", result.reply)
        for words in re.findall("«([^»]*)»", result.answer.text):
            assert words in plain
            assert _letters(words) == _letters(wrote)
    assert shown


def _letters(text: str) -> str:
    return "".join(c for c in text.replace("ـ", "") if c.isalpha())
