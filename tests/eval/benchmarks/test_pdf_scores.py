"""The scores of the PDF benchmark: what raises them, what lowers them, what they forgive."""

from hypothesis import given
from hypothesis import strategies as st

from eval.benchmarks.pdf_making import Expected, strings_in
from eval.benchmarks.pdf_scores import in_order, normalised, scores

BODY = "قرر المجلس في 3 آذار/مارس 2023 ما يلي (RCW/2023/7):\n1 - نشر البيانات؛\n2 - خفض الفاقد إلى ١٥٪؛\n"
NOTES = "(1) انظر الفقرة 4.\n"
WRITTEN = Expected(BODY, NOTES, strings_in(BODY))

words = st.lists(st.sampled_from("ابجد"), max_size=12)


def test_the_text_itself_scores_one_everywhere() -> None:
    found = scores(BODY + NOTES, WRITTEN)
    assert (found.recall, found.order, found.strings, found.extra) == (1, 1, 1, 0)
    assert found.bare == 1


def test_punctuation_and_vowel_signs_count_but_not_for_bare_words() -> None:
    found = scores("نص ، ومصب .", Expected("نص، ومَصَبّ.", "", ()))
    assert (found.order, found.bare) == (0, 1)


def test_no_text_scores_nothing() -> None:
    found = scores("", WRITTEN)
    assert (found.recall, found.order, found.strings) == (0, 0, 0)


def test_words_in_reverse_order_are_found_but_not_in_order() -> None:
    found = scores(" ".join(reversed((BODY + NOTES).split())), WRITTEN)
    assert found.recall == 1
    assert found.order < 0.3


def test_footnotes_may_stand_anywhere_but_must_be_there() -> None:
    head, tail = BODY.split("\n", 1)
    between = scores(f"{head}\n{NOTES}{tail}", WRITTEN)
    assert (between.recall, between.order) == (1, 1)
    without = scores(BODY, WRITTEN)
    assert without.recall < 1
    assert without.order == 1


def test_letters_out_of_order_are_no_words() -> None:
    assert scores(BODY[::-1], WRITTEN).recall < 0.3


def test_running_heads_count_as_extra_only() -> None:
    found = scores(BODY + NOTES + "RCW/RES/2023/2 1/7", WRITTEN)
    assert (found.recall, found.order) == (1, 1)
    assert found.extra > 0


def test_a_string_inside_a_longer_number_is_not_found() -> None:
    written = Expected("3,2 ملايين", "", ("3,2",))
    assert scores("13,25 ملايين", written).strings == 0
    assert scores("(3,2 ملايين)", written).strings == 1


def test_brackets_the_wrong_way_round_are_not_forgiven() -> None:
    written = Expected("(أ) نشر", "", ("(أ)",))
    found = scores(")أ( نشر", written)
    assert found.strings == 0
    assert found.recall == 0.5


def test_what_no_reader_sees_is_forgiven() -> None:
    assert normalised("ﻻ ﺑﺤـــر\u200f") == "لا بحر"
    assert normalised("حزيران/\nيونيه") == "حزيران/يونيه"
    assert normalised("٢٠٢٤-\n٢٠٢٥") == "٢٠٢٤-٢٠٢٥"
    assert normalised("الميزانية (\nRCW/2024/5)") == "الميزانية (RCW/2024/5)"


def test_digits_and_vowel_signs_are_kept() -> None:
    assert normalised("١٢ 12") == "١٢ 12"
    assert normalised("مَصَبّ") != "مصب"
    assert normalised("1 -\n2") == "1 - 2"


@given(words, words)
def test_words_in_order_agree_with_the_textbook_method(
    written: list[str], found: list[str]
) -> None:
    rows = [0] * (len(found) + 1)
    for word in written:
        above = rows[:]
        for j, other in enumerate(found, 1):
            rows[j] = above[j - 1] + 1 if word == other else max(above[j], rows[j - 1])
    assert in_order(written, found) == rows[-1]


@given(st.text(), st.text())
def test_scores_stay_between_nought_and_one(extracted: str, written: str) -> None:
    found = scores(extracted, Expected(written, "", strings_in(written)))
    for share in (found.recall, found.order, found.bare, found.strings, found.extra):
        assert 0 <= share <= 1
