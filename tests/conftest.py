"""One thread and no network; the command line as a person runs it; the index of the sample corpus."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# set before anything that reads it is imported
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

# a busy machine is no fault of the code; what must be quick has tests of its own
settings.register_profile("fiqra", deadline=None)
settings.load_profile("fiqra")

SAMPLE = Path(__file__).resolve().parents[1] / "eval" / "sample" / "documents"


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


@pytest.fixture
def fiqra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Iterator[Run]:
    """Runs `assistant.cli.main` in an empty folder as the shell would."""
    from assistant import cli

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
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the whole corpus that ships."""
    from index.ingest import ingest

    folder = tmp_path_factory.mktemp("sample") / "index"
    ingest(folder, [SAMPLE])
    return folder
