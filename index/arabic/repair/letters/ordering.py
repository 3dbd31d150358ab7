"""The order of every line's pieces: all ways of putting them in order tried, the best kept.

An order is proposed by the kashidas (`pieces`), by reversing blocks of whole words (`blocks`), or
by cutting what cannot be read (`rotation`); each is decoded anew, and judged by its shapes, by its
words and by the lines around it. What is in order helps its neighbours, so this is done again
beside every line that changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index.arabic.repair.letters import blocks
from index.arabic.repair.letters.decoding import Decoded, decoded, likelihoods
from index.arabic.repair.letters.lattice import Scores
from index.arabic.repair.letters.learning import Channel
from index.arabic.repair.letters.observe import Row, rows
from index.arabic.repair.letters.pieces import orders
from index.arabic.repair.letters.rotation import broken, rotated
from index.arabic.repair.letters.trie import Trie
from index.arabic.repair.run_costs import Costs, Document
from index.arabic.repair.values import Reading, reorder
from index.arabic.words import WordModel

CLEAR, CLEAR_OF_SEAMS = 5.0, 1.5
"""Nats that a line must be more probable in another order for it to be kept; where it was cut
anyway.
"""
ORDERED, DOUBTFUL = 0.85, 0.75
"""Confidence of a line in a new order, and of one that gained less than `_MUCH` by it."""
_MUCH = 20.0
_REVERSED = 0.05
"""Share of the lines that must gain as much for the document's runs to count as reversed; in
another, no line is put in order for less.
"""
_ROUNDS = 4

Ordered = Sequence[tuple[int, int] | None]
"""Pieces of a line in their order; None for a space lost between two."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A line as it is ordered and read."""

    reading: Reading
    found: Decoded
    tokens: tuple[blocks.Token, ...]

    @property
    def seams(self) -> tuple[int, ...]:
        """Where its pieces were put together."""
        return self.reading.runs[1:]


def _standing(reading: Reading, found: Decoded) -> Standing:
    return Standing(reading, found, tuple(blocks.tokens(found, reading.text.text)))


def put_in_order(
    lines: Sequence[Reading],
    found: Sequence[Decoded],
    channel: Channel,
    trie: Trie,
    numbers: Mapping[str, int],
    model: WordModel,
) -> dict[int, tuple[Reading, list[Decoded]]]:
    """The lines whose pieces are clearly better in another order, so ordered and read anew;
    `found` is all lines as they stand.
    """
    texts = [line.text.text for line in lines]
    stands: dict[int, list[Decoded]] = {}
    for reading in found:
        stands.setdefault(reading.row.line, []).append(reading)
    whole = {i: some[0] for i, some in stands.items() if len(some) == 1 and some[0].words}
    now = {i: _standing(lines[i], some) for i, some in whole.items()}

    def likelihood(some: Sequence[Row]) -> Scores:
        return likelihoods(some, channel, trie, numbers)

    changed: set[int] = set()
    recent = set(now)
    rotating: set[int] = set()
    turned: set[int] = set()  # lines whose blocks were put in order once: not again
    for turn in range(_ROUNDS):
        looked_at = [i for i in now if i not in turned and {i - 1, i, i + 1} & recent]
        borders = _borders(now, sorted({*looked_at, *recent}), model)
        proposed: list[Mapping[int, Ordered]] = []
        blocked: dict[int, Ordered] = {}
        for i in looked_at:
            line = now[i]
            gain, pieces = blocks.best_order(
                line.tokens, line.reading.text.text, line.seams, borders[i]
            )
            if gain > (blocks.GAIN_OF_SEAMS if line.seams else blocks.GAIN):
                blocked[i] = pieces
        proposed.append(blocked)
        texts = [now[i].reading.text.text if i in now else text for i, text in enumerate(texts)]
        if not turn:
            proposed.append(orders([line.found for line in now.values()], texts, likelihood, model))
        left = {
            i: now[i].found
            for i in sorted(recent - rotating)
            if broken(now[i].found) and not any(i in some for some in proposed)
        }
        rotating |= left.keys()
        proposed.append(rotated(left, texts, likelihood))
        tried = [(i, tuple(pieces)) for some in proposed for i, pieces in some.items()]
        laid = [reorder(now[i].reading, pieces, DOUBTFUL) for i, pieces in tried]
        ordered = [line.text.text for line in laid]
        tried_rows = [
            row
            for k, line in enumerate(laid)
            for row in rows(k, ordered[k], channel.alphabet, frozenset(line.runs[1:]))
        ]
        gains: dict[int, tuple[float, Standing]] = {}
        for again in decoded(tried_rows, ordered, channel, trie, numbers, model):
            if not again.words:
                continue
            k = again.row.line
            i, pieces = tried[k]
            new = _standing(laid[k], replace(again, row=replace(again.row, line=i)))
            gain = again.score - now[i].found.score
            gain += blocks.cost(now[i].tokens, borders[i]) - blocks.cost(new.tokens, borders[i])
            least = CLEAR_OF_SEAMS if now[i].seams else CLEAR
            if gain > max(least, gains.get(i, (0.0, new))[0]):
                if gain > _MUCH:
                    surer = reorder(now[i].reading, pieces, ORDERED)
                    new = Standing(surer, new.found, new.tokens)
                gains[i] = gain, new
                (turned.add if k < len(blocked) else turned.discard)(i)
        if not turn:
            certain = {i: one for i, one in gains.items() if one[0] > _MUCH}
            if len(certain) < _REVERSED * len(now):
                return {i: (new.reading, [new.found]) for i, (_, new) in sorted(certain.items())}
        for i, (_, new) in gains.items():
            now[i] = new
        recent = set(gains)
        changed |= recent
        if not recent:
            break
    return {i: (now[i].reading, [now[i].found]) for i in sorted(changed)}


def _borders(
    now: Mapping[int, Standing], lines: Sequence[int], model: WordModel
) -> dict[int, blocks.Border]:
    read = {i: blocks.read_text(line.tokens, line.reading.text.text) for i, line in now.items()}
    document = Document.of(read.values(), model)
    found = {}
    for i in lines:
        before = now[i - 1].tokens if i - 1 in now else ()
        behind = now[i + 1].tokens if i + 1 in now else ()
        words = frozenset(token.text for token in now[i].tokens)
        found[i] = blocks.Border(before, behind, Costs(model, document, read[i], words))
    return found
