"""A wrong letter map is learned from the document alone and undone; all else stays as it is."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eval.benchmarks.letter_maps import SAMPLE, changed, compared, lines_of, random_map
from index.arabic.repair.letters import read_letters
from index.arabic.repair.spacing import marked, unstretched
from index.arabic.repair.values import SURE, Reading
from index.arabic.words import word_model


@cache
def sound() -> list[str]:
    return lines_of(sorted(SAMPLE.glob("*.ar.*")))[:330]


def read(lines: list[str]) -> list[Reading]:
    return read_letters([marked(line, 0, len(line)) for line in lines], word_model())


@cache
def damaged_and_read() -> tuple[list[str], list[Reading]]:
    letter_map = random_map(sound(), 0.6, ligatures=True, seed=2)
    damaged = [changed(line, letter_map, ligatures=True) for line in sound()]
    return damaged, read(damaged)


def texts(readings: list[Reading]) -> list[str]:
    return [unstretched(reading).text.text for reading in readings]


def test_most_words_behind_a_wrong_letter_map_are_read_back() -> None:
    damaged, readings = damaged_and_read()
    raw, found = compared(sound(), damaged), compared(sound(), texts(readings))
    assert raw.recall < 0.55
    assert found.recall > 0.88
    assert found.precision > 0.88


def test_words_that_count_as_sure_are_right() -> None:
    _, readings = damaged_and_read()
    words = {word for line in sound() for word in line.replace("/", " ").split()}
    words |= {word.strip("،؛.:()[]«»\"'") for word in words}
    sure = [
        reading.text.text[r.start : r.end].strip()
        for reading in readings
        for r in reading.repairs
        if r.confidence >= SURE
    ]
    assert len(sure) > 500
    assert sum(word in words for word in sure) > 0.93 * len(sure)


def test_every_character_leads_back_into_its_line() -> None:
    damaged, readings = damaged_and_read()
    for line, reading in zip(damaged, readings, strict=True):
        text = reading.text
        assert len(text.starts) == len(text.ends) == len(text.text)
        assert all(0 <= a <= b <= len(line) for a, b in zip(text.starts, text.ends, strict=True))
        for low, high in pairwise([*reading.runs, len(text)]):
            assert list(text.starts[low:high]) == sorted(text.starts[low:high])


def test_repairs_are_sorted_and_none_reaches_over_another() -> None:
    _, readings = damaged_and_read()
    for reading in readings:
        for a, b in pairwise(reading.repairs):
            assert a.end <= b.start
        assert all(0.0 <= r.confidence <= 1.0 for r in reading.repairs)


def test_a_sound_document_stays_as_it_is() -> None:
    before = [marked(line, 0, len(line)) for line in sound()]
    assert read_letters(before, word_model()) == before


def test_what_was_read_back_is_not_changed_again() -> None:
    _, readings = damaged_and_read()
    once = texts(readings)
    assert texts(read(once)) == once


def test_the_same_document_is_always_read_alike() -> None:
    damaged, readings = damaged_and_read()
    assert read(damaged) == readings


def test_numbers_and_latin_words_stand() -> None:
    _, readings = damaged_and_read()
    for line, text in zip(sound(), texts(readings), strict=True):
        for token in line.split():
            if token.isascii() and token.isalnum():
                assert token in text


def test_no_lines_and_empty_lines() -> None:
    assert read([]) == []
    assert texts(read(["", " ", "ـــ"])) == ["", "", ""]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.text(
            st.one_of(st.characters(), st.sampled_from("ابتسعلمنوي ـ\u0640\u064b،؛\x00\ud800 12/"))
        ),
        max_size=6,
    )
)
def test_any_text_is_read_without_fault(lines: list[str]) -> None:
    for line, reading in zip(lines, read(lines), strict=True):
        assert all(
            0 <= a <= b <= len(line)
            for a, b in zip(reading.text.starts, reading.text.ends, strict=True)
        )


@pytest.mark.parametrize("piece", ["ا", "عععععب ", "ال ـــ ", "x\x00", "كتاب"])
def test_a_very_long_line_comes_to_an_end(piece: str) -> None:
    (longest,) = read([(piece * 20_000)[:15_000]])
    assert len(longest.text.text) > 0
    (overlong,) = read([piece * 200_000])
    assert overlong.repairs == ()
