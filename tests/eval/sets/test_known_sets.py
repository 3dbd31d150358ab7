"""The sets that people already have are read without a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.sets.reading import read_asked, read_set

ROOT = Path(__file__).resolve().parents[3]
SHIPPED = sorted((ROOT / "eval" / "sample").rglob("*.jsonl"))
GOLD = ROOT.parent / "shared" / "gold"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_the_shipped_sets_are_read_without_a_fault(path: Path) -> None:
    assert sum(1 for _ in read_set(path)) >= 20


@pytest.mark.parametrize(("name", "count"), [("dev.jsonl", 84), ("sc-dev.jsonl", 210)])
def test_the_development_sets_are_read_without_a_fault(name: str, count: int) -> None:
    if not (GOLD / name).exists():
        pytest.skip(f"{GOLD / name} is not on this machine")
    asked = list(read_asked(GOLD / name))
    assert len(asked) == count
    assert all(each.evidence or not each.answerable for each in asked)
