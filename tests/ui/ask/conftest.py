"""A small bilingual index with a hostile document in it, served without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.settings import Settings
from index.holding import Holder
from index.store import Index
from tests.assistant.conftest import RESOLUTION
from ui.keeping.store import Store, close, open_store
from ui.served import Served

HOSTILE = '<script>alert("x")</script> <img src=x onerror=alert(1)> ${1+1} {{value}} <b>الآبار</b>'

ENGLISH = """WC/RES/2021/1

Resolution 2021/1

The Water Council,

Recalling its previous resolutions on wells,

1. Decides to protect wells in the region;

2. Requests the Executive Secretary to report before 31 March 2022:

(a) On the state of wells;

(b) On the costs of protection.
"""


@pytest.fixture(scope="session")
def wells(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the index, to be read only."""
    from index.ingest import ingest

    home = tmp_path_factory.mktemp("wells")
    for name, text in {
        "wells.ar.txt": RESOLUTION.format(number=1, subject="الآبار"),
        "wells.en.txt": ENGLISH,
        "hostile.txt": RESOLUTION.format(number=2, subject=HOSTILE),
    }.items():
        (home / name).write_text(text, encoding="utf-8")
    ingest(home / "index", [home / name for name in ("wells.ar.txt", "wells.en.txt")])
    ingest(home / "index", [home / "hostile.txt"], name="<i>hostile</i>.txt")
    return home / "index"


@pytest.fixture(scope="session")
def served(wells: Path) -> Served:
    """What is served of it, without a language model."""
    return Served(Holder(wells), Settings(index=wells))


@pytest.fixture(scope="session")
def index(served: Served) -> Index:
    """The index, open."""
    return served.index


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """What is kept of people, empty."""
    opened = open_store(tmp_path)
    yield opened
    close(opened)
