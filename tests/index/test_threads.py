"""One thread for a question: within the block only, however many threads ask at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from threadpoolctl import ThreadpoolController

from index.threads import one_thread


def numpys_threads() -> int:
    """Of the library that numpy brings; others may be loaded by other tests."""
    loaded = ThreadpoolController().select(user_api="blas").info()
    return next(int(each["num_threads"]) for each in loaded if "numpy" in each["filepath"])


def test_products_take_one_thread_within_the_block_and_as_many_as_before_behind_it() -> None:
    before = numpys_threads()
    with one_thread():
        assert numpys_threads() == 1
        with one_thread():
            assert numpys_threads() == 1
        assert numpys_threads() == 1, "the inner block gave the threads back"
    assert numpys_threads() == before


def test_threads_that_ask_at_once_leave_the_setting_as_it_was() -> None:
    before = numpys_threads()
    square = np.ones((64, 64), dtype=np.float32)

    def product(_: int) -> float:
        with one_thread():
            return float((square @ square)[0, 0])

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(product, range(200))) == {64.0}
    with one_thread():
        assert numpys_threads() == 1
    assert numpys_threads() == before
