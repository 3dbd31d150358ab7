"""The README cannot lie: its transcript is what the commands print, its commands are the CI's."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

from tests.assistant.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_transcript_is_what_the_commands_print(fiqra: Run, sample: Path) -> None:
    """Where answers have changed for good, `python docs/transcript.py --write` brings it up to date."""
    rendered = runpy.run_path(str(ROOT / "docs" / "transcript.py"))["rendered"]
    assert rendered(README, sample).splitlines() == README.splitlines()


def test_every_verb_is_explained(fiqra: Run) -> None:
    listed = fiqra("--help").out.partition("Commands:")[2]
    verbs = re.findall(r"^  (\w+) ", listed, re.MULTILINE)
    assert len(verbs) >= 10
    assert [verb for verb in verbs if f"`fiqra {verb}" not in README] == []


def test_there_is_one_command_for_the_tests() -> None:
    commands = re.findall(r"^(.*pytest.*)  # the tests$", README, re.MULTILINE)
    assert len(commands) == 1
    assert commands[0].startswith("pip install torch==")
    assert "# the tests$" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
