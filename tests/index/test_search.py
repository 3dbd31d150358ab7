"""Search over a few small resolutions with the real embedder: what comes first, and why."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest import ingest
from index.layout import Layout
from index.search import best_rows, search
from index.store import Index, open_index

ARABIC = """مجلس البحار

SC/RES/{year}/{number}

القرار {year}/{number}

إن مجلس البحار،

إذ يشير إلى الحالة في {state}،

1 - يقرر تمديد ولاية البعثة حتى 30 حزيران/يونيه {year}؛

2 - يحث سلطات {state} على حماية الموانئ ومكافحة القرصنة والاتجار بالأشخاص؛

3 - يطلب إلى الأمين التنفيذي أن يقدم تقريرا عن تنفيذ هذا القرار.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    home = tmp_path_factory.mktemp("search")
    documents = home / "documents"
    documents.mkdir()
    for number, state, year in ((1, "لبنان", 2021), (2, "ليبيا", 2022), (3, "قبرص", 2023)):
        text = ARABIC.format(number=number, state=state, year=year)
        (documents / f"r{number}.txt").write_text(text, encoding="utf-8")
    ingest(home / "index", [documents])
    return open_index(home / "index")


def first(index: Index, query: str, language: str) -> tuple[str, str | None]:
    hit = search(index, query, language=language)[0]  # type: ignore[arg-type]
    return hit.document, index.paragraph(hit.document, hit.paragraph).number


def test_the_state_that_is_named_decides_among_twins(index: Index) -> None:
    assert first(index, "حتى متى تمتد ولاية البعثة في ليبيا؟", "ar") == ("r2.txt", "1")
    assert (
        first(index, "Until when is the mission's mandate in Cyprus extended?", "en")[0] == "r3.txt"
    )


def test_the_year_that_is_named_decides_among_twins(index: Index) -> None:
    assert first(index, "ماذا طُلب من الأمين التنفيذي في عام 2021؟", "ar")[0] == "r1.txt"


def test_an_english_question_finds_the_arabic_paragraph(index: Index) -> None:
    document, number = first(index, "What should Lebanon do against piracy and trafficking?", "en")
    assert (document, number) == ("r1.txt", "2")


def test_only_allowed_passages_are_found_and_each_paragraph_once(index: Index) -> None:
    allowed = index.layout.rows_of(["r2.txt"])
    hits = search(index, "ولاية البعثة", language="ar", k=50, allowed=allowed)
    assert {h.document for h in hits} == {"r2.txt"}
    places = [(h.document, h.paragraph) for h in hits]
    assert len(places) == len(set(places))
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)


def test_a_prior_moves_its_passages_up(index: Index) -> None:
    prior = np.where(index.layout.rows_of(["r3.txt"]), 5.0, 0.0).astype(np.float32)
    hits = search(index, "حماية الموانئ في لبنان", language="ar", prior=prior)
    assert hits[0].document == "r3.txt"


def test_k_is_kept(index: Index) -> None:
    assert len(search(index, "البعثة", language="ar", k=2)) == 2


def test_an_emptied_index_finds_nothing(index: Index, tmp_path: Path) -> None:
    from index.ingest import remove

    path = tmp_path / "r.txt"
    path.write_text(ARABIC.format(number=9, state="مصر", year=2020), encoding="utf-8")
    ingest(tmp_path / "index", [path])
    remove(tmp_path / "index", ["r.txt"])
    assert search(open_index(tmp_path / "index"), "مصر", language="ar") == []


@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 3), st.sampled_from([-np.inf, 0.0, 0.5, 1.0])),
        max_size=60,
    ),
    st.integers(1, 20),
)
def test_the_best_rows_are_those_of_a_plain_sort(
    rows: list[tuple[int, int, float]], k: int
) -> None:
    layout = Layout.of(("a", "b", "c"), [("abc"[d], p, "operative", "ar") for d, p, _ in rows])
    total = np.array([score for *_, score in rows], dtype=np.float32)
    plain: dict[tuple[int, int], int] = {}
    for row in sorted(range(len(rows)), key=lambda row: -total[row]):
        if total[row] > -np.inf:
            plain.setdefault(rows[row][:2], row)
    assert best_rows(layout, total, k) == list(plain.values())[:k]


def test_a_short_search_is_the_beginning_of_a_long_one(index: Index) -> None:
    for query in ("ولاية البعثة", "حماية الموانئ في ليبيا ومكافحة القرصنة"):
        every = search(index, query, language="ar", k=1000)
        for k in (1, 3, 10):
            some = search(index, query, language="ar", k=k)
            assert [(h.row, h.score) for h in some] == [(h.row, h.score) for h in every[:k]]


def test_cosines_across_languages_are_those_of_the_centred_query(index: Index) -> None:
    query = "Who protects the ports?"
    (vector,) = index.embedder.embed_queries([query])
    plain = (vector - index.centres[1]) @ index.vectors.vectors().T
    plain = (plain - plain.mean()) / plain.std()
    for hit in search(index, query, language="en", k=1000):
        assert hit.dense == pytest.approx(plain[hit.row], abs=1e-3)
