"""Passwords that are hashed in no time: what they cost has a test of its own."""

from __future__ import annotations

import pytest

from ui.keeping import passwords


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "COST", passwords.Cost(2**4, 8, 1))
