"""The labelled pairs, and what the checker is worth on them."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.support.check import check
from assistant.support.values import Cited, Judgement
from eval.support.calibration import calibrate, calibration, cited, pairs
from index.errors import FiqraError

LITERAL = ("number", "date", "symbol", "quote", "reference")


def test_there_are_enough_pairs_of_every_sort_in_both_halves() -> None:
    all_pairs = pairs()
    assert len(all_pairs) >= 240
    assert len({pair.id for pair in all_pairs}) == len(all_pairs)
    for half in ("dev", "test"):
        mine = [pair for pair in all_pairs if pair.half == half]
        assert {pair.truth for pair in mine} == {"supported", "unsupported"}
        directions = Counter((pair.lang, ".en." in pair.doc) for pair in mine)
        assert min(directions.values()) >= 20, directions
        kinds = Counter(pair.kind for pair in mine)
        for kind in (*LITERAL, "entity", "negation", "verb", "twin", "silent"):
            assert kinds[kind] >= 3, (half, kind)


def test_no_paragraph_is_in_both_halves_and_no_statement_twice_on_one() -> None:
    halves: dict[tuple[str, str], set[str]] = {}
    for pair in pairs():
        halves.setdefault((pair.doc.split(".")[0], pair.label), set()).add(pair.half)
    assert all(len(each) == 1 for each in halves.values())
    assert len({(pair.doc, pair.label, pair.statement) for pair in pairs()}) == len(pairs())


def test_every_pair_has_its_paragraph_with_its_name() -> None:
    for pair in pairs():
        found = cited(pair)
        assert found.text
        assert found.symbol
        assert found.language == ("en" if ".en." in pair.doc else "ar")


def test_a_paragraph_comes_with_its_official_version_as_in_scoring() -> None:
    (pair,) = (each for each in pairs() if each.id == "24-09")
    assert "Invites the Coastal Adaptation Fund" in cited(pair).text
    (official,) = cited(pair).others
    assert official.startswith("يدعو صندوق التكيف الساحلي")


def test_a_label_that_leads_nowhere_is_told() -> None:
    with pytest.raises(FiqraError, match=r"eval/support/pairs\.jsonl"):
        cited(replace(pairs()[0], label="op. para. 99"))


def test_the_checker_holds_its_floors_on_the_test_half() -> None:
    began = time.perf_counter()
    found = calibrate(check, "check")
    assert time.perf_counter() - began < 15, "under 3 s on an idle machine"
    assert found.checker == "check"
    assert found.n == len(pairs("test"))
    assert found.recall.mean >= 0.90
    for kind in LITERAL:
        assert found.caught[kind].mean >= 0.95, kind
    for kind, floor in (("entity", 0.70), ("negation", 0.85), ("verb", 0.85), ("twin", 0.80)):
        assert found.caught[kind].mean >= floor, kind


def _always(support: str) -> object:
    def judge(statement: str, cited: Sequence[Cited]) -> Judgement:
        return Judgement(support)  # type: ignore[arg-type]

    return judge


def test_a_judge_that_accepts_or_refuses_everything_shows_as_such() -> None:
    everything = calibrate(_always("supported"), "yes")  # type: ignore[arg-type]
    assert everything.recall.mean == 1.0
    assert everything.precision.mean == pytest.approx(
        sum(pair.truth == "supported" for pair in pairs("test")) / len(pairs("test"))
    )
    assert all(share.mean == 0.0 for share in everything.caught.values())
    nothing = calibrate(_always("partly"), "no")  # type: ignore[arg-type]
    assert (nothing.recall.mean, nothing.precision.n) == (0.0, 0)
    assert all(share.mean == 1.0 for share in nothing.caught.values())


def test_figures_come_from_verdicts_alone() -> None:
    graded = [
        (pair, "supported" if pair.truth == "supported" else "unsupported") for pair in pairs()
    ]
    perfect = calibration("known", graded)  # type: ignore[arg-type]
    assert (perfect.precision.mean, perfect.recall.mean) == (1.0, 1.0)
    assert all(share.mean == 1.0 for share in perfect.caught.values())
