from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.arabic.mapping import identity
from index.arabic.repair.spacing import marked, unstretched
from index.arabic.repair.values import (
    KINDS,
    Change,
    Reading,
    Repair,
    drop,
    joined,
    reorder,
    substitute,
)

LINES = st.text(alphabet="ابتةدرسـًَّ  \u200f()١٢34ﻻ،.A-\ud800\x00", max_size=60)


def check(reading: Reading, source: str) -> None:
    """The map is whole, goes forward inside each run, and repairs lie in the text in order."""
    text = reading.text
    assert len(text.text) == len(text.starts) == len(text.ends)
    assert all(0 <= a <= b <= len(source) for a, b in zip(text.starts, text.ends, strict=True))
    borders = [*reading.runs, len(text)]
    assert borders[0] == 0
    assert borders == sorted(borders)
    for low, high in pairwise(borders):
        assert list(text.starts[low:high]) == sorted(text.starts[low:high])
    at = 0
    for repair in reading.repairs:
        assert at <= repair.start < repair.end <= len(text)
        at = repair.end


@st.composite
def readings(draw: st.DrawFn) -> tuple[str, Reading]:
    """A line that has been put in another order once or twice, then had words changed."""
    source = draw(LINES)
    reading = Reading(identity(source))
    for _ in range(draw(st.integers(1, 2))):
        length = len(reading.text)
        cuts = sorted(draw(st.sets(st.integers(0, length), max_size=4)) | {0, length})
        pieces: list[tuple[int, int] | None] = []
        for piece in draw(st.permutations(list(pairwise(cuts)))):
            pieces += [piece, None] if draw(st.booleans()) else [piece]
        reading = reorder(reading, pieces, draw(st.floats(0, 1)))
    return source, substitute(reading, draw(changes(len(reading.text))))


@st.composite
def changes(draw: st.DrawFn, length: int) -> list[Change]:
    places = sorted(draw(st.sets(st.integers(0, length), max_size=6)))
    return [
        Change(a, b, draw(st.text("ابج ", max_size=4)), draw(st.sampled_from(KINDS)), 0.7)
        for a, b in zip(places[::2], places[1::2], strict=False)
    ]


@given(readings(), st.data())
def test_every_step_keeps_a_whole_map_that_goes_forward_inside_runs(
    made: tuple[str, Reading], data: st.DataObject
) -> None:
    source, reading = made
    check(reading, source)
    check(unstretched(reading), source)
    places = sorted(data.draw(st.sets(st.integers(0, len(reading.text)), max_size=6)))
    check(drop(reading, list(zip(places[::2], places[1::2], strict=False))), source)


@given(LINES, st.data())
def test_reordering_keeps_every_letter_and_where_it_stands(
    source: str, data: st.DataObject
) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(source)), max_size=4)) | {0, len(source)})
    pieces = data.draw(st.permutations(list(pairwise(cuts))))
    reading = reorder(Reading(identity(source)), pieces, 0.9)
    assert Counter(reading.text.text) == Counter(source)
    for character, place in zip(reading.text.text, reading.text.starts, strict=True):
        assert source[place] == character


@given(LINES)
def test_a_line_without_kashidas_and_spare_spaces_stays_so(source: str) -> None:
    once = unstretched(marked(source, 0, len(source)))
    check(once, source)
    assert unstretched(once) == once


def test_a_line_put_in_order_marks_its_words_and_maps_each_to_its_source() -> None:
    reading = reorder(Reading(identity("ثالثة أولى ثانية", 100)), [(6, 16), None, (0, 5)], 0.8)
    assert reading.text.text == "أولى ثانية ثالثة"
    assert reading.text.source_range(0, 4) == (106, 110)
    assert reading.runs == (0, 11)
    assert reading.repairs == (
        Repair(0, 4, "runs", 0.8),
        Repair(5, 10, "runs", 0.8),
        Repair(11, 16, "runs", 0.8),
    )


def test_pieces_in_the_order_of_the_line_repair_nothing() -> None:
    reading = reorder(Reading(identity("أولى ثانية")), [(0, 4), (4, 10)], 0.8)
    assert reading.repairs == ()


def test_a_space_that_was_lost_is_restored_between_pieces() -> None:
    reading = reorder(Reading(identity("ثانيةأولى")), [(5, 9), None, (0, 5)], 0.8)
    assert reading.text.text == "أولى ثانية"


def test_a_second_repair_of_a_word_is_no_surer_than_the_first() -> None:
    first = substitute(Reading(identity("كتب قلم")), [Change(0, 3, "كتاب", "letters", 0.6)])
    second = substitute(first, [Change(0, 4, "كتابة", "ocr", 0.95)])
    assert second.text.text == "كتابة قلم"
    assert second.repairs == (Repair(0, 5, "ocr", 0.6),)
    assert second.text.source_range(0, 5) == (0, 3)


def test_repairs_move_with_what_is_changed_before_them() -> None:
    reading = substitute(Reading(identity("a bb c")), [Change(5, 6, "ccc", "ocr", 0.9)])
    reading = substitute(reading, [Change(0, 1, "aaaa", "number", 0.8)])
    assert reading.text.text == "aaaa bb ccc"
    assert [reading.text.text[r.start : r.end] for r in reading.repairs] == ["aaaa", "ccc"]


def test_a_repair_survives_a_kashida_that_is_taken_out_of_it() -> None:
    reading = Reading(identity("كتـــاب"), (Repair(0, 7, "letters", 0.9),))
    assert unstretched(reading).repairs == (Repair(0, 4, "letters", 0.9),)


def test_joined_lines_keep_their_repairs_in_place() -> None:
    line = Reading(identity("قلم"), (Repair(0, 3, "ocr", 0.9),))
    both = joined([line, line])
    assert both.text.text == "قلم قلم"
    assert [both.text.text[r.start : r.end] for r in both.repairs] == ["قلم", "قلم"]


def test_pieces_that_lose_a_word_are_refused() -> None:
    with pytest.raises(ValueError, match="leave out"):
        reorder(Reading(identity("أولى ثانية")), [(0, 4)], 0.8)
    with pytest.raises(ValueError, match="overlap"):
        reorder(Reading(identity("أولى ثانية")), [(0, 6), (4, 10)], 0.8)


def test_changes_out_of_order_are_refused() -> None:
    change = Change(2, 4, "x", "ocr", 0.9)
    with pytest.raises(ValueError, match="out of order"):
        substitute(Reading(identity("abcdef")), [change, replace_start(change)])


def replace_start(change: Change) -> Change:
    return Change(0, 1, change.new, change.kind, change.confidence)
