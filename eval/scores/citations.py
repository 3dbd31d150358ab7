"""Do the citations carry the answer, and is each of them needed?

ALCE's two figures (Gao et al. 2023) with its holes closed, and those of the TREC RAG track with its
three levels of support.

- The whole answer is read: every statement that the system gives, and whatever sentences of the
  answer stand in none of them. Those cite nothing.
- A statement without a citation has no support, and counts.
- A citation that names no place in the documents (a position out of range, an unknown document,
  characters that are not there) counts among the citations, as a wrong one. So does one that a
  statement gives a second time, and one that no statement uses. Support itself is judged by the
  places that exist.
- All citations of a statement are judged together; none is left out for being the fourth.
- A refusal is no answer without citations: it has no figure here and is counted under abstention.
  So is a question that ended in an error.

ALCE calls a citation precise if its statement is supported and needs it: without it the rest does
not support the statement, or it supports the statement alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.support.values import Cited, Judge, Judgement
from eval.runs.lines import Line, Place, Statement
from eval.scores.cited import Cite
from eval.scores.figures import Row

WEIGHTS = {"supported": 1.0, "partly": 0.5, "unsupported": 0.0}
"""Worth of a statement by its support (TREC RAG 2024: full, partial, none)."""

_MARKER = re.compile(r"\[\d+(?:\s*[,،]\s*\d+)*\]")
_SENTENCE_END = re.compile(r"(?<=[.!?؟؛;])\s+|\n+")
_WORD = re.compile(r"[^\W\d_]{2,}")

LEAST_WORDS = 3
"""A remainder of the answer with fewer words is a heading or a list mark, no statement."""


@dataclass(frozen=True, slots=True)
class Uses:
    """The citations of one statement, sorted out."""

    good: tuple[Cited, ...]
    """Distinct places that exist, in the order given."""
    invented: int
    repeated: int

    @property
    def count(self) -> int:
        """All that the statement cites, as the system gave it."""
        return len(self.good) + self.invented + self.repeated


def statements_of(line: Line) -> tuple[Statement, ...]:
    """All statements of an answer: those of the line, then the sentences that stand in none of them."""
    rest = _plain(line.answer)
    for each in sorted((_plain(s.text) for s in line.statements), key=len, reverse=True):
        if each:
            rest = rest.replace(each, "\n", 1)
    left = (part.strip() for part in _SENTENCE_END.split(rest))
    return (
        *line.statements,
        *(Statement(part, ()) for part in left if len(_WORD.findall(part)) >= LEAST_WORDS),
    )


def _plain(text: str) -> str:
    """Without citation markers and with single spaces, line breaks kept: systems differ in both."""
    rows = (" ".join(_MARKER.sub(" ", row).split()) for row in text.splitlines())
    return "\n".join(row for row in rows if row)


def judged(
    line: Line, statements: Sequence[Statement], judge: Judge, cite: Cite
) -> tuple[Row, tuple[Judgement, ...]]:
    """An answer's citation figures, and the judgement on each statement by all that it cites.

    `line` is one that gives an answer. An answer without any citation has precision 0, as in ALCE;
    an empty answer, which states nothing, has recall 0 as well.
    """
    judgements, precise, total = [], 0, 0
    invented = repeated = cited = 0
    used: set[int] = set()
    for statement in statements:
        uses = _uses(statement, line.citations, cite)
        judgement = judge(statement.text, uses.good)
        judgements.append(judgement)
        if judgement.support == "supported":
            precise += sum(
                _needed(statement.text, uses.good, i, judge) for i in range(len(uses.good))
            )
        total += uses.count
        invented += uses.invented
        repeated += uses.repeated
        cited += bool(uses.count)
        used.update(statement.citations)
    for position, place in enumerate(line.citations):
        if position not in used:
            total += 1
            invented += cite(place) is None
    supported = sum(each.support == "supported" for each in judgements)
    weight = sum(WEIGHTS[each.support] for each in judgements)
    row: Row = {
        "citation_recall": _share(supported, len(statements)),
        "citation_precision": _share(precise, total),
        "support_recall": _share(weight, len(statements)),
        "support_precision": _share(weight, cited),
    }
    if total:
        row["invented_citations"] = invented / total
        row["repeated_citations"] = repeated / total
    return row, tuple(judgements)


def _share(part: float, whole: int) -> float:
    return part / whole if whole else 0.0


def _uses(statement: Statement, places: Sequence[Place], cite: Cite) -> Uses:
    good: list[Cited] = []
    seen: set[object] = set()
    invented = repeated = 0
    for position in statement.citations:
        there = 0 <= position < len(places)
        place = places[position] if there else None
        # two citations of one paragraph are one: each would make the other needless
        key = (place.source, place.spans) if place is not None else position
        if key in seen:
            repeated += 1
            continue
        seen.add(key)
        found = cite(place) if place is not None else None
        if found is None:
            invented += 1
        else:
            good.append(found)
    return Uses(tuple(good), invented, repeated)


def _needed(text: str, cited: Sequence[Cited], position: int, judge: Judge) -> bool:
    """ALCE's precision of one citation of a supported statement."""
    if len(cited) == 1:
        return True
    if judge(text, cited[position : position + 1]).support == "supported":
        return True
    rest = [*cited[:position], *cited[position + 1 :]]
    return judge(text, rest).support != "supported"
