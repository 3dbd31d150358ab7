"""Small documents to ask about."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, Ran, Run

__all__ = ["SAMPLE", "Ran", "Run", "write"]

RESOLUTION = """مجلس المياه

WC/RES/2021/{number}

القرار 2021/{number}

إن مجلس المياه،

إذ يشير إلى قراراته السابقة بشأن {subject}،

1 - يقرر حماية {subject} في المنطقة؛

2 - يطلب إلى الأمين التنفيذي أن يقدم تقريرا قبل 31 آذار/مارس 2022:

(أ) عن حالة {subject}؛

(ب) عن تكاليف الحماية.
"""


def write(path: Path, number: int, subject: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(RESOLUTION.format(number=number, subject=subject), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def two_resolutions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two resolutions and, beside it, their index; to be copied before it is changed."""
    from index.ingest import ingest

    home = tmp_path_factory.mktemp("two")
    for number, subject in enumerate(("الآبار", "السدود"), 1):
        write(home / "documents" / f"r{number}.txt", number, subject)
    ingest(home / "index", [home / "documents"])
    return home


@pytest.fixture
def index(two_resolutions: Path, tmp_path: Path) -> Path:
    """The index of the two resolutions as `.fiqra` in the folder where `fiqra` runs."""
    shutil.copytree(two_resolutions / "index", tmp_path / ".fiqra")
    return tmp_path / ".fiqra"
