"""An answer or a conversation as Markdown with footnotes (`[^1]`), which GitHub, Pandoc and most others read.

Whatever comes from a document, a person or a model is text: no character of it is markup.
"""

from __future__ import annotations

import re
from itertools import groupby

from assistant.exporting.values import Block, Laid, Mark, Note

_MARKUP = re.compile(r"[\\`*_{}\[\]<>|~^$&@]")
_ADDRESS = re.compile(r"(?<=:)//|(?<=www)\.", re.IGNORECASE)
"""What makes an address a link on some pages without any brackets."""
_AT_START = re.compile(r"[#+\-=:%(]")
_NUMBERED = re.compile(r"\w{1,9}(?=[.)](?:\s|$))")
_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_IMPOSSIBLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")


def markdown(laid: Laid) -> str:
    """The blocks and, at the end, the notes. A note that is referred to twice is written once."""
    parts: list[str] = []
    written = ((block, _inline(block)) for block in laid.blocks)
    shown = [(block, words) for block, words in written if words]
    for kind, group in groupby(shown, lambda each: _kind(each[0])):
        blocks = list(group)
        if kind == "quote":
            parts.append("\n>\n".join(f"> {words}" for _, words in blocks))
        elif kind == "list":
            parts.append("".join(_listed(*each) for each in blocks).strip())
        else:
            parts += [_alone(*each) for each in blocks]
    parts += [_note(number, note) for number, note in enumerate(laid.notes, 1)]
    return "\n\n".join(parts) + "\n"


def _kind(block: Block) -> str:
    if block.style == "quote":
        return "quote"
    if block.style in ("item", "withdrawn", "reason", "source", "file"):
        return "list"
    return "alone"


def _listed(block: Block, words: str) -> str:
    """An item; what belongs to it stands below, behind a hard line break."""
    if block.style in ("reason", "file"):
        return f"\\\n  {words}"
    if block.style == "withdrawn":
        return f"\n- ~~{words}~~"
    return f"\n{block.lead if block.lead[:1].isdigit() else '-'} {words}"


def _alone(block: Block, words: str) -> str:
    if block.style == "title":
        return f"# {words}"
    if block.style in ("question", "heading"):
        return f"## {words}"
    if block.style in ("fact", "remark", "label"):
        return f"*{words}*"
    if block.style in ("abstention", "place"):
        return f"**{words}**"
    return words


def _inline(block: Block) -> str:
    """The words on one line, escaped, with their marks."""
    words = [
        f"[^{piece.note + 1}]" if isinstance(piece, Mark) else plain(piece, inside=number > 0)
        for number, piece in enumerate(block.pieces)
    ]
    return "".join(words).strip()


def plain(text: str, *, inside: bool = False) -> str:
    """A text as Markdown that shows it to the letter, on one line. `inside` a line, what is markup at a
    line's start only is none.
    """
    text = _BREAKS.sub(" ", _IMPOSSIBLE.sub("", text))
    if not inside:
        text = text.lstrip()
    started = "" if inside or not _AT_START.match(text) else "\\"
    numbered = None if inside or started else _NUMBERED.match(text)
    escaped = _ADDRESS.sub(lambda m: "\\" + m[0], _MARKUP.sub(lambda m: "\\" + m[0], text))
    if numbered:
        # of letters and digits nothing was escaped but `_`, which is no mark of a list
        at = len(numbered[0]) + numbered[0].count("_")
        return f"{escaped[:at]}\\{escaped[at:]}"
    return started + escaped


def _note(number: int, note: Note) -> str:
    """A definition; its further paragraphs are indented, so that they belong to it."""
    first, *more = [plain(line.text) for line in note.lines]
    return "\n\n".join([f"[^{number}]: {first}", *(f"    {line}" for line in more)])
