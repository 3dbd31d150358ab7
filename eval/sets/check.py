"""A whole set against an index: every fault in one pass, what a reader should look at, and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assistant.terminal import counted
from eval.sets.evidence import evidence_of, labelled, resolved, short_label
from eval.sets.faults import Fault
from eval.sets.line import Entry
from eval.sets.questions import Asked, Evidence
from eval.sets.reading import read_lines
from index.errors import UsageError
from index.store import Index
from index.values import Document, Language, Paragraph, Span

Counts = Mapping[tuple[str, str, Language], int]
"""How many questions by what is counted (`type`, `slice`, …), its value and the language."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check of a set found."""

    path: Path
    questions: int
    """Those without a fault, drafts not among them."""
    drafts: tuple[int, ...] = ()
    """Lines of drafts, which no run asks."""
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    """What may be meant so: evidence that is no paragraph, a question that nothing can be scored by."""
    counts: Counts = field(default_factory=dict)


def load(
    path: Path, index: Index, left_out: Callable[[Entry], None] = lambda entry: None
) -> Iterator[Asked]:
    """The questions of a set in order, their evidence resolved; one at a time.

    Drafts are handed to `left_out` instead. Raises FiqraError at the first fault: file, line, what
    is wrong, mend; and for a set with nothing but drafts.
    """
    asked = drafts = 0
    for each in read_lines(path):
        if isinstance(each, Fault):
            raise each.error()
        if each.draft:
            drafts += 1
            left_out(each)
            continue
        found = resolved(each, index)
        if not isinstance(found, Asked):
            raise found[0].error()
        asked += 1
        yield found
    if not asked:
        raise _only_drafts(path, drafts).error()


def faults(path: Path, index: Index) -> list[Fault]:
    """Everything that is wrong with a set, in the order of its lines; empty for a sound one."""
    return list(check(path, index).faults)


def check(path: Path, index: Index) -> Checked:
    """A set read to its end whatever is wrong with it, with warnings and counts.

    Raises UsageError where the file cannot be opened.
    """
    wrong: list[Fault] = []
    warnings: list[Fault] = []
    drafts: list[int] = []
    counts: Counter[tuple[str, str, Language]] = Counter()
    questions = 0
    for each in read_lines(path):
        if isinstance(each, Fault):
            wrong.append(each)
        elif each.draft:
            drafts.append(each.line)
        else:
            found = resolved(each, index)
            if isinstance(found, Asked):
                questions += 1
                counts.update(_strata(found))
                warnings += (
                    Fault(path, each.line, text, kind) for kind, text in _warnings(found, index)
                )
            else:
                wrong += found
    if not questions and not wrong:
        wrong.append(_only_drafts(path, len(drafts)))
    return Checked(path, questions, tuple(drafts), tuple(wrong), tuple(warnings), counts)


def _only_drafts(path: Path, drafts: int) -> Fault:
    return Fault(
        path,
        0,
        f"the set holds {counted(drafts, 'draft')} and no finished question; finish one by removing "
        "`draft`.",
        "only drafts",
    )


def _strata(asked: Asked) -> Iterator[tuple[str, str, Language]]:
    yield "type", asked.type, asked.lang
    yield "difficulty", asked.difficulty, asked.lang
    yield "answerable", "yes" if asked.answerable else "no", asked.lang
    if asked.slice:
        yield "slice", asked.slice, asked.lang


def _warnings(asked: Asked, index: Index) -> Iterator[tuple[str, str]]:
    """Kind and sentence of what may be meant so, but should be looked at."""
    if asked.answerable and not (asked.nuggets or asked.answers):
        yield (
            "no nuggets",
            "the question has neither `nuggets` nor `answers`, so that whether an answer is right "
            "is not scored; add the facts that it must state.",
        )
    for evidence in (each for places in asked.evidence_sets for each in places):
        document = index.documents[evidence.doc]
        outline = index.outline(evidence.doc)
        if not any(_is(evidence, index, document, paragraph) for paragraph in outline):
            yield "not a paragraph", _inside(evidence, index, document, outline)
        if other := _disagrees(evidence, index, document):
            yield "label", other
        if asked.scope and evidence.doc not in asked.scope:
            yield (
                "out of scope",
                f"evidence is of {evidence.doc}, which is not in the question's `scope`; add it.",
            )


def _is(evidence: Evidence, index: Index, document: Document, paragraph: Paragraph) -> bool:
    """Whether evidence is a paragraph, a piece of one, or one with all of its points."""
    span = Span(evidence.start, evidence.end)
    if span in paragraph.spans or span == Span(paragraph.start, paragraph.end):
        return True
    if paragraph.start != evidence.start:
        return False
    points = index.points(document.name, paragraph)
    return bool(points) and max(point.end for point in points) == evidence.end


def _inside(evidence: Evidence, index: Index, document: Document, outline: list[Paragraph]) -> str:
    here = f"{evidence.doc}, characters {evidence.start} to {evidence.end}"
    touched = [
        paragraph
        for paragraph in outline
        if any(s.start < evidence.end and evidence.start < s.end for s in paragraph.spans)
    ]
    if not touched:
        return f"{here}, is no paragraph of the index and touches none; correct `start` and `end`."
    nearest = max(touched, key=lambda paragraph: _shared(evidence, paragraph))
    named = short_label(index, document, nearest, "en")
    whole = ", ".join(
        f"{piece.start} to {piece.end}"
        for piece in evidence_of(index, document, nearest, label=named)
    )
    many = f" of the {len(touched)} that it touches" if len(touched) > 1 else ""
    return f"{here}, is not a paragraph of the index; the nearest{many} is {named}, {whole}."


def _shared(evidence: Evidence, paragraph: Paragraph) -> int:
    return sum(
        max(0, min(s.end, evidence.end) - max(s.start, evidence.start)) for s in paragraph.spans
    )


def _disagrees(evidence: Evidence, index: Index, document: Document) -> str | None:
    """What a label names, where that is a paragraph and not the one at the span."""
    if not evidence.label:
        return None
    try:
        named = labelled(index, document, evidence.label)
    except UsageError:
        return None  # free text: "header – sponsors"
    if any(_shared(evidence, paragraph) for paragraph in named):
        return None
    points = [point for paragraph in named for point in index.points(document.name, paragraph)]
    if any(_shared(evidence, point) for point in points):
        return None
    first = named[0]
    return (
        f"{evidence.doc}, characters {evidence.start} to {evidence.end}, is called "
        f"{evidence.label}, which is at {first.start} to {first.end}; correct the label or the span."
    )
