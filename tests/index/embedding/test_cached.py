from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.cache import cache_folder
from index.embedding.cached import BATCH, _log_once, cache_file, embed_with_cache
from tests.index.embedding.conftest import Counting

TEXTS = [f"قرية رقم {i}" for i in range(2 * BATCH + 5)]

pytestmark = pytest.mark.usefixtures("cache")


def test_what_comes_from_the_cache_is_bitwise_what_went_in(counting: Counting) -> None:
    first = embed_with_cache(counting, TEXTS)
    again = embed_with_cache(Counting(), TEXTS)
    assert (first.embedded, again.embedded) == (len(TEXTS), 0)
    assert (first.vectors == again.vectors).all()
    assert again.vectors.dtype == np.float32
    alone = Counting().embed_passages(TEXTS)
    assert (again.vectors == alone).all(), "in the order of the texts"


def test_equal_texts_are_embedded_once_and_blank_ones_never(counting: Counting) -> None:
    made = embed_with_cache(counting, ["قرية", "", "قـــرية", "مدينة", "قرية", " "])
    assert sorted(counting.asked) == ["قرية", "مدينة"]
    assert made.embedded == 2
    assert (made.vectors[0] == made.vectors[2]).all()
    assert np.linalg.norm(made.vectors, axis=1).round(5).tolist() == [1, 0, 1, 1, 1, 0]
    assert embed_with_cache(counting, []).vectors.shape == (0, 8)


def test_a_killed_ingestion_goes_on_after_its_last_batch(counting: Counting) -> None:
    counting.dies_at = BATCH + 3
    with pytest.raises(KeyboardInterrupt):
        embed_with_cache(counting, TEXTS)
    assert embed_with_cache(Counting(), TEXTS).embedded == len(TEXTS) - BATCH


def test_progress_counts_every_text_up_to_their_number(counting: Counting) -> None:
    embed_with_cache(counting, TEXTS[:10])
    heard: list[int] = []
    embed_with_cache(counting, [*TEXTS, TEXTS[0], ""], heard.append)
    assert heard[0] == 12
    assert heard == sorted(heard)
    assert heard[-1] == len(TEXTS) + 2


def test_agreeing_embedders_share_and_others_do_not(counting: Counting) -> None:
    embed_with_cache(counting, TEXTS)
    assert embed_with_cache(Counting("counting-text1/b"), TEXTS).embedded == 0
    assert embed_with_cache(Counting("counting-text2/a"), TEXTS).embedded == len(TEXTS)


def test_a_damaged_file_is_set_aside_and_made_anew(counting: Counting) -> None:
    embed_with_cache(counting, TEXTS)
    path = cache_file(counting)
    whole = path.read_bytes()
    for number, damaged in enumerate(
        (b"not a database at all" * 99, whole[: len(whole) // 3], whole[:4096] + b"\x55" * 20_000),
        1,
    ):
        path.write_bytes(damaged)
        made = embed_with_cache(Counting(), TEXTS)
        assert (made.vectors == Counting().embed_passages(TEXTS)).all()
        assert made.warning is not None
        assert "set aside" in made.warning
        assert len(list(path.parent.glob("*.damaged-*"))) == number
        assert embed_with_cache(Counting(), TEXTS).embedded == 0, "the new file serves"


def test_a_row_that_is_no_unit_vector_is_embedded_again(counting: Counting) -> None:
    embed_with_cache(counting, TEXTS[:4])
    with sqlite3.connect(cache_file(counting)) as connection:
        blobs = [b"", b"short", bytes(32)]
        keys = [row[0] for row in connection.execute("SELECT text FROM vectors LIMIT 3")]
        connection.executemany(
            "UPDATE vectors SET vector = ? WHERE text = ?", zip(blobs, keys, strict=True)
        )
    again = embed_with_cache(Counting(), TEXTS[:4])
    assert again.embedded == 3
    assert (again.vectors == Counting().embed_passages(TEXTS[:4])).all()
    assert embed_with_cache(Counting(), TEXTS[:4]).embedded == 0


def test_without_a_writable_folder_it_works_and_says_so_once(
    counting: Counting, cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cache.write_text("a file stands where the folder should be")
    _log_once.cache_clear()
    for _ in range(2):
        made = embed_with_cache(counting, TEXTS[:3])
        assert (made.vectors == Counting().embed_passages(TEXTS[:3])).all()
        assert made.warning is not None
        assert "FIQRA_CACHE" in made.warning
    assert len(caplog.records) == 1


def test_several_processes_may_fill_one_cache(counting: Counting, cache: Path) -> None:
    program = (
        "from index.embedding.cached import embed_with_cache\n"
        "from tests.index.embedding.conftest import Counting\n"
        "made = embed_with_cache(Counting(), [f'قرية رقم {i}' for i in range(300)])\n"
        "assert made.warning is None, made.warning\n"
    )
    environment = {**os.environ, "FIQRA_CACHE": str(cache), "PYTHONPATH": os.pathsep.join(sys.path)}
    running = [subprocess.Popen([sys.executable, "-c", program], env=environment) for _ in range(3)]
    assert [process.wait(120) for process in running] == [0, 0, 0]
    made = embed_with_cache(counting, [f"قرية رقم {i}" for i in range(300)])
    assert made.embedded == 0
    assert (made.vectors == Counting().embed_passages([f"قرية رقم {i}" for i in range(300)])).all()


def test_the_cache_folder_is_the_users_unless_named(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cache_folder() == cache
    monkeypatch.delenv("FIQRA_CACHE")
    assert cache_folder().name.lower() == "fiqra" or cache_folder().parent.name.lower() == "fiqra"
