"""The tables: the two languages agree, the glossary agrees, and each row can be seen where it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from assistant.strength import Strength, ladder, strength
from assistant.word_lists import rows
from index.counterparts import pair
from index.documents import read
from index.glossary import terms
from index.masthead import describe
from index.paragraphs import outline
from index.values import Paragraph
from tests.conftest import SAMPLE

SC = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "sc"
_REFERENCE = re.compile(r"(\S+(?: \(\d{4}\))?), (OP|PP) (\S+?)(?: \((ar|en)\))?(?:; |$)")


def _both(name: str) -> tuple[list[Paragraph], list[Paragraph]]:
    sides = []
    for language in ("ar", "en"):
        path = next(SAMPLE.glob(f"{name}.{language}.*"))
        source = read(path, path.name)
        sides.append(list(outline(source)))
    return sides[0], sides[1]


def _of(paragraph: Paragraph) -> Strength | None:
    if paragraph.kind not in ("operative", "preambular"):
        return None
    return strength(paragraph.clean.text, paragraph.kind)


RESOLUTIONS = sorted(p.name.split(".")[0] for p in SAMPLE.glob("rcw-*res-*.ar.*"))


@pytest.mark.parametrize("name", RESOLUTIONS)
def test_every_paragraph_of_a_sample_resolution_has_a_rung(name: str) -> None:
    for side in _both(name):
        bare = [
            p.clean.text[:40]
            for p in side
            if p.part == "main" and p.kind in ("operative", "preambular") and _of(p) is None
        ]
        assert not bare


@pytest.mark.parametrize("name", RESOLUTIONS)
def test_both_versions_of_a_paragraph_have_the_same_rung(name: str) -> None:
    arabic, english = _both(name)
    theirs = {p.order: p for p in english}
    for order, other in pair(arabic, english).items():
        ours = next(p for p in arabic if p.order == order)
        a, b = _of(ours), _of(theirs[other])
        if a and b:
            assert a.scale == b.scale, ours.clean.text
            assert set(a.rungs) & set(b.rungs), ours.clean.text


def test_the_glossary_and_the_ladder_know_the_same_counterparts() -> None:
    """Verbs that the glossary holds to be translations stand on one rung, where both are on it."""
    disagreeing = []
    for term in terms():
        if term.kind != "verb":
            continue
        a, b = strength(term.ar[0]), strength(f"{term.en[0]} it")
        if a and b and not (a.scale == b.scale and set(a.rungs) & set(b.rungs)):
            disagreeing.append((term.ar[0], term.en[0]))
    assert not disagreeing


def test_a_form_in_two_rows_has_the_same_rung_in_both() -> None:
    for column in ("ar", "en", "ar_preambular", "en_preambular"):
        places: dict[str, set[tuple[str, int]]] = {}
        for row in ladder():
            for form in getattr(row, column):
                places.setdefault(form, set()).add((row.scale, row.rung))
        assert not [form for form, found in places.items() if len(found) > 1], column


def _references() -> Iterator[tuple[str, str]]:
    for name, column in (("ladder.tsv", 7), ("adverbs.tsv", 3), ("hedges.tsv", 3)):
        for cells in rows(name):
            yield " ".join(cells), cells[column]


def test_every_row_says_where_it_can_be_seen() -> None:
    for row, seen in _references():
        assert seen, row
        assert "".join(m[0] for m in _REFERENCE.finditer(seen)) == seen


@cache
def _sc_files() -> dict[str, Path]:
    found = {}
    for path in sorted(SC.glob("en/*.xml")):
        number = re.search(r"(2[0-9]{3})[_ (]", path.name)
        if number:
            found[number[1]] = path
    return found


@cache
def _paragraphs(path: Path) -> dict[tuple[str, str], Paragraph]:
    source = read(path, path.name)
    found = outline(source)
    assert describe(source, found).symbol
    return {
        (p.kind, p.number if p.kind == "operative" and p.number else str(p.ordinal)): p
        for p in found
        if p.part == "main"
    }


@pytest.mark.skipif(not SC.is_dir(), reason="needs the Security Council's resolutions in ../shared")
def test_english_verbs_can_be_seen_where_the_ladder_says() -> None:
    for row in ladder():
        for symbol, place, number, language in _REFERENCE.findall(row.seen):
            path = _sc_files().get(symbol[6:10]) if symbol.startswith("S/RES/") else None
            if language == "ar" or path is None or row.scale == "modal" or not row.en:
                continue
            kind = "operative" if place == "OP" else "preambular"
            paragraph = _paragraphs(path)[kind, number]
            if "second verb" in row.note:
                assert any(f" {form} " in paragraph.clean.text for form in row.en), row.seen
                continue
            found = _of(paragraph)
            assert found is not None
            assert (found.scale, found.rung) == (row.scale, row.rung), row.seen
