import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.arabic.mapping import Mapped, identity, join
from index.arabic.normalise import (
    clean,
    collapse_spaces,
    compose,
    fold,
    fold_text,
    strip_invisible,
    strip_kashida,
    strip_marks,
    turn_brackets,
)

ARABIC = st.text(alphabet="ابتةىيكلأإآءؤئـًَّْ  \u200f\n()١٢34ﻻﷲ،.A-", max_size=80)
ANY = st.one_of(ARABIC, st.text(max_size=60))
STEPS = (strip_invisible, compose, strip_kashida, strip_marks, turn_brackets, collapse_spaces, fold)


def check_map(mapped: Mapped, text: str) -> None:
    assert len(mapped.text) == len(mapped.starts) == len(mapped.ends)
    for start, end in zip(mapped.starts, mapped.ends, strict=True):
        assert 0 <= start <= end <= len(text)
    assert list(mapped.starts) == sorted(mapped.starts)


@given(ANY)
def test_every_step_keeps_a_whole_and_rising_map(text: str) -> None:
    for step in STEPS:
        check_map(step(identity(text)), text)


@given(ANY)
def test_an_untouched_letter_maps_to_itself(text: str) -> None:
    mapped = clean(text, [(0, len(text))])
    for character, start, end in zip(mapped.text, mapped.starts, mapped.ends, strict=True):
        if character.isascii() and character.isalnum() and end - start == 1:
            assert text[start].casefold() == character.casefold() or not text[start].isascii()


@given(ANY)
def test_cleaning_and_folding_are_idempotent(text: str) -> None:
    once = clean(text, [(0, len(text))]).text
    assert clean(once, [(0, len(once))]).text == once
    assert fold_text(fold_text(text)) == fold_text(text)


@given(st.lists(ARABIC, max_size=4))
def test_a_stored_map_comes_back_as_it_was(texts: list[str]) -> None:
    mapped = join(identity(text, 7 * i) for i, text in enumerate(texts))
    back = Mapped.from_bytes(mapped.text, mapped.to_bytes())
    assert (back.text, back.starts, back.ends) == (mapped.text, mapped.starts, mapped.ends)


def test_clean_reads_what_a_pdf_stretched_and_mirrored() -> None:
    text = "تشـــــير  إلى \u200fالمتحـ ـدة )١( ﻻ"
    assert clean(text, [(0, len(text))]).text == "تشير إلى المتحدة (١) لا"


def test_a_kashida_before_a_space_does_not_join_two_words() -> None:
    text = "مـــن كـــل"
    assert clean(text, [(0, len(text))]).text == "من كل"


def test_dropped_ranges_leave_no_trace_and_pieces_are_joined_by_a_space() -> None:
    text = "أول -١ ثان\nحاشية\nثالث"
    mapped = clean(text, [(0, 10), (17, 21)], dropped=[(4, 6)])
    assert mapped.text == "أول ثان ثالث"
    start = mapped.text.index("ثالث")
    low, high = mapped.source_range(start, start + 4)
    assert text[low:high] == "ثالث"


def test_spellings_that_readers_take_for_one_fold_to_one() -> None:
    assert fold_text("إلى الأمّةِ ٢٠٢١") == fold_text("الى الامه 2021")


@given(ANY)
def test_folding_without_the_map_gives_the_same_text(text: str) -> None:
    assert fold_text(text) == fold(identity(text)).text


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        (")١( نص الفقرة", "(١) نص الفقرة"),
        ("الفقرتان )أ( و )ب( أعلاه", "الفقرتان (أ) و (ب) أعلاه"),
        ("الفقرتين (أ) و (ب) من القرار", "الفقرتين (أ) و (ب) من القرار"),
        ("الفقرات (أ) و (ب) و (ج) أعلاه", "الفقرات (أ) و (ب) و (ج) أعلاه"),
        ("القرارات 2374 (2017) و (2018)", "القرارات 2374 (2017) و (2018)"),
        ("أ) القوة (15 (ب)", "أ) القوة (15 (ب)"),
        ("سطر (\n)٣( سطر", "سطر (\n(٣) سطر"),
    ],
)
def test_brackets_are_turned_only_where_they_are_mirrored(printed: str, read: str) -> None:
    assert turn_brackets(identity(printed)).text == read
