"""Every `fiqra eval …` that README.md and docs/ print names a subcommand and options that there are."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from eval.commands import app

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMAND = re.compile(r"^(?:\$ )?(fiqra eval .+)|`(fiqra eval [^`]+)`", re.MULTILINE)


def commands(page: Path) -> Iterator[list[str]]:
    """The words behind `fiqra eval` of each command that a page prints, in a block or a line."""
    text = page.read_text(encoding="utf-8").replace("\\\n", " ")
    for match in COMMAND.finditer(text):
        words = shlex.split(match[1] or match[2], comments=True)[2:]
        if words != ["…"]:
            yield words


def fault_of(words: list[str]) -> str:
    """What is wrong with a command line; empty where nothing is."""
    group = get_command(app)
    name, *rest = words
    command = group.commands.get(name)  # type: ignore[attr-defined]
    if command is None:
        return f"there is no subcommand {name}"
    context = command.context_class(command, info_name=name)
    try:
        _, left, _ = command.make_parser(context).parse_args(args=rest)
    except Exception as fault:  # click's own, wherever Typer keeps it
        return str(fault) or type(fault).__name__
    return f"it takes no {' '.join(left)}" if left else ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_prints_no_command_that_there_is_not(page: Path) -> None:
    faults = {" ".join(words): fault_of(words) for words in commands(page)}
    assert not {line: fault for line, fault in faults.items() if fault}


def test_the_pages_print_commands() -> None:
    found = [words for page in PAGES for words in commands(page)]
    assert {words[0] for words in found} >= {"check", "new", "draft", "import", "run", "compare"}


@pytest.mark.parametrize(
    "line", ["figures", "import KIND SOURCE OUT --lang ar", "run --sets dev", "compare A B C"]
)
def test_what_there_is_not_is_found(line: str) -> None:
    assert fault_of(line.split())
