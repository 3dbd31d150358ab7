"""One thread for what a question costs.

A question's products of matrices are small: starting threads for each of them and waiting for the
slowest gains little on a quiet machine and costs several times the whole on a busy one (39 ms for a
question's vector on one thread, 200 on two, where two processors carried five processes).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any


@contextmanager
def one_thread() -> Iterator[None]:
    """Within the block numpy's products run on one thread.

    The setting is one of the process; where several threads ask at once, the first to come makes it
    and takes it back when it is done.
    """
    with _libraries().limit(limits=1):
        yield


@cache
def _libraries() -> Any:
    import numpy  # noqa: F401  # only what is loaded is found
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController().select(user_api="blas")
