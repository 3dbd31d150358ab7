"""The part of a paragraph that comes nearest to a statement: its meaning is compared with that part."""

from __future__ import annotations

from assistant.support.matching import Text, content
from index.arabic.mapping import identity
from index.arabic.normalise import fold

LONGEST = 8
"""Clauses of a part at most."""


def nearest(statement: Text, text: Text) -> str:
    """The clauses in a row that hold the most of the statement's words and the fewest others
    (the harmonic mean of both shares); the whole text where none holds any.
    """
    own = content(statement.words)
    places = [text.places(word.text, statement.language) for word in own]
    of_clause: dict[int, int] = {}
    for word in content(text.words):
        of_clause[word.clause] = of_clause.get(word.clause, 0) + 1
    clauses = sorted(of_clause)
    held = [{text.words[place].clause for place in each} for each in places]
    best, chosen = 0.0, (0, len(clauses))
    for first in range(len(clauses)):
        size = 0
        for last in range(first, min(first + LONGEST, len(clauses))):
            size += of_clause[clauses[last]]
            inside = set(clauses[first : last + 1])
            found = sum(not inside.isdisjoint(each) for each in held)
            score = 2 * found / (len(own) + size)
            if score > best:
                best, chosen = score, (first, last + 1)
    if not best:
        return text.printed
    within = clauses[chosen[0] : chosen[1]]
    words = [w for w in text.words if within[0] <= w.clause <= within[-1]]
    start, end = fold(identity(text.printed)).source_range(
        words[0].start, words[-1].start + len(words[-1].text)
    )
    return text.printed[start:end]
