"""What differs, with a few words around it: differences of long paragraphs on few lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.differences import Piece

CONTEXT = 5
"""Words that are kept before and after what differs."""

LONGEST_CHANGE = 24
"""Words that are kept of something added or missing, and of a stretch between two changes."""

MOST_WORDS = 90
"""Words of an excerpt; it ends behind the change that reaches them."""

_WORD = re.compile(r"\s*\S+\s*")


def excerpt(pieces: Sequence[Piece], most: int = MOST_WORDS) -> tuple[Piece, ...]:
    """The pieces that differ and a few of the words around them; `…` stands for what is left out.

    Changed figures alone are left out where words differ: they change with every renewal. Empty
    where nothing differs.
    """
    telling = any(_differs(piece) and not piece.figure for piece in pieces)
    kept = [_differs(piece) and not (telling and piece.figure) for piece in pieces]
    if not any(kept):
        return ()
    found: list[Piece] = []
    length = 0
    last = max(number for number, keep in enumerate(kept) if keep)
    for number, run in _runs(pieces, kept):
        if run:
            before = any(kept[:number])
            after = number <= last
            short = _context(run, before=before, after=after)
        else:
            piece = pieces[number]
            short = [_cut(piece)]
        found += short
        length += sum(len((piece.before or piece.after).split()) for piece in short)
        if length >= most and not run and number < last:
            return (*found, Piece("same", "…", "…"))
    return tuple(found)


def _differs(piece: Piece) -> bool:
    return piece.kind != "same"


def _runs(pieces: Sequence[Piece], kept: Sequence[bool]) -> Iterator[tuple[int, list[Piece]]]:
    """Each kept piece by itself (its place, nothing), and the stretches between them."""
    run: list[Piece] = []
    for number, (piece, keep) in enumerate(zip(pieces, kept, strict=True)):
        if not keep:
            run.append(piece)
            continue
        if run:
            yield number, run
            run = []
        yield number, []
    if run:
        yield len(pieces), run


def _context(run: Sequence[Piece], *, before: bool, after: bool) -> list[Piece]:
    """The first and last words of a stretch; whole where it is short and between two changes."""
    words = [(piece, word) for piece in run for word in _words(piece)]
    if before and after and len(words) <= LONGEST_CHANGE // 2:
        return list(run)
    head = [_piece(*word) for word in words[:CONTEXT]] if before else []
    rest = words[len(head) :]
    tail = [_piece(*word) for word in rest[-CONTEXT:]] if after else []
    left_out = len(rest) > len(tail)
    gap = [Piece("same", "… ", "… ")] if left_out else []
    return [*head, *gap, *tail]


def _words(piece: Piece) -> list[str]:
    """The words of a stretch, white space behind each. A changed figure is one word."""
    if piece.kind != "same":
        return [""]
    return _WORD.findall(piece.after) or [piece.after]


def _piece(piece: Piece, word: str) -> Piece:
    return piece if piece.kind != "same" else Piece("same", word, word)


def _cut(piece: Piece) -> Piece:
    """A long piece by its first words."""
    if max(len(piece.before.split()), len(piece.after.split())) <= LONGEST_CHANGE:
        return piece
    return Piece(
        piece.kind, _short(piece.before), _short(piece.after), figure=piece.figure, move=piece.move
    )


def _short(text: str) -> str:
    words = _WORD.findall(text)
    if len(words) <= LONGEST_CHANGE:
        return text
    return "".join(words[: LONGEST_CHANGE - 6]) + "… " + "".join(words[-5:])
