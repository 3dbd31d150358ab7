from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.keeping.quick import quick_passwords  # noqa: F401 (a fixture)
from ui.keeping import Store, close, open_store
from ui.keeping.users import add_user

PASSWORD = "correct horse"


@pytest.fixture
def nobody(tmp_path: Path) -> Iterator[Store]:
    """A store without users."""
    opened = open_store(tmp_path)
    yield opened
    close(opened)


@pytest.fixture
def store(nobody: Store) -> Store:
    """A store with the user سعاد."""
    add_user(nobody, "سعاد", PASSWORD)
    return nobody
