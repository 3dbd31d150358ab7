from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import FiqraError
from index.vectors import build, load, save


def unit(rows: int, dimension: int = 16, seed: int = 0) -> np.ndarray:
    made = np.random.default_rng(seed).normal(size=(rows, dimension)).astype(np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def test_every_row_finds_itself_first() -> None:
    rows = unit(50)
    scores, found = build(rows).search(rows, 3)
    assert found[:, 0].tolist() == list(range(50))
    np.testing.assert_allclose(scores[:, 0], 1.0, atol=1e-5)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.booleans(), min_size=1, max_size=70), st.integers(1, 80))
def test_only_allowed_rows_are_found_and_all_of_them(flags: list[bool], k: int) -> None:
    allowed = np.array(flags)
    rows = unit(len(flags))
    query = unit(1, seed=1)
    scores, found = build(rows).search(query, k, allowed)
    right = [int(row) for row in np.argsort(-(rows @ query[0])) if allowed[row]][:k]
    assert found[0][: len(right)].tolist() == right
    assert (found[0][len(right) :] == -1).all()
    assert (scores[0][len(right) :] == -np.inf).all()


def test_cosines_are_those_of_the_search_in_row_order() -> None:
    index, queries = build(unit(40)), unit(3, seed=2)
    scores, found = index.search(queries, 40)
    np.testing.assert_allclose(
        np.take_along_axis(index.cosines(queries), found, axis=1), scores, atol=1e-6
    )


def test_an_index_comes_back_from_disk_as_it_was(tmp_path: Path) -> None:
    rows = np.vstack([unit(30), np.zeros((1, 16), np.float32)])
    path = tmp_path / "فهرس.faiss"
    save(build(rows), path)
    index = load(path)
    assert (index.vectors() == rows).all()
    assert (len(index), index.dimension) == (31, 16)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    save(build(np.zeros((0, 16), np.float32), 16), tmp_path / "v")
    index = load(tmp_path / "v")
    assert len(index) == 0
    assert index.search(unit(1), 5)[1].tolist() == [[-1] * 5]
    assert index.cosines(unit(1)).shape == (1, 0)


def test_a_short_file_is_told_wherever_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "v"
    save(build(unit(20)), path)
    whole = path.read_bytes()
    for length in (0, 1, 3, 4, 5, 20, 60, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        with pytest.raises(FiqraError, match="repair the index"):
            load(path)


def test_any_changed_byte_is_told(tmp_path: Path) -> None:
    path = tmp_path / "v"
    save(build(unit(20)), path)
    whole = path.read_bytes()
    for place in range(0, len(whole), 7):
        damaged = bytearray(whole)
        damaged[place] ^= 16
        path.write_bytes(damaged)
        with pytest.raises(FiqraError, match="repair the index"):
            load(path)
    path.write_bytes(b"something else entirely" * 50)
    with pytest.raises(FiqraError):
        load(path)
    with pytest.raises(FiqraError):
        load(tmp_path / "missing")


def test_queries_and_flags_of_another_size_are_refused() -> None:
    index = build(unit(5))
    with pytest.raises(ValueError, match="numbers"):
        index.search(unit(1, 8), 1)
    with pytest.raises(ValueError, match="flags"):
        index.search(unit(1), 1, np.ones(4, bool))
    with pytest.raises(ValueError, match="finite"):
        build(np.full((2, 4), np.nan, np.float32))
