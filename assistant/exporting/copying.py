"""One answer for the clipboard."""

from __future__ import annotations

from typing import Literal, get_args

from assistant.exporting.laying import laid_answer
from assistant.exporting.markdown import markdown
from assistant.exporting.notes import INVERTED
from assistant.exporting.values import Block, Laid, Mark, Style
from assistant.records import Exchange
from index.errors import UsageError
from index.values import Language

Form = Literal["plain", "markdown", "footnotes"]
"""`plain`: numbers in brackets, the citations below. `footnotes`: raised numbers, the notes below a
line. `markdown`: Markdown with its own footnotes."""

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RULE = "—" * 10


def copied(exchange: Exchange, form: Form, language: Language | None = None) -> str:
    """The answer without its question and without what was withdrawn, the citations named in `language`
    (the answer's own without it).

    Raises UsageError for another form.
    """
    if form not in get_args(Form):
        raise UsageError(f"An answer is copied as {', '.join(get_args(Form))}, not as {form!r}.")
    laid = laid_answer(exchange.answer, language or exchange.answer.language)
    return markdown(laid) if form == "markdown" else _text(laid, raised=form == "footnotes")


def _text(laid: Laid, *, raised: bool) -> str:
    parts: list[str] = []
    for before, block, after in zip(
        (None, *laid.blocks), laid.blocks, (*laid.blocks[1:], None), strict=False
    ):
        words = _line(block, before, after, raised=raised)
        joined = (
            before is not None and block.style in _CLOSE and before.style in _CLOSE[block.style]
        )
        parts += ["\n" if joined else "\n\n", words]
    if laid.notes:
        parts.append(f"\n\n{_RULE}" if raised else "\n")
    for number, note in enumerate(laid.notes, 1):
        lines = [line.text for line in note.lines]
        first = f"{_number([number], raised=raised)} {lines[0]}"
        parts += [f"\n{line}" for line in (first, *lines[1:])]
    return "".join(parts).strip() + "\n"


_CLOSE: dict[Style, tuple[Style, ...]] = {
    "quote": ("quote", "introduction", "label", "place"),
    "reading": ("reading", "label"),
    "label": ("quote", "reading"),
    "item": ("item",),
}
"""What stands on the next line, not behind an empty one, after which."""


def _line(block: Block, before: Block | None, after: Block | None, *, raised: bool) -> str:
    """A block's words; a quotation's first and last line have the inverted commas."""
    words, marks = [], []
    for piece in block.pieces:
        if isinstance(piece, Mark):
            marks.append(piece.note + 1)
            continue
        if marks:
            words.append(_number(marks, raised=raised))
            marks = []
        words.append(piece)
    end = _number(marks, raised=raised) if marks else ""
    text = "".join(words)
    if block.style == "quote":
        opening, closing = INVERTED[block.language]
        if not _goes_on(before, block):
            text = opening + text
        if not _goes_on(block, after):
            text += closing
    lead = f"{block.lead} " if block.lead else ""
    return lead + text + end


def _goes_on(block: Block | None, after: Block | None) -> bool:
    """Whether the second quotes on what the first quotes; a mark is a quotation's end."""
    return (
        block is not None
        and after is not None
        and block.style == after.style == "quote"
        and not any(isinstance(piece, Mark) for piece in block.pieces)
    )


def _number(notes: list[int], *, raised: bool) -> str:
    """`¹`, `¹,²` or `[1][2]`."""
    if raised:
        return ",".join(str(note).translate(_RAISED) for note in notes)
    return "".join(f"[{note}]" for note in notes)
