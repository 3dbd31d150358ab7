"""From the order in which a line is seen to the order in which it is read.

The Unicode bidirectional algorithm turned round: seen from left to right, a line of a
right-to-left paragraph is read from the right, but for islands that run from left to right: Latin
words with what stands between them, and numbers with the signs that hold them together (UAX 9, rules
W2, W4, W7, N0, N1). Where two readings would be seen alike, the likelier one is taken: `vol. 2225`
and not `2225 vol.`, rising ranges, thousands in groups of three.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.documents.pdf.letters import kind

_SEPARATORS = frozenset("/.,:٫٬،")
_BRACKETS = frozenset("()[]{}<>«»‹›")
_SUPERSCRIPT = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
_AFTER_NUMBER = frozenset("%٪‰°")


def logical(seen: Sequence[str], rtl: bool) -> str:
    """The text of a line whose glyphs (and spaces) are given from left to right."""
    kinds = ["S" if text[0] in _SUPERSCRIPT else kind(text) for text in seen]
    if not rtl:
        return _left_to_right(seen, kinds)
    return "".join(_right_to_left(seen, kinds))


def _left_to_right(seen: Sequence[str], kinds: Sequence[str]) -> str:
    if "R" not in kinds:
        return "".join(seen)
    out: list[str] = []
    i = 0
    while i < len(seen):
        if kinds[i] not in "RA" or not _has_letter(kinds, i):
            out.append(seen[i])
            i += 1
            continue
        end = i
        for j in range(i, len(seen)):
            if kinds[j] == "L" or seen[j] == "\t":
                break
            if kinds[j] == "R":
                end = j + 1
        out += _right_to_left(seen[i:end], kinds[i:end])
        i = end
    return "".join(out)


def _has_letter(kinds: Sequence[str], i: int) -> bool:
    """Whether an Arabic letter follows before a Latin one does."""
    for each in kinds[i:]:
        if each in "RL":
            return each == "R"
    return False


def _right_to_left(seen: Sequence[str], kinds: Sequence[str]) -> list[str]:
    out: list[str] = []
    i = len(seen) - 1
    while i >= 0:
        if kinds[i] in "LEAS":
            start = _island(seen, kinds, i)
            island = list(seen[start : i + 1])
            out += _with_bracket(out, island, kinds[start : i + 1])
        elif (
            seen[i] in _AFTER_NUMBER
            and i
            and kinds[i - 1] in "EA"
            and (i + 1 == len(seen) or kinds[i + 1] in "NM")
        ):
            start = _island(seen, kinds, i - 1)
            out += [*seen[start:i], seen[i]]
        else:
            start = i
            out.append(seen[i])
        i = start - 1
    return out


def _with_bracket(out: list[str], island: list[str], kinds: Sequence[str]) -> list[str]:
    """An island that holds one bracket of a pair takes in the other, read just before it."""
    held = sum(text in _BRACKETS for text in island)
    if "L" in kinds and held % 2 and out and out[-1] in _BRACKETS:
        return [*island, out.pop()]
    return island


def _island(seen: Sequence[str], kinds: Sequence[str], right: int) -> int:
    """Where the island begins that ends at `right`."""
    if kinds[right] == "S":
        return _while(kinds, right, "S")
    if kinds[right] == "A":
        return _numbers(seen, kinds, right, "A")
    start = _words(seen, kinds, right)
    return _numbers(seen, kinds, right, "E") if start is None else start


def _while(kinds: Sequence[str], right: int, wanted: str) -> int:
    while right and kinds[right - 1] == wanted:
        right -= 1
    return right


def _words(seen: Sequence[str], kinds: Sequence[str], right: int) -> int | None:
    """The start of an island of Latin words and the numbers among them; None where no word is."""
    start: int | None = None
    at = right
    if kinds[right] == "L":
        start = right
    j = right - 1
    while j >= 0:
        each = kinds[j]
        if each in "RAS" or seen[j] == "\t":
            break
        gap = "".join(seen[j + 1 : at])
        brackets = sum(c in _BRACKETS for c in gap)
        if each == "L":
            if brackets >= 2 or (start is None and (brackets or len(gap) > 3)):
                break
            start = at = j
        elif each == "E":
            if start is not None and (brackets or len(gap) > 3):
                break
            at = j
        j -= 1
    if start is None:
        return None
    # Numbers left of the first word belong to it if they touch it or one space parts them.
    j = start
    if j and kinds[j - 1] == "E":
        return _numbers(seen, kinds, j - 1, "E")
    if j > 1 and seen[j - 1] == " " and kinds[j - 2] == "E":
        number = _numbers(seen, kinds, j - 2, "E")
        if number == 0 or seen[number - 1] not in _BRACKETS:
            return number
    return start


def _numbers(seen: Sequence[str], kinds: Sequence[str], right: int, digit: str) -> int:
    """The start of an island of digits with the signs that hold them together."""
    start = _while(kinds, right, digit)
    while start >= 2 and kinds[start - 2] == digit and seen[start - 1] in _SEPARATORS:
        start = _while(kinds, start - 2, digit)
    start = _thousands(seen, kinds, start, right, digit)
    # A hyphen holds European numbers together only where no Arabic letter stands before them, so
    # a range is seen with its first number at the right, unless its producer ordered it otherwise.
    if start >= 2 and seen[start - 1] in "-–" and kinds[start - 2] == digit:
        first = _while(kinds, start - 2, digit)
        before = "".join(seen[first : start - 1])
        after = "".join(seen[start : right + 1])
        alone = first == 0 or seen[first - 1] not in "-–/."
        if before.isdigit() and after.isdigit() and alone and _is_joined(kinds, before, after):
            return first
    return start


def _is_joined(kinds: Sequence[str], before: str, after: str) -> bool:
    """Whether two numbers with a hyphen between are read as they are seen, from left to right."""
    if len(before) == len(after):
        return int(before) < int(after)
    # A code (`24-01755`): one number is no end of a range with the other.
    return "R" not in kinds or after[0] in "0٠" or len(after) >= len(before) + 3


def _thousands(
    seen: Sequence[str], kinds: Sequence[str], start: int, right: int, digit: str
) -> int:
    """`1 250` seen as it is read: the last groups of three digits, before them one to three."""
    first = "".join(seen[start : right + 1])
    signs = [c for c in first if c in ".,٫٬"]
    head = first.split(signs[0])[0] if signs else first
    if len(head) != 3 or "/" in first or ":" in first:
        return start
    found = start
    while found >= 2 and seen[found - 1] in " \u00a0" and kinds[found - 2] == digit:
        left = _while(kinds, found - 2, digit)
        size = found - 1 - left
        if size > 3 or (left and (kinds[left - 1] == digit or seen[left - 1] in "/.,٫٬،")):
            break
        if left > 1 and seen[left - 1] == ":" and kinds[left - 2] == digit:  # a scale: 1:25 000
            return _while(kinds, left - 2, digit)
        found = left
        if size < 3:
            return found
    # Groups of three alone are seen alike in either order; but no number begins with zeros.
    return found if head.strip("0٠") == "" and seen[found] not in "0٠" else start
