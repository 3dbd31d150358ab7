"""Ten thousand questions take the memory of one thousand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from eval.runs import folder
from tests.eval.runs.test_kills import start

BOUND = 10.0
"""MB of growth from 1,000 to 10,000 questions; the ids alone take about one."""


@pytest.mark.skipif(os.name != "posix", reason="peak memory as POSIX tells it")
def test_ten_thousand_questions_take_constant_memory(
    water: Path, set_path: Path, tmp_path: Path
) -> None:
    peaks = []
    for count in (1_000, 10_000):
        process = start(water, set_path, tmp_path / str(count), count, 0, "unsynced")
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        peaks.append(float(out))
    assert sum(1 for _ in folder.read_lines(tmp_path / "10000")) == 10_000
    assert peaks[1] - peaks[0] < BOUND, peaks
