"""From a clause to its precedents: who said it, when first and last, how it differs, how strongly."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.differences import differences
from assistant.precedents.finding import NEW, Precedent, precedents
from assistant.precedents.lines import passages_json, precedent_json
from index.errors import UsageError
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
