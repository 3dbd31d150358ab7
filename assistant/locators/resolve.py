"""Locators looked up in the documents that are indexed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.locators.documents import matching, twins
from assistant.locators.outline import NUMBERED, base_of, group_of, inside, named
from assistant.locators.values import Found, Locator, Missing, Resolution
from index.values import Document, Kind, Paragraph


def resolve(
    locators: Sequence[Locator],
    documents: Sequence[Document],
    outline: Callable[[str], Sequence[Paragraph]],
    scope: Sequence[str] = (),
) -> Resolution:
    """The paragraphs and documents that locators lead to, and what of it is not there.

    `outline(name)` gives a document's paragraphs in order; `scope` the names of the documents that
    the conversation is about. A paragraph without a document is looked up only where the scope (or,
    without one, the whole index) is one document; otherwise no document is guessed. Versions of
    one document in two languages both count: the caller chooses. Nothing is said to be missing
    from one version while the other has it.
    """
    found: list[tuple[Found, bool]] = []
    missing: list[Missing] = []
    names: dict[str, None] = {}
    for locator in locators:
        candidates = _documents(locator, documents, scope)
        if not candidates:
            if locator.document is not None and locator.document.sure:
                missing.append(Missing("no document", None, locator))
            continue
        names.update(dict.fromkeys(document.name for document in candidates))
        if not locator.names_paragraph:
            continue
        here = [one for document in candidates for one in _found(locator, document, outline)]
        if here:
            found.extend(here)
        elif locator.kind != "point":  # one that may be in any paragraph is not said to be missing
            missing.append(_missing(locator, candidates[0], outline(candidates[0].name)))
    once = _once(found)
    return Resolution(
        tuple(one for one, _ in once),
        frozenset(place for place, (_, point) in enumerate(once) if point),
        tuple(missing),
        tuple(names),
    )


def _once(found: Sequence[tuple[Found, bool]]) -> list[tuple[Found, bool]]:
    """Each paragraph once, in the order found; one that is named is not also inside another."""
    kept: dict[tuple[str, int], tuple[Found, bool]] = {}
    for one, point in found:
        key = (one.document.name, one.paragraph.order)
        if key not in kept or not point:
            kept[key] = (one, point)
    return list(kept.values())


def _documents(
    locator: Locator, documents: Sequence[Document], scope: Sequence[str]
) -> list[Document]:
    if locator.document is not None:
        return matching(locator.document, documents)
    near = [document for document in documents if document.name in set(scope)]
    if not near and not scope:
        near = list(documents)
    return near if near and twins(near) else []


def _found(
    locator: Locator, document: Document, outline: Callable[[str], Sequence[Paragraph]]
) -> list[tuple[Found, bool]]:
    """The named paragraphs, and (flagged) the points inside them."""
    paragraphs = outline(document.name)
    found = []
    for paragraph in named(locator, paragraphs):
        found.append((Found(document, paragraph), False))
        found.extend((Found(document, point), True) for point in inside(paragraph, paragraphs))
    return found


def _counted(group: list[Paragraph]) -> list[Paragraph]:
    """Those with a number in figures, which a reader counts: no opening words, no footnote `*`.

    All of them where no number is printed, as in a preamble.
    """
    return [one for one in group if one.number and one.number.isdecimal()] or group


def _missing(locator: Locator, document: Document, paragraphs: Sequence[Paragraph]) -> Missing:
    group = _counted(group_of(locator, paragraphs))
    counts: dict[Kind, int] = {}
    for kind in ("preambular", *NUMBERED, "footnote"):
        part = group[0].part if group and group[0].kind == kind else locator.part
        number = len(
            _counted([one for one in paragraphs if one.kind == kind and part in (None, one.part)])
        )
        if number:
            counts[kind] = number
    if group:
        counts[group[0].kind] = len(group)
    asks_point = len(locator.path) > (0 if locator.kind == "preambular" else 1)
    base = base_of(locator, paragraphs) if asks_point else None
    if base is not None:
        counts["point"] = sum(point.parent == base.order for point in inside(base, paragraphs))
    printed = [int(one.number) for one in group if one.number and one.number.isdecimal()]
    return Missing(
        "no paragraph", document, locator, tuple(counts.items()), max(printed, default=None)
    )
