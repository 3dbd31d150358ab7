"""The outline of text documents: what a reader of the page would call each paragraph."""

from __future__ import annotations

from index.paragraphs.from_text import text_blocks
from index.values import Block, Source, Span

RESOLUTION = """الجمعية العامة

قرار اتخذته الجمعية العامة في ٥ حزيران/يونيه ٢٠٣٠

٩٩/١ - رعاية الأنهار والبحيرات

إن الجمعية العامة،

إذ تشير إلى قرارها ٩٨/٤(١) بشأن الأنهار، وإذ تضع في اعتبارها قرارها ٩٧/٢،

وإذ تلاحظ ما يلي:

(أ) انخفاض مستوى البحيرات؛

(ب) ازدياد التلوث في الأنهار،

وقد نظرت في تقرير الأمين العام،

١ - تقرر عقد مؤتمر عن البحيرات؛

٢ - تطلب إلى الأمين العام:

(أ) أن يعد تقريرا يشمل:

’١‘ البحيرات الكبرى؛

’٢‘ الأنهار؛

(ب) أن يدعو المنظمات؛

حماية الضفاف

٤ - تقرر أن تبقي المسألة قيد النظر.

الجلسة العامة ٥٤

٥ حزيران/يونيه ٢٠٣٠

(١) A/98/12.

المرفق الأول

خطة عمل للبحيرات

أولا - مبادئ عامة

١ - البحيرات ملك للجميع.

٢ - تعمل الدول على حمايتها.

المرفق الثاني

١ - الموارد.
"""

ENGLISH = """United Nations                                   A/RES/99/1

General Assembly                                  Distr.: General
                                                  5 June 2030

        Resolution adopted by the General Assembly on 5 June 2030

           99/1. Strengthening the care of rivers and lakes

      The General Assembly,

      Recalling its resolution 98/4 of 3 May 2029 on rivers, in which it asked all
Member States to measure the water of their lakes,1 and its resolution 97/2,

      Noting with concern that the level of many lakes has been falling for several
years, and noting also the report of the Secretary-General,2

      Deeply convinced of the need for action,

      1.    Decides to convene a conference on lakes, to be held in Vienna from
3 to 5 May 2031, and requests the Secretary-General:

      (a)   To prepare a report on the state of lakes, taking into account the views
of Member States;

      (b)   To invite all the organizations that work with rivers, including those of
_______________
1  A/98/12.
2  See A/99/3, annex, para. 4.

30-01234 (E)                                                              1/2
A/RES/99/1            Strengthening the care of rivers and lakes

the regions concerned, to take part in the conference;

      2.    Encourages Member States to plant trees along their rivers, as set out in
paragraph 3 of the annex to the present resolution;

      3.    Decides to remain seized of the matter.

                                                      54th plenary meeting
                                                      5 June 2030

Annex
Plan for lakes

I. General principles

1. Lakes belong to all, and each State looks after its own lakes and rivers with the
means that it has.

2. Work on lakes includes:

(i) Measuring;

(ii) Cleaning.
"""

PAPER = """A river report

Summary

This paper looks at rivers in twelve countries and says what has been done so far and what could be done.

I. Introduction

1. Rivers are long. They run through many lands, and their water is used by all.

2. The work has two parts.

A. Large rivers

3. Large rivers were measured in 2029.[^1]

- first item
- second item

[^1]: See A/1.

5. End of it.
"""


def source(text: str, **known: object) -> Source:
    return Source("x.txt", "text", text, **known)  # type: ignore[arg-type]


def words(text: str, block: Block) -> str:
    """The block's text on one line."""
    return " ".join(" ".join(text[span.start : span.end] for span in block.spans).split())


def kinds(text: str, blocks: tuple[Block, ...]) -> list[tuple[str | None, str | None]]:
    return [(block.kind, block.number) for block in blocks]


def numbers(blocks: tuple[Block, ...], kind: str, part: str = "main") -> list[str | None]:
    return [b.number for b in blocks if b.kind == kind and b.part == part]


def test_a_resolution_is_read_as_a_delegate_would_read_it() -> None:
    blocks = text_blocks(source(RESOLUTION))
    assert kinds(RESOLUTION, blocks) == [
        ("title", None),
        ("title", None),
        ("title", None),
        ("title", None),
        ("preambular", None),
        ("preambular", None),
        ("point", "أ"),
        ("point", "ب"),
        ("preambular", None),
        ("operative", "1"),
        ("operative", "2"),
        ("point", "أ"),
        ("point", "1"),
        ("point", "2"),
        ("point", "ب"),
        ("heading", None),
        ("operative", "4"),
        ("closing", None),
        ("closing", None),
        ("footnote", "1"),
        ("heading", None),
        ("heading", None),
        ("heading", None),
        ("paragraph", "1"),
        ("paragraph", "2"),
        ("heading", None),
        ("paragraph", "1"),
    ]


def test_points_know_their_depth() -> None:
    levels = [b.level for b in text_blocks(source(RESOLUTION)) if b.kind == "point"]
    assert levels == [1, 1, 1, 2, 2, 1]


def test_annexes_are_told_apart_by_their_own_number() -> None:
    found = [(b.part, b.annex) for b in text_blocks(source(RESOLUTION)) if b.kind == "paragraph"]
    assert found == [("annex", "الأول"), ("annex", "الأول"), ("annex", "الثاني")]


def test_the_number_as_printed_can_be_dropped() -> None:
    printed = [
        RESOLUTION[b.number_span.start : b.number_span.end]
        for b in text_blocks(source(RESOLUTION))
        if b.number_span
    ]
    assert printed[2:6] == ["١ -", "٢ -", "(أ)", "’١‘"]


def test_an_english_page_with_running_heads_and_raised_note_numbers() -> None:
    blocks = text_blocks(source(ENGLISH))
    assert numbers(blocks, "operative") == ["1", "2", "3"]
    assert numbers(blocks, "footnote") == ["1", "2"]
    assert numbers(blocks, "paragraph", "annex") == ["1", "2"]
    assert numbers(blocks, "point", "annex") == ["i", "ii"]
    assert [words(ENGLISH, b)[:9] for b in blocks if b.kind == "preambular"] == [
        "Recalling",
        "Noting wi",
        "Deeply co",
    ]
    assert [words(ENGLISH, b) for b in blocks if b.kind == "closing"] == [
        "54th plenary meeting",
        "5 June 2030",
    ]


def test_a_paragraph_goes_on_behind_the_footnotes_of_its_page() -> None:
    point = next(b for b in text_blocks(source(ENGLISH)) if b.number == "b")
    assert len(point.spans) == 2
    assert words(ENGLISH, point).endswith(
        "including those of the regions concerned, to take part in the conference;"
    )


def test_page_furniture_is_in_no_paragraph() -> None:
    said = " ".join(words(ENGLISH, b) for b in text_blocks(source(ENGLISH)))
    assert "30-01234" not in said
    assert "____" not in said
    assert said.count("Strengthening the care") == 1


def test_a_paper_has_headings_and_numbered_paragraphs() -> None:
    blocks = text_blocks(Source("x.md", "markdown", PAPER))
    assert numbers(blocks, "paragraph") == [None, "1", "2", "3", "5"]
    assert [(words(PAPER, b), b.level) for b in blocks if b.kind == "heading"] == [
        ("Summary", 1),
        ("I. Introduction", 1),
        ("A. Large rivers", 2),
    ]
    assert numbers(blocks, "point") == [None, None]
    assert numbers(blocks, "footnote") == ["1"]
    assert not numbers(blocks, "operative")


def test_a_point_behind_a_number_on_the_same_line_is_a_block_of_its_own() -> None:
    text = "إن مجلس الأمن،\n\nإذ يشير إلى قراره،\n\n١ - (أ) يعرب عن القلق؛\n\n(ب) يطلب التعاون؛\n"
    blocks = text_blocks(source(text))
    assert kinds(text, blocks)[2:] == [("operative", "1"), ("point", "أ"), ("point", "ب")]
    assert words(text, blocks[2]) == "١ -"


def test_a_list_numbered_as_paragraphs_are_stays_inside_its_paragraph() -> None:
    text = (
        "The Council,\n\nRecalling its decisions on the rivers of the region,\n\n1. Decides to meet;\n\n"
        "2. Requests the following:\n\n1. First thing;\n\n2. Second thing;\n\n3. Takes note of it;\n\n4. Ends."
    )
    blocks = text_blocks(source(text))
    assert numbers(blocks, "point") == ["1", "2"]
    assert numbers(blocks, "operative") == ["1", "2", "3", "4"]


def test_a_wrong_number_is_kept_as_printed_and_a_gap_stays_a_gap() -> None:
    text = "إن مجلس الأمن،\n\nإذ يشير إلى قراره،\n\n" + "\n\n".join(
        f"{n} - يقرر أن يواصل النظر في المسألة؛" for n in (1, 2, 61, 4, 4, 7)
    )
    assert numbers(text_blocks(source(text)), "operative") == ["1", "2", "61", "4", "4", "7"]


def test_a_single_operative_paragraph_needs_no_number() -> None:
    text = "إن مجلس الأمن،\n\nوقد نظر في المسألة،\n\nيوصي الجمعية العامة بأن تعيّن السيد فلانا أمينا عاما."
    assert kinds(text, text_blocks(source(text)))[1:] == [("preambular", None), ("operative", None)]


def test_a_page_of_an_ocr_run_with_slips_and_notes_between_paragraphs() -> None:
    text = (
        "إن الجمعية العامة،\n\nإذ تشير إلى اتفاقية الأنهار^(١)،\n\nوراء تلاحظ الدور الذي تؤديه الدول في\n\n"
        "(١) انظر الوثيقة الأولى.\n\nحماية مياهها من التلوث،\n\n- ١ - **تحث** الدول على العمل؛\n- ٢ - **تقرر** المتابعة.\n"
    )
    blocks = text_blocks(Source("x.md", "markdown", text))
    assert numbers(blocks, "operative") == ["1", "2"]
    assert numbers(blocks, "footnote") == ["1"]
    cut = [b for b in blocks if b.kind == "preambular"][1]
    assert words(text, cut) == "وراء تلاحظ الدور الذي تؤديه الدول في حماية مياهها من التلوث،"


def test_the_blocks_of_a_format_are_never_merged() -> None:
    pieces = [
        "The Council,",
        "Recalling its work on rivers",
        "and lakes of the region,",
        "1. Decides so;",
    ]
    text = "\n".join(pieces)
    at, hints = 0, []
    for piece in pieces:
        hints.append(Block((Span(at, at + len(piece)),)))
        at += len(piece) + 1
    blocks = text_blocks(source(text, blocks=tuple(hints)))
    assert [words(text, b) for b in blocks] == pieces
    assert [b.kind for b in blocks] == ["title", "preambular", "preambular", "operative"]


def test_a_footnote_that_the_format_states_keeps_its_number() -> None:
    text = "1. The Council decides to meet.\n\n1 See the first report."
    at = text.index("1 See")
    hints = (
        Block((Span(0, at - 2),)),
        Block((Span(at, len(text)),), "footnote", number="1", number_span=Span(at, at + 1)),
    )
    blocks = text_blocks(source(text, blocks=hints))
    assert kinds(text, blocks) == [("paragraph", "1"), ("footnote", "1")]


def test_the_headings_of_a_format_are_headings_with_their_level() -> None:
    text = "# Rivers\n\nA long river runs through many lands, and all of them use its water in one way or another.\n\n## Lakes\n\n1. A lake stands.\n"
    hints = tuple(
        Block((Span(text.index(w), text.index(w) + len(w)),), "heading", level=n)
        for w, n in (("Rivers", 1), ("Lakes", 2))
    )
    blocks = text_blocks(Source("x.md", "markdown", text, blocks=hints))
    assert [(b.kind, b.level) for b in blocks if b.kind == "heading"] == [
        ("heading", 1),
        ("heading", 2),
    ]
    assert numbers(blocks, "paragraph") == [None, "1"]


def test_a_resolutions_title_set_as_a_heading_is_a_title() -> None:
    lines = (
        "99/7 - رعاية الأنهار",
        "قرار اتخذته الجمعية العامة في ٥ حزيران/يونيه ٢٠٣٠",
        "إن الجمعية العامة،",
        "إذ تشير إلى قرارها ٩٨/٤ بشأن الأنهار،",
        "1. تقرر عقد مؤتمر عن البحيرات.",
    )
    text = "\n\n".join(lines)
    heading = Block((Span(0, len(lines[0])),), "heading", level=1)
    blocks = text_blocks(Source("a.html", "html", text, blocks=(heading,)))
    assert [block.kind for block in blocks] == ["title"] * 3 + ["preambular", "operative"]
