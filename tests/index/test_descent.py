"""The succession of a formulation's wordings."""

from __future__ import annotations

import pytest

from index.families import Family, Wording, families, family_of, wordings
from index.families.lineage import lineage
from index.store import Index, open_index
from tests.assistant.precedents.lines_of_use import two_lines


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return open_index(two_lines(tmp_path_factory.mktemp("descent")))


@pytest.fixture(scope="module")
def family(index: Index) -> Family:
    order = next(p.order for p in index.outline("2601.txt") if p.number == "1")
    found = family_of(index, "2601.txt", order)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def found(index: Index, family: Family) -> tuple[Wording, ...]:
    return wordings(index, family)


def names(wording: Wording) -> list[str]:
    return [member.document.removesuffix(".txt") for member in wording.members]


def test_each_line_of_documents_has_its_own_succession(found: tuple[Wording, ...]) -> None:
    assert [names(wording) for wording in found] == [
        ["2601", "2640"],
        ["2602", "2641", "2681"],
        ["2680"],
        ["2720"],
    ]


def test_a_change_is_compared_with_the_document_that_it_goes_on_from(
    found: tuple[Wording, ...],
) -> None:
    changed = found[2]
    assert changed.goes_on
    assert changed.came_of is not None
    assert changed.came_of.document == "2640.txt"  # not 2641, which comes before it by date
    assert changed.before == 0


def test_going_back_to_older_words_is_a_change(found: tuple[Wording, ...]) -> None:
    back = found[3]
    assert back.first.variant == found[0].first.variant
    assert back.came_of is not None
    assert back.came_of.document == "2680.txt"


def test_a_line_that_begins_is_compared_with_what_is_nearest_in_words(
    found: tuple[Wording, ...],
) -> None:
    beside = found[1]
    assert not beside.goes_on
    assert beside.came_of is not None
    assert beside.came_of.document == "2601.txt"


def test_every_use_stands_in_one_wording(family: Family, found: tuple[Wording, ...]) -> None:
    places = [(m.document, m.paragraph) for wording in found for m in wording.members]
    assert sorted(places) == sorted((m.document, m.paragraph) for m in family.members)
    for number, wording in enumerate(found):
        assert len({member.variant for member in wording.members}) == 1
        assert list(wording.members) == sorted(wording.members, key=lambda m: m.date or "")
        assert wording.before is None or wording.before < number


def test_a_formulation_of_one_wording_has_one(index: Index) -> None:
    order = next(p.order for p in index.outline("2601.txt") if p.number == "4")
    seized = family_of(index, "2601.txt", order)
    assert seized is not None
    (only,) = wordings(index, seized)
    assert only.documents == 7
    assert only.came_of is None
    assert only.bodies == {"Security Council": 7}


def test_a_wording_goes_on_exactly_where_its_document_does(
    index: Index, found: tuple[Wording, ...]
) -> None:
    """One rule says what was dropped and what a wording came of."""
    known = lineage(families(index))
    for wording in found:
        if wording.came_of is not None:
            goes_on = known.goes_on_from(wording.first.document, wording.came_of.document)
            assert goes_on == wording.goes_on


def test_closing_clauses_alone_make_no_line(index: Index) -> None:
    known = lineage(families(index))
    assert known.goes_on_from("2640.txt", "2601.txt")
    assert not known.goes_on_from("2641.txt", "2601.txt")
    assert not known.goes_on_from("2601.txt", "2640.txt")
    assert known.successors("2602.txt") == ("2641.txt", "2681.txt")
