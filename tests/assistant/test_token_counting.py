"""Tokens are counted by whoever knows best; an estimate is seldom too low."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.models.tokens import ESTIMATE, counter_for, estimated
from index.errors import UsageError
from tests.conftest import SAMPLE

from . import scripted_server as server
from .scripted_server import serving


def paragraphs() -> list[str]:
    """All paragraphs of some length of the corpus that ships."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLE.glob("*.txt"))]
    return [part for text in texts for part in text.split("\n\n") if len(part) > 60]


def test_the_estimate_is_not_below_what_a_tokenizer_counts_that_knows_little_arabic() -> None:
    """cl100k comes with llama-index; 0.7 tokens for a letter, where newer ones take half of that."""
    from llama_index.core.utils import get_tokenizer

    encode = get_tokenizer()
    texts = paragraphs()
    assert len(texts) > 100
    assert all(estimated(text) >= len(encode(text)) for text in texts)


@given(st.text(max_size=200), st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_more_text_is_never_fewer_tokens(first: str, second: str) -> None:
    assert max(estimated(first), estimated(second)) <= estimated(first + second)
    assert estimated(first + second) <= estimated(first) + estimated(second)


def test_a_tokenizer_of_the_models_own_counts_exactly(tmp_path: Path) -> None:
    from tokenizers import Tokenizer, models, pre_tokenizers

    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    for name in (tmp_path, tmp_path / "tokenizer.json"):
        counter = counter_for(str(name), "m", None)
        assert counter.exact
        assert counter.count("يقرر المجلس تمديد الولاية") == 4
        assert counter.of_messages(["يقرر المجلس", "نعم"]) == 2 + 1 + 16


@pytest.mark.parametrize("name", ["absent/model", "./absent.json", "a b c"])
def test_a_tokenizer_that_is_not_here_is_one_sentence(name: str) -> None:
    with pytest.raises(UsageError, match="llm_tokenizer"):
        counter_for(name, "m", None)


def test_a_tokenizer_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(UsageError, match="cannot be read"):
        counter_for(str(tmp_path), "m", None)


def test_a_server_that_counts_is_asked_and_one_that_does_not_only_once() -> None:
    with serving(server.says("x")) as running:
        running.tokens = lambda body: body["content"].split()
        counter = counter_for(None, "m", running.base_url)
        assert counter.count("يقرر المجلس") == 2
        assert running.asked[-1].path == "/tokenize"
    with serving(server.says("x")) as running:
        counter = counter_for(None, "m", running.base_url)
        assert counter.count("يقرر المجلس") == estimated("يقرر المجلس")
        assert counter.count("نعم") == estimated("نعم")
        assert len(running.asked) == 1
    # one that is gone, or that answers with nonsense
    assert counter_for(None, "m", running.base_url).count("نعم") == estimated("نعم")
    with serving(server.says("x")) as running:
        running.tokens = lambda body: []
        assert counter_for(None, "m", running.base_url).count("نعم") == estimated("نعم")


def test_with_nothing_at_hand_it_is_an_estimate() -> None:
    assert counter_for(None, "m", None) is ESTIMATE
    assert not ESTIMATE.exact
