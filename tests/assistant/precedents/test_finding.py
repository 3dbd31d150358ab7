"""From a clause to its precedents: who said it, when first and last, how it differs, how strongly."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.differences import differences
from assistant.precedents.finding import (
    DEPTH,
    NEW,
    Precedent,
    check_clause,
    is_new,
    precedents,
    ranked,
)
from assistant.precedents.lines import passages_json, precedent_json
from index.errors import UsageError
from index.families import family_of, other_version
from index.filters import Filter
from index.store import Index, open_index

NETWORK = (
    "Decides to expand the network for monitoring the Aquifer so that it consists of 180 observation"
    " wells, which shall be fully operational no later than 30 June 2026"
)
NETWORK_AR = (
    "يقرر توسيع شبكة رصد الطبقة لتتألف من 180 بئرا للمراقبة، على أن يكتمل تشغيلها في موعد أقصاه"
    " 30 حزيران/يونيه 2026"
)


@pytest.fixture(scope="module")
def index(sample: Path) -> Index:
    return open_index(sample)


@pytest.mark.parametrize("clause", [NETWORK, NETWORK_AR], ids=["en", "ar"])
def test_a_changed_clause_finds_its_formulation_in_its_own_language(
    index: Index, clause: str
) -> None:
    best = precedents(index, clause, 3)[0]
    assert best.found.document.symbol in ("RCW/RES/2022/3", "RCW/RES/2023/6")
    assert best.found.paragraph.kind == "operative"
    assert not best.across
    assert best.similarity > 0.75
    assert best.counterpart is not None
    assert best.counterpart.document.language != best.found.document.language


def test_figures_that_changed_are_marked_apart(index: Index) -> None:
    best = precedents(index, NETWORK, 1)[0]
    changed = [p for p in best.pieces if p.kind != "same" and p.figure]
    assert {"180", "30 June 2026"} <= {p.after.strip(" ,") for p in changed}
    assert "".join(p.after for p in best.pieces) == NETWORK
    assert "".join(p.before for p in best.pieces) == best.found.text


def test_a_formulation_is_given_once_with_its_line_of_use(index: Index) -> None:
    found = precedents(index, NETWORK, 5)
    families = [each.family.number for each in found if each.family]
    assert len(families) == len(set(families))
    line = precedent_json(index, found[0])
    symbols = [use["symbol"] for use in line["uses"]]
    assert symbols == sorted(symbols)
    assert line["first"] == symbols[0]
    assert line["last"] == symbols[-1]
    assert sum(line["by_year"].values()) == len(symbols)


def test_a_hedge_or_a_softer_verb_makes_a_clause_weaker(index: Index) -> None:
    softer = NETWORK.replace("Decides to expand", "Encourages the expansion of")
    found = precedents(index, softer, 1)[0].against
    assert found is not None
    assert found.verdict == "weaker"
    hedged = precedents(index, f"{NETWORK}, as appropriate", 1)[0].against
    assert hedged is not None
    assert hedged.verdict == "weaker"
    plain = precedents(index, NETWORK, 1)[0].against
    assert plain is not None
    assert plain.verdict == "same"


def test_only_stronger_precedents_may_be_asked_for(index: Index) -> None:
    softer = NETWORK.replace("Decides to expand", "Encourages the expansion of")
    found = precedents(index, softer, 5, speaking="stronger")
    assert found
    assert all(each.against and each.against.verdict == "weaker" for each in found)
    assert found[0].found.document.symbol in ("RCW/RES/2022/3", "RCW/RES/2023/6")


def test_new_language_has_no_precedent(index: Index) -> None:
    nearest = precedents(index, "Welcomes the launch of the lunar gateway by space agencies", 1)[0]
    assert nearest.similarity < NEW


def test_an_operative_paragraph_comes_before_a_recital_that_is_as_near(index: Index) -> None:
    kinds = [p.found.paragraph.kind for p in precedents(index, NETWORK, 1)]
    assert kinds == ["operative"]
    recital = "Recalling its resolution 2021/4 on safeguarding the shared Ghadir Aquifer"
    assert precedents(index, recital, 1)[0].found.paragraph.kind == "preambular"


def test_the_search_may_be_restricted(index: Index) -> None:
    found = precedents(index, NETWORK, 3, Filter(documents=("RCW/RES/2023/2",)))
    assert {each.found.document.symbol for each in found} == {"RCW/RES/2023/2"}


def test_batch_lines_are_paragraphs_with_family_and_similarity(index: Index) -> None:
    lines = passages_json(index, NETWORK, 4)
    assert len(lines) == 4
    for line in lines:
        assert 0 <= line["similarity"] <= 1
        assert line["source"]
        assert line["start"] < line["end"]
    assert lines[0]["family"].startswith("f")
    assert lines[0]["first"].startswith("RCW/RES/")


@pytest.mark.parametrize(
    ("clause", "word"),
    [("", "empty"), ("  \n", "empty"), ("Decides", "short"), ("x " * 50_000, "--file")],
)
def test_what_is_no_clause_is_refused_in_one_sentence(index: Index, clause: str, word: str) -> None:
    with pytest.raises(UsageError, match=word):
        precedents(index, clause, 3)


def test_precedents_keep_the_order_of_the_ranking(index: Index) -> None:
    places = [(f.document.name, f.paragraph.order) for f in ranked(index, NETWORK, DEPTH)]
    shown = precedents(index, NETWORK, 5)
    numbers = [each.family.number for each in shown if each.family]
    of_ranked: list[int] = []
    for name, order in places:
        family = family_of(index, name, order)
        assert family is not None
        other = other_version(index, family)
        both = {family.number, other.number if other else family.number}
        if both.isdisjoint(of_ranked):
            of_ranked.append(next(iter(both & set(numbers)), family.number))
    assert of_ranked[: len(numbers)] == numbers


def test_a_clause_is_new_only_where_none_of_its_precedents_is_near(index: Index) -> None:
    far = precedents(index, "Welcomes the launch of the lunar gateway by space agencies", 2)
    near = precedents(index, NETWORK, 1)
    assert is_new(far)
    assert is_new([])
    assert not is_new([*far, *near])


@pytest.mark.parametrize("ends", ["\r\n", "\x0b", "\u2028", "\x00\n"])
def test_a_clause_of_several_lines_is_compared_in_whole_lines(index: Index, ends: str) -> None:
    best = precedents(index, NETWORK.replace(" so that", f"{ends}so that"), 1)[0]
    assert best.similarity > 0.75
    assert "\nso that" in best.clause
    assert not set("\r\x0b\u2028\x00") & set(best.clause)


def test_the_mark_of_a_list_is_no_part_of_a_clause() -> None:
    assert check_clause("- Urges States to report\n- to pay") == "Urges States to report\n- to pay"


def test_figures_and_symbols_are_words_of_a_clause() -> None:
    assert check_clause("Recalling its resolution 2653 (2022),")
    with pytest.raises(UsageError, match="too short"):
        check_clause("2653 2022 17")


def test_a_message_does_not_repeat_thousands_of_digits() -> None:
    with pytest.raises(UsageError) as fault:
        check_clause("7" * 5000)
    assert len(str(fault.value)) < 200


def test_a_clause_with_thousands_of_digits_in_a_row_has_precedents(index: Index) -> None:
    assert precedents(index, f"{NETWORK} at a cost of {'4' * 5000} dinars", 1)


def test_a_clause_in_a_language_that_is_not_indexed_is_compared_by_the_ranking(
    index: Index,
) -> None:
    found = precedents(index, NETWORK, 1, Filter(language="ar"))[0]
    other = Precedent(NETWORK, found.found, found.score, None, None)
    if other.across:
        assert other.pieces == ()
        assert 0 <= other.similarity <= 1
    else:
        assert other.pieces == differences(found.found.text, NETWORK)
