"""What the structure of a document becomes: numbers, nesting, pages, footnotes, verbs."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents.markdown import merged
from index.paragraphs import outline
from index.paragraphs.build import build
from index.values import Block, Kind, Source, Span


def _document(
    *parts: tuple[Kind, str | None, str, dict[str, object]], **more: object
) -> tuple[Source, list[Block]]:
    """A source of one block a line; the number, where there is one, is printed before the text."""
    text, blocks = "", []
    for kind, number, words, extra in parts:
        start = len(text)
        mark = None
        if number is not None:
            mark = Span(start, start + len(number) + 2)
            text += f"{number}. "
        text += words
        blocks.append(Block((Span(start, len(text)),), kind, number, mark, **extra))  # type: ignore[arg-type]
        text += "\n\n"
    return Source("d.txt", "text", text, **more), blocks  # type: ignore[arg-type]


def test_points_nest_under_the_paragraph_before_them() -> None:
    source, blocks = _document(
        ("operative", "٥", "يقرر ما يلي:", {}),
        ("point", "أ", "أن ينشئ صندوقا؛", {"level": 1}),
        ("point", "1", "فرع أول؛", {"level": 2}),
        ("point", "ب", "أن يموله؛", {"level": 1}),
        ("operative", "6", "يحث الدول.", {}),
        ("point", None, "بلا رقم", {"level": 1}),
    )
    five, first, inner, second, six, bare = build(source, blocks)
    assert five.number == "5"
    assert five.path == ("5",)
    assert first.path == ("5", "أ")
    assert first.parent == five.order
    assert inner.path == ("5", "أ", "1")
    assert inner.parent == first.order
    assert second.path == ("5", "ب")
    assert second.parent == five.order
    assert bare.path == ()
    assert bare.parent == six.order
    assert [p.ordinal for p in (five, six)] == [1, 2]
    assert [p.ordinal for p in (first, inner, second, bare)] == [1, 2, 3, 4]


def test_a_point_with_no_paragraph_before_it_has_no_parent() -> None:
    source, blocks = _document(("heading", None, "عنوان", {"level": 1}), ("point", "أ", "نص", {}))
    assert build(source, blocks)[1].parent is None


def test_headings_hold_until_one_of_the_same_rank_and_end_with_an_annex() -> None:
    annex: dict[str, object] = {"part": "annex", "annex": "I"}
    source, blocks = _document(
        ("heading", "1", "الأول", {"level": 1}),
        ("heading", None, "فرعي", {"level": 2}),
        ("operative", "1", "يقرر", {}),
        ("heading", None, "الثاني", {"level": 1}),
        ("operative", "2", "يقرر", {}),
        ("heading", None, "المرفق", {"level": 1, **annex}),
        ("paragraph", "1", "نص", annex),
    )
    paragraphs = build(source, blocks)
    assert paragraphs[1].headings == ("الأول",)
    assert paragraphs[2].headings == ("الأول", "فرعي")
    assert paragraphs[4].headings == ("الثاني",)
    assert paragraphs[5].headings == ()
    assert paragraphs[6].headings == ("المرفق",)
    assert paragraphs[6].annex == "I"


def test_a_heading_among_points_ends_with_their_paragraph() -> None:
    source, blocks = _document(
        ("heading", None, "الولاية", {"level": 1}),
        ("operative", "1", "يقرر:", {}),
        ("point", "أ", "نص", {"level": 1}),
        ("heading", None, "سيادة القانون", {"level": 2}),
        ("point", "ب", "نص", {"level": 1}),
        ("operative", "2", "يحث", {}),
    )
    paragraphs = build(source, blocks)
    assert paragraphs[4].path == ("1", "ب")
    assert paragraphs[4].headings == ("الولاية", "سيادة القانون")
    assert paragraphs[5].headings == ("الولاية",)


def test_ordinals_start_again_in_an_annex() -> None:
    source, blocks = _document(
        ("paragraph", "1", "نص", {}),
        ("paragraph", "2", "نص", {}),
        ("paragraph", "1", "نص", {"part": "annex", "annex": "I"}),
        ("paragraph", "1", "نص", {"part": "annex", "annex": "II"}),
    )
    assert [p.ordinal for p in build(source, blocks)] == [1, 2, 1, 1]


def test_a_footnote_between_a_paragraph_and_its_points_interrupts_nothing() -> None:
    source, blocks = _document(
        ("operative", "1", "يقرر(1):", {}),
        ("footnote", "1", "القرار 5.", {}),
        ("point", "أ", "نص", {"level": 1}),
    )
    paragraphs = build(source, blocks)
    assert paragraphs[2].path == ("1", "أ")
    assert paragraphs[0].notes == ("1",)
    assert paragraphs[1].notes == ()


@pytest.mark.parametrize(
    ("words", "notes"),
    [
        ("المعقود في فيينا(١)، وإعلانه(2)", ("1", "2")),
        ("المعقود في فيينا)١(،", ("1",)),
        ("held in Vienna,^1 and ^(2)", ("1", "2")),
        ("held in Vienna² and then¹", ("2", "1")),
        ("القرار 2140 (2) والقرار 5 (1)", ()),
        ("ثلاثة (3) أعضاء(3)", ()),
        ("the resolution 64/293(1)", ("1",)),
        ("في عام 1999(1)", ("1",)),
        ("Article 4(1) and Article 4(a)(2)", ()),
        ("an area of 5 km² only", ()),
        ("القرار 1(2020)", ()),
    ],
)
def test_a_mark_stands_close_behind_its_word_and_names_a_footnote(
    words: str, notes: tuple[str, ...]
) -> None:
    source, blocks = _document(
        ("preambular", None, words, {}),
        ("footnote", "١", "حاشية", {}),
        ("footnote", "2", "حاشية", {}),
    )
    assert build(source, blocks)[0].notes == notes


def test_without_footnotes_there_are_no_marks() -> None:
    source, blocks = _document(("preambular", None, "فيينا(1)", {}))
    assert build(source, blocks)[0].notes == ()


@pytest.mark.parametrize(
    ("kind", "words", "verb"),
    [
        ("preambular", "وإذ تشير أيضا إلى قرارها", "تشير"),
        ("preambular", "وإذْ يُعيـــد تأكيد التزامه", "يعيد تأكيد"),
        ("preambular", "وإذ تضع في اعتبارها أن", "تضع في اعتبارها"),
        ("preambular", "وإذ لا يزال يساوره بالغ القلق", "يساوره بالغ القلق"),
        ("preambular", "و إذ يؤكد من جديد التزامه", "يؤكد من جديد"),
        ("preambular", "إن مجلس الأمن،", None),
        ("operative", "وإذ يتصرف تأييدا للطلب، يأذن", "يتصرف"),
        ("operative", "لا يزال مع ذلك يساوره القلق", "يساوره القلق"),
        ("preambular", "وقد نظرت في التقرير", "نظرت"),
        ("preambular", "واقتناعا منها بأن", "اقتناعا"),
        ("operative", "يقــرر أن يجدد", "يقرر"),
        ("operative", "تحيط علما بالتقرير", "تحيط علما"),
        ("operative", "تعرب عن تقديرها للدول", "تعرب عن تقديرها"),
        ("operative", "الدول مدعوة", None),
        ("operative", "Decides to remain seized", "Decides"),
        ("operative", "Takes note of the report", "Takes note"),
        ("operative", "Also strongly urges States", "urges"),
        ("operative", "Calls upon States", "Calls upon"),
        ("operative", "Expresses its deep appreciation to", "Expresses its deep appreciation"),
        ("preambular", "Bearing in mind that", "Bearing in mind"),
        ("preambular", "Deeply concerned that", "concerned"),
        ("preambular", "The Security Council,", None),
        ("point", "يقرر", None),
    ],
)
def test_the_leading_verb_is_found(kind: Kind, words: str, verb: str | None) -> None:
    source, blocks = _document((kind, None, words, {}))
    assert build(source, blocks)[0].verb == verb


def test_pages_are_those_that_the_spans_touch() -> None:
    text = "aaaa\fbbbb\fcccc"
    source = Source("d.pdf", "pdf", text, pages=(0, 5, 10))
    blocks = [
        Block((Span(0, 7),), "paragraph"),
        Block((Span(1, 3), Span(11, 12)), "paragraph"),
        Block((Span(5, 10),), "paragraph"),
    ]
    assert [p.pages for p in build(source, blocks)] == [(1, 2), (1, 3), (2,)]


def test_numbers_and_markup_are_left_out_of_the_clean_text_and_kept_in_the_raw() -> None:
    text = "1. **يقـرر** أن **يج**دد"
    source = Source("d.md", "markdown", text, markup=(Span(3, 5), Span(10, 12), Span(16, 18)))
    source = Source(
        "d.md",
        "markdown",
        text,
        markup=tuple(Span(i, i + 2) for i in range(len(text) - 1) if text[i : i + 2] == "**"),
    )
    (paragraph,) = build(source, [Block((Span(0, len(text)),), "operative", "1", Span(0, 2))])
    assert paragraph.raw == text
    assert paragraph.clean.text == "يقرر أن يجدد"


@pytest.mark.parametrize(
    "block",
    [
        Block((Span(0, 3),)),
        Block((), "paragraph"),
        Block((Span(2, 2),), "paragraph"),
        Block((Span(0, 99),), "paragraph"),
        Block((Span(3, 4), Span(0, 2)), "paragraph"),
        Block((Span(0, 3),), "paragraph", "1", Span(5, 99)),
    ],
)
def test_blocks_that_cannot_be_paragraphs_are_refused(block: Block) -> None:
    with pytest.raises(ValueError, match=r"d\.txt"):
        build(Source("d.txt", "text", "abcdef"), [block])


def test_the_outline_of_a_format_that_states_everything_is_its_own() -> None:
    source, blocks = _document(("title", None, "عنوان", {}), ("operative", "1", "يقرر", {}))
    stated = Source(source.name, "akoma_ntoso", source.text, blocks=tuple(blocks))
    assert outline(stated) == build(source, blocks)


_KINDS: st.SearchStrategy[Kind] = st.sampled_from(
    ("title", "heading", "preambular", "operative", "paragraph", "point", "footnote", "closing")
)


@st.composite
def _sources(draw: st.DrawFn) -> tuple[Source, list[Block]]:
    text = draw(st.text("ابيقرر \n\t(١)ـَ*12ab", min_size=1, max_size=120))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=12)))
    spans = [Span(a, b) for a, b in itertools.pairwise(cuts)]
    blocks = []
    while spans:
        size = draw(st.integers(1, 2))
        own, spans = spans[:size], spans[size:]
        number = draw(st.none() | st.sampled_from(("1", "٢", "أ")))
        mark = Span(own[0].start, own[0].start + 1) if number else None
        blocks.append(Block(tuple(own), draw(_KINDS), number, mark, level=draw(st.integers(0, 3))))
    stars = tuple(Span(i, i + 1) for i, c in enumerate(text) if c == "*")
    return Source("d.txt", "text", text, markup=stars), blocks


@given(_sources())
def test_raw_and_clean_text_lead_back_to_the_source(made: tuple[Source, list[Block]]) -> None:
    source, blocks = made
    paragraphs = build(source, blocks)
    assert [p.order for p in paragraphs] == list(range(len(blocks)))
    for paragraph in paragraphs:
        assert paragraph.raw == " ".join(source.text[s.start : s.end] for s in paragraph.spans)
        assert "*" not in paragraph.clean.text
        # white space between two pieces that touch lies in both
        joined = merged((s.start, s.end) for s in paragraph.spans)
        for i, character in enumerate(paragraph.clean.text):
            start, end = paragraph.clean.starts[i], paragraph.clean.ends[i]
            assert start == end or any(s.start <= start < end <= s.end for s in joined)
            if not character.isspace():
                assert source.text[start:end].strip("*") in (character, f"){character}(") or (
                    character in "()" and source.text[start:end].strip()
                )
        if paragraph.parent is not None:
            above = paragraphs[paragraph.parent]
            assert above.order < paragraph.order
            assert paragraph.kind == "point"
            assert above.kind in ("preambular", "operative", "paragraph", "point")
