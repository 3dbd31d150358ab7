"""What a reference leads to in an index: paragraphs, documents, or nothing, which is certain.

A reference is words, `S/RES/2650 (2022), para. 7`, or an object such as those that Fiqra itself
prints for a citation: a document and a paragraph's number, kind and part, or its characters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.answers import Found
from assistant.locators import (
    Locator,
    Missing,
    Resolution,
    matching,
    missing_sentence,
    parse_symbol,
    resolve,
)
from assistant.statements.marks import PLACE, find_locators
from assistant.statements.spelled import spelled, unread
from assistant.support.values import Cited
from index.errors import UsageError
from index.labels import document_label
from index.store import Index
from index.values import Document, Language, Paragraph, Span

_LANGUAGES: tuple[Language, ...] = ("ar", "en")
_DOCUMENT_KEYS = ("source", "symbol", "document", "doc", "file", "name")
_NUMBER_KEYS = ("number", "paragraph", "para", "label")
_PLACES = {"preambular": "preambular paragraph", "operative": "operative paragraph"}
_EDGES = " \t\n,،;؛:.–—-"

HOW = 'write it as "S/RES/2650 (2022), para. 7"'


@dataclass(frozen=True, slots=True)
class Places:
    """What references lead to."""

    found: tuple[Found, ...] = ()
    """Paragraphs with their points; of two language versions the Arabic one."""
    within: tuple[str, ...] = ()
    """Names of the documents that are cited as a whole."""
    whole: tuple[str, ...] = ()
    """The words of references to documents as a whole, which may as well be a part of what is said:
    `as in the report (A/76/12)`."""
    absent: tuple[str, ...] = ()
    """A sentence for each document cited as a whole that is not indexed."""
    missing: tuple[str, ...] = ()
    """A sentence for each reference that surely leads nowhere."""
    documents: tuple[str, ...] = ()
    """Names of all documents that are named and indexed."""
    open: tuple[str, ...] = ()
    """References to paragraphs of nobody knows which document."""
    unread: tuple[str, ...] = ()
    """References that say a place in their document which is not understood: `item 4`."""

    def __add__(self, other: Places) -> Places:
        """Both together, each paragraph once."""
        known = {(each.document.name, each.paragraph.order) for each in self.found}
        more = [e for e in other.found if (e.document.name, e.paragraph.order) not in known]
        return Places(
            (*self.found, *more),
            _once(self.within, other.within),
            _once(self.whole, other.whole),
            _once(self.absent, other.absent),
            _once(self.missing, other.missing),
            _once(self.documents, other.documents),
            _once(self.open, other.open),
            _once(self.unread, other.unread),
        )


def _once(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def follow(index: Index, reference: str, language: Language, scope: Sequence[str] = ()) -> Places:
    """What the words of a reference lead to; labels and sentences are in `language`.

    `scope` are the names of the documents that the text was about before: `OP 9` is in those.
    """
    exact = [
        places
        for match in PLACE.finditer(reference)
        if (places := _at(index, match["source"], [_span(match)], language)).found
    ]
    if exact:
        total = exact[0]
        for each in exact[1:]:
            total += each
        return total
    reference = spelled(reference)
    locators = find_locators(reference)
    named = [each for each in locators if each.document]
    if not named and (titled := _titled(index, reference)):
        name, rest = titled
        return _resolved(index, rest, find_locators(rest), language, [name])
    if len(named) == 1 and not any(each.names_paragraph for each in locators):
        # "S/RES/2650 (2022), 7"
        rest = reference[: named[0].start] + " " + reference[named[0].end :]
        if re.fullmatch(r"\w{1,4}(?:\s?\(\w{1,4}\)|\s?[/ ]\s?[^\W\d])*", rest.strip(_EDGES)):
            under = find_locators(spelled(f"paragraph {rest.strip(_EDGES)}"))
            locators = tuple(
                replace(each, document=named[0].document, start=0, end=len(reference))
                for each in under
            )
    return _resolved(index, reference, locators or named, language, scope)


def _titled(index: Index, reference: str) -> tuple[str, str] | None:
    """The document without a symbol whose label stands in a reference, and the words beside it."""
    plain = " ".join(reference.split())
    for document in index.documents.values():
        for language in _LANGUAGES if document.symbol is None else ():
            label = " ".join(document_label(document, language).split())
            if label in plain:
                return document.name, plain.replace(label, " ")
    return None


def named_in(index: Index, text: str, language: Language, scope: Sequence[str] = ()) -> Places:
    """What a statement's own words refer to. That a document which it mentions is not indexed says
    nothing about the statement, and is left out.
    """
    found = _resolved(index, text, find_locators(text), language, scope, mentioned=True)
    return replace(found, open=())


def _resolved(
    index: Index,
    reference: str,
    locators: Sequence[Locator],
    language: Language,
    scope: Sequence[str],
    *,
    mentioned: bool = False,
) -> Places:
    indexed = list(index.documents.values())
    own = resolve([each for each in locators if each.document], indexed, index.outline)
    near = own.documents or tuple(scope)
    resolution = resolve(locators, indexed, index.outline, near)
    paragraphs = any(each.names_paragraph for each in locators)
    found = _one_version(index, resolution, language)
    missing = _missing_sentences(
        [
            each
            for each in resolution.missing
            if not mentioned or (each.reason == "no paragraph" and each.asked.document)
        ],
        language,
    )
    # a sentence of its own has numbers besides; in a reference every one is a place
    if not mentioned and near and unread(reference, locators):
        return Places(
            tuple(found), missing=missing, documents=near, unread=(reference.strip(_EDGES),)
        )
    if not paragraphs:
        whole = (reference,) if locators else ()
        documents = resolution.documents
        return Places(within=documents, whole=whole, absent=missing, documents=documents)
    lost = not (found or resolution.missing)
    return Places(
        tuple(found),
        missing=missing,
        documents=resolution.documents,
        open=(reference,) if lost else (),
    )


def _missing_sentences(missing: Sequence[Missing], language: Language) -> tuple[str, ...]:
    """A sentence for each reference that leads nowhere, and one for all further ones of a range."""
    said: dict[str, None] = {}
    ranges: dict[tuple[object, ...], list[Locator]] = {}
    for each in missing:
        asked = each.asked
        if each.reason == "no document" or asked.upto is None or len(asked.path) != 1:
            said[missing_sentence(each, language)] = None
            continue
        name = each.document.name if each.document else None
        lost = ranges.setdefault((name, asked.kind, asked.part, asked.upto), [])
        if not lost:
            said[missing_sentence(each, language)] = None
        lost.append(asked)
    for lost in ranges.values():
        last = lost[0].upto
        if len(lost) > 1:
            rest = f"{lost[1].path[0]}–{last}" if lost[1].path[0] != last else f"{last}"
            note = lost[0].kind == "footnote"
            english = (
                f"Nor {'are' if '–' in rest else 'is'} there {'footnote' if note else 'paragraph'}"
            )
            english += f"{'s' if '–' in rest else ''} {rest}."
            arabic = f"وكذلك {'الحاشية' if note else 'الفقرة'} {rest}."
            if "–" in rest:
                arabic = f"وكذلك {'الحواشي' if note else 'الفقرات'} {rest}."
            said[english if language == "en" else arabic] = None
    return tuple(said)


def _one_version(index: Index, resolution: Resolution, language: Language) -> list[Found]:
    kept = {
        (one.document.name, one.paragraph.order): one
        for place, one in enumerate(resolution.found)
        if place not in resolution.inside
    }
    copies = set()
    found = []
    for (name, order), one in kept.items():
        if one.document.language == "en" and index.counterpart_place(name, order) in kept:
            continue
        paragraph = one.paragraph
        copy = (one.document.symbol, one.document.language, paragraph.part, paragraph.annex)
        copy += (paragraph.kind, paragraph.path, paragraph.ordinal)  # type: ignore[assignment]
        if one.document.symbol and copy in copies:
            continue
        copies.add(copy)
        found.append(found_at(index, one.document, paragraph, language))
    return found


def found_at(index: Index, document: Document, paragraph: Paragraph, language: Language) -> Found:
    """A paragraph with its points and its label in `language`."""
    label = index.label(document, paragraph, language)
    return Found(document, paragraph, label, 0.0, index.points(document.name, paragraph))


def follow_object(index: Index, citation: Mapping[str, Any], language: Language) -> Places:
    """What a citation given as an object leads to. Raises UsageError for one that says too little."""
    name = next((str(citation[k]) for k in _DOCUMENT_KEYS if citation.get(k)), None)
    spans = _spans(citation)
    if name is None:
        if citation.get("label"):
            return cited_by(index, str(citation["label"]), language)
        raise UsageError(
            "`citation` names no document: give it as `source` (a file's name) or `symbol`."
        )
    if spans:
        return _at(index, name, spans, language)
    number = next((citation[k] for k in _NUMBER_KEYS if citation.get(k) is not None), None)
    if number is None:
        raise UsageError("`citation` names no paragraph: give its `number`, or `start` and `end`.")
    if isinstance(number, list) and number:
        number = " ".join([str(number[0]), *(f"({each})" for each in number[1:])])
    words = str(number).strip()
    documents = _documents(index, name)
    if not documents:
        return cited_by(index, f"{name}, paragraph {words}", language)
    if not any(each.names_paragraph for each in find_locators(words)):
        kind = _PLACES.get(str(citation.get("kind")), "paragraph")
        kind = "footnote" if citation.get("kind") == "footnote" else kind
        annex = "annex, " if citation.get("part") == "annex" else ""
        words = f"{annex}{kind} {words}"
    words = spelled(words)
    places = _resolved(index, words, find_locators(words), language, [d.name for d in documents])
    if places.unread or not (places.found or places.missing):
        raise UsageError(
            f"`citation` has {str(number)!r} for a paragraph: give its number, such as 7 or 5 (a)."
        )
    return places


def cited_by(index: Index, citation: str | Mapping[str, Any], language: Language) -> Places:
    """What a citation in either form leads to. Raises UsageError for one that nobody can follow."""
    if not isinstance(citation, str):
        return follow_object(index, citation, language)
    if not citation.strip():
        raise UsageError(f"The citation is empty; {HOW}.")
    places = follow(index, citation, language)
    if places.unread:
        raise UsageError(f"The paragraph in the citation {citation!r} is not understood; {HOW}.")
    if places.absent:
        return Places(missing=places.absent)
    if places.found or places.within or places.missing:
        return places
    if places.open and not places.documents:
        raise UsageError(f"The citation {citation!r} does not say of which document; {HOW}.")
    name, _, rest = citation.rpartition(",")
    documents = _documents(index, name.strip() or citation.strip())
    if documents and rest.strip():
        return follow_object(index, {"source": documents[0].name, "number": rest}, language)
    if documents:
        return Places(within=tuple(d.name for d in documents))
    raise UsageError(f"The citation {citation!r} names no document and paragraph; {HOW}.")


def _documents(index: Index, name: str) -> list[Document]:
    """The documents of a file name or symbol, both language versions of a symbol."""
    if name in index.documents:
        return [index.documents[name]]
    plain = _squeezed(name)
    found = [
        each
        for each in index.documents.values()
        if plain in (_squeezed(each.symbol or ""), _squeezed(each.name.rsplit(".", 1)[0]))
    ]
    return found or matching(parse_symbol(name), index.documents.values())


def _squeezed(name: str) -> str:
    return "".join(name.split()).casefold()


def _span(match: re.Match[str]) -> Span:
    return Span(int(match["start"]), int(match["end"]))


def _spans(citation: Mapping[str, Any]) -> list[Span]:
    """The characters that an object gives, as `spans` or as `start` and `end`."""
    given = citation.get("spans") or [citation]
    found = []
    for each in given if isinstance(given, list) else [citation]:
        start, end = (
            (each.get(k) for k in ("start", "end")) if isinstance(each, Mapping) else (0, 0)
        )
        if isinstance(start, int) and isinstance(end, int) and 0 <= start < end:
            found.append(Span(start, end))
    return found


def _at(index: Index, name: str, spans: Sequence[Span], language: Language) -> Places:
    """The paragraphs that lie in these characters for the most part, or that hold them."""
    documents = _documents(index, name)
    if not documents:
        words = (
            f"The index holds no document {name}."
            if language == "en"
            else f"لا توجد الوثيقة {name} في الفهرس."
        )
        return Places(missing=(words,))
    document = documents[0]
    outline = index.outline(document.name)
    inside = [p for p in outline if 2 * _shared(p.spans, spans) >= _length(p.spans) > 0]
    inside = inside or [p for p in outline if 2 * _shared(p.spans, spans) >= _length(spans)]
    orders = {p.order for p in inside}
    found = [found_at(index, document, p, language) for p in inside if p.parent not in orders]
    if found:
        return Places(tuple(found), documents=(document.name,))
    where = f"{spans[0].start}–{spans[-1].end}"
    words = (
        f"No paragraph of {document.name} stands at characters {where}."
        if language == "en"
        else f"لا توجد فقرة من {document.name} عند الأحرف {where}."
    )
    return Places(missing=(words,))


def _shared(own: Sequence[Span], others: Sequence[Span]) -> int:
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in own for b in others)


def _length(spans: Sequence[Span]) -> int:
    return sum(span.end - span.start for span in spans)


def cited_words(index: Index, found: Found) -> Cited:
    """A paragraph as the checker takes it: its source's own words and those of its points; before a
    point the words that it hangs on; beside them what is surely read of damaged text, and the
    official version in the other language.
    """
    name = found.document.name
    above: list[Paragraph] = []
    parent = found.paragraph.parent
    while parent is not None:
        above.insert(0, index.paragraph(name, parent))
        parent = above[0].parent
    own = (found.paragraph, *found.points)
    officials = [index.counterpart(name, each) for each in (*above, *own)]
    readings = [each.sure for each in own if each.repairs]
    official = [other[1].clean.text for other in officials if other is not None]
    return Cited(
        text="\n".join([*(each.sure for each in above), *(each.raw for each in own)]),
        language=found.document.language,
        symbol=found.document.symbol,
        number=found.paragraph.number,
        label=index.label(found.document, found.paragraph, found.document.language),
        others=tuple("\n".join(words) for words in (readings, official) if words),
    )
