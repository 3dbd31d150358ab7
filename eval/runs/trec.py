"""A run in the forms that TREC's tools read: `trec_eval` for the retrieval, the RAG track's lines.

A document of TREC is a paragraph here: `file#start-end`, the characters of the source that it takes
from its first to its last one. Form of the RAG lines: Pradeep et al. 2024, the track's repository
`castorini/ragnarok`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from eval.runs import folder
from eval.runs.lines import Line, Place
from eval.sets.questions import Asked, Evidence
from index.values import Span

RETRIEVAL = "retrieval.trec"
QRELS = "qrels.trec"
RAG = "trec_rag.jsonl"

_UNFIT = re.compile(r"[\s%#]")
_DOCID = re.compile(r"(?P<source>[^\s#]+)#(?P<start>\d+)-(?P<end>\d+)")


def docid(source: str, start: int, end: int) -> str:
    """A paragraph's name in TREC's files: `file#start-end`; white space, `%` and `#` in the file's
    name stand as `%20` and so on.
    """
    return f"{_fit(source)}#{start}-{end}"


def read_docid(text: str) -> tuple[str, Span]:
    """The file and characters that a name stands for. Raises ValueError if it is not of the form."""
    match = _DOCID.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not of the form file#start-end")
    start, end = int(match["start"]), int(match["end"])
    if start >= end:
        raise ValueError(f"{text!r} takes no characters: its end is not behind its start")
    return unquote(match["source"]), Span(start, end)


def _fit(name: str) -> str:
    return _UNFIT.sub(lambda match: quote(match[0]), name)


def _place_id(place: Place) -> str:
    return docid(place.source, place.spans[0].start, place.spans[-1].end)


def write_trec(run: Path) -> None:
    """Writes retrieval.trec, qrels.trec and trec_rag.jsonl into a run's folder, one line in memory
    at a time.

    The judgements in qrels.trec are the run's own: of what it retrieved, the passages that find
    evidence (`eval.scores.finding`) are relevant, the others not. Where no acceptable set of evidence
    is found whole, what is missing of the first one stands as itself, so that it counts as missed.
    They belong to this run, and are no measure to compare it with another by. A run of the retrieval alone has no
    trec_rag.jsonl. Raises FiqraError where the run is damaged, OSError where it cannot be written.
    """
    name = folder.read_config(run).system
    with (
        folder.fresh_file(run / RETRIEVAL) as retrieval,
        folder.fresh_file(run / QRELS) as qrels,
        folder.fresh_file(run / RAG) as rag,
    ):
        said = False
        for asked, line in folder.pairs(run):
            passages = _once(line.passages if line else ())
            retrieval.writelines(_bytes(each) for each in ranked_rows(asked.id, passages, name))
            qrels.writelines(_bytes(each) for each in judged_rows(asked, passages))
            if line is not None and line.answered:
                rag.write(folder.as_line(rag_json(asked, line, name)))
                said = said or line.error is None
    if not said:
        (run / RAG).unlink()


def _bytes(row: str) -> bytes:
    return (row + "\n").encode("utf-8", "backslashreplace")


def _once(passages: Sequence[Place]) -> list[Place]:
    """Each paragraph at its best rank: `trec_eval` takes no document twice for a question."""
    first: dict[str, Place] = {}
    for each in passages:
        first.setdefault(_place_id(each), each)
    return list(first.values())


def ranked_rows(identifier: str, passages: Sequence[Place], run: str) -> Iterator[str]:
    """The rows of retrieval.trec for a question: `qid Q0 docid rank score run`.

    `trec_eval` orders by score and not by rank: where scores are missing or do not fall, they are
    counted down from the number of passages.
    """
    scores = [each.score for each in passages]
    known = [score for score in scores if score is not None]
    if len(known) < len(scores) or any(a <= b for a, b in pairwise(known)):
        known = [float(len(passages) - rank) for rank in range(len(passages))]
    for rank, (place, score) in enumerate(zip(passages, known, strict=True), 1):
        yield f"{_fit(identifier)} Q0 {_place_id(place)} {rank} {score!r} {_fit(run)}"


def judged_rows(asked: Asked, passages: Sequence[Place]) -> Iterator[str]:
    """The rows of qrels.trec for a question: `qid 0 docid relevance`; none if it has no evidence."""
    from eval.scores.finding import finds, finds_any

    accepted = [each for places in asked.evidence_sets for each in places]
    if not accepted:
        return
    rows = {_place_id(each): int(finds_any(each, accepted)) for each in passages}
    missing = [
        [each for each in places if not any(finds(place, each) for place in passages)]
        for places in asked.evidence_sets
    ]
    if all(missing):  # no set is found whole
        for each in missing[0]:
            rows.setdefault(_evidence_id(each), 1)
    for place, relevance in rows.items():
        yield f"{_fit(asked.id)} 0 {place} {relevance}"


def _evidence_id(evidence: Evidence) -> str:
    return docid(evidence.doc, evidence.start, evidence.end)


def rag_json(asked: Asked, line: Line, run: str) -> dict[str, Any]:
    """An answer in the form of TREC's RAG track.

    `response_length` counts words. An abstention and an error say nothing. A citation that the
    system invented (a position that it gave no citation for) is written as a reference to
    `invented#0-1` and so on, so that it costs whoever scores these lines, too.
    """
    references: dict[str, int] = {}
    answer = []
    for statement in () if line.abstained or line.error else line.statements:
        cited = []
        for position in statement.citations:
            known = 0 <= position < len(line.citations)
            name = _place_id(line.citations[position]) if known else _invented(position)
            cited.append(references.setdefault(name, len(references)))
        answer.append({"text": statement.text, "citations": cited})
    return {
        "run_id": run,
        "topic_id": asked.id,
        "topic": asked.question,
        "references": list(references),
        "response_length": sum(len(str(each["text"]).split()) for each in answer),
        "answer": answer,
    }


def _invented(position: int) -> str:
    return docid("invented", abs(position), abs(position) + 1)
