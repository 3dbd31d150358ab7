import time

import numpy as np
import pytest

from index import lexical
from index.errors import FiqraError

TEXTS = [
    "يحث الدول الأعضاء على حماية مصادر المياه A/RES/64/293",
    "يقرر تمديد ولاية اللجنة حتى 31 آب/أغسطس 2022",
    "Urges Member States to protect water sources",
    "",
]


def best(index: lexical.Lexical, query: str) -> int:
    return int(np.argmax(lexical.scores(index.words, lexical.word_hashes(query))))


def test_words_are_found_however_they_are_spelled() -> None:
    index = lexical.build(TEXTS)
    assert best(index, "حمايه مصادر الميـــاه") == 0
    assert best(index, "WATER sources") == 2


def test_a_resolution_number_is_found_in_either_order() -> None:
    index = lexical.build(TEXTS)
    assert best(index, "293/64") == best(index, "٦٤/٢٩٣") == 0


def test_ngrams_find_a_word_that_the_text_layer_broke() -> None:
    index = lexical.build(["الاتجار بالأ شخاص", "حماية المياه"])
    scores = lexical.scores(index.ngrams, lexical.ngram_hashes("بالأشخاص"))
    assert scores[0] > 0 == scores[1]


def test_a_passage_without_words_scores_nothing_and_breaks_nothing() -> None:
    assert not lexical.scores(lexical.build(["", ""]).words, lexical.word_hashes("water")).any()


def test_scores_agree_with_bm25_written_out() -> None:
    texts = ["a b b c", "b c d", "d d d d e"]
    index = lexical.build(texts)
    lengths = [4, 3, 5]
    idf = np.log1p((3 - 2 + 0.5) / (2 + 0.5))
    expected = [
        idf * tf * (lexical.K1 + 1) / (tf + lexical.K1 * (1 - lexical.B + lexical.B * n / 4))
        for tf, n in zip((2, 1, 0), lengths, strict=True)
    ]
    best_attainable = idf * (lexical.K1 + 1)
    scores = lexical.scores(index.words, lexical.word_hashes("b"))
    np.testing.assert_allclose(scores, np.array(expected) / best_attainable, rtol=1e-5)


def test_what_rows_hold_is_what_their_postings_say() -> None:
    index = lexical.build([*TEXTS, "water water sources"])
    rows = np.array([4, 0, 2])
    held = lexical.held(index.words, ["water", "nowhere", "sources"], rows)
    assert held.words == ["water", "sources"]
    for word, presence, total in zip(held.words, held.presence, held.total, strict=True):
        scores = lexical.scores(index.words, lexical.word_hashes(word))
        assert presence == pytest.approx(scores[rows], rel=1e-5)
        assert total == pytest.approx(scores.sum(), rel=1e-5)
    assert lexical.held(index.words, [], rows).presence.shape == (0, 3)


def test_a_saved_index_scores_as_before_and_a_cut_one_is_refused(tmp_path) -> None:
    index = lexical.build(TEXTS)
    lexical.save(index, tmp_path)
    loaded = lexical.load(tmp_path, len(TEXTS), 0)
    query = lexical.ngram_hashes("حماية المياه")
    np.testing.assert_array_equal(
        lexical.scores(index.ngrams, query), lexical.scores(loaded.ngrams, query)
    )
    (tmp_path / "words.terms.npy").write_bytes(b"")
    with pytest.raises(FiqraError, match="rebuild"):
        lexical.load(tmp_path, len(TEXTS), 0)


def test_a_long_address_takes_no_longer_than_other_words() -> None:
    began = time.perf_counter()
    lexical.words("https://example.org/" + "abcdefghij" * 2000 + "/?q=" + "a.b" * 2000)
    assert time.perf_counter() - began < 1
