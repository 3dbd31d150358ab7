"""Twins: where else a paragraph stands in nearly the same words, and how much differs there."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal
from weakref import WeakKeyDictionary

import numpy as np

from assistant.differences import Piece, differences, marked_html, summary
from index.families import families
from index.filters import year_of
from index.late import TWINS
from index.store import Index
from index.values import Document, Kind, Language, Paragraph
from ui.markup import escaped
from ui.reading.links import to_source
from ui.reading.text import label_html
from ui.reading.words import WORDS, Words, changes, day

KINDS_WITH_TWINS: tuple[Kind, ...] = ("preambular", "operative", "paragraph", "point")

SHORTEST = 60
"""Characters. Shorter paragraphs are alike by chance."""

LEAST_ALIKE = 0.6
"""Share of the words that a twin has as the paragraph has them, figures aside."""

MOST = 60
"""Twins that are compared word by word."""

LONGEST = 12_000
"""Characters. A longer paragraph is not compared word by word: that could take seconds."""

IN_VIEW = 4
"""Twins that are shown at once."""

TIME = 0.8
"""Seconds for comparing; a twin that is not reached stands without its changes."""

PATIENCE = 1.5
"""Seconds that a request waits for the families of an index, which take longer where it is large."""


@dataclass(frozen=True, slots=True)
class Twin:
    """A paragraph of another document in nearly the same words."""

    document: Document
    paragraph: Paragraph
    pieces: tuple[Piece, ...] | None
    """What differs, from the paragraph that was asked about to this one; None if not compared."""

    @property
    def count(self) -> int | None:
        """In how many places they differ; what moved counts once."""
        return None if self.pieces is None else changed_places(self.pieces)


def changed_places(pieces: Sequence[Piece]) -> int:
    """In how many places two texts differ: what is missing and added in one place is one change, and
    so is what moved.
    """
    runs = sum(
        1
        for differs, run in groupby(pieces, lambda piece: piece.kind not in ("same", "moved"))
        if differs and any((piece.before + piece.after).strip() for piece in run)
    )
    return runs + len({piece.move for piece in pieces if piece.kind == "moved"})


def twins(
    index: Index, document: Document, paragraph: Paragraph
) -> Sequence[Twin] | Literal["later"]:
    """The twins, the newest first, one for each document; "later" where the index's families are
    still being worked out.
    """
    if paragraph.kind not in KINDS_WITH_TWINS or len(paragraph.clean) < SHORTEST:
        return ()
    places = _alike(index, document, paragraph)
    if places is None:
        return "later"
    own = document.symbol or document.name
    found: dict[str, tuple[Document, Paragraph]] = {}
    for name, order in places:
        other = index.documents[name]
        called = other.symbol or name
        if other.language == document.language and called != own and called not in found:
            twin = index.paragraph(name, order)
            if twin.kind == paragraph.kind:
                found[called] = (other, twin)
    newest = sorted(found.values(), key=lambda each: _date(each[0]), reverse=True)
    return tuple(_compared(paragraph, newest))


def _compared(paragraph: Paragraph, found: Sequence[tuple[Document, Paragraph]]) -> list[Twin]:
    until, result = time.monotonic() + TIME, []
    for number, (document, twin) in enumerate(found):
        long = max(len(paragraph.clean), len(twin.clean)) > LONGEST
        if long or number >= MOST or time.monotonic() > until:
            result.append(Twin(document, twin, None))
            continue
        pieces = differences(paragraph.clean.text, twin.clean.text)
        counts = summary(pieces)
        words = counts.same + counts.moved + counts.changed + counts.added + counts.missing
        # figures change with every renewal and speak against nothing
        unlike = counts.changed + counts.added + counts.missing - counts.figures
        if unlike <= (1 - LEAST_ALIKE) * words:
            result.append(Twin(document, twin, pieces))
    return result


def _alike(
    index: Index, document: Document, paragraph: Paragraph
) -> Sequence[tuple[str, int]] | None:
    """Places of paragraphs that share most of the words: by the signatures that the index keeps, or
    by its families; None while those are being worked out.
    """
    if index.late is None:
        return _family(index, document, paragraph)
    layout, signatures = index.layout, index.late.signatures
    rows = np.flatnonzero(layout.rows_of([document.name]) & (layout.paragraph == paragraph.order))
    if not len(rows):
        return ()
    same = (signatures == signatures[rows[0]]).sum(axis=1)
    alike = np.flatnonzero(same >= TWINS * signatures.shape[1])
    places = [
        (layout.names[layout.document[row]], int(layout.paragraph[row]), int(same[row]))
        for row in alike.tolist()
    ]
    nearest = sorted(places, key=lambda place: -place[2])
    return list(dict.fromkeys((name, order) for name, order, _ in nearest))


_at_work: WeakKeyDictionary[Index, threading.Thread] = WeakKeyDictionary()
_asking = threading.Lock()


def _family(
    index: Index, document: Document, paragraph: Paragraph
) -> Sequence[tuple[str, int]] | None:
    with _asking:
        thread = _at_work.get(index)
        if thread is None:
            thread = threading.Thread(target=families, args=(index,), daemon=True)
            thread.start()
            _at_work[index] = thread
    thread.join(PATIENCE)
    if thread.is_alive():
        return None
    family = families(index).of(document.name, paragraph.order)
    return [(each.document, each.paragraph) for each in family.members] if family else ()


def twins_html(index: Index, found: Sequence[Twin], language: Language) -> str:
    """The twins as a list, each a link that opens it with what differs; "" for none."""
    if not found:
        return ""
    words = WORDS[language]
    items = [_item(index, twin, language, words) for twin in found]
    shown, rest = "".join(items[:IN_VIEW]), "".join(items[IN_VIEW:])
    more = ""
    if rest:
        name = label_html(words.more_twins.format(len(items) - IN_VIEW))
        more = f"<details><summary>{name}</summary><ul>{rest}</ul></details>"
    return f"<h3>{escaped(words.twins)}</h3><ul>{shown}</ul>{more}"


def _item(index: Index, twin: Twin, language: Language, words: Words) -> str:
    label = label_html(index.label(twin.document, twin.paragraph, language))
    said = [] if twin.count is None else [label_html(changes(twin.count, language))]
    if twin.document.date:
        said.insert(0, f"<bdi>{escaped(day(twin.document.date, language))}</bdi>")
    differ = ""
    if twin.pieces and twin.count:
        differ = (
            f"<details><summary>{escaped(words.show_changes)}</summary>"
            f'<p class="fq-source-note">{escaped(words.changes_legend)}</p>'
            f'<div lang="{twin.document.language}">{marked_html(twin.pieces)}</div></details>'
        )
    facts = f' <span class="fq-source-note">{" · ".join(said)}</span>' if said else ""
    return f"<li>{to_source(twin.document, twin.paragraph, label)}{facts}{differ}</li>"


def _date(document: Document) -> str:
    return document.date or str(year_of(document) or "")
