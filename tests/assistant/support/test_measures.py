"""Units, durations and bounds of what a statement counts."""

from __future__ import annotations

from fractions import Fraction

import pytest

from assistant.support.check import check
from assistant.support.dates import find_dates
from assistant.support.numbers import find_numbers
from assistant.support.values import Cited, Judgement
from assistant.support.wording import language_of
from index.arabic.normalise import fold_text


def judged(statement: str, paragraph: str) -> Judgement:
    return check(statement, [Cited(paragraph, language_of(paragraph))])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the level fell by 1.6 m a year", "1.6"),
        ("a wall 12 m high", "12"),
        ("it cost $1.6 m a year", "1600000"),
        ("it cost 2.5m dollars", "2500000"),
        ("some 3.4 m people", "3400000"),
        ("some 3.4m people", "3400000"),
        ("a quarter of a million people", "250000"),
        ("three quarters of a million", "750000"),
        ("half a million", "500000"),
        ("ربع مليون نسمة", "250000"),
    ],
)
def test_a_number_is_read_with_its_scale_and_not_with_its_unit(text: str, value: str) -> None:
    found = [number.values for number in find_numbers(fold_text(text)) if number.sure]
    assert found == [frozenset({Fraction(value)})]


@pytest.mark.parametrize("text", ["٣٠/٦/٢٠٢٤م", "30/6/2024 م", "في 30/6/2024م، قرر"])
def test_a_date_in_figures_may_say_of_which_calendar_it_is(text: str) -> None:
    (date,) = find_dates(fold_text(text))
    assert (date.year, date.month, date.day) == (2024, 6, 30)


SAME = [
    ("Advice is given within two days.", "Advice shall be given within 48 hours"),
    ("The alarm is given within a quarter of an hour.", "The alarm shall be given in 15 minutes"),
    ("The level fell by 1.6 m a year.", "The level fell at a rate of 1.6 metres a year"),
    ("يقدم التقرير خلال 12 شهرا.", "يقدم التقرير خلال سنة"),
    ("يقدم التقرير خلال 24 شهرا.", "يقدم التقرير خلال سنتين"),
]


@pytest.mark.parametrize(("statement", "paragraph"), SAME)
def test_the_same_measure_in_another_unit_is_there(statement: str, paragraph: str) -> None:
    assert judged(statement, paragraph).support == "supported"


@pytest.mark.parametrize(
    ("statement", "paragraph", "named"),
    [
        ("Advice is provided within 48 days.", "To provide advice within 48 hours", "48 days"),
        ("The level fell by 1.6 m.", "The level fell by 1.6 million cubic metres", "1.6 m"),
        ("تقدم المشورة خلال 48 يوما.", "تقدم المشورة خلال 48 ساعة", "48 يوما"),
        ("The report is due in 11 months.", "The report is due in a year", "11 months"),
    ],
)
def test_a_number_with_another_unit_is_refused_and_named(
    statement: str, paragraph: str, named: str
) -> None:
    found = judged(statement, paragraph)
    assert found.support == "unsupported"
    assert any(named in reason for reason in found.reasons)


WELLS = "165 wells, which shall be operational no later than 30 June 2024"


@pytest.mark.parametrize(
    ("statement", "paragraph", "named"),
    [
        ("Wells are operational no earlier than 30 June 2024.", WELLS, "no earlier than 30 June"),
        ("Fees fall by no more than 20 per cent.", "Fees fall by at least 20 per cent", "no more"),
        ("It meets twice a year at most.", "It shall meet at least twice a year", "at most"),
        ("Fees fall by at least 20 per cent.", "Fees fall by up to 20 per cent", "at least 20"),
        (
            "تخفض الرسوم بنسبة 20 في المائة على الأكثر.",
            "تخفض الرسوم بنسبة 20 في المائة على الأقل",
            "على الأكثر",
        ),
        (
            "تخفض الرسوم بنسبة لا تتجاوز 20 في المائة.",
            "تخفض الرسوم بنسبة لا تقل عن 20 في المائة",
            "لا تتجاوز",
        ),
        ("تعمل الآبار في موعد لا يسبق 30 حزيران/يونيه 2024.", WELLS, "لا يسبق"),
    ],
)
def test_an_opposite_bound_is_refused_and_named(statement: str, paragraph: str, named: str) -> None:
    found = judged(statement, paragraph)
    assert found.support == "unsupported"
    assert any(named in reason for reason in found.reasons)


@pytest.mark.parametrize(
    ("statement", "paragraph"),
    [
        ("Wells are operational no later than 30 June 2024.", WELLS),
        ("Wells are operational by 30 June 2024.", WELLS),
        ("Fees fall by no less than 20 per cent.", "Fees fall by at least 20 per cent"),
        ("Fees fall by not more than 20 per cent.", "Fees fall by at most 20 per cent"),
        ("تخفض الرسوم بنسبة لا تقل عن 20 في المائة.", "تخفض الرسوم بنسبة 20 في المائة على الأقل"),
    ],
)
def test_the_same_bound_in_other_words_is_there(statement: str, paragraph: str) -> None:
    assert judged(statement, paragraph).support == "supported"


def test_what_is_only_encouraged_obliges_nobody() -> None:
    paragraph = "4. Encourages the States to install meters on all wells;"
    found = judged("The States must install meters on all wells.", paragraph)
    assert found.support != "supported"
    assert any("obliges" in reason for reason in found.reasons)
    assert judged("The States are encouraged to install meters.", paragraph).support == "supported"
    ordered = "4. Decides that the States shall install meters on all wells;"
    assert judged("The States must install meters on all wells.", ordered).support == "supported"


def test_the_opposite_of_a_word_of_the_paragraph_is_refused() -> None:
    paragraph = "3. Decides that the States shall reduce their abstraction by 15 per cent;"
    found = judged("The States shall increase their abstraction by 15 per cent.", paragraph)
    assert found.support != "supported"
    assert "The statement has “increase” where the paragraph has “reduce”." in found.reasons
    # of several paragraphs one may say the one and another the other
    other = Cited("2. Decides to expand the network to 165 wells;", "en")
    both = check("The network is to grow to 165 wells.", [other, Cited(paragraph, "en")])
    assert both.support == "supported"
