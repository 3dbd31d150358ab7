"""Citation figures: ALCE's with its holes closed, and the weights of the TREC RAG track."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.support.values import Cited, Judgement
from eval.runs.lines import Line, Place, Statement
from eval.scores.citations import judged, statements_of
from eval.scores.figures import Row
from index.values import Span


def at(position: int, source: str = "x.txt") -> Place:
    return Place(source, (Span(position, position + 1),))


def cite(place: Place) -> Cited | None:
    """The paragraph at position n says the letter n; only `x.txt` is there."""
    return Cited("abcdefgh"[place.spans[0].start]) if place.source == "x.txt" else None


def letters(statement: str, cited: Sequence[Cited]) -> Judgement:
    """A statement is carried if the paragraphs say all its letters, in part if they say some."""
    said = {each.text for each in cited}
    held = sum(letter in said for letter in statement)
    if held == len(statement):
        return Judgement("supported")
    return Judgement("partly" if held else "unsupported")


def row_of(statements: Sequence[tuple[str, tuple[int, ...]]], citations: Sequence[Place]) -> Row:
    made = tuple(Statement(*each) for each in statements)
    return judged(Line("1", statements=made, citations=tuple(citations)), made, letters, cite)[0]


def test_two_paragraphs_that_carry_a_statement_only_together_are_both_needed() -> None:
    row = row_of([("ab", (0, 1))], [at(0), at(1)])
    assert (row["citation_recall"], row["citation_precision"]) == (1.0, 1.0)


def test_a_paragraph_that_adds_nothing_is_not_precise() -> None:
    row = row_of([("ab", (0, 1, 2))], [at(0), at(1), at(2)])
    assert (row["citation_recall"], row["citation_precision"]) == (1.0, pytest.approx(2 / 3))


def test_either_of_two_that_carry_it_alone_is_precise() -> None:
    row = judged(
        Line("1", citations=(at(0), Place("x.txt", (Span(0, 2),)))),
        [Statement("a", (0, 1))],
        letters,
        cite,
    )[0]
    assert row["citation_precision"] == 1.0


def test_citations_of_an_unsupported_statement_are_worth_nothing() -> None:
    row = row_of([("az", (0,)), ("b", (1,))], [at(0), at(1)])
    assert row["citation_recall"] == 0.5
    assert row["citation_precision"] == 0.5
    assert row["support_recall"] == row["support_precision"] == 0.75


def test_a_statement_without_a_citation_counts_in_recall_alone() -> None:
    row = row_of([("a", (0,)), ("b", ())], [at(0)])
    assert (row["citation_recall"], row["citation_precision"]) == (0.5, 1.0)
    assert (row["support_recall"], row["support_precision"]) == (0.5, 1.0)


def test_all_citations_of_a_statement_are_looked_at_not_the_first_three() -> None:
    row = row_of([("abcde", (0, 1, 2, 3, 4))], [at(i) for i in range(5)])
    assert (row["citation_recall"], row["citation_precision"]) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("positions", "citations"),
    [((0, 7), [at(0)]), ((0, 1), [at(0), at(0, "none.txt")]), ((0, -1), [at(0)])],
    ids=["position", "document", "negative"],
)
def test_an_invented_citation_costs_precision_and_not_the_support(
    positions: tuple[int, ...], citations: list[Place]
) -> None:
    row = row_of([("a", positions)], citations)
    assert (row["citation_recall"], row["citation_precision"]) == (1.0, 0.5)
    assert (row["invented_citations"], row["repeated_citations"]) == (0.5, 0.0)


def test_a_citation_given_twice_costs_precision() -> None:
    by_position = row_of([("a", (0, 0))], [at(0)])
    by_place = row_of([("a", (0, 1))], [at(0), at(0)])
    assert by_position == by_place
    assert (by_place["citation_precision"], by_place["repeated_citations"]) == (0.5, 0.5)
    in_two_statements = row_of([("a", (0,)), ("a", (0,))], [at(0)])
    assert in_two_statements["repeated_citations"] == 0.0


def test_a_citation_that_no_statement_uses_costs_precision() -> None:
    row = row_of([("a", (0,))], [at(0), at(1), at(2, "none.txt")])
    assert row["citation_precision"] == pytest.approx(1 / 3)
    assert row["invented_citations"] == pytest.approx(1 / 3)


def test_an_answer_that_cites_nothing_has_no_precision_to_boast_of() -> None:
    row = row_of([("a", ())], [])
    assert row == {
        "citation_recall": 0.0,
        "citation_precision": 0.0,
        "support_recall": 0.0,
        "support_precision": 0.0,
    }


statements = st.lists(
    st.tuples(
        st.text("abcz", min_size=1, max_size=3),
        st.lists(st.integers(-1, 9), max_size=5).map(tuple),
    ),
    max_size=4,
)


@given(statements, st.lists(st.integers(0, 7), max_size=6))
def test_figures_are_shares_and_full_precision_means_that_nothing_can_go(
    given_statements: list[tuple[str, tuple[int, ...]]], places: list[int]
) -> None:
    citations = [at(i) for i in places]
    row = row_of(given_statements, citations)
    assert all(0.0 <= value <= 1.0 for value in row.values())
    assert row["citation_recall"] <= row["support_recall"]
    if row["citation_precision"] == 1.0:
        assert row["invented_citations"] == row["repeated_citations"] == 0.0


@given(statements, st.lists(st.integers(0, 7), max_size=6))
def test_one_more_invented_citation_never_helps(
    given_statements: list[tuple[str, tuple[int, ...]]], places: list[int]
) -> None:
    citations = [at(i) for i in places]
    more = [(text, (*positions, 50)) for text, positions in given_statements]
    before, after = row_of(given_statements, citations), row_of(more, citations)
    for name, value in after.items():
        if name != "invented_citations":
            assert value <= before.get(name, 1.0)


def texts_of(answer: str, *stated: str) -> list[str]:
    line = Line("1", answer=answer, statements=tuple(Statement(each, ()) for each in stated))
    return [each.text for each in statements_of(line)]


def test_what_stands_in_no_statement_is_a_statement_without_citations() -> None:
    answer = "تمدد الولاية سنة واحدة [1]. ورحب الأعضاء بذلك كثيرا؛ هل يكفي ذلك حقا؟\nنعم."
    assert texts_of(answer, "تمدد الولاية سنة واحدة [1].") == [
        "تمدد الولاية سنة واحدة [1].",
        "ورحب الأعضاء بذلك كثيرا؛",
        "هل يكفي ذلك حقا؟",
    ]


def test_markers_and_line_breaks_do_not_hide_a_statement() -> None:
    assert texts_of(
        "It lasts\n  a year [1][2, 3].\n\n> the words", "It lasts\na year.\n> the words"
    ) == ["It lasts\na year.\n> the words"]


def test_an_answer_without_statements_is_read_sentence_by_sentence() -> None:
    assert texts_of("It lasts a year. Nobody objected to that.") == [
        "It lasts a year.",
        "Nobody objected to that.",
    ]
