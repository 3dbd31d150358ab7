"""Quotations stand in the source to the letter."""

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.citations import quote_spans, quoted
from index.arabic.normalise import fold_text
from index.documents import read_bytes
from index.paragraphs import outline
from index.values import Block, Paragraph, Source, Span


def document(text: str, name: str = "document.txt") -> tuple[Source, tuple[Paragraph, ...]]:
    source = read_bytes(text.encode(), name)
    return source, outline(source)


def quote(source: Source, paragraph: Paragraph, words: str) -> str:
    at = paragraph.clean.text.index(words)
    return quoted(source, quote_spans(source, paragraph, at, at + len(words)))


def test_a_quotation_is_the_sources_own_words_in_its_own_spelling() -> None:
    source, (paragraph, *_) = document("7 - يقـــرر حمايةَ\u200f الآبار؛\n")
    assert quote(source, paragraph, "يقرر حمايةَ الآبار") == "يقـــرر حمايةَ\u200f الآبار"


def test_a_quotation_over_a_line_break_is_in_one_piece_a_line() -> None:
    text = "7. Decides to protect  \n   the wells;"
    block = Block((Span(0, len(text)),), "operative", "7", Span(0, 2))
    source = Source("document.docx", "docx", text, blocks=(block,))
    (paragraph,) = outline(source)
    spans = quote_spans(source, paragraph, 0, len(paragraph.clean))
    pieces = [source.text[s.start : s.end] for s in spans]
    assert pieces == ["Decides to protect", "the wells;"]


def test_markup_and_the_printed_number_are_not_quoted() -> None:
    source, paragraphs = document(
        "# عنوان\n\n1. يقرر **حماية** الآبار *كلها* في المنطقة؛\n", "d.md"
    )
    last = paragraphs[-1]
    everything = quoted(source, quote_spans(source, last, 0, len(last.clean)))
    assert " ".join(everything.split()) == "يقرر حماية الآبار كلها في المنطقة؛"


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (0, 10_000), (-1, 3)])
def test_a_range_outside_the_paragraph_is_refused(start: int, end: int) -> None:
    source, (paragraph, *_) = document("1 - يقرر حماية الآبار؛\n")
    with pytest.raises(ValueError, match="range"):
        quote_spans(source, paragraph, start, end)


def test_a_range_of_spaces_is_refused() -> None:
    source, (paragraph, *_) = document("1 - يقرر حماية الآبار؛\n")
    space = paragraph.clean.text.index(" ")
    with pytest.raises(ValueError, match="nothing to quote"):
        quote_spans(source, paragraph, space, space + 1)


PLAIN = [
    "يقرر",
    "حمايةَ",
    "الآ\u0640\u0640بار",
    "\ufef7مم",
    "wells",
    "12/34",
    "(2021)",
    ")1(",
    "٧",
    "؛",
]
MARKED = [
    "**قوي**",
    "*مائل*",
    "`code`",
    "[رابط](https://x.org/a)",
    "a\u00adb",
    "\u00a0",
    "\u200fثم",
]
WORDS = st.sampled_from([*PLAIN, *MARKED])
BREAKS = st.sampled_from([" ", "  ", "\n", " \n  ", "\n\n", "\t", "\r\n\r\n", "\u2028"])
STARTS = st.sampled_from(["", "1 - ", "2. ", "(أ) ", "(a) ", "# ", "- ", "> ", "١ - "])


@st.composite
def texts(draw: st.DrawFn) -> str:
    pieces = []
    for _ in range(draw(st.integers(1, 5))):
        pieces.append(draw(STARTS))
        for word in draw(st.lists(WORDS, min_size=1, max_size=6)):
            pieces += [word, draw(BREAKS)]
        pieces.append("\n\n")
    return "".join(pieces)


@given(texts(), st.sampled_from(["d.txt", "d.md"]), st.data())
def test_every_quotation_stands_in_the_source(text: str, name: str, data: st.DataObject) -> None:
    assume(text.strip())
    source, paragraphs = document(text, name)
    paragraph = data.draw(st.sampled_from([p for p in paragraphs if len(p.clean)] or [None]))
    assume(paragraph is not None)
    start = data.draw(st.integers(0, len(paragraph.clean) - 1))
    end = data.draw(st.integers(start + 1, len(paragraph.clean)))
    words = paragraph.clean.text[start:end]
    assume(words.strip())
    spans = quote_spans(source, paragraph, start, end)
    text_of = quoted(source, spans)

    assert text_of == " ".join(source.text[s.start : s.end] for s in spans)
    assert all(source.text[s.start : s.end].strip() == source.text[s.start : s.end] for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for span in spans:
        assert any(s.start <= span.start < span.end <= s.end for s in paragraph.spans)
    # nothing is lost; a character that stands for several (a ligature, brackets) brings all of them
    assert letters(words) in letters(text_of)
    assert letters(text_of) in letters(paragraph.clean.text)


def letters(text: str) -> str:
    return "".join(c for c in fold_text(text) if c.isalnum())
