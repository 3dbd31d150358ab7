"""Which footnotes a paragraph points to, by the marks in its text."""

from __future__ import annotations

import re
from collections.abc import Set

from index.arabic.digits import DIGITS

_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_DIGIT = "[0-9٠-٩۰-۹]"
_MARK = re.compile(
    rf"\^\s?[()]?\s?({_DIGIT}{{1,3}})\s?[()]?"
    rf"|\(\s?({_DIGIT}{{1,3}})\s?\)"
    rf"|\)\s?({_DIGIT}{{1,3}})\s?\("
    "|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})"
    r"|\((\*{1,3})\)"
)
# "Article 4(1)", "المادة 4(أ)(1)" name a clause; "64/293(1)" and "2021(1)" carry a mark.
_CLAUSE = re.compile(rf"(?:^|[\s(])(?:{_DIGIT}{{1,3}}|[A-Za-z])(?:\([^()\s]{{1,4}}\))*$")
_UNIT = re.compile(r"(?:^|[\s\d٠-٩])(?:[kcm]?m|[كسم]?م)$")


def footnote_marks(text: str, known: Set[str]) -> tuple[str, ...]:
    """Numbers (European digits, in order, each once) of the footnotes marked in `text`.

    `known` are the document's footnotes; a bracketed number that none of them bears is no mark.
    Nor is one with a space before it, which is a count or a list's number.
    """
    if not known:
        return ()
    found: list[str] = []
    for match in _MARK.finditer(text):
        number = next(group for group in match.groups() if group)
        number = number.translate(_SUPERSCRIPT).translate(DIGITS)
        if number in known and number not in found and _is_mark(text, match):
            found.append(number)
    return tuple(found)


def _is_mark(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 20) : match.start()]
    if match.group(1):
        return bool(before.strip())
    if not before or before[-1].isspace():
        return False
    if match.group(5):
        return True
    if match.group(4):
        return not _UNIT.search(before)
    return not _CLAUSE.search(before)
