"""Which characters a text may have that is written into XML, a workbook or a line of a terminal."""

from __future__ import annotations

import re

_BREAKS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e]")
_MORE_BREAKS = re.compile(r"[\x85\u2028\u2029]")
_IMPOSSIBLE = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONTROLS = re.compile(r"[\x7f-\x9f]")


def kept(text: str) -> str:
    """The text without what XML 1.0 cannot hold, which shows nothing; a line's end that it cannot hold
    (carriage return, U+000B of a word processor, form feed) is a line feed.
    """
    return _IMPOSSIBLE.sub("", _BREAKS.sub("\n", text))


def whole_lines(text: str) -> str:
    """As `kept`; every other character that ends a line is a line feed too, and no control character is
    left but that and the tab.
    """
    return _CONTROLS.sub("", _MORE_BREAKS.sub("\n", kept(text)))
