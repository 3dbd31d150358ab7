"""A small run with one question of each fate, and a real browser where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.chromium import chromium
from tests.eval.report.made_runs import failed, good, make_run, silent, wrong

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six questions: two answered well, one badly, two with silence, one not at all."""
    items = [
        good("g-ar"),
        good("g-en", "en"),
        wrong("w-en"),
        silent("s-ar"),
        silent("u-en", "en", answerable=False),
        failed("f-ar"),
    ]
    return make_run(tmp_path_factory.mktemp("runs") / "made", items)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser."""
    with chromium() as opened:
        yield opened
