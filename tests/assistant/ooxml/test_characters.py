"""What is left of a text that is written into an Office file."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ooxml.characters import kept, whole_lines


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\x0b", "\x0c", "\u2028", "\x85"])
def test_lines_are_made_whole_whatever_ends_them(ends: str) -> None:
    assert whole_lines(f"يقرر{ends}تمديد") == "يقرر\nتمديد"


@given(st.text(st.characters(codec=None), max_size=60))
def test_what_is_kept_can_be_read_back_to_the_letter(text: str) -> None:
    for made in (kept(text), whole_lines(text)):
        assert ET.fromstring(f"<t>{escape(made)}</t>").text == (made or None)
        assert kept(made) == made


@given(st.text(max_size=60))
def test_whole_lines_hold_no_control_character(text: str) -> None:
    made = whole_lines(text)
    assert not [c for c in made if (ord(c) < 32 or 127 <= ord(c) < 160) and c not in "\n\t"]
    assert whole_lines(made) == made
