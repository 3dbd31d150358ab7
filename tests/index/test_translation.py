"""How well passages say what a query says, over a few small documents with the shipped lexicon."""

from pathlib import Path

import numpy as np
import pytest

from index.ingest import ingest
from index.lexicon import lexicon, read_from, reverse_lexicon
from index.store import Index, open_index
from index.translation import own_words, soft, tlm

ARABIC = """مجلس البحار

SC/RES/2021/4

القرار 2021/4

إن مجلس البحار،

1 - يقرر تمديد ولاية البعثة حتى 30 حزيران/يونيه 2021؛

2 - يحث السلطات على حماية الموانئ ومكافحة القرصنة؛

3 - يطلب إلى الأمين العام أن يقدم تقريرا عن حالة حقوق الإنسان.
"""

ENGLISH = """Council of the Seas

SC/RES/2021/4

Resolution 2021/4

The Council of the Seas,

1. Decides to extend the mandate of the mission until 30 June 2021;

2. Urges the authorities to protect the ports and to combat piracy;

3. Requests the Secretary-General to report on the situation of human rights.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    home = tmp_path_factory.mktemp("translation")
    documents = home / "documents"
    documents.mkdir()
    (documents / "r4.ar.txt").write_text(ARABIC, encoding="utf-8")
    (documents / "r4.en.txt").write_text(ENGLISH, encoding="utf-8")
    ingest(home / "index", [documents])
    return open_index(home / "index")


def _row(index: Index, language: str, word: str) -> int:
    rows = range(index.manifest.passages)
    return next(
        r for r in rows if word in index.passage(r).text and index.layout.language[r] == language
    )


@pytest.mark.parametrize("score", [tlm, soft])
@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("By when was the mandate of the mission extended?", "ولاية"),
        ("What do authorities do against piracy in ports?", "القرصنة"),
        ("Who reports on human rights?", "تقريرا"),
    ],
)
def test_an_english_question_is_nearest_to_the_arabic_paragraph_that_translates_it(
    index: Index, score: object, query: str, word: str
) -> None:
    assert callable(score)
    rows = np.flatnonzero(index.layout.language == "ar")
    found = score(index, query, "en", rows)
    assert rows[np.argmax(found)] == _row(index, "ar", word)


@pytest.mark.parametrize("score", [tlm, soft])
def test_an_arabic_question_meets_its_words_under_other_particles(
    index: Index, score: object
) -> None:
    assert callable(score)
    rows = np.flatnonzero(index.layout.language == "ar")
    found = score(index, "كيف تكافح القرصنة وتحمى الموانئ؟", "ar", rows)
    assert rows[np.argmax(found)] == _row(index, "ar", "القرصنة")


def test_english_passages_are_met_by_the_questions_own_words(index: Index) -> None:
    rows = np.flatnonzero(index.layout.language == "en")
    for score in (tlm, soft):
        found = score(index, "What is said about piracy?", "en", rows)
        assert rows[np.argmax(found)] == _row(index, "en", "piracy")


def test_an_arabic_question_says_nothing_of_english_passages(index: Index) -> None:
    rows = np.flatnonzero(index.layout.language == "en")
    assert not tlm(index, "القرصنة", "ar", rows).any()
    assert not soft(index, "القرصنة", "ar", rows).any()


@pytest.mark.parametrize("query", ["", "؟", "What is the?", "qwxz zzkq", "12 34/5"])
def test_a_question_without_known_words_tells_no_passage_from_another(
    index: Index, query: str
) -> None:
    rows = np.arange(index.manifest.passages)
    for score in (tlm, soft):
        found = score(index, query, "en", rows)
        assert found.shape == rows.shape
        assert np.isfinite(found).all()
        assert not found.any()


def test_scores_do_not_depend_on_which_other_rows_are_asked_about(index: Index) -> None:
    rows = np.arange(index.manifest.passages)
    for score in (tlm, soft):
        together = score(index, "the mandate of the mission", "en", rows)
        alone = [score(index, "the mandate of the mission", "en", rows[i : i + 1]) for i in rows]
        assert together == pytest.approx(np.concatenate(alone))
        assert score(index, "the mandate", "en", rows[:0]).shape == (0,)


def test_soft_coverage_is_a_share(index: Index) -> None:
    rows = np.arange(index.manifest.passages)
    for query in ("the mandate of the mission until June", "protect the ports"):
        found = soft(index, query, "en", rows)
        assert (found >= 0).all()
        assert (found <= 1.0001).all()


def test_the_reverse_lexicon_gives_the_arabic_that_an_english_word_stands_for() -> None:
    assert "ولايه" in dict(reverse_lexicon()["mandat"])
    for words in reverse_lexicon().values():
        assert all(0 < share <= 1 for _, share in words)


def test_another_lexicon_holds_only_as_long_as_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "lexicon.tsv").write_text("fish\tسمك:0.90\n", encoding="utf-8")
    (tmp_path / "lexicon_reverse.tsv").write_text("fish\tسمك:0.80\n", encoding="utf-8")
    with read_from(tmp_path):
        assert set(lexicon()) == set(reverse_lexicon()) == {"fish"}
        assert reverse_lexicon()["fish"] == (("سمك", 0.8),)
    assert len(lexicon()) > 1000


def test_words_that_say_nothing_are_not_looked_for() -> None:
    assert own_words("What is the piracy of 2021?") == ["piracy"]
