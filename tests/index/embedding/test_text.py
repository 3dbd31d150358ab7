from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedding.text import MAX_CHARACTERS, embed_in_batches, prepare

ODD = "ابةىءأ ـًّْٕٓ\u00a0\u0000\ud800\u200d\u200f)(١\n\ufefb\ufdfa"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("القــــرية", "القرية"),
        ("مَدْرَسَةٌ", "مدرسة"),
        ("قبل\x00بعد", "قبلبعد"),
        ("ab\ud800c", "abc"),
        ("ﻣﺪﺭﺳﺔ", "مدرسة"),
        ("  two\n\n lines\t", "two lines"),
        ("e\u0301", "é"),
        ("ا\u0654رض", "أرض"),
        (" \u200f\u0640 ", ""),
    ],
)
def test_a_text_is_prepared_as_plain_words(text: str, expected: str) -> None:
    assert prepare(text) == expected


@given(st.text(st.one_of(st.sampled_from(ODD), st.characters()), max_size=60))
def test_preparing_twice_is_preparing_once_and_can_be_encoded(text: str) -> None:
    once = prepare(text)
    assert prepare(once) == once
    assert "\x00" not in once
    once.encode("utf-8")


def test_an_overlong_text_is_capped() -> None:
    assert len(prepare("كلمة " * 10_000)) <= MAX_CHARACTERS


def test_rows_come_in_the_order_of_the_texts_and_progress_reaches_their_number() -> None:
    import numpy as np

    texts = ["a", "", "ccc", "bb", " \n"]
    heard: list[int] = []
    rows = embed_in_batches(
        texts, 1, 2, lambda batch: np.array([[len(t)] for t in batch], np.float32), heard.append
    )
    assert rows[:, 0].tolist() == [1, 0, 3, 2, 0]
    assert heard == [4, 5]
