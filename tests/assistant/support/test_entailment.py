"""The judge that asks an NLI CrossEncoder: a tiny untrained one, whose verdicts are set by its bias."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.support.check import check
from assistant.support.entailment import label_places, open_nli, seconded
from assistant.support.values import Cited
from eval.judges.opening import open_judge
from index.errors import FiqraError

CITED = [Cited("2. Decides to plant 120 trees;", "en", others=("يقرر غرس 120 شجرة؛",))]


def tiny(folder: Path, bias: tuple[float, float, float], labels: tuple[str, ...]) -> Path:
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder.mkdir()
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"abcdefghijklmnopqrstuvwxyz0123456789"]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=8,
        num_labels=3,
        id2label=dict(enumerate(labels)),
        label2id={name: place for place, name in enumerate(labels)},
    )
    model = BertForSequenceClassification(config)
    model.classifier.weight.data.zero_()
    model.classifier.bias.data = torch.tensor(bias)
    model.save_pretrained(folder)
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    return folder


@pytest.mark.parametrize(
    ("labels", "bias", "support"),
    [
        (("entailment", "neutral", "contradiction"), (9.0, 0.0, 0.0), "supported"),
        (("contradiction", "neutral", "entailment"), (9.0, 0.0, 0.0), "unsupported"),
        (("CONTRADICTION", "ENTAILMENT", "NEUTRAL"), (0.0, 9.0, 0.0), "supported"),
        (("entailment", "neutral", "contradiction"), (0.0, 9.0, 0.0), "unsupported"),
        (("entailment", "neutral", "contradiction"), (1.0, 0.9, 0.9), "partly"),
    ],
)
def test_its_verdict_follows_the_labels_of_its_own_config(
    tmp_path: Path, labels: tuple[str, ...], bias: tuple[float, float, float], support: str
) -> None:
    judge = open_judge(f"nli:{tiny(tmp_path / 'nli', bias, labels)}")
    judgement = judge("120 trees are planted.", CITED)
    assert judgement.support == support
    assert bool(judgement.reasons) == (support != "supported")
    assert judge("120 trees are planted.", []).support == "unsupported"


def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(FiqraError, match="holds no model"):
        open_judge(f"nli:{tmp_path}")
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "bert"}), encoding="utf-8")
    with pytest.raises(FiqraError, match="cannot be loaded") as told:
        open_judge(f"nli:{tmp_path}")
    assert "\n" not in str(told.value)


def test_a_model_with_other_labels_is_told() -> None:
    with pytest.raises(FiqraError, match="natural-language inference"):
        label_places({0: "positive", 1: "negative", 2: "other"}, "somewhere")
    assert label_places(
        {0: "c", 1: "e", 2: "n"} | {0: "contradiction", 1: "entailment", 2: "neutral"}, "x"
    ) == {
        "contradiction": 0,
        "entailment": 1,
        "neutral": 2,
    }


def test_a_second_opinion_may_refuse_what_was_accepted_and_never_accepts_what_was_refused(
    tmp_path: Path,
) -> None:
    labels = ("entailment", "neutral", "contradiction")
    yes = open_nli(str(tiny(tmp_path / "yes", (9.0, 0.0, 0.0), labels)))
    no = open_nli(str(tiny(tmp_path / "no", (0.0, 0.0, 9.0), labels)))
    right, wrong = "120 trees are planted.", "130 trees are planted."
    accepted, refused = check(right, CITED), check(wrong, CITED)
    assert accepted.support == "supported"
    assert seconded(accepted, right, CITED, yes) == accepted
    assert seconded(accepted, right, CITED, None) == accepted
    assert seconded(accepted, right, CITED, no).support == "unsupported"
    assert seconded(refused, wrong, CITED, yes) == refused
