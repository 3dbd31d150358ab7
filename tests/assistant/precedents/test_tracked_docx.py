"""The precedent as base text, the drafter's changes tracked, footnoted with the source."""

from __future__ import annotations

import random
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.precedents.tracked_docx import (
    Change,
    Heading,
    Item,
    Piece,
    Tracked,
    tracked_docx,
    write_tracked,
)
from index.errors import FiqraError
from tests.assistant.precedents.office import (
    SOFFICE,
    below_headings,
    by_libreoffice,
    footnotes,
    settled,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WHEN = datetime(2031, 5, 6, 7, 8, 9)
ENGLISH = Tracked(
    (
        ("same", "Requests the "),
        ("del", "Executive Secretary"),
        ("ins", "Board"),
        ("same", " to report within "),
        ("del", "six"),
        ("ins", "12"),
        ("same", " months."),
    ),
    "en",
    "WC/RES/2029/4, para. 4",
)
ARABIC = Tracked(
    (
        ("same", "يطلب إلى "),
        ("del", "الأمين التنفيذي"),
        ("ins", "المجلس"),
        ("same", " أن ينفذ القرار 2029/4 (WC/RES/2029/4) في غضون 12 شهرا."),
    ),
    "ar",
    "القرار 2029/4، الفقرة 4",
)
WORDS = (
    "Requests| |  |\t|\u00a0|يطلب|يـــطلب|كَذلك|“as appropriate”|«حسب الاقتضاء»|<b>&amp;|&|\u200f|\u200e|\u202b|\u202c"
    "|\u2066|\u2069|\u200c|\u200d|\u00ad|\u2011|\ufeff|\u2028|\u0085|😀|é|e\u0301|\n|\n|\n\n|2506 (2020)|٢٠٢٠|(أ) |'|\""
    "|…|–|ﻻ|\u061c|\u202f|\u2003|\ue000"
).split("|")


def _part(data: bytes, name: str) -> ET.Element:
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert package.testzip() is None
        return ET.fromstring(package.read(name))


def _texts(pieces: tuple[Piece, ...]) -> tuple[str, str]:
    """The drafter's text and the precedent's."""
    draft = "".join(text for change, text in pieces if change != "del")
    return draft, "".join(text for change, text in pieces if change != "ins")


changes = st.sampled_from(["same", "del", "ins"])
words = st.lists(st.sampled_from(WORDS), max_size=5).map("".join)
pieces = st.lists(st.tuples(changes, words), max_size=7).map(tuple)


@given(pieces, st.sampled_from(["ar", "en"]))
def test_accepting_gives_the_draft_and_rejecting_the_precedent(
    pieces: tuple[Piece, ...], language: str
) -> None:
    item = Tracked(pieces, "ar" if language == "ar" else "en", "X/1")
    data = tracked_docx([item, Heading("after", "en")], "A", WHEN)
    for accept, text in zip((True, False), _texts(pieces), strict=True):
        *own, after = settled(data, accept)
        assert "\n".join(line for _, line in own) == text
        assert after == ("PrecedentHeading", "after")


def test_changes_say_whose_they_are_and_when() -> None:
    data = tracked_docx([ENGLISH, ARABIC], 'D & "Co"', WHEN)
    document = _part(data, "word/document.xml")
    found = [e for tag in ("ins", "del") for e in document.iter(W + tag)]
    assert len(found) == 6
    assert {e.get(W + "author") for e in found} == {'D & "Co"'}
    assert {e.get(W + "date") for e in found} == {"2031-05-06T07:08:09Z"}
    assert len({e.get(W + "id") for e in found}) == 6


def test_a_time_of_a_zone_is_written_as_utc() -> None:
    there = WHEN.replace(tzinfo=timezone(timedelta(hours=3)))
    document = _part(tracked_docx([ENGLISH], "A", there), "word/document.xml")
    assert {e.get(W + "date") for e in document.iter(W + "ins")} == {"2031-05-06T04:08:09Z"}


def test_the_source_is_a_footnote_at_the_end_of_the_item() -> None:
    data = tracked_docx([ENGLISH, ARABIC, Tracked((("ins", "New."),), "en", "")], "A", WHEN)
    notes = {
        note.get(W + "id"): "".join(t.text or "" for t in note.iter(W + "t")).strip()
        for note in _part(data, "word/footnotes.xml")
        if note.get(W + "type") is None
    }
    assert notes == {"1": ENGLISH.source, "2": ARABIC.source}
    first, second, third = _part(data, "word/document.xml").iter(W + "p")
    for paragraph, number in ((first, "1"), (second, "2")):
        reference = paragraph[-1].find(W + "footnoteReference")
        assert reference is not None
        assert reference.get(W + "id") == number
    assert third.find(f".//{W}footnoteReference") is None


def test_what_changed_when_is_told_in_the_footnote_and_is_no_change_of_the_document() -> None:
    told: tuple[Piece, ...] = (
        ("same", "Changed in X/2:\n"),
        ("del", "six "),
        ("ins", "12 "),
        ("same", "months"),
    )
    noted = replace(ENGLISH, notes=(told, (("same", "More changes: 3."),)))
    data = tracked_docx([noted], "A", WHEN)
    assert settled(data, accept=True) == settled(tracked_docx([ENGLISH], "A", WHEN), accept=True)
    footnotes_part = _part(data, "word/footnotes.xml")
    assert not list(footnotes_part.iter(W + "ins"))
    assert not list(footnotes_part.iter(W + "del"))
    (note,) = (n for n in footnotes_part if n.get(W + "type") is None)
    lines = ["".join(t.text or "" for t in p.iter(W + "t")) for p in note.iter(W + "p")]
    assert lines == [f" {ENGLISH.source}", "Changed in X/2: six 12 months", "More changes: 3."]
    struck = [r for r in note.iter(W + "r") if r.find(f"{W}rPr/{W}strike") is not None]
    underlined = [r for r in note.iter(W + "r") if r.find(f"{W}rPr/{W}u") is not None]
    assert [r.findtext(W + "t") for r in struck + underlined] == ["six ", "12 "]


def test_arabic_lines_of_a_footnote_keep_their_direction() -> None:
    line: tuple[Piece, ...] = (("same", "تغيير في S/RES/2506 (2020): "), ("ins", "يطلب"))
    data = tracked_docx([replace(ARABIC, notes=(line,))], "A", WHEN)
    (note,) = (n for n in _part(data, "word/footnotes.xml") if n.get(W + "type") is None)
    own = list(note.iter(W + "p"))[1]
    assert own.find(f"{W}pPr/{W}bidi") is not None
    left = [r.findtext(W + "t") for r in own.iter(W + "r") if r.find(f"{W}rPr/{W}rtl") is None]
    assert left == ["S/RES/2506 (2020)"]


def test_arabic_runs_from_right_to_left_and_latin_words_and_numbers_do_not() -> None:
    paragraph = next(_part(tracked_docx([ARABIC], "A", WHEN), "word/document.xml").iter(W + "p"))
    assert paragraph.find(f"{W}pPr/{W}bidi") is not None
    left = []
    for run in paragraph.iter(W + "r"):
        text = "".join(t.text or "" for t in (*run.iter(W + "t"), *run.iter(W + "delText")))
        if text and run.find(f"{W}rPr/{W}rtl") is None:
            left.append(text)
    assert left == ["2029/4", "WC/RES/2029/4", "12"]


def test_an_english_paragraph_goes_from_left_to_right_and_arabic_words_in_it_do_not() -> None:
    item = Tracked((("same", "The word يطلب إلى, twice"),), "en", "")
    paragraph = next(_part(tracked_docx([item], "A", WHEN), "word/document.xml").iter(W + "p"))
    assert paragraph.find(f"{W}pPr/{W}bidi") is None
    runs = [
        ("".join(t.text or "" for t in run.iter(W + "t")), run.find(f"{W}rPr/{W}rtl") is not None)
        for run in paragraph.iter(W + "r")
    ]
    assert runs == [("The word ", False), ("يطلب إلى", True), (", twice", False)]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    items: list[Item] = [Heading("Clause 1", "en"), ENGLISH, ARABIC]
    write_tracked(tmp_path / "a.docx", items, "A", WHEN)
    assert (tmp_path / "a.docx").read_bytes() == tracked_docx(items, "A", WHEN)


def test_python_docx_opens_it(tmp_path: Path) -> None:
    import docx

    write_tracked(tmp_path / "a.docx", [Heading("Clause 1", "en"), ENGLISH], "A", WHEN)
    paragraphs = docx.Document(str(tmp_path / "a.docx")).paragraphs
    assert [p.style.name for p in paragraphs if p.style] == ["Precedent heading", "Precedent"]


@pytest.mark.parametrize("character", ["\x00", "\x1f", "\ud800", "\ufffe"])
def test_what_xml_cannot_hold_is_left_out(character: str) -> None:
    def items(c: str) -> list[Item]:
        note = (("same", f"n{c}ote"),)
        pieces = (("same", "good"), ("del", f"b{c}d"))
        return [Heading(f"X{c}", "ar"), Tracked(pieces, "en", f"S{c}", (note,))]  # type: ignore[arg-type]

    assert tracked_docx(items(character), "A", WHEN) == tracked_docx(items(""), "A", WHEN)


@pytest.mark.parametrize("ends", ["\x0b", "\x0c", "\r", "\r\n"])
def test_a_line_that_ends_otherwise_than_a_docx_can_hold_ends_a_paragraph(ends: str) -> None:
    data = tracked_docx([Tracked((("same", f"one{ends}two"),), "en", "")], "A", WHEN)
    assert [text for _, text in settled(data, accept=True)] == ["one", "two"]


def test_an_author_is_asked_for_and_a_place_to_write_to(tmp_path: Path) -> None:
    with pytest.raises(FiqraError, match="author"):
        tracked_docx([ENGLISH], " ", WHEN)
    with pytest.raises(FiqraError, match="cannot be written"):
        write_tracked(tmp_path / "none" / "a.docx", [ENGLISH], "A", WHEN)


@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice (soffice), which is not installed")
def test_libreoffice_accepts_to_the_draft_and_rejects_to_the_precedent(tmp_path: Path) -> None:
    draw = random.Random(7)
    kinds: tuple[Change, ...] = ("same", "same", "del", "ins")
    tracked = [ENGLISH, ARABIC]
    for number in range(60):
        some = tuple(
            (draw.choice(kinds), "".join(draw.choices(WORDS, k=draw.randint(0, 5))))
            for _ in range(draw.randint(0, 6))
        )
        tracked.append(Tracked(some, "ar" if number % 2 else "en", "X/1, para. 2" * (number % 3)))
    items: list[Item] = []
    for number, item in enumerate(tracked):
        items += [Heading(f"#{number}", "en"), item]
    path = tmp_path / "tracked.docx"
    write_tracked(path, items, "A", WHEN)
    accepted, rejected = by_libreoffice(path, tmp_path)
    drafts, precedents = below_headings(accepted), below_headings(rejected)
    assert len(drafts) == len(precedents) == len(tracked)
    for number, item in enumerate(tracked):
        draft, precedent = _texts(item.pieces)
        assert drafts[f"#{number}"] == draft
        assert precedents[f"#{number}"] == precedent
    assert footnotes(accepted) == [item.source for item in tracked if item.source]
