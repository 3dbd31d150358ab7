from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.assistant.conftest import two_resolutions  # noqa: F401 (a fixture)
from tests.ui.keeping.quick import quick_passwords  # noqa: F401 (a fixture)
from ui.keeping import Store, close, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    close(opened)
