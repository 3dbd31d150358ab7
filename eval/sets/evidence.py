"""Evidence looked up in an index: a label becomes characters of the source, a span is verified."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.showing import find_document, find_paragraphs
from eval.sets.faults import Fault, nearest
from eval.sets.line import Entry, Reference
from eval.sets.questions import Asked, Evidence
from index.errors import UsageError
from index.labels import document_label
from index.store import Index
from index.values import Document, Language, Paragraph

SHOWN = 80
"""Characters of the source that a sentence quotes."""

_PREAMBLE = re.compile(
    r"pream(?:ble|b?ular|bulatory)?\.?,?\s(?:para(?:graph)?s?\.?\s?)?(?=\d)", re.IGNORECASE
)
_UNNUMBERED = re.compile(r"\bunnumbered\b|غير مرقمة", re.IGNORECASE)


class Unresolved(ValueError):
    """A place is not in the index: the kind of fault, and a sentence with its mend."""

    def __init__(self, kind: str, sentence: str):
        super().__init__(sentence)
        self.kind = kind
        self.sentence = sentence


def resolve(entry: Entry, index: Index) -> Asked:
    """The question of an entry with all its evidence as characters of the sources.

    Raises FiqraError at the first place that is not there, with file, line and mend.
    """
    found = resolved(entry, index)
    if isinstance(found, Asked):
        return found
    raise found[0].error()


def resolved(entry: Entry, index: Index) -> Asked | list[Fault]:
    """The question of an entry with its evidence resolved, or everything that does not resolve."""
    faults: list[Fault] = []
    sets: list[tuple[Evidence, ...]] = []
    for places in entry.place_sets:
        looked_up: list[Evidence] = []
        for where, place in places:
            try:
                looked_up += look_up(index, place, where)
            except Unresolved as fault:
                faults.append(Fault(entry.path, entry.line, fault.sentence, fault.kind))
        sets.append(tuple(looked_up))
    for number, name in enumerate(entry.asked.scope, 1):
        try:
            _document(index, name, f"name {number} of `scope`")
        except Unresolved as fault:
            faults.append(Fault(entry.path, entry.line, fault.sentence, fault.kind))
    if faults:
        return faults
    return replace(entry.asked, evidence=sets[0], alternatives=tuple(sets[1:]))


def look_up(index: Index, place: Reference, where: str = "evidence") -> tuple[Evidence, ...]:
    """A place as characters of its source, one piece of evidence for each piece of the paragraph.

    A label names a paragraph without its points, which have labels of their own. Raises
    Unresolved where the index has no such document, paragraph, characters or words.
    """
    document = _document(index, place.doc, where)
    if isinstance(place, Evidence):
        _verify(index, document, place, where)
        return (place,)
    try:
        paragraphs = labelled(index, document, place.label)
    except UsageError as fault:
        raise Unresolved(
            "unknown label",
            f"{where} names {place.label}, which {document.name} does not have; "
            f"take a number that `fiqra show {document.name}` prints, or give `start` and `end`.",
        ) from fault
    words = " ".join(paragraph.raw for paragraph in paragraphs)
    if " ".join(place.text.split()) not in " ".join(words.split()):
        raise Unresolved(
            "other words",
            f"the text of {where} does not stand in {place.label} of {document.name}, which is "
            f"{quoted(words)}; correct `label` or `text`.",
        )
    return tuple(
        piece
        for paragraph in paragraphs
        for piece in evidence_of(index, document, paragraph, label=place.label)
    )


def evidence_of(
    index: Index, document: Document, paragraph: Paragraph, *, label: str
) -> tuple[Evidence, ...]:
    """A paragraph as evidence: one piece for each of its pieces in the source, without its points."""
    text = index.source(document.name).text
    return tuple(
        Evidence(document.name, span.start, span.end, label, text[span.start : span.end])
        for span in paragraph.spans
    )


def short_label(index: Index, document: Document, paragraph: Paragraph, language: Language) -> str:
    """The paragraph's label without the document's name: `annex, para. 38`, `الفقرة 5 من المنطوق`."""
    whole = index.label(document, paragraph, language)
    return whole.removeprefix(document_label(document, language)).lstrip(",، ")


def labelled(index: Index, document: Document, label: str) -> Sequence[Paragraph]:
    """The paragraphs that a label names in a document, without the points under them.

    Understood is what `fiqra show` understands: `op. para. 5 (a)`, `pp 3`, `annex 12`, `38`,
    `الفقرة الثالثة من الديباجة`. Raises UsageError where the document has none of that name.
    """
    # "preamble para 3" would be read as the third numbered paragraph
    found = find_paragraphs(index, document, _PREAMBLE.sub("preambular paragraph ", label))
    orders = {paragraph.order for paragraph in found}
    named = [paragraph for paragraph in found if paragraph.parent not in orders]
    if _UNNUMBERED.search(label) and any(paragraph.number for paragraph in named):
        # one of several points without a number would be taken for what they hang on
        raise UsageError(f"{document.name} has several paragraphs like {label}.")
    return named


def _document(index: Index, name: str, where: str) -> Document:
    if name in index.documents:
        return index.documents[name]
    try:
        meant = find_document(index, name).name
    except UsageError:
        like = nearest(name, index.documents)
        mend = f"the nearest name is {like}." if like else "`fiqra documents` lists those that are."
        raise Unresolved(
            "unknown document", f"{where} is of {name}, which is not indexed; {mend}"
        ) from None
    raise Unresolved("unknown document", f"{where} is of {name}; write its file name, {meant}.")


def _verify(index: Index, document: Document, place: Evidence, where: str) -> None:
    text = index.source(document.name).text
    span = f"characters {place.start} to {place.end}"
    if place.end > len(text):
        raise Unresolved(
            "span outside",
            f"{where} is {span} of {document.name}, which has {len(text)}; count in the text that "
            f"`fiqra show {document.name} --raw` prints.",
        )
    stands = text[place.start : place.end]
    if place.text and place.text != stands:
        at = text.find(place.text)
        mend = (
            f"that text stands at {at} to {at + len(place.text)}."
            if at >= 0
            else "correct `start` and `end`, or `text`."
        )
        raise Unresolved(
            "other words",
            f"the text of {where} does not stand at {span} of {document.name}, where "
            f"{quoted(stands)} stands; {mend}",
        )


def quoted(text: str) -> str:
    """The beginning of a text on one line, in quotation marks."""
    words = " ".join(text.split())
    return f"“{words[:SHOWN]}…”" if len(words) > SHOWN else f"“{words}”"
