"""Precision and recall of families: how pairs are found and counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.benchmarks.families import Counts, counts, cross_check, places
from eval.families import Pair, Place
from index.errors import FiqraError
from index.families import families
from index.ingest import ingest
from index.store import Index, open_index

TEXT = """Security Council

S/RES/{number} ({year})

Resolution {number} ({year})

The Security Council,

1. Requests all States to protect the ports on the shore of the sea until 3 May {year};

2. {second} the opening of the libraries in the capital for the readers of the whole town.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    home = tmp_path_factory.mktemp("families")
    for number, year, second in ((2601, 2021, "Welcomes"), (2640, 2022, "Regrets the fire before")):
        text = TEXT.format(number=number, year=year, second=second)
        (home / f"{year}.txt").write_text(text, encoding="utf-8")
    ingest(home / "index", [home / "2021.txt", home / "2022.txt"])
    return open_index(home / "index")


def pair(a: str, b: str, *, same: bool, symbol: str = "S/RES/2640 (2022)") -> Pair:
    first = Place("S/RES/2601 (2021)", a)
    return Pair(f"{a}{b}", "dev", "en", first, Place(symbol, b), same, "by hand", "a test")


def test_pairs_are_found_by_symbol_and_label_and_counted(index: Index) -> None:
    judged = [
        pair("op. para. 1", "op. para. 1", same=True),
        pair("op. para. 1", "op. para. 2", same=False),
        pair("op. para. 2", "op. para. 1", same=True),
        pair("op. para. 1", "op. para. 9", same=True),  # not in the index: left out
        pair("op. para. 1", "op. para. 1", same=True, symbol="S/RES/9999 (2030)"),
    ]
    done = counts(judged, families(index), places(index, judged))
    assert done == Counts(together=1, wrongly=0, apart=1, rightly=1)
    assert done.precision == 1.0
    assert done.recall == 0.5
    assert not done.enough


def test_groups_made_otherwise_are_each_counted_alike(index: Index, tmp_path: Path) -> None:
    starts = {(name, p.number): p.start for name in index.documents for p in index.outline(name)}
    members = [
        {"doc": name, "start": starts[name, number], "end": starts[name, number] + 20}
        for name, number in (("2021.txt", "1"), ("2022.txt", "1"), ("2021.txt", "2"))
    ]
    away = {"doc": "away.txt", "start": 0, "end": 9}
    file = tmp_path / "groups.json"
    file.write_text(
        json.dumps({"groups": [{"members": members[:2]}, {"members": [*members[1:], away]}]})
    )
    check = cross_check(index, families(index), file)
    assert check.groups == 2
    assert check.agreement == 0.5
    assert check.whole == 1
    assert check.missing == 1


def test_a_file_that_holds_no_groups_is_told(index: Index, tmp_path: Path) -> None:
    file = tmp_path / "other.json"
    file.write_text('{"members": []}')
    with pytest.raises(FiqraError, match="holds no groups of paragraphs"):
        cross_check(index, families(index), file)
