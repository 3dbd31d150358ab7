"""How a document is judged: what is wrong, what was done, whether it can be read."""

from __future__ import annotations

import random
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.arabic.repair.layers import Repaired, RepairedLine, repair
from index.arabic.repair.spacing import marked
from index.arabic.repair.values import Change, Reading, Repair, substitute
from index.documents import read
from index.paragraphs import outline
from index.quality import (
    Quality,
    assess,
    done,
    lines_of,
    listed,
    percent,
    place,
    refusal,
    summary,
)
from index.values import Source

SAMPLE = Path(__file__).resolve().parents[2] / "eval" / "sample" / "documents"
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآةىئءؤ"


def judged(source: Source) -> Quality:
    repaired = repair(source)
    return assess(source, repaired, outline(source, repaired))


def text_source(text: str, pages: tuple[int, ...] = ()) -> Source:
    return Source(name="a.txt", format="text", text=text, pages=pages)


def sample() -> str:
    return "\n".join(read(path).text for path in sorted(SAMPLE.glob("*.ar.txt")))


def broken(text: str) -> str:
    dice = random.Random(1)
    return "".join(
        dice.choice(LETTERS) if c in LETTERS and dice.random() < 0.6 else c for c in text
    )


@pytest.mark.parametrize("path", sorted(SAMPLE.iterdir()), ids=lambda path: path.name)
def test_a_sound_document_is_readable_and_needs_no_word(path: Path) -> None:
    quality = judged(read(path))
    assert quality.readable == 1.0
    assert quality.is_readable
    assert refusal(quality) is None
    assert summary(quality) is None


def test_a_document_of_random_letters_is_refused_with_what_to_do() -> None:
    quality = judged(text_source(broken(sample())))
    assert not quality.is_readable
    sentence = refusal(quality)
    assert sentence is not None
    assert sentence.startswith("a.txt cannot be read")
    assert sentence.count(". ") == 0
    assert "OCR" in sentence
    assert "fiqra inspect" in sentence


def test_a_word_of_no_language_does_not_make_a_document_unreadable() -> None:
    assert judged(text_source(sample() + "\nبخغضظثقفغ\n")).is_readable


def test_stretched_words_are_reported_and_read() -> None:
    text = sample().replace("ال", "الـــ")
    quality = judged(text_source(text))
    assert set(quality.kinds) == {"kashidas"}
    assert quality.is_readable
    assert "stretched words" in (summary(quality) or "")
    assert quality.samples
    assert all("ـ" in text[line.start : line.end] for line in quality.samples)
    assert all(line.reading and "ـ" not in line.reading.text.text for line in quality.samples)


def test_each_part_says_where_it_is() -> None:
    text = sample()
    by_page = judged(text_source(text, (0, 600, 1500)))
    assert [place(part) for part in by_page.parts] == ["page 1", "page 2", "page 3"]
    by_lines = judged(text_source(text))
    first, *_, last = by_lines.parts
    assert place(first).startswith("lines 1–")
    assert last.lines[1] == len(text.splitlines())
    assert all(b.lines[0] == a.lines[1] + 1 for a, b in pairwise(by_lines.parts))


def test_an_absent_paragraph_number_is_named_in_its_part() -> None:
    text = "\n\n".join(
        ["القرار 2021/4", "إن المجلس،", "إذ يشير إلى قراراته السابقة،"]
        + [f"{n} - يقرر أن يعقد اجتماعا في الشهر القادم؛" for n in (1, 2, 3, 4, 6, 7, 8)]
    )
    quality = judged(text_source(text))
    assert [fault.number for fault in quality.missing] == [5]
    assert quality.parts[0].missing == quality.missing
    assert "5 is missing between 4 and 6" in (summary(quality) or "")


def test_repairs_are_counted_by_kind_with_their_mean_confidence() -> None:
    repairs = [
        Repair(0, 2, "letters", 0.95),
        Repair(3, 4, "letters", 0.85),
        Repair(5, 6, "runs", 0.5),
    ]
    runs, letters = done(repairs)
    assert (runs.kind, runs.places, runs.sure, runs.confidence) == ("runs", 1, 0, 0.5)
    assert (letters.kind, letters.places, letters.sure, letters.confidence) == (
        "letters",
        2,
        1,
        0.9,
    )


def test_words_that_were_repaired_count_by_their_confidence() -> None:
    text = broken(sample())
    found = repair(text_source(text)).damage
    lines, at = [], 0
    for raw in text.split("\n"):
        words = [match.span() for match in re.finditer(r"\S+", raw)]
        changes = [Change(a, b, "المجلس", "letters", 0.8) for a, b in words]
        if changes:
            reading = substitute(marked(text, at, at + len(raw)), changes)
            lines.append(RepairedLine(at, at + len(raw), reading))
        at += len(raw) + 1
    quality = assess(text_source(text), Repaired(tuple(lines), found))
    assert quality.readable == pytest.approx(0.8, abs=0.01)
    assert quality.is_readable


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_lines_cover_every_character_but_line_breaks(text: str) -> None:
    lines = list(lines_of(text, Repaired((), repair(text_source("")).damage)))
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert [text[line.start : line.end] for line in lines] == text.splitlines()


def test_repaired_lines_stand_among_the_others() -> None:
    text = "سطر أول\r\nسطر ثان\r\n\r\nسطر رابع"
    start = text.index("سطر ثان")
    line = RepairedLine(start, start + 7, Reading(marked(text, start, start + 7).text))
    lines = list(lines_of(text, Repaired((line,), repair(text_source("")).damage)))
    assert [text[each.start : each.end] for each in lines] == text.splitlines()
    assert [each.reading is not None for each in lines] == [False, True, False, False]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_any_text_is_judged(text: str) -> None:
    source = text_source(text)
    quality = assess(source, repair(source))
    assert 0.0 <= quality.readable <= 1.0
    summary(quality)
    refusal(quality)


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0, "0 %"), (0.001, "under 1 %"), (0.5, "50 %"), (0.999, "over 99 %"), (1.0, "100 %")],
)
def test_shares_are_rounded_without_a_lie(share: float, words: str) -> None:
    assert percent(share) == words


def test_lists_are_read_as_a_sentence() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert listed(["a", "b", "c"]) == "a, b and c"
