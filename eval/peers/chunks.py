"""Where the chunks of a splitter stand in the text that they were cut from.

llama-index looks a chunk up with `text.find` from one character behind the last one's start. That
finds nothing where the splitter dropped white space inside a chunk, and the wrong place where a
short chunk's words also stand within the chunk before it. So chunks are laid over the text here by
what a splitter does not touch: their characters without white space, in order.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.errors import FiqraError
from index.values import Span


def locate(text: str, chunks: Sequence[str]) -> list[Span]:
    """The span of each chunk in `text`, from its first to its last character that is no white space.

    Chunks come in the order of the text; each begins no earlier than the one before and no later than
    where that ends, white space aside. Raises FiqraError for one that does not.
    """
    places = [i for i, character in enumerate(text) if not character.isspace()]
    bare = "".join(text[i] for i in places)
    spans = []
    start = end = 0
    for chunk in chunks:
        words = "".join(chunk.split())
        # the place with the least overlap: an earlier one is a repetition of the same words
        start = bare.rfind(words, start, end + len(words))
        if not words or start < 0:
            raise FiqraError(
                "A chunk of the peer does not stand where the one before it ends: its splitter "
                "changes or leaves out text, so that its passages cannot be scored."
            )
        spans.append(Span(places[start], places[start + len(words) - 1] + 1))
        end = max(end, start + len(words))
    return spans
