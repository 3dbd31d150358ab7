"""The command line as a person runs it, in a folder of its own, with small documents to ask about."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant import cli

SAMPLE = Path(__file__).resolve().parents[2] / "eval" / "sample" / "documents"

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


@dataclass(frozen=True)
class Ran:
    """What a command ended with and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    def said(self, code: int, *words: str) -> bool:
        """Whether it failed with one sentence on stderr that holds all these words."""
        assert self.err.count("\n") == 1, self.err
        assert self.err.startswith("fiqra: "), self.err
        assert self.err.rstrip().endswith((".", ")")), self.err
        for word in words:
            assert word in self.err
        assert self.code == code, self.err
        return True


Run = Callable[..., Ran]


def write(path: Path, number: int, subject: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(RESOLUTION.format(number=number, subject=subject), encoding="utf-8")
    return path


@pytest.fixture
def fiqra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Iterator[Run]:
    """Runs `assistant.cli.main` in an empty folder as the shell would."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("FIQRA_") and "CACHE" not in name]:
        monkeypatch.delenv(name)
    interrupt = signal.getsignal(signal.SIGINT)

    def run(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["fiqra", *map(str, arguments)])
        capfd.readouterr()
        code = 0
        try:
            cli.main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        out, err = capfd.readouterr()
        return Ran(code, out, err)

    yield run
    signal.signal(signal.SIGINT, interrupt)


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


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the whole corpus that ships."""
    from index.ingest import ingest

    folder = tmp_path_factory.mktemp("sample") / "index"
    ingest(folder, [SAMPLE])
    return folder
