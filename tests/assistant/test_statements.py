"""A text taken apart: sentences, each with the references that stand beside it, and nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.statements import Statement, statements_of
from index.documents import read_bytes
from index.values import Source


def taken(text: str) -> list[tuple[str, tuple[str, ...]]]:
    found = statements_of(Source("x.txt", "text", text)).statements
    return [(each.text, each.references) for each in found]


@pytest.mark.parametrize(
    ("text", "statement", "references"),
    [
        (
            "The mandate is extended (S/RES/2650 (2022), OP 7).",
            "The mandate is extended.",
            ("S/RES/2650 (2022), OP 7",),
        ),
        (
            "The mandate is extended. (see S/RES/2650 (2022), OP 7)",
            "The mandate is extended.",
            ("see S/RES/2650 (2022), OP 7",),
        ),
        (
            "تمدد ولاية البعثة سنة أخرى [القرار 2650، الفقرة 7].",
            "تمدد ولاية البعثة سنة أخرى.",
            ("القرار 2650، الفقرة 7",),
        ),
        (
            "The mandate is extended.\n— S/RES/2650 (2022), OP 7",
            "The mandate is extended.",
            ("S/RES/2650 (2022), OP 7",),
        ),
        (
            "It was extended in 2022 (OP 7) and reviewed later (S/RES/2666 (2022), para. 3).",
            "It was extended in 2022 and reviewed later.",
            ("OP 7", "S/RES/2666 (2022), para. 3"),
        ),
        # a number in brackets, and a document named as a part of what is said, are no references
        (
            "The Committee (resolution 1267 (1999)) has fifteen (15) members.",
            "The Committee (resolution 1267 (1999)) has fifteen (15) members.",
            (),
        ),
        (
            "Recalls resolution 1540 (2004) and its annex.",
            "Recalls resolution 1540 (2004) and its annex.",
            (),
        ),
    ],
)
def test_references_stand_beside_the_statement(
    text: str, statement: str, references: tuple[str, ...]
) -> None:
    assert taken(text) == [(statement, references)]


@pytest.mark.parametrize(
    "mark", ["[1]", "[١]", "[^1]", "¹", ".[1]", ". [1]", "[1, 2]", "[1، 2]", "[1–2]"]
)
def test_a_mark_leads_to_its_note(mark: str) -> None:
    text = f"The mandate is extended by a year{mark}\n\n[1] S/RES/2650 (2022), OP 7\n[2] S/RES/2666 (2022), OP 1\n"
    ((words, references),) = taken(text)
    assert words.rstrip(".") == "The mandate is extended by a year"
    assert references[0] == "S/RES/2650 (2022), OP 7"
    assert len(references) == (2 if "2" in mark else 1)


def test_a_mark_without_a_note_is_told() -> None:
    text = "It is extended by a year [7]. It ends in May [1].\n\n[1] S/RES/2650 (2022), OP 7"
    first, second = statements_of(Source("x", "text", text)).statements
    assert first.unknown == ("[7]",)
    assert second.unknown == ()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Cf. para. 7 of the report by Mr. Smith, op. cit. It goes on.", 2),
        ("It costs 3.5 million. It goes on.", 2),
        ("He said: “It ends. It is over.” They left at once.", 2),
        ("تنتهي الولاية في أيار. وتجدد بعد ذلك؟ لا تجدد أبدا.", 2),
        ("one line that was wrapped\nby its program at the\nmargin ends here.", 1),
        ("The first says so (S/RES/2650 (2022), OP 1)\nThe second says more (OP 2)", 2),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, count: int) -> None:
    assert len(taken(text)) == count


def test_items_of_a_list_have_the_references_of_its_opening() -> None:
    text = "The Council decides (S/RES/2650 (2022), OP 9):\n(a) to extend it by a year;\n(b) to review it in May (OP 10).\n"
    assert taken(text)[1:] == [
        ("to extend it by a year;", ("S/RES/2650 (2022), OP 9",)),
        ("to review it in May.", ("OP 10",)),
    ]


def test_headings_and_questions_are_left_out_and_told() -> None:
    text = "Background\n\nWhy was it extended?\n\nIt was extended by a year.\n\n3. Recalls resolution 1540 (2004).\n"
    parts = statements_of(Source("x", "text", text))
    assert [each.text for each in parts.statements] == [
        "It was extended by a year.",
        "Recalls resolution 1540 (2004).",
    ]
    assert [each.why for each in parts.left_out] == ["heading", "question"]


def test_quoted_lines_stay_with_what_introduces_them() -> None:
    text = "S/RES/2650 (2022), op. para. 7: [1]\n> Decides to extend it;\n\n[1] S/RES/2650 (2022), op. para. 7\n    a.txt, characters 10–40\n"
    ((words, references),) = taken(text)
    assert "> Decides to extend it;" in words
    assert "a.txt, characters 10–40" in references[0]


def test_word_files_give_their_footnotes_as_references() -> None:
    from docx import Document
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    from tests.index.documents.builders import docx_bytes, with_parts

    document = Document()
    document.add_heading("Note", 1)
    noted = document.add_paragraph("The mandate is extended by a year.")
    mark = OxmlElement("w:footnoteReference")
    mark.set(qn("w:id"), "2")
    noted.add_run()._r.append(mark)
    document.add_paragraph("It is reviewed every May.", style="List Number")
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    notes = (
        f'<w:footnotes xmlns:w="{word}"><w:footnote w:id="2"><w:p><w:r><w:t>'
        "See S/RES/2650 (2022), OP 7.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    data = with_parts(docx_bytes(document), {"word/footnotes.xml": notes})
    found = statements_of(read_bytes(data, "note.docx")).statements
    assert [(each.text, each.references) for each in found] == [
        ("The mandate is extended by a year.", ("See S/RES/2650 (2022), OP 7.",)),
        ("It is reviewed every May.", ()),
    ]


def test_markdown_and_html_notes() -> None:
    markdown = read_bytes(
        b"# A\n\nThe **mandate** is extended.[^1]\n\n[^1]: S/RES/2650 (2022), OP 7\n", "a.md"
    )
    html = read_bytes(
        b"<html><body><p>The mandate is extended.<sup>1</sup></p><p>1. S/RES/2650 (2022), OP 7</p></body></html>",
        "a.html",
    )
    for source in (markdown, html):
        (found,) = statements_of(source).statements
        assert (found.text, found.references) == (
            "The mandate is extended.",
            ("S/RES/2650 (2022), OP 7",),
        )


PIECES = st.sampled_from(
    [
        "The mandate is extended by a year",
        "تمدد الولاية",
        "(S/RES/2650 (2022), OP 7)",
        "[1]",
        "[1] S/RES/2650 (2022), OP 7",
        "(",
        "]",
        "«",
        '"',
        "> ",
        "# ",
        "1. ",
        ". ",
        "؟ ",
        "\n",
        "\n\n",
        "\t",
        ":",
        " ",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_every_piece_points_at_its_text_and_no_word_is_lost(text: str) -> None:
    parts = statements_of(Source("x", "text", text))
    spans = [(each.start, each.end) for each in parts.statements]
    spans += [(each.start, each.end) for each in parts.left_out]
    covered = [False] * len(text)
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        covered[start:end] = [True] * (end - start)
    assert not [c for c, there in zip(text, covered, strict=True) if c.isalpha() and not there]
    for each in parts.statements:
        assert isinstance(each, Statement)
        assert each.text.split()[0].strip("([«\"'>.:")[:1] in text[each.start : each.end]


def test_a_long_text_takes_no_longer_than_its_length() -> None:
    import time

    sentence = "The Council extends it until 2024 (S/RES/2650 (2022), OP 7). It goes on here. "
    for text in (sentence * 1000, "((((" * 10_000, "[1] " * 10_000, "." * 20_000):
        began = time.perf_counter()
        statements_of(Source("x", "text", text))
        assert time.perf_counter() - began < 5.0
