"""An answer with markers such as [2] as statements with their citations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eval.runs.lines import Statement

_NUMBER = r"(?:[Ss]ources?\s+|المصدر\s+|المصادر\s+)?\d+"
_MARKER = re.compile(rf"[\[【]\s*{_NUMBER}(?:\s*(?:[,،;؛]|and|و)\s*{_NUMBER})*\s*[\]】]")
_END = re.compile(
    rf"(?:[.!?؟؛。](?=\s|$|[\[【])|\n)"  # the end of a sentence or a line,
    rf"(?:[ \t]*{_MARKER.pattern})*\s*"  # with the markers that stand behind it
)


def statements(answer: str, sources: int) -> tuple[tuple[Statement, ...], tuple[int, ...]]:
    """The statements of an answer, and which of the numbered sources it cites, in order of use.

    A statement is a sentence or a line; markers behind its full stop belong to it. Its citations
    are positions in the second value, repeated where the answer repeats them; a marker beyond the
    `sources` that there are (or 0) gives a position that is out of range, so that it counts as
    invented. Sources are counted from 1.
    """
    used: dict[int, int] = {}
    found: list[tuple[str, list[int]]] = []
    at = 0
    for end in [*(match.end() for match in _END.finditer(answer)), len(answer)]:
        piece, at = answer[at:end], end
        numbers = [
            int(each) for marker in _MARKER.findall(piece) for each in re.findall(r"\d+", marker)
        ]
        text = " ".join(_MARKER.sub(" ", piece).split())
        text = re.sub(r"\s+([.,;:!?،؛؟])", r"\1", text)
        if not re.search(r"\w", text):
            if found:  # a marker on a line of its own is that of the statement before
                found[-1][1].extend(numbers)
            continue
        found.append((text, numbers))
    for _, numbers in found:
        for number in numbers:
            if 1 <= number <= sources:
                used.setdefault(number, len(used))
    return (
        tuple(
            Statement(text, tuple(used.get(number, len(used) + number) for number in numbers))
            for text, numbers in found
        ),
        tuple(used),
    )


_SILENT = re.compile(
    r"\b(?:do(?:es)? not|don't|doesn't|cannot|can't|could not|no|none|not|unable|isn't|aren't)\b"
    r"|\b(?:لا|لم|ليس|ليست|تعذر|يتعذر|لن|غير)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:sources?|context|information|documents?|answer|provided|empty response)\b"
    r"|مصادر|المصدر|معلومات|السياق|وثائق|الوثيقة|إجابة|الإجابة",
    re.IGNORECASE,
)


def is_silent(answer: str, said: Sequence[Statement]) -> bool:
    """Whether an answer says that the sources do not answer.

    A citation engine states that in words only. So: no marker in it, and a sentence that denies
    something of the sources, the context or an answer; or no words at all.
    """
    if any(each.citations for each in said):
        return False
    if not said or answer.strip() == "Empty Response":
        return True
    return any(_SILENT.search(each.text) and _ABOUT.search(each.text) for each in said)
