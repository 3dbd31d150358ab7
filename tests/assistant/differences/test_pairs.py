"""The hand-written pairs: every mark as a drafter would set it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from assistant.differences import differences

PAIRS = [
    json.loads(line)
    for line in (Path(__file__).parents[3] / "eval/differences/pairs.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


def test_there_are_enough_pairs_of_both_languages_and_of_every_mark() -> None:
    assert len({pair["id"] for pair in PAIRS}) == len(PAIRS)
    languages = Counter(pair["language"] for pair in PAIRS)
    assert languages["ar"] >= 32
    assert languages["en"] >= 32
    for language in ("ar", "en"):
        kinds = Counter(
            kind for pair in PAIRS if pair["language"] == language for kind, *_ in pair["marks"]
        )
        assert min(kinds[k] for k in ("same", "changed", "added", "missing", "moved")) >= 4


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["id"])
def test_the_marks_are_those_that_a_drafter_expects(pair: dict[str, Any]) -> None:
    pieces = differences(pair["before"], pair["after"])
    # white space at the ends of a piece is no part of what is marked
    assert [[p.kind, p.before.strip(), p.after.strip()] for p in pieces] == pair["marks"]
    assert [i for i, piece in enumerate(pieces) if piece.figure] == pair["figures"]
    for number, expected in pair["letters"].items():
        piece = pieces[int(number)]
        found = [
            [piece.before[slice(*each.before)], piece.after[slice(*each.after)]]
            for each in piece.letters
        ]
        assert found == expected
    assert "".join(piece.before for piece in pieces) == pair["before"]
    assert "".join(piece.after for piece in pieces) == pair["after"]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["id"])
def test_a_text_does_not_differ_from_itself(pair: dict[str, Any]) -> None:
    for text in (pair["before"], pair["after"]):
        assert {piece.kind for piece in differences(text, f" {text}")} <= {"same"}
