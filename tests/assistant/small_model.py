"""A real language model on loopback, as a test wants it: SmolLM2-135M, which invents things."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.settings import Settings
from eval.benchmarks.small_model_running import running_small_model, small_model_path
from index.errors import FiqraError

CONTEXT = 2048
"""Tokens; as many as the tests need, as each takes memory."""


@pytest.fixture(scope="module")
def small_model() -> Iterator[Settings]:
    """The settings of the model, running; the tests that want it skip where it is not here.

    Nothing is fetched: that is `python -m eval.benchmarks.small_model_running`.
    """
    pytest.importorskip("xllamacpp", reason="xllamacpp, the extra `small-model`, is not installed")
    try:
        path = small_model_path()
    except FiqraError as absent:
        pytest.skip(str(absent))
    with running_small_model(path, context=CONTEXT) as settings:
        yield settings
