"""How near neutral queries come to an index's passages, which is what nearness is measured against."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index import generations
from index.centre import LANGUAGES, background, centres, neutral_vectors, towards
from index.ingest import ingest
from index.search import beyond, ranking
from index.store import Index, open_index


@pytest.fixture
def index(tmp_path: Path) -> Index:
    for name, words in (("wells", "الآبار"), ("dams", "السدود"), ("fishing", "الصيد البحري")):
        text = f"1 - يقرر حماية {words}؛\n\n2 - يطلب تقريرا عن {words} قبل نهاية العام؛\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    ingest(tmp_path / "index", [tmp_path / f"{n}.txt" for n in ("wells", "dams", "fishing")])
    return open_index(tmp_path / "index")


def test_directions_are_unit_rows_seen_from_the_middle(index: Index) -> None:
    middle = centres(index.embedder)
    for place, language in enumerate(LANGUAGES):
        seen = towards(neutral_vectors(index.embedder)[place], middle, language)
        assert np.linalg.norm(seen, axis=1) == pytest.approx(1.0, abs=1e-5)
        assert np.abs(seen.mean(axis=0)).max() < 0.1


def test_an_index_keeps_its_background_and_one_without_works_it_out(index: Index) -> None:
    kept = generations.current(index.folder) / generations.BACKGROUND
    assert np.load(kept).shape == (2, 2)
    anew = background(index.embedder, index.vectors)
    assert index.background == pytest.approx(anew, abs=1e-5)
    assert replace(index, _background=None).background == pytest.approx(anew, abs=1e-5)
    assert (anew[:, 1] > 0).all()


def test_what_only_another_document_says_is_beyond_the_named_one(index: Index) -> None:
    found = ranking(index, "حماية الصيد البحري", language="ar", by_document=False)
    rows = index.layout.rows_of
    assert beyond(index, found.content, rows(["wells.txt"])) > 0.1
    assert beyond(index, found.content, rows(["fishing.txt"])) == 0.0
    assert beyond(index, found.content, rows([])) == 0.0
    assert beyond(index, found.content, rows(["wells.txt", "dams.txt", "fishing.txt"])) == 0.0
    assert max(hit.cosine for hit in found.hits) == found.hits[0].cosine
