"""Wrong quotations are refused and true ones found, by figures that a reader can trust."""

from __future__ import annotations

import random
import sys

import pytest

from eval.benchmarks import quotations
from eval.benchmarks.quotation_faults import FAULTS, Corpus, Text, stands
from eval.benchmarks.quotation_variants import shaped
from eval.benchmarks.quotations import (
    Figures,
    measure,
    sample_texts,
    stretch,
    table,
    to_the_letter,
    wrong,
)
from index.arabic.normalise import fold_text
from index.errors import FiqraError


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    return sample_texts()


@pytest.fixture(scope="module")
def figures(texts: list[Text]) -> Figures:
    return measure(texts, 400, 60, seed=6)


def test_no_wrong_quotation_of_the_sample_is_accepted(figures: Figures) -> None:
    assert figures.wrong.total() == 400
    assert set(figures.wrong) == set(FAULTS)
    assert figures.accepted == []


def test_every_true_quotation_is_found_and_leads_to_its_words(figures: Figures) -> None:
    assert figures.true["as it stands"] == figures.exact["as it stands"] == 60
    assert (figures.lost, figures.unfaithful, figures.astray) == ([], [], [])
    assert figures.faultless


@pytest.mark.parametrize("fault", FAULTS)
def test_a_wrong_quotation_stands_in_no_paragraph_and_the_same_seed_makes_the_same(
    fault: str, texts: list[Text]
) -> None:
    corpus = Corpus([text for text in texts if text.language == "ar"])
    quotation, against = wrong(corpus, fault, random.Random(1))
    assert wrong(corpus, fault, random.Random(1))[0] == quotation
    assert len(against) == 11
    assert not any(stands(quotation, text) for text in against)


def test_a_stretch_stands_in_its_paragraph_and_cuts_no_number(texts: list[Text]) -> None:
    chance = random.Random(2)
    for text in chance.sample([text for text in texts if len(text.words) > 4], 60):
        words = " ".join(stretch(text.words, chance))
        assert stands(words, text)
        assert to_the_letter(words, text)
    number = "يبلغ العدد 1 640 000 متر مكعب".split()
    assert all(
        "1 640 000" in found or ("640" not in found and "000" not in found)
        for found in (" ".join(stretch(number, chance)) for _ in range(50))
    )


def test_letters_are_shaped_as_a_text_layer_has_them() -> None:
    assert shaped("الأمم لا") == "ﺍﻷﻣﻢ ﻻ"
    assert fold_text(shaped("السلام على الدول")) == fold_text("السلام على الدول")


def test_too_few_paragraphs_are_refused_with_one_sentence(texts: list[Text]) -> None:
    with pytest.raises(FiqraError, match="at least 50 paragraphs"):
        measure(texts[:20], 10, 10, seed=1)


def test_the_command_prints_the_figures_and_ends_with_0(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["quotations", "--wrong", "52", "--true", "8"])
    assert quotations.main() == 0
    assert "| **accepted** | **0 of 52** |" in capsys.readouterr().out


def test_what_went_wrong_is_counted(figures: Figures) -> None:
    figures = Figures(figures.wrong, ["a line"], figures.true, figures.exact, [], [], [])
    assert not figures.faultless
    assert "| **accepted** | **1 of 400** |" in table(figures)
