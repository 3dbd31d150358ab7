"""Names of files that are sent: no folders, nothing that misleads, never too long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.documents.kept import LONGEST, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\قرار.txt", "قرار.txt"),
        (".hidden", "hidden"),
        ("..", ""),
        ("a\u202etxt.exe", "a txt.exe"),
        ("con.txt", "_con.txt"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=400))
def test_whatever_the_name_it_stays_in_its_folder(name: str) -> None:
    safe = safe_name(name)
    assert len(safe.encode()) <= LONGEST
    assert not set("/\\:\x00<>") & set(safe)
    assert not safe.startswith(".")
    assert safe_name(safe) == safe
