from index.arabic.mapping import identity
from index.arabic.repair.damage import damage
from index.arabic.repair.layers import Repaired, RepairedLine
from index.arabic.repair.values import Change, Reading, Repair, reorder, substitute
from index.ingest import _document
from index.paragraphs.build import build
from index.passages import passages, searched_text, searched_words
from index.values import Block, Source, Span

TEXT = "ثانيةأولى )٣(\nسطر ســليم\nثالث"


def read(text: str, *blocks: Block, lines: tuple[RepairedLine, ...]):
    source = Source("a.txt", "text", text)
    return build(source, blocks, Repaired(lines, damage(text)))


def test_repaired_lines_are_read_so_and_sound_ones_as_they_stand() -> None:
    line = RepairedLine(
        0, 13, reorder(Reading(identity(TEXT[:13])), [(5, 9), None, (0, 5), (9, 13)], 0.8)
    )
    block = Block((Span(0, len(TEXT)),), "paragraph")
    (paragraph,) = read(TEXT, block, lines=(line,))
    assert paragraph.clean.text == "أولى ثانية (٣) سطر سليم ثالث"
    assert paragraph.raw == TEXT
    assert [paragraph.clean.text[r.start : r.end] for r in paragraph.repairs] == [
        "أولى",
        "ثانية",
        "(٣)",
    ]
    assert paragraph.clean.source_range(0, 4) == (5, 9)
    at = paragraph.clean.text.index("ثالث")
    assert paragraph.clean.source_range(at, at + 4) == (25, 29)


def test_a_line_of_two_paragraphs_gives_each_its_own_words() -> None:
    text = "جواب سؤال"
    line = RepairedLine(0, 9, reorder(Reading(identity(text)), [(5, 9), None, (0, 4)], 0.8))
    blocks = (Block((Span(0, 4),), "paragraph"), Block((Span(5, 9),), "paragraph"))
    first, second = read(text, *blocks, lines=(line,))
    assert (first.clean.text, second.clean.text) == ("جواب", "سؤال")
    assert first.repairs == (Repair(0, 4, "runs", 0.8),)


def test_a_printed_number_stays_out_of_the_reading() -> None:
    text = "تؤكد -٢"
    line = RepairedLine(0, 7, reorder(Reading(identity(text)), [(5, 7), None, (0, 4)], 0.8))
    block = Block((Span(0, 7),), "operative", number="٢", number_span=Span(5, 7))
    (paragraph,) = read(text, block, lines=(line,))
    assert paragraph.clean.text == "تؤكد"
    assert paragraph.verb == "تؤكد"


def test_for_words_that_are_not_sure_and_for_numbers_the_source_is_the_evidence() -> None:
    text = "قرار ١٥٤/٧٣ بشخن كتب"
    reading = substitute(
        Reading(identity(text)),
        [
            Change(5, 11, "٧٣/١٥٤", "number", 0.99),
            Change(12, 16, "بشأن", "letters", 0.95),
            Change(17, 20, "كلب", "letters", 0.5),
        ],
    )
    block = Block((Span(0, len(text)),), "paragraph")
    (paragraph,) = read(text, block, lines=(RepairedLine(0, len(text), reading),))
    assert paragraph.clean.text == "قرار ٧٣/١٥٤ بشأن كلب"
    assert paragraph.sure == "قرار ١٥٤/٧٣ بشأن كتب"


def test_a_word_that_only_moved_is_the_sources_own_and_one_put_together_is_not() -> None:
    text = "ثانية أولىضاء الأع"
    reading = reorder(
        Reading(identity(text)), [(6, 10), None, (0, 5), (5, 6), (14, 18), (10, 13)], 0.5
    )
    block = Block((Span(0, len(text)),), "paragraph")
    (paragraph,) = read(text, block, lines=(RepairedLine(0, len(text), reading),))
    assert paragraph.clean.text == "أولى ثانية الأعضاء"
    assert paragraph.sure == "أولى ثانية الأع ضاء"


def test_both_readings_of_a_repaired_paragraph_are_searched_by_their_words() -> None:
    text = "قرار بشخن المياه"
    reading = substitute(Reading(identity(text)), [Change(5, 9, "بشأن", "letters", 0.95)])
    block = Block((Span(0, len(text)),), "paragraph")
    paragraphs = read(text, block, lines=(RepairedLine(0, len(text), reading),))
    source = Source("a.txt", "text", text)
    (passage,) = passages(_document(source, paragraphs, "a.txt", "0"), paragraphs)
    assert passage.text == "قرار بشأن المياه"
    assert searched_words(passage) == "قرار بشأن المياه\nبشخن"
    assert searched_text(passage) == "قرار بشأن المياه"
