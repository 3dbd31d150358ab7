"""What the fitting of the reranker's weights finds on made-up tables, and how it keeps folds apart."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant import reranking
from eval import fit_ranking
from eval.fit_ranking import Case, cases_of, fit, fitted, folds, table, validated, without
from eval.marks import put
from eval.sets.questions import Asked, Evidence
from index.errors import UsageError
from index.store import Index, open_index
from tests.conftest import SAMPLE

DEV = SAMPLE.parent / "sets" / "dev.jsonl"


def test_known_weights_are_recovered() -> None:
    random = np.random.default_rng(3)
    true = np.array([1.0, 0.5, -0.25, 0.0])
    cases = []
    for _ in range(3000):
        matrix = random.normal(size=(20, 4)) * [1.0, 2.0, 4.0, 1.0]
        chosen = np.argmax(matrix @ true + random.gumbel(size=20))
        cases.append((matrix, np.arange(20) == chosen))
    assert fit(cases, penalty=0.01) == pytest.approx(true, abs=0.05)


def test_a_feature_that_never_differs_weighs_nothing() -> None:
    random = np.random.default_rng(4)
    matrices = [np.c_[random.normal(size=(5, 2)), np.ones(5)] for _ in range(40)]
    cases = [(matrix, matrix[:, 1] == matrix[:, 1].max()) for matrix in matrices]
    base, telling, constant = fit(cases)
    assert (base, constant) == (1.0, 0.0)
    assert telling > 1.0


def test_the_search_is_never_turned_round() -> None:
    random = np.random.default_rng(5)
    matrices = [random.normal(size=(6, 2)) for _ in range(50)]
    cases = [(matrix, matrix[:, 0] == matrix[:, 0].min()) for matrix in matrices]
    assert np.isfinite(fit(cases)).all()
    assert fit(cases)[0] == 1.0


def _asked(number: int, *documents: str) -> Asked:
    evidence = tuple(Evidence(document, 0, 10) for document in documents)
    return Asked(f"q{number}", "en", "lookup", "easy", "?", True, evidence=evidence)


def test_each_document_is_in_one_fold_and_folds_are_about_as_large() -> None:
    asked = [_asked(i, f"d{i % 12}.ar.txt") for i in range(60)]
    found = folds(asked)
    assert len(found) == 12
    sizes = [sum(found[f"d{i % 12}"] == fold for i in range(60)) for fold in range(5)]
    assert sum(sizes) == 60
    assert max(sizes) - min(sizes) <= 5


def test_versions_of_a_document_are_in_one_fold() -> None:
    assert set(folds([_asked(1, "r.ar.txt"), _asked(2, "r.en.xml")])) == {"r"}


@pytest.fixture(scope="module")
def index(sample: Path) -> Index:
    return open_index(sample)


@pytest.fixture(scope="module")
def cases(index: Index, tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    lines = DEV.read_text(encoding="utf-8").splitlines()[::6]
    some = tmp_path_factory.mktemp("set") / "some.jsonl"
    some.write_text("\n".join(lines), encoding="utf-8")
    return cases_of("some", some, index, None)


def test_what_ranks_a_question_has_seen_no_question_about_its_document(cases: list[Case]) -> None:
    for fold in {case.fold for case in cases}:
        asked = {case.document for case in cases if case.fold == fold}
        assert not any(each.documents & asked for each in without(cases, fold))


def test_a_feature_that_knows_the_answer_wins_under_cross_validation(cases: list[Case]) -> None:
    known = [
        replace(case, table={"oracle": case.right.astype(np.float32)})
        for case in cases
        if case.teaches and not case.query.clause
    ]
    assert len(known) >= 5
    assert fitted(known, ["oracle"])["oracle"] > 0
    oracle = {case: {"oracle": 100.0} for case in known}
    best = np.mean([fit_ranking.figures(case, oracle[case])["hit@1"] for case in known])
    found = validated(known, ["oracle"])
    alone = np.mean([fit_ranking.figures(case, {})["hit@1"] for case in known])
    assert np.mean([found[case]["hit@1"] for case in known]) > alone
    assert best == 1.0


def test_the_table_has_a_column_for_each_group_with_its_number(cases: list[Case]) -> None:
    rows = {case: fit_ranking.figures(case, {}) for case in cases}
    header, _, line = table(cases, [("search alone", rows)])
    assert f"some ar (n = {sum(case.asked.lang == 'ar' for case in cases)})" in header
    assert line.startswith("| search alone | ")


def test_the_table_is_written_between_its_marks_and_nowhere_else(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- ranking -->\nold\n<!-- /ranking -->\nafter\n", encoding="utf-8")
    put(page, "ranking", ["| new |"])
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "| new |" in text
    assert "old" not in text
    page.write_text("nothing here", encoding="utf-8")
    with pytest.raises(UsageError, match="to write the figures between"):
        put(page, "ranking", ["| new |"])


def test_sets_and_indexes_come_in_pairs(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="Give an --index for each --set"):
        fit_ranking.main(["--set", "a", "--set", "b", "--index", "c"])


def test_the_weights_that_ship_are_for_features_that_there_are() -> None:
    assert set(reranking.weights()["late"]) == set(reranking.FEATURES)
    assert set(reranking.weights()["words"]) == set(reranking.FEATURES) - {"late"}
