"""How much of a clause stands, in one place, in a longer text."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.differences import Piece

GAP = 4
"""Words of the longer text that a clause may leave out at a place and still have its words together."""


def part_of(pieces: Sequence[Piece]) -> float:
    """The share of the second text's words that stand together in the first: one stretch of it, in which
    the second leaves out at most `GAP` words at a place. A word in another form (`وكفالة`, `كفالة`) stands
    there, another figure does not. 0.0 to 1.0; 0.0 for a text without words.
    """
    whole = sum(len(piece.after.split()) for piece in pieces)
    best = here = left_out = 0
    for piece in pieces:
        if piece.kind == "same" or (piece.kind == "changed" and not piece.figure):
            here += len(piece.after.split())
            left_out = 0
        else:
            left_out += len(piece.before.split())
            if left_out > GAP:
                here = 0
        best = max(best, here)
    return best / whole if whole else 0.0
