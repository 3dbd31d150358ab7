"""What a user notices of the reranking: the paragraph asked for comes before its neighbours."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant import reranking
from assistant.answers import Question
from assistant.genre import agreement, genres_asked_for
from assistant.reranking import DEPTH, Query, correction, features, ordered, reranked
from assistant.retrieval import LOCATED, candidates, retrieve
from index.ingest import ingest
from index.search import Hit
from index.store import Index, open_index

RESOLUTION = """مجلس المياه

WC/RES/2021/{number}

القرار 2021/{number}

إن مجلس المياه،

إذ يشير إلى قراراته السابقة بشأن {subject}،

1 - يقرر تمديد ولاية البعثة المعنية بحماية {subject} لمدة 12 شهرا؛

2 - يحث السلطات على مكافحة القرصنة وحماية {subject} في المنطقة؛

3 - يطلب إلى الأمين العام أن يقدم تقريرا عن حالة حقوق الإنسان.
"""

PAPER = """# ورقة معلومات عن المياه

## الخطة المقبلة

1. تعرض هذه الورقة حالة الأنهار وما يصيبها من تلوث.

2. وترى أن حماية الأنهار تحتاج إلى تمويل كبير.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    home = tmp_path_factory.mktemp("reranking")
    documents = home / "documents"
    documents.mkdir()
    for number, subject in ((1, "الأنهار"), (2, "البحيرات"), (3, "الخزانات")):
        text = RESOLUTION.format(number=number, subject=subject)
        (documents / f"r{number}.txt").write_text(text, encoding="utf-8")
    (documents / "paper.md").write_text(PAPER, encoding="utf-8")
    ingest(home / "index", [documents])
    return open_index(home / "index")


def _hits(index: Index, text: str) -> tuple[Query, tuple[Hit, ...]]:
    query, found = candidates(index, Question(text), 10)
    return query, found.hits


@pytest.mark.parametrize(
    "text", ["What is said about piracy?", "ماذا يطلب من الأمين العام؟", "x", "12", "؟" * 30]
)
def test_every_hit_is_kept_and_scores_fall(index: Index, text: str) -> None:
    query, hits = _hits(index, text)
    found = reranked(index, query, hits)
    assert {hit.row for hit in found} == {hit.row for hit in hits}
    scores = [hit.score for hit in found]
    assert scores == sorted(scores, reverse=True)
    assert np.isfinite(scores).all()


def test_a_question_about_a_paper_is_answered_from_the_paper(index: Index) -> None:
    found = retrieve(index, Question("ماذا تقول الورقة عن حماية الأنهار؟"), 5).found
    assert found[0].document.name == "paper.md"


def test_exact_references_stay_first(index: Index) -> None:
    found = retrieve(
        index, Question("What does paragraph 3 of resolution 2021/2 say of piracy?"), 5
    )
    first = found.found[0]
    assert (first.document.name, first.paragraph.number, first.score) == ("r2.txt", "3", LOCATED)


def test_a_pasted_clause_is_ordered_by_what_of_it_a_paragraph_holds(index: Index) -> None:
    clause = (
        "Urges the authorities to combat piracy and to protect the lakes in the region, and decides "
        "to remain seized of the matter and of all that has to do with it"
    )
    query, hits = _hits(index, clause)
    assert query.clause
    assert set(features(index, query, hits)) == {"tlm", "late"}
    assert retrieve(index, Question(clause), 3).found[0].paragraph.number == "2"


def test_features_are_about_the_difference_between_hits_of_one_language(index: Index) -> None:
    query, hits = _hits(index, "What is said about piracy?")
    for name, values in features(index, query, hits).items():
        assert float(values.mean()) == pytest.approx(0.0, abs=1e-4), name


def test_documents_that_are_named_halve_what_the_words_can_change(index: Index) -> None:
    query, hits = _hits(index, "What is said about piracy?")
    level = [replace(hit, placed=0.0) for hit in hits]
    named = [replace(hit, placed=float(place == 0)) for place, hit in enumerate(hits)]
    full, half = (features(index, query, each)["tlm"] for each in (level, named))
    assert half == pytest.approx(full * reranking.STRENGTH_NAMED, abs=1e-5)


def test_without_token_vectors_the_order_is_made_by_the_other_features(index: Index) -> None:
    query, hits = _hits(index, "What is said about piracy?")
    without = replace(index, late=None)
    assert "late" not in features(without, query, hits)
    assert len(reranked(without, query, hits)) == len(hits)


def test_hits_beyond_those_looked_at_gain_nothing_by_that() -> None:
    hits = [Hit(row, "d", row, 1.0 - row / 100, 0.0, 0.0, 0.0) for row in range(DEPTH + 5)]
    corrections = correction({"a": np.linspace(1, -1, DEPTH, dtype=np.float32)}, {"a": 1.0})
    found = ordered(hits, corrections)
    assert [hit.row for hit in found] == list(range(DEPTH + 5))


def test_nothing_and_one_hit_stay_what_they_are(index: Index) -> None:
    query, hits = _hits(index, "piracy")
    assert reranked(index, query, ()) == []
    assert reranked(index, query, hits[:1]) == [hits[0]]


@pytest.mark.parametrize(
    ("text", "genres"),
    [
        ("What does the draft resolution ask for?", ["draft", "resolution"]),
        ("ما الذي تطلبه الخطة؟", ["plan"]),
        ("What do the authors of the paper think?", ["paper"]),
        ("Who planned this?", []),
    ],
)
def test_the_genre_that_a_question_names_is_known(text: str, genres: list[str]) -> None:
    assert genres_asked_for(text) == genres


def test_documents_of_the_genre_named_agree_and_others_do_not(index: Index) -> None:
    names = list(index.layout.names)
    found = agreement(index, "What does the paper say?", range(len(names)))
    assert dict(zip(names, found, strict=True)) == {
        n: (1.0 if n == "paper.md" else -1.0) for n in names
    }
    assert not agreement(index, "What is said?", range(len(names))).any()


def test_the_shipped_weights_are_few_and_finite() -> None:
    for weights in reranking.weights().values():
        assert len(weights) <= 8
        assert all(abs(weight) < 100 for weight in weights.values())


def test_the_weights_ship_with_the_package() -> None:
    assert (Path(reranking.__file__).parent / "data" / "ranking.json").is_file()
