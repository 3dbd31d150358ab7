"""Words behind a wrong letter map: the map is learned from the document itself, and undone."""

from __future__ import annotations

from collections.abc import Sequence

from index.arabic.repair.letters.choice import Choice
from index.arabic.repair.letters.decoding import Decoded, decoded
from index.arabic.repair.letters.learning import learned
from index.arabic.repair.letters.observe import alphabet, rows
from index.arabic.repair.letters.ordering import put_in_order
from index.arabic.repair.letters.trie import Trie, build
from index.arabic.repair.values import Change, Reading, substitute
from index.arabic.words import WordModel, plain

LEAST_CHANGED = 0.12
"""A document of which fewer words would be read otherwise has no wrong letter map, but names and
words that are on no list: it stays as it is.
"""
LONGEST_LINE = 20_000
"""Characters; a longer line is no line of a document and stays as it is."""
UNREAD = 0.2
"""That of what stays as it stands because nothing plausible was found."""

_BUILT: list[tuple[WordModel, Trie, dict[str, int]]] = []
"""The last trie that was built, since building it takes seconds."""


def trie_of(model: WordModel) -> tuple[Trie, dict[str, int]]:
    """The trie of a model, and the number of each of its words."""
    if not _BUILT or _BUILT[0][0] is not model:
        trie = build(model)
        _BUILT[:] = [(model, trie, {word: i for i, word in enumerate(trie.words)})]
    return _BUILT[0][1:]


def read_letters(lines: Sequence[Reading], model: WordModel) -> list[Reading]:
    """The lines of one document (`spacing.marked`: kashidas and spaces stand), its wrong letter map
    undone.

    The map is learned from the lines themselves (`learning`), then every line is read by it
    (`decoding`), and read again with its pieces in another order where that is clearly better
    (`ordering`). Words that are sound as they stand are left; what cannot be read is only
    marked, with a low confidence. A document without a wrong letter map stays as it is. The result
    still has its kashidas and spare spaces where nothing was changed.
    """
    trie, numbers = trie_of(model)
    texts = [line.text.text for line in lines]
    known = alphabet(texts)
    all_rows = [
        row
        for i, text in enumerate(texts)
        if len(text) <= LONGEST_LINE
        for row in rows(i, text, known)
    ]
    if not all_rows:
        return list(lines)
    channel = learned(all_rows, known, trie, numbers)
    found = decoded(all_rows, texts, channel, trie, numbers, model)
    if _share_changed(found, texts) < LEAST_CHANGED:
        return list(lines)
    by_line: dict[int, list[Decoded]] = {}
    for reading in found:
        by_line.setdefault(reading.row.line, []).append(reading)
    readings = list(lines)
    for i, (line, again) in put_in_order(lines, found, channel, trie, numbers, model).items():
        readings[i], by_line[i] = line, again
    return [_changed(line, by_line[i]) if i in by_line else line for i, line in enumerate(readings)]


def _share_changed(found: Sequence[Decoded], texts: Sequence[str]) -> float:
    """The share of the words that are read otherwise than they stand."""
    many = changed = 0
    for reading in found:
        text, starts = texts[reading.row.line], reading.row.starts
        for choice in reading.words:
            word = choice.candidate
            if word.word is not None and not word.sign:
                many += 1
                changed += word.word != plain(text[starts[word.start] : starts[word.end]]).strip()
    return changed / many if many else 0.0


def confidence(choice: Choice) -> float:
    """Probability that a word is what the author wrote: its share among all readings, less where
    its shapes had to be stretched to fit or the word is rare. The factors were set on random
    letter maps over sound text.
    """
    word = choice.candidate
    fits = next((factor for least, factor in _FITS if word.seen > least), _FITS[-1][1])
    return choice.share * fits * (RARE if word.alone < _RARE_BELOW else 1.0)


_FITS = ((-2.5, 0.99), (-5.0, 0.88), (-99.0, 0.7))
_RARE_BELOW, RARE = -13.5, 0.92


def _changed(line: Reading, found: Sequence[Decoded]) -> Reading:
    text = line.text.text
    changes = []
    for reading in found:
        starts = reading.row.starts
        for k, choice in enumerate(reading.words):
            word = choice.candidate
            start, end = int(starts[word.start]), min(int(starts[word.end]), len(text))
            if start >= end:
                continue
            old = text[start:end]
            if word.word is None:
                changes.append(Change(start, end, old, "letters", UNREAD))
                continue
            after = reading.words[k + 1].candidate if k + 1 < len(reading.words) else None
            new = word.word
            if after is not None and after.start == word.end and not after.sign:
                new += " "
            if old != new:
                changes.append(Change(start, end, new, "letters", confidence(choice)))
    return substitute(line, changes)
