"""The judged pairs: their file, and that nothing is in both halves."""

from __future__ import annotations

import json
from collections import Counter
from importlib.resources import files

from eval.families import pairs


def test_there_are_pairs_of_both_languages_and_judgements_in_both_halves() -> None:
    assert len(pairs()) >= 200
    assert len({pair.id for pair in pairs()}) == len(pairs())
    counts = Counter((pair.half, pair.lang, pair.same) for pair in pairs())
    for half in ("dev", "test"):
        for lang in ("ar", "en"):
            assert counts[half, lang, True] > counts[half, lang, False] > 0  # type: ignore[index]


def test_a_pair_is_of_two_documents_and_says_why_it_is_judged_so() -> None:
    for pair in pairs():
        assert pair.a.symbol != pair.b.symbol
        assert pair.a.label
        assert pair.b.label
        assert pair.note


def test_no_paragraph_is_in_two_pairs_or_in_both_halves() -> None:
    seen = Counter((pair.lang, place) for pair in pairs() for place in (pair.a, pair.b))
    assert max(seen.values()) == 1
    halves: dict[object, set[str]] = {}
    for pair in pairs():
        for place in (pair.a, pair.b):  # the two languages of a paragraph are one formulation
            halves.setdefault(place, set()).add(pair.half)
    assert all(len(each) == 1 for each in halves.values())


def test_the_file_keeps_references_and_no_words_of_the_resolutions() -> None:
    lines = files("eval").joinpath("families/pairs.jsonl").read_text(encoding="utf-8").splitlines()
    for line in lines:
        row = json.loads(line)
        assert set(row) == {"id", "half", "lang", "a", "b", "same", "drawn", "note"}
        assert set(row["a"]) == set(row["b"]) == {"symbol", "label"}
        assert line.isascii()  # no Arabic
        assert len(row["note"]) < 120
