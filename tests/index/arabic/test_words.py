import math

import pytest

from index.arabic.words import NUMBER, START, UNKNOWN, WordModel, counted, tokens, word_model


@pytest.fixture(scope="module")
def model() -> WordModel:
    return word_model()


def test_a_word_of_the_language_is_known_and_a_garbled_one_is_not(model: WordModel) -> None:
    assert model.probability("القرار") > 1e-6
    assert model.probability("القخقرثر") == 0.0
    assert model.log_probability("القخقرثر", "في") == UNKNOWN


def test_particles_written_onto_a_word_make_a_rarer_word_of_it(model: WordModel) -> None:
    alone = model.probability("استدامتها")
    assert 0 < model.probability("وباستدامتها") < alone or alone == 0
    assert 0 < model.probability("فالاستبيانات") < model.probability("الاستبيانات")


def test_the_word_before_makes_the_next_one_likelier(model: WordModel) -> None:
    assert model.log_probability("المتحدة", "الأمم") > model.log_probability("المتحدة") + 2


def test_probabilities_behind_a_word_are_no_more_than_one(model: WordModel) -> None:
    for before in ("الأمم", START, NUMBER, "،"):
        behind = model.behind[before]
        assert sum(math.exp(model.log_probability(w, before)) for w in behind) <= 1.0 + 1e-6


def test_a_model_that_reads_a_document_knows_its_words(model: WordModel) -> None:
    name = "قرطبانة"
    assert model.probability(name) == 0.0
    read = model.with_texts([f"جزيرة {name} تشكر جزيرة {name}"] * 5)
    assert read.probability(name) > 0
    assert read.log_probability(name, "جزيرة") > read.log_probability(name)
    assert model.probability(name) == 0.0


def test_stretched_and_vowelled_words_are_the_plain_ones() -> None:
    assert list(tokens("تُؤكِّـــد ٤٥، الحـق")) == ["تؤكد", NUMBER, "،", "الحق"]


def test_words_and_pairs_are_counted_with_what_stands_before() -> None:
    words, pairs = counted(["الحق في العمل، الحق"])
    assert words["الحق"] == 2
    assert pairs[START]["الحق"] == pairs["،"]["الحق"] == pairs["الحق"]["في"] == 1
