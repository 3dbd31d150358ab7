"""Absent and doubled paragraph numbers are named; counts that begin again are no fault."""

from __future__ import annotations

import pytest

from index.arabic.mapping import identity
from index.numbering import missing_numbers, sentence
from index.values import Kind, Paragraph, Part


def paragraphs(
    numbers: list[str | None],
    kind: Kind = "operative",
    part: Part = "main",
    annex: str | None = None,
    order: int = 0,
) -> list[Paragraph]:
    return [
        Paragraph(
            order=order + i,
            kind=kind,
            part=part,
            number=number,
            path=(),
            ordinal=i + 1,
            spans=(),
            number_span=None,
            raw="",
            clean=identity("نص"),
            annex=annex,
        )
        for i, number in enumerate(numbers)
    ]


def said(numbers: list[str | None]) -> list[str]:
    return [sentence(fault) for fault in missing_numbers(paragraphs(numbers))]


@pytest.mark.parametrize(
    ("numbers", "sentences"),
    [
        ("1 2 3 4 5 7 8", ["6 is missing between 5 and 7"]),
        ("1 2 3 4 8 9 10 11", ["5–7 are missing between 4 and 8"]),
        ("2 3 4 5 6", ["1 is missing before 2"]),
        ("1 2 3 4 4 5 6", ["4 stands twice"]),
    ],
)
def test_a_gap_and_a_doubled_number_are_named(numbers: str, sentences: list[str]) -> None:
    assert said([*numbers.split()]) == sentences


@pytest.mark.parametrize(
    "numbers",
    [
        "1 2 3 4 5",
        "1 2 3 1 2 3 4",  # counted anew under each heading
        "1 2 4 3 5 6 7 8",  # out of order, none absent
        "1",
        "17",
        "",
        "1 2 3 40 41 42",  # a table's numbers, or a quoted document
        "10 3 25 7",
    ],
)
def test_other_orders_are_no_fault(numbers: str) -> None:
    assert said([*numbers.split()]) == []


def test_unnumbered_paragraphs_and_letters_are_passed_over() -> None:
    assert said(["1", None, "2", "أ", "3", "4"]) == []


def test_points_are_not_counted() -> None:
    assert missing_numbers(paragraphs(["1", "2", "3", "5"], kind="point")) == ()


def test_each_annex_is_counted_by_itself() -> None:
    document = paragraphs(["1", "2", "3"])
    document += paragraphs(["1", "2", "3", "4", "6"], "paragraph", "annex", "I", 3)
    document += paragraphs(["1", "2"], "paragraph", "annex", "II", 8)
    (fault,) = missing_numbers(document)
    assert (fault.part, fault.annex, fault.number) == ("annex", "I", 5)
    assert (fault.before, fault.after) == (6, 7)


def test_an_annex_may_go_on_counting() -> None:
    document = paragraphs(["1", "2"], "paragraph")
    document += paragraphs(["3", "4", "5", "6"], "paragraph", "annex", "I", 2)
    assert missing_numbers(document) == ()
